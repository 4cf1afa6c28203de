"""Lab 4 describes tasks of the pocket world by hand: they are those that the pocket T5 has learned."""

from pathlib import Path
from typing import Any

import pytest

from bert2t5.data import pocket
from bert2t5_grader.course import Course
from bert2t5_grader.source import read_lab
from bert2t5_reference.pocket_tasks import load_examples, pocket_task
from bert2t5_reference.text_to_text import format_example

COURSE = Course.find(Path(__file__).parent)
NAMES = ["cola", "sst2", "mnli", "stsb", "squad", "marlish", "summary"]


@pytest.fixture(scope="module")
def lab() -> dict[str, Any]:
    """The names that the lab's cell of tasks defines."""
    names = dict(vars(pocket))
    (cell,) = [cell for cell in read_lab(COURSE.source("04_text_to_text")).cells if cell.id == "tasks"]
    exec(cell.source, names)
    return names


def test_descriptions_are_those_of_the_reference(lab: dict[str, Any]) -> None:
    assert lab["TASKS"] == {name: pocket_task(name).describe() for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_examples_become_the_strings_that_the_model_was_trained_on(lab: dict[str, Any], name: str) -> None:
    rows = lab["load_examples"](name, 5, seed=3)
    formatted = [format_example(lab["TASKS"][name], row) for row in rows]
    assert formatted == load_examples(name, "validation", 5, seed=3)
