"""SentencePiece's view of text: one string without blanks, from which the text can be rebuilt.

The blank becomes an ordinary character, U+2581, so that no separate step has to cut words and nothing has to
guess where blanks belong when pieces are joined again. Before that, the text is normalised by the rules that
SentencePiece names `nmt_nfkc`: Unicode's NFKC and a few rules for machine translation.

Left out: the library knows these rules as a table of character sequences of limited length. A letter followed
by two or more combining marks can come out in another order there, and a library built for another Unicode
version knows other characters (`charsmap.py` reads the library's own table for exact agreement).

The rules are those of sentencepiece 0.2.3. Older models (T5's) make a blank of U+200D and keep U+061C.

Source: Kudo and Richardson, 2018, "SentencePiece", sections 3.1 and 3.2.
"""

import unicodedata

__all__ = ["BLANK_CHARACTERS", "DROPPED_CHARACTERS", "SPACE", "detokenize", "normalize"]

SPACE = "\u2581"
"""The visible sign that stands for a blank."""

BLANK_CHARACTERS = frozenset("\t\n\f\r \u061c\u1680\u200b\u200c\u200e\u200f\u2028\u2029\u2581\ufeff\ufffd")
"""What counts as a blank once NFKC is done (NFKC itself makes blanks of U+00A0, U+3000 and their like)."""

DROPPED_CHARACTERS = frozenset(map(chr, [*range(0x01, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0x8F, 0x9F]))
"""Control characters that vanish without leaving a blank."""


def normalize(text: str) -> str:
    """Return the text as SentencePiece's pieces are cut from it.

    In this order: NFKC, except that U+FF5E (the full-width tilde) stays; every character of
    `BLANK_CHARACTERS` becomes a blank and every character of `DROPPED_CHARACTERS` vanishes; runs of blanks
    become one blank, blanks at both ends go; one blank is put in front (the "dummy prefix", so that a word
    looks the same at the start and inside); every blank becomes U+2581. Nothing is put in front of nothing:
    text without visible characters gives "".

    Example:
        >>> normalize("  Hello   wor\\tld ")
        '▁Hello▁wor▁ld'
        >>> normalize("ﬁve\\u3000ｋｍ²")
        '▁five▁km2'
        >>> normalize(" ")
        ''

    Source: `nmt_nfkc` of google/sentencepiece with its defaults `add_dummy_prefix` and
    `remove_extra_whitespaces`.
    """
    ### BEGIN SOLUTION
    # NFKC would turn the full-width tilde into "~", so it never gets to see one
    composed = "\uff5e".join(unicodedata.normalize("NFKC", part) for part in text.split("\uff5e"))
    kept = []
    for character in composed:
        if character in BLANK_CHARACTERS:
            kept.append(" ")
        elif character not in DROPPED_CHARACTERS:
            kept.append(character)
    words = [word for word in "".join(kept).split(" ") if word]
    return "".join(SPACE + word for word in words)
    ### END SOLUTION


def detokenize(pieces: list[str]) -> str:
    """Return the text that the pieces stand for: U+2581 is a blank, and the dummy prefix goes.

    Only one blank at the very start is dropped; every other one belongs to the text.

    Example:
        >>> detokenize(["▁He", "llo", "▁world", "."])
        'Hello world.'
        >>> detokenize(["▁", "▁a", "▁"])
        ' a '
    """
    ### BEGIN SOLUTION
    return "".join(pieces).replace(SPACE, " ").removeprefix(" ")
    ### END SOLUTION
