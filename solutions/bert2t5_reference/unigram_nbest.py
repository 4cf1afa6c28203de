"""The n best segmentations of a text under a unigram language model.

Unlike `unigram.viterbi_segment`, which remembers one best way to every position, this keeps the n best.

Source: Kudo, 2018, "Subword regularization", section 3.3; the library searches backwards with A* instead.
"""

from bert2t5_reference.unigram import UNKNOWN_PENALTY

__all__ = ["nbest_segment"]


def nbest_segment(text: str, scores: dict[str, float], n: int) -> list[list[str]]:
    """Return the n segmentations with the highest sums of scores, the best first.

    Equal sums: the longer last piece first, as in `viterbi_segment`, whose result is the first one here.

    Args:
        text: normalised text; "" has one segmentation, [].
        scores: the log probability of every piece; an unknown character as in `viterbi_segment`.
        n: at least 1; fewer are returned when the text has fewer segmentations.
    Raises:
        ValueError: n is below 1.

    Example:
        >>> nbest_segment("hug", {"h": -3.0, "u": -3.0, "g": -1.0, "hu": -1.5, "hug": -2.0}, 5)
        [['hug'], ['hu', 'g'], ['h', 'u', 'g']]
    """
    if n < 1:
        raise ValueError(f"n = {n} segmentations asked for; allowed: 1 or more")
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    longest = max(len(piece) for piece in scores)
    best: list[list[tuple[float, int, int]]] = [[(0.0, 0, 0)]]  # (score, start of the last piece, rank there)
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(max(0, end - longest), end):
            piece = text[start:end]
            if piece in scores or len(piece) == 1:
                score = scores.get(piece, unknown_score)
                ways.extend((way[0] + score, start, rank) for rank, way in enumerate(best[start]))
        # sorting is stable: among equal sums the way met first stays first
        best.append(sorted(ways, key=lambda way: -way[0])[:n])
    return [_trace(text, best, rank) for rank in range(len(best[-1]))]


def _trace(text: str, best: list[list[tuple[float, int, int]]], rank: int) -> list[str]:
    pieces = []
    end = len(text)
    while end > 0:
        _, start, rank_there = best[end][rank]
        pieces.append(text[start:end])
        end, rank = start, rank_there
    return pieces[::-1]
