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
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bert2t5_grader.check_call import CHECK_FORM, find_check
from bert2t5_grader.errors import LabSourceError

REFERENCE = "bert2t5_reference"
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
OURS = ("cell-", "student-")  # how the ids of cells without a grade id begin


class CellSpec(BaseModel):
    """Short metadata of a cell that is graded or protected.

    Attributes:
        grade_id: the cell's name, unique in the lab: letters, digits, `_` and `-`.
        points: makes it a test cell worth that many points; 0 for a bonus.
        solution: the student writes this cell.
        manual: with `points`: a person grades the student's text.
        locked: read-only, restored before grading.
    """

    model_config = ConfigDict(extra="forbid")

    grade_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    points: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    solution: bool = False
    manual: bool = False
    locked: bool = False

    @model_validator(mode="after")
    def _is_one_kind(self) -> "CellSpec":
        graded = self.points is not None
        if self.solution + self.locked + graded != 1 or (self.manual and not graded):
            raise ValueError("not exactly one of solution, locked, points, and manual only with points")
        if self.grade_id.startswith(OURS):
            raise ValueError(f"grade_id {self.grade_id!r} begins like the id of an ungraded cell")
        return self

    def expand(self) -> dict[str, Any]:
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
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNELSPEC})
    seen: set[str] = set()
    for number, cell in enumerate(_read_cells(path), start=1):
        spec = _spec(path, f"cell {number}", cell)
        try:
            new = _graded(path, cell, spec) if spec else _ungraded(path, number, cell)
        except SyntaxError as error:
            place = spec.grade_id if spec else f"cell {number}"
            raise LabSourceError(path, place, f"line {error.lineno}: {error.msg}", "Write Python") from None
        for name in _names(new):
            if name in seen:
                raise LabSourceError(path, f"cell {number}", f"{name} stands twice", "Each may stand once")
            seen.add(name)
        notebook.cells.append(new)
    nbformat.validate(notebook)
    return notebook


def _read_cells(path: Path) -> list[NotebookNode]:
    try:
        return list(jupytext.read(path, fmt="py:percent").cells)
    except (OSError, UnicodeDecodeError) as error:
        raise LabSourceError(path, "the file", str(error), "Give a UTF-8 text file") from None


def _spec(path: Path, place: str, cell: NotebookNode) -> CellSpec | None:
    if cell.cell_type not in ("code", "markdown"):
        raise LabSourceError(path, place, f"a {cell.cell_type} cell", "Allowed: code and markdown")
    # jupytext reads a mistyped header as a title or under other keys: an answer would be released with it
    if unknown := sorted(set(cell.metadata) - {"nbgrader", "lines_to_next_cell"}):
        found = f"unknown metadata {', '.join(f'{key}={cell.metadata[key]!r}' for key in unknown)}"
        raise LabSourceError(path, place, found, 'Allowed: nbgrader={"grade_id": ..., ...} in JSON')
    if "nbgrader" not in cell.metadata:
        return None
    try:
        return CellSpec.model_validate(cell.metadata["nbgrader"])
    except ValidationError as error:
        first = error.errors()[0]
        found = f"nbgrader metadata {'.'.join(map(str, first['loc']))}: {first['msg']}".replace(" :", ":")
        allowed = f"Allowed keys: {', '.join(CellSpec.model_fields)}"
        raise LabSourceError(path, place, found, allowed) from None


def _names(cell: NotebookNode) -> list[str]:
    """Return what may stand only once in a lab: a grade id, and the name that a check reports under."""
    if "nbgrader" not in cell.metadata:
        return []
    check = find_check(cell.source) if cell.cell_type == "code" and cell.metadata.nbgrader["grade"] else None
    return [f"grade_id {cell.id!r}", *([f"Check({check.name!r})"] if check else [])]


def _new(cell: NotebookNode, source: str, cell_id: str) -> NotebookNode:
    new = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
    return new(source, id=cell_id)


def _ungraded(path: Path, number: int, cell: NotebookNode) -> NotebookNode:
    if cell.cell_type == "code" and REFERENCE in cell.source:
        found = f"{REFERENCE} in a cell that students get"
        raise LabSourceError(path, f"cell {number}", found, "Allowed: in solution, locked and test cells")
    return _new(cell, cell.source, f"cell-{number:03}")


def _graded(path: Path, cell: NotebookNode, spec: CellSpec) -> NotebookNode:
    source = cell.source
    if cell.cell_type == "code" and (spec.solution or spec.locked):
        source = _paste(path, spec, source)
        _require_markers(path, spec, source)
    elif cell.cell_type == "code" and not spec.manual:
        ast.parse(source)
        _require_same_points(path, spec, source)
    new = _new(cell, source, spec.grade_id)
    new.metadata["nbgrader"] = nbformat.from_dict(spec.expand())
    return new


def _paste(path: Path, spec: CellSpec, source: str) -> str:
    """Replace each `from bert2t5_reference.x import f` by the source of `f`; other lines stay."""
    lines = source.split("\n")
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(REFERENCE):
            lines[node.lineno - 1 : node.end_lineno] = [_definitions(path, spec, node)]
    return "\n".join(lines)


def _definitions(path: Path, spec: CellSpec, node: ast.ImportFrom) -> str:
    """Return the source of the imported functions and constants."""
    try:
        module = importlib.import_module(str(node.module))
    except ImportError as error:
        raise LabSourceError(path, spec.grade_id, str(error), "Name a module of the reference") from None
    constants = _constants(inspect.getsource(module))
    parts = []
    for name in [alias.name for alias in node.names]:
        defined = getattr(module, name, None)
        if name in constants:
            parts.append(constants[name])
        elif inspect.isfunction(defined) or inspect.isclass(defined):
            text = inspect.getsource(defined).rstrip()
            _require_markers(path, spec, text, f"{name} in {node.module}")
            parts.append("\n\n" + text)
        else:
            found = f"{node.module} does not define {name!r}"
            allowed = "Name a function, a class or a constant of that module"
            raise LabSourceError(path, spec.grade_id, found, allowed)
    return "\n".join(parts).lstrip("\n")


def _constants(text: str) -> dict[str, str]:
    """Return the source of every `NAME = value` at the top of a module."""
    found: dict[str, str] = {}
    for node in ast.parse(text).body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            found |= dict.fromkeys(names, ast.get_source_segment(text, node) or "")
    return found


def _require_markers(path: Path, spec: CellSpec, source: str, what: str = "the answer") -> None:
    """An answer must carry the markers, or the release would give it away; a given cell must not."""
    if spec.solution and not (BEGIN in source and END in source):
        found = f"{what} carries no `{BEGIN}` and `{END}`"
        raise LabSourceError(path, spec.grade_id, found, "Put them around what the student writes")
    if spec.locked and (BEGIN in source or END in source):
        found = f"a locked cell carries `{BEGIN}` or `{END}`"
        allowed = "Mark the cell as a solution, or give code without them"
        raise LabSourceError(path, spec.grade_id, found, allowed)


def _require_same_points(path: Path, spec: CellSpec, source: str) -> None:
    """The points stand in the metadata for nbgrader and in the check for the student: keep them equal."""
    try:
        check = find_check(source)
    except ValueError as error:
        raise LabSourceError(path, spec.grade_id, str(error), CHECK_FORM) from None
    if check and (0 if check.bonus else check.points) != spec.points:
        found = f"the check gives {check.points:g} points, bonus: {check.bonus}; the metadata {spec.points:g}"
        allowed = "They must be equal; a bonus has 0 in the metadata"
        raise LabSourceError(path, spec.grade_id, found, allowed)
