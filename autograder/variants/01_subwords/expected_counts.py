"""Answers to `expected_counts`: right ones in several styles, wrong ones with the misconception behind them."""

import math
from collections import Counter
from decimal import Decimal, localcontext

import numpy as np

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.unigram import UNKNOWN_PENALTY


def edges_of(text, scores, unknown_score=None):
    """(start, end, score) of every candidate piece, by start."""
    if unknown_score is None:
        unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    longest = max(len(piece) for piece in scores)
    edges = []
    for start in range(len(text)):
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            if text[start:end] in scores:
                edges.append((start, end, scores[text[start:end]]))
            elif end == start + 1:
                edges.append((start, end, unknown_score))
    return edges


def log_add(a, b):
    if max(a, b) == -math.inf:
        return -math.inf
    return max(a, b) + math.log1p(math.exp(-abs(a - b)))


def sweep(text, edges, add=log_add):
    """The forward and the backward numbers, with `add` to join ways."""
    forward = [0.0] + [-math.inf] * len(text)
    for start, end, score in edges:
        forward[end] = add(forward[end], forward[start] + score)
    backward = [-math.inf] * len(text) + [0.0]
    for start, end, score in reversed(edges):
        backward[start] = add(backward[start], score + backward[end])
    return forward, backward


def count(text, scores, edges, forward, backward):
    """Expected counts, done right, from edges and both sweeps."""
    counts = {}
    for start, end, score in edges:
        piece = text[start:end]
        if piece in scores:
            use = math.exp(forward[start] + score + backward[end] - forward[-1])
            counts[piece] = counts.get(piece, 0.0) + use
    return counts


def total(text, edges):
    """The log of the sum over all segmentations."""
    return sweep(text, edges)[0][-1]


