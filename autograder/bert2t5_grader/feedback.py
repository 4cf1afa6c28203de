"""The page a student gets back, written from verdicts.

It shows the student's own text, the visible cases in full and the hidden ones by the name of their property.
It never shows the text of a test cell, nor any output of the student's kernel: so neither a hidden test nor
a script can slip in.
"""

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from bert2t5 import card
from bert2t5_grader.check_call import find_check
from bert2t5_grader.judge import IN_STUDENT_PROCESS
from bert2t5_grader.score import score_cell
from bert2t5_grader.submission import NOTE

_FORMATTER = HtmlFormatter(nowrap=True)
_TEMPLATES = Environment(
    loader=PackageLoader("bert2t5_grader"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_TEMPLATES.filters["python"] = lambda text: Markup(highlight(text, PythonLexer(), _FORMATTER))  # escaped
_HIGHLIGHTING = "\n".join(
    f"@media (prefers-color-scheme: {scheme}) {{ {HtmlFormatter(style=style).get_style_defs('.answer')} }}"
    for scheme, style in [("light", "default"), ("dark", "github-dark")]
)


@dataclass(frozen=True)
class Question:
    """One graded cell as the page shows it.

    Attributes:
        name: the checked function, or the grade id of a cell without a check.
        score: points earned, bonus points included.
        points: what a right answer earns.
        bonus: True when the points come on top of the lab's total.
        reason: why points are missing; empty when none are, or when a person grades the cell.
        card: the verdict as safe HTML; empty without a verdict.
        answers: the student's cells before this one: text, and the comment of whoever grades.
        seconds: how long the check took.
        less_trusted: the check ran in the student's process.
    """

    name: str
    score: float
    points: float
    bonus: bool
    reason: str
    card: str
    answers: list[tuple[str, str]]
    seconds: float = 0.0
    less_trusted: bool = False


class FeedbackExporter(Exporter):  # type: ignore[misc]
    """Writes an autograded notebook as a feedback page."""

    file_extension = ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Run the preprocessors (they look up the scores) and render the page."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        resources["output_extension"] = self.file_extension
        page = render_template(
            "feedback.html.j2",
            where=resources["nbgrader"],
            note=nb.metadata.get(NOTE, {}),
            questions=questions(nb),
            highlighting=_HIGHLIGHTING,
        )
        return page, resources


def render_template(name: str, **values: object) -> str:
    """Render a page from the templates; every value is escaped unless it is marked as safe."""
    return _TEMPLATES.get_template(name).render(**values)


def questions(nb: NotebookNode) -> list[Question]:
    """Return the graded cells of an autograded notebook with the answers that stand before each."""
    found, answers = [], []
    for cell in nb.cells:
        marks = cell.metadata.get("nbgrader")
        if marks and marks["solution"]:
            answers.append((cell.source, marks.get("comment") or ""))
        if marks and marks.get("task"):
            answers.append(("", marks.get("comment") or ""))
        if marks and (marks["grade"] or marks.get("task")):
            found.append(_question(cell, answers))
            answers = []
    return found


def _question(cell: NotebookNode, answers: list[tuple[str, str]]) -> Question:
    marks = cell.metadata.nbgrader
    if marks["solution"] or marks.get("task"):  # graded by a person
        points = marks["score"] or 0.0, marks["points"]
        return Question(marks["grade_id"], *points, False, "graded by a person", "", answers)
    check, score = find_check(cell.source), score_cell(cell)
    return Question(
        name=check.name if check else marks["grade_id"],
        score=marks["score"] or 0.0,
        points=check.points if check else marks["points"],
        bonus=bool(check and check.bonus),
        reason=score.reason,
        card=card.as_html(score.verdict) if score.verdict else "",
        answers=answers,
        seconds=cell.metadata.get(NOTE, {}).get("seconds", 0.0),
        less_trusted=IN_STUDENT_PROCESS in cell.source,
    )
