"""How long the labs train."""

import os

VARIABLE = "BERT2T5_STEPS"


def steps(default: int, *, graded: int | None = None) -> int:
    """Return for how many steps to train.

    The environment variable `BERT2T5_STEPS` overrides the lab's own number, so that a notebook can run in
    seconds. A cell whose result is checked names the fewest steps with which a right answer passes; it trains
    no shorter than that.

    Args:
        default: the number of steps without the variable, 1 or more.
        graded: the fewest steps that the cell's check needs; None if no check needs any.

    Raises:
        ValueError: if the variable is not a whole number of at least 1.

    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {"BERT2T5_STEPS": "5"}):
    ...     steps(300), steps(300, graded=40)
    (5, 40)
    >>> with patch.dict(os.environ, {"BERT2T5_STEPS": ""}):
    ...     steps(300, graded=40)
    300
    """
    named = os.environ.get(VARIABLE, "").strip()
    if not named:
        return default
    # Not int() alone, which also reads 1_000, +5 and digits of other scripts.
    if not (named.isascii() and named.isdigit() and int(named) >= 1):
        raise ValueError(f"{VARIABLE} is {named!r}; allowed: a whole number of at least 1")
    return int(named) if graded is None else max(int(named), graded)
