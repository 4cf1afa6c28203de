"""Where two plain values differ: kind first, then size, then values.

Plain values are None, bool, int, float, str, bytes, list, tuple, dict and set. The comparison walks
both values itself and never asks the value under test whether it is equal: an object could say yes.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

MAX_SHOWN = 200  # characters of a value in a message


@dataclass(frozen=True)
class Difference:
    """The first place where a value is not the expected one, in words for a student."""

    what: str
    expected: str
    got: str


def find_difference(got: object, expected: object, tolerance: float = 1e-9) -> Difference | None:
    """Return the first difference between two plain values, or None when they agree.

    Args:
        got: the value under test.
        expected: the right value; its type decides what is allowed. A subclass of the expected type
            (a Counter for a dict) and NumPy's scalars are welcome.
        tolerance: relative tolerance of floats, at least 0; the absolute one is the same number.
            The default is some thousand rounding errors of float64.

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

    >>> show("a" * 500)[:5], len(show("a" * 500)) <= MAX_SHOWN
    ("'aaaa", True)
    """
    try:
        text = repr(value)
    except Exception as error:
        return f"a {type(value).__name__} whose repr raises {type(error).__name__}"
    if len(text) <= MAX_SHOWN:
        return text
    half = (MAX_SHOWN - 5) // 2
    return f"{text[:half]} ... {text[-half:]}"


def _compare(got: Any, expected: Any, tolerance: float, place: str) -> Difference | None:
    if expected is None or isinstance(expected, bool):
        return _scalar(got, expected, place, type(got) is type(expected) and got is expected)
    if isinstance(expected, Integral):
        return _scalar(got, expected, place, _is_number(got, Integral) and int(got) == int(expected))
    if isinstance(expected, Real):
        return _scalar(got, expected, place, _is_number(got, Real) and _close(got, expected, tolerance))
    for kind, compare in _CONTAINERS.items():
        if isinstance(expected, kind):
            if not isinstance(got, kind):
                return Difference(f"wrong type{place}", _describe(expected), _describe(got))
            return compare(got, expected, tolerance, place)
    raise TypeError(f"a check cannot compare a {type(expected).__name__}; it compares plain values only")


def _is_number(value: object, kind: type) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


def _close(got: Any, expected: Any, tolerance: float) -> bool:
    if math.isnan(expected):
        return math.isnan(got)
    return math.isclose(got, expected, rel_tol=tolerance, abs_tol=tolerance)


def _scalar(got: object, expected: object, place: str, equal: bool) -> Difference | None:
    if equal:
        return None
    alike = type(got) is type(expected) or (isinstance(expected, Real) and _is_number(got, Real))
    what = f"wrong {'value' if alike else 'type'}{place}"
    return Difference(what, show(expected), show(got) if alike else _describe(got))


def _text(got: Any, expected: Any, tolerance: float, place: str) -> Difference | None:
    same = bytes(got) == expected if isinstance(expected, bytes) else str.__eq__(got, expected) is True
    return None if same else Difference(f"wrong value{place}", show(expected), show(got))


def _sequence(got: Any, expected: Any, tolerance: float, place: str) -> Difference | None:
    if len(got) != len(expected):
        what = f"wrong length{place}: {len(expected)} expected, {len(got)} found"
        return Difference(what, show(expected), show(got))
    for index, (one, other) in enumerate(zip(got, expected, strict=True)):
        if found := _compare(one, other, tolerance, f" at position {index}{place}"):
            return found
    return None


def _mapping(got: Any, expected: Any, tolerance: float, place: str) -> Difference | None:
    for key in expected:
        if key not in got:
            return Difference(f"{show(key)} is missing{place}", show(expected[key]), "nothing")
        if found := _compare(got[key], expected[key], tolerance, f" for {show(key)}{place}"):
            return found
    for key in got:
        if key not in expected:
            return Difference(f"{show(key)} should not be there{place}", "nothing", show(got[key]))
    return None


def _set(got: Any, expected: Any, tolerance: float, place: str) -> Difference | None:
    same = set(got) == set(expected)
    return None if same else Difference(f"wrong members{place}", show(expected), show(got))


def _describe(value: object) -> str:
    return f"a value of type {type(value).__name__}: {show(value)}"


_CONTAINERS: dict[type, Callable[[Any, Any, float, str], Difference | None]] = {
    str: _text,
    bytes: _text,
    list: _sequence,
    tuple: _sequence,
    dict: _mapping,
    set: _set,
    frozenset: _set,
}
