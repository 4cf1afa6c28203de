"""What is not plain: one side's caller describes it, and the other's makes an object of the description.

The instance of a subclass of a plain type has its plain part beside the description, or instead of one.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

from bert2t5_kernel.wire.limits import Budget, WireError
from bert2t5_kernel.wire.node import Kind, type_name


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()  # what `resolve` gets as plain value when there is none

Refer = Callable[[object], dict[str, Any] | None]
Resolve = Callable[[dict[str, Any], object], object]


def refuse(value: object) -> dict[str, Any] | None:
    """Return None for every value: nothing but plain values crosses (the default of `encode`)."""
    return None


def refuse_description(description: dict[str, Any], plain: object) -> object:
    """Refuse every description (the default of `decode`)."""
    raise WireError("found the description of an object; only plain values are allowed here")


# How the plain part of an instance of a subclass is read: with the base's methods, never the instance's.
_READ: dict[type, Callable[[Any], object]] = {
    int: int.__index__,
    float: float.__float__,
    complex: complex.__complex__,
    str: str.__str__,
    bytes: bytes.__bytes__,
    bytearray: lambda value: bytearray.__getitem__(value, slice(None)),
    list: lambda value: list(list.__iter__(value)),
    tuple: lambda value: tuple(tuple.__iter__(value)),
    # the order of an OrderedDict is its own: move_to_end does not change the dict below
    OrderedDict: lambda value: dict(OrderedDict.items(value)),
    dict: lambda value: dict(dict.items(value)),
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
}


def _take_plain_part(budget: Budget, value: object) -> tuple[object]:
    read = next(read for base, read in _READ.items() if issubclass(type(value), base))
    try:
        return (read(value),)
    except Exception as error:  # an OrderedDict that was written to as a dict is broken
        raise WireError(f"a {type_name(value)} that cannot be read: {type(error).__name__}") from None


OBJECT: Final = Kind(
    "object", ("description",), lambda budget, value: (), lambda budget, resolve: resolve(MISSING)
)
SUBCLASS: Final = Kind(
    "subclass",
    ("description or null", "value"),
    _take_plain_part,
    lambda budget, resolve, plain: resolve(plain),
)


def find(value: object, kind: type) -> Kind:
    """Return the kind of a value that has no other."""
    return SUBCLASS if any(issubclass(kind, base) for base in _READ) else OBJECT
