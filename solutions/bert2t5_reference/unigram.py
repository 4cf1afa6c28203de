"""The unigram language model: every segmentation has a probability, the product of its pieces' probabilities.

Unlike bpe.py, which replays merges, this module searches among all segmentations of a text: for the best one
(Viterbi), for the expected use of each piece (forward-backward), or for a random one (forward filtering,
backward sampling). `scores` are natural logarithms of probabilities, one for each piece;
texts are normalised already (`sentencepiece_text.normalize`).

Left out: the n best segmentations (`unigram_nbest.py`), how the scores are learned (`unigram_trainer.py`),
and how a `.model` file is used to the last float32 digit (`unigram_encoder.py`).

Source: Kudo, 2018, "Subword regularization", section 3.
"""

import math
import random

__all__ = [
    "UNKNOWN_PENALTY",
    "apply_sample_segmentation",
    "expected_counts",
    "sample_segmentation",
    "viterbi_segment",
]

UNKNOWN_PENALTY = 10.0
"""How far the score of an unknown character lies below the lowest score of all pieces."""


def viterbi_segment(text: str, scores: dict[str, float]) -> list[str]:
    """Return the pieces of the segmentation with the highest sum of scores.

    A character that is no piece by itself may stand alone as an unknown piece; its score is the lowest of
    all scores minus 10 (`UNKNOWN_PENALTY`). Equally good ways to reach a position: the one whose last piece
    is the longest wins (try the starts from left to right and replace the best only by a strictly better
    one).

    Args:
        text: normalised text; "" gives [].
        scores: the log probability of every piece; at least one piece, no empty one.
    Returns:
        Pieces that join to `text`.

    Example, where "hug" alone (-2) beats "hu" + "g" (-1.5 - 1) and every other way:
        >>> viterbi_segment("hug", {"h": -3.0, "u": -3.0, "g": -1.0, "hu": -1.5, "hug": -2.0})
        ['hug']
        >>> viterbi_segment("huh?", {"h": -3.0, "u": -3.0, "g": -1.0, "hu": -1.5, "hug": -2.0})
        ['hu', 'h', '?']

    A tie: both ways cost -3, and the last piece "bc" is longer than "c":
        >>> viterbi_segment("abc", {"a": -1.0, "b": -1.0, "c": -1.0, "ab": -2.0, "bc": -2.0})
        ['a', 'bc']

    Source: Kudo, 2018, section 3.2; the tie rule is that of google/sentencepiece.
    """
    ### BEGIN SOLUTION
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    longest = max(len(piece) for piece in scores)
    best = [0.0] + [-math.inf] * len(text)  # best[end]: the highest score of text[:end]
    last_start = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - longest), end):
            piece = text[start:end]
            if piece in scores:
                score = scores[piece]
            elif len(piece) == 1:
                score = unknown_score
            else:
                continue
            if best[start] + score > best[end]:
                best[end] = best[start] + score
                last_start[end] = start
    pieces = []
    end = len(text)
    while end > 0:
        pieces.append(text[last_start[end] : end])
        end = last_start[end]
    return pieces[::-1]
    ### END SOLUTION


def expected_counts(text: str, scores: dict[str, float]) -> dict[str, float]:
    """Return how often each piece is used on average, over all segmentations by their probability.

    The probability of a segmentation is exp(sum of its scores), divided by the sum over all segmentations.
    Unknown characters take part as in `viterbi_segment` (lowest score minus 10) but are not counted: every
    key is a piece of `scores` that occurs in the text. Works in logarithms, so long texts do not underflow.

    Args:
        text: normalised text; "" gives {}.
        scores: the log probability of every piece; at least one piece, no empty one.
    Returns:
        A positive number for each piece that occurs in the text.

    Example, by hand: "ab" is either one piece (0.2) or two (0.5 * 0.4 = 0.2), so both have probability 1/2:
        >>> from math import log
        >>> counts = expected_counts("ab", {"a": log(0.5), "b": log(0.4), "ab": log(0.2), "c": log(0.1)})
        >>> {piece: round(count, 6) for piece, count in sorted(counts.items())}
        {'a': 0.5, 'ab': 0.5, 'b': 0.5}

    Source: Kudo, 2018, section 3.2 (the E step of EM).
    """
    ### BEGIN SOLUTION
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    longest = max(len(piece) for piece in scores)
    edges = []  # (start, end, score), by start: all ways into a position come before all ways out of it
    for start in range(len(text)):
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            piece = text[start:end]
            if piece in scores:
                edges.append((start, end, scores[piece]))
            elif len(piece) == 1:
                edges.append((start, end, unknown_score))

    def log_add(a: float, b: float) -> float:
        high, low = max(a, b), min(a, b)
        return high if low == -math.inf else high + math.log1p(math.exp(low - high))

    forward = [0.0] + [-math.inf] * len(text)  # forward[i]: log of the sum over all ways to cut text[:i]
    for start, end, score in edges:
        forward[end] = log_add(forward[end], forward[start] + score)
    backward = [-math.inf] * len(text) + [0.0]  # backward[i]: the same for text[i:]
    for start, end, score in reversed(edges):
        backward[start] = log_add(backward[start], score + backward[end])
    counts: dict[str, float] = {}
    for start, end, score in edges:
        piece = text[start:end]
        if piece in scores:
            probability = math.exp(forward[start] + score + backward[end] - forward[-1])
            counts[piece] = counts.get(piece, 0.0) + probability
    return counts
    ### END SOLUTION


