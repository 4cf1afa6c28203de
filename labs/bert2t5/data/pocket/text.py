"""From tokens to a line of text: blanks, capitals, quotation marks, "a" or "an"."""

from collections.abc import Sequence

__all__ = ["Word", "join"]


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


def join(tokens: Sequence[str]) -> str:
    """Return tokens as a line of text.

    >>> join(["“", "a", "owl", "sang", ",", "”", "said", "Anna", "."])
    '"An owl sang," said Anna.'
    """
    following = [*tokens[1:], ""]
    words = [article(after) if token == "a" else token for token, after in zip(tokens, following, strict=True)]
    text = " ".join(words)
    for mark in ",.?!;:”":
        text = text.replace(f" {mark}", mark)
    text = text.replace("“ ", "“")
    return _capitalized(text).replace("“", '"').replace("”", '"')


def article(word: str) -> str:
    """Return "a" or "an", by the sound that the next word begins with.

    >>> [article(word) for word in ("pear", "apple", "useful", "umbrella", "honest")]
    ['a', 'an', 'a', 'an', 'an']
    """
    vowel = word[0] in "aeioAEIO" or (word[0] in "uU" and not word.startswith("us")) or word == "honest"
    return "an" if vowel else "a"


def _capitalized(text: str) -> str:
    start = 1 if text.startswith("“") else 0
    return text[:start] + text[start].upper() + text[start + 1 :]
