"""The ways to say what happens, what somebody reports, asks or corrects. Each docstring is an example."""

from dataclasses import replace

from bert2t5.data.pocket.clauses import (
    CLAUSES,
    MOTION,
    adjuncts,
    clause,
    complements,
    manner,
    place_phrase,
    predicate,
)
from bert2t5.data.pocket.discourse import (
    OBJECT,
    PLACES,
    Discourse,
    full,
    named,
    pronoun,
    refer,
    trade_of,
)
from bert2t5.data.pocket.lexicon import VERBS
from bert2t5.data.pocket.meaning import Asked, Corrected, Event, Group, Person, Report, Thing, Weather
from bert2t5.data.pocket.patterns import Lines, inline, inline_pattern, pattern
from bert2t5.data.pocket.text import Phrase, Tokens
from bert2t5.data.pocket.verbs import PERFECT, be, copula, do, have, verb_group

NOT_PASSIVE = tuple(VERBS[name] for name in ("like", "dislike", "read"))
ARRIVALS = (*MOTION, VERBS["arrive"], VERBS["leave"])
NOW = ("present", "present perfect", "future")


# -- conditions


def transitive(event: Event, d: Discourse) -> bool:
    """Whether there is an object besides the agent itself, and nobody who receives it."""
    return event.patient is not None and event.patient != event.agent and event.recipient is None


def passive_fits(event: Event, d: Discourse) -> bool:
    """Whether a passive sounds natural."""
    natural = event.verb not in NOT_PASSIVE and not isinstance(event.patient, Group)
    return transitive(event, d) and natural and not d.talks(event.agent) and not d.talks(event.patient)


def new_agent(event: Event, d: Discourse) -> bool:
    """Whether the agent would be named now, and the reader does not know the agent's trade."""
    person = isinstance(event.agent, Person) and event.agent not in d.trades
    return person and not d.talks(event.agent) and not d.pronoun_is_clear(event.agent)


def has_a_past(event: Event, d: Discourse) -> bool:
    """Whether the agent would be named now, and has done something before."""
    person = isinstance(event.agent, Person) and d.tense in PERFECT and d.speaker is None
    return person and not d.pronoun_is_clear(event.agent) and bool(past_of(event, d))


def past_of(event: Event, d: Discourse) -> list[Event]:
    """Return what the agent has done to other things."""
    mine = [past for past in d.events if past.agent == event.agent and past.patient is not None]
    return [past for past in mine if past.patient not in (event.patient, past.agent)]


def third_person(event: Event, d: Discourse) -> bool:
    """Whether it happened, and somebody tells of others."""
    return not event.negated and d.speaker is None


def one_thing(event: Event, d: Discourse) -> bool:
    """Whether it happened to a thing that the reader does not know yet."""
    new = (
        isinstance(event.patient, Thing)
        and event.patient.noun.kind not in PLACES
        and event.patient not in d.known
    )
    return new and third_person(event, d) and event.recipient is None


def has_two_words(event: Event, d: Discourse) -> bool:
    """Whether it happened to something, and its verb has a synonym."""
    return len(event.verb.words) > 1 and not event.negated and transitive(event, d)


def has_opposite(event: Event, d: Discourse) -> bool:
    """Whether it happened to something, and its verb has an opposite."""
    return bool(event.verb.opposite) and not event.negated and transitive(event, d)


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
    done = [*manner(event, d), d.forms(event.verb).participle, *by, *adjuncts(event, d)]
    return [*subject.tokens, *copula(subject, d.tense, event.negated), *done]


@inline_pattern("trade in apposition", Event, applies=new_agent, weight=5)
def apposition(event: Event, d: Discourse) -> Tokens:
    """Anna, a baker from Marlow, bought a lamp."""
    assert isinstance(event.agent, Person)
    agent = named(event.agent, d)
    return [
        *agent.tokens,
        ",",
        *trade_of(event.agent, d),
        "from",
        event.agent.town,
        ",",
        *predicate(event, agent, d),
    ]


