"""Span corruption: counts by hand, every mask equally likely, the paper's example, and the way back."""

import struct
from collections import Counter
from itertools import chain, groupby, pairwise, permutations, product
from math import factorial

import pytest
import torch
from chance import FALSE_ALARM, chi_square, power
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy.stats import binom, chi2

from bert2t5_reference.span_corruption import (
    apply_noise_mask,
    corrupt_spans,
    corrupted_lengths,
    count_noise,
    cut_into_spans,
    independent_noise_mask,
    noise_mask,
    random_spans_lengths,
    replace_spans,
    split_prefix,
)

EOS, FIRST_SENTINEL = 1, 999  # ordinary ids in these tests lie between


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


seeds = st.integers(0, 2**32)
lengths = st.integers(2, 600)
densities = st.floats(0.01, 0.45)  # any number of spans fits
mean_lengths = st.floats(1, 10)
masks = st.lists(st.booleans(), max_size=40)


# -- how many


@pytest.mark.parametrize(
    ("length", "noise_density", "mean_noise_span_length", "expected"),
    [
        (568, 0.15, 3, (85, 28)),  # T5: 85.2 tokens, 28.3 spans
        (10, 0.15, 3, (2, 1)),  # 1.5: half to even, upwards
        (30, 0.15, 3, (4, 1)),  # 4.5: half to even, downwards
        (50, 0.15, 3, (8, 3)),  # 7.5 tokens, 2.7 spans
        (10, 0.5, 2, (5, 2)),  # 2.5 spans: downwards
        (14, 0.5, 2, (7, 4)),  # 3.5 spans: upwards
        (3, 0.15, 3, (1, 1)),  # 0.45 tokens, 0.3 spans, but at least one
        (10, 0.99, 9, (9, 1)),  # 9.9 tokens, but one stays clean
        (2, 0.15, 3, (1, 1)),
        (1, 0.15, 3, (1, 1)),  # as for 2 tokens
        (0, 0.15, 3, (1, 1)),
        (190, 0.15, 3, (29, 10)),  # 28.5 with 64 bits, 28.500002 with 32
        (350, 0.15, 3, (53, 18)),  # 52.5 with 64 bits
        (70, 0.15, 3, (10, 3)),  # 10.5 with both
    ],
)
def test_counts_by_hand(
    length: int, noise_density: float, mean_noise_span_length: float, expected: tuple[int, int]
) -> None:
    assert count_noise(length, noise_density, mean_noise_span_length) == expected


def to_float32(number: float) -> float:
    """Round to 32 bits by writing the bytes; of a product or quotient in 64 bits this is the exact result."""
    return struct.unpack("f", struct.pack("f", number))[0]


@given(st.integers(2, 100_000), densities, mean_lengths)
@example(190, 0.15, 3.0)
def test_counts_are_those_of_32_bits(length: int, noise_density: float, mean_length: float) -> None:
    num_noise = max(1, round(to_float32(length * to_float32(noise_density))))
    num_spans = max(1, round(to_float32(num_noise / to_float32(mean_length))))
    assert count_noise(length, noise_density, mean_length) == (num_noise, num_spans)


@pytest.mark.parametrize("noise_density", [0.0, 1.0, -0.1, float("nan")])
def test_a_share_of_none_or_all_is_refused(noise_density: float) -> None:
    with pytest.raises(ValueError, match=r"noise_density is .*above 0 and below 1"):
        count_noise(10, noise_density, 3)


@pytest.mark.parametrize("mean_length", [0, -1, float("nan")])
def test_a_span_length_that_is_not_positive_is_refused(mean_length: float) -> None:
    with pytest.raises(ValueError, match=r"mean_noise_span_length is .*above 0"):
        count_noise(10, 0.15, mean_length)


def test_more_spans_than_tokens_are_refused() -> None:
    with pytest.raises(
        ValueError, match="4 spans of each kind do not fit into 4 tokens of noise and 1 others"
    ):
        count_noise(5, 0.8, 1)
    with pytest.raises(ValueError, match="6 spans of each kind do not fit into 3 tokens of noise"):
        count_noise(10, 0.3, 0.5)


