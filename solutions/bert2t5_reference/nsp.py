"""Next sentence prediction: does the second sentence follow the first, or was it drawn from another document?

The label is 0 where B follows A and 1 where B is random, as in BERT's code and checkpoints; some textbooks
(d2l.ai) use the opposite. A pair is two single sentences here; segment_pairs.py fills whole sequences.

Source: Devlin et al. (2019), section 3.1, task 2; github.com/google-research/bert, create_pretraining_data.py
and run_pretraining.py.
"""

import random
from itertools import pairwise

import torch
from torch.nn import functional


def apply_make_nsp_pairs(
    documents: list[list[list[int]]], draws: list[tuple[float, float]]
) -> list[tuple[list[int], list[int], int]]:
    """Return the pairs of next sentence prediction that the given numbers choose.

    Every sentence that has a successor in its document is the A of one pair, in the order of the text; its
    draw is a pair of numbers (coin, choice):

        coin in [0, 0.5)    B is random, label 1
        coin in [0.5, 1)    B is the successor of A, label 0

    A random B is never from A's own document and never equal to the true successor: from the sentences of all
    other documents, in order, those that are equal to it are left out, and of the n that remain B is number
    int(choice * n), counted from 0.

    Args:
        documents: documents as lists of sentences, a sentence as a list of token ids; not modified.
        draws: two numbers in [0, 1) for each pair, at least as many as there are sentences with a successor.

    Returns:
        (sentence A, sentence B, next_sentence_label) for each pair; 0 = B follows A, 1 = B is random.

    Raises:
        ValueError: if a random B is asked for and no other document has a sentence for it.

    Example: the first document has two pairs and the second one. For [1], the random B is one of [7] and [8],
    and 0.6 * 2 is 1.2, so [8]; [2] keeps its successor; for [7] the sentences are [1], [2], [3]:
        >>> documents = [[[1], [2], [3]], [[7], [8]]]
        >>> apply_make_nsp_pairs(documents, [(0.3, 0.6), (0.5, 0.0), (0.1, 0.9)])
        [([1], [8], 1), ([2], [3], 0), ([7], [3], 1)]
    """
    ### BEGIN SOLUTION
    pairs: list[tuple[list[int], list[int], int]] = []
    for number, document in enumerate(documents):
        others = documents[:number] + documents[number + 1 :]
        for sentence, successor in pairwise(document):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((sentence, successor, 0))
            else:
                candidates = [other for rest in others for other in rest if other != successor]
                if not candidates:
                    raise ValueError(f"no random sentence for document {number}: no other document has one")
                pairs.append((sentence, candidates[int(choice * len(candidates))], 1))
    return pairs
    ### END SOLUTION


def make_nsp_pairs(
    documents: list[list[list[int]]], rng: random.Random
) -> list[tuple[list[int], list[int], int]]:
    """Return random pairs of next sentence prediction: in one half B follows A, in the other B is random.

    Draws two numbers for every sentence that has a successor, the coin first, and hands them to
    `apply_make_nsp_pairs`.

    Args:
        documents: as there.
        rng: the only source of randomness; the same state gives the same pairs.

    Returns:
        (sentence A, sentence B, next_sentence_label) for each pair; 0 = B follows A, 1 = B is random.

    Example: each sentence but the last of its document is the A of one pair:
        >>> pairs = make_nsp_pairs([[[1], [2], [3]], [[7], [8]]], random.Random(0))
        >>> [sentence_a for sentence_a, _, _ in pairs]
        [[1], [2], [7]]
    """
    ### BEGIN SOLUTION
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(rng.random(), rng.random()) for _ in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)
    ### END SOLUTION


def nsp_loss(logits: torch.Tensor, next_sentence_label: torch.Tensor) -> torch.Tensor:
    """Return the mean cross-entropy of next sentence prediction over the batch.

    Two classes share one score: only the difference of the two logits matters.

    Args:
        logits: floats of shape (batch_size, 2); the scores of "B follows A" and "B is random".
        next_sentence_label: int64 of shape (batch_size,); 0 = B follows A, 1 = B is random.

    Returns:
        A tensor without dimensions.

    Example: the probabilities of the right answers are 3/4 and 1/2:
        >>> from math import log
        >>> logits = torch.tensor([[3.0, 1.0], [1.0, 1.0]]).log()
        >>> loss = nsp_loss(logits, torch.tensor([0, 1]))
        >>> round(loss.item(), 4), round((log(4 / 3) + log(2)) / 2, 4)
        (0.4904, 0.4904)
    """
    ### BEGIN SOLUTION
    return functional.cross_entropy(logits, next_sentence_label)
    ### END SOLUTION
