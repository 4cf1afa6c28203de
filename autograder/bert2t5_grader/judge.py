"""Judges one submission: the student's cells run in their kernel, the test cells run here.

The judge goes through the notebook in order. A student's cell runs in the kernel. A locked cell runs in the
kernel and here, so the names that it gives are the judge's own. A test cell runs here alone, in the
instructor's version; the student's names are handles or decoded values in it (`handles.py`). A cell that
ends the kernel is left out when the kernel is started again, so what comes before and after it keeps its
marks.

A test cell that says `### STUDENT PROCESS` runs in the kernel whole. Its points are less trusted, because
code in that process can forge them.
"""

import ast
import contextlib
import io
import json
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any, NoReturn

import nbformat
from nbformat import NotebookNode

from bert2t5.checks import SEED_VARIABLE
from bert2t5.device import VARIABLE as DEVICE_VARIABLE
from bert2t5.training import VARIABLE as STEPS_VARIABLE
from bert2t5.verdict import Verdict
from bert2t5_grader.check_call import find_check
from bert2t5_grader.handles import KernelLost, Namespace
from bert2t5_grader.isolation import choose
from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.kernel_parent import KernelParent
from bert2t5_grader.names import bound_names
from bert2t5_grader.provisioner import Launch
from bert2t5_grader.student_kernel import Execution, StudentKernel
from bert2t5_grader.submission import NOTE

IN_STUDENT_PROCESS = "### STUDENT PROCESS"


def judge(job: Job, parent: KernelParent | None = None) -> Outcome:
    """Run and judge a submission.

    Args:
        job: the submission.
        parent: forks its kernels; default is a new one for each kernel, which is slower.

    Raises:
        UserError: no kernel can be started here.
    """
    notebook = nbformat.from_dict(job.notebook)
    run = _Run(job, notebook, parent)
    try:
        run.all_cells()
    finally:
        record = run.close()
    return Outcome(job.digest, _plain(notebook), record)


def _plain(notebook: NotebookNode) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(notebook))
    return found


@dataclass
class _Replay:
    """A kernel, started when it is needed, in which the cells before a position have run.

    Attributes:
        hidden: modules that it does not have.
        kernel: None before the start and after a cell has ended it.
        position: how many cells have had their turn in it.
        starts: how many starts of a kernel count.
    """

    hidden: tuple[str, ...]
    kernel: StudentKernel | None = None
    position: int = 0
    starts: int = 0


