"""A made-up class for a lab: one student for each kind of submission that a grader meets.

The answers come from the lab's reference and from the bank, so that a new lab has a sample class for free.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from bert2t5_grader.bank import Variant, variants
from bert2t5_grader.check_call import find_check
from bert2t5_grader.course import Course
from bert2t5_grader.files import write_text

Change = Callable[["Draft"], None]


@dataclass
class Draft:
    """A released notebook on its way to a submission.

    Attributes:
        lab: the lab's name.
        notebook: the released notebook, changed in place.
        answers: the reference's answer to each solution cell, by grade id.
    """

    lab: str
    notebook: NotebookNode
    answers: dict[str, str]

    def cell(self, grade_id: str) -> NotebookNode:
        """The cell with this grade id."""
        return next(cell for cell in self.notebook.cells if cell.id == grade_id)

    def answer(self, grade_ids: list[str]) -> None:
        """Fill in the reference's answers."""
        for grade_id in grade_ids:
            self.cell(grade_id).source = self.answers[grade_id]

    def answer_from_bank(self, pick: Callable[[list[Variant]], Variant], functions: list[str]) -> None:
        """Fill in an answer of the bank for each function."""
        for function in functions:
            self.cell(function).source = pick(list(variants(self.lab, function))).source

    @property
    def functions(self) -> list[str]:
        """The functions that have a check, in order."""
        checks = [find_check(cell.source) for cell in self.notebook.cells if cell.cell_type == "code"]
        return [check.name for check in checks if check]

    @property
    def tests(self) -> list[NotebookNode]:
        """The test cells, in order."""
        return [cell for cell in self.notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]


def write_class(course: Course, lab: str, folder: Path) -> list[str]:
    """Write one submission `STUDENT/LAB.ipynb` for each student of `STUDENTS` and return their names."""
    for student, change in STUDENTS.items():
        draft = _draft(course, lab)
        change(draft)
        write_text(folder / student / f"{lab}.ipynb", nbformat.writes(draft.notebook))
    for student, text in NO_NOTEBOOK.items():
        write_text(folder / student / f"{lab}.ipynb", text)
    return sorted([*STUDENTS, *NO_NOTEBOOK])


def _draft(course: Course, lab: str) -> Draft:
    notebook = nbformat.read(course.student_notebook(lab), as_version=4)
    instructor = course.read_instructor_notebook(lab)
    marked = {cell.id: cell for cell in instructor.cells if cell.metadata.get("nbgrader", {}).get("solution")}
    return Draft(lab, notebook, {grade_id: cell.source for grade_id, cell in marked.items()})


def _perfect(draft: Draft) -> None:
    draft.answer(list(draft.answers))


def _half(draft: Draft) -> None:
    draft.answer(list(draft.answers)[: len(draft.answers) // 2])


def _other_style(draft: Draft) -> None:
    draft.answer_from_bank(lambda bank: [item for item in bank if item.right][-1], draft.functions)


def _mistakes(number: int) -> Change:
    """Every second function has a wrong answer of the bank, the others are right."""

    def change(draft: Draft) -> None:
        _perfect(draft)
        wrong = draft.functions[number % 2 :: 2]
        draft.answer_from_bank(lambda bank: [item for item in bank if not item.right][number], wrong)

    return change


def _raises(draft: Draft) -> None:
    _perfect(draft)
    draft.cell(draft.functions[0]).source += "\n\nraise RuntimeError('something else is wrong here')"
    name = draft.functions[1]
    draft.cell(name).source = f"def {name}(*args):\n    return args[99]"


def _endless(draft: Draft) -> None:
    _perfect(draft)
    name = draft.functions[len(draft.functions) // 2]
    draft.cell(name).source = f"def {name}(*args):\n    while True:\n        pass"


def _warns(draft: Draft) -> None:
    """Every call of the first function warns and writes to stderr."""
    _perfect(draft)
    name = draft.functions[0]
    draft.cell(name).source += f"""

import sys
import warnings

quiet_{name} = {name}


def {name}(*args):
    warnings.warn("an old habit")
    print("a word to stderr", file=sys.stderr)
    return quiet_{name}(*args)"""


def _deleted_test(draft: Draft) -> None:
    _perfect(draft)
    draft.notebook.cells.remove(draft.tests[1])


def _copied_cells(draft: Draft) -> None:
    _perfect(draft)
    for cell in [draft.cell(draft.functions[0]), draft.tests[0]]:
        copy = nbformat.from_dict(cell) | {"id": f"{cell.id}-copy"}
        draft.notebook.cells.insert(draft.notebook.cells.index(cell) + 1, nbformat.from_dict(copy))


def _edited_test(draft: Draft) -> None:
    """Nothing is answered, and every test cell says that all is well."""
    for cell in draft.tests:
        cell.source = "print('all tests passed')"


STUDENTS: dict[str, Change] = {
    "ada-perfect": _perfect,
    "ben-half-finished": _half,
    "cleo-blank": lambda draft: None,
    "dan-other-style": _other_style,
    "eva-mistakes-1": _mistakes(0),
    "finn-mistakes-2": _mistakes(1),
    "gus-mistakes-3": _mistakes(2),
    "hana-raises": _raises,
    "ivo-endless-loop": _endless,
    "jun-warnings": _warns,
    "kim-deleted-a-test": _deleted_test,
    "lena-copied-cells": _copied_cells,
    "max-edited-tests": _edited_test,
}
NO_NOTEBOOK = {"nora-not-a-notebook": "Dear teacher, my notebook is in the attachment.\n"}
