"""Training of the unigram language model: many candidate pieces, then EM and pruning in turns.

EM fits the scores to the corpus; pruning drops the pieces whose loss would hurt least; when few enough are
left, the best and all single characters become the vocabulary. A corpus is given as words with frequencies,
because no piece reaches beyond a word.

Left out: the library's threads, character coverage, user-defined pieces, and what `seed_pieces.py` names.
Sums are float64, not float32, and EM does not count characters that an earlier round lost, which the library
books under its first piece. Trained vocabularies therefore agree with the library's nearly, not exactly
(`tests/parity` says how nearly).

Source: Kudo, 2018, "Subword regularization", section 3.2; the constants and the digamma are those of
google/sentencepiece, `unigram_model_trainer.cc`.
"""

import math
from collections import Counter

from bert2t5_reference.seed_pieces import seed_pieces
from bert2t5_reference.sentencepiece_text import SPACE, normalize
from bert2t5_reference.unigram import UNKNOWN_PENALTY, expected_counts, viterbi_segment
from bert2t5_reference.unigram_pruning import prune

__all__ = ["count_marked_words", "digamma", "em_step", "log_likelihood", "log_loss", "train_unigram"]

MINIMUM_EXPECTED_COUNT = 0.5
"""Pieces that are expected to be used less often than this vanish in the M step."""

SHRINKING_FACTOR = 0.75
"""The share of the pieces that one round of pruning keeps."""

EM_STEPS_PER_ROUND = 2
NUM_SPECIAL_PIECES = 3  # <unk>, <s>, </s>


def count_marked_words(lines: list[str]) -> Counter[str]:
    """Return how often each word occurs, words with their U+2581 in front.

    Example:
        >>> count_marked_words(["a b", "a"])
        Counter({'▁a': 2, '▁b': 1})
    """
    return Counter(SPACE + word for line in lines for word in normalize(line).split(SPACE) if word)


def log_loss(words: dict[str, int], scores: dict[str, float]) -> float:
    """Return minus the log probability of the corpus, every word cut in its best way.

    An unknown character counts as in `viterbi_segment`.

    Example, by hand: three times "ab" as one piece of probability 1/2 is 3 * log 2:
        >>> round(log_loss({"ab": 3}, {"ab": math.log(0.5), "a": math.log(0.25), "b": math.log(0.25)}), 6)
        2.079442
    """
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    return -sum(
        frequency * sum(scores.get(piece, unknown_score) for piece in viterbi_segment(word, scores))
        for word, frequency in words.items()
    )


def log_likelihood(words: dict[str, int], scores: dict[str, float]) -> float:
    """Return the log probability of the corpus, every word summed over all its segmentations.

    This is what EM climbs. An unknown character counts as in `viterbi_segment`.

    Example, by hand: "ab" has two segmentations of probability 1/4, and it occurs twice: 2 * log(1/2):
        >>> scores = {"ab": math.log(0.25), "a": math.log(0.5), "b": math.log(0.5)}
        >>> round(log_likelihood({"ab": 2}, scores), 6)
        -1.386294
    """
    return sum(frequency * _log_total(word, scores) for word, frequency in words.items())


def em_step(words: dict[str, int], scores: dict[str, float]) -> dict[str, float]:
    """Return the scores after one step of EM.

    E step: the expected count of every piece over all segmentations, weighted by the words' frequencies.
    M step: pieces with a count below 0.5 vanish; the others get digamma(count) - digamma(sum of the counts).
    The digamma in place of the logarithm is a variational Bayes step: it pushes rare pieces down harder.

    Example, by hand: "ab" occurs twice, and either way to cut it has probability 1/2, so that every piece is
    expected once; digamma(1) - digamma(3) = -(1 + 1/2):
        >>> scores = em_step({"ab": 2}, {"ab": math.log(0.25), "a": math.log(0.5), "b": math.log(0.5)})
        >>> {piece: round(score, 9) for piece, score in scores.items()}
        {'ab': -1.5, 'a': -1.5, 'b': -1.5}
    """
    counts = dict.fromkeys(scores, 0.0)
    for word, frequency in words.items():
        for piece, count in expected_counts(word, scores).items():
            counts[piece] += frequency * count
    kept = {piece: count for piece, count in counts.items() if count >= MINIMUM_EXPECTED_COUNT}
    log_total = digamma(sum(kept.values()))
    return {piece: digamma(count) - log_total for piece, count in kept.items()}


