"""Adapters change nothing at first and their own weights alone later; unfreezing goes from the top down."""

import copy
import itertools

import pytest
import torch
from torch import nn

from bert2t5_reference.adapters import (
    Adapter,
    add_adapters,
    count_unfrozen,
    is_trained_with_adapters,
    is_unfrozen,
    train_only,
)
from bert2t5_reference.optimization import make_optimizer
from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import T5Config
from bert2t5_reference.t5_loss import seq2seq_loss

D_MODEL, LAYERS, WIDTH = 8, 3, 2
INPUT_IDS = torch.tensor([[5, 6, 7, 1], [8, 9, 1, 0]])
LABELS = torch.tensor([[10, 11, 1], [12, 1, -100]])


@pytest.fixture
def model() -> T5ForConditionalGeneration:
    config = T5Config(
        vocab_size=20, d_model=D_MODEL, num_layers=LAYERS, num_heads=2, d_ff=16, d_kv=4, dropout=0.0
    )
    return T5ForConditionalGeneration(config, generator=torch.Generator().manual_seed(0))


def with_adapters(model: T5ForConditionalGeneration, width: int = WIDTH) -> T5ForConditionalGeneration:
    adapted = copy.deepcopy(model)
    add_adapters(adapted, width, generator=torch.Generator().manual_seed(1))
    return adapted


def changed_names(model: T5ForConditionalGeneration, *, steps: int = 1) -> set[str]:
    """Train a model, with decay, and return the names of the weights that are no longer what they were."""
    before = {name: weights.detach().clone() for name, weights in model.named_parameters()}
    optimizer = make_optimizer(model, weight_decay=0.5)
    for group in optimizer.param_groups:
        group["lr"] = 0.1
    for _ in range(steps):
        optimizer.zero_grad()
        seq2seq_loss(model(INPUT_IDS, labels=LABELS).logits, LABELS).backward()
        optimizer.step()
    return {name for name, weights in model.named_parameters() if not weights.equal(before[name])}


# -- adapters


def test_an_adapter_by_hand() -> None:
    adapter = Adapter(d_model=2, inner_width=1)
    adapter.narrow.weight.data = torch.tensor([[1.0, -1.0]])
    adapter.widen.weight.data = torch.tensor([[10.0], [20.0]])
    # 3 - 1 = 2 and 2 * (10, 20) is added; 1 - 3 = -2 becomes 0, and nothing is added
    assert adapter(torch.tensor([[3.0, 1.0], [1.0, 3.0]])).tolist() == [[23.0, 41.0], [1.0, 3.0]]


def test_adapters_whose_last_matrix_is_zero_change_nothing(model: T5ForConditionalGeneration) -> None:
    adapted = with_adapters(model)
    for name, weights in adapted.named_parameters():
        if name.endswith("widen.weight"):
            nn.init.zeros_(weights)
    assert adapted(INPUT_IDS, labels=LABELS).logits.equal(model(INPUT_IDS, labels=LABELS).logits)


def test_adapters_start_near_the_identity(model: T5ForConditionalGeneration) -> None:
    """With weights of 0.01 an adapter adds about 0.01^2 times a sum of 8 products, 6 times in a row."""
    logits = model(INPUT_IDS, labels=LABELS).logits
    moved = (with_adapters(model)(INPUT_IDS, labels=LABELS).logits - logits).abs().max()
    assert 0 < moved < 0.02 * logits.std()


def test_an_adapter_changes_what_the_feed_forward_part_gives_before_it_is_added(
    model: T5ForConditionalGeneration,
) -> None:
    plain, layer = (each.encoder.block[0].layer[-1] for each in (model, with_adapters(model)))
    adapter = layer.DenseReluDense.adapter
    for weights in adapter.parameters():
        nn.init.normal_(weights, generator=torch.Generator().manual_seed(2))
    vectors = torch.randn(1, 5, D_MODEL, generator=torch.Generator().manual_seed(3))
    expected = vectors + adapter(plain.DenseReluDense(plain.layer_norm(vectors)))
    assert layer(vectors).equal(expected)


def test_every_feed_forward_part_gets_one_adapter_and_all_else_keeps_its_name(
    model: T5ForConditionalGeneration,
) -> None:
    before, after = set(model.state_dict()), set(with_adapters(model).state_dict())
    own = {name for name in after if ".adapter." in name}
    assert len(own) == 2 * LAYERS * 2  # stacks, layers, matrices
    assert {name.replace(".feed_forward", "") for name in after - own} == before


def test_training_adapters_changes_them_and_the_norms_alone(model: T5ForConditionalGeneration) -> None:
    adapted = with_adapters(model)
    num_trained = train_only(adapted, is_trained_with_adapters)
    norms = (
        2 * LAYERS + 1 + 3 * LAYERS + 1
    )  # two in a layer of the encoder, three in the decoder's, one at each end
    assert num_trained == 2 * LAYERS * 2 * D_MODEL * WIDTH + norms * D_MODEL
    changed = changed_names(adapted, steps=2)
    assert len(changed) == 2 * LAYERS * 2 + norms
    assert all(is_trained_with_adapters(name) for name in changed)


@pytest.mark.parametrize("width", [0, -1])
def test_a_width_below_one_is_refused(model: T5ForConditionalGeneration, width: int) -> None:
    with pytest.raises(ValueError, match=f"inner_width is {width}"):
        add_adapters(model, width)


# -- gradual unfreezing


def test_phases_are_equally_long_and_go_from_one_layer_to_all() -> None:
    """As in the paper: 2^18 steps in 12 phases; the division leaves a rest, so lengths differ by one."""
    steps = range(2**18)
    counts = [count_unfrozen(step, len(steps), 12) for step in steps]
    assert counts[0] == 1
    assert counts[-1] == 12
    lengths = [len(list(group)) for _, group in itertools.groupby(counts)]
    assert len(lengths) == 12
    assert counts == sorted(counts)
    assert max(lengths) - min(lengths) == 1


@pytest.mark.parametrize("num_unfrozen", [1, 2, 3])
def test_only_the_upper_layers_and_what_belongs_to_none_change(
    model: T5ForConditionalGeneration, num_unfrozen: int
) -> None:
    train_only(model, lambda name: is_unfrozen(name, num_unfrozen, LAYERS))
    changed = changed_names(model)
    numbers = {int(name.split(".block.")[1].split(".")[0]) for name in changed if ".block." in name}
    assert numbers == set(range(LAYERS - num_unfrozen, LAYERS))
    rest = {"shared.weight", "encoder.final_layer_norm.weight", "decoder.final_layer_norm.weight"}
    assert {name for name in changed if ".block." not in name} == rest
    assert {name.split(".")[0] for name in changed} == {"shared", "encoder", "decoder"}


def test_in_the_last_phase_every_weight_is_trained(model: T5ForConditionalGeneration) -> None:
    total = sum(weights.numel() for weights in model.parameters())
    assert train_only(model, lambda name: is_unfrozen(name, LAYERS, LAYERS)) == total
    tables = {name for name in changed_names(model) if "relative_attention_bias" in name}
    assert len(tables) == 2


def test_a_weight_that_was_frozen_can_be_trained_later(model: T5ForConditionalGeneration) -> None:
    names = [name for name, _ in model.named_parameters()]
    train_only(model, lambda name: False)
    assert train_only(model, lambda name: name == names[0]) == model.shared.weight.numel()
