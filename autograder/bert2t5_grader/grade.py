"""Grades a class: one submission after the other, and no submission stops the rest."""

from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from rich.console import Console
from traitlets.config import Config

from bert2t5_grader import converters
from bert2t5_grader.course import Course
from bert2t5_grader.progress import track
from bert2t5_grader.report import as_table, write_report
from bert2t5_grader.result import read_results


def grade_and_report(
    course: Course, lab: str, students: list[str], settings: Config, conditions: str, console: Console
) -> bool:
    """Grade these students, write report and CSV, and print the table of the class.

    Args:
        settings: changes to `nbgrader_config.py`.
        conditions: how the grading was isolated and seeded, for the report.

    Returns:
        True when nbgrader processed every submission; which one it did not is printed.
    """
    problems = list(track(grade_class(course, lab, students, settings), "grade", len(students)))
    results = read_results(course, lab)
    write_report(lab, results, course.report(lab), conditions)
    export_grades(course, course.grades)
    console.print(as_table(lab, results))
    for line in filter(None, problems):
        console.print(f"not processed: {line}")
    return not any(problems)


def grade_class(
    course: Course, lab: str, students: list[str], settings: Config | None = None
) -> Iterator[str]:
    """Grade the submissions of these students and write their feedback, one at each step.

    Args:
        settings: changes to `nbgrader_config.py`, for instance other limits.

    Yields:
        For each student an empty line, or what kept nbgrader from processing the submission.
    """
    record_release(course, lab)
    config = course.config()
    config.RunSubmission.secret_file = str(course.state / "secret")
    config.merge(settings or Config())
    for student in students:
        try:
            converters.autograde(config, lab, student)
            converters.generate_feedback(config, lab, student)
        except converters.ConversionError as error:
            yield error.message
        else:
            yield ""


def record_release(course: Course, lab: str) -> None:
    """Record the lab's cells in the gradebook; the released notebook itself is written by `build`.

    Raises:
        UserError: the lab is not built, or its notebook is broken.
    """
    course.read_instructor_notebook(lab)
    config = course.config()
    config.CourseDirectory.release_directory = str(course.state / "release")
    converters.generate_assignment(config, lab)


def export_grades(course: Course, path: Path) -> None:
    """Write all grades of the course as CSV, by nbgrader's own exporter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plugin = CsvExportPlugin()
    plugin.to = str(path)
    with Gradebook(course.config().CourseDirectory.db_url) as gradebook:
        plugin.export(gradebook)
