"""Changes to a scene: those that keep what it means, and those that look alike and mean something else.

A change that is not possible gives None.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import NOUNS, TOWNS, VERBS, Verb, nouns_of
from bert2t5.data.pocket.meaning import Event, Person, Thing
from bert2t5.data.pocket.tasks.scenes import (
    HOURS,
    PEOPLE,
    Genre,
    may_name_other,
    must_name_other,
    people_of,
    takeable,
)
from bert2t5.data.pocket.world import DAYS

__all__ = [
    "another_thing",
    "changed",
    "converse",
    "other_agent",
    "other_place",
    "other_time",
    "other_verb",
    "swapped",
    "told_from_any_side",
]

Change: TypeAlias = Callable[[Event, Draw, Genre], Event | None]

# verbs that tell the same deed from the other side
_CONVERSES = {
    VERBS[name]: VERBS[other]
    for name, other in (("buy", "sell"), ("sell", "buy"), ("borrow", "lend"), ("lend", "borrow"))
}
# too close to each other to be called different
_CLOSE = tuple(
    {VERBS[one].words, VERBS[two].words}
    for one, two in (("taste", "eat"), ("taste", "drink"), ("make", "build"))
)


# -- the same deed


def converse(event: Event) -> Event | None:
    """Return the same deed told from the other side: Tom sold the lamp to Anna, who bought it from him.

    >>> from bert2t5.data.pocket.meaning import does
    >>> anna, tom = PEOPLE[:2]
    >>> converse(does(anna, "buy", recipient=tom)) == does(tom, "sell", recipient=anna)
    True
    >>> print(converse(does(anna, "buy")))
    None
    """
    verb = _CONVERSES.get(event.verb)
    if verb is None or event.recipient is None or not isinstance(event.agent, Person):
        return None
    return replace(event, agent=event.recipient, verb=verb, recipient=event.agent)


def told_from_any_side(event: Event, draw: Draw) -> Event:
    """Return the event or, if it has one, its converse."""
    return (converse(event) if draw.chance(0.5) else None) or event


# -- the same words


def swapped(event: Event) -> Event | None:
    """Return the event with its two people in each other's place."""
    if not isinstance(event.agent, Person):
        return None
    if event.recipient is not None:
        return replace(event, agent=event.recipient, recipient=event.agent)
    if isinstance(event.patient, Person):
        return replace(event, agent=event.patient, patient=event.agent)
    return None


def mistold(event: Event) -> Event | None:
    """Return the converse verb with everybody in the old place: Anna sold the lamp to Tom."""
    verb = _CONVERSES.get(event.verb)
    return None if verb is None or event.recipient is None else replace(event, verb=verb)


# -- one part changed


def other_agent(event: Event, draw: Draw, genre: Genre) -> Event | None:
    """Return the event with somebody else as its agent."""
    return replace(event, agent=draw.choice([person for person in PEOPLE if person not in people_of(event)]))


def other_verb(event: Event, draw: Draw, genre: Genre) -> Event | None:
    """Return the event with another verb of the genre that fits."""
    kind = event.patient.noun.kind if isinstance(event.patient, Thing) else "person"
    fitting = [VERBS[name] for name in genre.verbs if kind in VERBS[name].takes]
    able = [verb for verb in fitting if _makes_sense(verb, event)]
    return replace(event, verb=draw.choice(able)) if able else None


def _makes_sense(verb: Verb, event: Event) -> bool:
    """Whether the event can have this verb, and means something else then."""
    if verb == event.verb or {verb.words, event.verb.words} in _CLOSE:
        return False
    if must_name_other(verb) and event.recipient is None:
        return False
    return may_name_other(verb) == may_name_other(event.verb)


def another_thing(event: Event, draw: Draw, genre: Genre) -> Event | None:
    """Return the event with another thing in place of its patient, of the same kind where there is one."""
    if not isinstance(event.patient, Thing):
        return None
    nouns = [noun for noun in nouns_of(*takeable(event.verb)) if noun != event.patient.noun]
    alike = [noun for noun in nouns if noun.kind == event.patient.noun.kind]
    return replace(event, patient=replace(event.patient, noun=draw.choice(alike or nouns)))


def other_place(event: Event, draw: Draw, genre: Genre) -> Event | None:
    """Return the event in another town, or in another place of the genre if it was not in a town."""
    if event.place is None:
        return None
    places: list[Thing | str] = [Thing(NOUNS[name]) for name in genre.places]
    if isinstance(event.place, str):
        places = list(TOWNS)
    return replace(event, place=draw.choice([place for place in places if place != event.place]))


def other_time(event: Event, draw: Draw, genre: Genre) -> Event | None:
    """Return the event on another day."""
    if not event.time:
        return None
    day = draw.choice([day for day in DAYS if day not in event.time])
    return replace(event, time=f"on {day}{draw.choice(HOURS)}")


def denied(event: Event, draw: Draw, genre: Genre) -> Event | None:
    """Return that it did not happen, or that it did if it was denied."""
    return replace(event, negated=not event.negated)


# the changes and how often each is drawn
_CHANGES: tuple[tuple[Change, int], ...] = (
    (lambda event, draw, genre: swapped(event), 6),
    (lambda event, draw, genre: mistold(event), 3),
    (other_verb, 3),
    (another_thing, 3),
    (other_place, 2),
    (other_time, 1),
    (other_agent, 1),
    (denied, 1),
)


def changed(event: Event, draw: Draw, genre: Genre) -> Event:
    """Return an event that looks much the same and means something else."""
    changes, weights = zip(*_CHANGES, strict=True)
    while True:
        other: Event | None = draw.weighted(changes, weights)(event, draw, genre)
        if other is not None:
            return other
