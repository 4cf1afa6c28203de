"""Runs the test cells of an instructor's notebook in this process, with any answer in place.

For answers that we wrote ourselves (the bank, the reference): nothing here protects from the code it runs.
"""

import ast
import contextlib
import io
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from bert2t5.verdict import Verdict
from bert2t5_grader.check_call import find_check


@dataclass(frozen=True)
class TestCell:
    """A test cell: its grade id, the function that it checks, and its text with hidden tests."""

    grade_id: str
    function: str
    source: str


def test_cells(notebook: NotebookNode) -> list[TestCell]:
    """Return the notebook's test cells that hold a check, in order."""
    cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    checks = [(cell, find_check(cell.source)) for cell in cells if cell.cell_type == "code"]
    return [TestCell(cell.id, check.name, cell.source) for cell, check in checks if check]


def namespace(notebook: NotebookNode) -> dict[str, Any]:
    """Run the locked set-up cells and the reference's answers; return the names they define."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and marks and not marks["grade"]:
            exec(compile(cell.source, f"<{cell.id}>", "exec"), names)
    return names


def run_check(cell: TestCell, names: dict[str, Any]) -> Verdict:
    """Run a test cell with the given names and return the verdict that its last line gives."""
    body = ast.parse(cell.source).body
    last = body[-1]
    if not isinstance(last, ast.Expr):
        raise ValueError(f"{cell.grade_id}: the last line of a test cell is `check.verdict()`")
    names = dict(names)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(ast.Module(body[:-1], []), f"<{cell.grade_id}>", "exec"), names)
        verdict = eval(compile(ast.Expression(last.value), f"<{cell.grade_id}>", "eval"), names)
    if not isinstance(verdict, Verdict):
        raise ValueError(f"{cell.grade_id}: the last line gives a {type(verdict).__name__}, not a verdict")
    return verdict
