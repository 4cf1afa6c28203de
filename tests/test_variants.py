"""The answers of every lab's bank: the right ones earn full points, the wrong ones do not.

`make test` draws the hidden cases of one student, `make test-all` those of 20 more.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bert2t5.checks import SEED_VARIABLE
from bert2t5_grader.bank import BANK, Variant, variants
from bert2t5_grader.course import Course
from bert2t5_grader.inprocess import TestCell as Cell
from bert2t5_grader.inprocess import namespace, run_check
from bert2t5_grader.inprocess import test_cells as cells_with_a_check
from bert2t5_grader.matrix import Row
from bert2t5_grader.source import BEGIN, END, read_lab

COURSE = Course.find(Path(__file__).parent)
MORE_STUDENTS = [f"student-{number:02}" for number in range(1, 21)]
SHORT = 10  # lines of a body up to which there are few ways to be wrong


class Lab:
    """A lab's checks, by the function that they check, and the names that its cells define."""

    def __init__(self, name: str) -> None:
        self.notebook = read_lab(COURSE.source(name))
        self.cells: dict[str, Cell] = {cell.function: cell for cell in cells_with_a_check(self.notebook)}
        self.names = namespace(self.notebook)

    def judge(self, variant: Variant, function: str) -> Row:
        names = self.names | {function: variant.function}
        return Row(function, variant, run_check(self.cells[function], names))

    def lines_of_the_answer(self, function: str) -> int:
        """Lines between the markers of the reference's answer."""
        begins = re.compile(rf"^(?:def|class) {function}[(:]", re.MULTILINE)
        source = next(cell.source for cell in self.notebook.cells if begins.search(cell.source))
        definition = source[begins.search(source).start() :].partition("\n\n\n")[0]  # type: ignore[union-attr]
        bodies = re.findall(rf"{BEGIN}(.*?){END}", definition, re.DOTALL)
        return sum(len(body.strip().splitlines()) for body in bodies)


load = cache(Lab)  # once for each process


def functions() -> Iterator[tuple[str, str]]:
    for name in COURSE.labs:
        cells = cells_with_a_check(read_lab(COURSE.source(name)))
        yield from ((name, cell.function) for cell in cells)


FUNCTIONS = sorted(functions())
every_function = pytest.mark.parametrize(("lab", "function"), FUNCTIONS)


@every_function
def test_every_check_has_enough_right_and_wrong_answers(lab: str, function: str) -> None:
    answers = variants(lab, function)
    right = sum(variant.right for variant in answers)
    wrong = len(answers) - right
    lines = load(lab).lines_of_the_answer(function)
    assert lines > 0
    assert right >= 3
    assert wrong >= (3 if lines <= SHORT else 8)
    assert len({variant.label for variant in answers}) == len(answers)


@pytest.mark.parametrize("lab", COURSE.labs)
def test_the_bank_holds_no_answers_that_nobody_checks(lab: str) -> None:
    files = {path.stem for path in (BANK / lab).glob("*.py")}
    assert files == set(load(lab).cells)


@every_function
def test_right_answers_get_full_points_and_wrong_ones_do_not(
    lab: str, function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SEED_VARIABLE, raising=False)
    assert misjudged(lab, function) == []


@pytest.mark.full
@pytest.mark.parametrize("student", MORE_STUDENTS)
@every_function
def test_answers_are_judged_alike_whatever_cases_a_student_draws(
    lab: str, function: str, student: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SEED_VARIABLE, student)
    assert misjudged(lab, function) == []


def misjudged(lab: str, function: str) -> list[str]:
    """Return a line for each answer with the wrong points, and for each that is taken for another mistake."""
    rows = [load(lab).judge(variant, function) for variant in variants(lab, function)]
    wrong_points = [describe(row) for row in rows if not row.as_it_should]
    misnamed = [describe(row) for row in rows if row.verdict.misconception and not row.named]
    return wrong_points + misnamed


def describe(row: Row) -> str:
    kind = "right" if row.variant.right else "wrong"
    points = f"{row.verdict.earned:g} of {row.verdict.points:g} points"
    return f"{kind} answer {row.variant.label!r} got {points}: {row.verdict.reason}"
