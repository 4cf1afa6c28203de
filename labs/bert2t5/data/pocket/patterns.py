"""The sentence patterns and how one of them is chosen to say a record.

A pattern has a name, the type of record that it says and a condition. Inline patterns make a clause, the others
one or two sentences. Patterns nest: the clauses of a linked pair may be passives, a reported clause may be a
comparison; a sentence remembers all patterns that made it.

The patterns themselves are in `event_patterns.py`, `quality_patterns.py` and `link_patterns.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bert2t5.data.pocket.discourse import Discourse, Tokens
from bert2t5.data.pocket.meaning import Record
from bert2t5.data.pocket.text import join

__all__ = ["PATTERNS", "Pattern", "Sentence", "inline", "inline_pattern", "pattern", "say"]

Lines = list[Tokens]
# a pattern's functions know the one type of record that they get, which this module does not
Condition = Callable[[Any, Discourse], bool]
Render = Callable[[Any, Discourse], Lines]
RenderClause = Callable[[Any, Discourse], Tokens]


@dataclass(frozen=True)
class Sentence:
    """A sentence: its tokens, what it means and the names of the patterns that made it."""

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


def always(record: Record, discourse: Discourse) -> bool:
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
    """Register a function that returns a clause as a pattern; a clause may stand within a sentence."""

    def register(render: RenderClause) -> RenderClause:
        INLINE_PATTERNS.append(Pattern(name, records, weight, applies, lambda r, d: [render(r, d)]))
        return render

    return register


def _choose(patterns: list[Pattern], record: Record, discourse: Discourse) -> Pattern:
    able = [p for p in patterns if isinstance(record, p.records) and p.applies(record, discourse)]
    return discourse.draw.weighted(able, [p.weight for p in able])


def inline(record: Record, discourse: Discourse) -> Tokens:
    """Return a record as a clause, in an inline pattern drawn from those that apply."""
    chosen = _choose(INLINE_PATTERNS, record, discourse)
    discourse.patterns.append(chosen.name)
    return chosen.render(record, discourse)[0]


def say(record: Record, discourse: Discourse) -> list[Sentence]:
    """Return a record as one or more sentences, in a pattern drawn from those that apply."""
    discourse.patterns = []
    chosen = _choose(PATTERNS, record, discourse)
    lines = chosen.render(record, discourse)
    discourse.next_sentence()
    names = (chosen.name, *discourse.patterns)
    return [Sentence(tuple(line), names, record) for line in lines]
