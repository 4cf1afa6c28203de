"""Where two plain values differ: kind first, then size, then values.

Plain values are None, bool, int, float, str, bytes, list, tuple, dict, set, and arrays and tensors
(`compare_arrays.py`). The comparison walks both values itself and never asks the value under test what it
is or whether it is equal: an object could say yes.
"""

import contextlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import numpy as np

from bert2t5.compare_arrays import Numbers, describe_difference, numbers

FLOAT_TOLERANCE = 1e-9  # some thousand rounding errors of float64
MAX_SHOWN = 200  # characters of a value in a message


@dataclass(frozen=True)
class Difference:
    """The first place where a value is not the expected one, in words for a student."""

    what: str
    expected: str
    got: str


def find_difference(got: object, expected: object, tolerance: float | None = None) -> Difference | None:
    """Return the first difference between two plain values, or None when they agree.

    Args:
        got: the value under test.
        expected: the right value; its type decides what is allowed. A subclass of the expected type
            (a Counter for a dict), NumPy's scalars, and a whole number for a float are welcome.
        tolerance: relative tolerance of floats, at least 0; the absolute one is the same number. Default
            is `FLOAT_TOLERANCE`, and for arrays and tensors what their dtype allows.

    Raises:
        TypeError: `expected` is no plain value.

    >>> find_difference([1, 2], [1, 2]) is None
    True
    >>> find_difference({"a": 1}, {"a": 2})
    Difference(what="wrong value for 'a'", expected='2', got='1')
    >>> find_difference((1, 2), [1, 2]).what
    'wrong type'
    """
    return _compare(got, expected, tolerance, "")


def show(value: object) -> str:
    """Return a value's repr, cut in the middle when it is long.

    The same value gives the same text in every run: sets are sorted, addresses are left out.

    >>> show("a" * 500)[:5], len(show("a" * 500)) <= MAX_SHOWN
    ("'aaaa", True)
    >>> show({"b", "a"})
    "{'a', 'b'}"
    """
    if array := numbers(value):
        return shorten(str(array))
    try:
        text = repr(value)
        if type(value) is set and value:
            text = "{" + ", ".join(sorted(map(repr, value))) + "}"
    except (Exception, SystemExit) as error:
        text = f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    return shorten(re.sub(r" at 0x[0-9a-fA-F]+", "", text))


def shorten(text: str) -> str:
    """Return a text cut in the middle to at most `MAX_SHOWN` characters."""
    half = (MAX_SHOWN - 5) // 2
    return text if len(text) <= MAX_SHOWN else f"{text[:half]} ... {text[-half:]}"


def plain(value: Any) -> Any:
    """Return what a value stands for: the value of a NumPy scalar, or of what says how it is plain."""
    if issubclass(type(value), np.generic):
        return value.item()
    if hasattr(type(value), "__plain__"):
        with contextlib.suppress(Exception):  # then it is not plain, and its own type is the difference
            return value.__plain__()
    return value


def _compare(got: Any, expected: Any, tolerance: float | None, place: str) -> Difference | None:
    got = plain(got)
    if right := numbers(expected):
        return _array(got, right, tolerance, place)
    for kind, compare in _KINDS.items():
        if isinstance(expected, kind):
            if not _is_a(got, kind):
                return Difference(f"wrong type{place}", _describe(expected), _describe(got))
            return compare(got, expected, tolerance, place)
    raise TypeError(f"a check cannot compare a {type(expected).__name__}; it compares plain values only")


def _array(got: Any, expected: Numbers, tolerance: float | None, place: str) -> Difference | None:
    found = numbers(got)
    if found is None:
        return Difference(f"wrong type{place}", f"a {expected}", _describe(got))
    if different := describe_difference(found, expected, tolerance):
        what, right, wrong = different
        return Difference(f"{what}{place}", right, wrong)
    return None


def _is_a(value: object, kind: type) -> bool:
    """Ask the type, not the value; True and False are no numbers here."""
    return issubclass(type(value), kind) and (kind is bool or type(value) is not bool)


