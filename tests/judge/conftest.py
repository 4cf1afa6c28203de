"""A course of labs to attack, graded by nbgrader's own steps in the sandbox."""

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
from catalogue import LAB, Cell, place

ROOT = Course.find(Path(__file__).parent).root
LABS = {  # source in tests/submissions: name in the course
    "lab": "01_attacked",
    "lab_without": "02_without",
    "lab_torch": "03_torch",
}
LIMITS = {"cell_seconds": 2, "notebook_seconds": 20, "memory_mib": 512, "disk_mib": 64, "file_mib": 32}


@dataclass
class Graded:
    """What a submission got: points and reasons by the answer's grade id, and all text that it left."""

    points: dict[str, float]
    reasons: dict[str, str]
    outputs: str
    feedback: str


@pytest.fixture(scope="session")
def sandbox() -> str:
    """The name of the sandbox that works here. There is none: that is a failure, never a skip."""
    return choose("auto").name


@pytest.fixture(scope="session")
def attacked_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with the labs of tests/submissions, released and recorded once for all tests."""
    root = tmp_path_factory.mktemp("attacked")
    (root / "solutions").mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for stem, name in LABS.items():
        shutil.copy(LAB.with_name(f"{stem}.py"), root / "solutions" / f"{name}.py")
    course = Course(root, root / "autograder" / "var")
    for name in LABS.values():
        build_lab(course, name)
        record_release(course, name)
    return course


@pytest.fixture(scope="session")
def grade(attacked_course: Course, sandbox: str) -> Callable[..., Graded]:
    """Hands in a lab with some cells and grades it."""
    course = attacked_course

    def run(cells: list[Cell], student: str = "mallory", lab: Path = LAB) -> Graded:
        name = LABS[lab.stem]
        notebook = place(nbformat.read(course.student_notebook(name), as_version=4), cells)
        path = course.submitted(name, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(notebook), "utf-8")
        config = course.config()
        config.RunSubmission.secret_file = str(course.state / "secret")
        config.Sandbox.isolation = sandbox
        config.Limits.update(LIMITS)
        converters.autograde(config, name, student)
        converters.generate_feedback(config, name, student)
        return _read(course, name, student)

    return run


def _read(course: Course, lab: str, student: str) -> Graded:
    with Gradebook(course.config().CourseDirectory.db_url) as gradebook:
        submission = gradebook.find_submission_notebook(lab, lab, student)
        points = {grade.name.removeprefix("test_"): grade.score for grade in submission.grades}
    notebook = nbformat.read(course.autograded(lab, student), as_version=4)
    tests = [cell for cell in notebook.cells if cell.id.startswith("test_")]
    reasons = {
        cell.id.removeprefix("test_"): cell.metadata.get("bert2t5", {}).get("reason", "") for cell in tests
    }
    outputs = "\n".join(str(output) for cell in notebook.cells for output in cell.get("outputs", []))
    return Graded(points, reasons, outputs, course.feedback(lab, student).read_text("utf-8"))
