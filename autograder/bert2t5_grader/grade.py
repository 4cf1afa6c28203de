"""Grades a class: one submission after the other, and no submission stops the rest."""

from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from traitlets.config import Config

from bert2t5_grader import converters
from bert2t5_grader.course import Course


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
