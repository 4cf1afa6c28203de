"""A device that every machine has: it computes on the CPU, and refuses to mix devices as a GPU does.

Its tensors say that they are on `meta`, where every build of torch can differentiate, but they hold numbers.
So a program that runs under `Pretend` and moves its model there finds out whether it moved everything else.

Left out: a GPU's rounding, its memory, that it works while the program goes on, operations that exist for a
GPU alone (a fused optimizer refuses `meta`), tensors with numbers that are made there (`torch.tensor(1,
device="meta")`), and indices that are lists or tensors on the CPU, which a GPU allows.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map

PRETENDED = torch.device("meta")
COPIES = (torch.ops.aten._to_copy.default, torch.ops.aten.copy_.default)


class Away(torch.Tensor):
    """A tensor on the pretended device; `here` holds its numbers, on the CPU."""

    here: torch.Tensor

    @staticmethod
    def __new__(cls, here: torch.Tensor) -> "Away":
        made = torch.Tensor._make_wrapper_subclass(
            cls,
            here.size(),
            strides=here.stride(),
            storage_offset=here.storage_offset(),
            dtype=here.dtype,
            device=PRETENDED,
        )
        made.here = here
        return made

    @classmethod
    def __torch_dispatch__(
        cls, operation: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        return compute(operation, args, kwargs or {})


class Pretend(TorchDispatchMode):
    """While it is entered, `to(PRETENDED)` moves a tensor to the pretended device."""

    def __torch_dispatch__(
        self, operation: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        return compute(operation, args, kwargs or {})


def compute(operation: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> Any:
    """Do on the CPU what is asked; the result is away where it would be on a GPU.

    Raises:
        RuntimeError: tensors of both devices are to meet, and the one on the CPU is no single number.
    """
    tensors = [leaf for leaf in tree_leaves((args, kwargs)) if isinstance(leaf, torch.Tensor)]
    away = [tensor for tensor in tensors if isinstance(tensor, Away)]
    stays_here = any(
        tensor.dim() for tensor in tensors if not (isinstance(tensor, Away) or was_made_away(tensor))
    )
    if away and stays_here and operation not in COPIES:
        raise RuntimeError(f"{operation}: expected all tensors to be on the same device")
    if kwargs.get("device") is not None:
        goes_away = torch.device(kwargs["device"]) == PRETENDED
        kwargs = kwargs | {"device": torch.device("cpu")}
    elif operation is torch.ops.aten.copy_.default:
        goes_away = isinstance(args[0], Away)
    else:
        goes_away = bool(away)
    here_args, here_kwargs = tree_map(_here, (args, kwargs))
    result = operation(*here_args, **here_kwargs)
    if not goes_away:
        return result
    known = {id(tensor.here): tensor for tensor in away}  # what was changed in place stays the same object
    return tree_map(lambda leaf: known[id(leaf)] if id(leaf) in known else _away(leaf), result)


def was_made_away(tensor: torch.Tensor) -> bool:
    """Whether a tensor was made on the pretended device, as `torch.tensor([], device="meta")` is."""
    return tensor.device == PRETENDED and not isinstance(tensor, Away) and tensor.numel() == 0


def _here(leaf: Any) -> Any:
    if isinstance(leaf, torch.Tensor) and was_made_away(leaf):
        return torch.empty_like(leaf, device="cpu")
    return leaf.here if isinstance(leaf, Away) else leaf


def _away(leaf: Any) -> Any:
    return Away(leaf) if isinstance(leaf, torch.Tensor) else leaf
