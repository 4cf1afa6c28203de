"""Fresh inputs for the hidden checks of lab 1.

Every generator draws from the `random.Random` that the check hands out. An input on which a wrong answer
happens to agree with the right one says nothing, so `telling` throws such inputs away; the wrong answers it
needs for that stand at the end of this module.

What it leaves out: the expected values. The test cell asks the reference for them.
"""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bert2t5_grader.cases.telling import telling
from bert2t5_reference import bpe, unigram

__all__ = [
    "FOREIGN",
    "LETTERS",
    "TIE_MISTAKES",
    "chosen",
    "chunks",
    "distance",
    "equal_ways",
    "last_rank",
    "leftmost_pair",
    "long_model",
    "longest_match",
    "lookalikes",
    "model",
    "one_pass",
    "peaked_model",
    "probabilities",
    "repeated_pair",
    "runs",
    "shuffled_merges",
    "symbol_words",
    "telling",
    "three_pairs",
    "tied_model",
    "total_score",
    "trainer",
    "unique_model",
    "unknown_model",
    "word_counts",
]

Pair = tuple[str, str]
Merges = list[Pair]
Words = dict[tuple[str, ...], int]
Scores = dict[str, float]
Model = tuple[str, Scores]  # a text and the score of every piece
Way = tuple[str, ...]  # a segmentation

LETTERS = "abcde"
FOREIGN = "éßжλ字あ한🙂"


# -- byte pair encoding


def symbol_words(rng: random.Random, symbols: Sequence[str], lengths: Sequence[int]) -> Words:
    """Return words of distinct symbols, one of each length, each with a count from 2 to 9.

    >>> symbol_words(random.Random(0), "abc", [0, 1])
    {(): 8, ('b',): 2}
    """
    return {tuple(rng.sample(symbols, length)): rng.randint(2, 9) for length in lengths}


def runs(rng: random.Random) -> tuple[tuple[str, ...], Pair]:
    """Return a word with an odd run of one symbol between others, and the pair of that symbol."""
    symbol, *others = rng.sample(LETTERS + FOREIGN, 3)
    odd, any_length = rng.choice([3, 5, 7]), rng.randint(2, 6)
    return (others[0], *[symbol] * odd, others[1], *[symbol] * any_length), (symbol, symbol)


def lookalikes(rng: random.Random) -> tuple[tuple[str, ...], Pair]:
    """Return a pair, and a word with the pair, its mirror image, and symbols that only look like it.

    The right symbol has two characters, so that the same text can be cut at another place.
    """
    left, first, second, other = rng.sample(LETTERS + FOREIGN, 4)
    right = first + second
    parts = [
        (left, right),
        (right, left),
        (other + left, right),
        (left, right + other),
        (left + right,),
        (left + first, second),
        (left, other, right),
    ]
    rng.shuffle(parts)
    return tuple(symbol for part in parts for symbol in part), (left, right)


def word_counts(
    rng: random.Random, letters: str, size: int, lengths: tuple[int, int], highest: int
) -> dict[str, int]:
    """Return at most `size` random words with counts from 1 to `highest`.

    Args:
        letters: what the words are made of.
        lengths: the shortest and the longest word, at least 1.
    """
    words = ("".join(rng.choices(letters, k=rng.randint(*lengths))) for _ in range(size))
    return {word: rng.randint(1, highest) for word in words}


def shuffled_merges(rng: random.Random, letters: str) -> tuple[str, Merges]:
    """Return a word and merges that build pieces of it, in an order that no training would give."""
    word = "".join(rng.choices(letters, k=rng.randint(5, 8)))
    marked = word + bpe.END_OF_WORD
    pieces = set(bpe.split_word(word))
    merges: Merges = []
    while len(merges) < 8:
        pairs = [(a, b) for a in sorted(pieces) for b in sorted(pieces) if a + b in marked]
        if not pairs:
            break
        merges.append(rng.choice(pairs))
        pieces.add("".join(merges[-1]))
    rng.shuffle(merges)
    return word, merges


