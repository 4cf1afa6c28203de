"""Reads the attacks in this folder: what each tries, its cells, and what must come of it.

An attack is a file `KIND/NAME.py` in percent format:

    \"\"\"What it tries, in a sentence or two.\"\"\"
    # points: double=0 total=0 scale=0 greet=0 safe_root=0      those not named: 0
    # reason double: text that the reason for missing points holds
    # forbid: text that must not stand in any output or reason
    # forbid in feedback: text that must not stand in what the student gets to read
    # after: NAME_1                                             graded first, as another student
    # lab: lab_without.py                                       another lab than lab.py

    # %% answer=double                  the text that is handed in for the cell `double` of the lab
    # %% answer=test_double tags=["a"]  the same for a locked cell, with tags
    # %%                                a cell of the student's own

A cell of the student's own comes behind the cell named before it in the file, so before that answer's test
cell; those before every named cell come first in the notebook.

What needs a sandbox to be harmless calls `only_in_sandbox()` first: the tests define that name in a cell of
their own (`with_aids`), so that a file run in any other way ends there.
"""

import ast
import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from bert2t5_grader.source import read_lab

HERE = Path(__file__).resolve().parent
LAB = HERE / "lab.py"
LABS = {  # points of each right answer
    LAB: {"double": 8.0, "total": 6.0, "scale": 6.0, "greet": 4.0, "safe_root": 6.0},
    HERE / "lab_torch.py": {"halve": 8.0},
    HERE / "lab_without.py": {"mean": 8.0},
}
KINDS = ("verdict", "secrets", "traces", "breaking")

NOT_ISOLATED = "not in the sandbox"  # what an attack says that found itself beside the tests

_CELL = re.compile(r'# %%(?: answer=(?P<name>\w+))?(?: tags=(?P<tags>\[[\w", -]*\]))?')
_LINE = re.compile(r"# (?P<key>points|reason \w+|forbid|forbid in feedback|after|lab): (?P<text>.+)")


@dataclass(frozen=True)
class Cell:
    """A cell of a submission.

    Attributes:
        grade_id: the lab's cell whose text it replaces; empty for one of the student's own.
        source: its text.
        tags: tags in its metadata.
    """

    grade_id: str
    source: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attack:
    """One hostile submission and what must come of it.

    Attributes:
        name: `KIND/NAME`.
        tries: what it tries.
        cells: in the order of the file.
        points: what every answer of the lab earns, by grade id.
        reasons: a text that the reason holds, by grade id.
        forbidden: texts that must not stand in any output or reason.
        kept: texts that must not stand in the feedback or a reason.
        lab: the lab's source.
        after: the name of the attack that is graded first, or an empty string.
    """

    name: str
    tries: str
    cells: list[Cell]
    points: dict[str, float]
    reasons: dict[str, str] = field(default_factory=dict)
    forbidden: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    lab: Path = LAB
    after: str = ""

    @property
    def kind(self) -> str:
        """The folder that it lies in."""
        return self.name.partition("/")[0]

    @property
    def full_points(self) -> dict[str, float]:
        """Points of right answers, by grade id."""
        return LABS[self.lab]


def paths() -> list[Path]:
    """Return the files of all attacks, in order."""
    return sorted(path for kind in KINDS for path in (HERE / kind).glob("*.py"))


@cache
def read_attack(path: Path) -> Attack:
    """Return the attack in a file.

    Raises:
        ValueError: the file is not as the module's docstring says; the message says where.
    """
    head, *parts = re.split(r"^(?=# %%)", path.read_text("utf-8"), flags=re.MULTILINE)
    name = f"{path.parent.name}/{path.stem}"
    tries = ast.get_docstring(ast.parse(head))
    if not tries or not parts:
        raise ValueError(f"{name}: an attack has a docstring and cells")
    lines = [_header_line(name, line) for line in head.rpartition('"""')[2].splitlines() if line]
    said = {key: text for key, text in lines if key in ("points", "after", "lab")}
    lab = HERE / said.get("lab", LAB.name)
    points = {answer: float(number) for answer, number in re.findall(r"(\w+)=([\d.]+)", said["points"])}
    return Attack(
        name,
        tries,
        [_cell(name, part) for part in parts],
        dict.fromkeys(LABS[lab], 0.0) | points,
        {key.split()[1]: text for key, text in lines if key.startswith("reason")},
        [text for key, text in lines if key == "forbid"],
        [text for key, text in lines if key == "forbid in feedback"],
        lab,
        f"{path.parent.name}/{said['after']}" if "after" in said else "",
    )


def _header_line(name: str, line: str) -> tuple[str, str]:
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(f"{name}: {line!r} is no line of a header")
    return match["key"], match["text"].strip()


def _cell(name: str, text: str) -> Cell:
    first, _, source = text.partition("\n")
    match = _CELL.fullmatch(first.rstrip())
    if not match:
        raise ValueError(f"{name}: {first!r} begins no cell")
    return Cell(match["name"] or "", source.strip("\n"), tuple(json.loads(match["tags"] or "[]")))


@cache
def lab_text(lab: Path = LAB) -> dict[str, str]:
    """Return the source of every cell of the instructor's notebook that has a grade id."""
    return {cell.id: cell.source for cell in read_lab(lab).cells if "nbgrader" in cell.metadata}


def right_answers(lab: Path = LAB) -> list[Cell]:
    """Return the lab's own answers as a submission."""
    return [Cell(name, lab_text(lab)[name]) for name in LABS[lab]]


def place(released: NotebookNode, cells: list[Cell]) -> NotebookNode:
    """Return the released notebook as a student hands it in who wrote these cells."""
    notebook = nbformat.from_dict(released)
    at = 0
    for number, cell in enumerate(cells):
        if cell.grade_id:
            at = next(index for index, old in enumerate(notebook.cells) if _is(old, cell.grade_id))
            notebook.cells[at].source = cell.source
            new = notebook.cells[at]
        else:
            new = nbformat.v4.new_code_cell(cell.source, id=f"own-{number}")
            notebook.cells.insert(at, new)
        if cell.tags:
            new.metadata["tags"] = list(cell.tags)
        at += 1
    return notebook


def _is(cell: NotebookNode, grade_id: str) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def with_aids(attack: Attack, pid_namespace: str, planted: dict[str, object]) -> list[Cell]:
    """Return the cells of an attack, with a cell before them that defines the names which the tests give.

    Args:
        pid_namespace: the link `/proc/self/ns/pid` of the tests' own process.
        planted: where the tests have put something to find, and their process ids.
    """
    text = "\n".join(cell.source for cell in attack.cells)
    aids = []
    if "only_in_sandbox" in text:
        aids.append(_ONLY_IN_SANDBOX.format(pid_namespace=pid_namespace))
    if "planted[" in text:
        aids.append(f"planted = {planted!r}")
    return [*([Cell("", "\n\n".join(aids))] if aids else []), *attack.cells]


_ONLY_IN_SANDBOX = '''
def only_in_sandbox():
    """End here unless this process has a PID namespace of its own."""
    import os

    if os.readlink("/proc/self/ns/pid") == "{pid_namespace}":
        print("not in the" + " sandbox")
        raise SystemExit
'''.strip()
