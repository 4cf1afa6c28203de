"""The whole chain on a sample class: build, release, collect, grade, feedback, export, report."""

import shutil
from pathlib import Path

from rich.console import Console
from traitlets.config import Config

from bert2t5_grader.book import build_book
from bert2t5_grader.build import build_lab
from bert2t5_grader.collect import collect
from bert2t5_grader.course import Course
from bert2t5_grader.grade import Grading, grade_and_report
from bert2t5_grader.isolation import STRATEGIES
from bert2t5_grader.progress import steps
from bert2t5_grader.release import release
from bert2t5_grader.sample_class import write_class

SEED = "demo"  # of the hidden cases, so that every demo gives the same points
LIMITS = Config({"Limits": {"cell_seconds": 20, "notebook_seconds": 150}, "RunSubmission": {"seed": SEED}})


def run_demo(course: Course, lab: str, console: Console) -> bool:
    """Run the chain in a fresh `course.state` and print where everything is; True when all were graded."""
    shutil.rmtree(course.state, ignore_errors=True)
    with steps(["build the book", "build the labs", "release", "make a class", "collect"]) as step:
        book = step(lambda: build_book(course.root, course.root))
        step(lambda: [build_lab(course, name) for name in course.labs])
        _, archive = step(lambda: release(course, course.state / "release-to-students"))
        step(lambda: write_class(course, lab, course.state / "handed-in"))
        students = step(lambda: collect(course, lab, _as_archive(course.state / "handed-in")))
    settings = _isolation(console)
    settings.merge(LIMITS)
    how = Grading(settings, force=True)
    conditions = f"Seed of the hidden cases: {SEED}."
    complete = grade_and_report(course, lab, students, how, conditions, console)
    places = {
        "book": book / "index.html",
        "class report": course.report(lab),
        "feedback": course.state / "feedback",
        "grades": course.grades,
        "students' copy": archive,
    }
    for name, path in places.items():
        console.print(f"{name:<15} {path}", soft_wrap=True)
    return complete


def _isolation(console: Console) -> Config:
    """Return the sandbox where it works; our own sample class may be graded without one."""
    problem = STRATEGIES["bwrap"]().why_not()
    if problem:
        console.print(f"the sample class is graded without a sandbox: {problem}")
    return Config({"Sandbox": {"isolation": "none" if problem else "bwrap"}})


def _as_archive(folder: Path) -> Path:
    return Path(shutil.make_archive(str(folder), "zip", folder))
