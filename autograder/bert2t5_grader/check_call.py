"""The call `Check(name, points=...)` of a test cell, read from its text without running it.

It says which function a cell checks and what that is worth, before and after the submission runs.
"""

import ast
from dataclasses import dataclass, field

CHECK_FORM = 'Write Check("name", points=8), with bonus=True or without=("module",) if need be, all literals'


@dataclass(frozen=True)
class CheckCall:
    """The arguments of the call, as `bert2t5.checks.Check` takes them."""

    name: str
    points: float
    bonus: bool
    without: tuple[str, ...] = field(default=(), compare=False)  # a verdict does not repeat it


def find_check(source: str) -> CheckCall | None:
    """Return the first `Check(...)` in a cell's source; None when there is none, or the source is no Python.

    Raises:
        ValueError: its arguments are not of the form that can be read without running the cell.

    >>> find_check('check = Check("merge_pair", points=8)')
    CheckCall(name='merge_pair', points=8, bonus=False, without=())
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:  # another course's cell may hold IPython's magic
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Check":
            return _read_check(node)
    return None


def _read_check(node: ast.Call) -> CheckCall:
    try:
        given = {word.arg: ast.literal_eval(word.value) for word in node.keywords}
        (name,) = [ast.literal_eval(value) for value in node.args]
        return CheckCall(name, given["points"], given.get("bonus", False), tuple(given.get("without", ())))
    except (ValueError, KeyError):
        raise ValueError(f"`{ast.unparse(node)}` cannot be read") from None
