"""nbgrader's own commands work on the course as it is configured."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bert2t5_grader.course import Course
from bert2t5_grader.leaks import find_leaks, hidden_tests

COURSE = Course.find(Path(__file__).parent)
LAB = "01_subwords"
Nbgrader = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three submissions: the instructor's own notebook, the released one, and a letter."""
    state = tmp_path_factory.mktemp("state")
    for student, source in {
        "full": COURSE.instructor_notebook(LAB),
        "blank": COURSE.student_notebook(LAB),
    }.items():
        path = Course(COURSE.root, state).submitted(LAB, student)
        path.parent.mkdir(parents=True)
        shutil.copyfile(source, path)
    letter = Course(COURSE.root, state).submitted(LAB, "letter")
    letter.parent.mkdir(parents=True)
    letter.write_text("Dear teacher", "utf-8")
    return state


@pytest.fixture(scope="module")
def nbgrader(state: Path) -> Nbgrader:
    """Runs `nbgrader COMMAND` in the course's root with the state folder in place of autograder/var."""
    folders = [
        f"--CourseDirectory.{kind}_directory={state / kind}"
        for kind in ("submitted", "autograded", "feedback")
    ]
    settings = [
        *folders,
        f"--CourseDirectory.release_directory={state / 'release'}",
        f"--CourseDirectory.db_url=sqlite:///{state / 'gradebook.db'}",
        f"--RunSubmission.secret_file={state / 'secret'}",
    ]
    command = str(Path(sys.executable).with_name("nbgrader"))
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": path, "HOME": str(state), "LANG": "C.UTF-8"}
        return subprocess.run(
            [command, *arguments, *settings],
            cwd=COURSE.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def graded(nbgrader: Nbgrader, state: Path) -> Path:
    for arguments in (["generate_assignment", LAB], ["autograde", LAB], ["generate_feedback", LAB]):
        done = nbgrader(*arguments)
        assert done.returncode == 0, done.stderr[-2000:]
    return state


def test_nbgrader_releases_the_same_notebook_as_we_do(graded: Path) -> None:
    released = graded / "release" / LAB / f"{LAB}.ipynb"
    assert released.read_bytes() == COURSE.student_notebook(LAB).read_bytes()


def test_nbgrader_exports_full_points_none_and_none(graded: Path, nbgrader: Nbgrader) -> None:
    table = graded / "grades.csv"
    done = nbgrader("export", f"--to={table}")
    assert done.returncode == 0, done.stderr[-2000:]
    with table.open(newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {student: float(row["max_score"]) for student, row in rows.items()} == dict.fromkeys(rows, 100.0)
    scores = {student: float(row["score"]) for student, row in rows.items()}
    assert scores == {"full": 100.0 + bonus_points(), "blank": 0.0, "letter": 0.0}


def bonus_points() -> float:
    from bert2t5_grader.check_call import find_check
    from bert2t5_grader.inprocess import test_cells as cells_with_a_check
    from bert2t5_grader.source import read_lab

    checks = [find_check(cell.source) for cell in cells_with_a_check(read_lab(COURSE.source(LAB)))]
    return sum(check.points for check in checks if check and check.bonus)


def test_feedback_pages_say_why_and_show_no_hidden_test(graded: Path) -> None:
    pages = {path.parent.parent.name: path for path in graded.glob(f"feedback/*/{LAB}/{LAB}.html")}
    assert set(pages) == {"full", "blank", "letter"}
    assert "not a notebook" in pages["letter"].read_text("utf-8")
    assert "not written yet" in pages["blank"].read_text("utf-8")
    assert not find_leaks(pages.values(), hidden_tests(COURSE))
