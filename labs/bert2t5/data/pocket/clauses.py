"""How a record becomes a plain clause: what stands where.

Left out: how things are named (`discourse.py`), the verb's form (`verbs.py`), and everything that is more
than a plain clause (the modules of patterns).
"""

from dataclasses import replace
from functools import singledispatch

from bert2t5.data.pocket.discourse import (
    OBJECT,
    POSSESSIVE,
    Discourse,
    adjectives,
    full,
    in_passing,
    named,
    noun_word,
    refer,
    reflexive,
    spot_of,
)
from bert2t5.data.pocket.lexicon import ADVERBS, COMPARATIVES, VERBS, Adjective
from bert2t5.data.pocket.meaning import (
    Aim,
    Compared,
    Event,
    IsA,
    Kin,
    Located,
    Most,
    Opinion,
    Qualities,
    Record,
    Share,
    State,
    Thing,
    Weather,
)
from bert2t5.data.pocket.text import Phrase, Tokens
from bert2t5.data.pocket.verbs import copula, verb_group
from bert2t5.data.pocket.world import PREPOSITIONS, SKIES, WEATHER

__all__ = [
    "CLAUSES",
    "MOTION",
    "adjective",
    "adjuncts",
    "and_or_but",
    "clause",
    "comparative",
    "complements",
    "in_contrast",
    "in_words",
    "manner",
    "place_phrase",
    "predicate",
    "unplaced",
    "where",
]

CLAUSES = (Event, State, Qualities, Compared, Most, Share, IsA, Located, Kin, Weather, Opinion, Aim)
"""The types of record that are one clause."""

MOTION = tuple(VERBS[name] for name in ("go", "walk", "hurry", "return"))
TO_SOMEBODY = tuple(VERBS[name] for name in ("give", "show", "lend", "sell"))
HOW_OFTEN = ("often", "rarely")


# -- the parts of an event


def predicate(event: Event, subject: Phrase, d: Discourse, form: str = "finite") -> Tokens:
    """Return an event's verb and all that follows it.

    Args:
        event: what happens.
        subject: the phrase with which the verb agrees.
        d: what has been said.
        form: "finite", or the form of a verb without tense: "base", "ing" or "participle".
    """
    forms = d.forms(event.verb)
    if form != "finite":
        return [getattr(forms, form), *complements(event, d)]
    verb = verb_group(forms, subject, d.tense, event.negated)
    if event.manner in HOW_OFTEN:
        return [d.word(ADVERBS[event.manner]), *verb, *complements(replace(event, manner=""), d)]
    return [*verb, *complements(event, d)]


def complements(event: Event, d: Discourse) -> Tokens:
    """Return what follows the verb: objects, manner, place, time."""
    return [*objects(event, d), *manner(event, d), *adjuncts(event, d)]


def objects(event: Event, d: Discourse) -> Tokens:
    """Return what the verb acts on, and the person to whom it is given or from whom it is taken."""
    if event.patient is None:
        return []
    if event.patient == event.agent:
        return [reflexive(event.agent, d)]
    if event.recipient is None:
        return refer(event.patient, d, OBJECT).tokens
    gives = event.verb in TO_SOMEBODY
    # gave Tom a lamp, but gave it to Tom
    if gives and event.patient not in d.known and d.draw.chance(0.5):
        recipient = refer(event.recipient, d, OBJECT).tokens
        return [*recipient, *refer(event.patient, d, OBJECT).tokens]
    patient = refer(event.patient, d, OBJECT).tokens
    return [*patient, "to" if gives else "from", *refer(event.recipient, d, OBJECT).tokens]


def manner(event: Event, d: Discourse) -> Tokens:
    """Return the adverb of an event."""
    return [d.word(ADVERBS[event.manner])] if event.manner else []


def adjuncts(event: Event, d: Discourse) -> Tokens:
    """Return where and when."""
    return [*place_phrase(event, d), *event.time.split()]


def place_phrase(event: Event, d: Discourse) -> Tokens:
    """Return the place with its preposition: to the mill, in Marlow; nothing if no place is told."""
    if event.place is None:
        return []
    goes = event.verb in MOTION
    if isinstance(event.place, str):
        return ["to" if goes else "in", event.place]
    if d.there_is_clear(event.place) and d.draw.chance(0.8):
        d.mention_place(event.place)
        return ["there"]
    return ["to", *in_passing(event.place, d)] if goes else where(event.place, d)


def where(place: Thing, d: Discourse) -> Tokens:
    """Return the phrase for being at a place: in the barn, on the hill."""
    return [PREPOSITIONS[place.noun.words[0]], *in_passing(place, d)]


# -- adjectives


def adjective(quality: Adjective, d: Discourse) -> str:
    """Return one of the words for a quality."""
    return d.word(quality.words)


def in_words(quality: Adjective, d: Discourse) -> Tokens:
    """Return one word for a quality, or sometimes two: tasty and delicious."""
    if len(quality.words) == 1 or d.draw.chance(0.7):
        return [adjective(quality, d)]
    first, second = d.draw.sample(quality.words, 2)
    return [first, "and", second]


def in_contrast(quality: Adjective, d: Discourse) -> Tokens:
    """Return the words for a quality, sometimes with what it is not: not bland but tasty."""
    if d.draw.chance(0.85):
        return in_words(quality, d)
    return ["not", adjective(quality.opposite, d), "but", adjective(quality, d)]


