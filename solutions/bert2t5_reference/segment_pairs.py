"""Cut documents into pairs of segments that fill a sequence, as the data of BERT was made.

Unlike nsp.py, where a pair is two sentences, a segment holds as many sentences as fit, so that little of a
batch is padding. The label is the same: 0 = B follows A, 1 = B is random.

Differs from the original in one point: the original tries ten times to draw another document for a random B
and then accepts its own, here it is always another one. Left out: copies of the data with other masks
(`dupe_factor`), because pairs and masks are drawn anew in each epoch.

Source: Devlin et al. (2019), appendix A.2; github.com/google-research/bert, create_pretraining_data.py.
"""

import random
from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

Document: TypeAlias = Sequence[Sequence[int]]  # the sentences, in order, as token ids; none is empty
Pair: TypeAlias = tuple[list[int], list[int], int]  # segment A, segment B, next_sentence_label

NUM_SPECIAL_TOKENS = 3  # [CLS] A [SEP] B [SEP]


def make_segment_pairs(
    documents: Sequence[Document], max_seq_len: int, rng: random.Random, *, short_seq_prob: float = 0.1
) -> list[Pair]:
    """Return pairs of segments made from all documents.

    Sentences are gathered until they fill a sequence; a random part of them, at least the first, becomes
    segment A. With probability 1/2, and always when there is only one sentence, B is random: it begins at a
    random sentence of another document, and the sentences that A does not use are put back. Otherwise B is
    the rest. So more than half of the pairs have label 1.

    Args:
        documents: at least two; no document and no sentence is empty. Not modified.
        max_seq_len: most tokens of a pair with its three special tokens, 5 or more.
        rng: the only source of randomness.
        short_seq_prob: the share of documents that are cut for a random shorter length.

    Returns:
        (segment A, segment B, next_sentence_label) for each pair; 0 = B follows A, 1 = B is random.

    Raises:
        ValueError: if there are fewer than two documents, or `max_seq_len` is below 5.

    >>> documents = [[[1, 2], [3], [4, 5]], [[6, 7], [8, 9]]]
    >>> for pair in make_segment_pairs(documents, max_seq_len=8, rng=random.Random(1)):
    ...     print(pair)
    ([1, 2], [8, 9], 1)
    ([3], [4, 5], 0)
    ([6, 7], [3, 4, 5], 1)
    ([8, 9], [4, 5], 1)
    """
    if len(documents) < 2:
        raise ValueError(f"a random segment needs 2 documents, found {len(documents)}")
    max_num_tokens = max_seq_len - NUM_SPECIAL_TOKENS
    if max_num_tokens < 2:
        raise ValueError(f"max_seq_len is {max_seq_len}, allowed are {2 + NUM_SPECIAL_TOKENS} and more")
    pairs: list[Pair] = []
    for number in range(len(documents)):
        is_short = rng.random() < short_seq_prob
        target_length = rng.randint(2, max_num_tokens) if is_short else max_num_tokens
        for segment_a, segment_b, label in pairs_of_document(documents, number, target_length, rng):
            pairs.append((*truncate_at_both_ends(segment_a, segment_b, max_num_tokens, rng), label))
    return pairs


def pairs_of_document(
    documents: Sequence[Document], number: int, target_length: int, rng: random.Random
) -> list[Pair]:
    """Return the pairs whose segment A comes from document `number`, not yet truncated."""
    document = documents[number]
    pairs: list[Pair] = []
    start = 0
    while start < len(document):
        chunk = first_sentences(document[start:], target_length)
        length_a = rng.randint(1, len(chunk) - 1) if len(chunk) > 1 else 1
        segment_a = join(chunk[:length_a])
        if len(chunk) == 1 or rng.random() < 0.5:
            segment_b = draw_segment(documents, number, target_length - len(segment_a), rng)
            pairs.append((segment_a, segment_b, 1))
            start += length_a
        else:
            pairs.append((segment_a, join(chunk[length_a:]), 0))
            start += len(chunk)
    return pairs


def first_sentences(sentences: Sequence[Sequence[int]], target_length: int) -> Sequence[Sequence[int]]:
    """Return the fewest first sentences that reach the length, at least one; all, if they do not reach it.

    >>> first_sentences([[1, 2], [3], [4, 5]], target_length=3)
    [[1, 2], [3]]
    """
    length = 0
    for end, sentence in enumerate(sentences, start=1):
        length += len(sentence)
        if length >= target_length:
            return sentences[:end]
    return sentences


def draw_segment(
    documents: Sequence[Document], number: int, target_length: int, rng: random.Random
) -> list[int]:
    """Return sentences from a random place of a document other than `number`, to about the length."""
    other = rng.randrange(len(documents) - 1)
    document = documents[other if other < number else other + 1]
    return join(first_sentences(document[rng.randrange(len(document)) :], target_length))


def join(sentences: Sequence[Sequence[int]]) -> list[int]:
    """Return the tokens of all sentences in one list."""
    return list(chain.from_iterable(sentences))


def truncate_at_both_ends(
    segment_a: Sequence[int], segment_b: Sequence[int], max_num_tokens: int, rng: random.Random
) -> tuple[list[int], list[int]]:
    """Return both segments without as many tokens as are too many together.

    One token at a time goes from the longer segment, from B if both are equally long; unlike `truncate_pair`
    of bert_inputs.py not always from its end, but from its front or its end with probability 1/2 each.

    >>> truncate_at_both_ends([1, 2, 3], [4], 2, random.Random(0))
    ([1], [4])
    """
    segment_a, segment_b = list(segment_a), list(segment_b)
    while len(segment_a) + len(segment_b) > max_num_tokens:
        longer = segment_a if len(segment_a) > len(segment_b) else segment_b
        longer.pop(0 if rng.random() < 0.5 else -1)
    return segment_a, segment_b
