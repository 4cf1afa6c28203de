"""Attention patterns: who sees whom, place by place, and what a change of one token can reach."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from bert2t5_reference.attention_patterns import (
    backward_mask,
    causal_mask,
    fully_visible_mask,
    hide_padding,
    prefix_lm_mask,
    reading_masks,
)

seq_lens = st.integers(0, 12)


def rows(mask: torch.Tensor) -> list[str]:
    return ["".join(".x"[seen] for seen in row) for row in mask.int().tolist()]


def test_the_three_patterns_of_the_paper() -> None:
    assert rows(fully_visible_mask(4)) == ["xxxx", "xxxx", "xxxx", "xxxx"]
    assert rows(causal_mask(4)) == ["x...", "xx..", "xxx.", "xxxx"]
    assert rows(prefix_lm_mask(4, 3)) == ["xxx.", "xxx.", "xxx.", "xxxx"]


@given(seq_lens, st.data())
def test_a_position_sees_the_prefix_and_what_is_not_later(seq_len: int, data: st.DataObject) -> None:
    prefix_len = data.draw(st.integers(0, seq_len))
    places = range(seq_len)
    expected = {
        "full": [[True for _ in places] for _ in places],
        "causal": [[key <= query for key in places] for query in places],
        "prefix": [[key <= query or key < prefix_len for key in places] for query in places],
        "backward": [[key >= query for key in places] for query in places],
    }
    found = {
        "full": fully_visible_mask(seq_len),
        "causal": causal_mask(seq_len),
        "prefix": prefix_lm_mask(seq_len, prefix_len),
        "backward": backward_mask(seq_len),
    }
    assert {name: mask.tolist() for name, mask in found.items()} == expected
    assert all(mask.dtype == torch.bool and mask.shape == (seq_len, seq_len) for mask in found.values())


@given(seq_lens)
def test_a_prefix_of_nothing_is_causal_and_one_of_everything_fully_visible(seq_len: int) -> None:
    assert torch.equal(prefix_lm_mask(seq_len, 0), causal_mask(seq_len))
    assert torch.equal(prefix_lm_mask(seq_len, min(1, seq_len)), causal_mask(seq_len))
    assert torch.equal(prefix_lm_mask(seq_len, seq_len), fully_visible_mask(seq_len))


def test_two_masks_share_no_memory() -> None:
    mask = causal_mask(3)
    mask.fill_(True)
    assert rows(causal_mask(3)) == ["x..", "xx.", "xxx"]


# -- what a model reads


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("ELMo", {"forward": ["x..", "xx.", "xxx"], "backward": ["xxx", ".xx", "..x"]}),
        ("GPT", {"decoder": ["x..", "xx.", "xxx"]}),
        ("BERT", {"encoder": ["xxx", "xxx", "xxx"]}),
        ("T5", {"encoder": ["xxx", "xxx", "xxx"], "decoder": ["x..", "xx.", "xxx"]}),
    ],
)
def test_how_each_model_reads(model: str, expected: dict[str, list[str]]) -> None:
    assert {part: rows(mask) for part, mask in reading_masks(model, 3).items()} == expected


def test_an_unknown_model_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"unknown model 'bert'. Known models: ELMo, GPT, BERT, T5"):
        reading_masks("bert", 3)


@pytest.mark.parametrize(
    ("model", "part", "reverse"), [("ELMo", "forward", False), ("ELMo", "backward", True)]
)
def test_an_lstm_depends_on_what_its_pattern_says(model: str, part: str, reverse: bool) -> None:
    generator = torch.Generator().manual_seed(0)
    lstm = torch.nn.LSTM(4, 4, batch_first=True).double()
    with torch.no_grad():
        for weights in lstm.parameters():
            weights.copy_(torch.randn(weights.shape, generator=generator))
    embedded = torch.randn(1, 5, 4, generator=generator, dtype=torch.float64)

    def read(vectors: torch.Tensor) -> torch.Tensor:
        return lstm(vectors.flip(1))[0].flip(1) if reverse else lstm(vectors)[0]

    reached = torch.autograd.functional.jacobian(read, embedded)[0, :, :, 0].abs().amax(dim=(1, 3)) > 0
    assert torch.equal(reached, reading_masks(model, 5)[part])


@pytest.mark.parametrize("mask", [causal_mask(5), prefix_lm_mask(5, 3), fully_visible_mask(5)])
def test_attention_depends_on_what_its_pattern_says(mask: torch.Tensor) -> None:
    generator = torch.Generator().manual_seed(0)
    query = torch.randn(5, 4, generator=generator, dtype=torch.float64)
    key = torch.randn(5, 4, generator=generator, dtype=torch.float64)
    value = torch.randn(5, 4, generator=generator, dtype=torch.float64)

    def attend(value: torch.Tensor) -> torch.Tensor:
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)

    reached = torch.autograd.functional.jacobian(attend, value).abs().amax(dim=(1, 3)) > 0
    assert torch.equal(reached, mask)


# -- padding


def test_nothing_looks_at_padding_and_padding_looks_as_before() -> None:
    attention_mask = torch.tensor([[1, 1, 1, 0], [0, 1, 1, 1]])
    first, second = hide_padding(causal_mask(4), attention_mask)
    assert rows(first) == ["x...", "xx..", "xxx.", "xxx."]
    assert rows(second) == ["....", ".x..", ".xx.", ".xxx"]
    assert rows(causal_mask(4)) == ["x...", "xx..", "xxx.", "xxxx"]


def test_a_batch_without_padding_has_the_pattern_itself() -> None:
    mask = prefix_lm_mask(4, 2)
    padded = hide_padding(mask, torch.ones(3, 4, dtype=torch.int64))
    assert padded.shape == (3, 4, 4)
    assert padded.dtype == torch.bool
    assert torch.equal(padded, mask.expand(3, 4, 4))


def test_queries_of_another_sequence_see_no_padding_either() -> None:
    # cross-attention: three queries, two keys
    padded = hide_padding(torch.ones(3, 2, dtype=torch.bool), torch.tensor([[1, 0]]))
    assert rows(padded[0]) == ["x.", "x.", "x."]
