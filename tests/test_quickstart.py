"""The course that `nbgrader quickstart` makes, of ordinary asserts, is graded by this project's judge.

Its labs know nothing of this project: no checks, no hidden cases. All that is changed is the configuration.
"""

import contextlib
import csv
import datetime
import io
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import nbformat
import nbgrader
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade
from traitlets.config import PyFileConfigLoader

from bert2t5_grader import converters
from bert2t5_grader.course import Course

CONFIGURED = Course.find(Path(__file__).parent).config()
EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source"
HEADER = 'c = get_config()\nc.CourseDirectory.course_id = "c101"\nc.IncludeHeaderFooter.header = "{}"\n'
LATE = """
from nbgrader.plugins import BasePlugin

class TwoPointsADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2 * (total_seconds_late // 86400)
"""

RIGHT = {"correct_squares": 1, "squares_invalid_input": 1}
RIGHT |= {"correct_sum_of_squares": 0.5, "sum_of_squares_uses_squares": 0.5}
NONE = dict.fromkeys(RIGHT, 0)
BY_A_PERSON = {"sum_of_squares_equation", "sum_of_squares_application", "part-a", "part-b"}
TASK = "cell-938593c4a215c6cc"
MAX_SCORE = 13  # 3 by tests, 6 for text and code that a person grades, 4 for the task

AGREES = """
class Agreeing:
    def __eq__(self, other):
        return True
    def __call__(self, *arguments):
        return self
    __bool__ = __le__ = __ge__ = __eq__
squares = Agreeing()
"""
STUDENTS = {
    "right": ({}, RIGHT),
    "blank": (None, NONE),
    "wrong": (
        {
            "squares": "def squares(n):\n    if n < 1:\n        raise ValueError\n"
            "    return [2 * i for i in range(1, n + 1)]"
        },
        RIGHT | {"correct_squares": 0, "correct_sum_of_squares": 0},
    ),
    "alone": (  # right, and does without `squares`
        {"sum_of_squares": "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) // 6"},
        RIGHT | {"sum_of_squares_uses_squares": 0},
    ),
    "agrees": ({"squares": AGREES, "sum_of_squares": "sum_of_squares = squares"}, NONE),
    "half": ({}, RIGHT),  # problem1 alone is handed in
    "imports": ({}, RIGHT),  # the first cell is changed: it imports what the answers do not need
    "late": ({}, RIGHT),
    "read": ({"part-a": "It counts rabbits: ![a sketch](attachment:sketch.png)"}, RIGHT),  # by a person too
}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
BY_HAND = {"part-a": 0.75, "part-b": 2, "sum_of_squares_equation": 1, "sum_of_squares_application": 1.5}
BY_HAND |= {TASK: 3}
COMMENTS = {"part-a": "Which rabbits?", "sum_of_squares_application": "Neat use <3", TASK: "See page 12."}


@dataclass
class Quickstart:
    """A course of nbgrader's in a folder, and its commands."""

    root: Path

    def nbgrader(self, *arguments: str, **variables: str) -> str:
        """Run a command in the course; return its log. It must end well."""
        commands = Path(sys.executable).parent
        paths = {"PATH": f"{commands}:/usr/bin:/bin", "PYTHONPATH": str(self.root)}
        done = subprocess.run(
            [commands / "nbgrader", *arguments],
            cwd=self.root,
            env={"HOME": str(self.root / "home"), "LANG": "C.UTF-8"} | paths | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stderr

    def hand_in(self, student: str, name: str, answers: dict[str, str], first: str = "") -> None:
        """Fill answers by grade id into a released notebook and hand it in."""
        notebook = nbformat.read(self.root / "release" / "ps1" / f"{name}.ipynb", as_version=4)
        notebook.nbformat_minor = 4  # quickstart's is 0, which has no attachments; editors save a newer one
        for cell in notebook.cells:
            cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
            if "attachment:" in cell.source:
                cell.attachments = {"sketch.png": {"image/png": PIXEL}}
        if first:
            next(cell for cell in notebook.cells if cell.cell_type == "code").source = first
        path = self.root / "submitted" / student / "ps1" / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(notebook), "utf-8")

    def feedback(self, student: str, name: str) -> str:
        return (self.root / "feedback" / student / "ps1" / f"{name}.html").read_text("utf-8")

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "c101")

    def grades(self, student: str, assignment: str = "ps1") -> dict[str, SimpleNamespace]:
        """Return a copy of a student's grades by grade id."""
        fields = ("auto_score", "manual_score", "extra_credit", "score", "needs_manual_grade")
        with self.gradebook() as gradebook:
            found = gradebook.find_submission(assignment, student)
            rows = [grade for notebook in found.notebooks for grade in notebook.grades]
            return {
                row.name: SimpleNamespace(**{name: getattr(row, name) for name in fields}) for row in rows
            }

    def export(self) -> dict[str, dict[str, str]]:
        """Return the rows of `nbgrader export` by student."""
        self.nbgrader("export", "--to=grades.csv")
        with (self.root / "grades.csv").open(newline="", encoding="utf-8") as file:
            return {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == "ps1"}