def repeated_pair(rng: random.Random) -> tuple[str, Merges]:
    """Return a word that holds a pair several times, and merges that tell one merge of it from all of them.

    One occurrence alone could fuse with a neighbour of the next one, and at a lower rank than the pair has.

    >>> repeated_pair(random.Random(2))
    ('abababé', [('b', 'ab'), ('ab', 'a'), ('a', 'é'), ('a', 'ab'), ('a', 'b')])
    """
    left, right, *others = rng.sample(LETTERS + FOREIGN, 4)
    word = others[0] * rng.randint(0, 1) + (left + right) * rng.randint(2, 3) + others[1]
    fused = left + right
    merges = [(fused, left), (right, fused), (left, fused), (left, others[1])]
    rng.shuffle(merges)
    return word, [*merges, (left, right)]


def chunks(rng: random.Random, text: str) -> list[str]:
    """Cut a text at random places; the parts join to it.

    >>> "".join(chunks(random.Random(0), "ferry"))
    'ferry'
    """
    parts: list[str] = []
    while text:
        size = rng.randint(1, 4)
        parts.append(text[:size])
        text = text[size:]
    return parts


# -- the unigram model


def model(rng: random.Random, length: int, letters: str, unknown: str = "") -> Model:
    """Return a random text and random scores of pieces of it.

    Args:
        length: characters of the text, at least 2.
        letters: what it is made of; each is a piece, except the ones in `unknown`.
        unknown: letters that are no piece by themselves.
    """
    text = "".join(rng.choices(letters, k=length))
    pieces = [letter for letter in letters if letter not in unknown]
    for _ in range(8):
        start = rng.randrange(length - 1)
        pieces.append(text[start : start + rng.randint(2, 4)])
    return text, {piece: -rng.uniform(1.0, 6.0) for piece in rng.sample(pieces, len(pieces))}


def unique_model(rng: random.Random, letters: str) -> Model:
    """Return a random model whose best segmentation leads by a margin that no rounding can close."""
    while True:
        drawn = model(rng, 8, letters)
        totals = sorted(total for _, total in ways(*drawn))
        if len(totals) > 1 and totals[-1] - totals[-2] > 1e-3:
            return drawn


def tied_model(rng: random.Random) -> Model:
    """Return a random model with whole numbers as scores: sums are exact, and many are equal."""
    text, scores = model(rng, 7, "abc")
    return text, {piece: -float(len(piece) + rng.choice([0, 0, 0, 1])) for piece in scores}


def unknown_model(rng: random.Random, rest: float, mirrored: bool) -> Model:
    """Return a text in which one character is no piece by itself.

    A poor piece covers it together with its neighbour, but then the next neighbour costs about `rest` more
    than in the way around the unknown character. That way costs the penalty more, which is 10: a rest
    above 10 makes it the better one.

    Args:
        rest: from -15 to 15; other segmentations than these two stay out of the race.
        mirrored: the poor piece ends with the unknown character, where it else begins with it.
    """
    before, unknown, first, second, other = rng.sample(LETTERS + FOREIGN, 5)
    joined = -rng.uniform(16.0, 18.0)
    scores = {before: -rng.uniform(1.0, 4.0), other: -3.0, first: -25.0, first + second: joined}
    scores |= {second: joined - rest + rng.uniform(-1.0, 1.0), unknown + first: -40.0}
    text = other * rng.randint(0, 2) + before + unknown + first + second + other * rng.randint(0, 2)
    if not mirrored:
        return text, scores
    return text[::-1], {piece[::-1]: score for piece, score in scores.items()}


def long_model(rng: random.Random) -> Model:
    """Return a text of 500 characters, whose probability lies far below the smallest float."""
    return model(rng, 500, "abcd", unknown="d")