class _Run:
    def __init__(self, job: Job, notebook: NotebookNode, parent: KernelParent | None) -> None:
        self.job = job
        self.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        self.isolation = choose(job.isolation)
        self.parent = parent if job.warm else None
        self.names = Namespace()
        self.names.answers |= set(job.answers)
        self.replays: dict[tuple[str, ...], _Replay] = {}
        self.left_out: set[int] = set()  # cells that ended a kernel or used up their time: never again
        self.tried_again: set[int] = set()
        self.deadline: float = time.monotonic() + job.limits["notebook_seconds"]
        self.stages = dict.fromkeys(("start", "cells", "checks", "again", "end"), 0.0)
        self.used: dict[str, float] = {}

    def all_cells(self) -> None:
        """Run every cell and note in its metadata how it ended."""
        os.environ[SEED_VARIABLE] = self.job.seed
        os.environ[STEPS_VARIABLE] = str(self.job.limits["steps"])
        os.environ[DEVICE_VARIABLE] = "cpu"  # what the kernel computed elsewhere arrives here
        for cell in self.cells:
            cell.outputs = []
            cell.metadata[NOTE] = {"state": "not run"}
        with contextlib.suppress(Exception):
            exec(compile(self.job.imports, "<imports>", "exec"), self.names)
        for index, cell in enumerate(self.cells):
            if time.monotonic() >= self.deadline:
                return
            started = time.monotonic()
            state = self._one_cell(index, cell)
            cell.metadata[NOTE] = {"state": state, "seconds": round(time.monotonic() - started, 4)}

    def close(self) -> dict[str, Any]:
        """End the kernels and return the record."""
        started = time.monotonic()
        for replay in self.replays.values():
            self._end(replay)
        self.stages["end"] = time.monotonic() - started
        restarts = sum(max(0, replay.starts - 1) for replay in self.replays.values())
        return {
            "isolation": self.isolation.name,
            "seconds": {name: round(seconds, 4) for name, seconds in self.stages.items()},
            "restarts": restarts,
            **self.used,
        }

    def _one_cell(self, index: int, cell: NotebookNode) -> str:
        if is_test(cell) and IN_STUDENT_PROCESS not in cell.source:
            return self._check(index, cell)
        replay = self._replay(())
        execution = self._execute(replay, index)
        cell.outputs = execution.outputs
        if not is_test(cell) and cell.metadata.get("nbgrader", {}).get("locked"):
            self._run_here(cell, replay, self._cell_deadline())
        return execution.state

    def _replay(self, hidden: tuple[str, ...]) -> _Replay:
        return self.replays.setdefault(hidden, _Replay(hidden))

    def _execute(self, replay: _Replay, index: int) -> Execution:
        """Run a cell in a kernel in which those before it have run."""
        kernel = self._catch_up(replay, index)
        if kernel is None:
            return Execution("not run")
        execution = kernel.run(self.cells[index].source, self._cell_deadline())
        self.stages["cells"] += execution.seconds
        replay.position = index + 1
        if execution.state == "dead" and self._try_again(replay, index):
            return self._execute(replay, index)
        self._note_end(replay, index, execution)
        return execution

    def _try_again(self, replay: _Replay, index: int) -> bool:
        """True once for each cell: what a cell before has begun may have ended the kernel just now."""
        if index in self.tried_again:
            return False
        self.tried_again.add(index)
        self._end(replay)
        replay.starts -= 1  # this one does not count
        return True

    def _note_end(self, replay: _Replay, index: int, execution: Execution) -> bool:
        """Leave out a cell that did not come to an end by itself; False when it took the kernel along."""
        if execution.state not in ("ok", "error"):
            self.left_out.add(index)
        if execution.lost or not (replay.kernel and replay.kernel.alive):
            self.left_out.add(index)
            self._end(replay)
            return False
        return True

    def _catch_up(self, replay: _Replay, index: int) -> StudentKernel | None:
        """Return a kernel in which all cells before `index` have run, or None when there is none any more."""
        while True:
            if replay.kernel is None:
                if replay.starts > self.job.limits["restarts"] or time.monotonic() >= self.deadline:
                    return None
                self._start(replay)
            if self._run_up_to(replay, index):
                return replay.kernel

    def _run_up_to(self, replay: _Replay, index: int) -> bool:
        """Run the cells between the kernel's position and `index`; False when one ends the kernel."""
        assert replay.kernel is not None
        for number in range(replay.position, index):
            replay.position = number + 1
            cell = self.cells[number]
            if number in self.left_out or (is_test(cell) and IN_STUDENT_PROCESS not in cell.source):
                continue
            # a cell may end the kernel a moment later: an empty one after it tells whose fault that is
            for source in (cell.source, ""):
                execution = replay.kernel.run(source, self._cell_deadline())
                self.stages["again"] += execution.seconds
                if not self._note_end(replay, number, execution):
                    return False
        return True

    def _start(self, replay: _Replay) -> None:
        parent = self.parent
        if parent and set(replay.hidden) & set(parent.loaded()):
            parent = None  # what is in its memory cannot be hidden
        replay.kernel = StudentKernel(
            Launch(
                parent,
                self.isolation,
                self.job.limits,
                self.job.device,
                self.job.files,
                replay.hidden,
                self.job.kernel_seed,
            )
        )
        replay.starts += 1
        replay.position = 0
        self.stages["start"] += replay.kernel.start_seconds

    def _end(self, replay: _Replay) -> None:
        if replay.kernel is None:
            return
        for name, value in (replay.kernel.guard.used() if replay.kernel.alive else {}).items():
            self.used[name] = max(value, self.used.get(name, 0.0))
        replay.kernel.close()
        replay.kernel = None

    def _check(self, index: int, cell: NotebookNode) -> str:
        """Run a test cell here; its output is the verdict or the error."""
        check = find_check(cell.source)
        replay = self._replay(check.without if check else ())
        kernel = self._catch_up(replay, index)
        if kernel is None:
            return "not run"
        replay.position = index + 1
        started = time.monotonic()
        state, found = self._run_here(cell, replay, self._cell_deadline())
        if state == "dead" and self._try_again(replay, index):
            return self._check(index, cell)
        if isinstance(found, BaseException):
            cell.outputs = [_error_output(found)]
        elif state == "ok" and type(found) is Verdict:
            cell.outputs = [_verdict_output(found)]
        self.stages["checks"] += time.monotonic() - started
        return state

    def _run_here(self, cell: NotebookNode, replay: _Replay, deadline: float) -> tuple[str, Any]:
        """Run a cell in the judge, with the student's names while there is a kernel.

        Returns the state and the value of the cell's last line, or what it raised.
        """
        kernel = replay.kernel
        self.names.remote = kernel.lend(deadline) if kernel else None
        state, found = _run_limited(cell, self.names, deadline)
        self.names.remote = None
        if kernel and state in ("dead", "message"):
            state = kernel.why_lost() if state == "dead" else state
            self._end(replay)
        elif kernel:
            in_time = state not in ("timeout", "call_backs")
            kernel.take_back(in_time)
            if not kernel.alive:
                self._end(replay)
            elif not in_time:  # it was interrupted, but threads that the call has started may go on
                self._end(replay)
                replay.starts -= 1
        return state, found

    def _cell_deadline(self) -> float:
        seconds: float = self.job.limits["cell_seconds"]
        return min(self.deadline, time.monotonic() + seconds)


