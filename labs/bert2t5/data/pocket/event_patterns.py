"""The ways to say what happens, what somebody means to do, says or asks. Each docstring is an example."""

from dataclasses import replace

from bert2t5.data.pocket.discourse import (
    OBJECT,
    Discourse,
    Phrase,
    Tokens,
    full,
    in_passing,
    noun_word,
    pronoun,
    refer,
)
from bert2t5.data.pocket.grammar import (
    MOTION,
    adjective,
    adjuncts,
    agreeing,
    be,
    clause,
    complements,
    copula,
    do,
    forms_of,
    manner,
    place_phrase,
    predicate,
    verb_group,
)
from bert2t5.data.pocket.lexicon import VERBS
from bert2t5.data.pocket.meaning import (
    Aim,
    Asked,
    Compared,
    Corrected,
    Event,
    Group,
    IsA,
    Kin,
    Located,
    Most,
    Opinion,
    Person,
    Qualities,
    Report,
    Share,
    State,
    Thing,
    Weather,
)
from bert2t5.data.pocket.patterns import Lines, inline, inline_pattern, pattern

CLAUSES = (Event, State, Qualities, Compared, Most, Share, IsA, Located, Kin, Weather, Opinion, Aim)
NOT_PASSIVE = tuple(VERBS[name] for name in ("like", "dislike", "receive", "have", "read"))
# what "did not" would sound odd with: the place is not part of what is denied
ARRIVALS = (*MOTION, VERBS["arrive"], VERBS["leave"])


# -- conditions


def transitive(event: Event, d: Discourse) -> bool:
    """Whether there is an object besides the agent itself, and nobody who receives it."""
    return event.patient is not None and event.patient != event.agent and event.recipient is None


def happened(event: Event, d: Discourse) -> bool:
    """Whether the event is not denied."""
    return not event.negated


def passive_fits(event: Event, d: Discourse) -> bool:
    """Whether a passive sounds natural: a named agent, an object that is not a list."""
    natural = event.verb not in NOT_PASSIVE and not isinstance(event.patient, Group)
    return transitive(event, d) and natural and d.speaker not in (event.agent, event.patient)


def new_agent(event: Event, d: Discourse) -> bool:
    """Whether the agent is somebody of whom the reader does not know the trade."""
    return isinstance(event.agent, Person) and event.agent not in (*d.trades, d.speaker, d.listener)


def third_person(event: Event, d: Discourse) -> bool:
    """Whether the event happened, to and by others than speaker and listener."""
    return happened(event, d) and d.speaker is None


# -- clauses


@inline_pattern("plain clause", *CLAUSES, weight=9)
def plain_clause(record: Event, d: Discourse) -> Tokens:
    """Anna bought a lamp at the market."""
    return clause(record, d)


@inline_pattern("passive", Event, applies=passive_fits)
def passive(event: Event, d: Discourse) -> Tokens:
    """A lamp was bought by Anna at the market."""
    assert event.patient is not None
    subject = refer(event.patient, d)
    by = ["by", *refer(event.agent, d, OBJECT).tokens]
    done = [*manner(event, d), forms_of(event.verb, d).participle, *by, *adjuncts(event, d)]
    return [*subject.tokens, *copula(subject, d.tense, event.negated), *done]


@inline_pattern("trade in apposition", Event, applies=new_agent)
def apposition(event: Event, d: Discourse) -> Tokens:
    """Anna, a baker from Marlow, bought a lamp."""
    agent = full(event.agent, d)
    return [*agent.tokens, ",", *trade_of(event.agent, d), ",", *predicate(event, agent, d)]


def trade_of(person: Person, d: Discourse) -> Tokens:
    """A baker from Marlow."""
    d.trades.append(person)
    d.mention_subject(person)
    return ["a", noun_word(person.trade, False, d.draw.below(2)), "from", person.town]


@inline_pattern("trade in a relative clause", Event, applies=new_agent)
def trade_clause(event: Event, d: Discourse) -> Tokens:
    """Anna, who was a baker, bought a lamp."""
    agent = full(event.agent, d)
    trade = trade_of(event.agent, d)[:2]
    return [*agent.tokens, ",", "who", be(agent, _simple(d)), *trade, ",", *predicate(event, agent, d)]


def _simple(d: Discourse) -> str:
    return "present" if d.tense in ("present", "present perfect", "future") else "past"


@inline_pattern("somebody called", Event, applies=new_agent, weight=1)
def called(event: Event, d: Discourse) -> Tokens:
    """A baker called Anna bought a lamp."""
    if event.agent in d.known:
        return apposition(event, d)
    agent = full(event.agent, d)
    return [*trade_of(event.agent, d)[:2], "called", *agent.tokens, *predicate(event, agent, d)]


# -- sentences of one event


@pattern("clause", *CLAUSES, weight=7)
def statement(record: Event, d: Discourse) -> Lines:
    """Anna bought a lamp."""
    return [[*inline(record, d), "."]]


@pattern("time first", Event, applies=lambda e, d: bool(e.time), weight=6)
def time_first(event: Event, d: Discourse) -> Lines:
    """On Monday, Anna bought a lamp."""
    return [[*event.time.split(), ",", *inline(replace(event, time=""), d), "."]]


