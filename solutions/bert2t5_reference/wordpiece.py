"""BERT's tokeniser: cut a text into words and punctuation, then each word into the longest known pieces.

Unlike bpe.py there are no merges to replay: a word is read from the left, and the longest vocabulary entry is
taken each time. The published implementations differ in rare cases; a `Variant` names each difference.
Left out: training (Google never published its trainer) and the tokens around a sentence ([CLS], [SEP]).

Source: Devlin et al. (2019), section 3; github.com/google-research/bert, tokenization.py; transformers 5.23,
tokenization_bert.py and tokenization_bert_legacy.py; tokenizers 0.23, normalizers/bert.rs.
"""

import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from bert2t5_reference.byte_bpe import special_pattern

UNKNOWN_TOKEN = "[UNK]"
CONTINUATION = "##"
SPECIAL_TOKENS = ["[PAD]", UNKNOWN_TOKEN, "[CLS]", "[SEP]", "[MASK]"]

# Ideographs; kana and hangul are left out, because those are written in longer words.
CJK_RANGES = (
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)


@dataclass(frozen=True)
class Variant:
    """The points in which published versions of BERT's tokeniser differ.

    Attributes:
        max_word_length: a longer word (in characters) is unknown as a whole.
        control_categories: Unicode categories whose characters are dropped from the text.
        cjk_ranges: first and last code point of each block whose characters become words of their own.
        composes: whether accents are first joined with their letters (NFC); seen only in cased text.
        lowercases_in_context: whether a capital sigma at a word's end becomes ς; otherwise it is always σ.
        keeps_special_tokens: whether [MASK] and its like, written in a text, are tokens.
    """

    max_word_length: int
    control_categories: frozenset[str]
    cjk_ranges: tuple[tuple[int, int], ...]
    composes: bool
    lowercases_in_context: bool
    keeps_special_tokens: bool


GOOGLE = Variant(
    max_word_length=200,
    control_categories=frozenset({"Cc", "Cf"}),
    cjk_ranges=CJK_RANGES,
    composes=False,
    lowercases_in_context=True,
    keeps_special_tokens=False,
)
# The class `BertTokenizerLegacy` of transformers, written in Python.
TRANSFORMERS_PYTHON = replace(
    GOOGLE,
    max_word_length=100,
    control_categories=frozenset({"Cc", "Cf", "Cn", "Co", "Cs"}),
    composes=True,
    keeps_special_tokens=True,
)
# The Rust library `tokenizers`, which `BertTokenizer` of transformers uses. Its Unicode tables are older than
# Python's, so a character that was added to Unicode after 2015 can have another category there.
TOKENIZERS = replace(
    TRANSFORMERS_PYTHON,
    control_categories=frozenset({"Cc", "Cf", "Co", "Cs"}),
    cjk_ranges=tuple((0x2B920 if first == 0x2B820 else first, last) for first, last in CJK_RANGES),
    composes=False,
    lowercases_in_context=False,
)


def basic_tokenize(text: str, *, lowercase: bool = True, variant: Variant = TOKENIZERS) -> list[str]:
    """Cut a text into words, punctuation marks and single ideographs.

    In this order: control characters vanish and white space becomes blanks; ideographs get blanks around
    them; with `lowercase`, letters are lowered and lose their accents; the text is cut at white space and
    at punctuation marks.

    Args:
        text: any text.
        lowercase: whether to lower letters and strip accents, as an uncased model needs it.
        variant: which published version to follow.

    >>> basic_tokenize("Größe: 3\\u00a0€!")
    ['große', ':', '3', '€', '!']
    >>> basic_tokenize("Año 東京タワー", lowercase=False)
    ['Año', '東', '京', 'タワー']
    """
    text = clean(text, variant.control_categories)
    text = "".join(f" {char} " if is_cjk(char, variant.cjk_ranges) else char for char in text)
    if variant.composes:
        text = unicodedata.normalize("NFC", text)
    if lowercase:
        text = lower(text, in_context=variant.lowercases_in_context)
    return "".join(f" {char} " if is_punctuation(char) else char for char in text).split()


def clean(text: str, control_categories: Container[str]) -> str:
    """Return the text without control characters, NUL and U+FFFD, and with blanks for white space.

    >>> clean("a\\tb\\u200bc\\u3000d", {"Cc", "Cf"})
    'a bc d'
    """
    cleaned = []
    for char in text:
        # Tab and line ends are control characters by category, so white space is asked for first.
        if char in "\t\n\r" or unicodedata.category(char) == "Zs":
            cleaned.append(" ")
        elif char != "\ufffd" and unicodedata.category(char) not in control_categories:
            cleaned.append(char)
    return "".join(cleaned)