def apply_sample_segmentation(
    text: str, scores: dict[str, float], alpha: float, draws: list[float]
) -> list[str]:
    """Return the segmentation that the given random numbers choose, with probability proportional to P^alpha.

    Forward filtering, backward sampling: first the log of the summed weights of all segmentations of every
    prefix (the weight of a segmentation is exp(alpha * sum of its scores)), then, from the end of the text to
    its start, one piece after the other. At a position `end` the candidates are the pieces that end there, in
    order of increasing start; the probability of one is the share that the segmentations ending with it have
    in the summed weight of the prefix text[:end].
    draws[k] belongs to the k-th piece counted from the end, and chooses the first candidate whose cumulative
    probability exceeds it (the last candidate when rounding leaves none).

    Args:
        text: normalised text; "" gives [].
        scores: the log probability of every piece; an unknown character as in `viterbi_segment`.
        alpha: 0 makes all segmentations equally likely, 1 is the model, a large one approaches Viterbi.
        draws: numbers in [0, 1), at least as many as the result has pieces (len(text) is always enough).
    Returns:
        Pieces that join to `text`.

    Example: "ab" (1/2) starts further left than "b" (1/2), so it owns the draws below 1/2:
        >>> from math import log
        >>> scores = {"a": log(0.5), "b": log(0.4), "ab": log(0.2)}
        >>> apply_sample_segmentation("ab", scores, 1.0, [0.3, 0.0])
        ['ab']
        >>> apply_sample_segmentation("ab", scores, 1.0, [0.7, 0.0])
        ['a', 'b']

    Source: Kudo, 2018, section 3.3 (l = infinity).
    """
    ### BEGIN SOLUTION
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    longest = max(len(piece) for piece in scores)
    forward = [0.0]
    candidates: list[list[tuple[int, float]]] = [
        []
    ]  # candidates[end]: (start, log weight) of each last piece
    for end in range(1, len(text) + 1):
        candidates.append([])
        for start in range(max(0, end - longest), end):
            piece = text[start:end]
            if piece in scores or len(piece) == 1:
                score = scores.get(piece, unknown_score)
                candidates[end].append((start, forward[start] + alpha * score))
        highest = max(weight for _, weight in candidates[end])
        forward.append(highest + math.log(sum(math.exp(weight - highest) for _, weight in candidates[end])))
    pieces: list[str] = []
    end = len(text)
    while end > 0:
        draw = draws[len(pieces)]
        cumulative = 0.0
        for start, weight in candidates[end]:
            cumulative += math.exp(weight - forward[end])
            chosen = start
            if cumulative > draw:
                break
        pieces.append(text[chosen:end])
        end = chosen
    return pieces[::-1]
    ### END SOLUTION


def sample_segmentation(text: str, scores: dict[str, float], alpha: float, rng: random.Random) -> list[str]:
    """Return a random segmentation, drawn with probability proportional to P^alpha.

    Draws one number per character of the text from `rng` and hands them to `apply_sample_segmentation`.

    Args:
        text, scores, alpha: as in `apply_sample_segmentation`.
        rng: the only source of randomness; the same state gives the same segmentation.

    Example: with alpha = 0 every segmentation is equally likely, here ab and a|b:
        >>> rng = random.Random(0)
        >>> scores = {"a": -1.0, "b": -1.0, "ab": -9.0}
        >>> sample = [sample_segmentation("ab", scores, 0.0, rng) for _ in range(1000)]
        >>> 400 < sample.count(["ab"]) < 600
        True
    """
    ### BEGIN SOLUTION
    draws = [rng.random() for _ in text]
    return apply_sample_segmentation(text, scores, alpha, draws)
    ### END SOLUTION
