"""How a record becomes a clause: tense, agreement, word order.

Left out: how things are named, which is in `discourse.py`, and everything above the plain clause, which is in
the modules of patterns.
"""

from dataclasses import replace
from functools import singledispatch

from bert2t5.data.pocket.discourse import (
    OBJECT,
    POSSESSIVE,
    Discourse,
    Phrase,
    Tokens,
    full,
    in_passing,
    noun_word,
    refer,
    reflexive,
    spot_of,
)
from bert2t5.data.pocket.lexicon import ADVERBS, COMPARATIVES, VERBS, Adjective, Forms, Verb
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
from bert2t5.data.pocket.text import Word
from bert2t5.data.pocket.world import PREPOSITIONS, SKIES, WEATHER

__all__ = [
    "adjective",
    "adjuncts",
    "agreeing",
    "and_or_but",
    "be",
    "clause",
    "comparative",
    "complements",
    "copula",
    "do",
    "forms_of",
    "place_phrase",
    "predicate",
    "superlative",
    "unplaced",
    "verb_group",
]

MOTION = tuple(VERBS[name] for name in ("go", "walk", "hurry", "return"))
TO_SOMEBODY = tuple(VERBS[name] for name in ("give", "show", "send", "lend", "sell"))


# -- verbs


def agreeing(singular: str, plural: str, is_plural: bool) -> Word:
    """Return the form for the number, marked with the other one as its slip."""
    return Word(plural, "agreement", singular) if is_plural else Word(singular, "agreement", plural)


def be(subject: Phrase, tense: str) -> Word:
    """Return the form of "be" that agrees with the subject: was, were, am, is, are."""
    if tense == "past":
        return agreeing("was", "were", subject.plural or subject.person == 2)
    if subject.person == 1 and not subject.plural:
        return Word("am", "agreement", "are")
    return agreeing("is", "are", subject.takes_plural_verb)


def have(subject: Phrase, tense: str) -> str:
    """Return the auxiliary of a perfect tense: had, has or have."""
    return "had" if tense == "past perfect" else agreeing("has", "have", subject.takes_plural_verb)


def do(subject: Phrase, tense: str) -> str:
    """Return the auxiliary of questions and denials: did, does or do."""
    return "did" if tense == "past" else agreeing("does", "do", subject.takes_plural_verb)


def verb_group(forms: Forms, subject: Phrase, tense: str, negated: bool = False) -> Tokens:
    """Return the finite verb with its auxiliaries: bought, did not buy, has bought, will buy.

    Args:
        forms: the verb.
        subject: what it agrees with.
        tense: "past", "present", "past perfect", "present perfect", "future" or "conditional".
        negated: whether "not" is part of it.
    """
    no = ["not"] if negated else []
    match tense:
        case "future" | "conditional":
            return ["will" if tense == "future" else "would", *no, forms.base]
        case "past perfect" | "present perfect":
            return [have(subject, tense), *no, forms.participle]
        case _ if negated:
            return [do(subject, tense), *no, forms.base]
        case "past":
            return [forms.past]
        case _:
            return [agreeing(forms.third, forms.base, subject.takes_plural_verb)]


def copula(subject: Phrase, tense: str, negated: bool = False) -> Tokens:
    """Return "be" in a tense: was, was not, has been, will be."""
    no = ["not"] if negated else []
    match tense:
        case "future" | "conditional":
            return ["will" if tense == "future" else "would", *no, "be"]
        case "past perfect" | "present perfect":
            return [have(subject, tense), *no, "been"]
        case _:
            return [be(subject, tense), *no]


def forms_of(verb: Verb, discourse: Discourse) -> Forms:
    """Return one of the words for a verb."""
    base = discourse.word(tuple(forms.base for forms in verb.words))
    return next(forms for forms in verb.words if forms.base == base)


# -- the parts of an event


