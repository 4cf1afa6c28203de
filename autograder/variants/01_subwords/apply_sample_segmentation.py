"""Answers to `apply_sample_segmentation`: right ones in several styles, wrong ones with the misconception."""

import math
from bisect import bisect_right
from decimal import Decimal, localcontext
from itertools import accumulate

import numpy as np

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.unigram import UNKNOWN_PENALTY


def log_sum(values):
    highest = max(values)
    return highest + math.log(sum(math.exp(value - highest) for value in values))


def candidates_of(text, end, scores, unknown_score=None):
    """(start, score) of every last piece of text[:end], by start."""
    if unknown_score is None:
        unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    found = []
    for start in range(end):
        piece = text[start:end]
        if piece in scores:
            found.append((start, scores[piece]))
        elif start == end - 1:
            found.append((start, unknown_score))
    return found


def filtered(text, scores, alpha, add=log_sum, unknown_score=None):
    """Forward filtering, done right, unless `add` or the unknown score say otherwise."""
    forward = [0.0]
    for end in range(1, len(text) + 1):
        ways = candidates_of(text, end, scores, unknown_score)
        forward.append(add([forward[start] + alpha * score for start, score in ways]))
    return forward


def pick(shares, draw):
    """The index of the first share whose cumulative sum exceeds the draw."""
    cumulative = 0.0
    for index, share in enumerate(shares):
        cumulative += share
        if cumulative > draw:
            return index
    return len(shares) - 1


def walk_back(text, draws, ways_to):
    """Backward sampling, done right; `ways_to(end)` gives (start, log weight) of the candidates."""
    pieces = []
    end = len(text)
    while end > 0:
        ways = ways_to(end)
        whole = log_sum([weight for _, weight in ways])
        shares = [math.exp(weight - whole) for _, weight in ways]
        start = ways[pick(shares, draws[len(pieces)])][0]
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@right("NumPy: logaddexp and searchsorted")
def apply_sample_segmentation(text, scores, alpha, draws):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    size = len(text)
    forward = np.zeros(size + 1)
    weights = [np.empty(0)]
    for end in range(1, size + 1):
        weight = np.full(end, -np.inf)
        for start in range(end):
            piece = text[start:end]
            if piece in scores or end - start == 1:
                weight[start] = forward[start] + alpha * scores.get(piece, unknown_score)
        forward[end] = np.logaddexp.reduce(weight)
        weights.append(weight)
    pieces = []
    end = size
    while end > 0:
        cumulative = np.cumsum(np.exp(weights[end] - forward[end]))
        start = int(np.searchsorted(cumulative, draws[len(pieces)], side="right"))
        start = min(start, end - 1)
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@right("cumulative sums and bisection")
def apply_sample_segmentation(text, scores, alpha, draws):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    mass = {0: 0.0}
    tables = {}
    for end in range(1, len(text) + 1):
        starts, weights = [], []
        for start in range(end):
            piece = text[start:end]
            if piece in scores:
                score = scores[piece]
            elif len(piece) == 1:
                score = unknown_score
            else:
                continue
            starts.append(start)
            weights.append(mass[start] + alpha * score)
        top = max(weights)
        linear = [math.exp(weight - top) for weight in weights]
        mass[end] = top + math.log(sum(linear))
        tables[end] = starts, list(accumulate(linear))
    result = []
    end = len(text)
    for draw in draws:
        if end == 0:
            break
        starts, cumulative = tables[end]
        index = bisect_right(cumulative, draw * cumulative[-1])
        start = starts[min(index, len(starts) - 1)]
        result.insert(0, text[start:end])
        end = start
    return result


