"""Runs a repaired submission: makes a job of it and has a worker judge it.

`nbgrader autograde` judges here and now. `bert2t5 grade` has had all submissions judged before, in
parallel, and puts the outcomes where this step finds them.
"""

import atexit
import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.judge import answer_names, is_test
from bert2t5_grader.limits import Limits, Sandbox
from bert2t5_grader.names import imports
from bert2t5_grader.seeds import course_secret, student_seed
from bert2t5_grader.submission import NOTE
from bert2t5_grader.worker import Worker

ALWAYS = "import bert2t5.checks"  # what kernels have imported at their start, beside the lab's own imports


class RunSubmission(NbGraderPreprocessor):  # type: ignore[misc]
    """Has every code cell run and judged, and notes in its metadata how that ended.

    The state of a cell is `ok`, `error`, `not run`, or the limit that it reached: see `score.REASONS`.
    """

    secret_file = Unicode("autograder/var/secret", help="File of the course's secret.").tag(config=True)
    seed = Unicode("", help="Seed of the hidden cases for every student instead of each one's own.").tag(
        config=True
    )
    outcomes = Unicode("", help="Folder of outcomes that were judged before, one file a student.").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        where = resources["nbgrader"]
        job = self.job(nb, where["assignment"], where["notebook"], where["student"])
        note = nb.metadata.get(NOTE, {})
        if not job.unreadable:
            outcome = self.judged_before(job) or _own_worker.run(job)
            nb, note = outcome.as_notebook(), note | {"record": outcome.record}
            if outcome.problem:
                note = note | {"unreadable": outcome.problem}
        nb.metadata[NOTE] = nbformat.from_dict(note | {"seed": job.seed})
        return nb, resources

    def job(self, nb: NotebookNode, lab: str, name: str, student: str) -> Job:
        """Return the job of a repaired notebook."""
        course = CourseDirectory(config=self.config)
        root = Path(course.root)  # nbgrader may have been started from any folder
        source = Path(course.format_path(course.source_directory, ".", lab))
        submitted = Path(course.format_path(course.submitted_directory, student, lab))
        cells = _code_cells(source / f"{name}.ipynb")
        sandbox = Sandbox(config=self.config)
        locked = [
            cell.source for cell in nb.cells if cell.get("metadata", {}).get("nbgrader", {}).get("locked")
        ]
        needed = [line for text in locked for line in imports(text).splitlines()]
        return Job(
            lab=lab,
            student=student,
            notebook=_plain(nb),
            seed=self.seed or student_seed(course_secret(root / self.secret_file), lab, student),
            limits=Limits(config=self.config).as_dict(),
            isolation=sandbox.isolation,
            warm=sandbox.warm,
            device=sandbox.device,
            files=tuple(str(folder) for folder in (submitted, source) if folder.is_dir()),
            answers=tuple(sorted(answer_names(cells or nb.cells))),
            imports="\n".join(imports(cell.source) for cell in cells if not is_test(cell)),
            libraries=tuple(dict.fromkeys([ALWAYS, *needed])),
            unreadable=nb.metadata.get(NOTE, {}).get("unreadable", ""),
        )

    def judged_before(self, job: Job) -> Outcome | None:
        """Return the stored outcome of this very job, if there is one."""
        if not self.outcomes:
            return None
        try:
            outcome = Outcome.from_json((Path(self.outcomes) / f"{job.student}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return outcome if outcome.digest == job.digest else None


_own_worker = Worker()
atexit.register(_own_worker.close)


def _code_cells(path: Path) -> list[NotebookNode]:
    """Return the code cells of the instructor's notebook; none when it is not there."""
    try:
        cells: list[NotebookNode] = nbformat.read(path, as_version=4).cells
    except Exception:  # an instructor may keep it elsewhere, or in an old form: grading goes on without it
        return []
    return [cell for cell in cells if cell.cell_type == "code"]


def _plain(nb: NotebookNode) -> dict[str, Any]:
    """Return a notebook's cells as plain data, without what running it would change."""
    bare = nbformat.from_dict(nb)
    bare.metadata.pop(NOTE, None)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop(NOTE, None)
    found: dict[str, Any] = json.loads(json.dumps(bare))
    return found
