"""Answers to `sample_segmentation`: right ones in several styles, wrong ones with the misconception behind them."""

import math
import random

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.unigram import UNKNOWN_PENALTY, apply_sample_segmentation, viterbi_segment


@right("a loop that collects the numbers")
def sample_segmentation(text, scores, alpha, rng):
    draws = []
    for _ in range(len(text)):
        draws.append(rng.random())
    return apply_sample_segmentation(text, scores, alpha, draws)


@right("one line with uniform numbers")
def sample_segmentation(text, scores, alpha, rng):
    return apply_sample_segmentation(text, scores, alpha, list(map(lambda _: rng.uniform(0, 1), text)))


@right("draws first, then filters and samples on its own")
def sample_segmentation(text, scores, alpha, rng):
    draws = iter([rng.random() for _ in text])
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    forward = [0.0]
    ways = [([], [])]
    for end in range(1, len(text) + 1):
        starts = [s for s in range(end) if text[s:end] in scores or s == end - 1]
        weights = [forward[s] + alpha * scores.get(text[s:end], unknown_score) for s in starts]
        top = max(weights)
        forward.append(top + math.log(sum(math.exp(weight - top) for weight in weights)))
        ways.append((starts, [math.exp(weight - forward[end]) for weight in weights]))
    pieces = []
    end = len(text)
    while end > 0:
        starts, shares = ways[end]
        draw = next(draws)
        cumulative = 0.0
        for start, share in zip(starts, shares):
            cumulative += share
            if draw < cumulative:
                break
        pieces.append(text[start:end])
        end = start
    return list(reversed(pieces))


@wrong(
    "Draws from Python's global generator; the numbers come from the generator that is handed over, so that the same state gives the same result (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    return apply_sample_segmentation(text, scores, alpha, [random.random() for _ in text])


@wrong(
    "Makes a generator with a fixed seed at each call; every call then gives the same segmentation, and the generator that is handed over is not used (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    rng = random.Random(0)
    return apply_sample_segmentation(text, scores, alpha, [rng.random() for _ in text])


@wrong(
    "Seeds the generator that is handed over; whoever owns it chooses its state, and seeding it makes all results the same (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    rng.seed(42)
    return apply_sample_segmentation(text, scores, alpha, [rng.random() for _ in text])


@wrong(
    "Draws one number and uses it for all pieces; the choices then hang together, each piece needs a number of its own (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    return apply_sample_segmentation(text, scores, alpha, [rng.random()] * len(text))


@wrong(
    "Draws whole numbers, 0 or 1; the draws are spread evenly over all numbers from 0 to below 1 (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    return apply_sample_segmentation(text, scores, alpha, [rng.randint(0, 1) for _ in text])


@wrong(
    "Draws from a bell curve; the draws are spread evenly over the numbers from 0 to below 1 (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    draws = [min(max(rng.gauss(0.5, 0.2), 0.0), 0.999) for _ in text]
    return apply_sample_segmentation(text, scores, alpha, draws)


@wrong(
    "Puts the numbers in order; sorted draws are no longer independent of each other (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    return apply_sample_segmentation(text, scores, alpha, sorted(rng.random() for _ in text))


@wrong(
    "Leaves alpha out and samples from the model itself; alpha sharpens or flattens the distribution (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    return apply_sample_segmentation(text, scores, 1.0, [rng.random() for _ in text])


@wrong(
    "Takes alpha for a temperature; as an exponent a large alpha sharpens, as a temperature it would flatten (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    draws = [rng.random() for _ in text]
    return apply_sample_segmentation(text, scores, 1 / alpha if alpha else 1e9, draws)


@wrong(
    "Takes alpha for the chance to sample at all, as in BPE dropout; here it is the exponent of the probabilities (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    draws = [rng.random() for _ in text]
    if rng.random() >= alpha:
        return viterbi_segment(text, scores)
    return apply_sample_segmentation(text, scores, 1.0, draws)


@wrong(
    "Returns the best segmentation; sampling gives every segmentation a chance, by its probability (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    return viterbi_segment(text, scores)


@wrong(
    "Draws one number for each piece of the best segmentation; a sample can have more pieces than that (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    draws = [rng.random() for _ in viterbi_segment(text, scores)]
    return apply_sample_segmentation(text, scores, alpha, draws)


@wrong(
    "Cuts the text at random places; which pieces there are and how likely they are comes from the scores (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    pieces = []
    for character in text:
        if pieces and rng.random() < 0.5:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


@wrong(
    "Chooses the pieces from left to right by their own probabilities; that ignores how likely the rest of the text is after each choice (chapter 1, Sampling)"
)
def sample_segmentation(text, scores, alpha, rng):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    pieces = []
    start = 0
    while start < len(text):
        ends = [e for e in range(start + 1, len(text) + 1) if text[start:e] in scores or e == start + 1]
        weights = [math.exp(alpha * scores.get(text[start:e], unknown_score)) for e in ends]
        end = rng.choices(ends, weights)[0] if sum(weights) > 0 else start + 1
        pieces.append(text[start:end])
        start = end
    return pieces