def digamma(x: float) -> float:
    """Return the derivative of log Gamma at x > 0.

    The recurrence digamma(x) = digamma(x + 1) - 1/x moves x to 20 or more, where what the asymptotic series
    lacks after four terms is below 1e-15.

    Example (minus Euler's constant):
        >>> round(digamma(1.0), 12)
        -0.577215664902
    """
    result = 0.0
    while x < 20:
        result -= 1 / x
        x += 1
    square = 1 / (x * x)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)))
    return result + math.log(x) - 0.5 / x - series


def train_unigram(lines: list[str], vocab_size: int) -> dict[str, float]:
    """Return the pieces of a trained unigram model with their scores, the best first.

    Args:
        lines: one sentence each, not normalised.
        vocab_size: as for the library, three special pieces (not in the result) included.
    Raises:
        ValueError: the text has no word, or `vocab_size` is too small for its characters, or too large for
            the pieces that training leaves.

    Example:
        >>> list(train_unigram(["hug pug pun", "bun hugs hug"] * 20, vocab_size=12))
        ['▁hug', '▁', 'b', 's', 'g', 'p', 'h', 'u', 'n']
    """
    texts = [normalize(line) for line in lines]
    words = count_marked_words(lines)
    if not words:
        raise ValueError(f"no word in {len(lines)} lines; a unigram model needs at least one")
    scores = seed_pieces(texts)
    desired = int(1.1 * vocab_size)
    while True:
        for _ in range(EM_STEPS_PER_ROUND):
            scores = em_step(words, scores)
        scores = prune(words, scores, max(desired, int(SHRINKING_FACTOR * len(scores))))
        # as in the library: every round prunes, and no EM follows the last pruning
        if len(scores) <= desired:
            return _finish(words, scores, vocab_size - NUM_SPECIAL_PIECES)


def _log_total(word: str, scores: dict[str, float]) -> float:
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    forward = [0.0]
    for end in range(1, len(word) + 1):
        ways = [
            forward[start] + scores.get(word[start:end], unknown_score)
            for start in range(end)
            if word[start:end] in scores or end - start == 1
        ]
        highest = max(ways)
        forward.append(highest + math.log(sum(math.exp(way - highest) for way in ways)))
    return forward[-1]


def _finish(words: dict[str, int], scores: dict[str, float], size: int) -> dict[str, float]:
    """Return all characters and the best other pieces; characters that were lost get the lowest score."""
    characters: Counter[str] = Counter()
    for word, frequency in words.items():
        characters.update({character: frequency * word.count(character) for character in word})
    smallest, largest = len(characters), len(characters | scores)
    if not smallest <= size <= largest:
        raise ValueError(
            f"vocab_size = {size + NUM_SPECIAL_PIECES} does not fit this text; "
            f"allowed: {smallest + NUM_SPECIAL_PIECES} to {largest + NUM_SPECIAL_PIECES}"
        )
    lost = [character for character, _ in characters.most_common() if character not in scores]
    lowest = min(scores.values())
    # the library counts up from the lowest score, so that the rarest character ends slightly above the others
    final = {character: lowest + 0.0001 * rank for rank, character in enumerate(lost)}
    final |= {character: scores[character] for character in characters if character in scores}
    for piece in sorted(scores, key=lambda piece: -scores[piece]):
        if len(final) < size:
            final.setdefault(piece, scores[piece])
    return dict(sorted(final.items(), key=lambda item: -item[1]))