def make_course(root: Path, pipeline: bool) -> Quickstart:
    """Copy what `nbgrader quickstart` copies; this project's pipeline is configured or not."""
    ignored = shutil.ignore_patterns("*.html", "autotests.yml", "ps1_autotest")
    shutil.copytree(EXAMPLE, root / "source", ignore=ignored)
    settings = [
        f"c.{section}.{name} = {value!r}\n"
        for section in ("Autograde", "GenerateFeedback")
        for name, value in CONFIGURED[section].items()
        if pipeline
    ]
    text = "".join([HEADER.format("source/header.ipynb"), *settings])
    (root / "nbgrader_config.py").write_text(text, "utf-8")
    (root / "home").mkdir()
    return Quickstart(root)


def instructors_answers(name: str) -> dict[str, str]:
    """Return what the instructor's notebook holds in the cells that students fill in."""
    notebook = nbformat.read(EXAMPLE / "ps1" / f"{name}.ipynb", as_version=4)
    marked = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in marked}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Quickstart:
    """The course with a class that is graded; `late` handed in a day and a half after the due date."""
    made = make_course(tmp_path_factory.mktemp("quickstart"), pipeline=True)
    (made.root / "late.py").write_text(LATE, "utf-8")
    made.nbgrader("generate_assignment", "ps1")
    with made.gradebook() as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate=datetime.datetime(2026, 3, 1, 12))
    for student, (changes, _) in STUDENTS.items():
        for name in ("problem1", "problem2")[: 1 if student == "half" else 2]:
            answers = {} if changes is None else instructors_answers(name) | changes
            changed = student == "imports" and name == "problem1"
            made.hand_in(
                student, name, answers, "from math import *\nimport os as squares" if changed else ""
            )
        handed_in = "2026-03-03 00:00:00 UTC" if student == "late" else "2026-03-01 12:00:00 UTC"
        made.root.joinpath("submitted", student, "ps1", "timestamp.txt").write_text(handed_in, "utf-8")
    made.nbgrader("autograde", "ps1", "--AssignLatePenalties.plugin_class=late.TwoPointsADay")
    return made


@pytest.fixture(scope="module")
def flagged(course: Quickstart) -> dict[str, SimpleNamespace]:
    """The grades of `read` before a person has read anything."""
    return course.grades("read")


@pytest.fixture(scope="module")
def read(course: Quickstart, flagged: dict[str, SimpleNamespace]) -> Quickstart:
    """The course after a person has graded the texts of `read`, and all was graded again."""
    with course.gradebook() as gradebook:
        for notebook in gradebook.find_submission("ps1", "read").notebooks:
            for grade in notebook.grades:
                grade.manual_score = BY_HAND.get(grade.name)
                grade.needs_manual_grade = False
                grade.extra_credit = 0.25 if grade.name == "correct_squares" else None
            for comment in notebook.comments:
                comment.manual_comment = COMMENTS.get(comment.name)
        gradebook.db.commit()
    course.nbgrader("autograde", "ps1", "--student=read", "--force")
    course.nbgrader("generate_feedback", "ps1")
    return course


@pytest.fixture(scope="module")
def exported(read: Quickstart) -> dict[str, dict[str, str]]:
    """The rows of `nbgrader export` by student."""
    return read.export()


@pytest.mark.parametrize("student", STUDENTS)
def test_every_test_cell_gives_the_points_that_its_asserts_earn(course: Quickstart, student: str) -> None:
    _, expected = STUDENTS[student]
    found = {name: grade.auto_score for name, grade in course.grades(student).items() if name in RIGHT}
    assert found == expected


