"""The checks of a lab: call the student's function, compare, say what was seen.

A check gets the student's function as an argument and uses nothing else of the student's notebook.

    check = Check("double", points=2)
    with check.that("zero stays zero", hint="what is twice nothing?"):
        check.equal(double, 0, expected=0)
    check.verdict()

What it leaves out: it runs where the function runs, so a function that never returns stops it too.
"""

import builtins
import copy
import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from bert2t5.compare import Difference, find_difference, plain, shorten, show
from bert2t5.compare_arrays import numbers
from bert2t5.verdict import EXCEPTION, Failure, Property, Verdict

SEED_VARIABLE = "BERT2T5_SEED"  # what fresh inputs are drawn from; the grader sets it for each student

Function = Callable[..., Any]


class Mistake(Protocol):
    """A wrong answer that people really write, with the misconception behind it."""

    @property
    def misconception(self) -> str: ...

    @property
    def function(self) -> Function: ...


class Check:
    """Collects what is checked about one function and sums it up in a verdict.

    Args:
        name: the function's name, as the student wrote it.
        points: what a right answer earns, above 0.
        bonus: the points come on top of the lab's total.
        without: modules that the answer must not use: each call finds them empty. At grading they are not
            there at all.

    >>> check = Check("double", points=2)
    >>> with check.that("small numbers", hint="add the number to itself"):
    ...     check.equal(lambda x: x + x, 2, expected=4)
    ...     check.equal(lambda x: x * x, 3, expected=6)
    >>> verdict = check.verdict()
    >>> verdict.earned, verdict.properties[0].failure.got
    (1.0, '9')
    """

    def __init__(
        self, name: str, points: float, *, bonus: bool = False, without: tuple[str, ...] = ()
    ) -> None:
        if not points > 0:
            raise ValueError(f"Check({name!r}): points are {points}, must be above 0")
        self.name = name
        self.points = points
        self.bonus = bonus
        self.without = without
        self._properties: list[Property] = []
        self._open: _Tally | None = None
        self._calls: list[_Call] = []
        self._misconception = ""

    @contextmanager
    def that(self, name: str, hint: str) -> Iterator[None]:
        """Open a visible property; the cases inside the block belong to it."""
        with self._tally(name, hint, hidden=False):
            yield

    @contextmanager
    def hidden(self, name: str, hint: str) -> Iterator[random.Random]:
        """Open a hidden property and hand out the generator of its fresh inputs.

        The generator depends on the seed, the check and the property alone, so a student gets the
        same inputs in every regrade.
        """
        seed = os.environ.get(SEED_VARIABLE, "0")
        with self._tally(name, hint, hidden=True):
            yield random.Random(f"{seed}/{self.name}/{name}")

    def equal(
        self,
        function: Function,
        *args: Any,
        expected: Any,
        tolerance: float | None = None,
        via: Function | None = None,
        **keywords: Any,
    ) -> None:
        """Call `function(*args, **keywords)` and compare what it returns; a failure does not end the block.

        Args:
            function: the answer; it may be a class.
            args, keywords: given to it as copies, which it must not change.
            expected: the right value.
            tolerance: of `find_difference`.
            via: how the answer is used, where that takes more than a call: it is called as
                `via(function, *args, **keywords)`.
        """
        call = self._call(function, args, keywords, via)
        found = call.problem or find_difference(call.value, expected, tolerance)
        self._record(call, found)

    def raises(
        self,
        function: Function,
        *args: Any,
        error: type[Exception],
        via: Function | None = None,
        **keywords: Any,
    ) -> None:
        """Call `function(*args, **keywords)` and expect an exception of the type `error` or a subclass of it.

        `NotImplementedError`, which an unwritten answer raises, has to be named itself.
        """
        call = self._call(function, args, keywords, via)
        seen = call.error.__name__ if call.error else f"no error, {show(call.value)}"
        unwritten = call.error is NotImplementedError and error is not NotImplementedError
        fine = call.error is not None and issubclass(call.error, error) and not unwritten
        self._record(call, None if fine else Difference("wrong error", error.__name__, seen))

    def value(self, function: Function, *args: Any, via: Function | None = None, **keywords: Any) -> Any:
        """Call `function(*args, **keywords)` and return its value; an exception ends the block as a failure.

        For properties that no single expected value can state; `require` then judges the value.
        """
        call = self._call(function, args, keywords, via)
        if call.problem:
            self._record(call, call.problem)
            raise _BlockEnds
        return plain(call.value)

    def require(self, condition: bool, what: str, *, expected: object = "", got: object = "") -> None:
        """Count a case that passes when `condition` is true; `what` says what is wrong otherwise."""
        failure = None if condition else Failure(self.name, what, str(expected), str(got))
        self._current().add(failure)

    def diagnose(self, mistakes: Iterable[Mistake]) -> None:
        """Name the known mistake that does the same as the student's function in every call so far.

        The calls are compared in their order, up to the first in which the two differ.
        """
        if not self._calls or all(part.holds for part in self._properties):
            return
        for mistake in mistakes:
            if all(call.same_as(mistake.function) for call in self._calls):
                self._misconception = mistake.misconception
                return

    def verdict(self) -> Verdict:
        """Return what was found; Jupyter shows it as a card."""
        verdict = Verdict(self.name, self.points, self.bonus, tuple(self._properties), self._misconception)
        session[self.name] = verdict
        return verdict

    @contextmanager
    def _tally(self, name: str, hint: str, hidden: bool) -> Iterator[None]:
        if self._open is not None:
            raise RuntimeError(
                f"property {name!r} was opened inside {self._open.name!r}: close that one first"
            )
        self._open = _Tally(name, hint, hidden)
        try:
            yield
        except _BlockEnds:
            pass  # the failure was recorded where it was raised
        finally:
            self._properties.append(self._open.close())
            self._open = None

    def _current(self) -> "_Tally":
        if self._open is None:
            raise RuntimeError("a case needs a property around it: `with check.that(name, hint):`")
        return self._open

    def _call(
        self, function: Function, args: tuple[Any, ...], keywords: dict[str, Any], via: Function | None
    ) -> "_Call":
        with emptied(self.without):
            self._calls.append(_Call.make(function, args, keywords, via))
        return self._calls[-1]

    def _record(self, call: "_Call", found: Difference | None) -> None:
        failure = Failure(call.shown(self.name), found.what, found.expected, found.got) if found else None
        self._current().add(failure)


