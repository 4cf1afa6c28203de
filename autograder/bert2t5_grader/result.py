"""What a class got: scores from the gradebook, reasons from the graded notebooks."""

from dataclasses import dataclass
from typing import Any

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
        note: how much was repaired; empty when nothing was.
        unreadable: why the file could not be read; empty when it could.
    """

    student: str
    score: float
    max_score: float
    questions: list[Question]
    note: str = ""
    unreadable: str = ""

    @property
    def why(self) -> str:
        """One line: what is wrong with the file, else the note and the first reason for missing points."""
        if self.unreadable:
            return self.unreadable
        graded = [question for question in self.questions if not question.bonus]
        lost = [question for question in graded if question.reason and question.score < question.points]
        more = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
        reason = f"{lost[0].name}: {lost[0].reason}{more}" if lost else "full points"
        return f"{self.note}; {reason}" if self.note else reason


def read_result(course: Course, lab: str, student: str) -> tuple[Result, dict[str, Any]]:
    """Return the result of one graded student, and what the grader noted about the submission."""
    with Gradebook(course.config().CourseDirectory.db_url) as gradebook:
        return _read(course, lab, student, gradebook)


def read_results(course: Course, lab: str) -> list[Result]:
    """Return the results of every graded student, in order of their names."""
    config = course.config()
    results = []
    with Gradebook(config.CourseDirectory.db_url) as gradebook:
        for student in course.students(lab):
            if course.autograded(lab, student).is_file():
                results.append(_read(course, lab, student, gradebook)[0])
    return results


def _read(course: Course, lab: str, student: str, gradebook: Gradebook) -> tuple[Result, dict[str, Any]]:
    submitted = gradebook.find_submission_notebook(lab, lab, student)
    notebook = nbformat.read(course.autograded(lab, student), as_version=4)
    scores = {grade.name: grade.score for grade in submitted.grades}
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            marks["score"] = scores[marks["grade_id"]]
    note = notebook.metadata.get(NOTE, {})
    repairs = len(note.get("repairs", []))
    result = Result(
        student,
        submitted.score - (submitted.late_submission_penalty or 0.0),
        submitted.max_score,
        questions(notebook),
        note=f"{repairs} cell{'s' if repairs > 1 else ''} repaired" if repairs else "",
        unreadable=note.get("unreadable", ""),
    )
    return result, note
