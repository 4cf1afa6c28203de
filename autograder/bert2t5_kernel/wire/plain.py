"""Python's own plain values as nodes: containers, texts, bytes, numbers, bounds, built-in types by name."""

import re
from typing import Any, Final

from bert2t5_kernel.wire.limits import Budget, WireError
from bert2t5_kernel.wire.node import Kind

_CHUNK = 64  # keys or members between two looks at the clock


def read_text(data: memoryview, encoding: str) -> str:
    """Return the text of a buffer; lone surrogates are allowed, as in Python."""
    try:
        return bytes(data).decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        raise WireError(f"a text that is no {encoding}") from None


def read_hex(text: str) -> int:
    """Return a whole number from its hexadecimal digits, which take linear time."""
    if not re.fullmatch("-?[0-9a-f]+", text):
        raise WireError(f"{text[:40]!r} is no whole number in hexadecimal digits")
    return int(text, 16)


# -- containers


def _take_items(budget: Budget, value: Any) -> tuple[list[Any]]:
    return (list(value),)


def _take_dict(budget: Budget, value: dict[Any, Any]) -> tuple[list[Any]]:
    return ([part for pair in list(value.items()) for part in pair],)


def _build_dict(budget: Budget, parts: list[Any]) -> dict[Any, Any]:
    if len(parts) % 2:
        raise WireError(f"a dict of {len(parts)} keys and values; they alternate")
    made: dict[Any, Any] = {}
    _fill(budget, made, list(zip(parts[::2], parts[1::2], strict=True)), "key")
    return made


def _build_set(budget: Budget, members: list[Any]) -> set[Any]:
    made: set[Any] = set()
    _fill(budget, made, members, "member")
    return made


def _fill(budget: Budget, table: Any, items: list[Any], what: str) -> None:
    """Add members, or pairs of key and value, to an empty set or dict.

    A few at a time: numbers can be chosen so that each collides with all before it, which takes quadratic
    time.
    """
    for start in range(0, len(items), _CHUNK):
        part = items[start : start + _CHUNK]
        try:
            table.update(part)
        except Exception as error:  # also what the hash or equality of a resolved object raises
            raise WireError(f"a {what} that cannot be one: {type(error).__name__}") from None
        if len(table) != start + len(part):
            raise WireError(f"the same {what} twice")
        budget.check_time()


def _update_list(target: Any, fresh: Any) -> None:
    target[:] = fresh


def _update_table(target: Any, fresh: Any) -> None:
    target.clear()
    target.update(fresh)


# -- bytes, numbers and bounds


def _can_resize(target: bytearray, fresh: bytearray) -> bool:
    if len(target) != len(fresh):
        try:  # a bytearray that a memoryview or an array looks into keeps its length
            target.append(0)
            target.pop()
        except BufferError:
            raise WireError("a known bytearray whose length is locked by a memoryview") from None
    return True


def _take_int(budget: Budget, value: int) -> tuple[str]:
    budget.spend(value.bit_length() // 4)
    return (f"{value:x}",)


def _take_bounds(budget: Budget, value: slice | range) -> tuple[Any, Any, Any]:
    return value.start, value.stop, value.step


def _build_range(budget: Budget, *bounds: Any) -> range:
    if any(type(bound) is not int for bound in bounds) or bounds[2] == 0:
        raise WireError("a range has three whole numbers, the last of which is not 0")
    return range(*bounds)


OF_TYPE: Final[dict[type, Kind]] = {
    list: Kind("list", ("same", "values"), _take_items, lambda budget, items: items, _update_list),
    tuple: Kind("tuple", ("values",), _take_items, lambda budget, items: tuple(items)),
    # keys and values alternate
    dict: Kind("dict", ("same", "values"), _take_dict, _build_dict, _update_table),
    set: Kind("set", ("same", "values"), _take_items, _build_set, _update_table),
    frozenset: Kind(
        "frozenset", ("values",), _take_items, lambda budget, items: frozenset(_build_set(budget, items))
    ),
    str: Kind(
        "str",
        ("buffer",),
        lambda budget, value: (value.encode("utf-8", "surrogatepass"),),
        lambda budget, data: read_text(data, "utf-8"),
    ),
    bytes: Kind("bytes", ("buffer",), lambda budget, value: (value,), lambda budget, data: bytes(data)),
    bytearray: Kind(
        "bytearray",
        ("same", "buffer"),
        lambda budget, value: (bytes(value),),
        lambda budget, data: bytearray(data),
        _update_list,
        _can_resize,
    ),
    # a long number weighs more, because each use as a key or a member hashes all its digits
    int: Kind(
        "int",
        ("text",),
        _take_int,
        lambda budget, text: read_hex(text),
        weigh=lambda node: 1 + len(node[1]) // 1024,
    ),
    complex: Kind(
        "complex",
        ("float", "float"),
        lambda budget, value: (value.real, value.imag),
        lambda budget, real, imaginary: complex(real, imaginary),
    ),
    slice: Kind("slice", ("value",) * 3, _take_bounds, lambda budget, *bounds: slice(*bounds)),
    range: Kind("range", ("value",) * 3, _take_bounds, _build_range),
    type(...): Kind("ellipsis", (), lambda budget, value: (), lambda budget: ...),
    type(NotImplemented): Kind("NotImplemented", (), lambda budget, value: (), lambda budget: NotImplemented),
}

# -- types, by name

_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (int, float, str, bool, bytes, list, tuple, dict, set, frozenset, complex, type(None), object)
}
# by identity: a class may define what its own hash and equality are
_TYPE_NAMES = {id(kind): name for name, kind in _TYPES.items()}


def _build_type(budget: Budget, name: str) -> type:
    if name not in _TYPES:
        raise WireError(f"the type {name[:40]!r}. Allowed: {', '.join(_TYPES)}")
    return _TYPES[name]


TYPE: Final = Kind("type", ("text",), lambda budget, value: (_TYPE_NAMES[id(value)],), _build_type)


def find(value: object, kind: type) -> Kind | None:
    """Return the kind of a value of some type, if it is one of this module but not of `OF_TYPE`."""
    return TYPE if kind is type and id(value) in _TYPE_NAMES else None
