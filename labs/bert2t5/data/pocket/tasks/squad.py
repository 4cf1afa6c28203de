"""Pocket SQuAD: tales, questions about them, and the place in the text where the answer stands."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.files import write_text
from bert2t5.data.pocket.lexicon import ADVERBS
from bert2t5.data.pocket.meaning import Event, Person, State, Thing
from bert2t5.data.pocket.tasks.asking import ask, asked_about, other_side_of
from bert2t5.data.pocket.tasks.changes import converse, told_from_any_side
from bert2t5.data.pocket.tasks.scenes import without
from bert2t5.data.pocket.tasks.splits import Misfit, Scribe, split_draw
from bert2t5.data.pocket.tasks.tales import Line, Tale, draw_tale
from bert2t5.data.pocket.tasks.telling import Voice
from bert2t5.data.pocket.text import join

__all__ = ["SQUAD_SIZES", "pocket_squad", "write_squad"]

SQUAD_SIZES = {"train": 12_000, "validation": 1000, "test": 1000}
QUESTIONS_PER_TALE = 4


@dataclass(frozen=True)
class Answered:
    """A question about a tale, and the part of the tale's text that answers it, with its start."""

    tale: Tale
    question: str
    answer: str
    start: int


def pocket_squad(
    split: str, n: int | None = None, *, seed: int = 0, secret: bytes | None = None
) -> list[dict[str, Any]]:
    """Return questions with the text that answers them, as flat as `datasets` gives SQuAD 1.1.

    Like `pocket_glue`: the same on every platform, a larger n begins with the smaller one, and neither a
    context nor a question of one part occurs in another.

    Args:
        split: "train", "validation" or "test".
        n: how many questions; None for the number in `SQUAD_SIZES`. Up to four follow each other with the
            same context.
        seed: 0 or above.
        secret: 16 bytes or more, for the test split: other questions, which nobody else can make.
    Returns:
        Dictionaries with id, title, context, question and answers: {"text": [...], "answer_start": [...]},
        one answer each; none for the test split if there is no secret.
    Raises:
        ValueError: if the split is unknown, n or the seed is negative, or the secret is short or not for
            the test split.

    >>> example = pocket_squad("train", 1)[0]
    >>> example["context"][:76]
    'Alice was a musician from Oxley. On Monday morning, Alice liked a lesson in '
    >>> print(example["question"], example["answers"])
    Which person enjoyed the lesson in the cottage? {'text': ['Alice'], 'answer_start': [52]}
    """
    if split not in SQUAD_SIZES:
        raise ValueError(f"pocket SQuAD has no split {split!r}. It has: {', '.join(SQUAD_SIZES)}")
    size = SQUAD_SIZES[split] if n is None else n
    if size < 0:
        raise ValueError(f"n is {size}, must not be negative")
    scribe = Scribe(split_draw("squad", split, seed, secret), split)
    hidden = split == "test" and secret is None
    return [_flat(answered, hidden) for answered in _draw_answered(scribe, size)]


def _draw_answered(scribe: Scribe, size: int) -> list[Answered]:
    found: list[Answered] = []
    told: set[str] = set()
    while len(found) < size:
        tale = scribe.make(draw_tale, lambda tale: tale.text)
        if tale.text not in told:
            told.add(tale.text)
            found += _answers(tale, scribe)
    return found[:size]


# -- questions


def _answers(tale: Tale, scribe: Scribe) -> Iterator[Answered]:
    """Yield up to four different questions about a tale, with their answers."""
    facts = [(number, about) for number, line in enumerate(tale.lines) for about in _askable(line, tale)]
    num_asked = 0
    for number, about in scribe.draw.sample(facts, len(facts)):
        if num_asked == QUESTIONS_PER_TALE:
            return
        try:
            question = _question(tale, tale.lines[number].fact, about, scribe)
        except Misfit:
            continue
        num_asked += 1
        yield Answered(tale, question, *_find(tale, number, about))


def _askable(line: Line, tale: Tale) -> list[str]:
    """Return what can be asked about a sentence: that of which the tale has another one somewhere else."""
    if isinstance(line.fact, State):
        return ["quality"] if len({state.quality for state in tale.states}) > 1 else []
    if not isinstance(line.fact, Event):
        return []
    return [about for about in asked_about(line.fact) if len(_values(tale, about)) > 1]


def _values(tale: Tale, about: str) -> set[object]:
    return {getattr(event, about) for event in tale.events} - {None, ""}


