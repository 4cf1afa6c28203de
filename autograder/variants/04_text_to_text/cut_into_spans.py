"""Answers to `cut_into_spans`: wrong ones with the misconception behind them, then right ones."""

import heapq
from itertools import groupby, pairwise

import numpy as np
import torch

from bert2t5_grader.bank import right, wrong


@wrong(
    "Lets the first token compete: it begins a span in any case, whatever its draw (chapter 4, Cutting spans)"
)
def cut_into_spans(draws, num_spans):
    order = draws.argsort(stable=True)
    begins = sorted(order[: num_spans - 1].tolist())
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong("Cuts where the draws are largest: the smallest ones begin a span (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    order = draws[1:].argsort(stable=True, descending=True) + 1
    begins = sorted(order[: num_spans - 1].tolist())
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong("Cuts after the chosen tokens: a chosen token begins its span (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    order = draws[1:].argsort(stable=True) + 2
    begins = sorted(order[: num_spans - 1].tolist())
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong("Cuts one token too early: the count starts at the first token (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    order = draws[1:].argsort(stable=True)
    begins = sorted(order[: num_spans - 1].tolist())
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong("Makes one cut for each span: there is one span more than cuts (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    order = draws[1:].argsort(stable=True) + 1
    begins = sorted(order[:num_spans].tolist())
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong("Forgets the last span: it reaches to the end (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    order = draws[1:].argsort(stable=True) + 1
    begins = sorted(order[: num_spans - 1].tolist())
    return [end - begin for begin, end in pairwise([0, *begins])]


@wrong(
    "Takes the cuts in the order of the draws: spans stand in the order of the text (chapter 4, Cutting"
    " spans)"
)
def cut_into_spans(draws, num_spans):
    order = draws[1:].argsort(stable=True) + 1
    begins = order[: num_spans - 1].tolist()
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong("Lets the later token win a tie: of equal draws the earlier comes first (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    order = len(draws) - 1 - draws[1:].flip(0).argsort(stable=True)
    begins = sorted(order[: num_spans - 1].tolist())
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong(
    "Cuts at every draw up to the last one taken, and so too often where draws are equal (chapter 4,"
    " Cutting spans)"
)
def cut_into_spans(draws, num_spans):
    if num_spans == 1:
        return [len(draws)]
    limit = draws[1:].sort().values[num_spans - 2]
    begins = ((draws[1:] <= limit).nonzero().flatten() + 1).tolist()
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong("Makes spans of equal length: the draws decide (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    length, rest = divmod(len(draws), num_spans)
    return [length + (index < rest) for index in range(num_spans)]


@wrong("Takes the draws for the shares of the spans: they say where a span begins (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    total = draws[:num_spans].sum()
    lengths = [max(1, int(draw / total * len(draws))) for draw in draws[:num_spans]]
    lengths[-1] = len(draws) - sum(lengths[:-1])
    return lengths


@wrong(
    "Takes the ranks for the places: which token is smallest and which rank a token has are two"
    " questions (chapter 4, Cutting spans)"
)
def cut_into_spans(draws, num_spans):
    ranks = draws[1:].argsort(stable=True)
    begins = [place + 1 for place, rank in enumerate(ranks.tolist()) if rank < num_spans - 1]
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


@wrong("Returns where the spans begin: their lengths are asked for (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    order = draws[1:].argsort(stable=True) + 1
    return [0, *sorted(order[: num_spans - 1].tolist())]


@wrong("Returns a tensor: the lengths are a list of whole numbers (chapter 4, Cutting spans)")
def cut_into_spans(draws, num_spans):
    order = draws[1:].argsort(stable=True) + 1
    begins = sorted(order[: num_spans - 1].tolist())
    return torch.tensor([end - begin for begin, end in pairwise([0, *begins, len(draws)])])


@right("sorted with a key, then a loop")
def cut_into_spans(draws, num_spans):
    numbers = draws.tolist()
    tokens = sorted(range(1, len(numbers)), key=lambda token: numbers[token])
    cuts = set(tokens[: num_spans - 1])
    lengths = [1]
    for token in range(1, len(numbers)):
        if token in cuts:
            lengths.append(1)
        else:
            lengths[-1] += 1
    return lengths


@right("a heap and differences")
def cut_into_spans(draws, num_spans):
    pairs = [(draw, index) for index, draw in enumerate(draws.tolist()) if index]
    begins = sorted(index for _, index in heapq.nsmallest(num_spans - 1, pairs))
    borders = torch.tensor([0, *begins, len(draws)])
    return borders.diff().tolist()


@right("numbers the spans with a cumulative sum and counts")
def cut_into_spans(draws, num_spans):
    begins = torch.zeros(len(draws), dtype=torch.int64)
    begins[1 + torch.argsort(draws[1:], stable=True)[: num_spans - 1]] = 1
    return torch.bincount(begins.cumsum(0), minlength=num_spans).tolist()


@right("NumPy in float64")
def cut_into_spans(draws, num_spans):
    numbers = np.asarray(draws, dtype=np.float64).copy()
    numbers[0] = -1.0
    begins = np.sort(np.argsort(numbers, kind="stable")[:num_spans])
    return [int(length) for length in np.diff(np.append(begins, len(numbers)))]


@right("groupby")
def cut_into_spans(draws, num_spans):
    order = torch.sort(draws[1:], stable=True).indices
    cuts = {int(place) + 1 for place in order[: num_spans - 1]}
    span, spans = 0, []
    for token in range(len(draws)):
        span += token in cuts
        spans.append(span)
    return [len(list(tokens)) for _, tokens in groupby(spans)]
