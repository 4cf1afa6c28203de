"""Points need an explicit pass: the right verdict, once, of a cell that ran to its end."""

from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from small_lab import executed, verdict

from bert2t5.verdict import MIME_TYPE, Verdict
from bert2t5_grader.score import REASONS, read_verdict, score_cell
from bert2t5_grader.submission import NOTE

FULL = verdict("double", 8)


@pytest.fixture
def cell(lab: NotebookNode) -> NotebookNode:
    """The test cell of `double`, worth 8 points."""
    return next(cell for cell in lab.cells if cell.id == "test_double")


def result(data: dict[str, Any]) -> NotebookNode:
    return nbformat.v4.new_output("execute_result", data=data, execution_count=1)


def test_a_verdict_that_holds_earns_every_point(cell: NotebookNode) -> None:
    score = score_cell(executed(cell, FULL))
    assert (score.points, score.reason, score.verdict) == (8, "", FULL)


def test_a_verdict_that_fails_says_why(cell: NotebookNode) -> None:
    score = score_cell(executed(cell, verdict("double", 8, passed=0, what="a wrong answer")))
    assert (score.points, score.reason) == (0, "fresh numbers: a wrong answer")


def test_a_bonus_earns_its_points(lab: NotebookNode) -> None:
    bonus = executed(lab.cells[-1], verdict("half", 5, bonus=True))
    assert score_cell(bonus).points == 5


@pytest.mark.parametrize(
    "forged",
    [
        verdict("half", 8),
        verdict("double", 9),
        verdict("double", 8, bonus=True),
        Verdict("double", float("nan"), False, FULL.properties),
    ],
)
def test_a_verdict_of_another_check_earns_nothing(cell: NotebookNode, forged: Verdict) -> None:
    assert score_cell(executed(cell, forged)).reason == "the check left no verdict"
    assert score_cell(executed(cell, forged)).points == 0


def broken(change: dict[str, Any]) -> dict[str, Any]:
    data = FULL._repr_mimebundle_()[MIME_TYPE]
    assert isinstance(data, dict)
    return data | change


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text/plain": "True"},
        {"text/plain": "8 of 8 points"},
        {MIME_TYPE: "full"},
        {MIME_TYPE: None},
        {MIME_TYPE: broken({"properties": "all"})},
        {MIME_TYPE: broken({"points": "eight"})},
        {MIME_TYPE: broken({"properties": [FULL.properties[0].__dict__ | {"passed": 9}]})},
    ],
)
def test_a_broken_verdict_or_none_earns_nothing(cell: NotebookNode, data: dict[str, Any]) -> None:
    ran = executed(cell, None)
    ran.outputs = [result(data)] if data else []
    assert read_verdict(ran) is None
    assert score_cell(ran).points == 0


def test_two_verdicts_earn_nothing(cell: NotebookNode) -> None:
    ran = executed(cell, FULL)
    ran.outputs = ran.outputs * 2
    assert score_cell(ran).points == 0


def test_a_verdict_that_was_only_displayed_earns_nothing(cell: NotebookNode) -> None:
    ran = executed(cell, None)
    ran.outputs = [nbformat.v4.new_output("display_data", data=FULL._repr_mimebundle_())]
    assert score_cell(ran).points == 0


def test_stderr_costs_nothing(cell: NotebookNode) -> None:
    ran = executed(cell, FULL)
    ran.outputs.insert(0, nbformat.v4.new_output("stream", name="stderr", text="a warning"))
    assert score_cell(ran).points == 8


@pytest.mark.parametrize("state", [*REASONS, "anything else", None])
def test_a_cell_that_did_not_run_to_its_end_earns_nothing_whatever_it_left(
    cell: NotebookNode, state: str | None
) -> None:
    ran = executed(cell, FULL, state=state or "")
    if state is None:
        del ran.metadata[NOTE]
    score = score_cell(ran)
    assert score.points == 0
    assert score.reason == REASONS.get(state or "not run", REASONS["not run"])


@pytest.mark.parametrize(
    ("name", "shown"), [("ValueError", ": ValueError"), ("Input_17_23", ""), ("print", ""), ("__doc__", "")]
)
def test_only_a_built_in_exception_is_named(cell: NotebookNode, name: str, shown: str) -> None:
    ran = executed(cell, None, state="error")
    ran.outputs = [nbformat.v4.new_output("error", ename=name, evalue="secret", traceback=["secret"])]
    assert score_cell(ran).reason == REASONS["error"] + shown


def test_a_cell_of_plain_asserts_earns_its_points_when_it_ran(cell: NotebookNode) -> None:
    cell.source = "assert double(1) == 2"
    assert score_cell(executed(cell, None)).points == 8
    assert score_cell(executed(cell, None, state="error")).points == 0