def peaked_model(rng: random.Random, alpha: float) -> Model:
    """Return a random model in which P^alpha, P and the best segmentation are far apart.

    It has at most 8 segmentations; P^alpha lies at least 0.7 from P and gives none more than 0.7.
    """
    while True:
        drawn = model(rng, 4, "ab")
        wanted = probabilities(*drawn, alpha)
        if max(wanted.values()) <= 0.7 and distance(wanted, probabilities(*drawn, 1.0)) >= 0.7:
            return drawn


def three_pairs(rng: random.Random, alpha: float) -> Model:
    """Return a text of three pairs of characters, each of which is one piece in 1 of 5 cases under P^alpha.

    So it has 8 segmentations. What their shares tell:

    - draws from a bell curve around 0.5 with a deviation of 0.2 are below 0.2 in 1 of 15 cases: 0.6 away;
    - one draw for all pairs joins all or none, so none in 4 of 5 cases, where 64 of 125 are right: 0.9 away;
    - the second character costs 10 or more, which a choice from left to right sees too late: 0.9 away at
      alpha 0.3.
    """
    text = "".join(rng.sample(LETTERS + FOREIGN, 6))
    scores: Scores = {}
    for first, second in zip(text[::2], text[1::2], strict=True):
        scores |= {first: -rng.uniform(1.0, 4.0), second: -rng.uniform(10.0, 12.0)}
        scores[first + second] = scores[first] + scores[second] - math.log(4.0) / alpha
    return text, scores


def equal_ways(rng: random.Random, low: float, high: float) -> tuple[str, Scores, list[float]]:
    """Return a text whose segmentations are equally likely for every alpha, and draws.

    The first draw, that for the last piece, is from low to high.

    The text is a run of one character, and pieces of one and of two characters cost the same for each
    character. In the last place stands a pair in 1/3 to 2/5 of the segmentations, though it is one candidate
    of two. Raised to the power of 0.3 its share is between 0.44 and 0.47. The other draws make no difference
    between these shares.
    """
    character = rng.choice(LETTERS + FOREIGN)
    score = -rng.uniform(1.0, 4.0)
    text = character * rng.randint(3, 8)
    others = [rng.choice([0.0, 0.6]) + rng.uniform(0.0, 0.3) for _ in text[1:]]
    return text, {character: score, 2 * character: 2 * score}, [rng.uniform(low, high), *others]


def total_score(text: str, pieces: object, scores: Scores) -> float:
    """Return the sum of the scores, unknown characters included; -inf for what is no segmentation.

    >>> total_score("ab", ["a", "b"], {"a": -1.0}), total_score("ab", ["ab"], {"a": -1.0})
    (-12.0, -inf)
    """
    if not isinstance(pieces, list) or not all(isinstance(piece, str) for piece in pieces):
        return -math.inf
    unknown = min(scores.values()) - unigram.UNKNOWN_PENALTY
    total = sum(scores.get(piece, unknown if len(piece) == 1 else -math.inf) for piece in pieces)
    return total if "".join(pieces) == text else -math.inf


def ways(text: str, scores: Scores) -> Iterator[tuple[Way, float]]:
    """Yield every segmentation of a short text with its sum of scores.

    >>> list(ways("ab", {"a": -1.0, "b": -1.0, "ab": -3.0}))
    [(('a', 'b'), -2.0), (('ab',), -3.0)]
    """
    for pieces in _cuts(text, scores):
        yield pieces, total_score(text, list(pieces), scores)


def _cuts(text: str, scores: Scores) -> Iterator[Way]:
    if not text:
        yield ()
    for end in range(1, len(text) + 1):
        if end == 1 or text[:end] in scores:
            yield from ((text[:end], *rest) for rest in _cuts(text[end:], scores))


