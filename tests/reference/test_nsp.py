"""Next sentence prediction: pairs by hand, never the same document, one half random, and packed segments."""

import math
import random
from collections import Counter
from copy import deepcopy

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2, ncx2
from torch.nn import functional

from bert2t5_reference.nsp import apply_make_nsp_pairs, make_nsp_pairs, nsp_loss
from bert2t5_reference.segment_pairs import (
    first_sentences,
    make_segment_pairs,
    truncate_at_both_ends,
)

FALSE_ALARM = 1e-7  # of one statistical test


def numbered(*sizes: int) -> list[list[list[int]]]:
    """Return documents of one-token sentences; 302 is the sentence at place 2 of document 3."""
    return [[[100 * number + place] for place in range(size)] for number, size in enumerate(sizes)]


document_sizes = st.lists(st.integers(0, 6), min_size=2, max_size=6).filter(
    lambda sizes: sum(size > 0 for size in sizes) > 1
)
documents_of_sizes = st.lists(
    st.lists(st.integers(1, 9), min_size=1, max_size=8), min_size=2, max_size=5
)  # lengths of the sentences


# -- two sentences


@pytest.mark.parametrize(
    ("coin", "choice", "sentence_b", "label"),
    [
        (0.0, 0.0, [100], 1),
        (0.49, 0.19, [100], 1),  # 5 sentences elsewhere: fifths
        (0.49, 0.2, [101], 1),
        (0.2, 0.99, [202], 1),
        (0.5, 0.0, [1], 0),
        (0.99, 0.99, [1], 0),
    ],
)
def test_draws_choose_between_the_successor_and_the_sentences_of_other_documents(
    coin: float, choice: float, sentence_b: list[int], label: int
) -> None:
    pairs = apply_make_nsp_pairs(numbered(2, 2, 3), [(coin, choice)] + [(0.9, 0.0)] * 3)
    assert pairs[0] == ([0], sentence_b, label)
    assert pairs[1:] == [([100], [101], 0), ([200], [201], 0), ([201], [202], 0)]


def test_a_sentence_equal_to_the_true_successor_is_no_random_sentence() -> None:
    documents = [[[1], [2]], [[2], [3], [2]]]
    for choice in (0.0, 0.5, 0.99):
        assert apply_make_nsp_pairs(documents, [(0.0, choice), (0.9, 0.0), (0.9, 0.0)])[0] == ([1], [3], 1)


def test_without_another_sentence_a_random_one_is_refused() -> None:
    with pytest.raises(ValueError, match="document 0"):
        apply_make_nsp_pairs([[[1], [2]], [[2]], []], [(0.1, 0.0)])
    assert apply_make_nsp_pairs([[[1], [2]]], [(0.9, 0.0)]) == [([1], [2], 0)]


def test_a_document_of_one_sentence_gives_no_pair_but_random_sentences() -> None:
    assert make_nsp_pairs([[[1]], []], random.Random(0)) == []
    assert apply_make_nsp_pairs([[[1], [2]], [[7]]], [(0.0, 0.9)]) == [([1], [7], 1)]