# -- the mask


def compositions(total: int, parts: int) -> list[tuple[int, ...]]:
    """Return every way to write a number as a sum of positive ones, order included."""
    return [sizes for sizes in product(range(1, total + 1), repeat=parts) if sum(sizes) == total]


def span_masks(length: int, num_noise: int, num_spans: int) -> list[tuple[bool, ...]]:
    """Return every mask of a length that begins clean, ends in noise and has these counts."""
    return [
        mask
        for mask in product([False, True], repeat=length)
        if not mask[0] and mask[-1] and sum(mask) == num_noise and len(list(groupby(mask))) == 2 * num_spans
    ]


@pytest.mark.parametrize(("num_tokens", "num_spans"), [(n, k) for n in range(1, 7) for k in range(1, n + 1)])
def test_over_all_orders_of_draws_every_cut_comes_equally_often(num_tokens: int, num_spans: int) -> None:
    orders = permutations(torch.arange(num_tokens) / num_tokens)
    seen = Counter(tuple(cut_into_spans(torch.stack(order), num_spans)) for order in orders)
    cuts = compositions(num_tokens, num_spans)
    assert seen == dict.fromkeys(cuts, factorial(num_tokens) // len(cuts))


def test_over_all_orders_of_draws_every_mask_comes_equally_often() -> None:
    # C(2, 1) * C(3, 1) = 6 masks of 7 tokens with 3 of noise in 2 spans
    orders = torch.tensor(list(permutations(range(7)))) / 7
    seen = Counter(tuple(apply_noise_mask(3, 2, draws).tolist()) for draws in orders)
    assert seen == dict.fromkeys(span_masks(7, 3, 2), factorial(7) // 6)


def test_of_equal_draws_the_earlier_token_begins_a_span() -> None:
    assert cut_into_spans(torch.full((5,), 0.5), 3) == [1, 1, 3]
    assert cut_into_spans(torch.tensor([0.9, 0.5, 0.2, 0.5, 0.5]), 3) == [1, 1, 3]


def test_the_draw_of_the_first_token_does_not_matter() -> None:
    rest = [0.4, 0.1, 0.8]
    assert cut_into_spans(torch.tensor([0.0, *rest]), 2) == cut_into_spans(torch.tensor([0.99, *rest]), 2)


def test_clean_draws_come_before_those_of_noise() -> None:
    # clean: cut at token 1 of 3; noise: cut at token 3 of 4
    draws = torch.tensor([0.0, 0.2, 0.9, 0.0, 0.9, 0.8, 0.1])
    mask = apply_noise_mask(num_noise=4, num_spans=2, draws=draws)
    assert mask.int().tolist() == [0, 1, 1, 1, 0, 0, 1]
    assert mask.dtype == torch.bool


@given(lengths, densities, mean_lengths, seeds)
def test_a_mask_begins_clean_ends_in_noise_and_has_its_counts(
    length: int, noise_density: float, mean_length: float, seed: int
) -> None:
    mask = noise_mask(length, noise_density, mean_length, seeded(seed)).tolist()
    num_noise, num_spans = count_noise(length, noise_density, mean_length)
    assert len(mask) == length
    assert sum(mask) == num_noise
    assert [kind for kind, _ in groupby(mask)] == [False, True] * num_spans


def test_a_text_of_one_token_stays_clean_and_an_empty_one_empty() -> None:
    assert noise_mask(1, 0.15, 3, seeded()).tolist() == [False]
    empty = noise_mask(0, 0.15, 3, seeded())
    assert empty.tolist() == []
    assert empty.dtype == torch.bool


def test_the_same_state_gives_the_same_mask() -> None:
    def draw(seed: int) -> list[bool]:
        return noise_mask(200, 0.15, 3, seeded(seed)).tolist()

    assert draw(3) == draw(3)
    assert draw(3) != draw(4)


def test_one_generator_gives_another_mask_each_time() -> None:
    generator = seeded()
    assert not torch.equal(noise_mask(200, 0.15, 3, generator), noise_mask(200, 0.15, 3, generator))


def one_after_the_other(total: int, parts: int) -> dict[tuple[int, ...], float]:
    """Return the probabilities of cuts when each span in turn takes a random part of what is left."""
    if parts == 1:
        return {(total,): 1.0}
    most = total - parts + 1
    rests = ((size, one_after_the_other(total - size, parts - 1)) for size in range(1, most + 1))
    return {(size, *rest): p / most for size, cuts in rests for rest, p in cuts.items()}


def mask_of(clean: tuple[int, ...], noise: tuple[int, ...]) -> tuple[bool, ...]:
    spans = zip(clean, noise, strict=True)
    return tuple(chain.from_iterable([False] * a + [True] * b for a, b in spans))


def test_every_mask_is_equally_likely() -> None:
    # 12 tokens, half of them noise, in 3 spans: C(5, 2) * C(5, 2) = 100 masks, n = 10,000
    num_masks, generator = 10_000, seeded(1)
    seen = Counter(tuple(noise_mask(12, 0.5, 2, generator).tolist()) for _ in range(num_masks))
    uniform = dict.fromkeys(span_masks(12, 6, 3), 1 / 100)
    statistic, freedom = chi_square(seen, uniform)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variant: the spans take their lengths one after the other, so that the first ones are longer
    cuts = one_after_the_other(6, 3)
    wrong = {mask_of(a, b): cuts[a] * cuts[b] for a, b in product(cuts, repeat=2)}
    assert power(num_masks, uniform, wrong) > 0.9999
    # wrong variant: the same cuts for clean tokens and for noise, so that only 10 of the masks come
    same = dict.fromkeys(uniform, 0.0) | {mask_of(cut, cut): 1 / 10 for cut in cuts}
    assert power(num_masks, uniform, same) > 0.9999


def test_coins_are_independent_and_of_the_given_share() -> None:
    # n = 200,000 tokens, and as many pairs of neighbours; false alarm: 1e-7 for each on both sides together
    total = 200_000
    mask = independent_noise_mask(total + 1, 0.15, seeded(2))
    both = mask[1:] & mask[:-1]
    for count, probability in [(mask[1:].sum(), 0.15), (both[::2].sum(), 0.15**2)]:
        trials = total if probability == 0.15 else total // 2
        low, high = binom.isf([1 - FALSE_ALARM / 2, FALSE_ALARM / 2], trials, probability)
        assert low <= count <= high
    # wrong variants: spans, where a neighbour of noise is noise in 2 of 3 cases; a share of 17 %
    assert binom.cdf(binom.isf(FALSE_ALARM / 2, total // 2, 0.15**2), total // 2, 0.1) < 1e-4
    assert binom.sf(binom.isf(FALSE_ALARM / 2, total, 0.15), total, 0.17) > 0.9999


# -- inputs and targets


def ids(text: str) -> torch.Tensor:
    """Return an id for every word of a text, by the word's letters; a number stands for itself."""
    return torch.tensor([int(word) if word.isdigit() else 100 + ord(word[0]) for word in text.split()])


@pytest.mark.parametrize(
    ("text", "noise", "inputs", "targets"),
    [
        # begins and ends clean, as in the paper's figure: a sentinel closes the targets
        ("a b c d e f g", "0 0 1 1 0 1 0", "a b 999 e 998 g 1", "999 c d 998 f 997 1"),
        # ends in noise, as T5's masks do: none does
        ("a b c d e f g", "0 0 1 1 0 1 1", "a b 999 e 998 1", "999 c d 998 f g 1"),
        # begins in noise: the first span of the targets follows no sentinel
        ("a b c d e f g", "1 0 0 1 1 0 0", "999 b c 998 f g 1", "a 999 d e 998 1"),
        ("a b c", "0 0 0", "a b c 1", "999 1"),
        ("a b c", "1 1 1", "999 1", "a b c 1"),
        ("a", "0", "a 1", "999 1"),
        ("", "", "1", "1"),
        # equal tokens are not one token, and a sentinel is no end
        ("a a a a", "0 1 0 1", "a 999 a 998 1", "999 a 998 a 1"),
    ],
)
def test_inputs_and_targets_by_hand(text: str, noise: str, inputs: str, targets: str) -> None:
    mask = torch.tensor([bit == "1" for bit in noise.split()], dtype=torch.bool)
    found = corrupt_spans(ids(text).long(), mask, FIRST_SENTINEL, EOS)
    assert [part.tolist() for part in found] == [ids(inputs).tolist(), ids(targets).tolist()]
    assert all(part.dtype == torch.int64 for part in found)


def span_by_span(input_ids: list[int], mask: list[bool]) -> list[list[int]]:
    """Return inputs and targets, built from the runs of the mask, where each run fills one and names it."""
    sides: list[list[int]] = [[], []]
    sentinels = [FIRST_SENTINEL, FIRST_SENTINEL]
    tokens = iter(input_ids)
    for is_noise, run in groupby(mask):
        sides[is_noise] += [next(tokens) for _ in run]
        sides[not is_noise].append(sentinels[not is_noise])
        sentinels[not is_noise] -= 1
    return [[*side, EOS] for side in sides]


@given(masks, seeds)
def test_any_mask_gives_what_its_runs_say(mask: list[bool], seed: int) -> None:
    input_ids = torch.randint(2, 900, (len(mask),), generator=seeded(seed))
    before = input_ids.clone()
    noise = torch.tensor(mask, dtype=torch.bool)
    found = corrupt_spans(input_ids, noise, FIRST_SENTINEL, EOS)
    assert [part.tolist() for part in found] == span_by_span(input_ids.tolist(), mask)
    assert torch.equal(input_ids, before)
    assert noise.tolist() == mask


def restore(inputs: list[int], targets: list[int]) -> list[int]:
    """Return the text: each sentinel of the inputs is filled with what follows it in the targets."""
    fillings: dict[int, list[int]] = {}
    for token in targets[:-1]:
        if token > 900:
            fillings[token] = filling = []
        else:
            filling.append(token)
    return list(chain.from_iterable(fillings[token] if token > 900 else [token] for token in inputs[:-1]))


@given(masks, seeds)
def test_the_text_comes_back_where_the_mask_begins_clean(mask: list[bool], seed: int) -> None:
    assume(not mask or not mask[0])
    input_ids = torch.randint(2, 900, (len(mask),), generator=seeded(seed))
    inputs, targets = corrupt_spans(input_ids, torch.tensor(mask, dtype=torch.bool), FIRST_SENTINEL, EOS)
    assert restore(inputs.tolist(), targets.tolist()) == input_ids.tolist()


@given(lengths, densities, mean_lengths, seeds)
def test_pretraining_targets_have_a_sentinel_for_each_span_and_no_last_one(
    length: int, noise_density: float, mean_length: float, seed: int
) -> None:
    first = 40_000  # room below for any number of sentinels
    mask = noise_mask(length, noise_density, mean_length, seeded(seed))
    inputs, targets = corrupt_spans(torch.arange(2, length + 2), mask, first, EOS)
    in_inputs, in_targets = ([token for token in part.tolist() if token > 1000] for part in (inputs, targets))
    assert in_inputs == in_targets
    assert all(later == earlier - 1 for earlier, later in pairwise(in_targets))
    assert targets[0] == first
    assert targets[-2] == length + 1  # the last token of the text


def test_a_mask_of_one_kind_replaces_all_or_nothing() -> None:
    input_ids = torch.tensor([5, 6, 7])
    assert replace_spans(input_ids, torch.ones(3).bool(), 99).tolist() == [99]
    assert replace_spans(input_ids, torch.zeros(3).bool(), 99).tolist() == [5, 6, 7]


# -- lengths


def test_t5_reads_568_tokens_for_512_places_and_writes_114() -> None:
    assert random_spans_lengths(512, 0.15, 3) == (568, 114)


def test_the_shortest_inputs_are_a_token_a_sentinel_and_the_end() -> None:
    assert random_spans_lengths(3, 0.15, 3) == (2, 3)
    with pytest.raises(ValueError, match="inputs_length is 2, allowed are 3 and more"):
        random_spans_lengths(2, 0.15, 3)


def published_lengths(inputs_length: int, noise_density: float, mean_length: float) -> tuple[int, int]:
    """Return the lengths as the published code counts them: with 64 bits and without a least number."""

    def both(tokens: int) -> tuple[int, int]:
        noise = round(tokens * noise_density)
        spans = round(noise / mean_length)
        return tokens - noise + spans + 1, noise + spans + 1

    tokens = inputs_length - 1
    while both(tokens + 1)[0] <= inputs_length:
        tokens += 1
    return tokens, both(tokens)[1]


@pytest.mark.parametrize("mean_length", [2, 3, 5, 10])
@pytest.mark.parametrize("inputs_length", [64, 128, 256, 512, 1024])
def test_usual_lengths_are_the_published_ones(inputs_length: int, mean_length: float) -> None:
    published = published_lengths(inputs_length, 0.15, mean_length)
    assert random_spans_lengths(inputs_length, 0.15, mean_length) == published


def test_lengths_count_as_the_mask_does_where_the_published_ones_do_not() -> None:
    assert published_lengths(172, 0.15, 3) == (190, 28 + 9 + 1)
    assert random_spans_lengths(172, 0.15, 3) == (190, 29 + 10 + 1)


@given(st.integers(3, 300), densities, mean_lengths, seeds)
def test_a_text_of_that_length_fills_the_inputs_and_one_token_more_does_not_fit(
    inputs_length: int, noise_density: float, mean_length: float, seed: int
) -> None:
    tokens_length, targets_length = random_spans_lengths(inputs_length, noise_density, mean_length)

    def corrupted(length: int) -> tuple[int, ...]:
        mask = noise_mask(length, noise_density, mean_length, seeded(seed))
        return tuple(map(len, corrupt_spans(torch.arange(length), mask, 40_000, EOS)))

    assert corrupted(tokens_length) == corrupted_lengths(tokens_length, noise_density, mean_length)
    assert corrupted(tokens_length)[0] <= inputs_length < corrupted(tokens_length + 1)[0]
    assert corrupted(tokens_length)[1] == targets_length


# -- the prefix language model


@given(st.lists(st.integers(2, 900), min_size=2, max_size=20), seeds)
def test_a_prefix_and_its_rest_are_the_text(tokens: list[int], seed: int) -> None:
    inputs, targets = (part.tolist() for part in split_prefix(torch.tensor(tokens), EOS, seeded(seed)))
    assert inputs[:-1] + targets[:-1] == tokens
    assert inputs[-1] == targets[-1] == EOS
    assert min(len(inputs), len(targets)) > 1


def test_every_split_is_equally_likely() -> None:
    # n = 5,000 texts of 6 tokens: 5 places
    total, generator = 5_000, seeded(3)
    text = torch.arange(2, 8)
    seen = Counter(len(split_prefix(text, EOS, generator)[0]) - 1 for _ in range(total))
    uniform = dict.fromkeys(range(1, 6), 1 / 5)
    statistic, freedom = chi_square(seen, uniform)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variant: randint(1, len - 1), which never splits before the last token
    assert power(total, uniform, {split: 1 / 4 if split < 5 else 0.0 for split in uniform}) > 0.9999


def test_a_text_of_one_token_has_no_split() -> None:
    with pytest.raises(ValueError, match="a split needs 2 tokens, found 1"):
        split_prefix(torch.tensor([5]), EOS, seeded())