@right("recursion on the rest of the text")
def apply_sample_segmentation(text, scores, alpha, draws):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    known = {}

    def ways(end):
        found = []
        for start in range(end):
            piece = text[start:end]
            if piece in scores or len(piece) == 1:
                found.append((start, known[start] + alpha * scores.get(piece, unknown_score)))
        return found

    known[0] = 0.0
    for end in range(1, len(text) + 1):
        weights = [weight for _, weight in ways(end)]
        known[end] = max(weights) + math.log(math.fsum(math.exp(w - max(weights)) for w in weights))

    def choose(end, draw):
        for start, weight in ways(end):
            draw -= math.exp(weight - known[end])
            if draw < 0:
                break
        return start

    cuts = [len(text)]
    for draw in draws[: len(text)]:
        if cuts[-1] > 0:
            cuts.append(choose(cuts[-1], draw))
    return [text[start:end] for end, start in reversed(list(zip(cuts, cuts[1:])))]


@right("probabilities as decimal numbers, which do not underflow")
def apply_sample_segmentation(text, scores, alpha, draws):
    with localcontext() as context:
        context.prec = 40
        power = {piece: (Decimal(alpha) * Decimal(score)).exp() for piece, score in scores.items()}
        unknown = (Decimal(alpha) * Decimal(min(scores.values()) - UNKNOWN_PENALTY)).exp()
        longest = max(len(piece) for piece in scores)

        def ways(end):
            for start in range(max(0, end - longest), end):
                piece = text[start:end]
                if piece in power or len(piece) == 1:
                    yield start, forward[start] * power.get(piece, unknown)

        forward = [Decimal(1)]
        for end in range(1, len(text) + 1):
            forward.append(sum(weight for _, weight in ways(end)))
        pieces = []
        end = len(text)
        while end > 0:
            goal = Decimal(draws[len(pieces)]) * forward[end]
            for start, weight in ways(end):
                goal -= weight
                if goal < 0:
                    break
            pieces.append(text[start:end])
            end = start
    return pieces[::-1]


