"""Tales: a few sentences about three people, in which every fact has a double that is easily taken for it.

Unlike the documents of the corpus, a tale keeps the record of each sentence, and its facts come in twos:
two people do the same to things of one kind, at two places, on two days. So a question about one of them
cannot be answered by the only town, or the only name, of the text.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import TOWNS, adjectives_for, nouns_of
from bert2t5.data.pocket.meaning import Event, IsA, Person, State, Thing
from bert2t5.data.pocket.tasks.changes import another_thing, other_place, other_time
from bert2t5.data.pocket.tasks.scenes import GENRES, Genre, draw_event, draw_people, people_of
from bert2t5.data.pocket.tasks.splits import Misfit
from bert2t5.data.pocket.tasks.telling import (
    Voice,
    clause,
    place_first,
    sentence,
    tell,
    tell_state,
    time_first,
)

__all__ = ["Line", "Tale", "draw_tale"]

MAX_LINES = 8
WITH_THINGS = tuple(genre for genre in GENRES.values() if genre.name != "company")

Fact: TypeAlias = Event | State | IsA


@dataclass(frozen=True)
class Line:
    """A sentence and what it means."""

    text: str
    fact: Fact


@dataclass(frozen=True)
class Tale:
    """Sentences about a hero and two others.

    Attributes:
        hero: the person of whom the first sentence tells.
        lines: the sentences.
    """

    hero: Person
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(line.text for line in self.lines)

    @property
    def events(self) -> list[Event]:
        """What happens, in order."""
        return [line.fact for line in self.lines if isinstance(line.fact, Event)]

    @property
    def states(self) -> list[State]:
        """How things are, in order."""
        return [line.fact for line in self.lines if isinstance(line.fact, State)]


def draw_tale(draw: Draw) -> Tale:
    """Return a tale of five to eight sentences.

    Raises:
        Misfit: if two of its things have the same noun.

    >>> for line in draw_tale(Draw(1)).lines:
    ...     print(line.text)
    Theo was a farmer from Dunmore.
    On Thursday, Edith painted a sledge cautiously at the school.
    The sledge was ancient.
    It was a coach that Theo painted carefully in the barn on Tuesday.
    The coach was modern.
    Theo painted a wagon at the mill on Friday evening.
    """
    genre = draw.choice(WITH_THINGS)
    hero, *others = draw_people(draw, 3)
    hero = replace(hero, trade=draw.choice(nouns_of("trade")), town=draw.choice(TOWNS))
    events = _draw_events(draw, genre, [hero, *others])
    if len({event.thing.noun for event in events}) < len(events):
        raise Misfit
    facts: list[Fact] = [IsA(hero, hero.trade)]
    for number, event in enumerate(draw.sample(events, len(events))):
        facts.append(event)
        if number < 2 or draw.chance(0.3):
            facts.append(State(event.thing, draw.choice(adjectives_for(event.thing.noun))))
    return Tale(hero, tuple(_told(draw, facts[:MAX_LINES])))


def _draw_events(draw: Draw, genre: Genre, people: list[Person]) -> list[Event]:
    """Return what the hero does, something much like it that another does, and one or two other events."""
    main = draw_event(draw, genre)
    double = main
    for change in (another_thing, other_place, other_time):
        double = change(double, draw, genre) or double
    events = [_done_by(draw, main, people), _done_by(draw, double, [*people[1:], people[0]])]
    for _ in range(1 + draw.below(2)):
        events.append(_done_by(draw, draw_event(draw, genre), draw.sample(people, 3)))
    return events


def _done_by(draw: Draw, event: Event, people: list[Person]) -> Event:
    """Return the event with the first of the people as agent and, if need be, another as recipient.

    A thing keeps its colour at most: qualities are told apart.
    """
    recipient = draw.choice(people[1:]) if event.recipient is not None else None
    thing = replace(event.thing, qualities=(), count="")
    return replace(event, agent=people[0], recipient=recipient, patient=thing)


# -- in words


def _told(draw: Draw, facts: list[Fact]) -> list[Line]:
    """Return facts in words; whoever was the only woman or man of the last sentence may be "she" or "he"."""
    lines: list[Line] = []
    before: list[Person] = []
    for fact in facts:
        lines.append(Line(_text(draw, fact, before), fact))
        before = people_of(fact) if isinstance(fact, Event) else []
        if isinstance(fact, IsA):
            before = [fact.subject]
    return lines


def _text(draw: Draw, fact: Fact, before: list[Person]) -> str:
    match fact:
        case State(subject=Thing(noun=noun)):
            return tell_state(replace(fact, subject=Thing(noun)), Voice(draw))
        case IsA(subject=person):
            return sentence([person.name, "was", "a", draw.choice(person.trade.words), "from", person.town])
        case Event(agent=Person() as agent) if _is_clear(agent, before) and draw.chance(0.7):
            she = replace(agent, name=agent.gender)
            say = draw.choice((clause, time_first, place_first))
            return sentence(say(replace(fact, agent=she), Voice(draw, article="a")))
        case Event():
            return tell(fact, Voice(draw, article="a"))
    raise TypeError(f"a tale tells no {type(fact).__name__}")


def _is_clear(person: Person, before: list[Person]) -> bool:
    """Whether a pronoun can only mean this person of those of the last sentence."""
    return [other for other in before if other.gender == person.gender] == [person]
