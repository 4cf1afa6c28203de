"""What a check found: data first, then its display as a card.

A verdict is plain data (`to_json`), so that it can be formed in one process and read in another.
"""

import json
import math
from dataclasses import asdict, dataclass
from fractions import Fraction

from bert2t5 import card

EXCEPTION = "an exception"  # what is wrong when the function raises one
UNWRITTEN = "not written yet"  # the reason when the answer is still as it was released
MIME_TYPE = "application/vnd.bert2t5.verdict+json"


@dataclass(frozen=True)
class Failure:
    """The first case that went wrong. A hidden case leaves every field but `what` empty."""

    call: str
    what: str
    expected: str
    got: str

    @property
    def summary(self) -> str:
        """What was wrong, in a few words; an exception with its type."""
        return f"{EXCEPTION}: {self.got.split(':')[0]}" if self.what == EXCEPTION else self.what

    @property
    def unwritten(self) -> bool:
        """True when the answer is still the released `raise NotImplementedError()`."""
        return self.summary == f"{EXCEPTION}: NotImplementedError"


@dataclass(frozen=True)
class Property:
    """One thing that must hold, checked on `total` cases."""

    name: str
    hint: str
    hidden: bool
    passed: int
    total: int
    failure: Failure | None

    def __post_init__(self) -> None:
        if not 0 <= self.passed <= self.total:
            raise ValueError(f"{self.name}: {self.passed} of {self.total} cases cannot have passed")

    @property
    def holds(self) -> bool:
        """True when every case passed and there was at least one."""
        return self.passed == self.total > 0

    @property
    def share(self) -> Fraction:
        """Exact share of the cases that passed, in [0, 1]."""
        return Fraction(self.passed, self.total) if self.total else Fraction(0)


@dataclass(frozen=True)
class Verdict:
    """The result of one check.

    Attributes:
        name: the function that was checked.
        points: what a right answer earns.
        bonus: True when the points come on top of the lab's 100.
        properties: what was checked, in order.
        misconception: the known mistake that gives the same answers, or an empty string.
    """

    name: str
    points: float
    bonus: bool
    properties: tuple[Property, ...]
    misconception: str = ""

    @property
    def earned(self) -> float:
        """Points earned, rounded down to half a point, in [0, points].

        Where there are hidden properties the points hang on them: answers typed in for the visible
        cases alone earn nothing.
        """
        if self.holds:
            return self.points
        shares = [part.share for part in self.properties]
        hidden = [part.share for part in self.properties if part.hidden]
        share = min(_mean(shares), _mean(hidden or shares))
        return math.floor(2 * Fraction(self.points) * share) / 2

    @property
    def holds(self) -> bool:
        """True when every property holds and there is at least one."""
        return bool(self.properties) and all(part.holds for part in self.properties)

    @property
    def reason(self) -> str:
        """One line that says why points are missing; empty when none are."""
        failing = next((part for part in self.properties if not part.holds), None)
        if failing is None:
            return "" if self.properties else "nothing was checked"
        if failing.failure is None:
            return f"{failing.name}: no case was checked"
        if failing.failure.unwritten:
            return UNWRITTEN
        return self.misconception or f"{failing.name}: {failing.failure.summary}"

    def to_json(self) -> str:
        """Return the verdict as JSON text with sorted keys."""
        return json.dumps(asdict(self), sort_keys=True)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        return {
            "text/plain": card.as_text(self),
            "text/html": card.as_html(self),
            MIME_TYPE: json.loads(self.to_json()),
        }


def _mean(shares: list[Fraction]) -> Fraction:
    return sum(shares, Fraction(0)) / len(shares) if shares else Fraction(0)
