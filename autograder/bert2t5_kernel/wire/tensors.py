"""torch's tensors as nodes. Unlike arrays.py: without NumPy, which knows no bfloat16."""

from typing import Any, Final

from bert2t5_kernel.wire.dtypes import TORCH_SIZES, check_agreement, check_items, torch_name
from bert2t5_kernel.wire.libraries import loaded, need
from bert2t5_kernel.wire.limits import Budget, WireError
from bert2t5_kernel.wire.node import Kind


def tensor_bytes(tensor: Any) -> bytes:
    """Return the items of a tensor in C order."""
    torch = loaded("torch")
    data = bytearray(tensor.numel() * tensor.element_size())
    if data:
        with torch.no_grad():
            torch.frombuffer(data, dtype=tensor.dtype).reshape(tensor.shape).copy_(tensor)
    return bytes(data)


def _take(budget: Budget, tensor: Any) -> tuple[str, list[int], bytes]:
    shape = [int(side) for side in tensor.shape]
    budget.array_bytes(shape, tensor.element_size())  # before they are copied
    try:
        return torch_name(tensor.dtype), shape, tensor_bytes(tensor)
    except RuntimeError as error:  # a tensor without data of its own, as inside torch.vmap
        raise WireError(f"a tensor that cannot be read: {error}") from None


def _build(budget: Budget, name: str, shape: list[int], data: memoryview) -> object:
    itemsize = TORCH_SIZES.get(name)
    if itemsize is None:
        raise WireError(f"a tensor of dtype {name[:40]!r}. Allowed: {', '.join(TORCH_SIZES)}")
    check_items(budget, data, "b" if name == "bool" else "", shape, itemsize)
    torch = need("torch")
    tensor = torch.empty(shape, dtype=getattr(torch, name), device="cpu")
    if len(data):
        tensor.copy_(torch.frombuffer(bytearray(data), dtype=tensor.dtype).reshape(shape))
    return tensor


def _differs(target: Any, fresh: Any) -> bool:
    check_agreement(target, target.dtype, fresh)
    # What did not change is left alone: writing would break a backward pass that still needs the tensor.
    if tensor_bytes(target) == tensor_bytes(fresh):
        return False
    repeats = any(
        stride == 0 and side > 1 for stride, side in zip(target.stride(), target.shape, strict=True)
    )
    if repeats or (target.is_inference() and not loaded("torch").is_inference_mode_enabled()):
        raise WireError("new content for a known tensor that is read-only")
    return True


def _update(target: Any, fresh: Any) -> None:
    with loaded("torch").no_grad():
        target.copy_(fresh)


TENSOR: Final = Kind("tensor", ("same", "text", "shape", "buffer"), _take, _build, _update, _differs)


def find(value: Any, kind: type) -> Kind | None:
    """Return `TENSOR` for a tensor that is dense and has no gradient; subclasses have no kind."""
    torch = loaded("torch")
    if torch is None or kind is not torch.Tensor or value.layout is not torch.strided:
        return None
    if value.requires_grad or value.is_quantized or value.is_nested or value.is_meta:
        return None
    return TENSOR if torch_name(value.dtype) in TORCH_SIZES else None