@right("NumPy: logaddexp over the ways into and out of each position")
def expected_counts(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    size = len(text)
    matrix = np.full((size + 1, size + 1), -np.inf)
    for start in range(size):
        matrix[start, start + 1] = unknown_score
        for end in range(start + 1, size + 1):
            if text[start:end] in scores:
                matrix[start, end] = scores[text[start:end]]
    forward = np.zeros(size + 1)
    for end in range(1, size + 1):
        forward[end] = np.logaddexp.reduce(forward[:end] + matrix[:end, end])
    backward = np.zeros(size + 1)
    for start in range(size - 1, -1, -1):
        backward[start] = np.logaddexp.reduce(matrix[start, start + 1 :] + backward[start + 1 :])
    counts = Counter()
    for start, end in zip(*np.nonzero(matrix > -np.inf)):
        if text[start:end] in scores:
            counts[text[start:end]] += float(
                np.exp(forward[start] + matrix[start, end] + backward[end] - forward[size])
            )
    return counts


@right("forward only: every position carries the expected counts of the text before it")
def expected_counts(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    mass = [0.0]
    expected = [{}]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            piece = text[start:end]
            if piece in scores or len(piece) == 1:
                ways.append((mass[start] + scores.get(piece, unknown_score), start, piece))
        highest = max(ways)[0]
        sum_of_ways = sum(math.exp(weight - highest) for weight, _, _ in ways)
        mass.append(highest + math.log(sum_of_ways))
        here = {}
        for weight, start, piece in ways:
            share = math.exp(weight - highest) / sum_of_ways
            for earlier, number in expected[start].items():
                here[earlier] = here.get(earlier, 0.0) + share * number
            if piece in scores:
                here[piece] = here.get(piece, 0.0) + share
        expected.append(here)
    return expected[len(text)]


@right("two recursions, memoised in dictionaries")
def expected_counts(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    size = len(text)

    def score_of(piece):
        if piece in scores:
            return scores[piece]
        return unknown_score if len(piece) == 1 else None

    def log_sum(values):
        highest = max(values)
        return highest + math.log(math.fsum(math.exp(value - highest) for value in values))

    before, after = {0: 0.0}, {size: 0.0}
    for end in range(1, size + 1):
        before[end] = log_sum(
            [
                before[start] + score_of(text[start:end])
                for start in range(end)
                if score_of(text[start:end]) is not None
            ]
        )
    for start in range(size - 1, -1, -1):
        after[start] = log_sum(
            [
                score_of(text[start:end]) + after[end]
                for end in range(start + 1, size + 1)
                if score_of(text[start:end]) is not None
            ]
        )
    counts = {}
    for piece, score in scores.items():
        uses = [
            math.exp(before[start] + score + after[start + len(piece)] - before[size])
            for start in range(size)
            if text.startswith(piece, start)
        ]
        if uses:
            counts[piece] = math.fsum(uses)
    return counts


@right("probabilities as decimal numbers, which do not underflow")
def expected_counts(text, scores):
    if not text:
        return {}
    with localcontext() as context:
        context.prec = 40
        probability = {piece: Decimal(score).exp() for piece, score in scores.items()}
        unknown = Decimal(min(scores.values()) - UNKNOWN_PENALTY).exp()
        longest = max(len(piece) for piece in scores)
        edges = []
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + longest) + 1):
                piece = text[start:end]
                if piece in scores or len(piece) == 1:
                    edges.append((start, end, probability.get(piece, unknown)))
        forward = [Decimal(1)] + [Decimal(0)] * len(text)
        for start, end, p in edges:
            forward[end] += forward[start] * p
        backward = [Decimal(0)] * len(text) + [Decimal(1)]
        for start, end, p in reversed(edges):
            backward[start] += p * backward[end]
        counts = {}
        for start, end, p in edges:
            piece = text[start:end]
            if piece in scores:
                counts[piece] = counts.get(piece, Decimal(0)) + forward[start] * p * backward[end]
        return {piece: float(number / forward[-1]) for piece, number in counts.items()}


@right("backwards through the shares of each position's last pieces, as in sampling")
def expected_counts(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    forward = [0.0]
    ways = [[]]
    for end in range(1, len(text) + 1):
        found = []
        for start in range(end):
            piece = text[start:end]
            if piece in scores or start == end - 1:
                found.append((start, forward[start] + scores.get(piece, unknown_score)))
        highest = max(weight for _, weight in found)
        forward.append(highest + math.log(sum(math.exp(weight - highest) for _, weight in found)))
        ways.append([(start, math.exp(weight - forward[end])) for start, weight in found])
    visits = [0.0] * len(text) + [1.0]
    counts = {}
    for end in range(len(text), 0, -1):
        for start, share in ways[end]:
            visits[start] += visits[end] * share
            if text[start:end] in scores:
                counts[text[start:end]] = counts.get(text[start:end], 0.0) + visits[end] * share
    return counts


@wrong(
    "Counts the pieces of the best segmentation only; every segmentation counts, each by its probability (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    best = [(0.0, [])] + [(-math.inf, [])] * len(text)
    for start, end, score in edges:
        if best[start][0] + score > best[end][0]:
            best[end] = (best[start][0] + score, [*best[start][1], text[start:end]])
    counts = Counter(piece for piece in best[-1][1] if piece in scores)
    return {piece: float(number) for piece, number in counts.items()}


@wrong(
    "Takes all segmentations for equally likely; each one weighs as much as the product of its pieces' probabilities (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = [(start, end, 0.0) for start, end, _ in edges_of(text, scores)]
    return count(text, scores, edges, *sweep(text, edges))


@wrong(
    "Keeps the best way to each position where all ways are to be added; that is Viterbi's step, not forward-backward's (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    return count(text, scores, edges, *sweep(text, edges, max))


@wrong(
    "Does not divide by the sum over all segmentations; without it the weights are no probabilities (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    forward, backward = sweep(text, edges)
    counts = {}
    for start, end, score in edges:
        piece = text[start:end]
        if piece in scores:
            counts[piece] = counts.get(piece, 0.0) + math.exp(forward[start] + score + backward[end])
    return counts


@wrong(
    "Looks at the text before a piece only; what comes after it has ways of its own, and the backward sums count them (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    forward, _ = sweep(text, edges)
    counts = {}
    for start, end, score in edges:
        piece = text[start:end]
        if piece in scores:
            counts[piece] = counts.get(piece, 0.0) + math.exp(forward[start] + score - forward[end])
    return counts


@wrong(
    "Looks at the text after a piece only; what comes before it has ways of its own, and the forward sums count them (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    _, backward = sweep(text, edges)
    counts = {}
    for start, end, score in edges:
        piece = text[start:end]
        if piece in scores:
            counts[piece] = counts.get(piece, 0.0) + math.exp(score + backward[end] - backward[start])
    return counts


@wrong(
    "Leaves out the piece's own score; the ways through a piece are the ways before it, the piece, and the ways after it (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    forward, backward = sweep(text, edges)
    return count(text, scores, [(start, end, 0.0) for start, end, _ in edges], forward, backward)


@wrong(
    "Counts a piece's own score twice: the backward sum is taken at the start of the piece, not behind it (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    forward, backward = sweep(text, edges)
    counts = {}
    for start, end, score in edges:
        piece = text[start:end]
        if piece in scores:
            use = math.exp(forward[start] + score + backward[start] - forward[-1])
            counts[piece] = counts.get(piece, 0.0) + use
    return counts


@wrong(
    "Multiplies plain probabilities; for a long text they become 0 in floating point, so work in logarithms (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = [(start, end, math.exp(score)) for start, end, score in edges_of(text, scores)]
    forward = [1.0] + [0.0] * len(text)
    for start, end, probability in edges:
        forward[end] += forward[start] * probability
    backward = [0.0] * len(text) + [1.0]
    for start, end, probability in reversed(edges):
        backward[start] += probability * backward[end]
    counts = {}
    for start, end, probability in edges:
        piece = text[start:end]
        if piece in scores:
            use = forward[start] * probability * backward[end] / forward[-1]
            counts[piece] = counts.get(piece, 0.0) + use
    return counts


@wrong(
    "Adds logarithms where probabilities are to be added; the sum of several ways is the log of the sum of their exponentials (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)

    def add(a, b):
        return b if a == -math.inf else a + b

    forward, backward = sweep(text, edges, add)
    counts = {}
    for start, end, score in edges:
        piece = text[start:end]
        if piece in scores:
            use = math.exp(min(700.0, forward[start] + score + backward[end] - forward[-1]))
            counts[piece] = counts.get(piece, 0.0) + use
    return counts


@wrong(
    "Remembers one place of a piece only; a piece that fits in several places collects the probabilities of all (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    forward, backward = sweep(text, edges)
    return {
        text[start:end]: math.exp(forward[start] + score + backward[end] - forward[-1])
        for start, end, score in edges
        if text[start:end] in scores
    }


@wrong(
    "Gives the probability that a piece is used at all; a segmentation that uses it twice counts it twice (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    counts = {}
    for piece in {text[start:end] for start, end, _ in edges} & set(scores):
        without = total(text, [edge for edge in edges if text[edge[0] : edge[1]] != piece])
        counts[piece] = 1.0 - math.exp(without - total(text, edges))
    return counts


@wrong(
    "Counts how often a piece fits into the text; it is used in some segmentations only, each with its probability (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    counts = Counter(text[start:end] for start, end, _ in edges_of(text, scores))
    return {piece: float(number) for piece, number in counts.items() if piece in scores}


@wrong(
    "Divides the counts so that they sum to one; expected counts sum to the average number of known pieces, sharing them out is the M step's work (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    counts = count(text, scores, edges, *sweep(text, edges))
    return {piece: number / sum(counts.values()) for piece, number in counts.items()}


@wrong(
    "Cuts off counts below 0.5; that belongs to the M step of training, the expected counts keep small numbers (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    counts = count(text, scores, edges, *sweep(text, edges))
    return {piece: number for piece, number in counts.items() if number >= 0.5}


@wrong(
    "Returns logarithms; the sums are kept in logarithms, but a count is a plain positive number (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    counts = count(text, scores, edges, *sweep(text, edges))
    return {piece: math.log(number) for piece, number in counts.items() if number > 0}


@wrong(
    "Takes the scores for logarithms to the base 10; they are natural logarithms (chapter 1, The best segmentation)"
)
def expected_counts(text, scores):
    edges = [(start, end, score * math.log(10)) for start, end, score in edges_of(text, scores)]
    return count(text, scores, edges, *sweep(text, edges))


@wrong(
    "Lists pieces that do not occur in the text, with 0; only pieces that occur have a place in the result (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    return dict.fromkeys(scores, 0.0) | count(text, scores, edges, *sweep(text, edges))


@wrong(
    "Counts unknown characters like pieces; they take part in the segmentations, but only pieces of the vocabulary are counted (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    forward, backward = sweep(text, edges)
    return count(text, {text[start:end] for start, end, _ in edges}, edges, forward, backward)


@wrong(
    "Forbids unknown characters; they take part in the segmentations, or a text that has one would have no segmentation (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = [edge for edge in edges_of(text, scores) if text[edge[0] : edge[1]] in scores]
    forward, backward = sweep(text, edges)
    if forward[-1] == -math.inf:
        return {}
    counts = count(text, scores, edges, forward, backward)
    return {piece: number for piece, number in counts.items() if number > 0}


@wrong(
    "Gives an unknown character the lowest score; it lies below the lowest by the penalty, as in Viterbi (chapter 1, The best segmentation)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores, min(scores.values()))
    return count(text, scores, edges, *sweep(text, edges))


@wrong(
    "Gives an unknown character the score -10; the penalty is counted from the lowest of all scores, as in Viterbi (chapter 1, The best segmentation)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores, -UNKNOWN_PENALTY)
    return count(text, scores, edges, *sweep(text, edges))


@wrong(
    "Lets the unknown path stand beside a known single character; a character is unknown only when it is no piece by itself (chapter 1, The best segmentation)"
)
def expected_counts(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    edges = edges_of(text, scores)
    edges += [(start, start + 1, unknown_score) for start in range(len(text)) if text[start] in scores]
    edges.sort()
    return count(text, scores, edges, *sweep(text, edges))


@wrong(
    "Never tries the longest pieces: the window of ends is one too short; a piece of n characters ends n places behind its start (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    longest = max(len(piece) for piece in scores)
    edges = [edge for edge in edges_of(text, scores) if edge[1] - edge[0] < max(longest, 2)]
    return count(text, scores, edges, *sweep(text, edges))


@wrong(
    "Shares each position out among the pieces that start there by their own scores; what can follow a piece matters as well (chapter 1, Learning the scores)"
)
def expected_counts(text, scores):
    edges = edges_of(text, scores)
    reach = [1.0] + [0.0] * len(text)
    counts = {}
    for start in range(len(text)):
        here = [(end, score) for first, end, score in edges if first == start]
        whole = sum(math.exp(score) for _, score in here)
        for end, score in here:
            use = reach[start] * math.exp(score) / whole
            reach[end] += use
            if text[start:end] in scores:
                counts[text[start:end]] = counts.get(text[start:end], 0.0) + use
    return counts
