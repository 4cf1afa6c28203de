"""The class report sums up the questions, and shows every name and reason as plain text."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from bert2t5_grader.feedback import Question
from bert2t5_grader.report import as_table, histogram, summarize, write_report
from bert2t5_grader.result import Result

EVIL = "<script>alert(1)</script>"


def question(name: str, score: float, points: float = 8, reason: str = "", bonus: bool = False) -> Question:
    return Question(name, score, points, bonus, reason, "", [])


def result(student: str, *questions: Question, score: float | None = None, note: str = "") -> Result:
    total = sum(item.score for item in questions) if score is None else score
    return Result(student, total, 10, list(questions), note)


CLASS = [
    result("ada", question("f", 8), question("g", 2, 2)),
    result("bob", question("f", 4, reason="a"), question("g", 0, 2, "x")),
    result("cleo", question("f", 0, reason="a"), question("g", 0, 2, "y"), note="1 cell repaired"),
]


def test_a_question_is_summed_up_over_the_class() -> None:
    f, g = summarize(CLASS)
    assert (f.name, f.points, f.share, f.full, f.reasons) == ("f", 8, 0.5, 1, [("a", 2)])
    assert (g.name, g.share, g.full) == ("g", 2 / 6, 1)


def test_a_question_without_points_is_full_for_nobody() -> None:
    (summary,) = summarize([result("ada", question("f", 0, 0))])
    assert (summary.share, summary.full) == (0, 0)


@pytest.mark.parametrize(
    ("score", "label"),
    [(0, "0"), (0.9, "0"), (1, "10"), (9.9, "90"), (10, "100"), (12, "100"), (-3, "0")],
)
def test_every_student_falls_into_one_tenth(score: float, label: str) -> None:
    bars = dict(histogram([result("ada", score=score)]))
    assert bars == {str(ten): int(str(ten) == label) for ten in range(0, 101, 10)}


def shown(results: list[Result]) -> str:
    console = Console(file=io.StringIO(), width=160)
    console.print(as_table("01_small", results))
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_a_student_has_a_row_of_points_and_a_line_that_says_why() -> None:
    points, why = shown(CLASS).split("01_small: why")
    rows = [line.split() for line in points.splitlines()]
    assert ["ada", "10", "8", "2"] in rows
    assert ["cleo", "0", "0", "0"] in rows
    assert "1 f, 2 g" in points
    lines = [line.strip() for line in why.splitlines()]
    assert "ada     full points" in lines
    assert "bob     f: a (and 1 more)" in lines
    assert "cleo    1 cell repaired; f: a (and 1 more)" in lines


@pytest.mark.parametrize(
    "reason", ["[/b] is missing", "wrong value for [red]", "[link=x]y[/link]", "a :bug: b"]
)
def test_square_brackets_in_a_reason_are_text(reason: str) -> None:
    assert reason in shown([result("ada", question("f", 0, reason=reason))])


def test_the_page_escapes_every_name_and_reason(tmp_path: Path) -> None:
    evil = result(EVIL, question(EVIL, 0, reason=EVIL), question("g", 0, 2, EVIL), note=EVIL)
    other = result("bob", question(EVIL, 0, reason=f"second {EVIL}"))
    write_report(EVIL, [evil, evil, other], tmp_path / "report.html", EVIL)
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in text
    assert text.count("&lt;script&gt;") >= 8
    assert "http" not in text.replace("http-equiv", "")


def test_a_class_of_nobody_has_a_page_too(tmp_path: Path) -> None:
    write_report("01_small", [], tmp_path / "report.html", "no sandbox")
    assert "0 students. no sandbox" in (tmp_path / "report.html").read_text("utf-8")


def test_one_student_is_not_several(tmp_path: Path) -> None:
    write_report("01_small", [result("ada", question("f", 1))], tmp_path / "report.html", "no sandbox")
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "<p>1 student. no sandbox" in text
    assert 'aria-label="1 student"' in text
    assert 'aria-label="0 students"' in text
