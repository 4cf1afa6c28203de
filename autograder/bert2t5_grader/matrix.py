"""Runs the bank through a lab's checks: who gets which points, and is that right?"""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from bert2t5.verdict import Verdict
from bert2t5_grader.bank import Variant, variants
from bert2t5_grader.course import Course
from bert2t5_grader.inprocess import namespace, run_check, test_cells


@dataclass(frozen=True)
class Row:
    """One answer of the bank and its verdict."""

    function: str
    variant: Variant
    verdict: Verdict

    @property
    def as_it_should(self) -> bool:
        """A right answer gets full points, a wrong one does not."""
        return (self.verdict.earned == self.verdict.points) == self.variant.right

    @property
    def named(self) -> bool:
        """The feedback of a wrong answer names its own misconception."""
        return self.verdict.misconception == self.variant.label


def run_bank(course: Course, lab: str) -> Iterator[Row]:
    """Run every answer of the bank through the check of its function, one at each step."""
    notebook = course.read_instructor_notebook(lab)
    names = namespace(notebook)
    for cell in test_cells(notebook):
        for variant in variants(lab, cell.function):
            verdict = run_check(cell, names | {cell.function: variant.function})
            yield Row(cell.function, variant, verdict)


def count_answers(course: Course, lab: str) -> int:
    """Return how many answers the bank holds for a lab."""
    notebook = course.read_instructor_notebook(lab)
    return sum(len(variants(lab, cell.function)) for cell in test_cells(notebook))


def as_table(rows: list[Row]) -> Table:
    """Return the matrix for a terminal."""
    table = Table("function", "answer", "points", "as it should", "what the check saw", title="the bank")
    for row in rows:
        kind = "right" if row.variant.right else "wrong"
        points = f"{row.verdict.earned:g}/{row.verdict.points:g}"
        seen = row.verdict.reason
        judged = "yes" if row.as_it_should else "NO"
        table.add_row(row.function, Text(f"{kind}: {row.variant.label}"), points, judged, Text(seen))
    return table