def predicate(event: Event, subject: Phrase, discourse: Discourse, form: str = "finite") -> Tokens:
    """Return an event's verb and all that follows it.

    Args:
        event: what happens.
        subject: the phrase that stands for the agent.
        discourse: what has been said.
        form: "finite", or the form of a verb without tense: "base", "ing" or "participle".
    """
    forms = forms_of(event.verb, discourse)
    if form == "finite":
        verb = verb_group(forms, subject, discourse.tense, event.negated)
    else:
        verb = [*(["not"] if event.negated else []), getattr(forms, form)]
    return [*verb, *complements(event, subject, discourse)]


def complements(event: Event, subject: Phrase, discourse: Discourse) -> Tokens:
    """Return what follows the verb: objects, manner, place, time."""
    return [*objects(event, subject, discourse), *manner(event, discourse), *adjuncts(event, discourse)]


def objects(event: Event, subject: Phrase, discourse: Discourse) -> Tokens:
    """Return what the verb acts on, and the person to whom it is given or from whom it is taken."""
    if event.patient is None:
        return []
    if event.patient == event.agent:
        return [reflexive(event.agent, subject)]
    if event.recipient is None:
        return refer(event.patient, discourse, OBJECT).tokens
    gives = event.verb in TO_SOMEBODY
    # gave Tom a lamp, but gave it to Tom
    if gives and event.patient not in discourse.known and discourse.draw.chance(0.5):
        recipient = refer(event.recipient, discourse, OBJECT).tokens
        return [*recipient, *refer(event.patient, discourse, OBJECT).tokens]
    patient = refer(event.patient, discourse, OBJECT).tokens
    return [*patient, "to" if gives else "from", *refer(event.recipient, discourse, OBJECT).tokens]


def manner(event: Event, discourse: Discourse) -> Tokens:
    """Return the adverb of an event."""
    return [discourse.word(ADVERBS[event.manner])] if event.manner else []


def adjuncts(event: Event, discourse: Discourse) -> Tokens:
    """Return where and when."""
    return [*place_phrase(event, discourse), *event.time.split()]


def place_phrase(event: Event, discourse: Discourse) -> Tokens:
    """Return the place with its preposition: to the mill, in Marlow; nothing if no place is told."""
    if event.place is None:
        return []
    goes = event.verb in MOTION
    if isinstance(event.place, str):
        return ["to" if goes else "in", event.place]
    preposition = "to" if goes else PREPOSITIONS[event.place.noun.words[0]]
    return [preposition, *in_passing(event.place, discourse)]


# -- adjectives


def adjective(quality: Adjective, discourse: Discourse) -> str:
    """Return one of the words for a quality."""
    return discourse.word(quality.words)


def comparative(word: str) -> Tokens:
    """Return the comparative: older, more careful."""
    return [COMPARATIVES[word][0]] if word in COMPARATIVES else ["more", word]


def superlative(word: str) -> Tokens:
    """Return the superlative: oldest, most careful."""
    return [COMPARATIVES[word][1]] if word in COMPARATIVES else ["most", word]


def and_or_but(record: Qualities) -> str:
    """Return "and" for two qualities that agree in praise or blame, else "but"."""
    return "and" if record.first.sentiment * record.second.sentiment >= 0 else "but"


# -- clauses


@singledispatch
def clause(record: Record, discourse: Discourse) -> Tokens:
    """Return a record as a plain clause, subject first.

    Raises:
        TypeError: if the record is more than a clause.
    """
    raise TypeError(f"a {type(record).__name__} is more than a clause: see `patterns.say`")


@clause.register
def event_clause(record: Event, discourse: Discourse) -> Tokens:
    """Anna bought a lamp."""
    subject = refer(record.agent, discourse)
    return [*subject.tokens, *predicate(record, subject, discourse)]


@clause.register
def state_clause(record: State, discourse: Discourse) -> Tokens:
    """The soup was not very hot."""
    subject = refer(record.subject, discourse)
    degree = [record.degree] if record.degree else []
    quality = adjective(record.quality, discourse)
    return [*subject.tokens, *copula(subject, discourse.tense, record.negated), *degree, quality]


