"""Questions about a scene: who, what, where, when, to whom, how. Each docstring is an example."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from bert2t5.data.pocket.event_patterns import NOT_PASSIVE
from bert2t5.data.pocket.meaning import Event, Person
from bert2t5.data.pocket.tasks.scenes import without
from bert2t5.data.pocket.tasks.telling import (
    Voice,
    clause,
    name,
    objects,
    toward,
    verb_phrase,
    where_and_when,
)
from bert2t5.data.pocket.text import Phrase, Tokens, join
from bert2t5.data.pocket.verbs import be, do

__all__ = ["ask", "asked_about", "other_side_of"]

Ask: TypeAlias = Callable[[Event, Voice], Tokens]


def asked_about(event: Event) -> list[str]:
    """Return what one can ask about an event: the names of the fields that it tells.

    >>> from bert2t5.data.pocket.draw import Draw
    >>> from bert2t5.data.pocket.tasks.scenes import GENRES, draw_event
    >>> asked_about(draw_event(Draw(4), GENRES["trade"]))
    ['agent', 'patient', 'place', 'time']
    """
    return [field for field in _WAYS if getattr(event, field)]


def other_side_of(about: str) -> str:
    """Return the field that a question is about when the deed is told from the other side.

    >>> other_side_of("agent"), other_side_of("place")
    ('recipient', 'place')
    """
    return {"agent": "recipient", "recipient": "agent"}.get(about, about)


def ask(event: Event, about: str, v: Voice) -> str:
    """Return a question about one field of an event; what else the event tells is part of the question.

    >>> from bert2t5.data.pocket.draw import Draw
    >>> from bert2t5.data.pocket.tasks.scenes import GENRES, draw_event
    >>> draw = Draw(4)
    >>> event = draw_event(draw, GENRES["trade"])
    >>> for about in asked_about(event):
    ...     print(ask(event, about, Voice(draw)))
    Who borrowed the big umbrella on the bridge on Thursday evening?
    What was it that Bella borrowed on the bridge on Thursday evening?
    Where did Bella borrow the big umbrella on Thursday evening?
    When did Bella borrow the big umbrella on the bridge?
    """
    return join([*v.draw.choice(_WAYS[about])(event, v), "?"])


# -- what follows the asking word


def _did(event: Event, v: Voice) -> Tokens:
    """Did Anna buy the lamp at the market?"""
    agent = name(event.agent, v)
    bought = [v.forms(event.verb).base, *objects(event, v), *where_and_when(event, v)]
    return [do(agent, v.tense), *agent.tokens, *bought]


def _was(event: Event, v: Voice) -> Tokens:
    """Was the lamp bought by Anna at the market?"""
    if not _has_passive(event):
        return _did(event, v)
    by = ["by", *name(event.agent, v).tokens]
    return [*_was_done(event, v), *by, *where_and_when(event, v)]


def _did_or_was(event: Event, v: Voice) -> Tokens:
    return v.draw.choice((_did, _was))(event, v)


def _has_passive(event: Event) -> bool:
    return event.patient is not None and event.verb not in NOT_PASSIVE


def _was_done(event: Event, v: Voice) -> Tokens:
    """Was the lamp bought from Tom."""
    assert event.patient is not None
    patient = name(event.patient, v)
    done = [v.forms(event.verb).participle, *objects(replace(event, patient=None), v)]
    return [be(patient, v.tense), *patient.tokens, *done]


# -- questions


def who(event: Event, v: Voice) -> Tokens:
    """Who bought the lamp?"""
    start = v.draw.choice((["who"], ["which", "person"], ["who", "was", "it", "that"]))
    return [*start, *verb_phrase(event, Phrase([]), v), *where_and_when(event, v)]


def by_whom(event: Event, v: Voice) -> Tokens:
    """By whom was the lamp bought?"""
    if not _has_passive(event):
        return who(event, v)
    return ["by", "whom", *_was_done(event, v), *where_and_when(event, v)]


def what(event: Event, v: Voice) -> Tokens:
    """What did Anna buy?"""
    is_person = isinstance(event.patient, Person)
    start = v.draw.choice((["whom"], ["which", "person"]) if is_person else (["what"], ["which", "thing"]))
    return [*start, *_did(replace(event, patient=None), v)]


def what_was_it(event: Event, v: Voice) -> Tokens:
    """What was it that Anna bought?"""
    start = "who" if isinstance(event.patient, Person) else "what"
    return [start, "was", "it", "that", *clause(replace(event, patient=None), v)]


def where(event: Event, v: Voice) -> Tokens:
    """Where did Anna buy the lamp?"""
    start = v.draw.choice((["where"], ["in", "which", "place"]))
    return [*start, *_did_or_was(without(event, ["place"]), v)]


def when(event: Event, v: Voice) -> Tokens:
    """When did Anna buy the lamp?"""
    start = v.draw.choice((["when"], ["on", "which", "day"]))
    return [*start, *_did_or_was(without(event, ["time"]), v)]


def to_whom(event: Event, v: Voice) -> Tokens:
    """From whom did Anna buy the lamp?"""
    return [*toward(event), "whom", *_did_or_was(without(event, ["recipient"]), v)]


def who_to(event: Event, v: Voice) -> Tokens:
    """Who did Anna buy the lamp from on Monday?"""
    bought = _did(without(event, ["recipient", "place", "time"]), v)
    return ["who", *bought, *toward(event), *where_and_when(event, v)]


def how(event: Event, v: Voice) -> Tokens:
    """How did Anna carry the basket?"""
    start = v.draw.choice((["how"], ["in", "what", "way"]))
    return [*start, *_did(without(event, ["manner"]), v)]


_WAYS: dict[str, tuple[Ask, ...]] = {
    "agent": (who, by_whom),
    "patient": (what, what_was_it),
    "place": (where,),
    "time": (when,),
    "recipient": (to_whom, who_to),
    "manner": (how,),
}
