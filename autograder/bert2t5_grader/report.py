"""The class report: a table for the terminal and a page for the instructor."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from bert2t5_grader.feedback import render_template
from bert2t5_grader.files import write_text
from bert2t5_grader.result import Result


@dataclass(frozen=True)
class QuestionSummary:
    """How the class did on one question: the mean share of its points, and what went wrong how often."""

    name: str
    points: float
    bonus: bool
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
        min(10, int(10 * result.score / result.max_score)) if result.max_score else 0 for result in results
    ]
    counts = Counter(tens)
    labels = [f"{10 * ten}" for ten in range(11)]
    return [(label, counts[ten]) for ten, label in enumerate(labels)]


def as_table(lab: str, results: list[Result]) -> Table:
    """Return the results for a terminal: student, points for each question, one line why."""
    names = [summary.name for summary in summarize(results)]
    table = Table(title=f"{lab}: points", caption=_legend(names), show_lines=False)
    table.add_column("student", no_wrap=True)
    table.add_column("sum", justify="right", no_wrap=True)
    for number in range(1, len(names) + 1):
        table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column("why", ratio=1)
    for result in results:
        scores = {question.name: f"{question.score:g}" for question in result.questions}
        points = [scores.get(name, "-") for name in names]
        table.add_row(result.student, f"{result.score:g}", *points, result.why)
    return table


def _legend(names: list[str]) -> str:
    return ", ".join(f"{number} {name}" for number, name in enumerate(names, start=1))


def _summarize(name: str, results: list[Result]) -> QuestionSummary:
    questions = [question for result in results for question in result.questions if question.name == name]
    points = max(question.points for question in questions)
    reasons = Counter(question.reason for question in questions if question.reason)
    return QuestionSummary(
        name,
        points,
        any(question.bonus for question in questions),
        sum(question.score for question in questions) / (points * len(questions)) if points else 0.0,
        sum(question.score >= points for question in questions),
        reasons.most_common(5),
    )
