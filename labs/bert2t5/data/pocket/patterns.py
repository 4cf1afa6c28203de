"""The sentence patterns: what a pattern is, and how one is chosen to say a record.

A pattern has a name, the types of record that it says and a condition. Inline patterns make a clause, the
others one or two sentences. Patterns nest: the clauses of a linked pair may be passives, a reported clause
may be a comparison; a sentence remembers all patterns that made it.

Left out: the patterns themselves, in `event_patterns.py`, `quality_patterns.py` and `link_patterns.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from bert2t5.data.pocket.discourse import Discourse
from bert2t5.data.pocket.meaning import Record, events_of
from bert2t5.data.pocket.text import Tokens, join

__all__ = [
    "INLINE_PATTERNS",
    "PATTERNS",
    "Lines",
    "Pattern",
    "Sentence",
    "inline",
    "inline_pattern",
    "pattern",
    "say",
]

Lines: TypeAlias = list[Tokens]
# the functions of a pattern know the type of record that they get, which this module does not
Condition: TypeAlias = Callable[[Any, Discourse], bool]
Render: TypeAlias = Callable[[Any, Discourse], Lines]
RenderClause: TypeAlias = Callable[[Any, Discourse], Tokens]


@dataclass(frozen=True)
class Sentence:
    """A sentence.

    Attributes:
        tokens: words and marks; some words are `Word`s, which know how they could have come out wrong.
        patterns: the names of the patterns that made it, the outermost first.
        record: what it means; a question and its answer share one record.
    """

    tokens: tuple[str, ...]
    patterns: tuple[str, ...]
    record: Record

    @property
    def text(self) -> str:
        """The sentence as a line of text."""
        return join(self.tokens)


@dataclass(frozen=True)
class Pattern:
    """A way to say the records of some types.

    Attributes:
        name: says what it looks like.
        records: the types of record.
        weight: how often it is drawn, compared with the others that apply.
        applies: the condition, asked with a record of one of the types.
        render: returns the tokens of each sentence; for an inline pattern, of one clause without a full stop.
    """

    name: str
    records: tuple[type, ...]
    weight: int
    applies: Condition
    render: Render


PATTERNS: list[Pattern] = []
INLINE_PATTERNS: list[Pattern] = []


def always(record: Record, d: Discourse) -> bool:
    """Apply to every record of the type."""
    return True


def pattern(
    name: str, *records: type, weight: int = 2, applies: Condition = always
) -> Callable[[Render], Render]:
    """Register a function that returns whole sentences as a pattern."""

    def register(render: Render) -> Render:
        PATTERNS.append(Pattern(name, records, weight, applies, render))
        return render

    return register


def inline_pattern(
    name: str, *records: type, weight: int = 2, applies: Condition = always
) -> Callable[[RenderClause], RenderClause]:
    """Register a function that returns a clause, which may stand within a sentence, as a pattern."""

    def register(render: RenderClause) -> RenderClause:
        INLINE_PATTERNS.append(Pattern(name, records, weight, applies, lambda record, d: [render(record, d)]))
        return render

    return register


def _fitting(patterns: list[Pattern], record: Record, d: Discourse) -> list[Pattern]:
    return [p for p in patterns if isinstance(record, p.records) and p.applies(record, d)]


def _choose(patterns: list[Pattern], d: Discourse) -> Pattern:
    return d.draw.weighted(patterns, [p.weight for p in patterns])


def inline(record: Record, d: Discourse) -> Tokens:
    """Return a record as a clause, in an inline pattern drawn from those that apply."""
    chosen = _choose(_fitting(INLINE_PATTERNS, record, d), d)
    d.patterns.append(chosen.name)
    return chosen.render(record, d)[0]


def say(record: Record, d: Discourse) -> list[Sentence]:
    """Return a record as one or two sentences, in a pattern drawn from those that apply.

    There may be none, and then no sentence: a narrator does not ask what he himself has done.
    """
    fitting = _fitting(PATTERNS, record, d)
    if not fitting:
        return []
    chosen = _choose(fitting, d)
    d.patterns = [chosen.name]
    lines = chosen.render(record, d)
    d.next_sentence()
    d.events += events_of(record)
    return [Sentence(tuple(line), tuple(d.patterns), record) for line in lines]
