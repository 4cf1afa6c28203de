"""MRPC: do two sentences say the same? QQP: do two questions ask the same?

A pair that says the same differs in words and in their order; one that does not keeps nearly all of them. Who
buys from whom, passives and comparisons can be turned around, so the same words in another order may mean the
same or not. MRPC's sentences tell events, comparisons and opinions, QQP's questions are about events.
"""

from collections.abc import Callable
from dataclasses import replace

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.meaning import Event, Opinion, State
from bert2t5.data.pocket.tasks.asking import ask, asked_about, other_side_of
from bert2t5.data.pocket.tasks.changes import changed, told_from_any_side
from bert2t5.data.pocket.tasks.pairs import Say, write_pair
from bert2t5.data.pocket.tasks.scenes import (
    draw_compared,
    draw_event,
    draw_genre,
    draw_judged,
    draw_people,
    without,
)
from bert2t5.data.pocket.tasks.splits import Example, Misfit, Scribe
from bert2t5.data.pocket.tasks.telling import Voice, tell, tell_compared, tell_opinion

__all__ = ["question_pair", "sentence_pair"]

DIFFERENT, SAME = 0, 1
# How likely the second text avoids the words of the first: if it means the same, more likely, so that it does
# not share more words than a text in which a part has been changed.
AVOIDS = {DIFFERENT: 0.35, SAME: 0.9}

Maker = Callable[[Draw, int], tuple[Say, Say]]


def sentence_pair(scribe: Scribe, label: int) -> Example:
    """Return two sentences that say the same (label 1) or not (label 0)."""
    makers: tuple[Maker, ...] = (events, comparisons, opinions)
    return _pair(scribe, label, scribe.draw.weighted(makers, (6, 2, 2)))


def question_pair(scribe: Scribe, label: int) -> Example:
    """Return two questions that ask the same (label 1) or not (label 0)."""
    return _pair(scribe, label, questions)


def _pair(scribe: Scribe, label: int, maker: Maker) -> Example:
    first, second = maker(scribe.draw, label)
    voice = Voice(scribe.draw, article=scribe.draw.choice(("a", "the")))
    return Example(write_pair(scribe, first, second, voice, AVOIDS[label]), label)


# -- sentences


def events(draw: Draw, label: int) -> tuple[Say, Say]:
    """Return an event, and the same again or a changed one."""
    genre = draw_genre(draw, of_two_people=0.3)
    event = draw_event(draw, genre)
    other = told_from_any_side(event, draw) if label == SAME else changed(event, draw, genre)
    return lambda v: tell(event, v), lambda v: tell(other, v)


def comparisons(draw: Draw, label: int) -> tuple[Say, Say]:
    """Return a comparison, and the same again or the reverse."""
    record, _ = draw_compared(draw)
    other = record if label == SAME else replace(record, more=record.less, less=record.more)
    return lambda v: tell_compared(record, _known(v)), lambda v: tell_compared(other, _known(v))


def opinions(draw: Draw, label: int) -> tuple[Say, Say]:
    """Return what somebody thinks of somebody's thing, and the same, the contrary, or both people swapped."""
    holder, owner = draw_people(draw, 2)
    thing, quality = draw_judged(draw)
    state = State(replace(thing, owner=owner), quality, negated=draw.chance(0.3))
    others = (
        Opinion(holder, replace(state, quality=quality.opposite)),
        Opinion(holder, replace(state, negated=not state.negated)),
        Opinion(owner, replace(state, subject=replace(thing, owner=holder))),
    )
    opinion = Opinion(holder, state)
    other = opinion if label == SAME else draw.weighted(others, (2, 1, 3))
    return lambda v: tell_opinion(opinion, v), lambda v: tell_opinion(other, v)


def _known(voice: Voice) -> Voice:
    """Return the voice that speaks of things that are known: the mill."""
    return replace(voice, article="the")


# -- questions


def questions(draw: Draw, label: int) -> tuple[Say, Say]:
    """Return a question, and the same again, one about something else, or one about a changed event."""
    genre = draw_genre(draw, of_two_people=0.6)
    event = without(draw_event(draw, genre), draw.choice((["place"], ["time"], ["place", "time"], [])))
    about = draw.choice(asked_about(event))
    if label == SAME:
        other, other_about = _turned(event, about, draw)
    elif draw.chance(0.2):
        other, other_about = event, draw.choice([field for field in asked_about(event) if field != about])
    else:
        other, other_about = replace(changed(event, draw, genre), negated=False), about
        if _differ_in_the_answer(event, other, about):
            raise Misfit
    return lambda v: ask(event, about, v), lambda v: ask(other, other_about, v)


def _turned(event: Event, about: str, draw: Draw) -> tuple[Event, str]:
    """Return the event from one side or the other, and what to ask for there."""
    other = told_from_any_side(event, draw)
    return other, about if other == event else other_side_of(about)


def _differ_in_the_answer(event: Event, other: Event, about: str) -> bool:
    """Whether two events differ at most in what is asked for, so that the questions are the same."""
    answer = {about: getattr(event, about)}
    return replace(other, **answer) == event
