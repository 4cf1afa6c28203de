"""A course of one small lab in a folder of its own."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from small_lab import LAB, SOURCE

from bert2t5_grader.course import Course
from bert2t5_grader.files import write_text
from bert2t5_grader.source import read_lab

ROOT = Course.find(Path(__file__).parent).root


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course whose lab has a source and an instructor's notebook, and no released one."""
    root = tmp_path / "course"
    write_text(root / "solutions" / f"{LAB}.py", SOURCE)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    made = Course(root, root / "autograder" / "var")
    write_text(made.instructor_notebook(LAB), nbformat.writes(read_lab(made.source(LAB))))
    return made


@pytest.fixture
def lab(course: Course) -> NotebookNode:
    """The instructor's notebook."""
    return nbformat.read(course.instructor_notebook(LAB), as_version=4)
