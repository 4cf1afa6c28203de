"""Whoever is killed, whenever: the next run goes on, and the grades are those of an undisturbed run."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from bert2t5_grader.build import build_lab
from bert2t5_grader.collect import collect
from bert2t5_grader.course import Course

LAB = "01_small"
ROOT = Course.find(Path(__file__).parent).root
KILLS = 5

SOURCE = '''# %% nbgrader={"grade_id": "setup", "locked": true}
from bert2t5.checks import Check

# %% nbgrader={"grade_id": "double", "solution": true}
def double(number):
    """Return twice the number."""
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION

# %% nbgrader={"grade_id": "test_double", "points": 8}
check = Check("double", points=8)
with check.that("small numbers", hint="add it to itself"):
    check.equal(double, 1, expected=2)
### BEGIN HIDDEN TESTS
with check.hidden("fresh numbers", hint="add it to itself") as rng:
    for _ in range(5):
        fresh_number = rng.randint(-99, 99)
        check.equal(double, fresh_number, expected=2 * fresh_number)
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "why", "manual": true, "points": 5}
### BEGIN SOLUTION
reason = "two is company"
### END SOLUTION
'''

ANSWERS = {  # each in two or three students' notebooks
    "right": "def double(number):\n    return number + number",
    "wrong": "def double(number):\n    return abs(2 * number)",
    "slow": "def double(number):\n    sum(range(3_000_000))\n    return 2 * number",
    "ends": "import os\ndef double(number):\n    os._exit(number)",
    "blank": "",
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with twelve submissions, one of them no notebook."""
    root = tmp_path / "course"
    (root / "solutions").mkdir(parents=True)
    (root / "solutions" / f"{LAB}.py").write_text(SOURCE, "utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = Course(root, root / "autograder" / "var")
    build_lab(course, LAB)
    handed_in = tmp_path / "handed-in"
    handed_in.mkdir()
    for number, kind in enumerate([*ANSWERS, *ANSWERS, "right"]):
        notebook = nbformat.read(course.student_notebook(LAB), as_version=4)
        for cell in notebook.cells:
            if cell.id == "double" and ANSWERS[kind]:
                cell.source = ANSWERS[kind]
            elif cell.id == "why" and number % 2:
                cell.source = f"reason = 'I am number {number}'"
        (handed_in / f"{number:02}-{kind}.ipynb").write_text(nbformat.writes(notebook), "utf-8")
    (handed_in / "11-letter.ipynb").write_text("Dear teacher", "utf-8")
    collect(course, LAB, handed_in)
    return course


def start(course: Course, state: Path) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).with_name("bert2t5")), "--state", str(state), "grade", LAB]
    return subprocess.Popen(
        [*command, "--workers", "2", "--seed", "a"],
        cwd=course.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def workers(pid: int) -> list[int]:
    """Return the worker processes of a coordinator; none before it starts them."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            found += [child] if b"bert2t5_grader.worker" in command else []
    return found


def results(course: Course, state: Path) -> dict[str, Any]:
    """Return all that a class gets: export, scores, comments, flags, feedback and log, without times."""
    with (state / "grades.csv").open(newline="", encoding="utf-8") as file:
        export = list(csv.DictReader(file))
    graded = Course(course.root, state)
    with Gradebook(graded.config().CourseDirectory.db_url) as gradebook:
        grades = {
            (student, grade.name): (grade.auto_score, grade.extra_credit, grade.needs_manual_grade)
            for student in graded.students(LAB)
            for grade in gradebook.find_submission_notebook(LAB, LAB, student).grades
        }
        comments = {
            (student, comment.name): comment.comment
            for student in graded.students(LAB)
            for comment in gradebook.find_submission_notebook(LAB, LAB, student).comments
        }
    log = [json.loads(line) for line in graded.log(LAB).read_text("utf-8").splitlines()]
    told = [(line["student"], line["points"], line["why"], line["seed"], line["digest"]) for line in log]
    pages = {student: graded.feedback(LAB, student).read_bytes() for student in graded.students(LAB)}
    return {"export": export, "grades": grades, "comments": comments, "log": told, "pages": pages}


def test_kills_change_nothing(course: Course, tmp_path: Path) -> None:
    calm, wild = tmp_path / "calm", tmp_path / "wild"
    for state in (calm, wild):
        shutil.copytree(course.state / "submitted", state / "submitted")
    started = time.monotonic()
    assert start(course, calm).wait() == 0
    seconds = time.monotonic() - started
    rng = random.Random(5)
    for number in range(KILLS):
        run = start(course, wild)
        try:
            run.wait(timeout=seconds * rng.uniform(0.3, 0.9))
            break  # it was done before the moment came
        except subprocess.TimeoutExpired:
            pass
        victims = workers(run.pid) if number % 2 else []
        for victim in victims or [run.pid]:  # before the worker has started there is only the coordinator
            os.kill(victim, signal.SIGKILL)
        if victims:
            assert run.wait() in (0, 1)
        run.kill()
        run.wait()
    assert start(course, wild).wait() == 0
    assert results(course, wild) == results(course, calm)
    before = {path: path.stat().st_mtime_ns for path in (wild / "records").rglob("*.json")}
    assert len(before) == 12
    assert start(course, wild).wait() == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before  # nothing is graded twice
