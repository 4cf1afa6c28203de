"""The class of `bench_grading`: kinds of submissions, what each must get, and where plain nbgrader misgrades.

It fits every lab with the four functions of `grading_lab.py` and their points. The kinds are those of the
sample class of `make demo`, without the endless loop and without the copied cells, which end plain nbgrader's
run; two more stand for rules of plain nbgrader.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import nbformat

from bert2t5_grader.course import Course
from bert2t5_grader.files import write_text
from bert2t5_grader.sample_class import NO_NOTEBOOK, STUDENTS, Draft

FUNCTIONS = ("mean_pool", "attention_weights", "count_parameters", "shift_right")
FULL = (3.0, 3.0, 2.0, 2.0)

STDERR = "any text on stderr in a test cell, a warning too, costs all its points"
LAST_VALUE = (
    "a cell that raises nothing earns full points unless its last value is a number: a verdict that says"
)
LAST_VALUE += " wrong counts as right"
TAG = "a submission keeps its cell tags: a test cell that a student tags `skip-execution` earns full points"
DELETED = "a deleted test cell does not come back: a right answer gets no grade"
SAME_PROCESS = (
    "tests run in the student's process: an object that says it equals everything passes every assert"
)
COPIED = "one copied cell ends the whole run: this submission and all that come after it get no grade"
NO_GRADE = "a file that is not a notebook gets no grade, and the command ends with an error"


@dataclass(frozen=True)
class Kind:
    """A kind of submission.

    Attributes:
        change: makes it of the released notebook; None for a file that is no notebook.
        points: what each function must earn, in the order of `FUNCTIONS`.
        misgraded: what plain nbgrader gives for a function instead (None: no grade), and by which rule.
    """

    change: Callable[[Draft], None] | None
    points: tuple[float, ...] = FULL
    misgraded: dict[str, tuple[float | None, str]] = field(default_factory=dict)

    @property
    def plain_points(self) -> tuple[float | None, ...]:
        """What plain nbgrader gives."""
        right = dict(zip(FUNCTIONS, self.points, strict=True))
        return tuple(self.misgraded.get(name, (right[name], ""))[0] for name in FUNCTIONS)


def _wrap(draft: Draft, function: str, body: str) -> None:
    """Put a function of the same name around an answer; in `body` the answer is called `answer`."""
    draft.cell(function).source += f"\n\n\ndef {function}(*args, answer={function}):\n    return {body}"


def _other_style(draft: Draft) -> None:
    draft.answer(list(FUNCTIONS))
    for name in FUNCTIONS:
        _wrap(draft, name, "answer(*list(args))")


def _mistakes(draft: Draft) -> None:
    """Two functions leave out the last item of what they return."""
    draft.answer(list(FUNCTIONS))
    for name in ("mean_pool", "shift_right"):
        _wrap(draft, name, "answer(*args)[:-1]")


def _raises(draft: Draft) -> None:
    draft.answer(list(FUNCTIONS))
    draft.cell("mean_pool").source += "\n\n\nraise RuntimeError('something else is wrong here')"
    _wrap(draft, "attention_weights", "args[99]")


def _skips_tests(draft: Draft) -> None:
    for cell in draft.tests:
        cell.metadata["tags"] = ["skip-execution"]


def _equals_everything(draft: Draft) -> None:
    draft.cell("mean_pool").source = """
class Everything:
    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        return lambda *args: self
"""
    for name in FUNCTIONS:
        draft.cell(name).source += f"\n\ndef {name}(*args):\n    return Everything()"


KINDS = {
    "perfect": Kind(STUDENTS["ada-perfect"]),
    "mistakes": Kind(_mistakes, (0, 3, 2, 0), {"shift_right": (2, LAST_VALUE)}),
    "warnings": Kind(STUDENTS["jun-warnings"], FULL, {"shift_right": (0, STDERR)}),
    "skips-tests": Kind(
        _skips_tests, (0, 0, 0, 0), {name: (full, TAG) for name, full in zip(FUNCTIONS, FULL, strict=True)}
    ),
    "half-finished": Kind(STUDENTS["ben-half-finished"], (3, 3, 0, 0), {"shift_right": (2, LAST_VALUE)}),
    "blank": Kind(STUDENTS["cleo-blank"], (0, 0, 0, 0), {"shift_right": (2, LAST_VALUE)}),
    "other-style": Kind(_other_style),
    "raises": Kind(_raises, (3, 0, 2, 2)),
    "deleted-a-test": Kind(STUDENTS["kim-deleted-a-test"], FULL, {"attention_weights": (None, DELETED)}),
    "edited-tests": Kind(STUDENTS["max-edited-tests"], (0, 0, 0, 0), {"shift_right": (2, LAST_VALUE)}),
    "equals-everything": Kind(
        _equals_everything,
        (0, 0, 0, 0),
        dict(zip(FUNCTIONS[:3], [(full, SAME_PROCESS) for full in FULL], strict=False))
        | {"shift_right": (2, LAST_VALUE)},
    ),
    "not-a-notebook": Kind(None, (0, 0, 0, 0), dict.fromkeys(FUNCTIONS, (None, NO_GRADE))),
}


ENDS_THE_RUN = {
    "a-copied-cells": Kind(STUDENTS["lena-copied-cells"], FULL, dict.fromkeys(FUNCTIONS, (None, COPIED))),
    "b-perfect": Kind(STUDENTS["ada-perfect"], FULL, dict.fromkeys(FUNCTIONS, (None, COPIED))),
}
"""Two students whom plain nbgrader is given apart from the class, to show the rule `COPIED`."""


def make_class(count: int) -> dict[str, Kind]:
    """Return this many students with their kinds, which come round."""
    names = islice(cycle(KINDS), count)
    return {f"s{number:02}-{name}": KINDS[name] for number, name in enumerate(names, start=1)}


def write_class(course: Course, lab: str, folder: Path, students: dict[str, Kind]) -> None:
    """Write a submission `STUDENT/LAB.ipynb` for each student."""
    instructor = course.read_instructor_notebook(lab)
    answers = {cell.id: cell.source for cell in instructor.cells if cell.id in FUNCTIONS}
    for student, kind in students.items():
        text = NO_NOTEBOOK["nora-not-a-notebook"]
        if kind.change:
            draft = Draft(lab, nbformat.read(course.student_notebook(lab), as_version=4), answers)
            kind.change(draft)
            text = nbformat.writes(draft.notebook)
        write_text(folder / student / f"{lab}.ipynb", text)