@given(document_sizes, st.randoms(use_true_random=False))
def test_every_sentence_with_a_successor_is_the_first_of_one_pair(
    sizes: list[int], rng: random.Random
) -> None:
    documents = numbered(*sizes)
    before = deepcopy(documents)
    pairs = make_nsp_pairs(documents, rng)
    assert documents == before
    assert [a for a, _, _ in pairs] == [sentence for document in documents for sentence in document[:-1]]
    for [a], [b], label in pairs:
        assert (b == a + 1) if label == 0 else (b // 100 != a // 100)


def test_the_same_state_gives_the_same_pairs() -> None:
    first, second, other = (make_nsp_pairs(numbered(9, 9), random.Random(seed)) for seed in (5, 5, 6))
    assert first == second != other


def test_one_half_of_the_pairs_is_random() -> None:
    # n = 20,000 pairs; false alarm: 1e-7 for both sides together
    num_pairs = 20_000
    rng = random.Random(1)
    pairs = [pair for _ in range(1000) for pair in make_nsp_pairs(numbered(11, 11), rng)]
    low, high = binom.isf([1 - FALSE_ALARM / 2, FALSE_ALARM / 2], num_pairs, 0.5)
    assert len(pairs) == num_pairs
    assert low <= sum(label for _, _, label in pairs) <= high
    # wrong variants: the share of the original, where chunks of one sentence are always random; 15 %
    assert binom.sf(high, num_pairs, 0.55) > 0.9999
    assert binom.cdf(low, num_pairs, 0.15) > 0.9999


def test_a_random_sentence_is_uniform_over_the_sentences_not_over_the_documents() -> None:
    # the other documents have 1 and 9 sentences; n is about 10,000 random pairs
    documents = [[[0]] * 20_001, *numbered(0, 1, 9)]
    pairs = make_nsp_pairs(documents, random.Random(2))
    seen = Counter(b for [a], [b], label in pairs if a == 0 and label == 1)
    total, freedom = sum(seen.values()), 9
    assert total > 9_500
    assert seen.keys() == {100, *range(200, 209)}
    statistic = sum((count - total / 10) ** 2 / (total / 10) for count in seen.values())
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variant: first a document, then one of its sentences: 1/2 for one, 1/18 for the others
    shift = 9_500 * ((1 / 2 - 1 / 10) ** 2 + 9 * (1 / 18 - 1 / 10) ** 2) * 10
    assert ncx2.sf(chi2.isf(FALSE_ALARM, freedom), freedom, shift) > 0.9999


# -- the loss


def test_label_0_is_b_follows_a() -> None:
    certain = torch.tensor([[20.0, 0.0]])
    assert nsp_loss(certain, torch.tensor([0])).item() < 1e-6
    assert nsp_loss(certain, torch.tensor([1])).item() == pytest.approx(20.0)


def test_loss_by_hand() -> None:
    logits = torch.tensor([[math.log(3), 0.0], [0.0, 0.0]], dtype=torch.float64)
    expected = (math.log(4) + math.log(2)) / 2  # the right answers have 1/4 and 1/2
    assert nsp_loss(logits, torch.tensor([1, 0])).item() == pytest.approx(expected, rel=1e-12)


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50), st.integers(0, 1)), min_size=1, max_size=9))
def test_loss_is_binary_cross_entropy_on_the_difference_of_the_logits(
    rows: list[tuple[float, float, int]],
) -> None:
    logits = torch.tensor([row[:2] for row in rows], dtype=torch.float64)
    labels = torch.tensor([row[2] for row in rows])
    binary = functional.binary_cross_entropy_with_logits(logits[:, 1] - logits[:, 0], labels.double())
    # float64, values up to 100
    torch.testing.assert_close(nsp_loss(logits, labels), binary, rtol=1e-12, atol=1e-12)


# -- packed segments


