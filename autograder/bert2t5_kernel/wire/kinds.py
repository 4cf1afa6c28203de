"""All kinds of nodes, by their name and by the value that they are for."""

from collections.abc import Callable
from typing import Any, Final

from bert2t5_kernel.wire import arrays, described, dtypes, generators, plain, tensors
from bert2t5_kernel.wire.node import Kind

KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        *plain.OF_TYPE.values(),
        *(arrays.ARRAY, arrays.SCALAR, tensors.TENSOR, dtypes.DTYPE, plain.TYPE),
        *(generators.RANDOM, generators.TORCH, generators.NUMPY),
        *(described.OBJECT, described.SUBCLASS),
    )
}
# by identity: a class may define what its own hash and equality are
_OF_TYPE = {id(kind): found for kind, found in plain.OF_TYPE.items()}
_FINDERS: tuple[Callable[[Any, type], Kind | None], ...] = (
    *(plain.find, arrays.find, dtypes.find, tensors.find, generators.find),
)


def kind_of(value: Any) -> Kind:
    """Return a value's kind of node. Ask the type, which cannot lie."""
    kind = type(value)
    if found := _OF_TYPE.get(id(kind)):
        return found
    for find in _FINDERS:
        if found := find(value, kind):
            return found
    return described.find(value, kind)
