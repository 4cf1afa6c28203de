"""What counting alone achieves: the bar that a pre-trained model has to clear on masked tokens.

Both baselines know more than the model does: which tokens are content, and the true token on the left. So to
beat them says something.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import torch

from bert2t5_reference.mlm import IGNORED_LABEL
from bert2t5_reference.segment_pairs import Document


def content_baselines(
    documents: Iterable[Document], batches: Sequence[dict[str, torch.Tensor]], is_content: torch.Tensor
) -> dict[str, float]:
    """Return how often counting finds a masked content token.

    Args:
        documents: the training text as ids, to count in.
        batches: held-out batches with `input_ids` and `labels`, at least one content token selected.
        is_content: booleans of shape (vocab_size,), as `find_content_ids` gives them.

    Returns:
        `unigram`: always the most frequent content token. `bigram`: the content token that most often
        follows the true token on the left, and the unigram's answer where none does. Of equally frequent
        tokens the one that is counted first wins.

    >>> documents = [[[5, 6], [5, 6], [7, 8], [7, 7]]]
    >>> batch = {"input_ids": torch.tensor([[5, 9, 7, 9]]), "labels": torch.tensor([[-100, 6, -100, 8]])}
    >>> content_baselines(documents, [batch], torch.tensor([False] * 6 + [True] * 4))
    {'unigram': 0.0, 'bigram': 1.0}
    """
    is_word = is_content.tolist()
    counts: Counter[int] = Counter()
    following: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for document in documents:
        for sentence in document:
            counts.update(token for token in sentence if is_word[token])
            for left, token in pairwise(sentence):
                if is_word[token]:
                    following[left][token] += 1
    most_frequent = counts.most_common(1)[0][0]
    asked = [pair for batch in batches for pair in masked_words(batch, is_word)]
    guesses = [max(following[left], key=following[left].get, default=most_frequent) for left, _ in asked]
    return {
        "unigram": sum(token == most_frequent for _, token in asked) / len(asked),
        "bigram": sum(guess == token for guess, (_, token) in zip(guesses, asked, strict=True)) / len(asked),
    }


def masked_words(batch: dict[str, torch.Tensor], is_word: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the true left neighbour and the token of every selected content token."""
    labels = batch["labels"]
    true_ids = torch.where(labels == IGNORED_LABEL, batch["input_ids"], labels).tolist()
    places = (labels != IGNORED_LABEL).nonzero().tolist()
    pairs = [(true_ids[row][place - 1], true_ids[row][place]) for row, place in places]
    return [(left, token) for left, token in pairs if is_word[token]]
