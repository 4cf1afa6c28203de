"""The ways to hold two records together, in one sentence or two. Each docstring is an example."""

from collections.abc import Callable
from dataclasses import replace

from bert2t5.data.pocket.clauses import clause, complements, in_contrast, predicate
from bert2t5.data.pocket.discourse import Discourse, full, refer
from bert2t5.data.pocket.meaning import Event, Link, Restated, State, Thing
from bert2t5.data.pocket.patterns import Lines, inline, pattern
from bert2t5.data.pocket.text import Phrase, Tokens
from bert2t5.data.pocket.verbs import copula, verb_group

# -- conditions


def linked(kind: str) -> Callable[[Link, Discourse], bool]:
    """Return the condition that the records hang together in some way."""
    return lambda link, d: link.kind == kind


def one_agent_then(link: Link, d: Discourse) -> bool:
    """Whether somebody does one thing and then another."""
    first, second = link.first, link.second
    both = isinstance(first, Event) and isinstance(second, Event) and first.agent == second.agent
    return link.kind == "then" and both


def both_events(link: Link) -> tuple[Event, Event]:
    """Return the two events of a link."""
    assert isinstance(link.first, Event)
    assert isinstance(link.second, Event)
    return link.first, link.second


# -- side by side


@pattern("and", Link, applies=linked("and"), weight=4)
def and_(link: Link, d: Discourse) -> Lines:
    """It rained, and Anna went to the mill."""
    first = inline(link.first, d)
    return [[*first, ",", "and", *inline(link.second, d), "."]]


@pattern("semicolon", Link, applies=linked("and"))
def semicolon(link: Link, d: Discourse) -> Lines:
    """It rained; Anna went to the mill."""
    first = inline(link.first, d)
    return [[*first, ";", *inline(link.second, d), "."]]


# -- one after the other


@pattern("one subject, two verbs", Link, applies=one_agent_then, weight=4)
def shared_subject(link: Link, d: Discourse) -> Lines:
    """Anna closed the shop and went to the market."""
    first, second = both_events(link)
    agent = refer(first.agent, d)
    verbs = predicate(first, agent, d)
    then = d.draw.choice((["and"], ["and", "then"], [",", "and", "soon", "afterwards"]))
    return [[*agent.tokens, *verbs, *then, *predicate(second, agent, d), "."]]


@pattern("having done", Link, applies=one_agent_then)
def having_done(link: Link, d: Discourse) -> Lines:
    """Having closed the shop, Anna went to the market."""
    first, second = both_events(link)
    if d.draw.chance(0.5):
        start = ["having", *predicate(first, Phrase([]), d, "participle")]
    else:
        start = ["after", *predicate(first, Phrase([]), d, "ing")]
    agent = full(second.agent, d)
    return [[*start, ",", *agent.tokens, *predicate(second, agent, d), "."]]


@pattern("after", Link, applies=linked("then"), weight=3)
def after(link: Link, d: Discourse) -> Lines:
    """After Anna had closed the shop, she went to the market."""
    if d.draw.chance(0.5):
        return [["after", *_earlier(link, d), ",", *inline(link.second, d), "."]]
    second = inline(link.second, d)
    return [[*second, "after", *_earlier(link, d), "."]]


def _earlier(link: Link, d: Discourse) -> Tokens:
    with d.in_tense(d.perfect):
        return clause(link.first, d)


@pattern("before", Link, applies=linked("then"))
def before(link: Link, d: Discourse) -> Lines:
    """Anna closed the shop before she went to the market."""
    if d.draw.chance(0.5):
        second = clause(link.second, d)
        return [["before", *second, ",", *inline(link.first, d), "."]]
    first = inline(link.first, d)
    return [[*first, "before", *clause(link.second, d), "."]]


@pattern("then", Link, applies=linked("then"), weight=3)
def then(link: Link, d: Discourse) -> Lines:
    """Anna closed the shop. Then she went to the market."""
    word = d.draw.choice((["then"], ["after", "that", ","], ["soon", "afterwards", ","], ["later", ","]))
    return _two_sentences(link, word, d)


def _two_sentences(link: Link, word: Tokens, d: Discourse) -> Lines:
    first = [*inline(link.first, d), "."]
    d.next_sentence()
    return [first, [*word, *inline(link.second, d), "."]]


@pattern("while", Link, applies=linked("while"), weight=3)
def while_(link: Link, d: Discourse) -> Lines:
    """While it rained, Anna waited at the inn."""
    return _joined("while", link, d)


def _joined(word: str, link: Link, d: Discourse, comma: bool = False) -> Lines:
    """Return the first record as a subordinate clause, before or after the second."""
    if d.draw.chance(0.5):
        first = inline(link.first, d)
        return [[word, *first, ",", *inline(link.second, d), "."]]
    second = inline(link.second, d)
    return [[*second, *([","] if comma else []), word, *inline(link.first, d), "."]]


# -- reasons, contrasts, purposes, conditions


@pattern("because", Link, applies=linked("cause"), weight=4)
def because(link: Link, d: Discourse) -> Lines:
    """Anna liked the soup because it was tasty."""
    return _joined("because", link, d)


