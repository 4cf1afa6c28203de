"""What a sentence says, before it has words: who does what to whom, where and when, and what is how.

A record holds meanings (a `Noun`, a `Verb`, an `Adjective`), never words, so one record can be said in many
ways, and a changed copy (`dataclasses.replace`) means something else by construction: another agent, the
opposite quality, a place dropped.
"""

from dataclasses import dataclass, fields, replace
from typing import TypeAlias

from bert2t5.data.pocket.lexicon import KIND_NOUNS, VERBS, Adjective, Noun, Verb

__all__ = [
    "Aim",
    "Asked",
    "Compared",
    "Corrected",
    "Event",
    "Example",
    "Group",
    "IsA",
    "Kin",
    "Link",
    "Located",
    "Most",
    "Opinion",
    "Person",
    "Qualities",
    "Record",
    "Referent",
    "Report",
    "Restated",
    "Share",
    "State",
    "Thing",
    "Weather",
    "contrary",
    "does",
    "events_of",
    "generalized",
    "negated",
    "referents",
]


@dataclass(frozen=True)
class Person:
    """Somebody with a name.

    Attributes:
        name: the first name.
        gender: the pronoun, "she" or "he".
        trade: what the person does for a living.
        town: where the person lives.
        quality: young or elderly, rich or poor.
    """

    name: str
    gender: str
    trade: Noun
    town: str
    quality: Adjective


@dataclass(frozen=True)
class Thing:
    """Something without a name: a thing, an animal, a place, or people such as two guests.

    Attributes:
        noun: what it is.
        count: "" for one, else the word that says how many ("two", "some").
        qualities: what it is like; said when it is first mentioned.
        colour: a colour or a material, or "".
        spot: ("near", a place): where it stands.
        owner: whose it is.
        word: which of the noun's words is used for it.
    """

    noun: Noun
    count: str = ""
    qualities: tuple[Adjective, ...] = ()
    colour: str = ""
    spot: "tuple[str, Thing] | None" = None
    owner: Person | None = None
    word: int = 0

    @property
    def plural(self) -> bool:
        """Whether there are several."""
        return bool(self.count) and not self.noun.mass


@dataclass(frozen=True)
class Group:
    """Two or three people, or two or three things, together."""

    members: tuple[Person | Thing, ...]


Referent: TypeAlias = Person | Thing | Group


@dataclass(frozen=True)
class Event:
    """Somebody does something.

    Attributes:
        agent: who does it.
        verb: what is done.
        patient: to what; equal to the agent for what one does to oneself.
        recipient: to whom (give, show, lend, send, sell) or from whom (buy, borrow, receive).
        place: where, or where to for verbs of going: a place or the name of a town.
        time: when, as a phrase ("on Monday").
        manner: how, a key of `lexicon.ADVERBS`, or "".
        negated: it did not happen.
    """

    agent: Referent
    verb: Verb
    patient: Referent | None = None
    recipient: Person | None = None
    place: Thing | str | None = None
    time: str = ""
    manner: str = ""
    negated: bool = False

    @property
    def thing(self) -> Thing:
        """The patient of an event that is done to a thing."""
        if not isinstance(self.patient, Thing):
            raise TypeError(f"the patient is {self.patient!r}, not a thing")
        return self.patient


@dataclass(frozen=True)
class State:
    """Something has a quality. `degree` is "" or a word such as "very"."""

    subject: Referent
    quality: Adjective
    degree: str = ""
    negated: bool = False


@dataclass(frozen=True)
class Qualities:
    """Something has two qualities of different scales."""

    subject: Referent
    first: Adjective
    second: Adjective


@dataclass(frozen=True)
class Compared:
    """The first has more of a quality than the second."""

    more: Referent
    less: Referent
    quality: Adjective


@dataclass(frozen=True)
class Most:
    """One of several has the most of a quality."""

    subject: Referent
    among: Group
    quality: Adjective


@dataclass(frozen=True)
class Share:
    """A part of several things has a quality; `part` is "one", "each", "all", "most" or "none"."""

    part: str
    things: Thing
    quality: Adjective


@dataclass(frozen=True)
class IsA:
    """Somebody does a kind of work."""

    subject: Person
    noun: Noun


@dataclass(frozen=True)
class Example:
    """Things of one kind that are together somewhere: hammers, saws and other tools."""

    nouns: tuple[Noun, ...]
    place: Thing


@dataclass(frozen=True)
class Located:
    """Something is where its `spot` says: two boats near the mill."""

    subject: Thing


@dataclass(frozen=True)
class Kin:
    """The first person is a relative of the second: Tom is Anna's brother."""

    person: Person
    relation: Noun
    other: Person