@clause.register
def qualities_clause(record: Qualities, discourse: Discourse) -> Tokens:
    """The inn was cosy but dirty."""
    subject = refer(record.subject, discourse)
    first, second = adjective(record.first, discourse), adjective(record.second, discourse)
    return [*subject.tokens, *copula(subject, discourse.tense), first, and_or_but(record), second]


@clause.register
def compared_clause(record: Compared, discourse: Discourse) -> Tokens:
    """The mill was older than the church."""
    subject = refer(record.more, discourse)
    more = comparative(adjective(record.quality, discourse))
    return [*subject.tokens, *copula(subject, discourse.tense), *more, "than", *full(record.less, discourse).tokens]


@clause.register
def most_clause(record: Most, discourse: Discourse) -> Tokens:
    """Tom was the wisest of the three."""
    subject = refer(record.subject, discourse)
    most = superlative(adjective(record.quality, discourse))
    number = "two" if len(record.among.members) == 2 else "three"
    return [*subject.tokens, *copula(subject, discourse.tense), "the", *most, "of", "the", number]


@clause.register
def share_clause(record: Share, discourse: Discourse) -> Tokens:
    """One of the boats was red; all the boats were old."""
    things = full(record.things, discourse)
    # one, each and none of the boats take the singular: the boats are not the subject
    subject = Phrase([record.part, "of", *things.tokens], plural=record.part in ("all", "most", "some"))
    return [*subject.tokens, *copula(subject, discourse.tense), adjective(record.quality, discourse)]


@clause.register
def is_a_clause(record: IsA, discourse: Discourse) -> Tokens:
    """Anna was a baker."""
    subject = refer(record.subject, discourse)
    article = [] if subject.plural else ["a"]
    return [*subject.tokens, *copula(subject, discourse.tense), *article, discourse.word(record.noun.words)]


@clause.register
def located_clause(record: Located, discourse: Discourse) -> Tokens:
    """Two boats stood near the mill."""
    subject = Phrase(unplaced(record.subject, discourse), record.subject.plural)
    verb = verb_group(VERBS["stand"].words[0], subject, discourse.tense)
    return [*subject.tokens, *verb, *spot_of(record.subject, discourse)]


def unplaced(thing: Thing, discourse: Discourse) -> Tokens:
    """Return a first description of a thing without its place, which the sentence is about to tell."""
    tokens = full(replace(thing, spot=None), discourse).tokens
    discourse.mention(thing)
    return tokens


@clause.register
def kin_clause(record: Kin, discourse: Discourse) -> Tokens:
    """Tom was her brother."""
    discourse.kin.append(record)
    subject = refer(record.person, discourse)
    whose = refer(record.other, discourse, POSSESSIVE).tokens
    return [*subject.tokens, *copula(subject, discourse.tense), *whose, record.relation.words[0]]


@clause.register
def weather_clause(record: Weather, discourse: Discourse) -> Tokens:
    """Rain fell."""
    subject, word = discourse.draw.choice(WEATHER[record.kind])
    if word in SKIES:
        verb = [*copula(Phrase([]), discourse.tense), word]
    else:
        verb = verb_group(VERBS[word].words[0], Phrase([]), discourse.tense)
    return [*subject.split(), *verb, *record.time.split()]


@clause.register
def opinion_clause(record: Opinion, discourse: Discourse) -> Tokens:
    """Anna thought that the soup was tasty."""
    holder = refer(record.holder, discourse)
    thought = verb_group(forms_of(VERBS["think"], discourse), holder, discourse.tense)
    return [*holder.tokens, *thought, "that", *clause(record.state, discourse)]


@clause.register
def aim_clause(record: Aim, discourse: Discourse) -> Tokens:
    """Anna hoped to buy a lamp."""
    subject = refer(record.event.agent, discourse)
    verb = verb_group(forms_of(record.verb, discourse), subject, discourse.tense)
    return [*subject.tokens, *verb, "to", *predicate(record.event, subject, discourse, "base")]
