"""MNLI and the diagnostic set: does the hypothesis follow from the premise, contradict it, or neither?

Most pairs are two events (`entailment.py`), told as they are or within a longer sentence: what somebody
reacts to is so, what somebody believes may be so or not. The others are comparisons and opinions.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import VERBS, adjectives_for
from bert2t5.data.pocket.meaning import Event, Opinion, Person, State, Thing
from bert2t5.data.pocket.tasks.entailment import (
    CONTRADICTION,
    DENIED,
    ENTAILMENT,
    NEUTRAL,
    TOLD,
    RelatedEvents,
    related_events,
)
from bert2t5.data.pocket.tasks.pairs import Say, write_pair
from bert2t5.data.pocket.tasks.scenes import (
    GENRES,
    MISMATCHED,
    PEOPLE,
    Genre,
    draw_compared,
    draw_judged,
    draw_people,
    people_of,
)
from bert2t5.data.pocket.tasks.splits import Example, Misfit, Scribe
from bert2t5.data.pocket.tasks.telling import (
    Voice,
    name,
    sentence,
    subordinate,
    tell,
    tell_compared,
    tell_opinion,
    tell_state,
)
from bert2t5.data.pocket.verbs import verb_group

__all__ = ["diagnostic_pair", "matched_pair", "mismatched_pair"]

MATCHED = tuple(genre for genre in GENRES.values() if genre.name not in MISMATCHED)
OTHERS = tuple(GENRES[name] for name in MISMATCHED)
REACTIONS = ("smile", "laugh", "frown", "cry")


@dataclass(frozen=True)
class Pair:
    """A premise and a hypothesis that have no words yet.

    Attributes:
        premise: says the premise.
        hypothesis: says the hypothesis.
        about: what it takes to find the label: a phenomenon of the diagnostic set.
        article: what stands before things, see `Voice`.
    """

    premise: Say
    hypothesis: Say
    about: str
    article: str = "the"


Family: TypeAlias = Callable[[Draw, int, Genre], Pair]


def matched_pair(scribe: Scribe, label: int) -> Example:
    """Return a premise and a hypothesis of the genres that are for training."""
    return _pair(scribe, label, MATCHED)


def mismatched_pair(scribe: Scribe, label: int) -> Example:
    """Return a premise and a hypothesis of the other genres."""
    return _pair(scribe, label, OTHERS)


def diagnostic_pair(scribe: Scribe, label: int) -> Example:
    """Return a premise and a hypothesis of any genre."""
    return _pair(scribe, label, tuple(GENRES.values()))


def _pair(scribe: Scribe, label: int, genres: tuple[Genre, ...]) -> Example:
    genre = scribe.draw.choice(genres)
    families: tuple[Family, ...] = (events, embedded_events, comparisons, opinions)
    pair = scribe.draw.weighted(families, (8, 3, 2, 2))(scribe.draw, label, genre)
    voice = Voice(scribe.draw, article=pair.article)
    texts = write_pair(scribe, pair.premise, pair.hypothesis, voice, avoids=0.6)
    return Example(texts, label, pair.about, genre.name)


# -- events


def events(draw: Draw, label: int, genre: Genre) -> Pair:
    """Return two events as they are."""
    related = related_events(draw, label, genre)
    return Pair(
        lambda v: tell(related.first, v), lambda v: tell(related.second, v), related.about, related.article
    )


def embedded_events(draw: Draw, label: int, genre: Genre) -> Pair:
    """Return two events, the first or both within a longer sentence."""
    if label == NEUTRAL and draw.chance(0.5):  # believed, and so not told: whatever it would entail
        related = related_events(draw, draw.choice((ENTAILMENT, CONTRADICTION)), genre)
        premise = believed(_somebody_else(draw, related), related.first)
        return Pair(premise, lambda v: tell(related.second, v), "Factivity", related.article)
    related = related_events(draw, label, genre)
    holder = _somebody_else(draw, related)
    if draw.chance(0.5):
        premise = reacted_to(holder, related.first, draw.choice(REACTIONS))
        return Pair(premise, lambda v: tell(related.second, v), "Factivity", related.article)
    premise, hypothesis = believed(holder, related.first), believed(holder, related.second)
    return Pair(premise, hypothesis, related.about, related.article)


def _somebody_else(draw: Draw, related: RelatedEvents) -> Person:
    taking_part = (*people_of(related.first), *people_of(related.second))
    return draw.choice([person for person in PEOPLE if person not in taking_part])


def believed(holder: Person, event: Event) -> Say:
    """Anna thought that Tom had bought the lamp."""

    def say(v: Voice) -> str:
        thought = verb_group(v.forms(VERBS["think"]), name(holder, v), v.tense)
        what = subordinate(event, replace(v, tense="past perfect"))
        return sentence([holder.name, *thought, "that", *what])

    return say


def reacted_to(holder: Person, event: Event, verb: str) -> Say:
    """Anna smiled because Tom had bought the lamp."""

    def say(v: Voice) -> str:
        reacted = [holder.name, *verb_group(v.forms(VERBS[verb]), name(holder, v), v.tense)]
        why = ["because", *subordinate(event, replace(v, tense="past perfect"))]
        return sentence([*why, ",", *reacted] if v.draw.chance(0.5) else [*reacted, *why])

    return say


# -- comparisons


def comparisons(draw: Draw, label: int, genre: Genre) -> Pair:
    """Return a comparison with the same again, the reverse, or something that it does not tell."""
    record, other_quality = draw_compared(draw)
    if label == NEUTRAL and draw.chance(0.4):  # the older of two need not be old
        state = State(draw.choice((record.more, record.less)), record.quality, negated=draw.chance(0.4))
        return Pair(lambda v: tell_compared(record, v), lambda v: tell_state(state, v), "Comparatives")
    hypothesis = {
        ENTAILMENT: record,
        NEUTRAL: replace(record, quality=other_quality),
        CONTRADICTION: replace(record, more=record.less, less=record.more),
    }[label]
    return Pair(lambda v: tell_compared(record, v), lambda v: tell_compared(hypothesis, v), "Comparatives")


# -- opinions

# for each label: whether the first opinion is denied, whether the second is, and whether the second is of the
# opposite quality; and how often. Half of the hypotheses of each label are denied.
OPINIONS = {
    ENTAILMENT: ((TOLD, TOLD, False, 2), (TOLD, DENIED, True, 1), (DENIED, DENIED, False, 1)),
    CONTRADICTION: ((TOLD, TOLD, True, 1), (TOLD, DENIED, False, 2), (DENIED, TOLD, False, 1)),
}


def opinions(draw: Draw, label: int, genre: Genre) -> Pair:
    """Return what somebody thinks of something, and what the same person or somebody else thinks."""
    holder, other = draw_people(draw, 2)
    thing, quality = draw_judged(draw)
    if label == NEUTRAL:
        first = Opinion(holder, State(thing, quality, negated=draw.chance(0.5)))
        second = Opinion(other, replace(first.state, negated=draw.chance(0.5)))
        if draw.chance(0.5):
            second = Opinion(holder, _another_quality(first.state, draw))
    else:
        cases = OPINIONS[label]
        denied, denied_too, opposite, _ = draw.weighted(cases, [case[3] for case in cases])
        first = Opinion(holder, State(thing, quality, negated=denied))
        quality = quality.opposite if opposite else quality
        second = Opinion(holder, State(thing, quality, negated=denied_too))
    return Pair(lambda v: tell_opinion(first, v), lambda v: tell_opinion(second, v), "Lexical entailment")


def _another_quality(state: State, draw: Draw) -> State:
    """Return a state of another scale that is praise or blame as this one is, so does not speak against it.

    Raises:
        Misfit: if there is none.
    """
    assert isinstance(state.subject, Thing)
    negated = draw.chance(0.5)
    wanted = state.quality.sentiment if negated == state.negated else -state.quality.sentiment
    fitting = [quality for quality in adjectives_for(state.subject.noun) if quality.sentiment == wanted]
    able = [quality for quality in fitting if quality.scale != state.quality.scale]
    if not able:
        raise Misfit
    return State(state.subject, draw.choice(able), negated=negated)
