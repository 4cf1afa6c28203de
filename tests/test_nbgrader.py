"""nbgrader's own commands work on the course as it is configured."""

import contextlib
import csv
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from bert2t5_grader.build import build_lab
from bert2t5_grader.cli import main
from bert2t5_grader.course import Course
from bert2t5_grader.files import write_text
from bert2t5_grader.grade import record_release
from bert2t5_grader.leaks import find_leaks, hidden_tests

sys.path.append(str(Path(__file__).parent / "grader"))
from small_lab import LAB as SMALL
from small_lab import SOURCE

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


WORDS = """
# %% [markdown] nbgrader={"grade_id": "why", "points": 4, "manual": true}
# Say in words why `double` and `half` undo each other.
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The small lab with a question to answer in words: ada's answers are right, bob hands in the release."""
    root = tmp_path / "course"
    write_text(root / "solutions" / f"{SMALL}.py", SOURCE + WORDS)
    shutil.copy(COURSE.root / "nbgrader_config.py", root)
    course = Course(root, root / "autograder" / "var")
    build_lab(course, SMALL)
    answers = nbformat.read(course.instructor_notebook(SMALL), as_version=4)
    answers.cells[-1].source = "Twice the half of a number is the number."
    write_text(course.submitted(SMALL, "ada"), nbformat.writes(answers))
    write_text(course.submitted(SMALL, "bob"), course.student_notebook(SMALL).read_text("utf-8"))
    monkeypatch.chdir(root)  # the commands are given in the course's root
    return course


def grades(course: Course, student: str) -> dict[str, tuple[float | None, float | None, bool]]:
    """Return points by the tests, points by a person, and whether a person is waited for, by grade id."""
    with Gradebook(course.config().CourseDirectory.db_url) as gradebook:
        rows = gradebook.find_submission_notebook(SMALL, SMALL, student).grades
        return {row.name: (row.auto_score, row.manual_score, row.needs_manual_grade) for row in rows}


def bert2t5(*arguments: str) -> None:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 0, done.output


def test_grading_again_keeps_what_a_person_gave_for_words(small: Course) -> None:
    """3 of 4 points by hand on top of 8 and a bonus of 5; the words of bob, left alone, have 0 at once."""
    bert2t5("grade", SMALL)
    assert grades(small, "ada")["why"] == (None, None, True)
    assert grades(small, "bob")["why"] == (0, None, False)
    with Gradebook(small.config().CourseDirectory.db_url) as gradebook:
        grade = gradebook.find_grade("why", SMALL, SMALL, "ada")
        grade.manual_score, grade.needs_manual_grade = 3, False
        gradebook.find_comment("why", SMALL, SMALL, "ada").manual_comment = "And of strings?"
        gradebook.db.commit()
    bert2t5("grade", SMALL, "--force")
    assert grades(small, "ada")["why"][:2] == (None, 3)
    assert grades(small, "ada")["test_double"] == (8, None, False)
    page = small.feedback(SMALL, "ada").read_text("utf-8")
    assert "And of strings?" in page
    assert "16 of 12 points" in page
    with small.grades.open(newline="", encoding="utf-8") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": 16, "bob": 0}


# the line comes from the loop that serves, once it listens: no need to try and wait
SERVE = """
import sys
from jupyter_server.serverapp import ServerApp
app = ServerApp(
    sock=sys.argv[1],
    allow_root=True,
    open_browser=False,
    jpserver_extensions={"nbgrader.server_extensions.formgrader": True},
)
app.initialize(["--IdentityProvider.token=secret"], find_extensions=False)
app.io_loop.add_callback(lambda: print("ready", flush=True))
app.start()
"""


class Formgrader:
    """nbgrader's formgrader in a Jupyter server that listens on a socket in a folder.

    Args:
        course: the course in whose root the server runs.
        path: of the socket.
    """

    def __init__(self, course: Course, path: Path) -> None:
        self.path = path
        commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        folders = {f"JUPYTER_{kind}_DIR": str(path.parent / kind) for kind in ("CONFIG", "RUNTIME", "DATA")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(path)],
            cwd=course.root,
            env=os.environ | folders | {"PATH": commands},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, method: str, page: str, body: Any = None) -> str:
        """Send a request as the page does; return the answer's text."""
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        with contextlib.closing(connection):
            connection.sock.connect(str(self.path))
            headers = {"Authorization": "token secret"}
            connection.request(method, f"/formgrader/{page}", body and json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            assert answer.status == 200, text
            return text

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def formgrader(small: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Formgrader]:
    record_release(small, SMALL)
    server = Formgrader(small, tmp_path_factory.mktemp("f") / "s")  # a socket's path has 107 bytes at most
    yield server
    server.close()


def test_the_formgraders_button_grades_and_its_pages_show_the_submission(
    small: Course, formgrader: Formgrader
) -> None:
    """The real server: autograde, read, give points by hand, autograde again, write feedback."""
    for student in ("ada", "bob"):
        answer = json.loads(formgrader.ask("POST", f"api/submission/{SMALL}/{student}/autograde"))
        assert answer["success"], answer
    expected = {"test_double": (8, None, False), "test_half": (0, None, False), "why": (None, None, True)}
    assert grades(small, "ada") == expected
    assert [points for points, *_ in grades(small, "bob").values()] == [0, 0, 0]
    listed = json.loads(formgrader.ask("GET", f"api/submitted_notebooks/{SMALL}/{SMALL}"))
    (row,) = [row for row in listed if row["student"] == "ada"]
    assert (row["score"], row["needs_manual_grade"]) == (13, True)
    assert "Twice the half of a number" in formgrader.ask("GET", f"submissions/{row['id']}/")

    listed = json.loads(formgrader.ask("GET", f"api/grades?submission_id={row['id']}"))
    (words,) = [grade for grade in listed if grade["name"] == "why"]
    formgrader.ask("PUT", f"api/grade/{words['id']}", {"manual_score": 2.5})
    assert json.loads(formgrader.ask("POST", f"api/submission/{SMALL}/ada/autograde"))["success"]
    assert grades(small, "ada")["why"] == (None, 2.5, True)
    answer = json.loads(formgrader.ask("POST", f"api/assignment/{SMALL}/ada/generate_feedback"))
    assert answer["success"], answer
    assert "15.5 of 12 points" in small.feedback(SMALL, "ada").read_text("utf-8")
