"""`compare` finds the first difference, names its place, and never asks the value under test."""

import math
import os
import subprocess
import sys
from collections import Counter, OrderedDict, defaultdict, namedtuple
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bert2t5.compare import MAX_SHOWN, find_difference, show

Pair = namedtuple("Pair", "first second")

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
KEYS = st.none() | st.booleans() | st.integers() | st.text() | st.tuples(st.text(), st.text())
PLAIN = st.recursive(
    SCALARS | st.sets(KEYS) | st.frozensets(KEYS),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner),
    max_leaves=10,
)


class SaysYes:
    """Equal to everything, and of every class that one asks for."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("a")

    @property
    def __class__(self) -> Any:
        return str


class LyingDict(dict[Any, Any]):
    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: object) -> int:
        return 1


class LyingList(list[Any]):
    def __len__(self) -> int:
        return 2

    def __iter__(self) -> Any:
        return iter([1, 2])


class BadRepr:
    def __repr__(self) -> str:
        raise SystemExit("no")


@given(PLAIN)
def test_every_plain_value_agrees_with_itself(value: Any) -> None:
    assert find_difference(value, value) is None


@given(PLAIN, PLAIN)
def test_two_values_agree_only_when_their_texts_do_or_they_are_close_numbers(one: Any, other: Any) -> None:
    if find_difference(one, other, tolerance=0.0) is None and repr(one) != repr(other):
        assert one == other or math.isnan(one)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (Counter("aab"), {"a": 2, "b": 1}),
        (OrderedDict(b=1, a=2), {"a": 2, "b": 1}),
        (Pair(1, 2), (1, 2)),
        (np.int64(3), 3),
        (np.float64(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        ({np.int64(3): "x"}, {3: "x"}),
        (1, 1.0),
        (Fraction(1, 2), 0.5),
        (0.1 + 0.2, 0.3),
        (math.nan, math.nan),
        ([{"a": (math.inf, None)}], [{"a": (math.inf, None)}]),
        (0.0, -0.0),
    ],
)
def test_subclasses_numpy_scalars_and_rounding_errors_are_welcome(got: object, expected: object) -> None:
    assert find_difference(got, expected) is None


@pytest.mark.parametrize(
    ("got", "expected", "what"),
    [
        (1, True, "wrong type"),
        (True, 1, "wrong type"),
        (False, 0.0, "wrong type"),
        (2.0, 2, "wrong type"),
        (None, 0, "wrong type"),
        (0, None, "wrong type"),
        ("1", 1, "wrong type"),
        (b"a", "a", "wrong type"),
        ((1, 2), [1, 2], "wrong type"),
        ([1, 2], (1, 2), "wrong type"),
        ({"a"}, frozenset({"a"}), "wrong type"),
        ({"a": 1}.items(), [("a", 1)], "wrong type"),
        (3, 2, "wrong value"),
        (False, True, "wrong value"),
        (math.nan, 1.0, "wrong value"),
        (1.0, math.nan, "wrong value"),
        (1.001, 1.0, "wrong value"),
        (10**400, 1.0, "wrong value"),
        ("b", "a", "wrong value"),
        (b"b", b"a", "wrong value"),
        ([1], [1, 2], "wrong length: 2 expected, 1 found"),
        ((), (1,), "wrong length: 1 expected, 0 found"),
        ([1, 3], [1, 2], "wrong value at position 1"),
        (
            [1, (2, [3])],
            [1, (2, [4])],
            "wrong value at position 0 of the item at position 1 of the item at position 1",
        ),
        ({"a": [1, 2]}, {"a": [1, 3]}, "wrong value at position 1 for 'a'"),
        ([{"a": {}}], [{"a": []}], "wrong type for 'a' at position 0"),
        ({"k": [[1]]}, {"k": [[1, 2]]}, "wrong length at position 0 for 'k': 2 expected, 1 found"),
        ({}, {"a": 1}, "'a' is missing"),
        ({"a": 1, "b": 2}, {"a": 1}, "'b' should not be there"),
        ([{"a": 1, "b": 2}], [{"a": 1}], "'b' should not be there at position 0"),
        (defaultdict(int), {"a": 0}, "'a' is missing"),
        ({True: "x"}, {1: "x"}, "1 is missing"),
        ({("a", True)}, {("a", 1)}, "('a', 1) is missing"),
        ({"a"}, {"a", "b"}, "'b' is missing"),
        ({"a", "b"}, {"a"}, "'b' should not be there"),
        (frozenset({1}), frozenset({2}), "2 is missing"),
    ],
)
def test_the_first_difference_is_named_with_its_place(got: object, expected: object, what: str) -> None:
    found = find_difference(got, expected)
    assert found is not None
    assert found.what == what


def test_kind_comes_before_size_and_size_before_values() -> None:
    assert find_difference((9,), [1, 2]).what == "wrong type"
    assert find_difference([9], [1, 2]).what.startswith("wrong length")
    assert find_difference({"a": 9}, {"a": 1, "b": 2}).what == "'b' is missing"


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (lambda: SaysYes(), "a"),
        (lambda: [SaysYes()], ["a"]),
        (lambda: {SaysYes(): 1}, {"a": 1}),
        (lambda: {SaysYes()}, {"a"}),
        (lambda: LyingDict(), {"a": 1}),
        (lambda: LyingList(), [1, 2]),
    ],
)
def test_an_object_that_says_it_is_equal_is_not_believed(got: Callable[[], object], expected: object) -> None:
    assert find_difference(got(), expected) is not None


def test_a_wrong_type_is_told_with_the_value_of_both() -> None:
    found = find_difference((1, 2), [1, 2])
    assert (found.expected, found.got) == ("a value of type list: [1, 2]", "a value of type tuple: (1, 2)")


def test_tolerance_is_relative_and_absolute() -> None:
    assert find_difference(1_000_001.0, 1_000_000.0, tolerance=1e-5) is None
    assert find_difference(1e-6, 0.0, tolerance=1e-5) is None
    assert find_difference(1.0001, 1.0, tolerance=1e-5) is not None


def test_an_expected_value_that_is_not_plain_is_the_authors_mistake() -> None:
    with pytest.raises(TypeError, match="cannot compare a object"):
        find_difference(1, object())


@pytest.mark.parametrize("value", [list(range(10_000)), "x" * 10_000, {i: i for i in range(999)}])
def test_a_long_value_is_cut_in_the_middle(value: object) -> None:
    text = show(value)
    assert len(text) <= MAX_SHOWN
    assert " ... " in text
    assert text.startswith(repr(value)[:50])
    assert text.endswith(repr(value)[-50:])


def test_a_value_that_cannot_be_shown_is_named_by_its_type() -> None:
    assert show(BadRepr()) == "<BadRepr whose repr raises SystemExit>"


def test_an_address_is_not_shown() -> None:
    assert show(object()) == "<object object>"


def test_the_same_values_give_the_same_message_in_every_process() -> None:
    code = (
        "from bert2t5.compare import find_difference as f;"
        "print(f(set('abcd'), set('abcdefgh')), f(set('abcdefgh'), set('abcd')))"
    )
    command = [sys.executable, "-c", code]
    environments = [os.environ | {"PYTHONHASHSEED": seed} for seed in ("1", "2", "3")]
    texts = {subprocess.check_output(command, env=environment, text=True) for environment in environments}
    assert len(texts) == 1