def _question(tale: Tale, fact: object, about: str, scribe: Scribe) -> str:
    """Return a question about a fact of a tale.

    Raises:
        Misfit: if another fact answers it, too, or the question does not belong to the part.
    """
    voice = Voice(scribe.draw)
    if isinstance(fact, State) and isinstance(fact.subject, Thing):
        nouns = fact.subject.noun.words
        return scribe.write(lambda: join(["what", "was", "the", voice.word(nouns), "like", "?"]))
    assert isinstance(fact, Event)
    asked = _as_asked(fact, about, scribe.draw)
    others = [other for other in tale.events if other is not fact]
    if any(_answers_too(other, asked, about) for other in others):
        raise Misfit
    turned = told_from_any_side(asked, scribe.draw)
    field = about if turned == asked else other_side_of(about)
    return scribe.write(lambda: ask(turned, field, voice))


def _as_asked(event: Event, about: str, draw: Draw) -> Event:
    """Return the event as a question speaks of it: with place or time at most, and a thing without colour."""
    dropped = draw.sample(("place", "time"), 1 + draw.below(2))
    bare = replace(event, patient=Thing(event.thing.noun))
    return without(bare, [field for field in dropped if field != about])


def _answers_too(event: Event, asked: Event, about: str) -> bool:
    """Whether an event, from one side or the other, has all that a question takes for granted."""
    granted = ("agent", "verb", "recipient", "place", "time")
    told = [field for field in granted if field != about and getattr(asked, field)]
    return (about == "patient" or event.thing.noun == asked.thing.noun) and any(
        all(getattr(side, field) == getattr(asked, field) for field in told)
        for side in (event, converse(event))
        if side is not None
    )


# -- where the answer stands


def _find(tale: Tale, number: int, about: str) -> tuple[str, int]:
    """Return the answer as it stands in the tale, and where: before the sentence if that says "she"."""
    line = tale.lines[number]
    start = sum(len(before.text) + 1 for before in tale.lines[:number])
    value = getattr(line.fact, about)
    if isinstance(value, Person):
        return value.name, tale.text.rindex(value.name, 0, start + len(line.text))
    found = re.search(_pattern(value, about), line.text, re.IGNORECASE)
    assert found is not None, f"{about} is not in {line.text!r}"
    return found[0], start + found.start()


def _pattern(value: Any, about: str) -> str:
    """Return a regular expression for what a sentence calls a thing, place, time, manner or quality."""
    if about == "manner":
        return "|".join(ADVERBS[value])
    if about == "quality":
        return "|".join(rf"\b{word}\b" for word in value.words)
    if isinstance(value, str):
        return re.escape(value.removeprefix("on "))
    return rf"\b(?:an?|the|some) (?:[a-z]+ )?(?:{'|'.join(value.noun.words)})\b"


# -- files


def _flat(answered: Answered, hidden: bool) -> dict[str, Any]:
    context, question = answered.tale.text, answered.question
    return {
        "id": hashlib.sha256(f"{context}\n{question}".encode()).hexdigest()[:24],
        "title": answered.tale.hero.name,
        "context": context,
        "question": question,
        "answers": {
            "text": [] if hidden else [answered.answer],
            "answer_start": [] if hidden else [answered.start],
        },
    }


def write_squad(
    path: str | os.PathLike[str], split: str = "train", n: int | None = None, *, seed: int = 0
) -> None:
    """Write the questions of a split as SQuAD 1.1's JSON: data, paragraphs, qas.

    The file appears under its name only when it is complete.

    Args:
        path: the file; replaced if it exists.
        split: "train", "validation" or "test"; the questions of the test have no answers.
        n: how many questions, as for `pocket_squad`.
        seed: 0 or above.
    Raises:
        ValueError: as for `pocket_squad`.
        OSError: if the file cannot be written.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_squad(Path(folder, "dev.json"), "validation", 8)
    ...     articles = json.loads(Path(folder, "dev.json").read_text())["data"]
    >>> [len(paragraph["qas"]) for article in articles for paragraph in article["paragraphs"]]
    [4, 4]
    """
    examples = pocket_squad(split, n, seed=seed)
    articles = [
        {"title": title, "paragraphs": _paragraphs(list(group))}
        for title, group in groupby(examples, key=lambda example: example["title"])
    ]
    write_text(path, json.dumps({"data": articles, "version": "1.1"}, indent=1) + "\n")


def _paragraphs(examples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"context": context, "qas": [_qa(example) for example in group]}
        for context, group in groupby(examples, key=lambda example: example["context"])
    ]


def _qa(example: dict[str, Any]) -> dict[str, Any]:
    answers = example["answers"]
    listed = [
        {"answer_start": start, "text": text}
        for text, start in zip(answers["text"], answers["answer_start"], strict=True)
    ]
    return {"id": example["id"], "question": example["question"], "answers": listed}
