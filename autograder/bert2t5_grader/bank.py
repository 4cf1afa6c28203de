"""The bank: right and wrong answers to every graded function, and what the checks make of them.

One file per function, `autograder/variants/LAB/FUNCTION.py`, in which every answer is a function (or a class)
of that very name under a decorator that says what it is:

    @wrong("Adds 1 for each word, whatever its frequency (chapter 1, Counting pairs)")
    def count_pairs(words): ...

    @right("slices and zip")
    def count_pairs(words): ...

A check is good when it gives every right answer full points and no wrong one. At grading time the wrong
ones serve again: an answer that does the same as one of them gets its misconception named.
"""

import ast
import runpy
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bert2t5_grader.errors import UserError

Function = Callable[..., Any]
OURS = ("bert2t5_grader", "bert2t5_reference")  # a student's set-up cell gives what an answer needs of these
BANK = Path(__file__).parent.parent / "variants"

_collected: list["Variant"] = []


@dataclass(frozen=True)
class Variant:
    """An answer in the bank.

    Attributes:
        function: the answer; a class where the lab asks for one.
        right: whether it is a right one.
        label: the style of a right answer, the misconception of a wrong one.
        path: the file that it stands in.
        line: the line of its decorator there.
    """

    function: Function
    right: bool
    label: str
    path: Path
    line: int

    @property
    def misconception(self) -> str:
        """The label, under the name that `Check.diagnose` asks a mistake for."""
        return self.label

    @property
    def source(self) -> str:
        """The answer as a student would have it in a cell: imports, helpers, function, no decorator."""
        lines = self.path.read_text("utf-8").split("\n")
        wanted = [node for node in ast.parse("\n".join(lines)).body if self._belongs(node)]
        return "\n\n".join("\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in wanted)

    def _belongs(self, node: ast.stmt) -> bool:
        """Everything but the docstring, imports of the course's own code and the other answers."""
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == self.function.__name__:
            return node.decorator_list[0].lineno == self.line
        ours = isinstance(node, ast.ImportFrom) and str(node.module).startswith(OURS)
        return not ours and not isinstance(node, ast.Expr)


def right(style: str) -> Callable[[Function], Function]:
    """Mark a right answer; `style` says how it is written."""
    return _collector(True, style)


def wrong(misconception: str) -> Callable[[Function], Function]:
    """Mark a wrong answer; `misconception` says what its writer believes and where to read, in one line."""
    return _collector(False, misconception)


@cache
def variants(lab: str, function: str) -> tuple[Variant, ...]:
    """Return the answers to one function of a lab, in file order.

    Raises:
        UserError: the bank has no file for it.
    """
    path = BANK / lab / f"{function}.py"
    if not path.is_file():
        raise UserError(f"the bank has no answers to {function!r} of {lab}: {path} is missing")
    _collected.clear()
    runpy.run_path(str(path))
    return tuple(_collected)


def known_mistakes(lab: str, function: str) -> list[Variant]:
    """Return the wrong answers to one function of a lab."""
    return [variant for variant in variants(lab, function) if not variant.right]


def _collector(is_right: bool, label: str) -> Callable[[Function], Function]:
    caller = sys._getframe(2)  # the file of the bank, at the line of the decorator
    path, line = Path(caller.f_code.co_filename), caller.f_lineno

    def collect(function: Function) -> Function:
        _collected.append(Variant(function, is_right, label, path, line))
        return function

    return collect
