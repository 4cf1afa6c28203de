"""NumPy's arrays and scalars as nodes: the dtype, the shape, and the items in C order and little-endian."""

from typing import Any, Final

from bert2t5_kernel.wire.dtypes import check_agreement, check_items, is_plain, numpy_item
from bert2t5_kernel.wire.libraries import loaded, need
from bert2t5_kernel.wire.limits import Budget, WireError
from bert2t5_kernel.wire.node import Kind
from bert2t5_kernel.wire.plain import read_text

_SCALARS = (
    *("bool_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128", "str_", "bytes_"),
)


def _little(dtype: Any) -> Any:
    return dtype.newbyteorder("<")


def _bytes(array: Any) -> bytes:
    data: bytes = array.astype(_little(array.dtype), copy=False).tobytes("C")
    return data


# -- arrays


def _take_array(budget: Budget, array: Any) -> tuple[str, list[int], bytes]:
    shape = [int(side) for side in array.shape]
    budget.array_bytes(shape, array.dtype.itemsize)  # before they are copied
    return _little(array.dtype).str, shape, _bytes(array)


def _build_array(budget: Budget, name: str, shape: list[int], data: memoryview) -> object:
    letter, itemsize = numpy_item(name)
    if itemsize == 0:
        raise WireError("an array of texts of no characters; NumPy has none")
    check_items(budget, data, letter, shape, itemsize)
    return need("numpy").ndarray(tuple(shape), name, bytearray(data)).copy()


def _array_differs(target: Any, fresh: Any) -> bool:
    check_agreement(target, _little(target.dtype), fresh)
    if _bytes(target) == _bytes(fresh):
        return False
    if not target.flags.writeable:
        raise WireError("new content for a known array that is read-only")
    return True


def _update_array(target: Any, fresh: Any) -> None:
    target[...] = fresh


ARRAY: Final = Kind(
    "array", ("same", "text", "shape", "buffer"), _take_array, _build_array, _update_array, _array_differs
)

# -- scalars


def _take_scalar(budget: Budget, scalar: Any) -> tuple[str, bytes]:
    # NumPy's texts drop zeros at their end when they are read as an array's item
    if isinstance(scalar, str):
        data = str.__str__(scalar).encode("utf-32-le", "surrogatepass")
        return f"<U{len(data) // 4}", data
    if isinstance(scalar, bytes):
        return f"|S{len(scalar)}", bytes.__bytes__(scalar)
    return _little(scalar.dtype).str, _bytes(scalar)


def _build_scalar(budget: Budget, name: str, data: memoryview) -> object:
    letter, itemsize = numpy_item(name)
    check_items(budget, data, letter, [], itemsize)
    np = need("numpy")
    if letter == "U":
        return np.str_(read_text(data, "utf-32-le"))
    return np.bytes_(bytes(data)) if letter == "S" else np.ndarray((), name, bytearray(data))[()]


SCALAR: Final = Kind("scalar", ("text", "buffer"), _take_scalar, _build_scalar)


def find(value: Any, kind: type) -> Kind | None:
    """Return the kind of an array or a scalar whose dtype crosses; subclasses have none."""
    np = loaded("numpy")
    if np is None:
        return None
    if kind is np.ndarray:
        # a text of no characters is no dtype of an array: NumPy makes it one character long
        return ARRAY if is_plain(_little(value.dtype).str) and value.dtype.itemsize else None
    return SCALAR if any(kind is getattr(np, name) for name in _SCALARS) else None