def lower(text: str, *, in_context: bool) -> str:
    """Return the text in lower case and without accents (combining marks of category Mn).

    >>> lower("ÉTÉ ΟΔΟΣ", in_context=True), lower("ΟΔΟΣ", in_context=False)
    ('ete οδος', 'οδοσ')
    """
    lowered = text.lower() if in_context else "".join(char.lower() for char in text)
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


def is_cjk(char: str, ranges: Iterable[tuple[int, int]]) -> bool:
    """Return whether a character is an ideograph of one of the blocks.

    >>> is_cjk("京", CJK_RANGES), is_cjk("タ", CJK_RANGES)
    (True, False)
    """
    return any(first <= ord(char) <= last for first, last in ranges)


def is_punctuation(char: str) -> bool:
    """Return whether BERT cuts at a character: Unicode punctuation, and every visible ASCII symbol.

    >>> [is_punctuation(char) for char in "$¿€a"]
    [True, True, False, False]
    """
    is_ascii_symbol = "!" <= char <= "~" and not char.isalnum()
    return is_ascii_symbol or unicodedata.category(char).startswith("P")


def wordpiece_tokenize(word: str, vocab: Container[str], *, max_word_length: int = 100) -> list[str]:
    """Cut one word into the longest pieces of a vocabulary, from left to right.

    Every piece but the first is looked up with `##` in front. If the rest of the word begins with no piece,
    the whole word is unknown: the pieces found before are given up. No shorter piece is tried instead.

    Args:
        word: a word without white space. The empty word has no pieces.
        vocab: the pieces.
        max_word_length: a word of more characters is unknown, even if the vocabulary holds it.

    Returns:
        The pieces, or `["[UNK]"]`.

    >>> wordpiece_tokenize("unaffable", {"un", "##aff", "##able", "##a"})
    ['un', '##aff', '##able']
    >>> wordpiece_tokenize("unaffably", {"un", "##aff", "##able", "##a"})
    ['[UNK]']
    """
    ### BEGIN SOLUTION
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces: list[str] = []
    start = 0
    while start < len(word):
        prefix = CONTINUATION if start else ""
        candidates = (prefix + word[start:end] for end in range(len(word), start, -1))
        longest = next((piece for piece in candidates if piece in vocab), None)
        if longest is None:
            return [UNKNOWN_TOKEN]
        pieces.append(longest)
        start += len(longest) - len(prefix)
    return pieces
    ### END SOLUTION


class WordPieceTokenizer:
    """BERT's tokeniser with a vocabulary.

    Args:
        vocab: the id of every piece; it must hold `[UNK]`.
        lowercase: whether to lower letters and strip accents, as an uncased model needs it.
        variant: which published version to follow.

    Raises:
        ValueError: if `[UNK]` is missing.

    >>> tokenizer = WordPieceTokenizer({"[UNK]": 0, "new": 1, "##er": 2, "!": 3, "[MASK]": 4})
    >>> tokenizer.tokenize("Newer [MASK] old!")
    ['new', '##er', '[MASK]', '[UNK]', '!']
    >>> tokenizer.encode("Newer [MASK] old!")
    [1, 2, 4, 0, 3]
    """

    def __init__(
        self, vocab: dict[str, int], *, lowercase: bool = True, variant: Variant = TOKENIZERS
    ) -> None:
        if UNKNOWN_TOKEN not in vocab:
            raise ValueError(f"the vocabulary of {len(vocab)} pieces lacks {UNKNOWN_TOKEN}")
        self.vocab = dict(vocab)
        self.lowercase = lowercase
        self.variant = variant
        self.special_tokens = [token for token in SPECIAL_TOKENS if token in vocab]
        if not variant.keeps_special_tokens:
            self.special_tokens = []

    @classmethod
    def from_file(
        cls, vocab_path: str | Path, *, lowercase: bool = True, variant: Variant = TOKENIZERS
    ) -> Self:
        """Read a vocabulary with one piece per line, whose line number from 0 is its id.

        Raises:
            ValueError: if `[UNK]` is missing.
        """
        pieces = Path(vocab_path).read_text(encoding="utf-8").removesuffix("\n").split("\n")
        vocab = {piece: token_id for token_id, piece in enumerate(pieces)}
        return cls(vocab, lowercase=lowercase, variant=variant)

    def tokenize(self, text: str) -> list[str]:
        """Return the pieces of a text."""
        pieces: list[str] = []
        for part in special_pattern(self.special_tokens).split(text):
            if part in self.special_tokens:
                pieces.append(part)
            else:
                for word in basic_tokenize(part, lowercase=self.lowercase, variant=self.variant):
                    pieces += wordpiece_tokenize(
                        word, self.vocab, max_word_length=self.variant.max_word_length
                    )
        return pieces

    def encode(self, text: str) -> list[int]:
        """Return the ids of the pieces of a text, without `[CLS]` and `[SEP]`."""
        return [self.vocab[piece] for piece in self.tokenize(text)]