@inline_pattern("trade in a relative clause", Event, applies=new_agent, weight=5)
def trade_clause(event: Event, d: Discourse) -> Tokens:
    """Anna, who was a baker, bought a lamp."""
    assert isinstance(event.agent, Person)
    agent = named(event.agent, d)
    trade = trade_of(event.agent, d)
    was = be(agent, "present" if d.tense in NOW else "past")
    return [*agent.tokens, ",", "who", was, *trade, ",", *predicate(event, agent, d)]


@inline_pattern("who had done something", Event, applies=has_a_past, weight=1)
def who_had(event: Event, d: Discourse) -> Tokens:
    """Anna, who had bought a lamp, went to the mill."""
    agent = full(event.agent, d)
    past = replace(past_of(event, d)[-1], place=None, time="", manner="")
    with d.in_tense(d.perfect):
        had = predicate(past, agent, d)
    return [*agent.tokens, ",", "who", *had, ",", *predicate(event, agent, d)]


# -- sentences of one event


@pattern("statement", *CLAUSES, weight=7)
def statement(record: Event, d: Discourse) -> Lines:
    """Anna bought a lamp."""
    return [[*inline(record, d), "."]]


@pattern("weather by place", Weather, applies=lambda w, d: bool(w.place), weight=4)
def weather_by_place(weather: Weather, d: Discourse) -> Lines:
    """In Marlow, it rained all day."""
    return [[*weather.place.split(), ",", *clause(replace(weather, place=""), d), "."]]


@pattern("time first", Event, applies=lambda e, d: bool(e.time), weight=6)
def time_first(event: Event, d: Discourse) -> Lines:
    """On Monday, Anna bought a lamp."""
    return [[*event.time.split(), ",", *inline(replace(event, time=""), d), "."]]


@pattern("place first", Event, applies=lambda e, d: e.place and e.verb not in ARRIVALS and not e.negated)
def place_first(event: Event, d: Discourse) -> Lines:
    """At the market, Anna bought a lamp."""
    return [[*place_phrase(event, d), ",", *inline(replace(event, place=None), d), "."]]


@pattern("it was somebody who", Event, applies=third_person, weight=1)
def cleft_agent(event: Event, d: Discourse) -> Lines:
    """It was Anna who bought the lamp."""
    agent = full(event.agent, d)
    return [[*it_was(d), *agent.tokens, "who", *predicate(event, agent, d), "."]]


def it_was(d: Discourse) -> Tokens:
    """It was."""
    return ["it", "is" if d.tense == "present" else "was"]


@pattern(
    "it was something that", Event, applies=lambda e, d: third_person(e, d) and passive_fits(e, d), weight=1
)
def cleft_patient(event: Event, d: Discourse) -> Lines:
    """It was a lamp that Anna bought."""
    assert event.patient is not None
    patient = full(event.patient, d, OBJECT)
    return [[*it_was(d), *patient.tokens, "that", *without_patient(event, d), "."]]


def without_patient(event: Event, d: Discourse) -> Tokens:
    """Anna bought at the market."""
    agent = refer(event.agent, d)
    verb = verb_group(d.forms(event.verb), agent, d.tense, event.negated)
    return [*agent.tokens, *verb, *complements(replace(event, patient=None), d)]


@pattern("what somebody did", Event, applies=one_thing, weight=1)
def what_was(event: Event, d: Discourse) -> Lines:
    """What Anna bought was a lamp."""
    assert event.patient is not None
    what = without_patient(event, d)
    patient = full(event.patient, d, OBJECT)
    return [["what", *what, be(Phrase([]), d.tense), *patient.tokens, "."]]


@pattern("two words for one deed", Event, applies=has_two_words, weight=5)
def two_verbs(event: Event, d: Discourse) -> Lines:
    """Anna repaired the cart, that is to say, she mended it."""
    assert event.patient is not None
    agent = refer(event.agent, d)
    first, second = (verb_group(forms, agent, d.tense) for forms in d.draw.sample(event.verb.words, 2))
    if d.draw.chance(0.5):
        return [[*agent.tokens, *first, ",", "or", *second, ",", *complements(event, d), "."]]
    start = [*agent.tokens, *first, *complements(event, d), ",", *in_other_words(d), ","]
    again, them = pronoun(event.agent, d), pronoun(event.patient, d, OBJECT)
    return [[*start, *again.tokens, *second, *them.tokens, "."]]


