"""The sample class gets the points it should: the table at the end of `make demo`."""

from pathlib import Path

import pytest

from bert2t5_grader.collect import collect
from bert2t5_grader.course import Course
from bert2t5_grader.demo import LIMITS
from bert2t5_grader.grade import Grading, export_grades, grade_class
from bert2t5_grader.leaks import find_leaks, hidden_tests
from bert2t5_grader.report import write_report
from bert2t5_grader.result import Result, read_results
from bert2t5_grader.sample_class import write_class

ROOT = Course.find(Path(__file__).parent).root
LAB = "01_subwords"

# student: points without bonus, bonus points, and a part of the line that says why
EXPECTED = {
    "ada-perfect": (100, 14, "full points"),
    "ben-half-finished": (62, 0, "detokenize: not written yet (and 3 more)"),
    "cleo-blank": (0, 0, "count_pairs: not written yet (and 9 more)"),
    "dan-other-style": (100, 14, "full points"),
    "eva-mistakes-1": (64, 7, "count_pairs: Counts every word once"),
    "finn-mistakes-2": (67, 11, "merge_pair: Merges only the first occurrence"),
    "gus-mistakes-3": (71.5, 7.5, "count_pairs: Counts the words that hold a pair"),
    "hana-raises": (58, 14, "merge_pair: every occurrence is merged: an exception: IndexError"),
    "ivo-endless-loop": (94, 14, "detokenize: the time limit of a cell was reached"),
    "jun-warnings": (100, 14, "full points"),
    "kim-deleted-a-test": (100, 14, "1 cell repaired; full points"),
    "lena-copied-cells": (100, 14, "2 cells repaired; full points"),
    "max-edited-tests": (0, 0, "13 cells repaired; count_pairs: not written yet"),
    "nora-not-a-notebook": (0, 0, "the file is not a notebook"),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course(ROOT, tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="module")
def results(course: Course) -> dict[str, Result]:
    """The class of `make demo`, graded with the demo's limits and seed."""
    write_class(course, LAB, course.state / "handed-in")
    students = collect(course, LAB, course.state / "handed-in")
    assert list(grade_class(course, LAB, students, Grading(LIMITS))) == [""] * len(students)
    return {result.student: result for result in read_results(course, LAB)}


def points(result: Result) -> tuple[float, float]:
    """Points without bonus, and bonus points."""
    bonus = sum(question.score for question in result.questions if question.bonus)
    return result.score - bonus, bonus


def test_every_sample_student_gets_the_expected_points(results: dict[str, Result]) -> None:
    assert {name: points(result) for name, result in results.items()} == {
        name: (score, bonus) for name, (score, bonus, _) in EXPECTED.items()
    }


@pytest.mark.parametrize("student", EXPECTED)
def test_the_line_says_why(results: dict[str, Result], student: str) -> None:
    assert EXPECTED[student][2] in results[student].why


def test_neither_feedback_nor_report_shows_a_hidden_test(course: Course, results: dict[str, Result]) -> None:
    write_report(LAB, list(results.values()), course.report(LAB), "A test.")
    pages = [course.state / "feedback", course.report(LAB)]
    assert len(list(course.state.glob("feedback/*/*/*.html"))) == len(results)
    assert not find_leaks(pages, hidden_tests(course))


def test_the_csv_holds_every_student(course: Course, results: dict[str, Result]) -> None:
    export_grades(course)
    table = course.grades.read_text("utf-8")
    assert all(student in table for student in results)