@pattern("place first", Event, applies=lambda e, d: e.place is not None and e.verb not in ARRIVALS and not e.negated)
def place_first(event: Event, d: Discourse) -> Lines:
    """At the market, Anna bought a lamp."""
    where = place_phrase(event, d)
    return [[*where, ",", *inline(replace(event, place=None), d), "."]]


@pattern("it was somebody who", Event, applies=third_person, weight=1)
def cleft_agent(event: Event, d: Discourse) -> Lines:
    """It was Anna who bought the lamp."""
    d.mention_subject(event.agent)
    agent = full(event.agent, d)
    return [[*it_was(d), *agent.tokens, "who", *predicate(event, agent, d), "."]]


def it_was(d: Discourse) -> Tokens:
    """It was."""
    return ["it", "is" if d.tense == "present" else "was"]


@pattern("it was something that", Event, weight=1, applies=lambda e, d: third_person(e, d) and passive_fits(e, d))
def cleft_patient(event: Event, d: Discourse) -> Lines:
    """It was a lamp that Anna bought."""
    assert event.patient is not None
    patient = full(event.patient, d)
    return [[*it_was(d), *patient.tokens, "that", *without_patient(event, d), "."]]


def without_patient(event: Event, d: Discourse) -> Tokens:
    """Anna bought at the market."""
    agent = refer(event.agent, d)
    rest = complements(replace(event, patient=None), agent, d)
    return [*agent.tokens, *verb_group(forms_of(event.verb, d), agent, d.tense, event.negated), *rest]


@pattern("what somebody did", Event, weight=1, applies=lambda e, d: happened(e, d) and transitive(e, d) and isinstance(e.patient, Thing) and e.patient.noun.kind != "people")
def what_was(event: Event, d: Discourse) -> Lines:
    """What Anna bought was a lamp."""
    what = without_patient(event, d)
    patient = full(event.patient, d)
    return [["what", *what, be(Phrase([], patient.plural), d.tense), *patient.tokens, "."]]


@pattern("two words for one deed", Event, applies=lambda e, d: len(e.verb.words) > 1 and happened(e, d) and transitive(e, d), weight=4)
def two_verbs(event: Event, d: Discourse) -> Lines:
    """Anna repaired the cart, that is to say, she mended it."""
    agent = refer(event.agent, d)
    first, second = d.draw.sample(event.verb.words, 2)
    if d.draw.chance(0.5):
        patient = refer(event.patient, d, OBJECT).tokens
        again = _again(event, d)
        start = [*agent.tokens, *verb_group(first, agent, d.tense), *patient, *adjuncts(event, d)]
        return [[*start, ",", *in_other_words(d), *again.tokens, *verb_group(second, again, d.tense), *_them(event, d), "."]]
    verbs = [*verb_group(first, agent, d.tense), ",", "or", *verb_group(second, agent, d.tense), ","]
    return [[*agent.tokens, *verbs, *complements(event, agent, d), "."]]


def _again(event: Event, d: Discourse) -> Phrase:
    if event.agent in (d.speaker, d.listener):
        return refer(event.agent, d)
    return pronoun(event.agent, d)


def _them(event: Event, d: Discourse) -> Tokens:
    if event.patient in (d.speaker, d.listener):
        return refer(event.patient, d, OBJECT).tokens
    return pronoun(event.patient, d, OBJECT).tokens


def in_other_words(d: Discourse) -> Tokens:
    """Begin a restatement within a sentence."""
    return d.draw.choice((["that", "is", "to", "say", ","], ["in", "other", "words", ","], ["that", "is", ","]))


# -- aims, reports, questions, corrections


def plain_report(report: Report, d: Discourse) -> bool:
    """Whether a single clause is reported."""
    return isinstance(report.record, CLAUSES)


@pattern("report", Report, applies=plain_report, weight=3)
def reported(report: Report, d: Discourse) -> Lines:
    """Anna told Tom that the soup was tasty."""
    speaker = refer(report.speaker, d)
    if report.listener is not None and d.draw.chance(0.6):
        said = [*verb_group(VERBS["tell"].words[0], speaker, d.tense), *refer(report.listener, d, OBJECT).tokens]
    else:
        said = verb_group(VERBS["say"].words[0], speaker, d.tense)
    that = ["that"] if d.draw.chance(0.7) else []
    with d.in_tense(d.perfect if isinstance(report.record, Event) else d.tense):
        return [[*speaker.tokens, *said, *that, *inline(report.record, d), "."]]


@pattern("direct speech", Report, applies=plain_report, weight=3)
def direct_speech(report: Report, d: Discourse) -> Lines:
    """"The soup is tasty," said Anna."""
    words = spoken(report, d)
    if report.listener is not None and d.draw.chance(0.4):
        speaker = full_or_i(report.speaker, d)
        to = ["to", *full(report.listener, d).tokens] if report.listener != d.speaker else ["to", "me"]
        return [["“", *words, ",", "”", *speaker.tokens, *said(speaker, d), *to, "."]]
    return [["“", *words, ",", "”", *says_who(report.speaker, d), "."]]
