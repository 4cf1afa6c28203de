"""The two notebooks of every lab: fresh, right when answered, empty-handed when not."""

import os
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from bert2t5.training import VARIABLE
from bert2t5.verdict import Verdict
from bert2t5_grader.build import render_lab
from bert2t5_grader.course import Course
from bert2t5_grader.inprocess import test_cells as cells_with_a_check
from bert2t5_grader.score import read_verdict

COURSE = Course.find(Path(__file__).parent)
LABS = COURSE.labs


@dataclass(frozen=True)
class Ran:
    """A notebook after running: its verdicts by function, and the names of the errors of other cells."""

    verdicts: dict[str, Verdict]
    errors: list[str]


@pytest.fixture(scope="module", params=LABS)
def lab(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def instructor(lab: str, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run(COURSE.instructor_notebook(lab), tmp_path_factory.mktemp("instructor"))


@pytest.fixture(scope="module")
def released(lab: str, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run(COURSE.student_notebook(lab), tmp_path_factory.mktemp("released"))


def run(path: Path, folder: Path) -> Ran:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, kernel_name="python3", record_timing=False, allow_errors=True, timeout=120
    )
    with client.setup_kernel(cwd=str(folder), env=os.environ | {VARIABLE: "20"}):
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
    graded = {cell.id: read_verdict(cell) for cell in notebook.cells if is_graded(cell)}
    assert all(graded.values()), f"no verdict: {[name for name, verdict in graded.items() if not verdict]}"
    return Ran({verdict.name: verdict for verdict in graded.values() if verdict}, errors(notebook))


def is_graded(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def errors(notebook: NotebookNode) -> list[str]:
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [output.ename for output in outputs if output.output_type == "error"]


def test_there_is_a_lab() -> None:
    assert LABS


def test_a_rebuild_gives_the_committed_bytes(lab: str) -> None:
    instructor_text, student_text = render_lab(COURSE, lab)
    assert COURSE.instructor_notebook(lab).read_text("utf-8") == instructor_text, "run `make labs`"
    assert COURSE.student_notebook(lab).read_text("utf-8") == student_text, "run `make labs`"


def test_a_lab_is_worth_100_points(lab: str) -> None:
    notebook = nbformat.read(COURSE.instructor_notebook(lab), as_version=4)
    assert sum(cell.metadata.nbgrader.points for cell in notebook.cells if is_graded(cell)) == 100


def test_the_instructor_notebook_earns_every_point(instructor: Ran) -> None:
    missing = {name: verdict.reason for name, verdict in instructor.verdicts.items() if not verdict.holds}
    assert not missing
    assert not instructor.errors
    assert all(verdict.earned == verdict.points for verdict in instructor.verdicts.values())


def test_the_released_notebook_earns_nothing_and_only_says_what_is_not_written(released: Ran) -> None:
    assert sum(verdict.earned for verdict in released.verdicts.values()) == 0
    assert set(released.errors) <= {"NotImplementedError"}
    for verdict in released.verdicts.values():
        shown = [part.failure.what + part.failure.got for part in verdict.properties if part.failure]
        assert shown, f"{verdict.name}: an answer that is not written passes every check"
        assert all("NotImplementedError" in text for text in shown), verdict.name


def test_every_check_has_hidden_properties_and_none_is_released(lab: str) -> None:
    for cell in cells_with_a_check(nbformat.read(COURSE.instructor_notebook(lab), as_version=4)):
        assert "### BEGIN HIDDEN TESTS" in cell.source, cell.grade_id
        assert "check.hidden(" in cell.source, cell.grade_id
    for cell in cells_with_a_check(nbformat.read(COURSE.student_notebook(lab), as_version=4)):
        assert "hidden(" not in cell.source, cell.grade_id
