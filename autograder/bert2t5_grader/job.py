"""What a worker gets and what it gives back: plain data both, so that they can be stored and sent."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from bert2t5_grader.isolation.packages import folders_of


@cache
def code_digest() -> str:
    """Return what stands for the code behind the checks: reference, support package and grader."""
    digest = hashlib.sha256()
    for package in ("bert2t5", "bert2t5_reference", "bert2t5_grader", "bert2t5_kernel"):
        for folder in folders_of(package):
            for path in sorted(folder.rglob("*.py")):
                digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Job:
    """One repaired submission, with all that its grading depends on.

    Attributes:
        lab: the lab's name.
        student: the student's id.
        notebook: the repaired notebook as plain data.
        seed: of the hidden cases.
        limits: see `bert2t5_grader.limits.Limits`.
        isolation: the name of a strategy, or auto.
        warm: fork the kernel from a process that has imported the libraries.
        device: cpu or cuda.
        files: folders with the submission's own files, the released ones last.
        answers: names that the lab's answers define: they are the student's in test cells.
        imports: import statements of the instructor's other cells: their names are the judge's.
        libraries: import statements of the lab, for the parent of kernels.
        unreadable: why there is nothing to run; empty when there is.
        code: stands for the code that the checks lean on.
    """

    lab: str
    student: str
    notebook: dict[str, Any]
    seed: str
    limits: dict[str, Any]
    isolation: str = "auto"
    warm: bool = True
    device: str = "cpu"
    files: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    imports: str = ""
    libraries: tuple[str, ...] = ()
    unreadable: str = ""
    code: str = field(default_factory=code_digest)

    @property
    def digest(self) -> str:
        """What stands for the job: the same digest, the same outcome."""
        data = asdict(self) | {"files": [_files_digest(Path(folder)) for folder in self.files]}
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()

    @property
    def kernel_seed(self) -> int:
        """Seed of the kernel's global generators; says nothing about the seed of the hidden cases."""
        return int.from_bytes(hashlib.sha256(f"kernel/{self.seed}".encode()).digest()[:8], "big")


@dataclass(frozen=True)
class Outcome:
    """A judged notebook and how it came about.

    Attributes:
        digest: of the job.
        notebook: with outputs, and in each code cell's metadata how it ended.
        record: seconds of each stage, memory, restarts.
        problem: why no cell could be run; empty when they were.
    """

    digest: str
    notebook: dict[str, Any]
    record: dict[str, Any] = field(default_factory=dict)
    problem: str = ""

    def as_notebook(self) -> NotebookNode:
        """Return the notebook in nbformat's form."""
        return nbformat.from_dict(self.notebook)

    def to_json(self) -> str:
        """Return the outcome as JSON text."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Outcome":
        """Read what `to_json` wrote.

        Raises:
            ValueError: it is no outcome.
        """
        try:
            return cls(**json.loads(text))
        except TypeError as error:
            raise ValueError(f"no outcome: {error}") from None


def own_files(folder: Path) -> list[Path]:
    """Return the submission's own files in a folder: no notebooks (one holds the hidden tests), no links."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and path.suffix != ".ipynb"
        and path.name != "timestamp.txt"
    ]


def _files_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in own_files(folder):
        digest.update(f"{path.relative_to(folder)}/{path.stat().st_size}/".encode("utf-8", "surrogateescape"))
        digest.update(path.read_bytes())
    return digest.hexdigest()
