"""QNLI: does the sentence answer the question?

A sentence that does not is about the same people and things as the question: the place or the day that is
asked for is missing, or something that the question takes for granted is different.
"""

from dataclasses import replace

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.meaning import Event
from bert2t5.data.pocket.tasks.asking import ask, asked_about
from bert2t5.data.pocket.tasks.changes import changed, told_from_any_side
from bert2t5.data.pocket.tasks.pairs import write_pair
from bert2t5.data.pocket.tasks.scenes import draw_event, draw_genre, without
from bert2t5.data.pocket.tasks.splits import Example, Misfit, Scribe
from bert2t5.data.pocket.tasks.telling import Voice, tell

__all__ = ["question_and_sentence"]

ENTAILMENT = 0
MAY_BE_MISSING = ("place", "time", "manner")


def question_and_sentence(scribe: Scribe, label: int) -> Example:
    """Return a question and a sentence that answers it (label 0) or not (label 1)."""
    draw = scribe.draw
    genre = draw_genre(draw, of_two_people=0.4)
    event = draw_event(draw, genre)
    about = draw.choice(asked_about(event))
    missing = label != ENTAILMENT and about in MAY_BE_MISSING and draw.chance(0.6)
    told = without(event, _left_out(event, about, missing, draw))
    asked = _as_asked(event, told, about, draw)
    if label != ENTAILMENT and not missing:
        told = replace(changed(told, draw, genre), negated=False)
    if _answers(told, asked, about) != (label == ENTAILMENT):
        raise Misfit
    told = told_from_any_side(told, draw)
    texts = write_pair(
        scribe, lambda v: ask(asked, about, v), lambda v: tell(told, v), Voice(draw), avoids=0.6
    )
    return Example(texts, label)


def _left_out(event: Event, about: str, missing: bool, draw: Draw) -> list[str]:
    """Return the details that the sentence leaves out: mostly one, be it the one that is asked for or not."""
    if missing:
        return [about]
    others = [field for field in MAY_BE_MISSING if field != about and getattr(event, field)]
    number = 1 if about in MAY_BE_MISSING else draw.below(2)
    return draw.sample(others, min(number, len(others)))


def _as_asked(event: Event, told: Event, about: str, draw: Draw) -> Event:
    """Return the event with what is asked for and some of the other details that the sentence tells."""
    others = [field for field in MAY_BE_MISSING if field != about]
    return without(event, [field for field in others if not getattr(told, field) or draw.chance(0.6)])


def _answers(event: Event, asked: Event, about: str) -> bool:
    """Whether the event tells what is asked for, and all that the question takes for granted is so."""
    granted = ("agent", "verb", "patient", "recipient", "place", "time", "manner")
    told = [field for field in granted if field != about and getattr(asked, field)]
    return bool(getattr(event, about)) and all(getattr(event, f) == getattr(asked, f) for f in told)
