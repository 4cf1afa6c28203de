"""Builds a lab: its source becomes the instructor's notebook and the student's.

nbgrader's own `generate_assignment` makes the student's notebook, in a temporary course, and the result
replaces the old files only when everything went well. The same source gives the same bytes.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from bert2t5_grader.converters import generate_assignment
from bert2t5_grader.course import Course
from bert2t5_grader.files import write_text
from bert2t5_grader.source import read_lab


def build_lab(course: Course, lab: str) -> list[Path]:
    """Write both notebooks of a lab and return their paths.

    Raises:
        UnknownLab: there is no such lab.
        LabSourceError: its source breaks a rule; nothing is written then.
    """
    instructor, student = render_lab(course, lab)
    written = {course.instructor_notebook(lab): instructor, course.student_notebook(lab): student}
    for path, text in written.items():
        write_text(path, text)
    return list(written)


def render_lab(course: Course, lab: str) -> tuple[str, str]:
    """Return the text of the instructor's and of the student's notebook."""
    notebook = read_lab(course.source(course.require_lab(lab)))
    with tempfile.TemporaryDirectory() as folder:
        scratch = replace(course, state=Path(folder))
        return _as_text(notebook), _as_text(_release(scratch, lab, notebook))


def _release(scratch: Course, lab: str, notebook: NotebookNode) -> NotebookNode:
    config = scratch.config()
    config.CourseDirectory.source_directory = str(scratch.state / "source")
    config.CourseDirectory.release_directory = str(scratch.state / "release")
    write_text(scratch.state / "source" / lab / f"{lab}.ipynb", _as_text(notebook))
    generate_assignment(config, lab)
    return nbformat.read(scratch.state / "release" / lab / f"{lab}.ipynb", as_version=4)


def _as_text(notebook: NotebookNode) -> str:
    return str(nbformat.writes(notebook)) + "\n"
