"""From what a test cell left behind to points and a reason. Points need an explicit pass.

A cell with a check earns what the check's verdict says, provided that it ran to its end and left exactly one
verdict about the right function. A cell of plain asserts earns its points when it ran to its end.
What was written to stderr plays no part.
"""

from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import SaveAutoGrades
from pydantic import TypeAdapter, ValidationError

from bert2t5.checks import is_builtin_exception
from bert2t5.verdict import MIME_TYPE, Verdict
from bert2t5_grader.check_call import CheckCall, find_check
from bert2t5_grader.submission import NOTE

_VERDICT = TypeAdapter(Verdict)

REASONS = {
    "error": "the cell ended with an error",
    "timeout": "the time limit of a cell was reached",
    "memory": "the memory limit was reached here",
    "cpu": "the limit of CPU time was reached here",
    "files": "the limit of files was reached here",
    "outputs": "the limit of outputs was reached here",
    "message": "an answer larger than the limit was given",
    "call_backs": "the limit of calls back into the check was reached",
    "dead": "the kernel died here",
    "not run": "not run: the kernel died too often or the notebook's time was over before",
}


@dataclass(frozen=True)
class Score:
    """What a test cell earned.

    Attributes:
        points: points earned, bonus points included.
        reason: one line that says why points are missing, or an empty string.
        verdict: the check's verdict, where there is one.
    """

    points: float
    reason: str
    verdict: Verdict | None = None


class SaveVerdicts(SaveAutoGrades):  # type: ignore[misc]
    """Writes points to the gradebook, bonus points as extra credit, and the reason to the cell.

    Text that a person grades stays with nbgrader's own rule. All of a notebook is committed at once: it is
    either in the gradebook or not, and the disk is waited for once and not for every cell.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        where = resources["nbgrader"]
        self.notebook_id, self.assignment_id = where["notebook"], where["assignment"]
        self.student_id = where["student"]
        with Gradebook(where["db_url"]) as self.gradebook:
            session = self.gradebook.db
            commit, session.commit = session.commit, session.flush
            for index, cell in enumerate(nb.cells):
                self.preprocess_cell(cell, resources, index)
            commit()
        return nb, resources

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        marks = cell.metadata.nbgrader
        if marks["solution"] or cell.cell_type != "code":
            super()._add_score(cell, resources)
            return
        score = score_cell(cell)
        grade = self.gradebook.find_grade(
            marks["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        check = find_check(cell.source)
        if check and check.bonus:
            grade.auto_score, grade.extra_credit = 0.0, score.points
        else:  # extra credit of any other cell is a person's
            grade.auto_score = score.points
        grade.needs_manual_grade = grade.manual_score is not None
        self.gradebook.db.commit()
        cell.metadata.setdefault(NOTE, {})["reason"] = score.reason


def score_cell(cell: NotebookNode) -> Score:
    """Return what an executed test cell earned."""
    state = cell.metadata.get(NOTE, {}).get("state", "not run")
    if state != "ok":
        return Score(0.0, _failure(cell, state))
    check = find_check(cell.source)
    if check is None:
        return Score(float(cell.metadata.nbgrader["points"]), "")
    verdict = read_verdict(cell)
    if verdict is None or CheckCall(verdict.name, verdict.points, verdict.bonus) != check:
        return Score(0.0, "the check left no verdict")
    return Score(verdict.earned, verdict.reason, verdict)


def read_verdict(cell: NotebookNode) -> Verdict | None:
    """Return the one verdict among a cell's outputs; None when there is none, several, or a broken one."""
    bundles = [output.data for output in cell.outputs if output.output_type == "execute_result"]
    found = [bundle[MIME_TYPE] for bundle in bundles if MIME_TYPE in bundle]
    if len(found) != 1:
        return None
    try:
        return _VERDICT.validate_python(found[0])
    except ValidationError:
        return None


def _failure(cell: NotebookNode, state: str) -> str:
    names = [output.ename for output in cell.outputs if output.output_type == "error"]
    # only built-in names: another one could be made to spell a hidden input
    if state == "error" and names and is_builtin_exception(names[0]):
        return f"{REASONS[state]}: {names[0]}"
    return REASONS.get(state, REASONS["not run"])
