"""A lab of two functions, small enough to read here, and the cells that nbgrader would record of it."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from bert2t5.verdict import Failure, Property, Verdict
from bert2t5_grader.repair import SourceCell
from bert2t5_grader.submission import NOTE

LAB = "01_small"

SOURCE = '''# %% [markdown]
# # A small lab

# %% nbgrader={"grade_id": "setup", "locked": true}
from bert2t5.checks import Check

# %% nbgrader={"grade_id": "double", "solution": true}
def double(number):
    """Return twice the number."""
    ### BEGIN SOLUTION
    twice_as_much = number + number if number < 10**9 else 2 * number
    return twice_as_much
    ### END SOLUTION

# %% nbgrader={"grade_id": "test_double", "points": 8}
check = Check("double", points=8)
with check.that("small numbers", hint="add it to itself"):
    check.equal(double, 1, expected=2)
### BEGIN HIDDEN TESTS
with check.hidden("fresh numbers", hint="add it to itself") as rng:
    fresh_number = rng.randint(10, 99)
    check.equal(double, fresh_number, expected=2 * fresh_number)
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "half", "solution": true}
### BEGIN SOLUTION
half = lambda number: number / 2
### END SOLUTION

# %% nbgrader={"grade_id": "test_half", "points": 0}
check = Check("half", points=5, bonus=True)
with check.that("small numbers", hint="one of two parts"):
    check.equal(half, 2, expected=1.0)
check.verdict()
'''


def source_cells(notebook: NotebookNode) -> list[SourceCell]:
    """Return the graded and protected cells of an instructor's notebook, as the gradebook holds them."""
    marked = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    return [
        SourceCell(
            cell.id,
            cell.cell_type,
            cell.source,
            cell.metadata.nbgrader.locked,
            dict(cell.metadata.nbgrader) | {"cell_type": cell.cell_type, "checksum": ""},
        )
        for cell in marked
    ]


def executed(cell: NotebookNode, verdict: Verdict | None, state: str = "ok") -> NotebookNode:
    """Return a copy of a test cell as running it would leave it."""
    cell = nbformat.from_dict(cell)
    cell.metadata[NOTE] = nbformat.from_dict({"state": state})
    if verdict:
        bundle = verdict._repr_mimebundle_()
        cell.outputs = [nbformat.v4.new_output("execute_result", data=bundle, execution_count=1)]
    return cell


def verdict(name: str, points: float, passed: int = 1, what: str = "wrong", **changes: object) -> Verdict:
    """Return a verdict with one hidden property of one case."""
    failure = None if passed else Failure("", what, "", "")
    return Verdict(
        name,
        points,
        **{"bonus": False} | changes,
        properties=(Property("fresh numbers", "a hint", True, passed, 1, failure),),
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes: what "nothing was written" is compared by."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
