"""The class report: a table for the terminal and a page for the instructor."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group
from rich.table import Table
from rich.text import Text

from bert2t5.verdict import UNWRITTEN
from bert2t5_grader.feedback import render_template
from bert2t5_grader.files import write_text
from bert2t5_grader.result import Result


@dataclass(frozen=True)
class QuestionSummary:
    """How the class did on one question.

    Attributes:
        name: the question's name.
        points: what a right answer earns.
        bonus: True when the points come on top of the lab's total.
        less_trusted: the check runs in the student's process.
        share: the mean share of the points, in [0, 1].
        full: how many students have all of them.
        reasons: the five most frequent reasons for missing points, each with the number of students. What is
            not written comes last: the mistakes are what can be talked about in class.
    """

    name: str
    points: float
    bonus: bool
    less_trusted: bool
    share: float
    full: int
    reasons: list[tuple[str, int]]


def write_report(lab: str, results: list[Result], path: Path, conditions: str) -> None:
    """Write the page; `conditions` says how the grading was isolated and seeded."""
    page = render_template(
        "report.html.j2",
        lab=lab,
        results=results,
        summaries=summarize(results),
        histogram=histogram(results),
        conditions=conditions,
    )
    write_text(path, page)


def summarize(results: list[Result]) -> list[QuestionSummary]:
    """Return a summary of every question, in notebook order."""
    names = list(dict.fromkeys(question.name for result in results for question in result.questions))
    return [_summarize(name, results) for name in names]


def histogram(results: list[Result]) -> list[tuple[str, int]]:
    """Return how many students have 0 to 9, 10 to 19, ..., 90 to 99 and 100 or more per cent."""
    tens = [
        max(0, min(10, int(10 * result.score / result.max_score))) if result.max_score else 0
        for result in results
    ]
    counts = Counter(tens)
    labels = [f"{10 * ten}" for ten in range(11)]
    return [(label, counts[ten]) for ten, label in enumerate(labels)]


def as_table(lab: str, results: list[Result]) -> Group:
    """Return the results for a terminal of 80 columns: points for each question, then one line why."""
    names = [summary.name for summary in summarize(results)]
    legend = ", ".join(f"{number} {name}" for number, name in enumerate(names, start=1))
    points = Table(title=f"{lab}: points", caption=legend, box=None, padding=(0, 1, 0, 0))
    points.caption_justify = points.title_justify = "left"
    points.add_column("student", no_wrap=True)
    for heading in ["sum", *(str(number) for number, _ in enumerate(names, start=1))]:
        points.add_column(heading, justify="right", no_wrap=True)
    why = Table(title=f"\n{lab}: why", box=None, padding=(0, 1, 0, 0), expand=True)
    why.title_justify = "left"
    why.add_column("student", no_wrap=True)
    why.add_column("why", no_wrap=True, overflow="ellipsis", ratio=1)
    for result in results:
        scores = {question.name: f"{question.score:g}" for question in result.questions}
        # Text, because a string is read as markup: a student's value may hold square brackets
        student = Text(result.student)
        points.add_row(student, f"{result.score:g}", *[scores.get(name, "-") for name in names])
        why.add_row(student, Text(result.why))
    return Group(points, why)


def _summarize(name: str, results: list[Result]) -> QuestionSummary:
    questions = [question for result in results for question in result.questions if question.name == name]
    points = max(question.points for question in questions)
    reasons = Counter(question.reason for question in questions if question.reason)
    return QuestionSummary(
        name,
        points,
        any(question.bonus for question in questions),
        any(question.less_trusted for question in questions),
        sum(question.score for question in questions) / (points * len(questions)) if points else 0.0,
        sum(question.score >= points > 0 for question in questions),
        sorted(reasons.items(), key=lambda item: (item[0] == UNWRITTEN, -item[1], item[0]))[:5],
    )