def comparative(word: str) -> Tokens:
    """Return the comparative of an adjective.

    >>> comparative("old"), comparative("careful")
    (['older'], ['more', 'careful'])
    """
    return [COMPARATIVES[word][0]] if word in COMPARATIVES else ["more", word]


def superlative(word: str) -> Tokens:
    """Return the superlative of an adjective."""
    return [COMPARATIVES[word][1]] if word in COMPARATIVES else ["most", word]


def and_or_but(record: Qualities) -> str:
    """Return "and" for two qualities that agree in praise or blame, else "but"."""
    return "and" if record.first.sentiment * record.second.sentiment >= 0 else "but"


# -- clauses


@singledispatch
def clause(record: Record, d: Discourse) -> Tokens:
    """Return a record as a plain clause, subject first.

    Raises:
        TypeError: if the record is more than a clause.
    """
    raise TypeError(f"a {type(record).__name__} is more than a clause; patterns.say renders it")


@clause.register
def event_clause(record: Event, d: Discourse) -> Tokens:
    """Anna bought a lamp."""
    subject = refer(record.agent, d)
    return [*subject.tokens, *predicate(record, subject, d)]


@clause.register
def state_clause(record: State, d: Discourse) -> Tokens:
    """The soup was not very hot."""
    subject = refer(record.subject, d)
    degree = [record.degree] if record.degree else []
    plain = not record.negated and not record.degree
    words = in_contrast(record.quality, d) if plain else in_words(record.quality, d)
    return [*subject.tokens, *copula(subject, d.tense, record.negated), *degree, *words]


@clause.register
def qualities_clause(record: Qualities, d: Discourse) -> Tokens:
    """The inn was cosy but dirty."""
    subject = refer(record.subject, d)
    first, second = adjective(record.first, d), adjective(record.second, d)
    return [*subject.tokens, *copula(subject, d.tense), first, and_or_but(record), second]


@clause.register
def compared_clause(record: Compared, d: Discourse) -> Tokens:
    """The mill was older than the church."""
    subject = refer(record.more, d)
    more = comparative(adjective(record.quality, d))
    return [*subject.tokens, *copula(subject, d.tense), *more, "than", *full(record.less, d, OBJECT).tokens]


@clause.register
def most_clause(record: Most, d: Discourse) -> Tokens:
    """Tom was the richest of the three."""
    subject = refer(record.subject, d)
    most = superlative(adjective(record.quality, d))
    return [*subject.tokens, *copula(subject, d.tense), "the", *most, "of", "the", "three"]


@clause.register
def share_clause(record: Share, d: Discourse) -> Tokens:
    """One of the boats was old."""
    things = full(record.things, d)
    # one, each and none take the singular: the boats are not the subject
    subject = Phrase([record.part, "of", *things.tokens], plural=record.part in ("all", "most"))
    return [*subject.tokens, *copula(subject, d.tense), adjective(record.quality, d)]


@clause.register
def is_a_clause(record: IsA, d: Discourse) -> Tokens:
    """Anna was a baker."""
    subject = named(record.subject, d)
    d.trades.append(record.subject)
    return [*subject.tokens, *copula(subject, d.tense), "a", d.word(record.noun.words)]


@clause.register
def located_clause(record: Located, d: Discourse) -> Tokens:
    """Two boats stood near the mill."""
    thing = record.subject
    subject = Phrase(unplaced(thing, d), thing.plural)
    return [*subject.tokens, *verb_group(VERBS["stand"].words[0], subject, d.tense), *spot_of(thing, d)]


def unplaced(thing: Thing, d: Discourse) -> Tokens:
    """Return a first description of a thing without its place, which the sentence is about to tell."""
    d.mention(thing)
    return [thing.count or "a", *adjectives(thing, d), noun_word(thing.noun, thing.plural, thing.word)]


@clause.register
def kin_clause(record: Kin, d: Discourse) -> Tokens:
    """Tom was her brother."""
    subject = refer(record.person, d)
    whose = refer(record.other, d, POSSESSIVE).tokens
    d.kin.append(record)
    return [*subject.tokens, *copula(subject, d.tense), *whose, record.relation.words[0]]


@clause.register
def weather_clause(record: Weather, d: Discourse) -> Tokens:
    """Rain fell in Marlow all day."""
    subject, word = d.draw.choice(WEATHER[record.kind])
    if word in SKIES:
        verb = [*copula(Phrase([]), d.tense), word]
    else:
        verb = verb_group(VERBS[word].words[0], Phrase([]), d.tense)
    return [*subject.split(), *verb, *record.place.split(), *record.time.split()]


@clause.register
def opinion_clause(record: Opinion, d: Discourse) -> Tokens:
    """Anna thought that the soup was tasty."""
    holder = refer(record.holder, d)
    thought = verb_group(d.forms(VERBS["think"]), holder, d.tense)
    return [*holder.tokens, *thought, "that", *clause(record.state, d)]


@clause.register
def aim_clause(record: Aim, d: Discourse) -> Tokens:
    """Anna hoped to buy a lamp."""
    subject = refer(record.event.agent, d)
    verb = verb_group(d.forms(record.verb), subject, d.tense)
    return [*subject.tokens, *verb, "to", *predicate(record.event, subject, d, "base")]