@wrong(
    "Leaves alpha out; the weight of a segmentation is its probability to the power of alpha (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, 1.0)
    return walk_back(
        text, draws, lambda end: [(s, forward[s] + score) for s, score in candidates_of(text, end, scores)]
    )


@wrong(
    "Divides the scores by alpha, as if it were a temperature; alpha is an exponent, and 0 is allowed (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, 1 / alpha)
    return walk_back(
        text,
        draws,
        lambda end: [(s, forward[s] + score / alpha) for s, score in candidates_of(text, end, scores)],
    )


@wrong(
    "Uses alpha when choosing but not in the forward sums; those add the weights of segmentations too, and alpha is part of each weight (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, 1.0)
    return walk_back(
        text,
        draws,
        lambda end: [(s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores)],
    )


@wrong(
    "Uses alpha in the forward sums but not when choosing; the weight of a candidate piece is to the power of alpha as well (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    return walk_back(
        text, draws, lambda end: [(s, forward[s] + score) for s, score in candidates_of(text, end, scores)]
    )


@wrong(
    "Raises the share of each candidate to the power of alpha; a power of a sum is not the sum of the powers, so alpha belongs to the single scores (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, 1.0)
    return walk_back(
        text,
        draws,
        lambda end: [(s, alpha * (forward[s] + score)) for s, score in candidates_of(text, end, scores)],
    )


@wrong(
    "Keeps the best way to each position where all ways are to be added; a candidate's share counts every segmentation that ends with it (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha, add=max)
    return walk_back(
        text,
        draws,
        lambda end: [(s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores)],
    )


@wrong(
    "Compares the candidates by their own scores; how many likely segmentations the text before a candidate has counts too, the forward sums know it (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    return walk_back(
        text, draws, lambda end: [(s, alpha * score) for s, score in candidates_of(text, end, scores)]
    )


@wrong(
    "Compares the candidates by the text before them and forgets their own scores; the weight of a candidate is both together (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    return walk_back(text, draws, lambda end: [(s, forward[s]) for s, _ in candidates_of(text, end, scores)])


@wrong(
    "Samples from left to right, by sums over the rest of the text; the distribution is right, but the first number belongs to the last piece (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY

    def ways(start):
        for end in range(start + 1, len(text) + 1):
            if text[start:end] in scores or end == start + 1:
                yield end, alpha * scores.get(text[start:end], unknown_score) + backward[end]

    backward = [0.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        backward[start] = log_sum([weight for _, weight in ways(start)])
    pieces = []
    start = 0
    while start < len(text):
        found = list(ways(start))
        shares = [math.exp(weight - backward[start]) for _, weight in found]
        end = found[pick(shares, draws[len(pieces)])][0]
        pieces.append(text[start:end])
        start = end
    return pieces


@wrong(
    "Tries the candidates from the shortest piece on; they come in order of increasing start, so the longest piece is first (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    return walk_back(
        text,
        draws,
        lambda end: [(s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores)][::-1],
    )


@wrong(
    "Tries the likeliest candidate first; the order is that of the starts, whatever the weights are (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)

    def ways_to(end):
        ways = [(s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores)]
        return sorted(ways, key=lambda way: -way[1])

    return walk_back(text, draws, ways_to)


@wrong(
    "Takes the likeliest candidate every time; that ignores the draws and is no sampling (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)

    def ways_to(end):
        ways = [(s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores)]
        return [max(ways, key=lambda way: way[1])]

    return walk_back(text, draws, ways_to)


@wrong(
    "Takes the candidate with the greatest cumulative probability below the draw, one too early; it is the first one whose cumulative probability exceeds the draw (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    pieces = []
    end = len(text)
    while end > 0:
        ways = [(s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores)]
        index = pick([math.exp(weight - forward[end]) for _, weight in ways], draws[len(pieces)])
        start = ways[max(0, index - 1)][0]
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong(
    "Compares the draw with each candidate's own probability; it is the cumulative one, the sum so far, that has to exceed it (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    pieces = []
    end = len(text)
    while end > 0:
        draw = draws[len(pieces)]
        for start, score in candidates_of(text, end, scores):
            if math.exp(forward[start] + alpha * score - forward[end]) > draw:
                break
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong(
    "Does not divide by the sum of the candidates' weights; a draw between 0 and 1 has to be compared with shares that sum to 1 (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    pieces = []
    end = len(text)
    while end > 0:
        ways = candidates_of(text, end, scores)
        weights = [math.exp(forward[start] + alpha * score) for start, score in ways]
        start = ways[pick(weights, draws[len(pieces)])][0]
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong(
    "Divides by the weight of the whole text at every step; the shares of a position sum to 1 only when they are divided by that position's own forward sum (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    pieces = []
    end = len(text)
    while end > 0:
        ways = candidates_of(text, end, scores)
        shares = [math.exp(min(700.0, forward[start] + alpha * score - forward[-1])) for start, score in ways]
        start = ways[pick(shares, draws[len(pieces)])][0]
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong(
    "Goes on adding to the cumulative probability of the piece before; it starts at 0 for every piece (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    pieces = []
    end = len(text)
    cumulative = 0.0
    while end > 0:
        for start, score in candidates_of(text, end, scores):
            cumulative += math.exp(forward[start] + alpha * score - forward[end])
            if cumulative > draws[len(pieces)]:
                break
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong("Uses the first number for every piece; each piece has a number of its own (chapter 1, Sampling)")
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    return walk_back(
        text,
        draws[:1] * len(text),
        lambda end: [(s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores)],
    )


@wrong(
    "Takes the number that stands at the piece's place in the text; the k-th number belongs to the k-th piece counted from the end (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    pieces = []
    end = len(text)
    while end > 0:
        ways = candidates_of(text, end, scores)
        shares = [math.exp(forward[start] + alpha * score - forward[end]) for start, score in ways]
        start = ways[pick(shares, draws[end - 1])][0]
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong(
    "Takes the numbers from the end of the list and uses them up; the first number belongs to the piece at the end of the text (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    pieces = []
    end = len(text)
    while end > 0:
        ways = candidates_of(text, end, scores)
        shares = [math.exp(forward[start] + alpha * score - forward[end]) for start, score in ways]
        start = ways[pick(shares, draws.pop())][0]
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong(
    "Uses a new number for every candidate; one number decides between all candidates of a piece (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    pieces = []
    used = 0
    end = len(text)
    while end > 0:
        left = 1.0
        for start, score in candidates_of(text, end, scores):
            share = math.exp(forward[start] + alpha * score - forward[end])
            if draws[used % len(draws)] * left < share:
                break
            left -= share
            used += 1
        used += 1
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong(
    "Returns the pieces in the order in which they were drawn; that is from the end of the text, so they are turned round (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    return walk_back(
        text,
        draws,
        lambda end: [(s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores)],
    )[::-1]


@wrong(
    "Makes all candidates of a position equally likely when alpha is 0; it is the segmentations that are equally likely, and a candidate stands for as many as the text before it has (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = filtered(text, scores, alpha)
    return walk_back(
        text,
        draws,
        lambda end: [
            (s, (forward[s] + alpha * score) if alpha else 0.0)
            for s, score in candidates_of(text, end, scores)
        ],
    )


@wrong(
    "Works with plain probabilities; for a long text they become 0 in floating point, so add logarithms (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = [1.0]
    for end in range(1, len(text) + 1):
        ways = candidates_of(text, end, scores)
        forward.append(sum(forward[start] * math.exp(alpha * score) for start, score in ways))
    pieces = []
    end = len(text)
    while end > 0:
        ways = candidates_of(text, end, scores)
        shares = [forward[start] * math.exp(alpha * score) / forward[end] for start, score in ways]
        start = ways[pick(shares, draws[len(pieces)])][0]
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@wrong(
    "Gives an unknown character the lowest score; it lies below the lowest by the penalty, as in Viterbi (chapter 1, The best segmentation)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    lowest = min(scores.values())
    forward = filtered(text, scores, alpha, unknown_score=lowest)
    return walk_back(
        text,
        draws,
        lambda end: [
            (s, forward[s] + alpha * score) for s, score in candidates_of(text, end, scores, lowest)
        ],
    )


@wrong(
    "Takes the unknown character's score as it is, without alpha; alpha is an exponent of the whole segmentation, its unknown pieces included (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY

    def ways_to(end):
        return [
            (start, forward[start] + (alpha * score if text[start:end] in scores else unknown_score))
            for start, score in candidates_of(text, end, scores)
        ]

    forward = [0.0]
    for end in range(1, len(text) + 1):
        forward.append(log_sum([weight for _, weight in ways_to(end)]))
    return walk_back(text, draws, ways_to)


@wrong(
    "Forbids unknown characters; a character that is no piece may stand alone, at a price, so that every text has a segmentation (chapter 1, The best segmentation)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    forward = [0.0]
    for end in range(1, len(text) + 1):
        ways = [(s, scores[text[s:end]]) for s in range(end) if text[s:end] in scores]
        weights = [forward[s] + alpha * score for s, score in ways if forward[s] > -math.inf]
        forward.append(log_sum(weights) if weights else -math.inf)
    if forward[-1] == -math.inf:
        return []

    def ways_to(end):
        starts = [s for s in range(end) if text[s:end] in scores and forward[s] > -math.inf]
        return [(s, forward[s] + alpha * scores[text[s:end]]) for s in starts]

    return walk_back(text, draws, ways_to)


@wrong(
    "Never tries the longest pieces: the window of starts is one too short; a piece of n characters starts n places before its end (chapter 1, Sampling)"
)
def apply_sample_segmentation(text, scores, alpha, draws):
    longest = max(len(piece) for piece in scores)
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY

    def ways_to(end):
        ways = []
        for start in range(max(0, min(end - 1, end - longest + 1)), end):
            if text[start:end] in scores or start == end - 1:
                weight = forward[start] + alpha * scores.get(text[start:end], unknown_score)
                ways.append((start, weight))
        return ways

    forward = [0.0]
    for end in range(1, len(text) + 1):
        forward.append(log_sum([weight for _, weight in ways_to(end)]))
    return walk_back(text, draws, ways_to)