def probabilities(text: str, scores: Scores, alpha: float) -> dict[Way, float]:
    """Return the probability of every segmentation of a short text, proportional to P^alpha.

    >>> probabilities("ab", {"a": 0.0, "b": 0.0, "ab": 0.0}, alpha=1.0)
    {('a', 'b'): 0.5, ('ab',): 0.5}
    """
    weights = {pieces: math.exp(alpha * total) for pieces, total in ways(text, scores)}
    whole = sum(weights.values())
    return {pieces: weight / whole for pieces, weight in weights.items()}


def distance(one: dict[Way, float], other: dict[Way, float]) -> float:
    """Return the sum of the absolute differences of two distributions, in [0, 2].

    >>> distance({("a",): 1.0}, {("b",): 1.0})
    2.0
    """
    return sum(abs(one.get(key, 0.0) - other.get(key, 0.0)) for key in one.keys() | other.keys())


# -- wrong answers that a telling input must tell from the right one


def trainer(
    rank: Callable[[Pair, int], Any] = lambda pair, position: pair, min_frequency: int = 2
) -> Callable[[dict[str, int], int], Merges]:
    """Return `train_bpe` with another rule for ties or another end.

    Args:
        rank: of equally frequent pairs the one with the highest rank is taken; it gets the pair and
            the place at which the count met it first.
        min_frequency: the smallest count that is merged.
    """

    def train(word_counts: dict[str, int], num_merges: int) -> Merges:
        words = {bpe.split_word(word): count for word, count in word_counts.items()}
        merges: Merges = []
        while len(merges) < num_merges:
            pairs = bpe.count_pairs(words)
            ranks = {pair: (pairs[pair], rank(pair, place)) for place, pair in enumerate(pairs)}
            best = max(pairs, key=ranks.__getitem__, default=None)
            if best is None or pairs[best] < min_frequency:
                break
            merges.append(best)
            words = {bpe.merge_pair(word, best): count for word, count in words.items()}
        return merges

    return train


TIE_MISTAKES = (
    trainer(lambda pair, place: -place),  # the first pair met
    trainer(lambda pair, place: place),  # the last pair met
    trainer(lambda pair, place: tuple(map(bpe.descending_key, pair))),  # the smallest pair
    trainer(lambda pair, place: "".join(pair)),  # the greatest fused string
)


def longest_match(word: str, merges: Merges) -> list[str]:
    """Cut a word into the longest known symbols from left to right."""
    known = {left + right for left, right in merges}
    symbols = bpe.split_word(word)
    result: list[str] = []
    while symbols:
        sizes = [size for size in range(1, len(symbols) + 1) if size == 1 or "".join(symbols[:size]) in known]
        result.append("".join(symbols[: sizes[-1]]))
        symbols = symbols[sizes[-1] :]
    return result


def leftmost_pair(word: str, merges: Merges) -> list[str]:
    """Merge the first learned pair from the left, whatever its rank, until there is none."""
    symbols = bpe.split_word(word)
    while learned := [pair for pair in bpe.count_pairs({symbols: 1}) if pair in merges]:
        symbols = bpe.merge_pair(symbols, learned[0])
    return list(symbols)


def one_pass(word: str, merges: Merges) -> list[str]:
    """Apply every merge once, in order, and never look back."""
    symbols = bpe.split_word(word)
    for pair in merges:
        symbols = bpe.merge_pair(symbols, pair)
    return list(symbols)


def last_rank(word: str, merges: Merges) -> list[str]:
    """Give a pair that is listed twice its last rank."""
    ranks = {pair: rank for rank, pair in enumerate(merges)}
    return list(bpe.encode_word(word, sorted(ranks, key=ranks.__getitem__)))


def chosen(rank: Callable[[Way, float], Any]) -> Callable[[str, Scores], list[str]]:
    """Return a segmenter that takes the segmentation with the highest rank(pieces, total)."""

    def segment(text: str, scores: Scores) -> list[str]:
        return list(max(ways(text, scores), key=lambda way: rank(*way))[0])

    return segment
