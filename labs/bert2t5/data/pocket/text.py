"""Tokens, noun phrases, and how tokens become a line of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Phrase", "Tokens", "Word", "article", "join", "listed"]

Tokens: TypeAlias = list[str]


class Word(str):
    """A token that could have come out wrong.

    Attributes:
        rule: the rule that it obeys: "agreement", "reflexive" or "pronoun".
        slip: the form that breaks the rule.

    >>> word = Word("were", "agreement", slip="was")
    >>> join(["the", "boats", word, "old", "."]), join(["the", "boats", word.slip, "old", "."])
    ('The boats were old.', 'The boats was old.')
    """

    rule: str
    slip: str

    def __new__(cls, text: str, rule: str, slip: str) -> "Word":
        """Make a token that reads `text`."""
        word = super().__new__(cls, text)
        word.rule, word.slip = rule, slip
        return word


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: its tokens, and the number and person with which a verb agrees."""

    tokens: Tokens
    plural: bool = False
    person: int = 3

    @property
    def takes_plural_verb(self) -> bool:
        """Whether its verb has no -s in the present: they buy, I buy, you buy."""
        return self.plural or self.person != 3


def listed(parts: Sequence[Tokens]) -> Tokens:
    """Return parts as a list.

    >>> join(listed([["a", "lamp"], ["two", "owls"], ["a", "apple"]]))
    'A lamp, two owls and an apple'
    """
    tokens: Tokens = []
    for number, part in enumerate(parts):
        if number:
            tokens.append("and" if number == len(parts) - 1 else ",")
        tokens += part
    return tokens


def join(tokens: Sequence[str]) -> str:
    """Return tokens as a line of text, with blanks, capitals, quotation marks, "a" or "an".

    >>> join(["“", "a", "owl", "sang", ",", "”", "said", "Anna", "."])
    '"An owl sang," said Anna.'
    >>> join(["Anna", "bought", "a", "coat", ",", "or", "jacket", ",", "."])
    'Anna bought a coat, or jacket.'
    """
    following = [*tokens[1:], ""]
    words = [
        article(after) if token == "a" else token for token, after in zip(tokens, following, strict=True)
    ]
    text = " ".join(words)
    for mark in ",.?!;:”":
        text = text.replace(f" {mark}", mark)
    text = text.replace("“ ", "“")
    # a comma that closes an insertion gives way to the mark after it
    for mark in ",.;:":
        text = text.replace(f",{mark}", mark)
    return _capitalized(text).replace("“", '"').replace("”", '"')


def article(word: str) -> str:
    """Return "a" or "an", by the sound with which the next word begins.

    >>> [article(word) for word in ("pear", "apple", "useful", "umbrella", "honest")]
    ['a', 'an', 'a', 'an', 'an']
    """
    vowel = word[0] in "aeioAEIO" or (word[0] in "uU" and not word.startswith("us")) or word == "honest"
    return "an" if vowel else "a"


def _capitalized(text: str) -> str:
    start = 1 if text.startswith("“") else 0
    return text[:start] + text[start].upper() + text[start + 1 :]
