"""BERT's input: layouts worked by hand, and laws over arbitrary texts."""

import copy

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.bert_inputs import collate, pack_pair, truncate_pair, truncate_pair_tokenizers

CLS, SEP = 2, 3
TRUNCATIONS = [truncate_pair, truncate_pair_tokenizers]

texts = st.lists(st.integers(5, 99), max_size=14)
budgets = st.integers(0, 30)
packed = texts.map(lambda ids: {"input_ids": ids, "token_type_ids": [len(ids) % 2] * len(ids)})


def pack(a_ids: list[int], b_ids: list[int] | None = None, max_seq_len: int = 99) -> dict[str, list[int]]:
    return pack_pair(a_ids, b_ids, cls_token_id=CLS, sep_token_id=SEP, max_seq_len=max_seq_len)


# -- truncation


@pytest.mark.parametrize(
    ("lengths", "budget", "by_google", "by_tokenizers"),
    [
        ((3, 6), 5, (3, 2), (2, 3)),
        ((9, 10), 7, (4, 3), (3, 4)),
        ((10, 9), 7, (4, 3), (4, 3)),
        ((4, 4), 7, (4, 3), (3, 4)),
        ((4, 4), 6, (3, 3), (3, 3)),
        ((3, 10), 7, (3, 4), (3, 4)),
        ((10, 3), 7, (4, 3), (4, 3)),
        ((2, 10), 7, (2, 5), (2, 5)),
        ((10, 2), 7, (5, 2), (5, 2)),
        ((0, 10), 7, (0, 7), (0, 7)),
        ((10, 0), 7, (7, 0), (7, 0)),
        ((3, 4), 7, (3, 4), (3, 4)),
        ((5, 5), 1, (1, 0), (0, 1)),
        ((1, 1), 1, (1, 0), (0, 1)),
        ((2, 1), 1, (1, 0), (1, 0)),
        ((5, 5), 0, (0, 0), (0, 0)),
        ((0, 0), 0, (0, 0), (0, 0)),
    ],
)
def test_lengths_worked_by_hand(lengths, budget, by_google, by_tokenizers):
    a_ids, b_ids = list(range(lengths[0])), list(range(50, 50 + lengths[1]))
    for truncate, (a_kept, b_kept) in zip(TRUNCATIONS, (by_google, by_tokenizers), strict=True):
        assert truncate(a_ids, b_ids, budget) == (a_ids[:a_kept], b_ids[:b_kept])


@pytest.mark.parametrize("truncate", TRUNCATIONS)
@given(a_ids=texts, b_ids=texts, budget=budgets)
def test_the_whole_budget_is_used_and_only_ends_are_lost(truncate, a_ids, b_ids, budget):
    first, second = truncate(a_ids, b_ids, budget)
    assert len(first) + len(second) == min(budget, len(a_ids) + len(b_ids))
    assert first == a_ids[: len(first)]
    assert second == b_ids[: len(second)]


@pytest.mark.parametrize("truncate", TRUNCATIONS)
@given(a_ids=texts, b_ids=texts, budget=budgets)
def test_a_text_is_cut_only_down_to_the_length_of_the_other(truncate, a_ids, b_ids, budget):
    first, second = truncate(a_ids, b_ids, budget)
    if len(first) < len(a_ids):
        assert len(first) >= len(second) - 1
    if len(second) < len(b_ids):
        assert len(second) >= len(first) - 1


@given(a_ids=texts, b_ids=texts, budget=budgets)
def test_the_two_rules_differ_only_for_an_odd_budget_and_a_first_text_that_is_not_longer(
    a_ids, b_ids, budget
):
    lengths = [tuple(map(len, truncate(a_ids, b_ids, budget))) for truncate in TRUNCATIONS]
    half = budget // 2
    if budget % 2 and half < len(a_ids) <= len(b_ids):
        assert lengths == [(half + 1, half), (half, half + 1)] or len(a_ids) + len(b_ids) <= budget
    else:
        assert lengths[0] == lengths[1]


@pytest.mark.parametrize("truncate", TRUNCATIONS)
def test_a_negative_budget_is_an_error(truncate):
    with pytest.raises(ValueError, match="max_length is -1, allowed are 0 and more"):
        truncate([1], [2], -1)


@pytest.mark.parametrize("truncate", TRUNCATIONS)
@pytest.mark.parametrize("budget", [2, 9])
def test_truncation_gives_new_lists(truncate, budget):
    a_ids, b_ids = [5, 6, 7], [8, 9]
    first, second = truncate(a_ids, b_ids, budget)
    first.append(1)
    second.append(1)
    assert (a_ids, b_ids) == ([5, 6, 7], [8, 9])


# -- packing


@pytest.mark.parametrize(
    ("a_ids", "b_ids", "max_seq_len", "input_ids", "token_type_ids"),
    [
        ([7, 8], [9], 99, [2, 7, 8, 3, 9, 3], [0, 0, 0, 0, 1, 1]),
        ([7, 8], None, 99, [2, 7, 8, 3], [0, 0, 0, 0]),
        ([7, 8], [], 99, [2, 7, 8, 3, 3], [0, 0, 0, 0, 1]),
        ([], [9], 99, [2, 3, 9, 3], [0, 0, 1, 1]),
        ([], [], 99, [2, 3, 3], [0, 0, 1]),
        ([], None, 99, [2, 3], [0, 0]),
        ([7, 8], [9], 6, [2, 7, 8, 3, 9, 3], [0, 0, 0, 0, 1, 1]),
        ([7, 8], [9], 5, [2, 7, 3, 9, 3], [0, 0, 0, 1, 1]),
        ([7, 8], [9], 4, [2, 7, 3, 3], [0, 0, 0, 1]),
        ([7, 8], [9], 3, [2, 3, 3], [0, 0, 1]),
        ([7, 8], None, 4, [2, 7, 8, 3], [0, 0, 0, 0]),
        ([7, 8], None, 3, [2, 7, 3], [0, 0, 0]),
        ([7, 8], None, 2, [2, 3], [0, 0]),
        ([3, 2], [3], 99, [2, 3, 2, 3, 3, 3], [0, 0, 0, 0, 1, 1]),  # special tokens inside a text
    ],
)
def test_layouts_worked_by_hand(a_ids, b_ids, max_seq_len, input_ids, token_type_ids):
    assert pack(a_ids, b_ids, max_seq_len) == {"input_ids": input_ids, "token_type_ids": token_type_ids}


