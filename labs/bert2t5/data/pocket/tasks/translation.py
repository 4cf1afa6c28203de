"""Sentences in English and in Marlish, made from the same records."""

from dataclasses import replace
from typing import TypeAlias

from bert2t5.data.pocket.clauses import comparative
from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import adjectives_for
from bert2t5.data.pocket.meaning import Compared, Event, State
from bert2t5.data.pocket.tasks.marlish import LANGUAGE, in_marlish
from bert2t5.data.pocket.tasks.scenes import draw_compared, draw_event, draw_genre, draw_thing, without
from bert2t5.data.pocket.tasks.splits import Example, Scribe, distinct, split_draw
from bert2t5.data.pocket.tasks.telling import Voice, name, sentence, tell, tell_state
from bert2t5.data.pocket.verbs import copula

__all__ = ["TRANSLATION_SIZES", "pocket_translation"]

TRANSLATION_SIZES = {"train": 12_000, "validation": 800, "test": 800}
DESCRIBED = ("goods", "building", "boat", "vehicle", "animal", "bird", "dish", "work")

Translatable: TypeAlias = Event | State | Compared


def pocket_translation(split: str, n: int | None = None, *, seed: int = 0) -> list[dict[str, str]]:
    """Return sentences in English ("en") and in Marlish ("marlish").

    Like `pocket_glue`: the same on every platform, a larger n begins with the smaller one, and no English
    sentence of one part occurs in another.

    Args:
        split: "train", "validation" or "test".
        n: how many; None for the number in `TRANSLATION_SIZES`.
        seed: 0 or above.
    Raises:
        ValueError: if the split is unknown, or n or the seed is negative.

    >>> for pair in pocket_translation("train", 3):
    ...     print(pair)
    {'en': 'Frank bought the heavy drum in the port.', 'marlish': 'Frank helpualin tlanom hiefy payat.'}
    {'en': 'The necklace was cheaper than the brooch.', 'marlish': 'Micgreci pluuchur chiebat.'}
    {'en': 'It was Grace who pursued the goat in the field.', 'marlish': 'Grace voirtin kuedom cheziat.'}
    """
    if split not in TRANSLATION_SIZES:
        raise ValueError(f"translations have no split {split!r}. They have: {', '.join(TRANSLATION_SIZES)}")
    scribe = Scribe(split_draw("translation", split, seed), split)
    size = TRANSLATION_SIZES[split] if n is None else n
    pairs = distinct(size, lambda: 0, lambda label: _translated(scribe), f"translation {split}")
    return [{"en": pair.texts[0], LANGUAGE.lower(): pair.texts[1]} for pair in pairs]


def _translated(scribe: Scribe) -> Example:
    draw = scribe.draw
    tense = "past" if draw.chance(0.7) else "present"
    voice = Voice(draw, article=draw.choice(("a", "the")), tense=tense)
    record = _draw_record(draw)
    return Example((scribe.write(lambda: _in_english(record, voice)), in_marlish(record, tense)), 0)


def _in_english(record: Translatable, voice: Voice) -> str:
    """Return a record in English; qualities and comparisons in the way that says them directly."""
    if isinstance(record, Event):
        return tell(record, voice)
    voice = replace(voice, article="the")
    if isinstance(record, State):
        return tell_state(record, voice)
    more, less = name(record.more, voice), name(record.less, voice)
    older = comparative(voice.word(record.quality.words))
    return sentence([*more.tokens, *copula(more, voice.tense), *older, "than", *less.tokens])


def _draw_record(draw: Draw) -> Translatable:
    """Return an event (three of five), a quality or a comparison."""
    match draw.below(5):
        case 0:
            return _draw_state(draw)
        case 1:
            return draw_compared(draw)[0]
        case _:
            event = without(draw_event(draw, draw_genre(draw)), draw.sample(("place", "time"), draw.below(3)))
            return replace(event, negated=draw.chance(0.15))


def _draw_state(draw: Draw) -> State:
    """Return a thing with a quality of another scale than it is described with."""
    thing = draw_thing(draw, *DESCRIBED)
    told = [quality.scale for quality in thing.qualities]
    able = [quality for quality in adjectives_for(thing.noun) if quality.scale not in told]
    return State(thing, draw.choice(able), negated=draw.chance(0.2))
