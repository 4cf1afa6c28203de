"""Runs a repaired submission in a kernel, with a limit for each cell and one for the notebook.

Not protected yet: the kernel is an ordinary process of the grader's user, so a submission can read what
the grader can read, and the checks run in the submission's own process.
"""

import os
import time
from pathlib import Path
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Int, Unicode

from bert2t5.checks import SEED_VARIABLE
from bert2t5_grader.kernel import kernel_for
from bert2t5_grader.seeds import course_secret, student_seed
from bert2t5_grader.submission import NOTE


class RunSubmission(NbGraderPreprocessor):  # type: ignore[misc]
    """Executes every code cell in order and notes in its metadata how that ended.

    The state of a cell is `ok`, `error`, `timeout`, `dead` (the kernel died) or `not run`.
    """

    cell_seconds = Int(30, help="Wall time of one cell, in seconds.").tag(config=True)
    notebook_seconds = Int(180, help="Wall time of all cells of a notebook, in seconds.").tag(config=True)
    secret_file = Unicode("autograder/var/secret", help="File of the course's secret.").tag(config=True)
    seed = Unicode("", help="Seed of the hidden cases for every student instead of each one's own.").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        where = resources["nbgrader"]
        seed = self.seed or student_seed(
            course_secret(Path(self.secret_file)), where["assignment"], where["student"]
        )
        nb.metadata.setdefault(NOTE, {})["seed"] = seed
        if not nb.metadata[NOTE].get("unreadable"):
            self._run(nb, Path(resources["metadata"]["path"]), seed)
        return nb, resources

    def _run(self, nb: NotebookNode, folder: Path, seed: str) -> None:
        code = [(index, cell) for index, cell in enumerate(nb.cells) if cell.cell_type == "code"]
        for _, cell in code:
            cell.metadata[NOTE] = {"state": "not run"}
        deadline = time.monotonic() + self.notebook_seconds
        # A fixed hash seed: an answer that leans on the order of a set gets the same points in a regrade.
        fixed = {SEED_VARIABLE: seed, "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        environment = os.environ | fixed
        with kernel_for(nb, folder, environment, **_SETTINGS) as client:
            client.timeout_func = lambda cell: max(
                1, min(self.cell_seconds, round(deadline - time.monotonic()))
            )
            for index, cell in code:
                if time.monotonic() >= deadline:
                    break
                try:
                    client.execute_cell(cell, index)
                except DeadKernelError:
                    cell.metadata[NOTE]["state"] = "dead"
                    break


def _note_state(cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]) -> None:
    content = execute_reply["content"]
    state = "timeout" if content.get("ename") == "CellTimeoutError" else content["status"]
    cell.metadata[NOTE] = {"state": state}


_SETTINGS = {
    "allow_errors": True,
    "interrupt_on_timeout": True,
    "error_on_timeout": {"ename": "CellTimeoutError", "evalue": "the time limit", "traceback": []},
    "on_cell_executed": _note_state,
}
