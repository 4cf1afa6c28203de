"""Where things of the course lie: its root, its labs, the state of its grading."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

from bert2t5_grader.errors import UnknownLab, UserError

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

    def student_notebook(self, lab: str) -> Path:
        """The released notebook."""
        return self.root / "labs" / lab / f"{lab}.ipynb"

    def submitted(self, lab: str, student: str) -> Path:
        return self.state / "submitted" / student / lab / f"{lab}.ipynb"

    def autograded(self, lab: str, student: str) -> Path:
        return self.state / "autograded" / student / lab / f"{lab}.ipynb"

    def feedback(self, lab: str, student: str) -> Path:
        return self.state / "feedback" / student / lab / f"{lab}.html"

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