@dataclass(frozen=True)
class Weather:
    """What the weather does: `kind` is a key of `world.WEATHER`; place and time are phrases, or ""."""

    kind: str
    place: str = ""
    time: str = ""


@dataclass(frozen=True)
class Opinion:
    """Somebody thinks that something has a quality."""

    holder: Person
    state: State


@dataclass(frozen=True)
class Aim:
    """Somebody means to do something; `verb` is wanting, trying, hoping, planning, promising or deciding."""

    verb: Verb
    event: Event


@dataclass(frozen=True)
class Report:
    """Somebody says that something is so, to somebody or to nobody in particular."""

    speaker: Person
    record: "Record"
    listener: Person | None = None


@dataclass(frozen=True)
class Asked:
    """A question about an event, and its answer.

    Attributes:
        event: what happened.
        about: "agent", "patient", "place" or "whether".
        asker: who asks the agent; None if the story itself asks.
    """

    event: Event
    about: str
    asker: Person | None = None


@dataclass(frozen=True)
class Corrected:
    """Two events that differ in the agent, the patient or the place: the first is wrong, the second right."""

    wrong: Event
    right: Event


@dataclass(frozen=True)
class Restated:
    """The same once more, in other words."""

    record: "Record"


@dataclass(frozen=True)
class Link:
    """Two records and what holds them together.

    Attributes:
        kind: "and", "then", "while", "cause" (the first is why the second), "contrast", "purpose" (the first
            is done for the second), "condition" or "detail" (the second tells more of what the first names).
        first: the first record.
        second: the second record.
    """

    kind: str
    first: "Record"
    second: "Record"


Record: TypeAlias = (
    Event
    | State
    | Qualities
    | Compared
    | Most
    | Share
    | IsA
    | Example
    | Located
    | Kin
    | Weather
    | Opinion
    | Aim
    | Report
    | Asked
    | Corrected
    | Restated
    | Link
)


def does(
    agent: Referent,
    verb: str,
    patient: Referent | None = None,
    recipient: Person | None = None,
    *,
    place: Thing | str | None = None,
    time: str = "",
    manner: str = "",
    negated: bool = False,
) -> Event:
    """Return the event with the verb of a name, a key of `lexicon.VERBS`.

    >>> from bert2t5.data.pocket.lexicon import NOUNS, SCALES
    >>> baker = Person("Anna", "she", NOUNS["baker"], "Marlow", SCALES["years"][0])
    >>> does(baker, "buy", Thing(NOUNS["lamp"])).verb.opposite
    'sell'
    """
    return Event(agent, VERBS[verb], patient, recipient, place, time, manner, negated)


def negated(record: Event | State) -> Event | State:
    """Return the record that says it is not so.

    >>> negated(negated(does(Group(()), "laugh"))) == does(Group(()), "laugh")
    True
    """
    return replace(record, negated=not record.negated)


def contrary(record: Event | State) -> Event | State | None:
    """Return the record with the opposite quality or verb, or None if the verb has no opposite.

    >>> from bert2t5.data.pocket.lexicon import SCALES
    >>> soup = State(Group(()), SCALES["taste"][0])
    >>> contrary(soup).quality.words
    ('bland', 'tasteless')
    """
    if isinstance(record, State):
        return replace(record, quality=record.quality.opposite)
    if not record.verb.opposite:
        return None
    return replace(record, verb=VERBS[record.verb.opposite])


def referents(record: "Record") -> list[Referent]:
    """Return whom and what a record is about, in the order of its fields; more than once if named twice."""
    values = [getattr(record, field.name) for field in fields(record)]
    found: list[Referent] = []
    for value in values:
        if isinstance(value, Person | Thing | Group):
            found.append(value)
        elif isinstance(value, Record):
            found += referents(value)
    return found


def events_of(record: Record) -> list[Event]:
    """Return what has happened if the record is true.

    >>> event = Event(Group(()), VERBS["laugh"])
    >>> len(events_of(Link("then", event, event))), len(events_of(Link("condition", event, event)))
    (2, 0)
    """
    match record:
        case Event():
            return [] if record.negated else [record]
        case Corrected():
            return [record.right]
        case Link(kind="and" | "then" | "cause" | "contrast" | "while" | "detail"):
            return [*events_of(record.first), *events_of(record.second)]
    return []


def generalized(thing: Thing) -> Thing | None:
    """Return the thing as one of its kind (a red kite: a toy), or None if the kind has no word.

    >>> from bert2t5.data.pocket.lexicon import NOUNS
    >>> generalized(Thing(NOUNS["hen"], colour="red")).noun.words
    ('bird',)
    """
    noun = KIND_NOUNS.get(thing.noun.kind)
    return Thing(noun, thing.count, owner=thing.owner) if noun else None
