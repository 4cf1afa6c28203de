"""Repair gives exactly the released graded cells, each once, around the student's own text."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from small_lab import source_cells

from bert2t5_grader.repair import SourceCell, repair, why_unreadable
from bert2t5_grader.submission import NOTE, read_submission

GRADED = ["setup", "double", "test_double", "half", "test_half"]
LOCKED = ["setup", "test_double", "test_half"]
HIDDEN = "fresh_number"


@pytest.fixture
def cells(lab: NotebookNode) -> list[SourceCell]:
    return source_cells(lab)


@pytest.fixture
def handed_in(lab: NotebookNode) -> NotebookNode:
    """A released notebook with the answers of a student."""
    lab = nbformat.from_dict(lab)
    for cell in lab.cells:
        begin, end = cell.source.find("### BEGIN HIDDEN"), cell.source.find("check.verdict()")
        cell.source = cell.source[:begin] + cell.source[end:] if begin >= 0 else cell.source
        if cell.id in ("double", "half"):
            cell.source = f"{cell.id} = the_answer"
    return lab


def find(notebook: NotebookNode, cell_id: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def graded_ids(notebook: NotebookNode) -> list[str]:
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]


def test_an_honest_submission_needs_no_repair(handed_in: NotebookNode, cells: list[SourceCell]) -> None:
    repaired, repairs = repair(handed_in, cells)
    assert repairs == []
    assert graded_ids(repaired) == GRADED
    assert find(repaired, "double").source == "double = the_answer"


def test_locked_cells_get_the_instructors_text_with_hidden_tests(
    handed_in: NotebookNode, cells: list[SourceCell]
) -> None:
    repaired, _ = repair(handed_in, cells)
    assert HIDDEN not in find(handed_in, "test_double").source
    assert HIDDEN in find(repaired, "test_double").source


def test_an_edited_test_cell_is_put_back_and_noted(handed_in: NotebookNode, cells: list[SourceCell]) -> None:
    find(handed_in, "test_double").source = "print('all tests passed')"
    repaired, repairs = repair(handed_in, cells)
    assert HIDDEN in find(repaired, "test_double").source
    assert repairs == ["test_double: this locked cell was changed; the original was put back"]


@pytest.mark.parametrize("missing", GRADED)
def test_a_deleted_cell_returns_behind_its_predecessor(
    handed_in: NotebookNode, cells: list[SourceCell], missing: str
) -> None:
    handed_in.cells.remove(find(handed_in, missing))
    repaired, repairs = repair(handed_in, cells)
    assert graded_ids(repaired) == GRADED
    assert repairs == [f"{missing}: this cell was missing; the released one was put back"]
    assert "raise" in find(repaired, missing).source or find(repaired, missing).source == next(
        cell.source for cell in cells if cell.grade_id == missing
    )


def test_a_deleted_test_cell_returns_behind_its_answer(
    handed_in: NotebookNode, cells: list[SourceCell]
) -> None:
    handed_in.cells.remove(find(handed_in, "test_double"))
    note = nbformat.v4.new_markdown_cell("my own thoughts")
    handed_in.cells.insert(handed_in.cells.index(find(handed_in, "double")) + 1, note)
    ids = [cell.id for cell in repair(handed_in, cells)[0].cells]
    assert ids.index("test_double") == ids.index("double") + 1


def test_of_a_copied_cell_the_first_is_graded_and_the_second_runs_as_a_plain_one(
    handed_in: NotebookNode, cells: list[SourceCell]
) -> None:
    answer = find(handed_in, "double")
    copy = nbformat.from_dict(answer) | {"source": "double = a_later_thought"}
    handed_in.cells.insert(handed_in.cells.index(answer) + 1, nbformat.from_dict(copy))
    repaired, repairs = repair(handed_in, cells)
    assert graded_ids(repaired) == GRADED
    sources = [cell.source for cell in repaired.cells]
    at = sources.index("double = the_answer")
    assert sources[at + 1] == "double = a_later_thought"
    assert repaired.cells[at + 1].metadata == {}
    assert repairs == ["double: a copy of this cell was made a plain cell"]


def test_both_halves_of_a_split_answer_run_before_its_test(
    handed_in: NotebookNode, cells: list[SourceCell]
) -> None:
    answer = find(handed_in, "double")
    second = nbformat.from_dict(answer) | {"source": "double = one + other", "id": "half-of-it"}
    answer.source = "one = other = 1"
    handed_in.cells.insert(handed_in.cells.index(answer) + 1, nbformat.from_dict(second))
    sources = [cell.source for cell in repair(handed_in, cells)[0].cells]
    at = sources.index("one = other = 1")
    assert sources[at + 1] == "double = one + other"
    assert HIDDEN in sources[at + 2]


def test_a_test_cell_that_was_moved_up_comes_back_behind_its_answer(
    handed_in: NotebookNode, cells: list[SourceCell]
) -> None:
    test = find(handed_in, "test_double")
    handed_in.cells.remove(test)
    handed_in.cells.insert(0, test)
    repaired, repairs = repair(handed_in, cells)
    assert graded_ids(repaired) == GRADED
    assert repairs == ["test_double: this cell was moved; it was put back to its place"]


def test_an_answer_that_was_moved_down_stays_and_its_test_follows(
    handed_in: NotebookNode, cells: list[SourceCell]
) -> None:
    answer = find(handed_in, "double")
    handed_in.cells.remove(answer)
    handed_in.cells.append(answer)
    repaired, _ = repair(handed_in, cells)
    assert graded_ids(repaired) == ["setup", "half", "double", "test_double", "test_half"]


@pytest.mark.parametrize("cell_type", ["markdown", "raw"])
def test_a_retyped_cell_gets_its_type_back(
    handed_in: NotebookNode, cells: list[SourceCell], cell_type: str
) -> None:
    for name in ("double", "test_double"):
        find(handed_in, name).cell_type = cell_type
    repaired, repairs = repair(handed_in, cells)
    assert {find(repaired, name).cell_type for name in GRADED} == {"code"}
    assert find(repaired, "double").source == "double = the_answer"
    assert [line for line in repairs if "type was set back to code" in line] == repairs


@pytest.mark.parametrize(
    "change",
    [
        {"points": 1000},
        {"grade": False},
        {"locked": False, "solution": True},
        {"schema_version": 1},
        {"schema_version": 2, "task": "no"},
        {"checksum": "forged"},
    ],
)
def test_changed_marks_are_those_of_the_release_again(
    handed_in: NotebookNode, cells: list[SourceCell], change: dict[str, Any]
) -> None:
    find(handed_in, "test_double").metadata.nbgrader.update(change)
    marks = find(repair(handed_in, cells)[0], "test_double").metadata.nbgrader
    assert marks == next(cell.marks for cell in cells if cell.grade_id == "test_double")


def foreign(cell: NotebookNode) -> None:
    cell.metadata["nbgrader"] = {"grade_id": "test_other_lab", "grade": True, "points": 100}


def dropped(cell: NotebookNode) -> None:
    cell.metadata["tags"] = ["skip-execution", "raises-exception"]
    cell.metadata["bert2t5"] = {"state": "ok"}
    cell["attachments"] = {"a.png": {"image/png": "AAAA"}}


@pytest.mark.parametrize(
    "change",
    [
        foreign,
        dropped,
        lambda cell: cell.metadata.update(nbgrader="a word"),
        lambda cell: cell.metadata.update(nbgrader=["a", "list"]),
        lambda cell: cell.metadata.update(nbgrader=None),
        lambda cell: cell.metadata.update(nbgrader={"grade_id": ["setup"]}),
        lambda cell: cell.metadata.update(nbgrader={}),
    ],
)
@pytest.mark.parametrize(
    "new", [nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell, nbformat.v4.new_raw_cell]
)
def test_of_a_students_own_cell_only_the_text_is_kept(
    handed_in: NotebookNode, cells: list[SourceCell], change: Callable[[NotebookNode], None], new: Any
) -> None:
    own = new("my own thoughts")
    change(own)
    handed_in.cells.insert(1, own)
    repaired, _ = repair(handed_in, cells)
    plain = repaired.cells[1]
    assert (plain.id, plain.source, plain.metadata) == ("student-002", "my own thoughts", {})
    assert "attachments" not in plain
    assert graded_ids(repaired) == GRADED
    nbformat.validate(repaired)


def test_a_graded_cell_drops_tags_and_outputs(handed_in: NotebookNode, cells: list[SourceCell]) -> None:
    for name in ("double", "test_double"):
        dropped(find(handed_in, name))
        forged = nbformat.v4.new_output("display_data", data={"text/plain": "full points"})
        find(handed_in, name).outputs = [forged]
    repaired, _ = repair(handed_in, cells)
    for name in ("double", "test_double"):
        assert set(find(repaired, name).metadata) == {"nbgrader"}
        assert find(repaired, name).outputs == []


def test_an_unreadable_file_becomes_the_released_cells(cells: list[SourceCell], tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_text("no notebook", "utf-8")
    notebook = read_submission(tmp_path / "x.ipynb")
    repaired, _ = repair(notebook, cells)
    assert "not a notebook" in why_unreadable(notebook)
    assert [cell.id for cell in repaired.cells] == GRADED


@pytest.mark.parametrize("note", [{"unreadable": "excused"}, "a word", None, ["a"]])
def test_a_note_that_a_submission_brings_along_does_not_count(handed_in: NotebookNode, note: object) -> None:
    handed_in.metadata[NOTE] = note
    assert why_unreadable(handed_in) == ""


EDITS = st.lists(
    st.tuples(st.sampled_from(["delete", "copy", "move", "retype", "edit", "unmark", "insert"]),
              st.integers(0, 30), st.integers(0, 30)),
    max_size=12,
)  # fmt: skip


def mangle(notebook: NotebookNode, edits: list[tuple[str, int, int]]) -> None:
    cells = notebook.cells
    for kind, first, second in edits:
        if kind == "insert" or not cells:
            cells.insert(second % (len(cells) + 1), nbformat.v4.new_code_cell(f"own = {first}"))
            continue
        at, to = first % len(cells), second % len(cells)
        if kind == "delete":
            del cells[at]
        elif kind == "copy":
            cells.insert(to, nbformat.from_dict(cells[at]))
        elif kind == "move":
            cells.insert(to, cells.pop(at))
        elif kind == "retype":
            cells[at].cell_type = ["code", "markdown", "raw"][second % 3]
        elif kind == "edit":
            cells[at].source = f"edited = {second}"
        else:
            cells[at].metadata.pop("nbgrader", None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(edits=EDITS)
def test_whatever_was_done_to_a_notebook_each_released_cell_stands_once_and_locked_ones_in_order(
    edits: list[tuple[str, int, int]], lab: NotebookNode, cells: list[SourceCell]
) -> None:
    handed_in = nbformat.from_dict(lab)
    mangle(handed_in, edits)
    repaired, _ = repair(handed_in, cells)
    ids = [cell.id for cell in repaired.cells]
    assert sorted(graded_ids(repaired)) == sorted(GRADED)
    assert [name for name in graded_ids(repaired) if name in LOCKED] == LOCKED
    assert len(set(ids)) == len(ids)
    assert ids.index("double") < ids.index("test_double")
    assert ids.index("half") < ids.index("test_half")
    for cell in cells:
        if cell.locked:
            assert find(repaired, cell.grade_id).source == cell.source
    plain = [cell.source for cell in handed_in.cells if cell.source.startswith("own")]
    assert [cell.source for cell in repaired.cells if cell.source.startswith("own")] == plain
    nbformat.validate(repaired)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(edits=EDITS)
def test_a_repaired_notebook_needs_no_second_repair(
    edits: list[tuple[str, int, int]], lab: NotebookNode, cells: list[SourceCell]
) -> None:
    handed_in = nbformat.from_dict(lab)
    mangle(handed_in, edits)
    once, _ = repair(handed_in, cells)
    twice, repairs = repair(once, cells)
    assert repairs == []
    assert [cell.source for cell in twice.cells] == [cell.source for cell in once.cells]
