"""What every training loop of the course needs: the learning rate over the steps, and what decays.

Source: Devlin et al. (2019), appendix A.2; github.com/google-research/bert, optimization.py; transformers,
optimization.py.
"""

import torch
from torch import nn


def rate_factor(step: int, num_warmup_steps: int, num_steps: int) -> float:
    """Return the share of the highest learning rate at a step, counted from 0.

    It grows from 0 in equal parts, is 1 after the warm-up, and falls to 0 in equal parts. Google's schedule
    falls during the warm-up already and so never reaches the highest rate; this is that of transformers.

    >>> [rate_factor(step, num_warmup_steps=2, num_steps=6) for step in range(7)]
    [0.0, 0.5, 1.0, 0.75, 0.5, 0.25, 0.0]
    """
    if step < num_warmup_steps:
        return step / num_warmup_steps
    return (num_steps - step) / max(1, num_steps - num_warmup_steps)


def make_optimizer(model: nn.Module, weight_decay: float) -> torch.optim.AdamW:
    """Return AdamW with decay of all weights but biases and those of normalisation; its rate is 0 so far.

    >>> optimizer = make_optimizer(nn.Linear(3, 2), weight_decay=0.01)
    >>> [(group["weight_decay"], len(group["params"])) for group in optimizer.param_groups]
    [(0.01, 1), (0.0, 1)]
    """
    groups: dict[bool, list[nn.Parameter]] = {True: [], False: []}
    for name, weights in model.named_parameters():
        groups[decays(name)].append(weights)
    named = [
        {"params": groups[True], "weight_decay": weight_decay},
        {"params": groups[False], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(named, lr=0.0, eps=1e-6, fused=True)


def decays(name: str) -> bool:
    """Return whether a weight of this name decays.

    >>> [decays(name) for name in ("query.weight", "query.bias", "LayerNorm.weight", "layer_norm.weight")]
    [True, False, False, False]
    """
    return not (name.endswith("bias") or "LayerNorm" in name or "layer_norm" in name)