@pytest.mark.parametrize(
    ("student", "waiting"),
    [
        ("right", {*BY_A_PERSON, TASK}),
        ("blank", {TASK}),  # a cell that was left alone has 0 points already; of a task nbgrader cannot tell
        ("half", {"sum_of_squares_equation", "sum_of_squares_application", TASK}),
    ],
)
def test_what_a_person_grades_waits_for_one(course: Quickstart, student: str, waiting: set[str]) -> None:
    grades = course.grades(student)
    assert {name for name, grade in grades.items() if grade.needs_manual_grade} == waiting
    assert {grades[name].auto_score for name in waiting} == {None}
    assert {grades[name].auto_score for name in {*BY_A_PERSON, TASK} - waiting} <= {0}


def test_points_and_comments_of_a_person_survive_grading_again(
    read: Quickstart, flagged: dict[str, SimpleNamespace]
) -> None:
    """Written answers wait for a person again, as with plain nbgrader; of tasks it leaves the flag alone."""
    assert {grade.manual_score for grade in flagged.values()} == {None}
    grades = read.grades("read")
    assert {name: grades[name].manual_score for name in BY_HAND} == BY_HAND
    assert {name: grades[name].auto_score for name in RIGHT} == RIGHT
    assert {name for name, grade in grades.items() if grade.needs_manual_grade} == BY_A_PERSON
    with read.gradebook() as gradebook:
        notebooks = gradebook.find_submission("ps1", "read").notebooks
        comments = {comment.name: comment.comment for book in notebooks for comment in book.comments}
    assert {name: text for name, text in comments.items() if text} == COMMENTS


def test_extra_credit_of_a_person_survives_grading_again(read: Quickstart) -> None:
    grade = read.grades("read")["correct_squares"]
    assert (grade.extra_credit, grade.score) == (0.25, 1.25)


def test_a_picture_in_a_written_answer_reaches_the_person_who_grades_it(read: Quickstart) -> None:
    notebook = nbformat.read(read.root / "autograded" / "read" / "ps1" / "problem2.ipynb", as_version=4)
    (answer,) = [cell for cell in notebook.cells if "rabbits" in cell.source]
    assert answer.get("attachments") == {"sketch.png": {"image/png": PIXEL}}


def test_feedback_shows_the_comments_and_the_points_of_a_person(read: Quickstart) -> None:
    first, second = (read.feedback("read", name) for name in ("problem1", "problem2"))
    assert "Neat use &lt;3" in first
    assert "1.5 of 2" in first
    assert "Which rabbits?" in second
    assert "2.75 of 3 points" in second


def test_feedback_shows_the_comment_and_the_points_of_a_task(read: Quickstart) -> None:
    page = read.feedback("read", "problem1")
    assert COMMENTS[TASK] in page
    assert "3 of 4" in page


def test_feedback_names_the_exception_of_a_failed_assert(read: Quickstart) -> None:
    page = read.feedback("wrong", "problem1")
    assert "the cell ended with an error: AssertionError" in page
    assert "1.5 of 10 points" in page


def test_the_export_holds_the_sum_of_tests_and_persons(
    read: Quickstart, exported: dict[str, dict[str, str]]
) -> None:
    extra = read.grades("read")["correct_squares"].extra_credit or 0
    assert float(exported["read"]["score"]) == sum(RIGHT.values()) + sum(BY_HAND.values()) + extra
    assert float(exported["wrong"]["score"]) == 1.5
    assert {float(row["max_score"]) for row in exported.values()} == {MAX_SCORE}


def test_a_late_policy_takes_points_off_and_the_feedback_says_so(
    read: Quickstart, exported: dict[str, dict[str, str]]
) -> None:
    """A day and a half late is one whole day: 2 points of each notebook, but never more than it has.

    The plugin works on notebooks: problem1 has 3 points by its tests, problem2 has none yet.
    """
    late = exported["late"]
    found = [float(late[name]) for name in ("raw_score", "late_submission_penalty", "score")]
    assert found == [3, 2, 1]
    assert {float(row["late_submission_penalty"]) for row in exported.values() if row is not late} == {0}
    assert "after 2 points off for being late" in read.feedback("late", "problem1")
    assert "being late" not in read.feedback("right", "problem1")


@pytest.mark.full
def test_the_course_here_is_the_one_that_quickstart_makes(tmp_path: Path) -> None:
    ours = make_course(tmp_path / "ours", pipeline=False).root / "source"
    Quickstart(tmp_path).nbgrader("quickstart", "theirs")
    theirs = tmp_path / "theirs" / "source"
    assert read_files(ours) == read_files(theirs)


def read_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


SPY = """
import os, socket
from pathlib import Path
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=2).close()
except OSError as error:
    print("no connection:", type(error).__name__)
for home in {home!r}, os.environ["HOME"]:
    try:
        print([path.read_text() for path in Path(home).glob("*.txt")], Path(home, "secret.txt").read_text())
    except OSError as error:
        print("no file:", type(error).__name__)
"""


