"""A feedback page shows a student's own text and the visible cases, and nothing that is hidden or active."""

import re

import nbformat
import pytest
from nbformat import NotebookNode
from small_lab import LAB, executed, verdict

from bert2t5.verdict import Failure, Property, Verdict
from bert2t5_grader.feedback import FeedbackExporter, questions, render_template
from bert2t5_grader.submission import NOTE

EVIL = "</pre><script>alert(1)</script>"


@pytest.fixture
def graded(lab: NotebookNode) -> NotebookNode:
    """The lab as grading leaves it: a right `double`, a wrong `half`."""
    lab.metadata[NOTE] = nbformat.from_dict({"unreadable": "", "repairs": []})
    visible = Property("small numbers", "a hint", False, 0, 1, Failure("half(2)", "wrong value", "1.0", "2"))
    wrong = Verdict("half", 5, True, (visible,))
    by_id = {"test_double": verdict("double", 8), "test_half": wrong}
    lab.cells = [executed(cell, by_id[cell.id]) if cell.id in by_id else cell for cell in lab.cells]
    for cell in lab.cells:
        if cell.id in by_id:
            cell.metadata.nbgrader["score"] = by_id[cell.id].earned
        elif cell.id in ("double", "half"):
            cell.source = f"{cell.id} = the_answer"
            cell.metadata.nbgrader["comment"] = None
    return lab


def page(nb: NotebookNode, student: str = "ada") -> str:
    where = {"assignment": LAB, "student": student, "score": 8.0, "max_score": 8.0, "late_penalty": 0.0}
    text, resources = FeedbackExporter().from_notebook_node(nb, {"nbgrader": where})
    assert resources["output_extension"] == ".html"
    return str(text)


def cell(nb: NotebookNode, cell_id: str) -> NotebookNode:
    return next(cell for cell in nb.cells if cell.id == cell_id)


def test_every_question_has_its_points_its_answer_and_its_card(graded: NotebookNode) -> None:
    double, half = questions(graded)
    assert (double.name, double.score, double.points, double.bonus, double.reason) == (
        "double",
        8,
        8,
        False,
        "",
    )
    assert (half.name, half.score, half.points, half.bonus) == ("half", 0, 5, True)
    assert half.reason == "small numbers: wrong value"
    assert "the_answer" in double.answers[0][0]
    assert len(double.answers) == len(half.answers) == 1
    assert "expected: 1.0" in half.card


def test_a_question_that_did_not_run_keeps_its_name_points_and_bonus(graded: NotebookNode) -> None:
    for name in ("test_double", "test_half"):
        cell(graded, name).metadata[NOTE].state = "dead"
        cell(graded, name).outputs = []
    found = [
        (question.name, question.points, question.bonus, question.card) for question in questions(graded)
    ]
    assert found == [("double", 8, False, ""), ("half", 5, True, "")]


def test_text_that_a_person_grades_is_shown_with_its_comment(graded: NotebookNode) -> None:
    marks = {
        "grade_id": "essay",
        "grade": True,
        "solution": True,
        "points": 3,
        "score": None,
        "comment": "good",
    }
    essay = nbformat.v4.new_markdown_cell("my *view*", metadata={"nbgrader": marks})
    graded.cells.append(essay)
    last = questions(graded)[-1]
    assert (last.name, last.score, last.points) == ("essay", 0, 3)
    assert last.answers[0][1] == "good"


def test_the_page_shows_no_test_cell_and_no_output_of_the_kernel(graded: NotebookNode) -> None:
    stream = nbformat.v4.new_output("stream", name="stdout", text="printed_by_the_student")
    cell(graded, "test_double").outputs.append(stream)
    text = page(graded)
    assert "fresh_number" not in text
    assert "printed_by_the_student" not in text
    assert "half(2)" in text


def test_nothing_from_outside_becomes_markup(graded: NotebookNode) -> None:
    cell(graded, "double").source = EVIL
    cell(graded, "double").metadata.nbgrader["comment"] = EVIL
    graded.metadata[NOTE] = nbformat.from_dict({"unreadable": EVIL, "repairs": [EVIL]})
    evil = Verdict(
        "half", 5, True, (Property(EVIL, EVIL, False, 0, 1, Failure(EVIL, EVIL, EVIL, EVIL)),), EVIL
    )
    state = executed(cell(graded, "test_half"), evil)
    graded.cells[-1] = state
    text = page(graded, student=EVIL)
    assert "<script" not in text
    assert text.count("&lt;script&gt;") >= 10
    assert "Content-Security-Policy" in text


def test_a_page_loads_nothing(graded: NotebookNode) -> None:
    assert not re.search(r"https?://|<script|<link|<img|url\(", page(graded))


def test_the_template_fails_when_a_value_is_missing() -> None:
    with pytest.raises(Exception, match="undefined"):
        render_template("feedback.html.j2", questions=[])
