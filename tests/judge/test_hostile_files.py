"""Broken and hostile files: each costs its owner alone, gains nothing, and the report says what happened."""

import json
import shutil
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from catalogue import LAB as SOURCE
from catalogue import place, right_answers

from bert2t5_grader.collect import collect
from bert2t5_grader.course import Course
from bert2t5_grader.grade import Grading, grade_class
from bert2t5_grader.result import Result, read_results

LAB, OTHER = "01_attacked", "02_without"
FULL = 30.0
SCRIPT = "<script>alert(1)</script>"
Change = Callable[[dict[str, Any]], object]


def cell(notebook: dict[str, Any], grade_id: str) -> dict[str, Any]:
    return next(
        cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def schema(version: int) -> Change:
    def change(notebook: dict[str, Any]) -> None:
        for cell in notebook["cells"]:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"]["schema_version"] = version

    return change


def foreign_grade_id(notebook: dict[str, Any]) -> None:
    cell(notebook, "test_double")["metadata"]["nbgrader"]["grade_id"] = "test_of_another_lab"


def duplicate_grade_id(notebook: dict[str, Any]) -> None:
    notebook["cells"].append(json.loads(json.dumps(cell(notebook, "test_double"))))


def more_points(notebook: dict[str, Any]) -> None:
    cell(notebook, "test_double")["metadata"]["nbgrader"]["points"] = 1000


def graded_by_a_person(notebook: dict[str, Any]) -> None:
    cell(notebook, "test_double")["metadata"]["nbgrader"]["solution"] = True


def script_in_outputs(notebook: dict[str, Any]) -> None:
    data = {"text/html": SCRIPT, "application/javascript": "alert(1)", "text/plain": SCRIPT}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output]
    notebook["metadata"]["widgets"] = {"text/html": SCRIPT}


def script_in_an_answer(notebook: dict[str, Any]) -> None:
    code = f"from IPython.display import HTML, display\ndisplay(HTML('{SCRIPT}'))\nprint('{SCRIPT}')\n"
    cell(notebook, "double")["source"] = code + "def double(number):\n    return 2 * number"


# a right submission, damaged; each must keep its points, because what was damaged is restored
RESTORED: dict[str, Change] = {
    "schema-2": schema(2),
    "schema-99": schema(99),
    "foreign": foreign_grade_id,
    "duplicate": duplicate_grade_id,
    "points": more_points,
    "manual": graded_by_a_person,
    "outputs": script_in_outputs,
    "answer": script_in_an_answer,
}
LOST = {  # what is handed in instead of a notebook: the line that says why
    "empty": (b"", "no notebook was found"),
    "letter": (b"Dear teacher", "not a notebook"),
    "list": (b"[1, 2]", "not a notebook"),
    "huge": (b"x" * 100_000_000, "MB"),
}


@pytest.fixture(scope="module")
def results(attacked_course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    course = Course(attacked_course.root, tmp_path_factory.mktemp("state"))
    handed_in = tmp_path_factory.mktemp("handed-in")
    right = right_notebook(course)
    for student, change in RESTORED.items():
        notebook = json.loads(json.dumps(right))
        change(notebook)
        (handed_in / f"{student}.ipynb").write_text(json.dumps(notebook), "utf-8")
    for student, (content, _) in LOST.items():
        (handed_in / f"{student}.ipynb").write_bytes(content)
    other = handed_in / "other"
    other.mkdir()
    shutil.copy(course.instructor_notebook(OTHER), other / "answers.ipynb")
    two = handed_in / "two"
    two.mkdir()
    for name in ("one.ipynb", "another.ipynb"):
        (two / name).write_text(json.dumps(right), "utf-8")
    (handed_in / "new\nline.ipynb").write_text(json.dumps(right), "utf-8")
    with zipfile.ZipFile(handed_in / "zip.zip", "w") as archive:
        archive.writestr("../../../escaped.ipynb", json.dumps(right))
        archive.writestr("a\nb/01_attacked.ipynb", json.dumps(right))
    students = collect(course, LAB, handed_in)
    assert list(grade_class(course, LAB, students, Grading(workers=2))) == [""] * len(students)
    found = {result.student: result for result in read_results(course, LAB)}
    pages = [course.feedback(LAB, student).read_text("utf-8") for student in found]
    assert not any(SCRIPT in page for page in pages)
    assert any(SCRIPT.replace("<", "&lt;").replace(">", "&gt;") in page for page in pages)
    assert not list(handed_in.parent.rglob("escaped.ipynb"))
    return found


def right_notebook(course: Course) -> dict[str, Any]:
    import nbformat

    released = nbformat.read(course.student_notebook(LAB), as_version=4)
    return dict(json.loads(nbformat.writes(place(released, right_answers(SOURCE)))))


@pytest.mark.parametrize("student", RESTORED)
def test_what_was_damaged_is_restored_and_right_answers_keep_their_points(
    results: dict[str, Result], student: str
) -> None:
    assert (results[student].score, results[student].max_score) == (FULL, FULL), results[student].why


@pytest.mark.parametrize("student", LOST)
def test_what_is_no_notebook_earns_nothing_and_says_why(results: dict[str, Result], student: str) -> None:
    assert results[student].score == 0
    assert LOST[student][1] in results[student].why


def test_another_labs_notebook_earns_nothing(results: dict[str, Result]) -> None:
    assert results["other"].score == 0
    assert "repaired" in results["other"].why


def test_of_two_notebooks_without_the_labs_name_none_is_taken(results: dict[str, Result]) -> None:
    assert results["two"].score == 0
    assert "no notebook was found" in results["two"].why


def test_names_with_newlines_are_names(results: dict[str, Result]) -> None:
    assert results["new_line"].score == FULL
    assert results["zip"].score == FULL
