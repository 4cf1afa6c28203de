"""RTE: does the hypothesis follow from a text of two sentences?

The two sentences tell two events of one genre by different people. A hypothesis that does not follow is
neutral to one of them or contradicts it, or mixes the two up.
"""

from dataclasses import replace
from typing import Any

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.meaning import Event
from bert2t5.data.pocket.tasks.entailment import (
    CONTRADICTION,
    ENTAILMENT,
    NEUTRAL,
    RelatedEvents,
    related_events,
)
from bert2t5.data.pocket.tasks.pairs import write_pair
from bert2t5.data.pocket.tasks.scenes import Genre, draw_event, draw_genre, people_of
from bert2t5.data.pocket.tasks.splits import Example, Misfit, Scribe
from bert2t5.data.pocket.tasks.telling import Voice, tell

__all__ = ["text_and_hypothesis"]


def text_and_hypothesis(scribe: Scribe, label: int) -> Example:
    """Return a text and a hypothesis that follows from it (label 0) or not (label 1)."""
    draw, genre = scribe.draw, draw_genre(scribe.draw)
    mixed = label != ENTAILMENT and draw.chance(0.5)
    relation = ENTAILMENT if label == ENTAILMENT or mixed else draw.choice((NEUTRAL, CONTRADICTION))
    related = related_events(draw, relation, genre)
    other = _by_others(draw, genre, related)
    hypothesis = _mixed_up(related, other, draw) if mixed else related.second

    def text(v: Voice) -> str:
        return " ".join(draw.sample([tell(related.first, v), tell(other, v)], 2))

    voice = Voice(draw, article=related.article)
    texts = write_pair(scribe, text, lambda v: tell(hypothesis, v), voice, avoids=0.3)
    return Example(texts, label, related.about, genre.name)


def _by_others(draw: Draw, genre: Genre, related: RelatedEvents) -> Event:
    """Return an event in which nobody of the two events takes part.

    Raises:
        Misfit: if somebody does.
    """
    event = draw_event(draw, genre)
    taken = (*people_of(related.first), *people_of(related.second))
    if any(person in taken for person in people_of(event)):
        raise Misfit
    return event


def _mixed_up(related: RelatedEvents, other: Event, draw: Draw) -> Event:
    """Return the second event with the agent, the place or the day of the other one.

    Raises:
        Misfit: if it is true nevertheless, or denied.
    """
    field = draw.choice(("agent", "place", "time"))
    true_anyway = getattr(related.first, field) == getattr(other, field)
    if related.second.negated or true_anyway or (field == "agent" and related.second.verb == other.verb):
        raise Misfit
    mixed: dict[str, Any] = {field: getattr(other, field)}
    return replace(related.second, **mixed)
