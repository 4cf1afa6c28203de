"""Two hundred damaged notebooks: the grader goes on, each is graded, and none gains a point."""

import contextlib
import copy
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from catalogue import LAB as SOURCE

from bert2t5_grader.build import build_lab
from bert2t5_grader.course import Course
from bert2t5_grader.files import write_bytes
from bert2t5_grader.grade import Grading, export_grades, grade_class, write_log
from bert2t5_grader.job import Job
from bert2t5_grader.report import write_report
from bert2t5_grader.result import read_results

LAB = "01_attacked"
ROOT = Course.find(Path(__file__).parent).root
NUMBER = 200
SEED = 20260101

Change = Callable[[dict[str, Any], random.Random], object]
STRANGE = [None, True, -1, 2**70, 1.5, "", "x" * 5000, "\ud800", [], {}, [[]], {"": {}}, ["a", 1, None]]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value: the container and the key or index in it."""
    found: list[tuple[Any, Any]] = []
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        found += [(value, key), *places(value[key])]
    return found


def put_something_strange(data: dict[str, Any], rng: random.Random) -> None:
    container, key = rng.choice(places(data))
    container[key] = copy.deepcopy(rng.choice(STRANGE))


def remove_something(data: dict[str, Any], rng: random.Random) -> None:
    container, key = rng.choice(places(data))
    del container[key]


def move_something(data: dict[str, Any], rng: random.Random) -> None:
    (one, key), (other, place) = rng.sample(places(data), 2)
    one[key] = copy.deepcopy(other[place])


def change_a_cell(data: dict[str, Any], rng: random.Random) -> None:
    cell = rng.choice(data["cells"])
    marks = cell.get("metadata", {}).get("nbgrader", {"grade_id": "double"})
    change = {
        "cell_type": rng.choice(["markdown", "raw", "code", "heading", 3]),
        "id": rng.choice(["double", "test_double", "", 7]),
        "metadata": {"nbgrader": marks | {rng.choice(["points", "grade", "schema_version", "grade_id"]): 99}},
        "source": rng.choice(["(((", "%%bash\nexit 1", "\0", "check.verdict()", ["a", "b"], 5]),
    }
    name = rng.choice(sorted(change))
    cell[name] = change[name]


def shuffle_cells(data: dict[str, Any], rng: random.Random) -> None:
    rng.shuffle(data["cells"])


def repeat_cells(data: dict[str, Any], rng: random.Random) -> None:
    data["cells"] += copy.deepcopy(rng.choices(data["cells"], k=5))


def another_format(data: dict[str, Any], rng: random.Random) -> None:
    data["nbformat"] = rng.choice([0, 1, 2, 3, 5, 99, "4", None])
    data["nbformat_minor"] = rng.choice([0, 4, 5, 99, -1, "5"])


CHANGES: list[Change] = [
    put_something_strange,
    remove_something,
    move_something,
    change_a_cell,
    shuffle_cells,
    repeat_cells,
    another_format,
]


def fuzzed(text: str, rng: random.Random) -> bytes:
    """Return a damaged notebook: its JSON changed in a few places, or its bytes."""
    data = json.loads(text)
    for _ in range(rng.randint(1, 4)):
        if "cells" in data and isinstance(data["cells"], list) and places(data):
            # an earlier change may have taken away what this one wants to change
            with contextlib.suppress(TypeError, AttributeError, KeyError, ValueError, IndexError):
                rng.choice(CHANGES)(data, rng)
    content = bytearray(json.dumps(data).encode())
    if rng.random() < 0.3:
        for _ in range(rng.choice([1, 10, 100])):
            content[rng.randrange(len(content))] = rng.randrange(256)
    if rng.random() < 0.05:
        del content[rng.randrange(len(content)) :]
    return bytes(content)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    root = tmp_path / "course"
    (root / "solutions").mkdir(parents=True)
    shutil.copy(SOURCE, root / "solutions" / f"{LAB}.py")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    course = Course(root, root / "autograder" / "var")
    build_lab(course, LAB)
    return course


def judged_twice(worker: object, job: Job) -> NoReturn:
    raise AssertionError(f"{job.student} was judged by a worker, and again by nbgrader's step")


def test_no_damaged_notebook_stops_the_run_or_gains_a_point(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bert2t5_grader.worker.Worker.run", judged_twice)
    rng = random.Random(SEED)
    text = course.student_notebook(LAB).read_text("utf-8")
    for number in range(NUMBER):
        write_bytes(course.submitted(LAB, f"s{number:03}"), fuzzed(text, rng))
    students = course.students(LAB)
    assert list(grade_class(course, LAB, students, Grading(workers=2))) == [""] * NUMBER
    results = read_results(course, LAB)
    write_report(LAB, results, course.report(LAB), "A test.")
    write_log(course, LAB)
    export_grades(course)
    assert [result.student for result in results] == students
    assert {result.student: result.score for result in results if result.score} == {}
    # not vacuous: many were read, repaired and run, and many could not be read
    unreadable = sum(bool(result.unreadable) for result in results)
    assert NUMBER / 10 < unreadable < NUMBER * 9 / 10
    assert sum("repaired" in result.note for result in results) > NUMBER / 10
