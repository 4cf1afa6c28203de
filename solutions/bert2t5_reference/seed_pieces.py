"""The candidates that unigram training starts with: all characters and the substrings that repeat.

Left out: the library's suffix array; substrings are counted one by one here, which takes memory but no
explanation. Scripts are told apart by the first word of a letter's Unicode name.

Source: google/sentencepiece, `unigram_model_trainer.cc` (MakeSeedSentencePieces) and `trainer_interface.cc`
(IsValidSentencePiece).
"""

import math
import unicodedata
from collections import Counter, defaultdict

from bert2t5_reference.sentencepiece_text import SPACE

__all__ = ["MAX_PIECE_LENGTH", "is_admissible", "seed_pieces"]

MAX_PIECE_LENGTH = 16
"""The longest piece, in characters."""


def seed_pieces(texts: list[str]) -> dict[str, float]:
    """Return the log probabilities of the candidates, characters by frequency, substrings by freq * length.

    A substring of two or more characters is a candidate when it occurs at least twice, is admissible, and is
    followed by at least two different characters (otherwise the longer one says as much; the inner nodes of
    a suffix tree are these). The end of a text counts as a character.

    Args:
        texts: normalised texts.

    Example, by hand ("ab" occurs twice, followed by "c" and by the end; "bc" and "▁a" do not qualify):
        >>> scores = seed_pieces(["▁abc", "▁xab"])
        >>> {piece: round(math.exp(score), 4) for piece, score in scores.items()}
        {'▁': 0.1667, 'a': 0.1667, 'b': 0.1667, 'c': 0.0833, 'x': 0.0833, 'ab': 0.3333}
    """
    weights: Counter[str] = Counter(character for text in texts for character in text)
    occurrences: Counter[str] = Counter()
    followers: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for start in range(len(text)):
            for end in range(start + 2, min(start + MAX_PIECE_LENGTH, len(text)) + 1):
                piece = text[start:end]
                if not is_admissible(piece):
                    break  # no longer piece from here can be admissible either
                occurrences[piece] += 1
                followers[piece].add(text[end : end + 1])
    for piece, frequency in occurrences.items():
        if frequency >= 2 and len(followers[piece]) >= 2:
            weights[piece] = frequency * len(piece)
    log_total = math.log(sum(weights.values()))
    return {piece: math.log(weight) - log_total for piece, weight in weights.items()}


def is_admissible(piece: str) -> bool:
    """Return whether a piece may enter the vocabulary: no inner U+2581, one script, not too long.

    Digits and punctuation are one "script" of their own, so a piece never mixes them with letters.

    Example:
        >>> [is_admissible(piece) for piece in ("▁the", "the▁", "covid19", "3.14", "дa")]
        [True, False, False, True, False]
    """
    scripts = {_script(character) for character in piece if character != SPACE}
    return len(piece) <= MAX_PIECE_LENGTH and SPACE not in piece[1:] and len(scripts) <= 1


def _script(character: str) -> str:
    if unicodedata.category(character)[0] not in "LM":
        return "COMMON"
    script = unicodedata.name(character, "UNNAMED").split(maxsplit=1)[0]
    return "CJK" if script in ("HIRAGANA", "KATAKANA") else script
