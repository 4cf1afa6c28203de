"""What arrays and tensors share: the dtypes that cross, which are values too, and the checks of the items."""

import re
from typing import Any, Final

from bert2t5_kernel.wire.libraries import loaded, need
from bert2t5_kernel.wire.limits import MAX_ITEMSIZE, Budget, WireError, check_limit
from bert2t5_kernel.wire.node import Kind
from bert2t5_kernel.wire.plain import read_text

TORCH_SIZES: Final = {  # bytes of an item
    **{"bool": 1, "uint8": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8, "bfloat16": 2},
    **{"float16": 2, "float32": 4, "float64": 8, "complex64": 8, "complex128": 16},
}
_NUMPY = re.compile(r"(?:\|(?:b1|i1|u1)|<(?:[iu][248]|f[248]|c8|c16)|(?:<U|\|S)(?:0|[1-9][0-9]{0,8}))")


def torch_name(dtype: Any) -> str:
    """Return the name of a torch dtype, as in `TORCH_SIZES`."""
    return str(dtype).removeprefix("torch.")


def is_plain(name: str) -> bool:
    """Say whether a NumPy dtype crosses: bool, numbers up to 64 bits and texts, little-endian."""
    return _NUMPY.fullmatch(name) is not None


def numpy_item(name: str) -> tuple[str, int]:
    """Return the kind of a NumPy dtype, one letter, and the bytes of an item."""
    if not is_plain(name):
        raise WireError(f"an array of dtype {name[:40]!r}; allowed are bool, numbers up to 64 bits and texts")
    return name[1], int(name[2:]) * (4 if name[1] == "U" else 1)


def check_items(budget: Budget, data: memoryview, letter: str, shape: list[int], itemsize: int) -> None:
    """Refuse a buffer of the wrong length or with items that no array should have."""
    wanted = budget.array_bytes(shape, itemsize)
    if wanted != len(data):
        raise WireError(f"an array of shape {tuple(shape)} has {wanted} bytes, its buffer {len(data)}")
    # a bool that is neither 0 nor 1 is true to some operations and false to others
    if letter == "b" and bytes(data).translate(None, b"\x00\x01"):
        raise WireError("an array of bool with a byte that is neither 0 nor 1")
    if letter == "U":
        read_text(data, "utf-32-le")


def check_agreement(target: Any, dtype: Any, fresh: Any) -> None:
    """Refuse new content of another dtype or shape than a known array or tensor has."""
    if tuple(target.shape) != tuple(fresh.shape) or dtype != fresh.dtype:
        known, found = (
            f"{kind} of shape {tuple(of.shape)}" for kind, of in ((dtype, target), (fresh.dtype, fresh))
        )
        raise WireError(f"a known array is {known}, the message says {found}")


# -- dtypes as values


def _take(budget: Budget, dtype: Any) -> tuple[str, str]:
    torch = loaded("torch")
    if torch is not None and type(dtype) is torch.dtype:
        return "torch", torch_name(dtype)
    return "numpy", dtype.str


def _build(budget: Budget, library: str, name: str) -> object:
    if library == "torch" and name in TORCH_SIZES:
        return getattr(need("torch"), name)
    if library != "numpy":
        raise WireError(
            f"the dtype {name[:40]!r} of {library[:40]!r}; allowed are those of arrays and tensors"
        )
    _, itemsize = numpy_item(name)
    check_limit("bytes in an item", itemsize, min(budget.limits.bytes, MAX_ITEMSIZE))
    return need("numpy").dtype(name)


DTYPE: Final = Kind("dtype", ("text", "text"), _take, _build)  # library, name


def find(value: Any, kind: type) -> Kind | None:
    """Return `DTYPE` for a dtype that crosses."""
    np, torch = loaded("numpy"), loaded("torch")
    if np is not None and issubclass(kind, np.dtype):
        return DTYPE if is_plain(value.str) else None
    if torch is not None and kind is torch.dtype:
        return DTYPE if torch_name(value) in TORCH_SIZES else None
    return None