def _exact(got: Any, expected: Any, tolerance: float | None, place: str) -> Difference | None:
    same = expected is None or int(got) == int(expected)
    return None if same else Difference(f"wrong value{place}", show(expected), show(got))


def _real(got: Any, expected: Any, tolerance: float | None, place: str) -> Difference | None:
    tolerance = FLOAT_TOLERANCE if tolerance is None else tolerance
    try:
        same = math.isclose(got, expected, rel_tol=tolerance, abs_tol=tolerance)
        same = same or (math.isnan(expected) and math.isnan(got))
    except OverflowError:  # a whole number beyond the largest float
        same = False
    return None if same else Difference(f"wrong value{place}", show(expected), show(got))


def _text(got: Any, expected: Any, tolerance: float | None, place: str) -> Difference | None:
    same = (str if isinstance(expected, str) else bytes).__eq__(got, expected)
    return None if same else Difference(f"wrong value{place}", show(expected), show(got))


def _sequence(got: Any, expected: Any, tolerance: float | None, place: str) -> Difference | None:
    items = list((list if isinstance(expected, list) else tuple).__iter__(got))
    if len(items) != len(expected):
        what = f"wrong length{place}: {len(expected)} expected, {len(items)} found"
        return Difference(what, show(expected), show(got))
    place = f" of the item{place}" if place.startswith(" at position") else place
    for index, (one, other) in enumerate(zip(items, expected, strict=True)):
        if found := _compare(one, other, tolerance, f" at position {index}{place}"):
            return found
    return None


def _mapping(got: Any, expected: Any, tolerance: float | None, place: str) -> Difference | None:
    found = {_identity(key): (key, value) for key, value in dict.items(got)}
    wanted = {_identity(key): (key, value) for key, value in expected.items()}
    for name, (key, value) in wanted.items():
        if name not in found:
            return Difference(f"{show(key)} is missing{place}", show(value), "nothing")
    for name, (key, value) in found.items():
        if name not in wanted:
            return Difference(f"{show(key)} should not be there{place}", "nothing", show(value))
    for name, (key, value) in wanted.items():
        if different := _compare(found[name][1], value, tolerance, f" for {show(key)}{place}"):
            return different
    return None


def _set(got: Any, expected: Any, tolerance: float | None, place: str) -> Difference | None:
    kind = set if isinstance(expected, set) else frozenset
    found = {_identity(member): show(member) for member in kind.__iter__(got)}
    wanted = {_identity(member): show(member) for member in expected}
    if missing := sorted(text for name, text in wanted.items() if name not in found):
        return Difference(f"{missing[0]} is missing{place}", show(expected), show(got))
    if extra := sorted(text for name, text in found.items() if name not in wanted):
        return Difference(f"{extra[0]} should not be there{place}", show(expected), show(got))
    return None


def _identity(key: Any) -> tuple[Any, ...]:
    """Return what stands for a key or a member: equal only when its type is equal too (1 is not True)."""
    key = key.item() if issubclass(type(key), np.generic) else key
    if key is None or type(key) in (bool, int, float, bytes, str):
        return (type(key), key)
    if issubclass(type(key), str):
        return (str, str.__str__(key))
    if issubclass(type(key), tuple):
        return (tuple, *(_identity(item) for item in tuple.__iter__(key)))
    if issubclass(type(key), frozenset):
        return (frozenset, frozenset(_identity(item) for item in frozenset.__iter__(key)))
    return (object, id(key))


def _describe(value: object) -> str:
    return f"a value of type {type(value).__name__}: {show(value)}"


# bool stands before int, which it is a subclass of, and whole numbers before real ones
_KINDS: dict[type, Callable[[Any, Any, float | None, str], Difference | None]] = {
    type(None): _exact,
    bool: _exact,
    Integral: _exact,
    Real: _real,
    str: _text,
    bytes: _text,
    list: _sequence,
    tuple: _sequence,
    dict: _mapping,
    set: _set,
    frozenset: _set,
}
