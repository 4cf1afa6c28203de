"""One process and two, warm and cold, one worker and two: the same answer gets the same grade."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import nbformat
import pytest

from bert2t5.checks import SEED_VARIABLE
from bert2t5.verdict import Verdict
from bert2t5_grader.bank import Variant, variants
from bert2t5_grader.course import Course
from bert2t5_grader.inprocess import namespace, run_check
from bert2t5_grader.inprocess import test_cells as cells_with_a_check
from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.judge import answer_names, is_test, judge
from bert2t5_grader.kernel_parent import KernelParent
from bert2t5_grader.limits import Limits
from bert2t5_grader.schedule import LocalWorker
from bert2t5_grader.score import read_verdict
from bert2t5_grader.source import read_lab

COURSE = Course.find(Path(__file__).parent)
SEED = "a student"
LIBRARIES = ("import bert2t5.checks", "import numpy", "import matplotlib.pyplot", "import sentencepiece")
LIMITS = Limits(notebook_seconds=600, cell_seconds=120).as_dict()


@cache
def lab_notebook(lab: str) -> Any:
    return read_lab(COURSE.source(lab))


def answers() -> Iterator[tuple[str, str, Variant]]:
    """The bank of every lab: the right and the wrong answers of all functions in turn."""
    for lab in COURSE.labs:
        functions = [cell.function for cell in cells_with_a_check(lab_notebook(lab))]
        for group in zip_longest(*[variants(lab, function) for function in functions]):
            found = zip(functions, group, strict=True)
            yield from ((lab, function, variant) for function, variant in found if variant)


EVERY = list(answers())
DOZEN = EVERY[:: len(EVERY) // 12][:12]


def job(lab: str, function: str, variant: Variant, **changes: Any) -> Job:
    """A submission that holds the answer, the lab's other answers and the one test cell."""
    notebook = nbformat.from_dict(lab_notebook(lab))
    notebook.cells = [cell for cell in notebook.cells if is_wanted(cell, function)]
    for cell in notebook.cells:
        if cell.id == function:
            cell.source = variant.source
    made = Job(
        lab=lab,
        student="ada",
        notebook=json.loads(json.dumps(notebook)),
        seed=SEED,
        limits=LIMITS,
        answers=tuple(sorted(answer_names(lab_notebook(lab).cells))),
        libraries=LIBRARIES,
    )
    return replace(made, **changes)


def is_wanted(cell: Any, function: str) -> bool:
    marked = cell.cell_type == "code" and "nbgrader" in cell.metadata
    return marked and (not is_test(cell) or f'Check("{function}"' in cell.source)


def verdict_in(outcome: Outcome) -> tuple[Any, ...]:
    """What the judge's verdict comes to, hints and all; the state where there is none."""
    cell = next(cell for cell in outcome.as_notebook().cells if is_test(cell))
    verdict = read_verdict(cell)
    return summed_up(verdict) if verdict else (cell.metadata.bert2t5.state,)


def summed_up(verdict: Verdict) -> tuple[Any, ...]:
    return verdict.earned, verdict.reason, verdict.misconception, [part.passed for part in verdict.properties]


def in_one_process(lab: str, function: str, variant: Variant) -> tuple[Any, ...]:
    cell = next(cell for cell in cells_with_a_check(lab_notebook(lab)) if cell.function == function)
    return summed_up(run_check(cell, namespace(lab_notebook(lab)) | {function: variant.function}))


@pytest.fixture(scope="module")
def parent() -> Iterator[KernelParent]:
    made = KernelParent(LIBRARIES)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _same_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEED_VARIABLE, SEED)


def names(answer: tuple[str, str, Variant]) -> str:
    return f"{answer[1]}-{answer[2].label[:30]}"


def test_the_dozen_holds_right_and_wrong_answers_to_many_functions() -> None:
    assert len(DOZEN) == 12
    assert {variant.right for _, _, variant in DOZEN} == {True, False}
    assert len({function for _, function, _ in DOZEN}) >= 8


@pytest.mark.parametrize("answer", DOZEN, ids=names)
def test_two_processes_warm_and_cold_say_what_one_says(
    answer: tuple[str, str, Variant], parent: KernelParent
) -> None:
    expected = in_one_process(*answer)
    assert verdict_in(judge(job(*answer), parent)) == expected
    assert verdict_in(judge(job(*answer, warm=False))) == expected


@pytest.mark.full
@pytest.mark.parametrize("answer", EVERY, ids=names)
def test_two_processes_say_what_one_says(answer: tuple[str, str, Variant], parent: KernelParent) -> None:
    assert verdict_in(judge(job(*answer), parent)) == in_one_process(*answer)


def test_large_submissions_and_large_answers_do_not_wait_for_each_other() -> None:
    """Each of 8 notebooks is larger than a socket holds, on its way there and on its way back."""
    large = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("x" * 2_000_000)])
    made = replace(job(*DOZEN[0]), notebook=json.loads(json.dumps(large)), libraries=())
    jobs = {f"s{number}": replace(made, student=f"s{number}") for number in range(8)}
    with LocalWorker(4) as worker:
        outcomes = dict(worker.judge(sorted(jobs), jobs.get))
    assert all(outcome and outcome.notebook["cells"] for outcome in outcomes.values())
    assert len(outcomes) == 8


def test_one_worker_and_two_say_the_same() -> None:
    jobs = {str(number): job(*answer, student=str(number)) for number, answer in enumerate(DOZEN)}
    found = []
    for count in (1, 2):
        with LocalWorker(count) as worker:
            outcomes = dict(worker.judge(sorted(jobs), jobs.get))
        found.append({student: verdict_in(outcome) for student, outcome in outcomes.items() if outcome})
    assert found[0] == found[1]
    assert len(found[0]) == 12
