"""Masked language modelling: rules by hand, exact counts, the laws of chance, and the loss of the head."""

import math
from collections import Counter
from itertools import combinations

import pytest
import torch
from chance import FALSE_ALARM, chi_square, power
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2
from torch import nn

from bert2t5_reference.mlm import (
    IGNORED_LABEL,
    MlmHead,
    apply_mask,
    apply_select_positions,
    count_predictions,
    find_candidates,
    gathered_mlm_loss,
    mask_tokens,
    mlm_loss,
    ordinary_ids,
    select_independently,
    select_positions,
)
from bert2t5_reference.whole_words import (
    apply_select_whole_words,
    fill_budget,
    group_words,
    select_whole_words,
)

PAD, UNK, CLS, SEP, MASK = range(5)
SPECIAL_IDS = [PAD, CLS, SEP, MASK]
VOCAB_SIZE = 30


def make_batch(*rows: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return input_ids and attention_mask of [CLS] row [SEP], padded to the longest."""
    length = max(len(row) for row in rows) + 2
    ids = [[CLS, *row, SEP] + [PAD] * (length - 2 - len(row)) for row in rows]
    mask = [[1] * (len(row) + 2) + [0] * (length - 2 - len(row)) for row in rows]
    return torch.tensor(ids), torch.tensor(mask)


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


rows = st.lists(st.lists(st.integers(0, VOCAB_SIZE - 1), max_size=40), min_size=1, max_size=4)
seeds = st.integers(0, 2**32)


# -- which positions


def test_special_tokens_and_padding_are_no_candidates_but_unknown_words_are() -> None:
    input_ids, attention_mask = make_batch([UNK, 9, MASK, 8], [7])
    assert find_candidates(input_ids, attention_mask, SPECIAL_IDS).tolist() == [
        [False, True, True, False, True, False],
        [False, True, False, False, False, False],
    ]


def test_a_padded_place_is_no_candidate_whatever_its_id() -> None:
    candidates = find_candidates(torch.tensor([[CLS, 9, SEP, 9]]), torch.tensor([[1, 1, 1, 0]]), SPECIAL_IDS)
    assert candidates.tolist() == [[False, True, False, False]]


@pytest.mark.parametrize(
    ("num_tokens", "expected"),
    # 0.15 n is 0.45, 1.05, 1.5, 4.5, 7.5, 10.5, 13.5: halves go to the even neighbour
    [(3, 1), (7, 1), (10, 2), (30, 4), (50, 8), (70, 10), (90, 14), (128, 19), (137, 20), (512, 20)],
)
def test_a_share_of_all_tokens_is_predicted_rounded_half_to_even(num_tokens: int, expected: int) -> None:
    assert count_predictions(num_tokens, 0.15, 20) == expected


def test_the_limit_goes_before_the_minimum() -> None:
    assert count_predictions(3, 0.0, 20) == 1
    assert count_predictions(100, 1.0, 100) == 100


def test_the_count_includes_cls_and_sep_but_no_padding() -> None:
    # 10 tokens at 15 % make 1.5, so 2; the 8 words alone would make 1; with the padding 20 tokens make 3
    input_ids, attention_mask = make_batch(list(range(5, 13)), list(range(5, 23)))
    selected = select_positions(input_ids, attention_mask, SPECIAL_IDS, 0.15, 20, seeded())
    assert selected.sum(dim=1).tolist() == [2, 3]


@given(rows, st.floats(0, 1), st.integers(1, 30), seeds)
def test_each_sequence_gets_its_exact_number_of_candidates(
    rows: list[list[int]], mlm_probability: float, max_predictions: int, seed: int
) -> None:
    input_ids, attention_mask = make_batch(*rows)
    selected = select_positions(
        input_ids, attention_mask, SPECIAL_IDS, mlm_probability, max_predictions, seeded(seed)
    )
    candidates = find_candidates(input_ids, attention_mask, SPECIAL_IDS)
    assert not (selected & ~candidates).any()
    for row, chosen, possible in zip(rows, selected.sum(dim=1), candidates.sum(dim=1), strict=True):
        wanted = min(max_predictions, max(1, round((len(row) + 2) * mlm_probability)))
        assert chosen == min(wanted, possible)


@given(rows, seeds)
def test_the_smallest_draws_of_candidates_are_selected(rows: list[list[int]], seed: int) -> None:
    input_ids, attention_mask = make_batch(*rows)
    # few different values, so that draws tie: then the earlier position comes first
    draws = torch.randint(5, input_ids.shape, generator=seeded(seed)) / 5
    selected = apply_select_positions(input_ids, attention_mask, SPECIAL_IDS, 0.3, 20, draws)
    for number, row in enumerate(rows):
        places = [place for place, token in enumerate(row, start=1) if token not in SPECIAL_IDS]
        ranked = sorted((draws[number, place].item(), place) for place in places)
        wanted = min(20, max(1, round((len(row) + 2) * 0.3)))
        assert selected[number].nonzero().flatten().tolist() == sorted(place for _, place in ranked[:wanted])


def test_draws_of_double_precision_and_of_rows_count_for_themselves() -> None:
    input_ids, attention_mask = make_batch([7, 8, 9], [7, 8, 9])
    draws = torch.tensor([[0, 0.9, 0.5, 0.1, 0], [0, 0.1, 0.5, 0.9, 0]], dtype=torch.float64)
    selected = apply_select_positions(input_ids, attention_mask, SPECIAL_IDS, 0.15, 20, draws)
    assert selected.int().tolist() == [[0, 0, 0, 1, 0], [0, 1, 0, 0, 0]]


def test_a_sequence_without_candidates_gets_none() -> None:
    input_ids, attention_mask = make_batch([], [7])
    assert select_positions(input_ids, attention_mask, SPECIAL_IDS, 0.5, 20, seeded()).sum(1).tolist() == [
        0,
        1,
    ]


# -- what the model sees


def test_draws_decide_between_mask_replacement_and_the_token_itself() -> None:
    input_ids = torch.tensor([[10, 11, 12, 13, 14, 15, 16]])
    # 0.8 and 0.9 belong to the upper range; double precision has them exactly as Python does
    draws = torch.tensor([[0.0, 0.799, 0.8, 0.899, 0.9, 0.999, 0.0]], dtype=torch.float64)
    selected = torch.tensor([[True] * 6 + [False]])
    masked_ids, labels = apply_mask(input_ids, selected, MASK, draws, input_ids + 10)
    assert masked_ids.tolist() == [[MASK, MASK, 22, 23, 14, 15, 16]]
    assert labels.tolist() == [[10, 11, 12, 13, 14, 15, -100]]


@given(rows, seeds)
def test_only_selected_positions_change_and_labels_restore_the_text(rows: list[list[int]], seed: int) -> None:
    input_ids, attention_mask = make_batch(*rows)
    before = input_ids.clone()
    generator = seeded(seed)
    selected = select_positions(input_ids, attention_mask, SPECIAL_IDS, 0.5, 20, generator)
    masked_ids, labels = mask_tokens(
        input_ids, selected, MASK, ordinary_ids(VOCAB_SIZE, SPECIAL_IDS), generator
    )
    assert torch.equal(input_ids, before)
    assert torch.equal(labels != IGNORED_LABEL, selected)
    assert torch.equal(torch.where(labels == IGNORED_LABEL, masked_ids, labels), input_ids)
    assert masked_ids.dtype == labels.dtype == torch.int64


def test_the_same_state_gives_the_same_masks() -> None:
    input_ids, attention_mask = make_batch(list(range(5, 30)))

    def draw(seed: int) -> list[list[list[int]]]:
        generator = seeded(seed)
        selected = select_positions(input_ids, attention_mask, SPECIAL_IDS, 0.3, 20, generator)
        results = mask_tokens(input_ids, selected, MASK, torch.arange(5, 30), generator)
        return [result.tolist() for result in results]

    assert draw(3) == draw(3)
    assert draw(3) != draw(4)


def test_ordinary_ids_are_all_but_the_special_ones() -> None:
    assert ordinary_ids(9, [0, 2, 8]).tolist() == [1, 3, 4, 5, 6, 7]


# -- the laws of chance


def test_every_set_of_candidates_is_equally_likely() -> None:
    # 3 of 6 candidates: 20 sets, n = 10,000 sequences; 8 tokens at 35 % make 2.8
    num_sequences = 10_000
    input_ids, attention_mask = make_batch(*[[10, 11, 12, 13, 14, 15]] * num_sequences)
    selected = select_positions(input_ids, attention_mask, SPECIAL_IDS, 0.35, 20, seeded(1))
    seen = Counter(tuple(row.nonzero().flatten().tolist()) for row in selected)
    sets = list(combinations(range(1, 7), 3))
    uniform = dict.fromkeys(sets, 1 / 20)
    statistic, freedom = chi_square(seen, uniform)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variant: every block of neighbours is 1.5 times as likely as another set
    blocks = [one for one in sets if one[2] - one[0] == 2]
    weights = {one: 1.5 if one in blocks else 1.0 for one in sets}
    wrong = {one: weight / sum(weights.values()) for one, weight in weights.items()}
    assert power(num_sequences, uniform, wrong) > 0.9999


def test_independent_selection_gives_binomial_counts() -> None:
    # n = 20,000 sequences of 10 candidates at 15 %; all counts from 5 on are one class
    num_sequences, size = 20_000, 10
    input_ids, attention_mask = make_batch(*[list(range(10, 20))] * num_sequences)
    selected = select_independently(input_ids, attention_mask, SPECIAL_IDS, 0.15, seeded(2))
    seen = Counter(selected.sum(dim=1).clamp(max=5).tolist())
    expected = {count: float(binom.pmf(count, size, 0.15)) for count in range(5)}
    expected[5] = 1 - sum(expected.values())
    statistic, freedom = chi_square(seen, expected)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variants: 12 tokens counted instead of 10 candidates, and the exact number, always 2
    more = {count: float(binom.pmf(count, size, 0.18)) for count in range(5)}
    assert power(num_sequences, expected, more | {5: 1 - sum(more.values())}) > 0.9999
    exact, _ = chi_square(Counter({2: num_sequences}), expected)
    assert exact > 100 * chi2.isf(FALSE_ALARM, freedom)


def test_no_position_is_preferred_by_independent_selection() -> None:
    # n = 40,000 draws at each of 10 positions; false alarm: 1e-7 for all positions and both sides together
    num_sequences = 40_000
    input_ids, attention_mask = make_batch(*[list(range(10, 20))] * num_sequences)
    counts = select_independently(input_ids, attention_mask, SPECIAL_IDS, 0.15, seeded(3)).sum(dim=0)[1:-1]
    low, high = binom.isf([1 - FALSE_ALARM / 20, FALSE_ALARM / 20], num_sequences, 0.15)
    assert all(low <= count <= high for count in counts.tolist())
    # wrong variant: 17 % at one position
    assert binom.sf(high, num_sequences, 0.17) > 0.9999


def what_became_of(input_ids: torch.Tensor, masked_ids: torch.Tensor) -> Counter[str]:
    masked, same = masked_ids == MASK, masked_ids == input_ids
    return Counter(mask=int(masked.sum()), same=int(same.sum()), other=int((~masked & ~same).sum()))


def test_80_10_10() -> None:
    # n = 200,000 selected tokens. A replacement equals the original in 1 of 20 cases.
    total, replacement_ids = 200_000, torch.arange(10, 30)
    input_ids = torch.randint(10, 30, (200, 1000), generator=seeded(4))
    masked_ids, _ = mask_tokens(
        input_ids, torch.ones_like(input_ids, dtype=torch.bool), MASK, replacement_ids, seeded(5)
    )
    expected = {"mask": 0.8, "same": 0.1 + 0.1 / 20, "other": 0.1 - 0.1 / 20}
    statistic, freedom = chi_square(what_became_of(input_ids, masked_ids), expected)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variants: all [MASK]; no unchanged tokens; a coin at 0.5 instead of half of the rest; 81/9.5/9.5
    for mask, random_word in [(1.0, 0.0), (0.8, 0.2), (0.8, 0.05), (0.81, 0.095)]:
        same = 1 - mask - random_word + random_word / 20
        wrong = {"mask": mask, "same": same, "other": random_word * 19 / 20}
        assert power(total, expected, wrong) > 0.9999


def test_replacements_are_uniform_over_the_given_ids() -> None:
    # about n = 20,000 replacements of one token, which is not among the 40 ids, so that all are seen
    replacement_ids = torch.arange(50, 90)
    input_ids = torch.full((200, 1000), 10)
    masked_ids, _ = mask_tokens(
        input_ids, torch.ones_like(input_ids, dtype=torch.bool), MASK, replacement_ids, seeded(6)
    )
    replaced = masked_ids[(masked_ids != MASK) & (masked_ids != 10)].tolist()
    assert len(replaced) > 19_000
    uniform = dict.fromkeys(range(50, 90), 1 / 40)
    statistic, freedom = chi_square(Counter(replaced), uniform)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variant: randint(len - 1), which never draws the last id
    wrong = {token: 1 / 39 if token < 89 else 0.0 for token in uniform}
    assert power(19_000, uniform, wrong) > 0.9999


def test_the_two_draws_of_a_position_are_independent_of_selection() -> None:
    # a generator that is seeded anew for each step would mask exactly the tokens with the smallest draws
    generator = seeded(7)
    input_ids, attention_mask = make_batch(*[list(range(10, 30))] * 5000)
    selected = select_positions(input_ids, attention_mask, SPECIAL_IDS, 0.15, 20, generator)
    masked_ids, _ = mask_tokens(input_ids, selected, MASK, torch.arange(5, 10), generator)
    seen = what_became_of(input_ids[selected], masked_ids[selected])
    statistic, freedom = chi_square(seen, {"mask": 0.8, "same": 0.1, "other": 0.1})
    assert statistic < chi2.isf(FALSE_ALARM, freedom)  # n = 15,000; all masked would give about 3,750


# -- whole words


def test_pieces_join_the_candidate_before_them() -> None:
    # [CLS] a ##b ##c d [SEP] ##e f: the third word lost its front to a cut and joins d, as in the original
    continues = [False, False, True, True, False, False, True, False]
    assert group_words([1, 2, 3, 4, 6, 7], continues) == [[1, 2, 3], [4, 6], [7]]


def test_a_text_that_begins_inside_a_word_has_that_part_as_a_word() -> None:
    assert group_words([1, 2, 3], [False, True, True, False]) == [[1, 2], [3]]


def test_a_word_that_does_not_fit_is_passed_over() -> None:
    assert fill_budget([[5], [1, 2, 3], [7, 8]], 3) == [5, 7, 8]
    assert fill_budget([[1, 2, 3]], 2) == []


def original_whole_words(tokens: list[str], draws: list[float], mlm_probability: float) -> set[int]:
    """Select words as the description of the original has it, on strings and with a set of positions."""
    words: list[list[int]] = []
    for position, token in enumerate(tokens):
        if token in ("[CLS]", "[SEP]"):
            continue
        if len(words) >= 1 and token.startswith("##"):
            words[-1].append(position)
        else:
            words.append([position])
    budget = min(20, max(1, round(len(tokens) * mlm_probability)))
    chosen: set[int] = set()
    for word in sorted(words, key=lambda word: draws[word[0]]):
        if len(chosen) == budget:
            break
        if len(chosen | set(word)) <= budget:
            chosen |= set(word)
    return chosen


@given(st.lists(st.sampled_from(["a", "b", "##c", "##d", "[SEP]"]), max_size=30), st.floats(0, 1), seeds)
def test_whole_words_are_selected_as_in_the_original(
    words: list[str], mlm_probability: float, seed: int
) -> None:
    vocab = ["[PAD]", "[CLS]", "[SEP]", "a", "b", "##c", "##d"]
    tokens = ["[CLS]", *words, "[SEP]"]
    input_ids = torch.tensor([[vocab.index(token) for token in tokens]])
    continues_word = torch.tensor([piece.startswith("##") for piece in vocab])
    draws = torch.rand(input_ids.shape, generator=seeded(seed))
    selected = apply_select_whole_words(
        input_ids, torch.ones_like(input_ids), [0, 1, 2], continues_word, mlm_probability, 20, draws
    )
    expected = original_whole_words(tokens, draws[0].tolist(), mlm_probability)
    assert set(selected[0].nonzero().flatten().tolist()) == expected


def test_no_word_is_selected_in_part() -> None:
    input_ids, attention_mask = make_batch([10, 25, 26, 11, 27, 12, 13, 14, 15, 16], [10, 25])
    words = [[1, 2, 3], [4, 5], [6], [7], [8], [9], [10]]
    for seed in range(100):
        selected = select_whole_words(
            input_ids, attention_mask, SPECIAL_IDS, torch.arange(VOCAB_SIZE) >= 25, 0.3, 20, seeded(seed)
        )
        assert all(selected[0, word].unique().numel() == 1 for word in words)
        assert selected[0].sum() <= 4  # 12 tokens at 30 % make 3.6


# -- head and loss


def test_the_head_by_hand() -> None:
    """dense = identity: (0, 1) -> GELU (0, 0.8413) -> LayerNorm (-1, 1) -> table rows (1, 0) and (2, 3)."""
    word_embeddings = nn.Embedding.from_pretrained(torch.tensor([[1.0, 0.0], [2.0, 3.0]]))
    head = MlmHead(word_embeddings)
    with torch.no_grad():
        head.transform["dense"].weight.copy_(torch.eye(2))
        head.transform["dense"].bias.zero_()
        head.bias.copy_(torch.tensor([0.0, 10.0]))
    # float32 and a LayerNorm of two values around 0.42: errors near 1e-6
    assert head(torch.tensor([0.0, 1.0])).tolist() == pytest.approx([-1.0, 11.0], abs=1e-5)


def test_the_head_uses_the_exact_gelu() -> None:
    """The tanh form differs by 4.7e-4 at 2.70; with LayerNorm switched off the difference comes through."""
    head = MlmHead(nn.Embedding.from_pretrained(torch.eye(2, dtype=torch.float64)))
    head.transform["dense"] = nn.Identity()
    head.transform["LayerNorm"] = nn.Identity()
    head.double()
    values = torch.tensor([-2.7, 2.7], dtype=torch.float64)
    expected = [value * 0.5 * (1 + math.erf(value / math.sqrt(2))) for value in values.tolist()]
    assert head(values).tolist() == pytest.approx(expected, abs=1e-14)


def test_the_token_table_is_tied_and_learns_from_both_sides() -> None:
    word_embeddings = nn.Embedding(6, 4)
    head = MlmHead(word_embeddings)
    assert head.decoder.weight is word_embeddings.weight
    assert head.decoder.bias is head.bias
    assert head.bias.tolist() == [0.0] * 6
    mlm_loss(head(word_embeddings(torch.tensor([[1, 2]]))), torch.tensor([[3, -100]])).backward()
    # row 1 went in; every row took part in the softmax
    assert (word_embeddings.weight.grad.abs().sum(dim=1) > 0).all()
    assert head.bias.grad is not None


def test_the_names_of_the_head() -> None:
    assert set(MlmHead(nn.Embedding(6, 4)).state_dict()) == {
        "transform.dense.weight",
        "transform.dense.bias",
        "transform.LayerNorm.weight",
        "transform.LayerNorm.bias",
        "decoder.weight",
        "decoder.bias",
        "bias",
    }


def test_loss_is_the_mean_over_the_positions_of_the_batch_not_of_the_sequences() -> None:
    # right with 1/2, 1/4, 1/4 in one sequence and 1/8 in the other: a mean of means would weigh 1/8 by half
    half, quarter, eighth = ([math.log(p), math.log(1 - p)] for p in (1 / 2, 1 / 4, 1 / 8))
    logits = torch.tensor([[half, quarter, quarter], [eighth, half, half]], dtype=torch.float64)
    labels = torch.tensor([[0, 0, 0], [0, -100, -100]])
    expected = (math.log(2) + 2 * math.log(4) + math.log(8)) / 4
    assert mlm_loss(logits, labels).item() == pytest.approx(expected, rel=1e-12)


def test_loss_without_a_selected_position_is_zero_and_has_a_gradient_of_zeros() -> None:
    logits = torch.randn(2, 3, 5, generator=seeded(), requires_grad=True)
    loss = mlm_loss(logits, torch.full((2, 3), -100))
    loss.backward()
    assert loss.item() == 0
    assert loss.shape == ()
    assert torch.equal(logits.grad, torch.zeros(2, 3, 5))


@given(seeds, st.sampled_from([0.0, 0.15, 1.0]))
def test_gathering_before_the_head_changes_neither_loss_nor_gradients(seed: int, share: float) -> None:
    generator = seeded(seed)
    hidden_states = torch.randn(3, 7, 4, generator=generator, dtype=torch.float64)
    labels = torch.randint(9, (3, 7), generator=generator)
    labels[torch.rand(3, 7, generator=generator) >= share] = IGNORED_LABEL
    head = MlmHead(nn.Embedding(9, 4)).double()

    def loss_and_gradients(fast: bool) -> list[torch.Tensor]:
        head.zero_grad()
        states = hidden_states.clone().requires_grad_()
        loss = gathered_mlm_loss(head, states, labels) if fast else mlm_loss(head(states), labels)
        loss.backward()
        return [loss, states.grad, *(weights.grad for weights in head.parameters())]

    for fast, plain in zip(loss_and_gradients(True), loss_and_gradients(False), strict=True):
        # the same sums in another order, at most 21 terms of order 1 in float64
        torch.testing.assert_close(fast, plain, rtol=1e-10, atol=1e-12)
