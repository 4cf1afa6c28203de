"""A lab's source: a jupytext percent script becomes the instructor's notebook.

The only hand-edited form of a lab is `solutions/NN_topic.py`. Two things in it are short forms:

- cell metadata: `nbgrader={"grade_id": "test_merge_pair", "points": 8}` becomes nbgrader's schema 3;
- an answer: a solution cell says `from bert2t5_reference.bpe import merge_pair` and gets that
  function's source, which carries `### BEGIN SOLUTION` and `### END SOLUTION`.

Cell ids are grade ids, or count up, so that the same source gives the same bytes.
"""

import ast
import importlib
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bert2t5_grader.errors import LabSourceError

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


class CellSpec(BaseModel):
    """Short metadata of a graded or protected cell.

    Attributes:
        grade_id: the cell's name, unique in the lab: letters, digits, `_` and `-`.
        points: makes it a test cell worth that many points; 0 for a bonus.
        solution: the student writes this cell.
        manual: with `points`: a person grades the student's text.
        locked: read-only, restored before grading.
    """

    model_config = ConfigDict(extra="forbid")

    grade_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    points: float | None = Field(default=None, ge=0)
    solution: bool = False
    manual: bool = False
    locked: bool = False

    def expand(self, cell_type: str) -> dict[str, Any]:
        """Return nbgrader's metadata, schema 3."""
        answer = self.solution or self.manual
        expanded: dict[str, Any] = {
            "grade": self.points is not None,
            "grade_id": self.grade_id,
            "locked": not answer,
            "schema_version": 3,
            "solution": answer,
            "task": False,
        }
        return expanded if self.points is None else expanded | {"points": self.points}


def read_lab(path: Path) -> NotebookNode:
    """Return the instructor's notebook of a lab source.

    Raises:
        LabSourceError: the source breaks a rule; the message says which and where.
    """
    lab = jupytext.read(path, fmt="py:percent")
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNELSPEC})
    seen: set[str] = set()
    for number, cell in enumerate(lab.cells, start=1):
        spec = _spec(path, number, cell)
        if spec and spec.grade_id in seen:
            raise LabSourceError(
                path, f"cell {number}", f"grade_id {spec.grade_id!r} stands twice", "Each may stand once"
            )
        notebook.cells.append(_expand(path, number, cell, spec))
        seen |= {spec.grade_id} if spec else set()
    nbformat.validate(notebook)
    return notebook


def _spec(path: Path, number: int, cell: NotebookNode) -> CellSpec | None:
    if "nbgrader" not in cell.metadata:
        return None
    try:
        return CellSpec.model_validate(dict(cell.metadata["nbgrader"]))
    except ValidationError as error:
        first = error.errors()[0]
        found = f"nbgrader metadata {'.'.join(map(str, first['loc']))}: {first['msg']}"
        allowed = f"Allowed keys: {', '.join(CellSpec.model_fields)}"
        raise LabSourceError(path, f"cell {number}", found, allowed) from None


def _expand(path: Path, number: int, cell: NotebookNode, spec: CellSpec | None) -> NotebookNode:
    new = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
    if spec is None:
        return new(cell.source, id=f"cell-{number:03}")
    source = cell.source
    if cell.cell_type == "code" and (spec.solution or spec.locked):
        source = _paste(path, spec.grade_id, source)
        _require_markers(path, spec, source)
    if spec.points is not None and not spec.manual:
        _require_same_points(path, spec, source)
    return new(source, id=spec.grade_id, metadata={"nbgrader": spec.expand(cell.cell_type)})


def _paste(path: Path, grade_id: str, source: str) -> str:
    """Replace each `from bert2t5_reference.x import f` by the source of `f`; other lines stay."""
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bert2t5_reference"):
            lines[node.lineno - 1 : node.end_lineno] = [_definitions(path, grade_id, node)]
    return "\n".join(lines)


def _definitions(path: Path, grade_id: str, node: ast.ImportFrom) -> str:
    """Return the source of the imported functions and constants."""
    try:
        module = importlib.import_module(str(node.module))
    except ImportError as error:
        raise LabSourceError(path, grade_id, str(error), "Name a module of the reference") from None
    constants = _constants(inspect.getsource(module))
    parts = []
    for name in [alias.name for alias in node.names]:
        if name in constants:
            parts.append(constants[name])
        elif hasattr(module, name):
            parts.append("\n\n" + inspect.getsource(getattr(module, name)).rstrip())
        else:
            found = f"{node.module} does not define {name!r}"
            raise LabSourceError(path, grade_id, found, "Name a function or a constant of that module")
    return "\n".join(parts).lstrip("\n")


def _constants(text: str) -> dict[str, str]:
    """Return the source line of every `NAME = value` at the top of a module."""
    assigned = [node for node in ast.parse(text).body if isinstance(node, ast.Assign)]
    return {
        target.id: ast.get_source_segment(text, node) or ""
        for node in assigned
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _require_markers(path: Path, spec: CellSpec, source: str) -> None:
    """An answer must carry the markers, or the release would give it away; a given cell must not."""
    marked = BEGIN in source and END in source
    if spec.solution and not marked:
        found = f"the answer carries no `{BEGIN}` and `{END}`"
        raise LabSourceError(path, spec.grade_id, found, "Put them around what the student writes")
    if spec.locked and (BEGIN in source or END in source):
        found = f"a locked cell carries `{BEGIN}` or `{END}`"
        raise LabSourceError(
            path, spec.grade_id, found, "Mark the cell as a solution, or give code without them"
        )


def _require_same_points(path: Path, spec: CellSpec, source: str) -> None:
    """The points stand in the metadata for nbgrader and in the check for the student: keep them equal."""
    check = find_check(source)
    if check and (0 if check.bonus else check.points) != spec.points:
        found = (
            f"the check gives {check.points:g} points (bonus: {check.bonus}), the metadata {spec.points:g}"
        )
        allowed = "They must be equal; a bonus has 0 in the metadata"
        raise LabSourceError(path, spec.grade_id, found, allowed)


@dataclass(frozen=True)
class CheckCall:
    """The call `Check(name, points=..., bonus=...)` of a test cell."""

    name: str
    points: float
    bonus: bool


def find_check(source: str) -> CheckCall | None:
    """Return the first `Check(...)` in a cell's source, or None.

    >>> find_check('check = Check("merge_pair", points=8)')
    CheckCall(name='merge_pair', points=8, bonus=False)
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Check":
            given = {word.arg: ast.literal_eval(word.value) for word in node.keywords}
            return CheckCall(ast.literal_eval(node.args[0]), given["points"], given.get("bonus", False))
    return None
