"""A check calls the student's function, survives whatever it does, and says what was seen."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bert2t5.checks import SEED_VARIABLE, Check, session
from bert2t5.compare import MAX_SHOWN
from bert2t5.verdict import Failure, Property, Verdict


@dataclass(frozen=True)
class Mistake:
    function: Callable[..., Any]
    misconception: str


class UnicodeTrouble(ValueError):
    def __str__(self) -> str:
        raise RuntimeError("no text")


def double(number: int) -> int:
    return 2 * number


def square(number: int) -> int:
    return number * number


def unwritten(*args: object) -> None:
    raise NotImplementedError


def verdict_of(function: Callable[..., Any], *cases: tuple[Any, Any], hidden: bool = False) -> Verdict:
    check = Check("double", points=4)
    with (check.hidden if hidden else check.that)("small numbers", hint="add it to itself"):
        for given_, expected in cases:
            check.equal(function, given_, expected=expected)
    return check.verdict()


def failure_of(verdict: Verdict) -> Failure:
    failure = verdict.properties[0].failure
    assert failure is not None
    return failure


def fail(error: BaseException) -> Callable[..., Any]:
    def function(*args: object) -> None:
        raise error

    return function


def test_a_right_answer_holds_and_earns_every_point() -> None:
    verdict = verdict_of(double, (2, 4), (0, 0))
    assert (verdict.holds, verdict.earned, verdict.reason) == (True, 4, "")


def test_the_first_failure_is_shown_with_the_call() -> None:
    verdict = verdict_of(square, (2, 4), (3, 6), (4, 8))
    assert failure_of(verdict) == Failure("double(3)", "wrong value", "6", "9")
    assert (verdict.properties[0].passed, verdict.properties[0].total) == (1, 3)


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (ValueError("bad"), "ValueError: bad"),
        (ValueError(), "ValueError"),
        (SystemExit(3), "SystemExit: 3"),
        (RecursionError("deep"), "RecursionError: deep"),
        (UnicodeTrouble(), "UnicodeTrouble"),
        (NotImplementedError(), "NotImplementedError"),
    ],
)
def test_an_exception_is_a_failure_and_the_next_case_still_runs(error: BaseException, shown: str) -> None:
    verdict = verdict_of(fail(error), (1, 2), (2, 4))
    assert failure_of(verdict) == Failure("double(1)", "an exception", "a value", shown)
    assert verdict.properties[0].total == 2


def test_a_long_message_of_an_exception_is_cut() -> None:
    assert len(failure_of(verdict_of(fail(ValueError("x" * 10_000)), (1, 2))).got) <= MAX_SHOWN


def test_the_time_limit_ends_the_check() -> None:
    with pytest.raises(KeyboardInterrupt):
        verdict_of(fail(KeyboardInterrupt()), (1, 2))


@pytest.mark.parametrize(
    ("argument", "change"),
    [
        ([3, 1], lambda given_: given_.append(4)),
        ({"a": 1}, lambda given_: given_.clear()),
        ({1}, lambda given_: given_.add(2)),
        (([1], 2), lambda given_: given_[0].append(4)),
        ([[1]], lambda given_: given_[0].append(4)),
    ],
)
def test_a_function_that_changes_its_argument_fails(argument: Any, change: Callable[[Any], None]) -> None:
    before = repr(argument)
    verdict = verdict_of(lambda given_: change(given_), (argument, None))
    assert "changes its argument" in failure_of(verdict).what
    assert failure_of(verdict).call == f"double({before})"
    assert repr(argument) == before


def test_arguments_that_cannot_be_compared_are_passed_on() -> None:
    assert verdict_of(lambda functions: functions[0](4), ([double], 8)).holds


def test_a_generator_argument_is_a_copy_so_that_the_next_case_sees_the_same_draws() -> None:
    rng = random.Random(1)
    assert verdict_of(lambda rng: rng.random(), (rng, random.Random(1).random())).holds
    assert rng.random() == random.Random(1).random()


@pytest.mark.parametrize("error", [ValueError, Exception])
def test_raises_accepts_the_error_and_its_subclasses(error: type[Exception]) -> None:
    for raised in (ValueError("x"), UnicodeTrouble()):
        check = Check("double", points=1)
        with check.that("a word is refused", hint="raise"):
            check.raises(fail(raised), "word", error=error)
        assert check.verdict().holds


@pytest.mark.parametrize(
    ("function", "error", "got"),
    [
        (fail(KeyError("x")), ValueError, "KeyError"),
        (double, ValueError, "no error, 2"),
        (unwritten, RuntimeError, "NotImplementedError"),
        (unwritten, Exception, "NotImplementedError"),
    ],
)
def test_raises_refuses_another_error_a_value_and_an_unwritten_answer(
    function: Callable[..., Any], error: type[Exception], got: str
) -> None:
    check = Check("double", points=1)
    with check.that("a word is refused", hint="raise"):
        check.raises(function, 1, error=error)
    assert failure_of(check.verdict()) == Failure("double(1)", "wrong error", error.__name__, got)


def test_value_ends_the_block_on_an_exception_and_the_next_block_runs() -> None:
    check = Check("double", points=1)
    with check.that("even", hint="what is a double?"):
        check.require(check.value(unwritten, 1) % 2 == 0, "an odd number")
        check.require(True, "never reached")
    with check.that("small", hint="what is a double?"):
        check.require(check.value(double, 1) == 2, "a wrong number")
    assert [(part.passed, part.total) for part in check.verdict().properties] == [(0, 1), (1, 1)]


def test_require_says_what_is_wrong_with_a_value() -> None:
    check = Check("draw", points=1)
    with check.that("in range", hint="what may come out?"):
        check.require(False, "out of range", expected="below 1", got=3)
    assert failure_of(check.verdict()) == Failure("draw", "out of range", "below 1", "3")


SECRET = "zq7secret"


@pytest.mark.parametrize(
    "function",
    [
        lambda given_: given_ + "!",
        lambda given_: [given_],
        lambda given_: given_ + given_,
        fail(ValueError(SECRET)),
        fail(KeyError(SECRET)),
        lambda given_: fail(type(given_, (Exception,), {})())(),
        lambda given_: fail(type(f"ValueError{given_}", (ValueError,), {})())(),
    ],
)
def test_a_hidden_failure_reveals_no_input_expected_value_or_source(function: Callable[..., Any]) -> None:
    verdict = verdict_of(function, (SECRET, SECRET), hidden=True)
    bundle = verdict._repr_mimebundle_()
    assert not verdict.holds
    assert SECRET not in json.dumps(bundle) + verdict.reason + verdict.to_json()
    assert failure_of(verdict).call == failure_of(verdict).expected == failure_of(verdict).got == ""


def test_a_hidden_require_or_raises_reveals_nothing_either() -> None:
    check = Check("double", points=1)
    with check.hidden("fresh", hint="look at the hint"):
        check.require(False, SECRET, expected=SECRET, got=SECRET)
    with check.hidden("errors", hint="look at the hint"):
        check.raises(double, SECRET, error=ValueError)
    assert SECRET not in check.verdict().to_json()


def test_a_hidden_failure_names_a_built_in_exception() -> None:
    assert failure_of(verdict_of(unwritten, (1, 2), hidden=True)).what == "an exception: NotImplementedError"


def draws(monkeypatch: pytest.MonkeyPatch, seed: str, name: str = "double", prop: str = "fresh") -> float:
    monkeypatch.setenv(SEED_VARIABLE, seed)
    check = Check(name, points=1)
    with check.hidden(prop, hint="none") as rng:
        drawn = rng.random()
    return drawn


def test_the_seed_the_check_and_the_property_decide_the_hidden_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    once = draws(monkeypatch, "ada")
    random.seed(0)  # the global generator plays no part
    assert draws(monkeypatch, "ada") == once
    others = {
        draws(monkeypatch, "bob"),
        draws(monkeypatch, "ada", "half"),
        draws(monkeypatch, "ada", "double", "x"),
    }
    assert len(others | {once}) == 4


def test_without_a_seed_the_hidden_cases_are_those_of_seed_0(monkeypatch: pytest.MonkeyPatch) -> None:
    with_seed = draws(monkeypatch, "0")
    monkeypatch.delenv(SEED_VARIABLE)
    check = Check("double", points=1)
    with check.hidden("fresh", hint="none") as rng:
        assert rng.random() == with_seed


def diagnosed(function: Callable[..., Any], *mistakes: Callable[..., Any], cases: int = 3) -> str:
    check = Check("double", points=1)
    with check.that("small", hint="none"):
        for number in range(cases):
            check.equal(function, number, expected=2 * number)
    check.diagnose([Mistake(mistake, mistake.__name__) for mistake in mistakes])
    return check.verdict().misconception


def test_diagnose_names_the_mistake_that_does_the_same_in_every_call() -> None:
    assert diagnosed(lambda number: number**2, unwritten, lambda number: number + 1, square) == "square"


def test_diagnose_names_no_mistake_that_differs_in_one_call() -> None:
    assert diagnosed(lambda number: number**2 if number < 2 else 0, square) == ""


@pytest.mark.parametrize("mistake", [double, square, unwritten])
def test_diagnose_names_nothing_for_a_right_answer(mistake: Callable[..., Any]) -> None:
    assert diagnosed(double, mistake) == ""
    assert diagnosed(double, mistake, cases=1) == ""


def test_diagnose_compares_kinds_of_exceptions_and_changes_of_arguments() -> None:
    def clears(numbers: list[int]) -> list[int]:
        numbers.clear()
        return [1]

    check = Check("first", points=1)
    with check.that("small", hint="none"):
        check.equal(clears, [1, 2], expected=[1])
    check.diagnose([Mistake(lambda numbers: [1], "right"), Mistake(clears, "clears")])
    assert check.verdict().misconception == "clears"
    assert diagnosed(fail(KeyError()), fail(ValueError()), fail(KeyError())) == "function"


def drawn(function: Callable[..., Any], *mistakes: Callable[..., Any], numbers: int = 3) -> str:
    check = Check("draw", points=1)
    with check.that("below a half", hint="none"):
        for seed in range(numbers):
            check.require(check.value(function, random.Random(seed)) < 0.5, "too high")
    check.diagnose([Mistake(mistake, mistake.__name__) for mistake in mistakes])
    return check.verdict().misconception


def test_diagnose_compares_the_calls_whose_values_a_condition_judges() -> None:
    def first(rng: random.Random) -> float:
        return rng.random()

    def second(rng: random.Random) -> float:
        return [rng.random(), rng.random()][1]

    assert drawn(lambda rng: rng.random(), second, first) == "first"
    assert drawn(lambda rng: rng.random() / 2, second, first) == ""
    assert drawn(lambda rng: rng.random() / 9, lambda rng: rng.random() / 9) == ""  # each condition holds
    assert drawn(unwritten, second, fail(NotImplementedError())) == "function"


def test_diagnose_names_nothing_without_a_call() -> None:
    assert drawn(unwritten, square, numbers=0) == ""
    check = Check("double", points=1)
    with check.that("anything", hint="none"):
        check.require(False, "a wrong number")
    check.diagnose([Mistake(square, "square")])
    assert check.verdict().misconception == ""


def test_diagnose_stops_at_the_first_call_that_differs() -> None:
    seen: list[int] = []

    def other(number: int) -> int:
        seen.append(number)
        return number if number < 2 else -1

    assert diagnosed(lambda number: number, other, cases=100) == ""
    assert seen == [0, 1, 2]


def test_diagnose_survives_values_that_are_not_plain() -> None:
    assert diagnosed(lambda number: object(), lambda number: object()) == ""


def test_a_case_needs_a_property_and_properties_do_not_nest() -> None:
    check = Check("double", points=1)
    with pytest.raises(RuntimeError, match="needs a property"):
        check.equal(double, 1, expected=2)
    inner = check.that("inner", hint="")
    with check.that("outer", hint=""), pytest.raises(RuntimeError, match="opened inside 'outer'"), inner:
        pass


@pytest.mark.parametrize("points", [0, -1, float("nan")])
def test_a_check_is_worth_more_than_nothing(points: float) -> None:
    with pytest.raises(ValueError, match="must be above 0"):
        Check("double", points=points)


def test_a_property_or_a_check_without_cases_holds_nothing() -> None:
    check = Check("double", points=1)
    assert (check.verdict().earned, check.verdict().reason) == (0, "nothing was checked")
    with check.that("empty", hint=""):
        pass
    verdict = check.verdict()
    assert (verdict.holds, verdict.earned, verdict.reason) == (False, 0, "empty: no case was checked")


def test_the_latest_verdict_of_a_check_is_kept_for_the_last_cell() -> None:
    verdict_of(square, (3, 6))
    latest = verdict_of(double, (3, 6))
    assert session["double"] == latest


COUNTS = st.integers(1, 30).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
PARTS = st.lists(st.tuples(COUNTS, st.booleans()), min_size=1, max_size=6)


def verdict_from(points: float, parts: list[tuple[tuple[int, int], bool]]) -> Verdict:
    properties = [Property("p", "", hidden, passed, total, None) for (passed, total), hidden in parts]
    return Verdict("f", points, False, tuple(properties))


@given(st.integers(1, 40).map(lambda halves: halves / 2), PARTS)
def test_points_round_down_to_halves_and_are_full_only_when_everything_holds(
    points: float, parts: list[tuple[tuple[int, int], bool]]
) -> None:
    verdict = verdict_from(points, parts)
    share = sum(passed / total for (passed, total), _ in parts) / len(parts)
    assert 0 <= verdict.earned <= points
    assert (2 * verdict.earned).is_integer()
    assert verdict.earned <= points * share + 1e-9
    assert (verdict.earned == points) == verdict.holds
    if not any(hidden for _, hidden in parts):
        assert verdict.earned > points * share - 0.5 - 1e-9


def test_half_a_point_is_not_lost_to_rounding_errors() -> None:
    # in floats the mean of 3/6 and 4/6 is 0.5833333333333333, and 12 times that is below 7
    assert verdict_from(12, [((3, 6), False), ((4, 6), False)]).earned == 7


def test_hidden_properties_gate_the_points() -> None:
    visible, nothing, half = ((5, 5), False), ((0, 4), True), ((2, 4), True)
    assert verdict_from(8, [visible, visible, visible, nothing]).earned == 0
    assert verdict_from(8, [visible, visible, visible, half]).earned == 4
    assert verdict_from(8, [((0, 5), False), ((4, 4), True)]).earned == 4


@pytest.mark.parametrize(("passed", "total"), [(2, 1), (-1, 1), (0, -1)])
def test_more_than_every_case_cannot_pass(passed: int, total: int) -> None:
    with pytest.raises(ValueError, match="cannot have passed"):
        Property("p", "", False, passed, total, None)
