"""Where things of the course lie: its root, its labs, the state of its grading."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from traitlets.config import Config, PyFileConfigLoader

from bert2t5_grader.errors import UnknownLab, UserError

if TYPE_CHECKING:
    from nbformat import NotebookNode

CONFIG_NAME = "nbgrader_config.py"


@dataclass(frozen=True)
class Course:
    """A course's folders.

    Args:
        root: the repository's root, the folder of `nbgrader_config.py`.
        state: where submissions, grades and feedback go; default `autograder/var` in the root.
    """

    root: Path
    state: Path

    @classmethod
    def find(cls, start: Path | None = None, state: Path | None = None) -> "Course":
        """Return the course around `start` (default: the current folder).

        Raises:
            UserError: no folder from `start` upwards holds `nbgrader_config.py`.
        """
        start = (start or Path.cwd()).resolve()
        for root in [start, *start.parents]:
            if (root / CONFIG_NAME).is_file():
                return cls(root, (state or root / "autograder" / "var").resolve())
        raise UserError(f"no course here: no {CONFIG_NAME} in {start} or above. Run this inside the course")

    @cached_property
    def labs(self) -> list[str]:
        """Names of the labs that have a source, in order."""
        return sorted(path.stem for path in (self.root / "solutions").glob("[0-9]*.py"))

    def require_lab(self, name: str) -> str:
        """Return `name` when it is a lab.

        Raises:
            UnknownLab: otherwise.
        """
        if name not in self.labs:
            raise UnknownLab(name, self.labs)
        return name

    def source(self, lab: str) -> Path:
        """The lab's hand-written source, a jupytext percent script."""
        return self.root / "solutions" / f"{lab}.py"

    def instructor_notebook(self, lab: str) -> Path:
        """The built notebook with answers and hidden tests."""
        return self.root / "solutions" / "notebooks" / lab / f"{lab}.ipynb"

    def read_instructor_notebook(self, lab: str) -> "NotebookNode":
        """Return the built notebook with answers and hidden tests.

        Raises:
            UserError: it is missing, no notebook, or of an old schema.
        """
        import nbformat  # slow, and the command line imports this module for every command

        path = self.instructor_notebook(self.require_lab(lab))
        mend = f"Run `bert2t5 build {lab}`"
        if not path.is_file():
            raise UserError(f"{lab} is not built yet: {path} is missing. {mend}")
        try:
            notebook = nbformat.reads(path.read_text("utf-8"), as_version=nbformat.NO_CONVERT)
            old = _old_schemas(notebook)
        except Exception as error:  # whatever the file does to the reader, it is the file's fault
            raise UserError(f"{path} is no built notebook ({type(error).__name__}). {mend}") from None
        if old:
            raise UserError(f"{path}: {old}. Allowed: nbformat 4 and nbgrader schema 3. {mend}")
        return notebook

    def student_notebook(self, lab: str) -> Path:
        """The released notebook."""
        return self.root / "labs" / lab / f"{lab}.ipynb"

    def submitted(self, lab: str, student: str) -> Path:
        """The notebook as a student handed it in."""
        return self.state / "submitted" / student / lab / f"{lab}.ipynb"

    def autograded(self, lab: str, student: str) -> Path:
        """The same notebook, repaired and run."""
        return self.state / "autograded" / student / lab / f"{lab}.ipynb"

    def feedback(self, lab: str, student: str) -> Path:
        """The page that goes back to the student."""
        return self.state / "feedback" / student / lab / f"{lab}.html"

    def outcome(self, lab: str, student: str) -> Path:
        """What the judge found, on its way to the gradebook."""
        return self.state / "outcomes" / lab / f"{student}.json"

    def record(self, lab: str, student: str) -> Path:
        """What the gradebook and the feedback page hold: written last, so where it is they are complete."""
        return self.state / "records" / lab / f"{student}.json"

    def log(self, lab: str) -> Path:
        """The records of the class, one line a submission."""
        return self.state / f"{lab}-log.jsonl"

    def report(self, lab: str) -> Path:
        """The page on the whole class."""
        return self.state / f"{lab}-report.html"

    @property
    def grades(self) -> Path:
        """The table of all grades, as CSV."""
        return self.state / "grades.csv"

    def students(self, lab: str) -> list[str]:
        """Students with a collected submission of the lab, in order."""
        return sorted(path.parent.parent.name for path in self.state.glob(f"submitted/*/{lab}/{lab}.ipynb"))

    def config(self) -> Config:
        """Return `nbgrader_config.py` with this course's folders filled in."""
        config = PyFileConfigLoader(CONFIG_NAME, str(self.root)).load_config()
        config.CourseDirectory.root = str(self.root)
        for kind in ("submitted", "autograded", "feedback"):
            config.CourseDirectory[f"{kind}_directory"] = str(self.state / kind)
        config.CourseDirectory.db_url = f"sqlite:///{self.state / 'gradebook.db'}"
        return config


def _old_schemas(notebook: "NotebookNode") -> str:
    """Return what in a notebook is of an old schema, or an empty string."""
    if notebook.nbformat != 4:
        return f"nbformat {notebook.nbformat}"
    marks = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    for mark in marks:
        if mark.get("schema_version") != 3:
            return f"cell {mark.get('grade_id')!r} has nbgrader schema {mark.get('schema_version')}"
    return ""