@given(texts, st.none() | texts, st.integers(3, 40))
def test_a_packed_sequence_holds_the_cut_texts_between_special_tokens(a_ids, b_ids, max_seq_len):
    example = pack(a_ids, b_ids, max_seq_len)
    segments = {0: [], 1: []}
    for token_id, segment in zip(example["input_ids"], example["token_type_ids"], strict=True):
        segments[segment].append(token_id)
    if b_ids is None:
        assert segments == {0: [CLS, *a_ids[: max_seq_len - 2], SEP], 1: []}
    else:
        first, second = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        assert segments == {0: [CLS, *first, SEP], 1: [*second, SEP]}
    assert example["token_type_ids"] == sorted(example["token_type_ids"])
    assert len(example["input_ids"]) <= max_seq_len


@pytest.mark.parametrize(
    ("b_ids", "max_seq_len", "least"), [(None, 1, 2), ([9], 2, 3), ([], 2, 3), ([9], 0, 3)]
)
def test_a_length_without_room_for_special_tokens_is_an_error(b_ids, max_seq_len, least):
    with pytest.raises(ValueError, match=f"max_seq_len is {max_seq_len}, allowed are {least} and more"):
        pack([7, 8], b_ids, max_seq_len)


@pytest.mark.parametrize("max_seq_len", [3, 4, 99])
def test_packing_does_not_change_the_texts(max_seq_len):
    a_ids, b_ids = [7, 8], [9]
    pack(a_ids, None, max_seq_len)["input_ids"].append(1)
    pack(a_ids, b_ids, max_seq_len)["input_ids"].append(1)
    assert (a_ids, b_ids) == ([7, 8], [9])


# -- batches


def test_a_batch_worked_by_hand():
    batch = collate([pack([7, 8], [9]), pack([7])], pad_token_id=1, length=7)
    assert {name: rows.tolist() for name, rows in batch.items()} == {
        "input_ids": [[2, 7, 8, 3, 9, 3, 1], [2, 7, 3, 1, 1, 1, 1]],
        "token_type_ids": [[0, 0, 0, 0, 1, 1, 0], [0, 0, 0, 0, 0, 0, 0]],
        "attention_mask": [[1, 1, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0, 0]],
        "position_ids": [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5, 6]],
    }


@given(st.lists(packed, min_size=1, max_size=5), st.integers(0, 3))
def test_the_mask_gives_the_examples_back(examples, extra):
    longest = max(len(example["input_ids"]) for example in examples)
    batch = collate(examples, length=longest + extra)
    for row, example in enumerate(examples):
        kept = batch["attention_mask"][row] == 1
        for name in ("input_ids", "token_type_ids"):
            assert batch[name][row][kept].tolist() == example[name]
            assert not batch[name][row][~kept].any()


@given(st.lists(packed, min_size=1, max_size=5))
def test_without_a_length_the_longest_example_decides(examples):
    longest = max(len(example["input_ids"]) for example in examples)
    for tensor in collate(examples).values():
        assert tensor.shape == (len(examples), longest)
        assert tensor.dtype == torch.int64


def test_a_token_with_the_id_of_padding_is_no_padding():
    batch = collate([pack([0, 7, 0])], length=6)
    assert batch["attention_mask"].tolist() == [[1, 1, 1, 1, 1, 0]]


def test_examples_without_tokens_make_an_empty_batch():
    empty = {"input_ids": [], "token_type_ids": []}
    assert {tensor.shape for tensor in collate([empty, empty]).values()} == {(2, 0)}


def test_a_batch_has_four_tensors_whatever_else_an_example_holds():
    batch = collate([pack([7]) | {"labels": [1]}])
    assert list(batch) == ["input_ids", "token_type_ids", "attention_mask", "position_ids"]


def test_rows_of_a_batch_can_be_changed_one_by_one():
    batch = collate([pack([7]), pack([8])])
    batch["position_ids"][0, 0] = 9
    assert batch["position_ids"].tolist() == [[9, 1, 2], [0, 1, 2]]


@pytest.mark.parametrize(
    ("examples", "length", "message"),
    [
        ([], None, "there are no examples"),
        ([], 4, "there are no examples"),
        ([pack([7]), pack([7, 8])], 3, "an example of 4 tokens, allowed is a length of up to 3"),
        ([{"input_ids": [1, 2], "token_type_ids": [0]}], None, "2 input_ids and 1 token_type_ids"),
    ],
)
def test_what_makes_no_batch_is_an_error(examples, length, message):
    with pytest.raises(ValueError, match=message):
        collate(examples, length=length)


def test_making_a_batch_does_not_change_the_examples():
    examples = [pack([7, 8], [9]), pack([7])]
    before = copy.deepcopy(examples)
    collate(examples, length=9)
    assert examples == before