def is_test(cell: NotebookNode) -> bool:
    """True for a cell that gives points by itself."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("grade") and not marks.get("solution"))


def _run_limited(cell: NotebookNode, names: Namespace, deadline: float) -> tuple[str, Any]:
    try:
        with _limited(deadline), _quiet():
            value = run_cell(_without_magic(cell.source), cell.id, names)
    except KernelLost as lost:
        return lost.state, None
    except BaseException as error:
        return "error", error
    if time.monotonic() >= deadline:  # the cell may have swallowed the exception that says so
        return "timeout", None
    return "ok", value


def run_cell(source: str, name: str, names: dict[str, Any]) -> Any:
    """Run a cell's text in a namespace and return the value of its last line, None when that has none."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, f"<{name}>", "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), f"<{name}>", "exec"), names)
    return eval(compile(ast.Expression(last.value), f"<{name}>", "eval"), names)


def answer_names(cells: list[NotebookNode]) -> set[str]:
    """Return the names that answer cells define."""
    answers = [cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return {name for source in answers for name in bound_names(_without_magic(source))}


def _without_magic(source: str) -> str:
    """Return a cell's text without IPython's magic lines."""
    return "\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())


@contextlib.contextmanager
def _limited(deadline: float) -> Iterator[None]:
    """End the block soon after the deadline, whatever the judge computes then."""

    def too_late(number: int, frame: FrameType | None) -> NoReturn:
        raise KernelLost("timeout")

    before = signal.signal(signal.SIGALRM, too_late)
    signal.setitimer(signal.ITIMER_REAL, max(0.01, deadline - time.monotonic() + 0.5), 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def _verdict_output(verdict: Verdict) -> Any:
    return nbformat.v4.new_output("execute_result", data=verdict._repr_mimebundle_(), execution_count=None)


def _error_output(error: BaseException) -> Any:
    try:
        text = str(error)[:2000]
    except Exception:
        text = ""
    name = type(error).__name__
    return nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
