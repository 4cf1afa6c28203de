"""The cells of a lab that trains run on whatever device `bert2t5.device()` gives, and mix no devices."""

from pathlib import Path

import matplotlib.pyplot as plt
import pytest
import torch
from nbformat import NotebookNode

import bert2t5
from bert2t5.training import VARIABLE
from bert2t5_grader.course import Course
from bert2t5_grader.source import read_lab

COURSE = Course.find(Path(__file__).parent)
LABS = [lab for lab in COURSE.labs if "bert2t5.device()" in COURSE.source(lab).read_text("utf-8")]


def runs_alone(cell: NotebookNode) -> bool:
    """True for a code cell that is no test."""
    return cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade")


def test_a_lab_asks_for_a_device() -> None:
    assert LABS


@pytest.mark.parametrize("lab", LABS)
def test_a_lab_runs_on_a_device(lab: str, device: torch.device, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(bert2t5, "device", lambda: asked.append(lab) or device)
    monkeypatch.setenv(VARIABLE, "2")
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    names = {"__name__": "__main__"}
    for cell in filter(runs_alone, read_lab(COURSE.source(lab)).cells):
        exec(compile(cell.source, f"<{cell.id}>", "exec"), names)
    assert asked