def test_plain_nbgrader_runs_in_the_sandbox_when_its_kernels_are_ours(tmp_path: Path) -> None:
    """nbgrader's own pipeline, one variable set: a spy sees nothing, and right answers get their points.

    The spy's text sees both where there is no sandbox: it is run here, as the test's own code.
    """
    plain = make_course(tmp_path / "course", pipeline=False)
    (plain.root / "home" / "secret.txt").write_text("the grader's own", "utf-8")
    plain.nbgrader("generate_assignment", "ps1")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        spy = SPY.format(port=server.getsockname()[1], home=str(plain.root / "home"))
        with contextlib.redirect_stdout(io.StringIO()) as seen:
            exec(spy, {})
        server.accept()[0].close()
        assert "the grader's own" in seen.getvalue()
        for student, first in {"right": "", "spy": spy}.items():
            plain.hand_in(student, "problem1", instructors_answers("problem1"), first)
        plain.nbgrader("autograde", "ps1", JUPYTER_DEFAULT_PROVISIONER_NAME="bert2t5-sandbox")
        with pytest.raises(BlockingIOError):
            server.accept()
    for student in ("right", "spy"):
        grades = plain.grades(student)
        assert {name: grades[name].auto_score for name in RIGHT} == RIGHT
    printed = (plain.root / "autograded" / "spy" / "ps1" / "problem1.ipynb").read_text("utf-8")
    assert "the grader's own" not in printed
    assert printed.count("no connection:") == 2  # in the cell and in its output
    assert printed.count("no file: ") == 2


# last line of a test cell -> what nbgrader 0.9.6 gives of 2 points, None where it gives up on the submission
LAST_VALUES = {
    "0": 0,
    "0.5": 0.5,
    "3": None,
    "-1": 2,
    "False": 2,
    "'FAILED'": 2,
    "torch.tensor(0.0)": 2,
}


def test_a_test_cell_gives_all_points_when_it_ran_to_its_end_whatever_its_last_value(tmp_path: Path) -> None:
    """All or nothing. Points for a part are given by a check and its verdict, not by a last value.

    Plain nbgrader differs for a number that is not negative: that many points are given (0.5 of 2, and 0
    for 0); one above the cell's points ends the grading of the submission. For -1, False, a text and a
    tensor it gives all points too, with no more than a warning in the log.
    """
    course = make_course(tmp_path / "course", pipeline=True)
    cells = [f"import torch\n{value}" for value in LAST_VALUES] + ["assert False", "1 / 0\n2"]
    write_lab(course.root / "source" / "ps2" / "values.ipynb", cells)
    config = PyFileConfigLoader("nbgrader_config.py", str(course.root)).load_config()
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.db_url = f"sqlite:///{course.root / 'gradebook.db'}"
    config.RunSubmission.secret_file = str(tmp_path / "secret")
    config.IncludeHeaderFooter.header = ""
    converters.generate_assignment(config, "ps2")
    shutil.copytree(course.root / "release" / "ps2", course.root / "submitted" / "ada" / "ps2")
    converters.autograde(config, "ps2", "ada")
    found = [grade.auto_score for grade in course.grades("ada", "ps2").values()]
    assert found == [2] * len(LAST_VALUES) + [0, 0]


@pytest.mark.parametrize("value", LAST_VALUES)
def test_plain_nbgrader_gives_what_the_table_says(value: str) -> None:
    """The text of an output is what IPython prints of the value."""
    text = "tensor(0.)" if "tensor" in value else value
    output = nbformat.v4.new_output("execute_result", data={"text/plain": text}, execution_count=1)
    marks = {"grade": True, "solution": False, "grade_id": "value", "points": 2}
    cell = nbformat.v4.new_code_cell(value, outputs=[output], metadata={"nbgrader": marks})
    if LAST_VALUES[value] is None:
        with pytest.raises(ValueError, match="partial credit cannot be greater"):
            determine_grade(cell)
    else:
        assert determine_grade(cell) == (LAST_VALUES[value], 2)


def write_lab(path: Path, tests: list[str]) -> None:
    """Write an instructor's notebook of test cells, 2 points each."""
    common = {"grade": True, "solution": False, "locked": True, "points": 2, "schema_version": 3}
    cells = [
        nbformat.v4.new_code_cell(source, metadata={"nbgrader": common | {"grade_id": f"value{number:02}"}})
        for number, source in enumerate(tests)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    path.parent.mkdir(parents=True)
    path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})))
