"""Brings a submission into the shape of its release before anything runs.

Locked cells get the instructor's text back, deleted cells return at their place, copies become plain
cells, changed types and points are undone. What the student wrote stays, in the student's order, and
every repair is noted.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from bert2t5_grader.source import BEGIN_HIDDEN, END_HIDDEN
from bert2t5_grader.submission import NOTE

PICTURES = ("image/png", "image/jpeg", "image/gif")


@dataclass(frozen=True)
class SourceCell:
    """A released cell as the gradebook recorded it."""

    grade_id: str
    cell_type: str
    source: str
    locked: bool
    marks: dict[str, Any]

    def fresh(self) -> NotebookNode:
        """Return the cell as it was released."""
        return self.holding(self.source)

    def holding(self, source: str) -> NotebookNode:
        """Return the cell with another text."""
        new = nbformat.v4.new_code_cell if self.cell_type == "code" else nbformat.v4.new_markdown_cell
        return new(source, id=self.grade_id, metadata={"nbgrader": dict(self.marks)})


class RepairSubmission(NbGraderPreprocessor):  # type: ignore[misc]
    """The one step of nbgrader's sanitizing: rebuilds the notebook around the student's text."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(where["notebook"], where["assignment"])
            source_cells = _source_cells(notebook)
            kernelspec = json.loads(notebook.kernelspec)
        unreadable = why_unreadable(nb)
        nb, repairs = repair(nb, source_cells)
        nb.metadata = nbformat.from_dict({"kernelspec": kernelspec})
        nb.metadata[NOTE] = nbformat.from_dict(
            {"unreadable": unreadable, "repairs": [] if unreadable else repairs}
        )
        return nb, resources


def why_unreadable(nb: NotebookNode) -> str:
    """Return our reader's reason, or an empty string: a notebook with cells brought such a note along."""
    note = nb.metadata.get(NOTE)
    return str(note.get("unreadable", "")) if isinstance(note, dict) and not nb.cells else ""


def repair(nb: NotebookNode, source_cells: list[SourceCell]) -> tuple[NotebookNode, list[str]]:
    """Return the repaired notebook and what was repaired, one line each."""
    released = {cell.grade_id: cell for cell in source_cells}
    repairs: list[str] = []
    cells: list[NotebookNode] = []
    seen: set[str] = set()
    for number, cell in enumerate(nb.cells, start=1):
        grade_id = _grade_id(cell)
        if grade_id in released and grade_id not in seen:
            seen.add(grade_id)
            cells.append(_restore(cell, released[grade_id], repairs))
        else:
            if grade_id in seen:
                repairs.append(f"{grade_id}: a copy of this cell was made a plain cell")
            cells.append(_plain(cell, number))
    cells = _reinsert(cells, source_cells, repairs)
    return nbformat.v4.new_notebook(cells=cells), repairs


def _grade_id(cell: NotebookNode) -> str:
    marks = cell.get("metadata", {}).get("nbgrader", {})
    grade_id = marks.get("grade_id", "") if isinstance(marks, dict) else ""
    return grade_id if isinstance(grade_id, str) else ""


def _restore(cell: NotebookNode, released: SourceCell, repairs: list[str]) -> NotebookNode:
    if cell.cell_type != released.cell_type:
        repairs.append(f"{released.grade_id}: the cell's type was set back to {released.cell_type}")
    if not released.locked:
        return _with_pictures(released.holding(cell.source), cell)
    if cell.source != released.source and not _differs_by_hidden_tests(cell.source, released.source):
        repairs.append(f"{released.grade_id}: this locked cell was changed; the original was put back")
    return released.fresh()


def _with_pictures(answer: NotebookNode, cell: NotebookNode) -> NotebookNode:
    """Return a written answer with the pictures that were pasted into it; nothing else is attached."""
    attached = cell.get("attachments", {}) if answer.cell_type == "markdown" else {}
    kept = {
        name: {kind: data for kind, data in bundle.items() if kind in PICTURES and _is_base64(data)}
        for name, bundle in attached.items()
    }
    if kept := {name: bundle for name, bundle in kept.items() if bundle}:
        answer.attachments = nbformat.from_dict(kept)
    return answer


def _is_base64(data: object) -> bool:
    """True for text that cannot end the attribute of the page in which it will stand."""
    return isinstance(data, str) and re.fullmatch(r"[A-Za-z0-9+/=\s]*", data) is not None


def _differs_by_hidden_tests(submitted: str, released: str) -> bool:
    """True when the submitted text is the released one without its hidden tests."""
    kept, hidden = [], False
    for line in released.splitlines():
        if BEGIN_HIDDEN in line:
            hidden = True
        if not hidden:
            kept.append(line)
        if END_HIDDEN in line:
            hidden = False
    return submitted.strip() == "\n".join(kept).strip()


def _plain(cell: NotebookNode, number: int) -> NotebookNode:
    """A student's own cell: its text, and none of its metadata, outputs or attachments."""
    cell_id = f"student-{number:03}"
    if cell.cell_type == "code":
        return nbformat.v4.new_code_cell(cell.source, id=cell_id)
    if cell.cell_type == "markdown":
        return nbformat.v4.new_markdown_cell(cell.source, id=cell_id)
    return nbformat.v4.new_raw_cell(cell.source, id=cell_id)


def _reinsert(
    cells: list[NotebookNode], source_cells: list[SourceCell], repairs: list[str]
) -> list[NotebookNode]:
    """Put each missing cell, and each locked one that stands too early, behind its predecessor."""
    position = -1
    for source in source_cells:
        at = next((index for index, cell in enumerate(cells) if cell.id == source.grade_id), None)
        if at is not None and (at > position or not source.locked):
            position = max(position, at)
            continue
        if at is None:
            repairs.append(f"{source.grade_id}: this cell was missing; the released one was put back")
        else:
            repairs.append(f"{source.grade_id}: this cell was moved; it was put back to its place")
            del cells[at]
            position -= 1
        position += 1
        cells.insert(position, source.fresh())
    return cells


def _source_cells(notebook: Any) -> list[SourceCell]:
    """Return the released cells of a notebook in the gradebook, in notebook order."""
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    answers = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    found = []
    for cell in notebook.source_cells:
        marks: dict[str, Any] = {
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
            "grade": cell.name in points and cell.name not in tasks,
            "grade_id": cell.name,
            "locked": cell.locked,
            "schema_version": 3,
            "solution": cell.name in answers,
            "task": cell.name in tasks,
        }
        if cell.name in points:
            marks["points"] = points[cell.name]
        found.append(SourceCell(cell.name, cell.cell_type, cell.source, cell.locked, marks))
    return found
