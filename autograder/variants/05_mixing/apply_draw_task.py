"""Answers to `apply_draw_task`: wrong ones with the misconception behind them, then right ones."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

import numpy as np

from bert2t5_grader.bank import right, wrong


@wrong(
    "Gives the place where two tasks meet to the earlier one: it belongs to the later (chapter 5, One "
    "example at a time)"
)
def apply_draw_task(rates, draw):
    ends = list(accumulate(rates.values()))
    return list(rates)[bisect_left(ends, draw * ends[-1])]


@wrong("Takes all tasks as equally likely: each is as wide as its rate (chapter 5, One example at a time)")
def apply_draw_task(rates, draw):
    return list(rates)[int(draw * len(rates))]


@wrong(
    "Takes it that the rates sum to 1, so that what is left goes to the last task: the draw is a share of "
    "their sum (chapter 5, One example at a time)"
)
def apply_draw_task(rates, draw):
    end = 0.0
    for task, rate in rates.items():
        end += rate
        if draw < end:
            break
    return task


@wrong(
    "Compares the draw with each rate by itself: the tasks lie side by side, so the rates add up (chapter "
    "5, One example at a time)"
)
def apply_draw_task(rates, draw):
    total = sum(rates.values())
    for task, rate in rates.items():
        if draw * total < rate:
            return task
    return task


@wrong("Always takes the task with the highest rate: chance decides (chapter 5, One example at a time)")
def apply_draw_task(rates, draw):
    return max(rates, key=rates.get)


@wrong(
    "Lays the tasks down by their rates, the largest first: they lie in the given order (chapter 5, One "
    "example at a time)"
)
def apply_draw_task(rates, draw):
    tasks = sorted(rates, key=rates.get, reverse=True)
    ends = list(accumulate(rates[task] for task in tasks))
    return tasks[bisect_right(ends, draw * ends[-1])]


@wrong("Gives the number of the task and not its name (chapter 5, One example at a time)")
def apply_draw_task(rates, draw):
    ends = list(accumulate(rates.values()))
    return bisect_right(ends, draw * ends[-1])


@wrong(
    "Leaves what lies beyond the rounded sum to the last task, even if its rate is 0: the sum of the rates "
    "as it was rounded is the length of the line (chapter 5, One example at a time)"
)
def apply_draw_task(rates, draw):
    place = draw * sum(rates.values())
    for task, rate in rates.items():
        place -= rate
        if place < 0:
            break
    return task


@right("a loop that adds up")
def apply_draw_task(rates, draw):
    total = 0.0
    for rate in rates.values():
        total += rate
    end = 0.0
    for task, rate in rates.items():
        end += rate
        if draw * total < end:
            return task


@right("NumPy")
def apply_draw_task(rates, draw):
    ends = np.cumsum(list(rates.values()))
    return list(rates)[int(np.searchsorted(ends, draw * ends[-1], side="right"))]


@right("the first end beyond the place")
def apply_draw_task(rates, draw):
    ends = list(accumulate(rates.values()))
    return next(task for task, end in zip(rates, ends, strict=True) if draw * ends[-1] < end)


@right("only tasks with a rate")
def apply_draw_task(rates, draw):
    possible = [task for task in rates if rates[task] > 0]
    ends = list(accumulate(rates[task] for task in possible))
    passed = sum(1 for end in ends if end <= draw * ends[-1])
    return possible[min(passed, len(possible) - 1)]
