"""Answers to `equal`: wrong ones with the misconception behind them, then right ones."""

from fractions import Fraction

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mixing import examples_proportional, normalize_rates


@wrong(
    "Makes examples equal and not tasks, so that a large task comes more often: that is mixing in "
    "proportion (chapter 5, In equal parts)"
)
def equal(num_examples):
    return normalize_rates(num_examples)


@wrong("Gives every task the rate 1: rates sum to 1 (chapter 5, In equal parts)")
def equal(num_examples):
    if not num_examples:
        raise ValueError("there is no task")
    return dict.fromkeys(num_examples, 1.0)


@wrong("Gives a small task more than a large one: that goes beyond equal parts (chapter 5, In equal parts)")
def equal(num_examples):
    return normalize_rates({task: 1 / number for task, number in num_examples.items()})


@wrong("Divides by the number of examples in place of the number of tasks (chapter 5, In equal parts)")
def equal(num_examples):
    total = sum(num_examples.values())
    if total == 0:
        raise ValueError("there is no task")
    return {task: 1 / total for task in num_examples}


@wrong("Gives the rates without the tasks: each rate stands at its task (chapter 5, In equal parts)")
def equal(num_examples):
    if not num_examples:
        raise ValueError("there is no task")
    return [1 / len(num_examples)] * len(num_examples)


@wrong("Gives no rates where there is no task: that is refused (chapter 5, In equal parts)")
def equal(num_examples):
    return {task: 1 / len(num_examples) for task in num_examples}


@right("one divided by the number of tasks")
def equal(num_examples):
    if not num_examples:
        raise ValueError("no task, so nothing can be drawn")
    return {task: 1 / len(num_examples) for task in num_examples}


@right("a limit of one example")
def equal(num_examples):
    return examples_proportional(num_examples, 1)


@right("a loop and fractions")
def equal(num_examples):
    rates = {}
    for task in num_examples:
        rates[task] = float(Fraction(1, len(num_examples)))
    if sum(rates.values()) == 0:
        raise ValueError("there is no task")
    return rates
