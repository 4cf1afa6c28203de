"""Answers to `make_nsp_pairs`: wrong ones with the misconception behind them, then right ones."""

import random
from itertools import pairwise

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.nsp import apply_make_nsp_pairs


@wrong(
    "Draws from Python's global generator: the caller's is the only source of randomness (chapter 3, Pairs "
    "from documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(random.random(), random.random()) for _ in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)


@wrong(
    "Starts the caller's generator anew at each call: then every call gives the same pairs (chapter 3, "
    "Pairs from documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    rng.seed(0)
    draws = [(rng.random(), rng.random()) for _ in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)


@wrong(
    "Takes one number for coin and choice, so that a random B comes from the first half of the candidates: "
    "the choice is a draw of its own (chapter 3, Pairs from documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(draw, draw) for draw in (rng.random() for _ in range(num_pairs))]
    return apply_make_nsp_pairs(documents, draws)


@wrong(
    "Draws once and uses the same two numbers for all pairs: every pair has its own (chapter 3, Pairs from "
    "documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(rng.random(), rng.random())] * num_pairs
    return apply_make_nsp_pairs(documents, draws)


@wrong(
    "Draws the same numbers for each document: every pair of the whole text has its own (chapter 3, Pairs "
    "from documents)"
)
def make_nsp_pairs(documents, rng):
    longest = max((len(document) for document in documents), default=0)
    draws = [(rng.random(), rng.random()) for _ in range(longest)]
    coins = [draws[i] for document in documents for i in range(len(document) - 1)]
    return apply_make_nsp_pairs(documents, coins)


@wrong(
    "Takes turns, one successor and one random sentence: each pair tosses its own coin (chapter 3, Pairs "
    "from documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(0.75 if i % 2 else 0.25, rng.random()) for i in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)


@wrong("Always chooses the first candidate: the choice is drawn as well (chapter 3, Pairs from documents)")
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(rng.random(), 0.0) for _ in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)


@wrong(
    "Always asks for a random sentence: in one half of the pairs B follows A (chapter 3, Pairs from "
    "documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(0.0, rng.random()) for _ in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)


@wrong(
    "Never asks for a random sentence: in one half of the pairs B is random (chapter 3, Pairs from documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(0.5 + rng.random() / 2, rng.random()) for _ in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)


@wrong(
    "Draws the coin from a normal distribution: it is a number in [0, 1), each equally likely (chapter 3, "
    "Pairs from documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(rng.gauss(0, 1), rng.random()) for _ in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)


@wrong(
    "Counts an empty document as minus one pair, so that draws are missing: it has none (chapter 3, Pairs "
    "from documents)"
)
def make_nsp_pairs(documents, rng):
    num_pairs = sum(len(document) - 1 for document in documents)
    draws = [(rng.random(), rng.random()) for _ in range(num_pairs)]
    return apply_make_nsp_pairs(documents, draws)


@wrong("Shuffles the pairs: they come in the order of the text (chapter 3, Pairs from documents)")
def make_nsp_pairs(documents, rng):
    num_pairs = sum(max(0, len(document) - 1) for document in documents)
    draws = [(rng.random(), rng.random()) for _ in range(num_pairs)]
    pairs = apply_make_nsp_pairs(documents, draws)
    rng.shuffle(pairs)
    return pairs


@wrong("Tosses one coin for each document: each pair tosses its own (chapter 3, Pairs from documents)")
def make_nsp_pairs(documents, rng):
    draws = []
    for document in documents:
        coin = rng.random()
        draws += [(coin, rng.random()) for _ in range(len(document) - 1)]
    return apply_make_nsp_pairs(documents, draws)


@right("two loops that collect the numbers")
def make_nsp_pairs(documents, rng):
    draws = []
    for document in documents:
        for _ in document[1:]:
            coin = rng.random()
            choice = rng.random()
            draws.append((coin, choice))
    return apply_make_nsp_pairs(documents, draws)


@right("two numbers for every sentence, more than there are pairs")
def make_nsp_pairs(documents, rng):
    count = sum(len(document) for document in documents)
    return apply_make_nsp_pairs(documents, [(rng.uniform(0, 1), rng.random()) for _ in range(count)])


@right("all coins first, then all choices")
def make_nsp_pairs(documents, rng):
    true_pairs = [pair for document in documents for pair in pairwise(document)]
    coins = [rng.random() for _ in true_pairs]
    choices = [rng.random() for _ in true_pairs]
    return apply_make_nsp_pairs(documents, list(zip(coins, choices)))


@right("choice and a coin of one bit, without the other function")
def make_nsp_pairs(documents, rng):
    pairs = []
    for number, document in enumerate(documents):
        others = [s for i, other in enumerate(documents) if i != number for s in other]
        for a, b in zip(document, document[1:]):
            if rng.getrandbits(1):
                pairs.append((a, b, 0))
                continue
            candidates = [s for s in others if s != b]
            if not candidates:
                raise ValueError("no other document has a sentence")
            pairs.append((a, rng.choice(candidates), 1))
    return pairs