@pattern("since", Link, applies=linked("cause"), weight=2)
def since(link: Link, d: Discourse) -> Lines:
    """Since the soup was tasty, Anna liked it."""
    word = d.draw.choice(("since", "as"))
    first = inline(link.first, d)
    return [[word, *first, ",", *inline(link.second, d), "."]]


@pattern("so", Link, applies=linked("cause"), weight=3)
def so(link: Link, d: Discourse) -> Lines:
    """The soup was tasty, so Anna liked it."""
    first = inline(link.first, d)
    return [[*first, ",", "so", *inline(link.second, d), "."]]


@pattern("that is why", Link, applies=linked("cause"), weight=1)
def that_is_why(link: Link, d: Discourse) -> Lines:
    """The soup was tasty. That was why Anna liked it."""
    why = ["that", "is" if d.tense == "present" else "was", "why"]
    return _two_sentences(link, d.draw.choice((why, ["therefore"])), d)


@pattern("although", Link, applies=linked("contrast"), weight=4)
def although(link: Link, d: Discourse) -> Lines:
    """Although it rained, Anna liked the fair."""
    return _joined(d.draw.choice(("although", "though")), link, d, comma=True)


@pattern("but", Link, applies=linked("contrast"), weight=3)
def but(link: Link, d: Discourse) -> Lines:
    """It rained, but Anna liked the fair."""
    first = inline(link.first, d)
    return [[*first, ",", "but", *inline(link.second, d), "."]]


@pattern("however", Link, applies=linked("contrast"))
def however(link: Link, d: Discourse) -> Lines:
    """It rained. However, Anna liked the fair."""
    word = d.draw.choice((["however"], ["still"], ["all", "the", "same"]))
    return _two_sentences(link, [*word, ","], d)


@pattern("in order to", Link, applies=linked("purpose"), weight=4)
def in_order_to(link: Link, d: Discourse) -> Lines:
    """Anna went to the market to buy a lamp."""
    first, second = both_events(link)
    time = first.time.split()
    agent = refer(first.agent, d)
    does = [*agent.tokens, *predicate(replace(first, time=""), agent, d)]
    why = [*d.draw.choice((["to"], ["to"], ["in", "order", "to"])), *predicate(second, agent, d, "base")]
    if time and d.draw.chance(0.5):
        return [[*time, ",", *does, *why, "."]]
    return [[*does, *time, *why, "."]]


@pattern("if", Link, applies=linked("condition"))
def if_(link: Link, d: Discourse) -> Lines:
    """If it rained, Anna would wait at the inn."""
    first = clause(link.first, d)
    with d.in_tense("conditional" if d.tense == "past" else "future"):
        return [["if", *first, ",", *clause(link.second, d), "."]]


# -- what a thing is like to which something is done


def of_patient(link: Link, d: Discourse) -> bool:
    """Whether the second record is a quality of what the first event acts on."""
    happened = link.kind == "detail" and isinstance(link.first, Event) and not link.first.negated
    return happened and isinstance(link.second, State) and isinstance(link.second.subject, Thing)


def event_and_state(link: Link) -> tuple[Event, State, Thing]:
    """Return the event, the quality and what both are about."""
    assert isinstance(link.first, Event)
    assert isinstance(link.second, State)
    assert isinstance(link.second.subject, Thing)
    return link.first, link.second, link.second.subject


@pattern("object relative clause", Link, applies=of_patient, weight=3)
def object_relative(link: Link, d: Discourse) -> Lines:
    """The boats that Anna repaired were old."""
    event, state, thing = event_and_state(link)
    d.introduce(thing)
    head = full(thing, d)
    that = ["that"] if d.draw.chance(0.7) else []
    agent = refer(event.agent, d)
    verb = verb_group(d.forms(event.verb), agent, d.tense)
    rest = complements(replace(event, patient=None), d)
    is_so = [*copula(head, d.tense), *in_contrast(state.quality, d), "."]
    return [[*head.tokens, *that, *agent.tokens, *verb, *rest, *is_so]]


@pattern("which clause", Link, applies=of_patient, weight=3)
def which_clause(link: Link, d: Discourse) -> Lines:
    """Anna repaired two boats, which were old."""
    event, state, thing = event_and_state(link)
    first = clause(replace(event, place=None, time="", manner=""), d)
    which = "who" if thing.noun.kind == "people" else "which"
    is_so = [which, *copula(Phrase([], thing.plural), d.tense), *in_contrast(state.quality, d)]
    return [[*first, ",", *is_so, "."]]


@pattern("event and quality", Link, applies=of_patient)
def event_and_quality(link: Link, d: Discourse) -> Lines:
    """Anna repaired two boats. They were old."""
    return _two_sentences(link, [], d)


# -- the same again


@pattern("in other words", Restated)
def restated(record: Restated, d: Discourse) -> Lines:
    """In other words, it was delicious."""
    word = d.draw.choice((["in", "other", "words"], ["that", "is", "to", "say"], ["indeed"]))
    with d.with_other_words():
        return [[*word, ",", *inline(record.record, d), "."]]