def in_other_words(d: Discourse) -> Tokens:
    """In other words."""
    return d.draw.choice((["that", "is", "to", "say"], ["in", "other", "words"], ["that", "is"]))


@pattern("opposite deed denied", Event, applies=has_opposite, weight=4)
def opposite_denied(event: Event, d: Discourse) -> Lines:
    """Anna did not sell the lamp but bought it."""
    assert event.patient is not None
    agent = refer(event.agent, d)
    wrong = verb_group(d.forms(VERBS[event.verb.opposite]), agent, d.tense, negated=True)
    patient = refer(event.patient, d, OBJECT).tokens
    right = verb_group(d.forms(event.verb), agent, d.tense)
    rest = [*pronoun(event.patient, d, OBJECT).tokens, *manner(event, d), *adjuncts(event, d), "."]
    if d.draw.chance(0.5):
        return [[*agent.tokens, *wrong, *patient, "but", *right, *rest]]
    mark = d.draw.choice((";", ":"))
    return [[*agent.tokens, *wrong, *patient, mark, *pronoun(event.agent, d).tokens, *right, *rest]]


# -- reports


def names_are_clear(speaker: Person, listener: Person | None, d: Discourse) -> bool:
    """Whether "he" or "she" can only mean one of speaker and listener."""
    return listener is None or speaker.gender != listener.gender or d.talks(speaker) or d.talks(listener)


@pattern("report", Report, applies=lambda r, d: names_are_clear(r.speaker, r.listener, d), weight=3)
def reported(report: Report, d: Discourse) -> Lines:
    """Anna told Tom that the soup was tasty."""
    speaker = refer(report.speaker, d)
    if report.listener is not None and d.draw.chance(0.6):
        told = verb_group(VERBS["tell"].words[0], speaker, d.tense)
        said = [*told, *refer(report.listener, d, OBJECT).tokens]
    else:
        said = verb_group(VERBS["say"].words[0], speaker, d.tense)
    that = ["that"] if d.draw.chance(0.7) else []
    with d.in_tense(d.perfect if isinstance(report.record, Event) else d.tense):
        return [[*speaker.tokens, *said, *that, *inline(report.record, d), "."]]


@pattern("direct speech", Report, weight=3)
def direct_speech(report: Report, d: Discourse) -> Lines:
    """ "The soup is tasty," said Anna."""
    tense = "past" if isinstance(report.record, Event) else "present"
    with d.speech(report.speaker, report.listener, tense):
        words = inline(report.record, d)
    return [["“", *words, ",", "”", *says(report.speaker, report.listener, d), "."]]


def says(speaker: Person, listener: Person | None, d: Discourse, verb: str = "say") -> Tokens:
    """Said Anna; or: Anna said to Tom."""
    who = full(speaker, d)
    word = verb_group(VERBS[verb].words[0], who, d.tense)
    if listener is not None and d.draw.chance(0.4):
        return [*who.tokens, *word, "to", *full(listener, d, OBJECT).tokens]
    return [*word, *who.tokens] if who.person == 3 else [*who.tokens, *word]


# -- questions


def question(asked: Asked, d: Discourse) -> Tokens:
    """Where did Anna buy the lamp?"""
    event = replace(asked.event, time="", manner="", negated=False)
    if asked.about == "agent":
        return ["who", *predicate(event, Phrase([]), d), "?"]
    agent = refer(event.agent, d)
    if asked.about == "place":
        event = replace(event, place=None)
    if d.tense in PERFECT:
        rest = [do(agent, d.tense), *agent.tokens, *predicate(event, agent, d, "base")]
    else:
        rest = [have(agent, d.tense), *agent.tokens, *predicate(event, agent, d, "participle")]
    return [*(["where"] if asked.about == "place" else []), *rest, "?"]