session: dict[str, Verdict] = {}  # the latest verdict of every check in this process, for the last cell


class _BlockEnds(Exception):
    """Leaves a property's block after a failure that the rest of the block hangs on."""


@dataclass
class _Call:
    """A call of the student's function and what came of it: a value or the type of an exception."""

    args: tuple[Any, ...]
    keywords: dict[str, Any]
    via: Function | None = None
    value: Any = None
    error: type[BaseException] | None = None
    problem: Difference | None = None

    @classmethod
    def make(
        cls, function: Function, args: tuple[Any, ...], keywords: dict[str, Any], via: Function | None
    ) -> "_Call":
        # A generator's state is a tuple of 625 whole numbers, which deepcopy would visit one by one.
        all_args = [*args, *keywords.values()]
        generators = {id(arg): copy.copy(arg) for arg in all_args if isinstance(arg, random.Random)}
        given, named = copy.deepcopy((args, keywords), generators)
        try:
            value = via(function, *given, **named) if via else function(*given, **named)
        except (Exception, SystemExit) as error:  # KeyboardInterrupt is the time limit: it passes
            problem = Difference(EXCEPTION, "a value", _describe(error))
            return cls(args, keywords, via, error=type(error), problem=problem)
        changed = _changed_argument([*given, *named.values()], all_args)
        return cls(args, keywords, via, value, problem=changed)

    def shown(self, name: str) -> str:
        """Return the call as the student would write it."""
        given = [show(arg) for arg in self.args] + [
            f"{key}={show(arg)}" for key, arg in self.keywords.items()
        ]
        if self.via:
            return f"{self.via.__name__}({', '.join([name, *given])})"
        return f"{name}({', '.join(given)})"

    def same_as(self, function: Function) -> bool:
        """True when `function` gives the same value or the same kind of exception."""
        other = _Call.make(function, self.args, self.keywords, self.via)
        if self.error or other.error:
            return self.error is other.error
        if bool(self.problem) != bool(other.problem):
            return False
        try:
            return find_difference(self.value, other.value) is None
        except TypeError:  # not a plain value, so not one that can be told equal
            return False


