"""Two events of which the second follows from the first, contradicts it, or neither.

A detail less, or a kind in place of a thing, is weaker: "Anna bought a red lamp in Marlow" entails "Anna
bought a lamp". Denied, it is the other way round: "Anna did not buy a lamp" entails "Anna did not buy a
lamp in Marlow". So neither a "not" nor the length of a text gives the label away.

    both told or both denied     entailment if the first is the stronger told or the weaker denied,
                                 else neutral
    one told, the other denied   contradiction if the stronger is told, else neutral

What is said of one and the same thing, done once, excludes that somebody else did it, or in another place.

Source: monotone and downward monotone contexts as in Wang et al., 2019, "GLUE", appendix E (the diagnostic
set).
"""

from dataclasses import dataclass, replace

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.meaning import Event, Thing, generalized
from bert2t5.data.pocket.tasks.changes import (
    Change,
    other_agent,
    other_place,
    other_time,
    swapped,
    told_from_any_side,
)
from bert2t5.data.pocket.tasks.scenes import DETAILS, ONCE, Genre, draw_event, must_name_other, without
from bert2t5.data.pocket.tasks.splits import Misfit

__all__ = ["CONTRADICTION", "DENIED", "ENTAILMENT", "NEUTRAL", "TOLD", "RelatedEvents", "related_events"]

ENTAILMENT, NEUTRAL, CONTRADICTION = range(3)
TOLD, DENIED = False, True
STRONGER, WEAKER, EXCLUDES = "stronger", "weaker", "excludes"

# for each label: whether the first event is denied, whether the second is, and what the first would be
# compared with the second if both were told; and how often. A third of the events of each label is denied.
CASES = {
    ENTAILMENT: ((TOLD, TOLD, STRONGER, 6), (DENIED, DENIED, WEAKER, 3)),
    NEUTRAL: (
        (TOLD, TOLD, WEAKER, 4),
        (TOLD, DENIED, WEAKER, 2),
        (DENIED, TOLD, STRONGER, 2),
        (DENIED, DENIED, STRONGER, 1),
    ),
    CONTRADICTION: ((TOLD, TOLD, EXCLUDES, 3), (TOLD, DENIED, STRONGER, 3), (DENIED, TOLD, WEAKER, 3)),
}


@dataclass(frozen=True)
class RelatedEvents:
    """Two events.

    Attributes:
        first: the event from which the second follows, or not.
        second: the other one.
        about: what it takes to see it: a phenomenon of the diagnostic set.
        article: what stands before their things, see `telling.Voice`.
    """

    first: Event
    second: Event
    about: str
    article: str


def related_events(draw: Draw, label: int, genre: Genre) -> RelatedEvents:
    """Return two events of a genre.

    Args:
        draw: where choices come from.
        label: `ENTAILMENT`, `NEUTRAL` or `CONTRADICTION`.
        genre: what both are about.
    Raises:
        Misfit: if the event that was drawn has nothing to leave out or to exclude.
    """
    cases = CASES[label]
    denied, denied_too, relation, _ = draw.weighted(cases, [case[3] for case in cases])
    strong = _with_less(draw_event(draw, genre), draw, draw.below(3))
    if relation == EXCLUDES:
        other, about = _excluded(strong, draw, genre)
        return RelatedEvents(strong, told_from_any_side(other, draw), about, "the")
    weak = _weaker(strong, draw)
    first, second = (strong, weak) if relation == STRONGER else (weak, strong)
    first, second = replace(first, negated=denied), replace(second, negated=denied_too)
    article = _article(first, second, draw)
    return RelatedEvents(first, told_from_any_side(second, draw), _phenomenon(first, second), article)


def _phenomenon(first: Event, second: Event) -> str:
    denied = first.negated or second.negated
    if first.patient != second.patient:
        return "Downward monotone" if denied else "Upward monotone"
    return "Negation" if denied else "Restrictivity"


def _article(first: Event, second: Event, draw: Draw) -> str:
    """Return the article: "a" where not this thing is denied but any of its kind.

    Raises:
        Misfit: if that would give "did not drink some milk".
    """
    denied, same = first.negated or second.negated, first.patient == second.patient
    if denied and isinstance(first.patient, Thing) and first.patient.noun.mass:
        if not same:
            raise Misfit
        return "the"
    return draw.choice(("a", "the")) if same or not denied else "a"


# -- weaker events


def _weaker(event: Event, draw: Draw) -> Event:
    """Return an event that follows from this one: with a detail less, or with a kind in place of a thing.

    Raises:
        Misfit: if there is nothing to leave out.
    """
    weak = event
    if isinstance(event.patient, Thing) and draw.chance(0.5):
        weak = replace(event, patient=_more_general(event.patient, draw))
    if weak == event or draw.chance(0.4):
        weak = _with_less(weak, draw, 1 + draw.below(2))
    if weak == event:
        raise Misfit
    return weak


def _more_general(thing: Thing, draw: Draw) -> Thing:
    """Return the thing as one of its kind or without its quality, which it may not have."""
    kind = generalized(thing)
    if kind is None or thing.noun.mass or draw.chance(0.4):
        return replace(thing, qualities=(), colour="")
    return kind


def _with_less(event: Event, draw: Draw, number: int) -> Event:
    """Return the event without a number of its details, or without all that it can do without."""
    needed = ["recipient"] if must_name_other(event.verb) else []
    told = [field for field in DETAILS if getattr(event, field) and field not in needed]
    return without(event, draw.sample(told, min(number, len(told))))


# -- events that exclude each other


def _excluded(event: Event, draw: Draw, genre: Genre) -> tuple[Event, str]:
    """Return an event that cannot be true as well, and the phenomenon.

    Raises:
        Misfit: if nothing excludes the event, or it has no place where the place would have to differ.
    """
    once = event.verb in ONCE and isinstance(event.patient, Thing)
    changes: list[tuple[Change, str]] = []
    if once or event.time:
        changes.append((other_place, "Common sense"))
    if once:
        changes += [(other_agent, "Core args"), (other_time, "Common sense")]
    if event.recipient is not None and (once or event.time):
        changes += [(lambda event, draw, genre: swapped(event), "Core args")] * 2
    if not changes:
        raise Misfit
    change, about = draw.choice(changes)
    other = change(event, draw, genre)
    if other is None:
        raise Misfit
    return other, about
