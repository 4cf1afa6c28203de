"""Ways to keep a student's kernel apart, one a module; `choose` takes one by its name."""

from bert2t5_grader.errors import UserError
from bert2t5_grader.isolation.bwrap import Bubblewrap
from bert2t5_grader.isolation.none import NoIsolation
from bert2t5_grader.isolation.strategy import Isolation

STRATEGIES: dict[str, type[Isolation]] = {"bwrap": Bubblewrap, "none": NoIsolation}


class NoSandbox(UserError):
    """Raised when a sandbox is wanted and none works here."""


def choose(name: str) -> Isolation:
    """Return the strategy of that name; `auto` is a sandbox that works here, never `none`.

    Raises:
        NoSandbox: no sandbox works here, with the command that mends it.
        UserError: there is no strategy of that name.
    """
    if name not in ("auto", *STRATEGIES):
        raise UserError(f"unknown isolation {name!r}. Allowed: auto, {', '.join(STRATEGIES)}")
    strategy = STRATEGIES["bwrap" if name == "auto" else name]()
    if problem := strategy.why_not():
        raise NoSandbox(
            f"no sandbox works here: {problem}. Or trust every submission and say --isolation none"
        )
    return strategy
