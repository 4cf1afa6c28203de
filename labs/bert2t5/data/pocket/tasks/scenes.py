"""Scenes: single events with everything that one can ask about, drawn in a genre.

Unlike `story.py`, which tells one story after another, a scene stands alone: who, what, to what, to whom,
where and when are told, so that a task can drop, change or ask for each of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import (
    COLOURS,
    FEMALE_NAMES,
    MALE_NAMES,
    MATERIALS,
    NOUNS,
    SCALES,
    TOWNS,
    VERBS,
    Adjective,
    Verb,
    adjectives_for,
    nouns_of,
)
from bert2t5.data.pocket.meaning import Compared, Event, Person, Thing, does
from bert2t5.data.pocket.world import DAYS

__all__ = [
    "DETAILS",
    "GENRES",
    "HOURS",
    "MISMATCHED",
    "ONCE",
    "PEOPLE",
    "Genre",
    "draw_compared",
    "draw_event",
    "draw_genre",
    "draw_judged",
    "draw_people",
    "draw_thing",
    "may_name_other",
    "must_name_other",
    "people_of",
    "takeable",
    "without",
]


@dataclass(frozen=True)
class Genre:
    """What happens in one corner of the world: deeds and the places where they are done."""

    name: str
    verbs: tuple[str, ...]
    places: tuple[str, ...]


# name | verbs | places
_GENRES = """
trade    | buy sell borrow lend steal find give show    | market harbour square shop inn bridge
craft    | make build repair break paint clean carry    | barn house mill shop harbour school
kitchen  | cook bake eat taste drink                    | inn house castle market garden square
company  | help thank praise blame admire despise       | church school inn market library beach
country  | feed catch chase watch                       | field barn forest hill lake mill
garden   | plant pick see                               | garden field hill forest castle lake
culture  | read write play like dislike begin finish    | library school church castle square house
"""


def _genre(line: str) -> Genre:
    name, verbs, places = line.split("|")
    return Genre(name.strip(), tuple(verbs.split()), tuple(places.split()))


GENRES = {genre.name: genre for genre in map(_genre, _GENRES.strip().splitlines())}
MISMATCHED = ("garden", "culture")
"""The genres that a model meets only when it is tested."""

OF_TWO_PEOPLE = ("trade", "company")
"""The genres in which two people have to do with each other, so that it matters who did it to whom."""

_ONCE = "buy sell steal find make build break write cook bake eat plant pick begin finish"
ONCE = tuple(VERBS[name] for name in _ONCE.split())
"""What is done to one and the same thing only once: if it was done on Monday, it was not done on Friday."""

DETAILS = ("place", "time", "recipient", "manner")
"""The fields of an event that a sentence can leave out."""

_MAY_NAME_OTHER = tuple(VERBS[name] for name in ("buy", "sell", "borrow", "lend", "give", "show"))
_MUST_NAME_OTHER = tuple(VERBS[name] for name in ("lend", "give", "show"))
_MANNERS = {VERBS[name]: "carefully" for name in ("carry", "clean", "paint")} | {
    VERBS[name]: "quickly" for name in ("catch", "eat")
}
HOURS = ("", " morning", " evening")
# the classes whose things are compared with each other, and those that are praised or blamed
_COMPARABLE = (
    *("animal", "bird", "flower", "tree", "tool", "container", "garment", "furniture", "instrument"),
    *("jewel", "toy", "vehicle", "boat", "building", "work"),
)
_JUDGED = ("goods", "dish", "work", "occasion", "building", "boat", "vehicle")


# -- people and things


def _person(name: str) -> Person:
    """Return the person of a name; trade, town and years are never told."""
    return Person(name, "she" if name in FEMALE_NAMES else "he", NOUNS["baker"], TOWNS[0], SCALES["years"][0])


PEOPLE = tuple(_person(name) for name in (*FEMALE_NAMES, *MALE_NAMES))


def draw_people(draw: Draw, size: int) -> list[Person]:
    """Return `size` different people."""
    return draw.sample(PEOPLE, size)


def draw_thing(draw: Draw, *classes: str) -> Thing:
    """Return a thing of some classes, with a colour, a quality, or neither."""
    noun = draw.choice(nouns_of(*classes))
    several = not noun.mass and draw.chance(0.15)
    thing = Thing(noun, draw.choice(("two", "three", "four")) if several else "")
    neutral = [quality for quality in adjectives_for(noun) if quality.sentiment == 0]
    if draw.chance(0.4) or not neutral:
        return thing
    if noun.kind in MATERIALS and draw.chance(0.5):
        return replace(thing, colour=draw.choice((*COLOURS, *MATERIALS[noun.kind])))
    return replace(thing, qualities=(draw.choice(neutral),))


def draw_judged(draw: Draw) -> tuple[Thing, Adjective]:
    """Return a thing, and praise or blame that it can get."""
    noun = draw.choice(nouns_of(*_JUDGED))
    return Thing(noun), draw.choice([quality for quality in adjectives_for(noun) if quality.sentiment])


def draw_compared(draw: Draw) -> tuple[Compared, Adjective]:
    """Return a comparison of two things of one kind, and a quality of another scale that both can have."""
    first, second = draw.sample(nouns_of(draw.choice(_COMPARABLE)), 2)
    shared = [quality for quality in adjectives_for(first) if quality in adjectives_for(second)]
    neutral = [quality for quality in shared if quality.sentiment == 0]
    quality = draw.choice(neutral)
    other = draw.choice([other for other in neutral if other.scale != quality.scale])
    return Compared(Thing(first), Thing(second), quality), other


# -- events


def draw_genre(draw: Draw, of_two_people: float = 0.0) -> Genre:
    """Return a genre: with a given probability one of those of two people, else any."""
    return GENRES[draw.choice(OF_TWO_PEOPLE if draw.chance(of_two_people) else tuple(GENRES))]


def draw_event(draw: Draw, genre: Genre) -> Event:
    """Return an event with all its details: place, time, and a recipient where there can be one."""
    agent, other = draw_people(draw, 2)
    name = draw.choice(genre.verbs)
    verb = VERBS[name]
    patient = other if "person" in verb.takes else draw_thing(draw, *takeable(verb))
    place = draw.choice(TOWNS) if draw.chance(0.2) else Thing(NOUNS[draw.choice(genre.places)])
    event = does(agent, name, patient, place=place, time=f"on {draw.choice(DAYS)}{draw.choice(HOURS)}")
    if must_name_other(verb) or (may_name_other(verb) and draw.chance(0.7)):
        event = replace(event, recipient=other)
    if verb in _MANNERS and draw.chance(0.3):
        event = replace(event, manner=_MANNERS[verb])
    return event


def may_name_other(verb: Verb) -> bool:
    """Whether a sentence with the verb can name a second person: Anna bought a lamp from Tom."""
    return verb in _MAY_NAME_OTHER


def must_name_other(verb: Verb) -> bool:
    """Whether it has to: nobody gives a lamp without giving it to somebody."""
    return verb in _MUST_NAME_OTHER


def takeable(verb: Verb) -> tuple[str, ...]:
    """Return the classes of things that the verb takes; places are left to where it is done."""
    return tuple(kind for kind in verb.takes if kind not in ("building", "ground"))


def people_of(event: Event) -> list[Person]:
    """Return who takes part in an event."""
    taking_part = (event.agent, event.patient, event.recipient)
    return [person for person in taking_part if isinstance(person, Person)]


def without(event: Event, names: Iterable[str]) -> Event:
    """Return the event without some of its details.

    >>> from bert2t5.data.pocket.meaning import Group
    >>> event = does(Group(()), "laugh", place="Marlow", time="on Monday")
    >>> without(event, ["place", "time"]) == does(Group(()), "laugh")
    True
    """
    empty: dict[str, Any] = {name: None if name in ("place", "recipient") else "" for name in names}
    return replace(event, **empty)