def answer(asked: Asked, d: Discourse) -> Tokens:
    """She bought it at the market."""
    event = replace(asked.event, time="", manner="")
    if asked.about == "agent":
        agent = full(event.agent, d)
        return [*it_was(d), *agent.tokens, "who", *predicate(event, agent, d)]
    if asked.about == "whether":
        return ["no" if event.negated else "yes", ",", *clause(event, d)]
    return clause(event, d)


def story_may_ask(asked: Asked, d: Discourse) -> bool:
    """Whether nobody in the story asks, and the narrator does not ask about himself."""
    return (asked.asker is None or asked.about == "agent") and not d.talks(asked.event.agent)


@pattern("question and answer", Asked, applies=story_may_ask)
def story_asks(asked: Asked, d: Discourse) -> Lines:
    """Who had bought the lamp? It was Anna."""
    d.next_sentence()  # a question stands by itself: no pronoun in it looks back
    d.next_sentence()
    with d.in_tense(d.perfect):
        asks = question(asked, d)
    d.next_sentence()
    return [asks, [*answer(asked, d), "."]]


@pattern("question in a dialogue", Asked, applies=lambda a, d: a.asker is not None and a.about != "agent")
def somebody_asks(asked: Asked, d: Discourse) -> Lines:
    """ "Where did you buy the lamp?" asked Tom. "I bought it at the market," said Anna."""
    asker, other = asked.asker, asked.event.agent
    assert asker is not None
    assert isinstance(other, Person)
    with d.speech(asker, other, "past"):
        asks = question(asked, d)
    first = ["“", *asks, "”", *says(asker, None, d, "ask"), "."]
    d.next_sentence()
    with d.speech(other, asker, "past"):
        words = answer(asked, d)
    return [first, ["“", *words, ",", "”", *says(other, None, d), "."]]


def where_is_clear(asked: Asked, d: Discourse) -> bool:
    """Whether somebody asks where, and the answer needs no name to be understood."""
    if asked.asker is None or asked.about != "place" or not isinstance(asked.event.agent, Person):
        return False
    return names_are_clear(asked.asker, asked.event.agent, d)


@pattern("indirect question", Asked, applies=where_is_clear)
def indirect_question(asked: Asked, d: Discourse) -> Lines:
    """Tom asked Anna where she had bought the lamp. She told him that she had bought it at the market."""
    asker, other = asked.asker, asked.event.agent
    assert asker is not None
    assert isinstance(other, Person)
    who = refer(asker, d)
    asks = [*who.tokens, *verb_group(VERBS["ask"].words[0], who, d.tense), *refer(other, d, OBJECT).tokens]
    bare = replace(asked.event, time="", manner="")
    with d.in_tense(d.perfect):
        first = [*asks, "where", *clause(replace(bare, place=None), d), "."]
    d.next_sentence()
    return [first, *reported(Report(other, bare, asker), d)]


# -- corrections


@pattern("not this but that", Corrected, weight=3)
def not_but(corrected: Corrected, d: Discourse) -> Lines:
    """Anna did not go to the mill but to the market."""
    wrong, right = replace(corrected.wrong, negated=True), corrected.right
    if wrong.agent != right.agent:
        no = [*it_was(d), "not", *full(wrong.agent, d, OBJECT).tokens]
        agent = full(right.agent, d)
        return [[*no, "but", *agent.tokens, "who", *predicate(right, agent, d), "."]]
    agent = refer(right.agent, d)
    no = predicate(replace(wrong, time="", manner=""), agent, d)
    return [[*agent.tokens, *no, "but", *place_phrase(right, d), *right.time.split(), "."]]


@pattern("in fact", Corrected)
def in_fact(corrected: Corrected, d: Discourse) -> Lines:
    """Anna did not go to the mill. In fact, she went to the market."""
    first = [*inline(replace(corrected.wrong, negated=True, time=""), d), "."]
    d.next_sentence()
    word = d.draw.choice((["in", "fact", ","], ["instead", ","], ["no", ","]))
    return [first, [*word, *inline(corrected.right, d), "."]]
