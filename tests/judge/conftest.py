"""A course of one lab to attack, graded by nbgrader's own steps in the sandbox."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from bert2t5_grader import converters
from bert2t5_grader.build import build_lab
from bert2t5_grader.course import Course
from bert2t5_grader.grade import record_release
from bert2t5_grader.isolation import choose

sys.path.append(str(Path(__file__).resolve().parents[1] / "submissions"))
from catalogue import LAB as SOURCE
from catalogue import Cell, place

LAB = "01_attacked"
ROOT = Course.find(Path(__file__).parent).root
LIMITS = {"cell_seconds": 2, "notebook_seconds": 20, "memory_mib": 512, "disk_mib": 64, "file_mib": 32}


@dataclass
class Graded:
    """What a submission got: points and reasons by the answer's grade id, and all text that it left."""

    points: dict[str, float]
    reasons: dict[str, str]
    outputs: str


@pytest.fixture(scope="session")
def sandbox() -> str:
    """The name of the sandbox that works here. There is none: that is a failure, never a skip."""
    return choose("auto").name


@pytest.fixture
def grade(tmp_path: Path, sandbox: str) -> Callable[..., Graded]:
    """Hands in the attacked lab with some cells and grades it."""
    root = tmp_path / "course"
    (root / "solutions").mkdir(parents=True)
    shutil.copy(SOURCE, root / "solutions" / f"{LAB}.py")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = Course(root, root / "autograder" / "var")
    build_lab(course, LAB)
    record_release(course, LAB)

    def run(cells: list[Cell], student: str = "mallory") -> Graded:
        notebook = place(nbformat.read(course.student_notebook(LAB), as_version=4), cells)
        path = course.submitted(LAB, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(notebook), "utf-8")
        config = course.config()
        config.RunSubmission.secret_file = str(course.state / "secret")
        config.Sandbox.isolation = sandbox
        config.Limits.update(LIMITS)
        converters.autograde(config, LAB, student)
        converters.generate_feedback(config, LAB, student)
        return _read(course, student)

    return run


def _read(course: Course, student: str) -> Graded:
    with Gradebook(course.config().CourseDirectory.db_url) as gradebook:
        submission = gradebook.find_submission_notebook(LAB, LAB, student)
        points = {grade.name.removeprefix("test_"): grade.score for grade in submission.grades}
    notebook = nbformat.read(course.autograded(LAB, student), as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    reasons = {
        name.removeprefix("test_"): cells[name].metadata.get("bert2t5", {}).get("reason", "")
        for name in cells
        if name.startswith("test_")
    }
    outputs = [str(output) for cell in notebook.cells for output in cell.get("outputs", [])]
    return Graded(points, reasons, "\n".join([*outputs, course.feedback(LAB, student).read_text("utf-8")]))
