"""Throws away inputs that say nothing: those on which a wrong answer happens to agree with the right one."""

from collections.abc import Callable
from typing import Any

TRIES = 10_000


def telling(
    draw: Callable[[], tuple[Any, ...]], answer: Callable[..., Any], *mistakes: Callable[..., Any]
) -> Any:
    """Return arguments from `draw` for which `answer` and every one of `mistakes` differ.

    Raises:
        RuntimeError: no such arguments in 10,000 draws; the generator does not fit the mistakes.

    >>> import random
    >>> rng = random.Random(0)
    >>> telling(lambda: (rng.randrange(3),), lambda n: n + n, lambda n: n * n)
    (1,)
    """
    for _ in range(TRIES):
        arguments = draw()
        right = answer(*arguments)
        if all(mistake(*arguments) != right for mistake in mistakes):
            return arguments
    raise RuntimeError(f"no telling input in {TRIES} draws: change the generator or the mistakes")
