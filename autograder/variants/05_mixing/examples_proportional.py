"""Answers to `examples_proportional`: wrong ones with the misconception behind them, then right ones."""

import numpy as np
import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mixing import normalize_rates


@wrong("Ignores the limit: a task counts at most K examples (chapter 5, In proportion, with a limit)")
def examples_proportional(num_examples, maximum):
    return normalize_rates(num_examples)


@wrong(
    "Takes the larger of size and limit: the limit holds large tasks back, so the smaller number counts "
    "(chapter 5, In proportion, with a limit)"
)
def examples_proportional(num_examples, maximum):
    return normalize_rates({task: max(number, maximum) for task, number in num_examples.items()})


@wrong(
    "Does not divide by the sum: rates are probabilities, and together they are 1 (chapter 5, In "
    "proportion, with a limit)"
)
def examples_proportional(num_examples, maximum):
    limited = {task: min(number, maximum) for task, number in num_examples.items()}
    normalize_rates(limited)
    return limited


@wrong(
    "Divides by the sum of all sizes without the limit: the limit counts there too, or the rates sum to "
    "less than 1 (chapter 5, In proportion, with a limit)"
)
def examples_proportional(num_examples, maximum):
    total = sum(num_examples.values())
    if total == 0 or not maximum > 0:
        raise ValueError("nothing can be drawn")
    return {task: min(number, maximum) / total for task, number in num_examples.items()}


@wrong(
    "Limits the rates and not the sizes: the limit is a number of examples (chapter 5, In proportion, with "
    "a limit)"
)
def examples_proportional(num_examples, maximum):
    rates = normalize_rates(num_examples)
    return normalize_rates({task: min(rate, maximum) for task, rate in rates.items()})


@wrong(
    "Leaves out tasks above the limit: they count as many examples as the limit says (chapter 5, In "
    "proportion, with a limit)"
)
def examples_proportional(num_examples, maximum):
    return normalize_rates({task: n for task, n in num_examples.items() if n <= maximum})


@wrong(
    "Gives the limit to every task: a smaller one counts its own examples (chapter 5, In proportion, with a"
    " limit)"
)
def examples_proportional(num_examples, maximum):
    return normalize_rates(dict.fromkeys(num_examples, maximum))


@wrong("Lists the tasks by their size: they stay in the given order (chapter 5, In proportion, with a limit)")
def examples_proportional(num_examples, maximum):
    limited = {task: min(number, maximum) for task, number in num_examples.items()}
    return normalize_rates(dict(sorted(limited.items(), key=lambda item: item[1])))


@wrong(
    "Lets a limit of 0 or below through, or fails in a division: it is refused (chapter 5, In proportion, "
    "with a limit)"
)
def examples_proportional(num_examples, maximum):
    limited = {task: min(number, maximum) for task, number in num_examples.items()}
    total = sum(limited.values())
    return {task: number / total for task, number in limited.items()}


@right("a loop")
def examples_proportional(num_examples, maximum):
    limited = {}
    for task in num_examples:
        limited[task] = num_examples[task]
        if num_examples[task] > maximum:
            limited[task] = maximum
    return normalize_rates(limited)


@right("without `normalize_rates`")
def examples_proportional(num_examples, maximum):
    if not num_examples:
        raise ValueError("there is no task")
    if maximum <= 0:
        raise ValueError(f"maximum is {maximum}, allowed are numbers above 0")
    total = sum(min(number, maximum) for number in num_examples.values())
    return {task: min(number, maximum) / total for task, number in num_examples.items()}


@right("NumPy")
def examples_proportional(num_examples, maximum):
    counts = np.minimum(np.array(list(num_examples.values()), dtype=float), maximum)
    if counts.size == 0 or counts.min() <= 0:
        raise ValueError("no task can be drawn")
    return dict(zip(num_examples, (counts / counts.sum()).tolist(), strict=True))


@right("torch in float64")
def examples_proportional(num_examples, maximum):
    if not num_examples or maximum <= 0:
        raise ValueError("no task can be drawn")
    counts = torch.tensor(list(num_examples.values()), dtype=torch.float64).clamp(max=maximum)
    shares = counts / counts.sum()
    return {task: share.item() for task, share in zip(num_examples, shares, strict=True)}
