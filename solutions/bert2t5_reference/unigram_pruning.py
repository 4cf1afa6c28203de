"""Pruning of a unigram vocabulary: which pieces can go, because others replace them at little cost.

Source: Kudo, 2018, "Subword regularization", section 3.2; google/sentencepiece, `unigram_model_trainer.cc`
(PruneSentencePieces).
"""

import math
from collections import Counter

from bert2t5_reference.unigram import viterbi_segment
from bert2t5_reference.unigram_nbest import nbest_segment

__all__ = ["prune", "prune_losses"]


def prune_losses(words: dict[str, int], scores: dict[str, float]) -> dict[str, float]:
    """Return for every piece worth keeping how much the corpus loses per word when the piece goes.

    The loss compares a piece with its replacement, the second best way to cut the piece itself, after the
    uses of the piece have been given to the parts of the replacement. Infinite: a piece that cannot be cut
    (single characters). Missing: a piece that no word uses in its best segmentation, or that is itself cut
    in its own best segmentation.

    Example, by hand: "ab" is used by two of three words and "a" by one, 3 uses in all. Without "ab" there
    are 5 uses, 3 of "a" and 2 of "b": 2/3 * (log(2/3) - log(3/5) - log(2/5)):
        >>> scores = {"ab": math.log(0.5), "a": math.log(0.25), "b": math.log(0.25)}
        >>> {piece: round(loss, 6) for piece, loss in prune_losses({"ab": 2, "a": 1}, scores).items()}
        {'ab': 0.681101, 'a': inf}
    """
    uses = _count_uses(words, scores)
    num_uses, num_words = sum(uses.values()), sum(words.values())
    losses = {}
    for piece in scores:
        if not uses[piece]:
            continue
        ways = nbest_segment(piece, scores, 2)
        if len(ways) == 1:
            losses[piece] = math.inf
        elif len(ways[0]) == 1:
            part_uses = [uses[_booked_under(part, scores)] for part in ways[1]]
            losses[piece] = uses[piece] / num_words * _replacement_loss(uses[piece], part_uses, num_uses)
    return losses


def prune(words: dict[str, int], scores: dict[str, float], size: int) -> dict[str, float]:
    """Return the scores of the pieces with the largest losses, at most `size` of them.

    Example (single characters cannot be replaced, so they come first):
        >>> scores = {"ab": math.log(0.5), "a": math.log(0.25), "b": math.log(0.25)}
        >>> prune({"ab": 2, "b": 1, "a": 1}, scores, 2)
        {'a': -1.3862943611198906, 'b': -1.3862943611198906}
    """
    losses = prune_losses(words, scores)
    kept = sorted(losses, key=lambda piece: -losses[piece])[:size]
    return {piece: scores[piece] for piece in kept}


def _count_uses(words: dict[str, int], scores: dict[str, float]) -> Counter[str]:
    uses: Counter[str] = Counter()
    for word, frequency in words.items():
        for piece in viterbi_segment(word, scores):
            uses[_booked_under(piece, scores)] += frequency
    return uses


def _booked_under(piece: str, scores: dict[str, float]) -> str:
    # A character that an earlier round dropped is booked under the first piece of all: in the library both
    # have the id 0. It decides which pieces survive, so the vocabularies only agree with the same rule.
    return piece if piece in scores else next(iter(scores))


def _replacement_loss(piece_uses: int, part_uses: list[int], num_uses: int) -> float:
    log_total = math.log(num_uses + piece_uses * (len(part_uses) - 1))
    replaced = sum(math.log(uses + piece_uses) - log_total for uses in part_uses)
    return math.log(piece_uses) - math.log(num_uses) - replaced
