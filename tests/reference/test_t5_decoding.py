"""Decoding: outputs worked by hand, what is asked and how often, the cache, and the laws of chance."""

from collections.abc import Callable

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2
from torch.nn import functional

from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import T5Config
from bert2t5_reference.t5_decoding import (
    apply_sampling,
    greedy_decode,
    greedy_decode_fast,
    sampling,
    with_cache,
    without_cache,
)

START, EOS, PAD = 5, 1, 0
TOKENS = {"decoder_start_token_id": START, "eos_token_id": EOS, "pad_token_id": PAD}
T5_TOKENS = {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
VOCAB_SIZE = 10
FALSE_ALARM = 1e-7


def dictate(*outputs: list[int]) -> tuple[Callable[[torch.Tensor], torch.Tensor], list[list[list[int]]]]:
    """Return scores that favour these outputs, one after the other, and the list of what was asked."""
    asked: list[list[list[int]]] = []

    def next_token_logits(written: torch.Tensor) -> torch.Tensor:
        asked.append(written.tolist())
        place = written.shape[1] - 1
        return functional.one_hot(torch.tensor([output[place] for output in outputs]), VOCAB_SIZE).float()

    return next_token_logits, asked


# -- the loop


def test_an_output_ends_with_its_first_end_and_is_padded_after_it():
    scores, _ = dictate([7, EOS, 8, EOS], [6, 6, 9, EOS], [EOS, 9, 9, 9])
    written = greedy_decode(scores, 3, **TOKENS, max_new_tokens=10)
    assert written.tolist() == [[7, EOS, PAD, PAD], [6, 6, 9, EOS], [EOS, PAD, PAD, PAD]]
    assert written.dtype == torch.int64


def test_the_scores_are_asked_once_for_each_token_with_all_that_was_written():
    scores, asked = dictate([7, EOS, 8], [6, 6, EOS])
    greedy_decode(scores, 2, **TOKENS, max_new_tokens=10)
    assert asked == [
        [[START], [START]],
        [[START, 7], [START, 6]],
        [[START, 7, EOS], [START, 6, 6]],
    ]


def test_decoding_stops_at_the_largest_number_of_tokens():
    scores, asked = dictate([7, 8, 9, 7], [6, 6, 6, EOS])
    assert greedy_decode(scores, 2, **TOKENS, max_new_tokens=3).tolist() == [[7, 8, 9], [6, 6, 6]]
    assert len(asked) == 3


def test_no_tokens_are_an_output_too():
    scores, asked = dictate([7], [8])
    assert greedy_decode(scores, 2, **TOKENS, max_new_tokens=0).shape == (2, 0)
    assert asked == []


def test_padding_and_the_start_token_do_not_end_an_output():
    scores, _ = dictate([PAD, START, 7, EOS])
    assert greedy_decode(scores, 1, **TOKENS, max_new_tokens=9).tolist() == [[PAD, START, 7, EOS]]


def test_of_equal_scores_the_smallest_id_wins():
    scores = torch.tensor([[0.0, 0.0, 2.0, 2.0], [-1.0, -1.0, -1.0, -1.0]])
    assert greedy_decode(lambda _: scores, 2, **TOKENS, max_new_tokens=1).tolist() == [[2], [0]]


@given(st.integers(1, 5), st.integers(0, 9), st.integers(0, 2**31))
def test_an_output_does_not_depend_on_the_others(batch_size, max_new_tokens, seed):
    outputs = torch.randint(
        VOCAB_SIZE, (batch_size, 9), generator=torch.Generator().manual_seed(seed)
    ).tolist()
    together = greedy_decode(dictate(*outputs)[0], batch_size, **TOKENS, max_new_tokens=max_new_tokens)
    for row, output in zip(together.tolist(), outputs, strict=True):
        alone = greedy_decode(dictate(output)[0], 1, **TOKENS, max_new_tokens=max_new_tokens)[0].tolist()
        assert row[: len(alone)] == alone
        assert set(row[len(alone) :]) <= {PAD}


# -- a T5 with and without cache


def lively_model(seed: int, **changes: object) -> T5ForConditionalGeneration:
    """Return a float64 model with weights of order 1, so that outputs vary and no two scores tie."""
    config = T5Config(8, 12, 2, 3, 20, 5, 8, 12, **changes)
    generator = torch.Generator().manual_seed(seed)
    model = T5ForConditionalGeneration(config, generator=generator).double().eval()
    for weights in model.parameters():
        weights.data += torch.randn(weights.shape, generator=generator, dtype=torch.float64)
    return model


def make_inputs(seed: int, batch_size: int = 3) -> tuple[torch.Tensor, torch.Tensor]:
    """Return input_ids and attention_mask of rows of 1 to 9 tokens."""
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.randint(1, 10, (batch_size, 1), generator=generator)
    attention_mask = (torch.arange(9) < lengths).long()
    return torch.randint(1, 8, (batch_size, 9), generator=generator) * attention_mask, attention_mask


@settings(max_examples=25)
@given(st.integers(0, 2**31), st.booleans(), st.booleans(), st.booleans())
def test_a_cache_changes_no_token(seed, gated, tied, masked):
    model = lively_model(seed, gated=gated, tied=tied)
    inputs = make_inputs(seed)[: 1 + masked]
    plain = greedy_decode(without_cache(model, *inputs), 3, **T5_TOKENS, max_new_tokens=12)
    cached = greedy_decode(with_cache(model, *inputs), 3, **T5_TOKENS, max_new_tokens=12)
    assert torch.equal(cached, plain)
    assert torch.equal(greedy_decode_fast(model, *inputs, max_new_tokens=12), plain)


@settings(max_examples=25)
@given(st.integers(0, 2**31))
def test_a_cache_changes_no_score(seed):
    """Float64 keeps 15 to 16 digits; sums over some hundred terms of size 1 to 10 lose four of them."""
    model, inputs = lively_model(seed), make_inputs(seed)
    cached, plain = with_cache(model, *inputs), without_cache(model, *inputs)
    written = torch.randint(8, (3, 7), generator=torch.Generator().manual_seed(seed))
    for length in (1, 2, 3, 6, 7):  # three tokens at once as well
        torch.testing.assert_close(
            cached(written[:, :length]), plain(written[:, :length]), atol=1e-11, rtol=1e-11
        )


def test_each_token_of_input_and_output_is_read_once():
    model, inputs = lively_model(1), make_inputs(1)
    lengths: dict[str, list[int]] = {"encoder": [], "decoder": []}
    for name, seen in lengths.items():
        stack = getattr(model, name)
        stack.register_forward_hook(lambda _, given, __, seen=seen: seen.append(given[0].shape[1]))
    written = greedy_decode(
        with_cache(model, *inputs), 3, **T5_TOKENS | {"eos_token_id": 99}, max_new_tokens=5
    )
    assert written.shape == (3, 5)
    assert lengths == {"encoder": [9], "decoder": [1] * 5}


def test_a_cache_refuses_an_output_that_does_not_go_on():
    scores = with_cache(lively_model(1), *make_inputs(1))
    scores(torch.zeros(3, 2, dtype=torch.int64))
    with pytest.raises(ValueError, match="2 tokens after 2 were read, must be more"):
        scores(torch.zeros(3, 2, dtype=torch.int64))


def test_decoding_keeps_no_gradients():
    model, inputs = lively_model(1), make_inputs(1)
    for make in (with_cache, without_cache):
        assert not make(model, *inputs)(torch.zeros(3, 1, dtype=torch.int64)).requires_grad
    assert all(weights.requires_grad for weights in model.parameters())


# -- sampling


def sample_counts(
    logits: list[float], num_draws: int, seed: int = 0, **options: float | int | None
) -> torch.Tensor:
    """Return how often each token is drawn from the same scores."""
    rows = torch.tensor([logits]).expand(num_draws, -1)
    draw = sampling(lambda _: rows, generator=torch.Generator().manual_seed(seed), **options)
    written = greedy_decode(draw, num_draws, **TOKENS, max_new_tokens=1)
    return torch.bincount(written.flatten(), minlength=len(logits))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [8, 4, 2, 1, 1]),
        ({"temperature": 0.5}, [64, 16, 4, 1, 1]),
        ({"temperature": 2.0}, [8**0.5, 4**0.5, 2**0.5, 1, 1]),
        ({"top_k": 3}, [8, 4, 2, 0, 0]),
        ({"top_k": 4}, [8, 4, 2, 1, 1]),  # the fourth and the fifth tie
        ({"top_k": 9}, [8, 4, 2, 1, 1]),
        ({"top_k": 2, "temperature": 0.5}, [4, 1, 0, 0, 0]),
    ],
)
def test_tokens_are_drawn_with_their_softmax_probabilities(options, expected):
    """50,000 draws; a right implementation fails with probability 1e-7 (chi-square).

    The nearest wrong distribution here, T instead of 1/T or no T at all, moves tokens that make up a tenth of
    all draws and more, where a hundredth would show.
    """
    num_draws = 50_000
    counts = sample_counts(torch.tensor([8.0, 4.0, 2.0, 1.0, 1.0]).log().tolist(), num_draws, **options)
    probabilities = torch.tensor(expected, dtype=torch.float64) / sum(expected)
    possible = probabilities > 0
    assert not counts[~possible].any()
    mean = num_draws * probabilities[possible]
    statistic = ((counts[possible] - mean) ** 2 / mean).sum().item()
    assert statistic < chi2.isf(FALSE_ALARM, len(mean) - 1)


