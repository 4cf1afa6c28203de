"""What a class got: scores from the gradebook, reasons from the graded notebooks."""

from dataclasses import dataclass

import nbformat
from nbgrader.api import Gradebook

from bert2t5_grader.course import Course
from bert2t5_grader.feedback import Question, questions
from bert2t5_grader.submission import NOTE


@dataclass(frozen=True)
class Result:
    """One student's result in one lab.

    Attributes:
        student: the student's id.
        score: points, bonus included, late penalty taken off.
        max_score: points without bonus.
        questions: the graded cells in order.
        note: why the file could not be read, or what was repaired; empty when nothing was wrong.
    """

    student: str
    score: float
    max_score: float
    questions: list[Question]
    note: str

    @property
    def why(self) -> str:
        """One line: the note, else the first reason for missing points."""
        missing = [question.reason for question in self.questions if question.reason and not question.bonus]
        lines = [line for line in [self.note, *missing[:1]] if line]
        rest = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        return "; ".join(lines) + rest if lines else "all checks passed"


def read_results(course: Course, lab: str) -> list[Result]:
    """Return the results of every graded student, in order of their names."""
    config = course.config()
    results = []
    with Gradebook(config.CourseDirectory.db_url) as gradebook:
        for student in course.students(lab):
            if course.autograded(lab, student).is_file():
                results.append(_read(course, lab, student, gradebook))
    return results


def _read(course: Course, lab: str, student: str, gradebook: Gradebook) -> Result:
    submitted = gradebook.find_submission_notebook(lab, lab, student)
    notebook = nbformat.read(course.autograded(lab, student), as_version=4)
    scores = {grade.name: grade.score for grade in submitted.grades}
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            marks["score"] = scores[marks["grade_id"]]
    note = notebook.metadata.get(NOTE, {})
    repairs = note.get("repairs", [])
    lines = [note.get("unreadable", ""), f"{len(repairs)} cells repaired" if repairs else ""]
    return Result(
        student,
        submitted.score - (submitted.late_submission_penalty or 0.0),
        submitted.max_score,
        questions(notebook),
        "; ".join(line for line in lines if line),
    )
