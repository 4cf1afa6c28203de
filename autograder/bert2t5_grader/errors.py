"""Mistakes of a user, told in one line each.

UserError                  exit status 2: what was wrong, where, what is allowed
├── UnknownLab             no such lab; lists the ones there are
├── LabSourceError         a lab's source cannot be built
└── IntakeError            submissions cannot be collected
"""

from pathlib import Path

import click


class UserError(click.ClickException):
    """A user's mistake: click prints the message without a traceback and exits with status 2."""

    exit_code = 2


class UnknownLab(UserError):
    """Raised for a lab name that has no source.

    >>> print(UnknownLab("07", ["01_subwords"]).message)
    unknown lab '07'. Known labs: 01_subwords
    """

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"unknown lab {name!r}. Known labs: {', '.join(known) or 'none'}")


class LabSourceError(UserError):
    """Raised for a lab source that breaks a rule: where, what was found, what is allowed."""

    def __init__(self, path: Path, place: str, found: str, allowed: str) -> None:
        super().__init__(f"{path.name}, {place}: {found}. {allowed}")


class IntakeError(UserError):
    """Raised for a folder or archive of submissions that cannot be read."""
