"""Fine-tuning a part of a T5: small adapters between its layers, or its layers one after the other.

A model that learns a task in the usual way changes all its weights, and each task needs a copy of all of
them. With adapters the weights stay as they were, and a task owns two narrow matrices after every
feed-forward part. With gradual unfreezing all weights change in the end, but the lower ones late. Both say by
name which weights are trained; a training step needs no change, for a weight that is not trained gets no
gradient. Left out: adapters after attention, and several sets of them in one model.

Source: Raffel et al. (2020), section 3.5.1; Houlsby et al. (2019), section 2.1 (adapters, and where they
stand); Howard and Ruder (2018), section 3.3 (gradual unfreezing).
"""

from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional

from bert2t5_reference.t5 import T5ForConditionalGeneration

# The standard deviation of an adapter's weights before training (Houlsby et al., section 3.6).
INITIAL_SD = 1e-2


class Adapter(nn.Module):
    """Narrow, ReLU, widen, and add the result to what came in.

    It starts from weights near 0, and so as nearly no change at all.

    Args:
        d_model: length of the vectors.
        inner_width: length of the narrow vectors between the two matrices.
        generator: source of the initial weights; None takes torch's own.

    >>> adapter = Adapter(d_model=6, inner_width=2, generator=torch.Generator().manual_seed(0))
    >>> vectors = torch.ones(1, 6)
    >>> bool((adapter(vectors) - vectors).abs().max() < 0.01)
    True
    """

    def __init__(self, d_model: int, inner_width: int, *, generator: torch.Generator | None = None) -> None:
        super().__init__()
        self.narrow = nn.Linear(d_model, inner_width, bias=False)
        self.widen = nn.Linear(inner_width, d_model, bias=False)
        for layer in (self.narrow, self.widen):
            nn.init.normal_(layer.weight, std=INITIAL_SD, generator=generator)

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return vectors of the same shape."""
        return hidden_states + self.widen(functional.relu(self.narrow(hidden_states)))


class AdaptedFeedForward(nn.Module):
    """A feed-forward part, and an adapter that changes what it gives.

    The adapter stands before the sum with what the layer was given, as in Houlsby et al.; T5's paper says
    only that it follows the feed-forward part.
    """

    def __init__(self, feed_forward: nn.Module, adapter: Adapter) -> None:
        super().__init__()
        self.feed_forward = feed_forward
        self.adapter = adapter

    def forward(self, hidden_states: torch.Tensor) -> torch.Tensor:
        """Return vectors of the same shape."""
        return self.adapter(self.feed_forward(hidden_states))


def add_adapters(
    model: T5ForConditionalGeneration, inner_width: int, *, generator: torch.Generator | None = None
) -> None:
    """Put an adapter after every feed-forward part of encoder and decoder.

    The names of the weights of the feed-forward parts change, so load a checkpoint before.

    Args:
        model: changed.
        inner_width: length of the narrow vectors, 1 or more.
        generator: source of the initial weights; None takes torch's own.

    Raises:
        ValueError: if the width is below 1.
    """
    if inner_width < 1:
        raise ValueError(f"inner_width is {inner_width}, allowed are 1 and more")
    for stack in (model.encoder, model.decoder):
        for block in stack.block:
            layer = block.layer[-1]
            adapter = Adapter(model.config.d_model, inner_width, generator=generator)
            layer.DenseReluDense = AdaptedFeedForward(layer.DenseReluDense, adapter)


def is_trained_with_adapters(name: str) -> bool:
    """Return whether a weight changes when adapters are trained: theirs, and the factors of all norms.

    >>> names = ["adapter.narrow.weight", "encoder.final_layer_norm.weight", "shared.weight"]
    >>> [is_trained_with_adapters(name) for name in names]
    [True, True, False]
    """
    return "adapter." in name or "layer_norm." in name


def count_unfrozen(step: int, num_steps: int, num_layers: int) -> int:
    """Return how many layers, from the top, are trained at a step of gradual unfreezing.

    The run has one phase for each layer, all of the same length. In the first only the top layer is trained,
    in the last all of them.

    Args:
        step: counts from 0.
        num_steps: of the whole run.
        num_layers: of the encoder, and of the decoder.

    >>> [count_unfrozen(step, num_steps=6, num_layers=3) for step in range(6)]
    [1, 1, 2, 2, 3, 3]
    """
    return step * num_layers // num_steps + 1


def is_unfrozen(name: str, num_unfrozen: int, num_layers: int) -> bool:
    """Return whether a weight is trained while some layers, from the top, are.

    Encoder and decoder go in parallel. What belongs to no layer is always trained: the token table, the
    output matrix and the last norms. The table of distances belongs to the lowest layer, which owns it.

    >>> names = ["shared.weight", "encoder.block.0.layer.0.layer_norm.weight", "decoder.block.1.layer.1.o"]
    >>> [is_unfrozen(name, num_unfrozen=1, num_layers=2) for name in names]
    [True, False, True]
    """
    parts = name.split(".")
    if "block" not in parts:
        return True
    number = int(parts[parts.index("block") + 1])
    return number >= num_layers - num_unfrozen


def train_only(model: nn.Module, is_trained: Callable[[str], bool]) -> int:
    """Let only the weights with certain names be trained, and return how many numbers they have.

    Args:
        model: changed: each weight's `requires_grad`.
        is_trained: says it for the name of a weight.

    >>> train_only(nn.Linear(3, 2), lambda name: name == "bias")
    2
    """
    for name, weights in model.named_parameters():
        weights.requires_grad_(is_trained(name))
    return sum(weights.numel() for weights in model.parameters() if weights.requires_grad)
