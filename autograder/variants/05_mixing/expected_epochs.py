"""Answers to `expected_epochs`: wrong ones with the misconception behind them, then right ones."""

import numpy as np

from bert2t5_grader.bank import right, wrong


@wrong(
    "Gives the draws of each task: divided by its examples they are epochs (chapter 5, How often each "
    "example comes)"
)
def expected_epochs(rates, num_examples, num_draws):
    return {task: rate * num_draws for task, rate in rates.items()}


@wrong(
    "Divides by the examples of all tasks: a task goes through its own (chapter 5, How often each example "
    "comes)"
)
def expected_epochs(rates, num_examples, num_draws):
    total = sum(num_examples.values())
    return {task: rate * num_draws / total for task, rate in rates.items()}


@wrong(
    "Gives every task all draws: its rate says which part it gets (chapter 5, How often each example comes)"
)
def expected_epochs(rates, num_examples, num_draws):
    return {task: num_draws / num_examples[task] for task in rates}


@wrong("Counts whole epochs alone: also a part of an epoch counts (chapter 5, How often each example comes)")
def expected_epochs(rates, num_examples, num_draws):
    return {task: float(rate * num_draws // num_examples[task]) for task, rate in rates.items()}


@wrong(
    "Turns the quotient over, to examples for each draw: epochs are draws for each example (chapter 5, How "
    "often each example comes)"
)
def expected_epochs(rates, num_examples, num_draws):
    return {
        task: num_examples[task] / (rate * num_draws) if rate * num_draws else 0.0
        for task, rate in rates.items()
    }


@wrong(
    "Pairs rates and sizes by their place: they belong together by the name of the task (chapter 5, How "
    "often each example comes)"
)
def expected_epochs(rates, num_examples, num_draws):
    together = zip(rates.items(), num_examples.values(), strict=False)
    return {task: rate * num_draws / size for (task, rate), size in together}


@wrong(
    "Goes through the tasks that have a size: those that have a rate are asked for, in their order (chapter"
    " 5, How often each example comes)"
)
def expected_epochs(rates, num_examples, num_draws):
    return {task: rates[task] * num_draws / size for task, size in num_examples.items()}


@right("a loop")
def expected_epochs(rates, num_examples, num_draws):
    epochs = {}
    for task in rates:
        draws = num_draws * rates[task]
        epochs[task] = draws / num_examples[task]
    return epochs


@right("NumPy")
def expected_epochs(rates, num_examples, num_draws):
    sizes = np.array([num_examples[task] for task in rates])
    epochs = np.array(list(rates.values())) * num_draws / sizes
    return dict(zip(rates, epochs.tolist(), strict=True))


@right("a dict of pairs")
def expected_epochs(rates, num_examples, num_draws):
    return dict((task, num_draws / num_examples[task] * rate) for task, rate in rates.items())