def test_rows_and_steps_are_drawn_independently():
    """20,000 pairs of tokens from two equal scores: each of the four pairs of rows and of steps in a quarter.

    False alarm 1e-7 each; equal draws for both would leave two pairs out.
    """
    draw = sampling(lambda written: torch.zeros(len(written), 2), generator=torch.Generator().manual_seed(1))
    tokens = {"decoder_start_token_id": 0, "eos_token_id": 9, "pad_token_id": 0}
    written = greedy_decode(draw, 20_000, **tokens, max_new_tokens=2)
    for first, second in (written.T, written[:, 0].unflatten(0, (2, -1))):
        counts = torch.bincount(2 * first + second, minlength=4)
        mean = len(first) / 4
        assert ((counts - mean) ** 2 / mean).sum().item() < chi2.isf(FALSE_ALARM, 3)


def test_one_token_is_left_of_the_highest_score_alone_and_in_the_cold():
    logits = [0.3, 0.1, 0.5, 0.2]
    assert sample_counts(logits, 1000, top_k=1).tolist() == [0, 0, 1000, 0]
    assert sample_counts(logits, 1000, temperature=1e-6).tolist() == [0, 0, 1000, 0]


def test_the_same_state_gives_the_same_tokens():
    logits = [0.3, 0.1, 0.5, 0.2]
    first, again, other = (sample_counts(logits, 100, seed) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@given(st.integers(0, 2**31), st.floats(0.1, 5), st.none() | st.integers(1, 6))
def test_the_pure_part_divides_masks_and_adds_gumbel_numbers(seed, temperature, top_k):
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(2, 6, generator=generator, dtype=torch.float64)
    draws = torch.rand(2, 6, generator=generator, dtype=torch.float64)
    scores = apply_sampling(logits, temperature, top_k, draws)
    kept = scores > -torch.inf
    assert kept.sum(dim=-1).tolist() == [top_k or 6] * 2
    # exp(-exp(-x)) is the distribution function of the Gumbel distribution
    gumbel = (scores - logits / temperature)[kept]
    torch.testing.assert_close(torch.exp(-torch.exp(-gumbel)), draws[kept], atol=1e-9, rtol=0)
    for row in range(2):
        assert logits[row][kept[row]].min() > max(logits[row][~kept[row]].tolist(), default=-torch.inf)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"temperature": 0.0}, "temperature is 0.0, must be above 0"),
        ({"temperature": -1.0}, "temperature is -1.0, must be above 0"),
        ({"top_k": 0}, "top_k is 0, allowed are None and 1 and more"),
    ],
)
def test_settings_without_meaning_are_an_error(options, message):
    with pytest.raises(ValueError, match=message):
        sampling(lambda _: torch.zeros(1, 2), generator=torch.Generator(), **options)
