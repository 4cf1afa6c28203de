"""STS-B: how much of what two sentences say is the same, from 0 to 5.

An event has five parts: who, what is done, to what, where, when. A part counts 1 if it is the same, in
whatever words, 0.6 if it is close (a thing of the same kind, the same day at another hour) and 0 if it
differs or if the people have changed places. So every score is a multiple of 0.2, as in T5's version of the
task.
"""

from dataclasses import replace

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.meaning import Event, Person, Thing
from bert2t5.data.pocket.tasks.changes import (
    another_thing,
    converse,
    other_agent,
    other_place,
    other_time,
    other_verb,
    swapped,
    told_from_any_side,
)
from bert2t5.data.pocket.tasks.pairs import write_pair
from bert2t5.data.pocket.tasks.scenes import HOURS, PEOPLE, Genre, draw_event, draw_genre, people_of
from bert2t5.data.pocket.tasks.splits import Example, Scribe
from bert2t5.data.pocket.tasks.telling import Voice, tell

__all__ = ["graded_pair", "similarity"]

SAME, CLOSE, DIFFERENT = 1.0, 0.6, 0.0


def graded_pair(scribe: Scribe, label: int) -> Example:
    """Return two sentences with their score; the label is not used, the score follows from the draws."""
    draw = scribe.draw
    genre = draw_genre(draw, of_two_people=0.6)
    event = draw_event(draw, genre)
    other = with_changes(event, draw, genre)
    voice = Voice(draw, article=draw.choice(("a", "the")))
    texts = write_pair(scribe, lambda v: tell(event, v), lambda v: tell(other, v), voice, avoids=0.75)
    return Example(texts, similarity(event, other))


def with_changes(event: Event, draw: Draw, genre: Genre) -> Event:
    """Return the event with 0 to 5 of its parts changed, each number equally often, from any side."""
    if draw.chance(0.35):
        event = swapped(event) or event
    for change in draw.sample(CHANGES, draw.below(len(CHANGES) + 1)):
        event = change(event, draw, genre) or event
    return told_from_any_side(event, draw)


def other_hour(event: Event, draw: Draw, genre: Genre) -> Event | None:
    """Return the event on the same day at another hour, or on another day."""
    if draw.chance(0.5):
        return other_time(event, draw, genre)
    day = " ".join(event.time.split()[:2])
    return replace(event, time=draw.choice([day + hour for hour in HOURS if day + hour != event.time]))


def other_patient(event: Event, draw: Draw, genre: Genre) -> Event | None:
    """Return the event with another thing of its kind, or with another person."""
    if isinstance(event.patient, Person):
        others = [person for person in PEOPLE if person not in people_of(event)]
        return replace(event, patient=draw.choice(others))
    return another_thing(event, draw, genre)


CHANGES = (other_agent, other_verb, other_patient, other_place, other_hour)


def similarity(first: Event, second: Event) -> float:
    """Return how much two events have in common, a multiple of 0.2 in [0, 5].

    What can be told from two sides is told from the one that is more similar.

    >>> from bert2t5.data.pocket.tasks.scenes import GENRES
    >>> event = draw_event(Draw(1), GENRES["country"])
    >>> similarity(event, event), similarity(event, replace(event, time="on Sunday"))
    (5.0, 4.0)
    """
    return max(_common(first, told) for told in (second, converse(second)) if told is not None)


def _common(first: Event, second: Event) -> float:
    parts = (
        _same((first.agent, first.recipient), (second.agent, second.recipient)),
        _same(first.verb, second.verb),
        _same(first.patient, second.patient) or _same_kind(first.patient, second.patient),
        _same(first.place, second.place),
        _same(first.time, second.time) or CLOSE * _same(first.time.split()[1], second.time.split()[1]),
    )
    return round(sum(parts), 1)


def _same(first: object, second: object) -> float:
    return SAME if first == second else DIFFERENT


def _same_kind(first: object, second: object) -> float:
    if isinstance(first, Thing) and isinstance(second, Thing) and first.noun.kind == second.noun.kind:
        return CLOSE
    return DIFFERENT
