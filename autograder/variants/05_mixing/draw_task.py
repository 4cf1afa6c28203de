"""Answers to `draw_task`: wrong ones with the misconception behind them, then right ones."""

import random

import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mixture_sampler import apply_draw_task


@wrong(
    "Draws from torch's own generator: the caller's is the only source of randomness (chapter 5, One "
    "example at a time)"
)
def draw_task(rates, generator):
    return apply_draw_task(rates, torch.rand(()).item())


@wrong(
    "Draws from Python's own generator: the caller's is the only source of randomness (chapter 5, One "
    "example at a time)"
)
def draw_task(rates, generator):
    return random.choices(list(rates), weights=list(rates.values()))[0]


@wrong(
    "Starts the caller's generator anew at each call: then every draw is the same (chapter 5, One example "
    "at a time)"
)
def draw_task(rates, generator):
    generator.manual_seed(0)
    return apply_draw_task(rates, torch.rand((), generator=generator).item())


@wrong(
    "Makes a generator from the first seed of the caller's: that one goes on from call to call, and a copy "
    "does not (chapter 5, One example at a time)"
)
def draw_task(rates, generator):
    copy = torch.Generator().manual_seed(generator.initial_seed())
    return apply_draw_task(rates, torch.rand((), generator=copy).item())


@wrong(
    "Draws one of the tasks as if all were equally likely: the rates decide (chapter 5, One example at a "
    "time)"
)
def draw_task(rates, generator):
    possible = [task for task, rate in rates.items() if rate > 0]
    return possible[int(torch.randint(len(possible), (), generator=generator))]


@wrong(
    "Draws a number for each task and takes the largest product with its rate: that prefers high rates "
    "(chapter 5, One example at a time)"
)
def draw_task(rates, generator):
    scores = torch.rand(len(rates), generator=generator) * torch.tensor(list(rates.values()))
    return list(rates)[int(scores.argmax())]


@wrong(
    "Draws from a bell curve and cuts it off: the number is equally likely anywhere in [0, 1) (chapter 5, "
    "One example at a time)"
)
def draw_task(rates, generator):
    draw = torch.randn((), generator=generator, dtype=torch.float64).abs().item() / 2
    return apply_draw_task(rates, min(draw, 0.999))


@right("a tensor of one number")
def draw_task(rates, generator):
    return apply_draw_task(rates, float(torch.rand(1, generator=generator, dtype=torch.float64)[0]))


@right("multinomial")
def draw_task(rates, generator):
    weights = torch.tensor([float(rate) for rate in rates.values()], dtype=torch.float64)
    return list(rates)[torch.multinomial(weights, 1, generator=generator).item()]


@right("a number of 53 bits")
def draw_task(rates, generator):
    whole = torch.randint(2**53, (), generator=generator).item()
    return apply_draw_task(rates=rates, draw=whole / 2**53)


@right("fills a tensor with a uniform number")
def draw_task(rates, generator):
    number = torch.empty(1, dtype=torch.float64)
    number.uniform_(0, 1, generator=generator)
    return apply_draw_task(rates, number.item())