@contextmanager
def emptied(modules: tuple[str, ...]) -> Iterator[None]:
    """Take away, inside the block, everything that these modules offer.

    >>> import fractions
    >>> with emptied(("fractions",)):
    ...     fractions.Fraction(1, 2)
    Traceback (most recent call last):
    ImportError: fractions must not be used in the answer that is checked here
    >>> fractions.Fraction(1, 2)
    Fraction(1, 2)
    """
    found = [module for name, module in list(sys.modules.items()) if name.partition(".")[0] in modules]
    kept = [(vars(module), dict(vars(module))) for module in found if module is not None]
    try:
        for names, before in kept:
            names.clear()
            names.update({key: value for key, value in before.items() if key.startswith("__")})
            names["__getattr__"] = partial(_refuse, before.get("__name__", ""))
        yield
    finally:
        for names, before in kept:
            names.clear()
            names.update(before)


def beside(answer: object, thing: Any) -> Any:
    """Return a library's class or function as it is where an answer lives.

    That is the thing itself, but for a grader that keeps the answer in another process: what has to work with
    the answer's objects in place, an optimizer for instance, is made there.

    >>> beside(len, sorted) is sorted
    True
    """
    find = getattr(type(answer), "__beside__", None)
    return find(answer, thing) if find else thing


def _refuse(module: str, name: str) -> None:
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError(f"{module} must not be used in the answer that is checked here")


def _describe(error: BaseException) -> str:
    """Return an exception's type and message in one short text."""
    try:
        message = str(error)
    except (Exception, SystemExit):
        message = ""
    name = type(error).__name__
    return shorten(f"{name}: {message}" if message else name)


def _changed_argument(given: list[Any], args: list[Any]) -> Difference | None:
    for after, before in zip(given, args, strict=True):
        holds_more = isinstance(before, (list, tuple, dict, set)) or numbers(before)
        if holds_more and _differs(after, before):
            return Difference("the function changes its argument; work on a copy", show(before), show(after))
    return None


def _differs(after: object, before: object) -> bool:
    try:
        return find_difference(after, before, 0.0) is not None
    except TypeError:  # it holds something that is not plain, a function for instance
        return False


def is_builtin_exception(name: str) -> bool:
    """True for the name of a built-in exception; another name could be made to spell a hidden input.

    >>> is_builtin_exception("ValueError"), is_builtin_exception("print"), is_builtin_exception("Input_17")
    (True, False, False)
    """
    known = getattr(builtins, name, None)
    return isinstance(known, type) and issubclass(known, BaseException)


@dataclass
class _Tally:
    """The running count of a property's cases."""

    name: str
    hint: str
    hidden: bool
    passed: int = 0
    total: int = 0
    failures: list[Failure] = field(default_factory=list)

    def add(self, failure: Failure | None) -> None:
        self.total += 1
        if failure is None:
            self.passed += 1
        else:
            self.failures.append(failure)

    def close(self) -> Property:
        """Return the property; a hidden one keeps of its first failure what gives no input away."""
        return Property(self.name, self.hint, self.hidden, self.passed, self.total, self._first())

    def _first(self) -> Failure | None:
        if not self.failures:
            return None
        first = self.failures[0]
        if not self.hidden:
            return first
        if first.what != EXCEPTION:
            return Failure("", "a wrong answer", "", "")
        name = first.got.split(":")[0]
        shown = name if is_builtin_exception(name) else "of a type that you defined"
        return Failure("", f"{EXCEPTION}: {shown}", "", "")
