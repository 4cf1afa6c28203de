"""Tales, each with a sentence that says what its hero did, to what, and how that was.

The sentence puts together what two sentences of the tale say, in their words; it leaves out where and when,
and all that the others did.
"""

from dataclasses import astuple, replace

from bert2t5.data.pocket.meaning import Event, State, Thing
from bert2t5.data.pocket.tasks.splits import Example, Misfit, Scribe, distinct, normalize, split_draw
from bert2t5.data.pocket.tasks.tales import Line, Tale, draw_tale
from bert2t5.data.pocket.tasks.telling import Voice, clause, sentence

__all__ = ["SUMMARY_SIZES", "pocket_summaries"]

SUMMARY_SIZES = {"train": 6000, "validation": 500, "test": 500}


def pocket_summaries(split: str, n: int | None = None, *, seed: int = 0) -> list[dict[str, str]]:
    """Return tales ("document") with their summaries ("highlights"), as in CNN/Daily Mail.

    Like `pocket_glue`: the same on every platform, a larger n begins with the smaller one, and no document of
    one part occurs in another.

    Args:
        split: "train", "validation" or "test".
        n: how many; None for the number in `SUMMARY_SIZES`.
        seed: 0 or above.
    Raises:
        ValueError: if the split is unknown, or n or the seed is negative.

    >>> pair = pocket_summaries("train", 1)[0]
    >>> pair["document"][:94]
    'Frank was a baker from Fernley. In the castle, he picked a rose on Monday. The rose was small.'
    >>> pair["highlights"]
    'Frank picked a small rose.'
    """
    if split not in SUMMARY_SIZES:
        raise ValueError(f"summaries have no split {split!r}. They have: {', '.join(SUMMARY_SIZES)}")
    scribe = Scribe(split_draw("summaries", split, seed), split)
    size = SUMMARY_SIZES[split] if n is None else n
    pairs = distinct(size, lambda: 0, lambda label: _summarized(scribe), f"summaries {split}")
    return [{"document": pair.texts[0], "highlights": pair.texts[1]} for pair in pairs]


def _summarized(scribe: Scribe) -> Example:
    """Return a tale and its summary.

    Raises:
        Misfit: if the tale does not say how the thing was.
    """
    tale = scribe.make(draw_tale, lambda tale: tale.text)
    deed, state = _first_deed(tale)
    event, quality = deed.fact, state.fact
    assert isinstance(event, Event)
    assert isinstance(quality, State)
    thing = Thing(event.thing.noun, qualities=(quality.quality,))
    said = replace(event, patient=thing, place=None, time="", manner="")
    voice = Voice(scribe.draw, article="a", avoid=_other_words(said, f"{deed.text} {state.text}"))
    return Example((tale.text, sentence(clause(said, voice))), 0)


def _first_deed(tale: Tale) -> tuple[Line, Line]:
    """Return the sentence with the first deed of the hero, and the one that says how the thing was."""
    event = next(event for event in tale.events if event.agent == tale.hero)
    deed = next(line for line in tale.lines if line.fact == event)
    for line in tale.lines:
        if isinstance(line.fact, State) and line.fact.subject == event.patient:
            return deed, line
    raise Misfit


def _other_words(event: Event, text: str) -> frozenset[str]:
    """Return the words for the event's verb, thing and quality of which no form stands in the text."""
    known = set(normalize(text).split())
    noun, (quality,) = event.thing.noun, event.thing.qualities
    words = [set(astuple(forms)) for forms in event.verb.words]
    words += [{word} for word in (*noun.words, *quality.words)]
    return frozenset(word for forms in words if not forms & known for word in forms)
