"""SentencePiece's BPE encoder: fuse the neighbours whose concatenation has the best score.

Unlike bpe.py, where a merge is a pair with a rank, the model lists only the fused pieces with scores. Two
neighbours may fuse when their concatenation is a piece, no matter which pair made that piece in training.

Left out: training; BPE dropout.

Source: google/sentencepiece, `bpe_model.cc`.
"""

import heapq
from collections.abc import Iterator

from bert2t5_reference.sentencepiece_encoder import SentencePieceEncoder
from bert2t5_reference.sentencepiece_model import PieceType, SentencePieceModel, longest_prefix

__all__ = ["SentencePieceBPE", "fuse_by_score"]


def fuse_by_score(
    symbols: list[str], scores: dict[str, float], frozen: frozenset[str], unused: frozenset[str]
) -> list[str]:
    """Return the symbols after all fusions, the best score first, the leftmost first among equal scores.

    Args:
        symbols: the parts to begin with, usually characters.
        scores: the score of every piece that two neighbours may become.
        frozen: symbols that never fuse.
        unused: pieces that may arise on the way but not stay: they fall apart into what they were made of.

    Example (pieces bc(0) and abc(-2); no merge made "abc" of "a" and "bc" in training):
        >>> fuse_by_score(list("abc"), {"bc": 0.0, "ab": -1.0, "abc": -2.0}, frozenset(), frozenset())
        ['abc']
    """
    parts = list(symbols)  # "" where a symbol was swallowed by its left neighbour
    before = list(range(-1, len(parts) - 1))
    after = [*range(1, len(parts)), -1]
    queue: list[tuple[float, int, int, str]] = []
    origin: dict[str, tuple[str, str]] = {}

    def offer(left: int, right: int) -> None:
        if left == -1 or right == -1 or parts[left] in frozen or parts[right] in frozen:
            return
        fused = parts[left] + parts[right]
        if fused in scores:
            heapq.heappush(queue, (-scores[fused], left, right, fused))
            origin[fused] = parts[left], parts[right]

    for left in range(len(parts) - 1):
        offer(left, left + 1)
    while queue:
        _, left, right, fused = heapq.heappop(queue)
        # an offer is stale when one of its two symbols has grown or gone since
        if not parts[left] or not parts[right] or parts[left] + parts[right] != fused:
            continue
        parts[left], parts[right] = fused, ""
        after[left] = after[right]
        if after[left] != -1:
            before[after[left]] = left
        offer(before[left], left)
        offer(left, after[left])

    def resolve(part: str) -> list[str]:
        if part not in unused or part not in origin:
            return [part]
        return [small for half in origin[part] for small in resolve(half)]

    return [small for part in parts if part for small in resolve(part)]


class SentencePieceBPE(SentencePieceEncoder):
    """The encoder of a BPE model; a model of another type is a ValueError.

    Example:
        >>> import io, sentencepiece
        >>> from bert2t5_reference.sentencepiece_model import parse_model
        >>> file = io.BytesIO()
        >>> sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(["hug pug hug"] * 9),
        ...     model_writer=file, model_type="bpe", vocab_size=11, minloglevel=2)
        >>> encoder = SentencePieceBPE(parse_model(file.getvalue()))
        >>> [piece for piece, _ in encoder.encode("hug  pughs")]
        ['▁hug', '▁', 'p', 'ug', 'h', 's']
    """

    def __init__(self, model: SentencePieceModel) -> None:
        super().__init__(model, "bpe", PieceType.NORMAL, PieceType.USER_DEFINED, PieceType.UNUSED)
        self._scores = {piece: model.scores[index] for piece, index in self._known.items()}
        self._frozen = frozenset(model.ids_of(PieceType.USER_DEFINED))
        self._unused = frozenset(model.ids_of(PieceType.UNUSED))

    def segment(self, text: str) -> list[str]:
        """Return the pieces of text that is normalised already; every unknown character alone."""
        return fuse_by_score(list(self._symbols(text)), self._scores, self._frozen, self._unused)

    def _symbols(self, text: str) -> Iterator[str]:
        position = 0
        while position < len(text):
            symbol = longest_prefix(text, position, self._frozen) or text[position]
            yield symbol
            position += len(symbol)
