"""A unigram `.model` file at work: fast Viterbi over a trie, rounded as in the library, and piece ids.

Unlike `unigram.viterbi_segment`, which looks up every substring, this module walks a trie from each start, so
that it stops at the first substring that no piece begins with.

Sums are kept in float32, because the library does so: scores that tie on paper are then told apart by
rounding, and only the same rounding gives the same pieces.

Source: google/sentencepiece, `unigram_model.cc` (EncodeOptimized) of version 0.2.3.
"""

import math
import struct
from collections.abc import Callable

from bert2t5_reference.sentencepiece_encoder import SentencePieceEncoder
from bert2t5_reference.sentencepiece_model import PieceType, SentencePieceModel
from bert2t5_reference.unigram import UNKNOWN_PENALTY

__all__ = ["TrieNode", "UnigramEncoder", "build_trie", "viterbi_segment_fast"]

_FLOAT32 = struct.Struct("f")


class TrieNode:
    """One prefix of a piece: the characters that may follow, and the score if the prefix is a piece."""

    __slots__ = ("children", "score")

    def __init__(self) -> None:
        self.children: dict[str, TrieNode] = {}
        self.score: float | None = None


def build_trie(scores: dict[str, float]) -> TrieNode:
    """Return the root of a trie that holds every piece with its score.

    Example:
        >>> build_trie({"ab": -1.0}).children["a"].children["b"].score
        -1.0
    """
    root = TrieNode()
    for piece, score in scores.items():
        node = root
        for character in piece:
            node = node.children.setdefault(character, TrieNode())
        node.score = score
    return root


def viterbi_segment_fast(text: str, trie: TrieNode, unknown_score: float) -> list[str]:
    """Return what `viterbi_segment` returns, from a trie that is built once for many texts.

    Args:
        text: normalised text.
        trie: `build_trie(scores)`.
        unknown_score: min(scores.values()) - UNKNOWN_PENALTY.

    Example:
        >>> scores = {"h": -3.0, "u": -3.0, "g": -1.0, "hu": -1.5, "hug": -2.0}
        >>> viterbi_segment_fast("huhug", build_trie(scores), -13.0)
        ['hu', 'hug']
    """
    return _cut(text, _best_starts(text, trie, unknown_score, rounded=float))


class UnigramEncoder(SentencePieceEncoder):
    """The encoder of a unigram model; a model of another type is a ValueError.

    Example:
        >>> import io, sentencepiece
        >>> from bert2t5_reference.sentencepiece_model import parse_model
        >>> file = io.BytesIO()
        >>> sentencepiece.SentencePieceTrainer.train(
        ...     sentence_iterator=iter(["hug pug pun"] * 20), model_writer=file, vocab_size=11, minloglevel=2)
        >>> encoder = UnigramEncoder(parse_model(file.getvalue()))
        >>> [piece for piece, _ in encoder.encode("pug  ??")]
        ['▁pu', 'g', '▁', '??']
    """

    def __init__(self, model: SentencePieceModel) -> None:
        super().__init__(model, "unigram", PieceType.NORMAL, PieceType.USER_DEFINED)
        self._trie = build_trie(_trie_scores(model))
        normal = model.ids_of(PieceType.NORMAL).values()
        self._unknown_score = _to_float32(min(model.scores[index] for index in normal) - UNKNOWN_PENALTY)

    def segment(self, text: str) -> list[str]:
        """Return the pieces of text that is normalised already; every unknown character alone."""
        return _cut(text, _best_starts(text, self._trie, self._unknown_score, rounded=_to_float32))


def _trie_scores(model: SentencePieceModel) -> dict[str, float]:
    normal = model.ids_of(PieceType.NORMAL)
    scores = {piece: model.scores[index] for piece, index in normal.items()}
    # The library's bonus makes user-defined pieces (nearly) always win; it counts bytes, not characters.
    for piece in model.ids_of(PieceType.USER_DEFINED):
        scores[piece] = _to_float32(0.1 * (len(piece.encode("utf-8")) - 1))
    return scores


def _best_starts(
    text: str, trie: TrieNode, unknown_score: float, rounded: Callable[[float], float]
) -> list[int]:
    """Return for every end position where the last piece of its best segmentation starts."""
    best = [0.0] + [-math.inf] * len(text)
    last_start = [0] * (len(text) + 1)
    for start in range(len(text)):
        node = trie
        known_alone = False
        for end in range(start + 1, len(text) + 1):
            child = node.children.get(text[end - 1])
            if child is None:
                break
            node = child
            if node.score is not None:
                known_alone |= end == start + 1
                candidate = rounded(best[start] + node.score)
                if candidate > best[end]:
                    best[end], last_start[end] = candidate, start
        if not known_alone:
            candidate = rounded(best[start] + unknown_score)
            if candidate > best[start + 1]:
                best[start + 1], last_start[start + 1] = candidate, start
    return last_start


def _cut(text: str, last_start: list[int]) -> list[str]:
    pieces = []
    end = len(text)
    while end > 0:
        pieces.append(text[last_start[end] : end])
        end = last_start[end]
    return pieces[::-1]


def _to_float32(value: float) -> float:
    return float(_FLOAT32.unpack(_FLOAT32.pack(value))[0])
