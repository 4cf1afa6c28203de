"""Which text belongs to which split, and how a split gets its examples.

A text belongs to one of three parts, training, validation or test, by a hash of its words alone. An example
belongs to a part only if each of its texts does. So a text that stands in one part, in any field of any task,
never stands in another one: for no seed, no number of examples, and not when all tasks are mixed. Capitals,
blanks and punctuation make no difference. A text of several sentences counts as a whole.

What it leaves out: meanings. "Anna bought a lamp." may be for training and "A lamp was bought by Anna." for
the test; a model that has learned the first by heart still has to understand the second.
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from bert2t5.data.pocket.draw import Draw

__all__ = [
    "MIN_SECRET_BYTES",
    "Example",
    "Misfit",
    "Scribe",
    "distinct",
    "normalize",
    "part_of",
    "split_draw",
]

T = TypeVar("T")

PARTS = ("train", "train", "validation", "test")
TASK_STREAM = 3
MIN_SECRET_BYTES = 16
TRIES_FOR_A_TEXT = 12
TRIES_FOR_AN_EXAMPLE = 3000


@dataclass(frozen=True)
class Example:
    """A labelled example.

    Attributes:
        texts: what is shown, in the order of the task's fields.
        label: the number of the class, or a score.
        about: what it takes to find the label, in a word or two.
        genre: what it tells of.
    """

    texts: tuple[str, ...]
    label: int | float
    about: str = ""
    genre: str = ""


class Misfit(Exception):
    """A meaning cannot be put into words that belong to the part."""


def normalize(text: str) -> str:
    """Return the words of a text in small letters.

    >>> normalize('"An owl sang,"  said Anna.')
    'an owl sang said anna'
    """
    return " ".join(re.findall("[a-z0-9]+", text.lower()))


def part_of(text: str) -> str:
    """Return the part that a text belongs to: "train" (every second one), "validation" or "test".

    >>> part_of("An owl sang."), part_of("an owl sang"), part_of("Two owls sang.")
    ('test', 'test', 'train')
    """
    digest = hashlib.sha256(normalize(text).encode()).digest()
    return PARTS[int.from_bytes(digest[:8], "big") % len(PARTS)]


def split_draw(task: str, split: str, seed: int, secret: bytes | None = None) -> Draw:
    """Return the draws of one split of one task.

    Args:
        task: the name of the task. split: the name of the split. seed: 0 or above. secret: for a test
        split, what nobody else knows, so that nobody else can make the same draws; 16 bytes
            or more.
    Raises:
        ValueError: if the seed is negative, or the secret is short or for another split.
    """
    if seed < 0:
        raise ValueError(f"seed is {seed}, must be 0 or above")
    if secret is not None and not split.startswith("test"):
        raise ValueError(f"the secret is for test splits, and the split is {split!r}")
    if secret is not None and len(secret) < MIN_SECRET_BYTES:
        raise ValueError(f"the secret has {len(secret)} bytes, must have {MIN_SECRET_BYTES} or more")
    digest = hmac.new(secret or b"", f"{task}/{split}/{seed}".encode(), hashlib.sha256).digest()
    return Draw(int.from_bytes(digest, "big"), TASK_STREAM)


class Scribe:
    """Puts meanings into words until the text belongs to one part.

    Attributes:
        draw: where choices come from.
        part: "train", "validation" or "test".
    """

    def __init__(self, draw: Draw, part: str) -> None:
        self.draw = draw
        self.part = part

    def write(self, say: Callable[[], str]) -> str:
        """Return what `say` says as soon as it belongs to the part.

        Raises:
            Misfit: if 12 tries do not.
        """
        for _ in range(TRIES_FOR_A_TEXT):
            text = say()
            if part_of(text) == self.part:
                return text
        raise Misfit

    def keep(self, text: str) -> str:
        """Return a text that can be said in one way only, if it belongs to the part.

        Raises:
            Misfit: if it does not.
        """
        if part_of(text) != self.part:
            raise Misfit
        return text

    def make(self, make: Callable[[Draw], T], text_of: Callable[[T], str]) -> T:
        """Return what `make` makes as soon as its text belongs to the part."""
        while True:
            with suppress(Misfit):
                made = make(self.draw)
                self.keep(text_of(made))
                return made


def distinct(
    n: int, draw_label: Callable[[], int], make: Callable[[int], Example], what: str
) -> list[Example]:
    """Return `n` examples with different texts, in the order in which they were made.

    The label is drawn before the example, and stays until there is one: how hard it is to make examples of a
    label does not change how many there are.

    Args:
        n: how many.
        draw_label: returns a label.
        make: returns an example with a label, or raises `Misfit`.
        what: the name of the split, for the error.
    Raises:
        ValueError: if n is negative, or thousands of tries in a row give nothing new.

    >>> words = iter("to be or not to be".split())
    >>> distinct(4, lambda: 1, lambda label: Example((next(words),), label), "words")[-1]
    Example(texts=('not',), label=1, about='', genre='')
    """
    if n < 0:
        raise ValueError(f"n is {n}, must not be negative")
    found: dict[tuple[str, ...], Example] = {}
    while len(found) < n:
        example = _new_example(found, make, draw_label())
        if example is None:
            raise ValueError(f"{what}: n is {n}, but only {len(found)} different examples were found")
        found[example.texts] = example
    return list(found.values())


def _new_example(
    found: dict[tuple[str, ...], Example], make: Callable[[int], Example], label: int
) -> Example | None:
    """Return an example that is not among those found, or None if there seems to be no other."""
    for _ in range(TRIES_FOR_AN_EXAMPLE):
        with suppress(Misfit):
            example = make(label)
            if example.texts not in found:
                return example
    return None