def test_sentences_are_gathered_until_the_length_is_reached() -> None:
    sentences = [[1, 2], [3, 4], [5]]
    assert first_sentences(sentences, 4) == [[1, 2], [3, 4]]
    assert first_sentences(sentences, 3) == [[1, 2], [3, 4]]
    assert first_sentences(sentences, 99) == sentences
    assert first_sentences(sentences, -5) == [[1, 2]]


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 24), st.randoms(use_true_random=False))
def test_truncation_keeps_the_middle_and_takes_from_the_longer(
    size_a: int, size_b: int, budget: int, rng: random.Random
) -> None:
    segment_a, segment_b = list(range(size_a)), list(range(100, 100 + size_b))
    short_a, short_b = truncate_at_both_ends(segment_a, segment_b, budget, rng)
    assert len(short_a) + len(short_b) == min(budget, size_a + size_b)
    for short, whole in ((short_a, segment_a), (short_b, segment_b)):
        start = whole.index(short[0]) if short else 0
        assert short == whole[start : start + len(short)]
    if size_a + size_b > budget:
        # as equal as possible, with the odd token for A; a segment that is short enough stays whole
        length_b = min(size_b, max(budget // 2, budget - size_a))
        assert (len(short_a), len(short_b)) == (budget - length_b, length_b)


def test_truncation_takes_from_both_ends_equally_often() -> None:
    # n = 10,000 tokens; false alarm: 1e-7 for both sides together
    num_tokens = 10_000
    short_a, _ = truncate_at_both_ends(range(num_tokens + 1), [], 1, random.Random(3))
    low, high = binom.isf([1 - FALSE_ALARM / 2, FALSE_ALARM / 2], num_tokens, 0.5)
    assert low <= short_a[0] <= high  # as many as were taken from the front
    assert binom.cdf(low, num_tokens, 0.45) > 0.9999  # wrong variant: 45 % from the front


def documents_from(lengths: list[list[int]]) -> list[list[list[int]]]:
    """Return documents whose tokens are all different, and tell document, sentence and place."""
    return [
        [
            [10_000 * number + 100 * sentence + place for place in range(length)]
            for sentence, length in enumerate(row)
        ]
        for number, row in enumerate(lengths)
    ]


@given(documents_of_sizes, st.integers(5, 40), st.floats(0, 1), st.randoms(use_true_random=False))
def test_segments_are_runs_of_text_and_fit(
    lengths: list[list[int]], max_seq_len: int, short_seq_prob: float, rng: random.Random
) -> None:
    documents = documents_from(lengths)
    text = [[token for sentence in document for token in sentence] for document in documents]
    for a, b, label in make_segment_pairs(documents, max_seq_len, rng, short_seq_prob=short_seq_prob):
        assert a
        assert b
        assert len(a) + len(b) + 3 <= max_seq_len
        for segment in (a, b):
            run = text[segment[0] // 10_000]
            start = run.index(segment[0])
            assert segment == run[start : start + len(segment)]
        same_document = a[0] // 10_000 == b[0] // 10_000
        assert same_document == (label == 0)
        assert label == 1 or a[-1] < b[0]


@given(documents_of_sizes, st.randoms(use_true_random=False))
def test_no_sentence_is_lost_when_nothing_is_cut(lengths: list[list[int]], rng: random.Random) -> None:
    documents = documents_from(lengths)
    pairs = make_segment_pairs(documents, 1000, rng, short_seq_prob=0.0)
    used = [token for a, b, label in pairs for token in (a + b if label == 0 else a)]
    assert used == [token for document in documents for sentence in document for token in sentence]
    for a, b, label in pairs:
        if label == 0:  # B begins where A ends
            run = [token for sentence in documents[a[0] // 10_000] for token in sentence]
            assert run[run.index(a[-1]) + 1] == b[0]


def test_a_chunk_of_one_sentence_always_gets_a_random_partner() -> None:
    documents = documents_from([[30] * 40, [30] * 40])
    pairs = make_segment_pairs(documents, 20, random.Random(0), short_seq_prob=0.0)
    assert len(pairs) == 80
    assert all(label == 1 for _, _, label in pairs)


def test_packed_pairs_are_random_in_more_than_half_of_the_cases() -> None:
    # 3,000 documents of 5 sentences, chunks of two: a random pair puts one sentence back, and one that is
    # left alone at the end gets a random partner
    documents = documents_from([[10] * 5] * 3000)
    pairs = make_segment_pairs(documents, 23, random.Random(4), short_seq_prob=0.0)
    share = expected_share_of_random_pairs(5)
    assert share > 0.55
    # the number of pairs varies with the labels, so the bounds are those of documents as independent draws
    labels: dict[int, list[int]] = {}
    for a, _, label in pairs:
        labels.setdefault(a[0] // 10_000, []).append(label)
    residuals = torch.tensor([sum(row) - share * len(row) for row in labels.values()], dtype=torch.float64)
    z = residuals.mean() / (residuals.std() / math.sqrt(len(residuals)))
    assert abs(z) < 5.4  # false alarm 7e-8 under the normal distribution of a mean of 3,000
    wrong = torch.tensor([sum(row) - 0.5 * len(row) for row in labels.values()], dtype=torch.float64)
    assert wrong.mean() / (wrong.std() / math.sqrt(len(wrong))) > 10  # a share of one half is refuted


def expected_share_of_random_pairs(num_sentences: int) -> float:
    """Return random pairs per pair, for chunks of two: a random pair goes on by 1 sentence, another by 2."""
    pairs = [0.0] * (num_sentences + 1)  # expected numbers from this place on
    random_pairs = [0.0] * (num_sentences + 1)
    for left in range(1, num_sentences + 1):
        if left == 1:
            pairs[left], random_pairs[left] = 1.0, 1.0
        else:
            pairs[left] = 1 + (pairs[left - 1] + pairs[left - 2]) / 2
            random_pairs[left] = 1 / 2 + (random_pairs[left - 1] + random_pairs[left - 2]) / 2
    return random_pairs[-1] / pairs[-1]


def test_a_share_of_the_documents_is_cut_short() -> None:
    # Sentences of one token: a full sequence has 61 tokens. n = 4,000 documents of 61 sentences; the first
    # pair of a short one has fewer, unless the drawn length, 2 to 61, is 61. False alarm 1e-7 for both sides.
    documents = documents_from([[1] * 61] * 4000)
    lengths: dict[int, int] = {}
    for a, b, label in make_segment_pairs(documents, 64, random.Random(5)):
        if label == 0:
            lengths.setdefault(a[0], len(a) + len(b))
    first = [length for token, length in lengths.items() if token % 10_000 == 0]
    p = 0.1 * 59 / 60
    low, high = binom.isf([1 - FALSE_ALARM / 2, FALSE_ALARM / 2], len(first), p)
    assert len(first) > 1800
    assert low <= sum(length < 61 for length in first) <= high
    assert binom.sf(high, len(first), 0.2) > 0.9999  # wrong variant: 20 %


def test_too_few_documents_or_places_are_refused() -> None:
    with pytest.raises(ValueError, match="2 documents, found 1"):
        make_segment_pairs([[[1]]], 64, random.Random(0))
    with pytest.raises(ValueError, match="max_seq_len is 4, allowed are 5 and more"):
        make_segment_pairs([[[1]], [[2]]], 4, random.Random(0))
