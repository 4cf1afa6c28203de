"""Fresh inputs for the hidden checks of lab 5, and what to make of the items of a sampler.

Rates that are drawn from are whole multiples of 1/64 of their sum, so that no rounding decides to which task
a place on the line belongs.

What it leaves out: the expected values. The test cell asks the reference for them, or states a law.
"""

import random
from collections import Counter
from collections.abc import Iterable
from typing import Any

from bert2t5_grader.cases.bert_objective import generator
from bert2t5_grader.cases.subwords import distance

__all__ = [
    "UNITS",
    "as_items",
    "distance",
    "generator",
    "line_rates",
    "names",
    "pairs",
    "shares",
    "sizes",
    "streams",
    "whole_epochs",
]

Item = tuple[str, int]

TASKS = (
    "cola",
    "sst2",
    "mrpc",
    "qqp",
    "stsb",
    "mnli",
    "qnli",
    "rte",
    "wnli",
    "boolq",
    "copa",
    "squad",
    "a",
    "b",
)
UNITS = 64  # parts of the line


def names(rng: random.Random, number: int) -> list[str]:
    """Return that many different names of tasks, in no special order.

    >>> names(random.Random(0), 3)
    ['b', 'qnli', 'a']
    """
    return rng.sample(TASKS, number)


def sizes(rng: random.Random, number: int = 4, largest: int = 10**6) -> dict[str, int]:
    """Return the number of examples of that many tasks: 10 for one, `largest` for one, the others between.

    >>> sizes(random.Random(0), 3)
    {'stsb': 4084, 'wnli': 10, 'rte': 1000000}
    """
    between = [round(10 * (largest / 10) ** rng.uniform(0.1, 0.6)) for _ in range(number - 2)]
    drawn = [10, largest, *between]
    rng.shuffle(drawn)
    return dict(zip(names(rng, number), drawn, strict=True))


def line_rates(rng: random.Random, number: int = 4, unit: float = 1 / UNITS) -> dict[str, float]:
    """Return rates of that many tasks: whole multiples of `unit`, 1 or more, `UNITS` of them in all.

    >>> line_rates(random.Random(0), 3, unit=1)
    {'a': 25, 'qnli': 30, 'cola': 9}
    """
    cuts = sorted(rng.sample(range(1, UNITS), number - 1))
    widths = [end - start for start, end in zip([0, *cuts], [*cuts, UNITS], strict=True)]
    return {name: width * unit for name, width in zip(names(rng, number), widths, strict=True)}


# -- what a sampler gave


def as_items(value: object) -> list[Item]:
    """Return a list of pairs of a name and a whole number as it is; nothing for what is no such list.

    >>> as_items([("a", 0), ("b", 1)]), as_items([("a", True)]), as_items("ab")
    ([('a', 0), ('b', 1)], [], [])
    """
    if not isinstance(value, list):
        return []
    fine = all(
        isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str) and type(item[1]) is int
        for item in value
    )
    return value if fine else []


def streams(items: Iterable[Item]) -> dict[str, list[int]]:
    """Return the indices of each task, in their order.

    >>> streams([("a", 1), ("b", 0), ("a", 0)])
    {'a': [1, 0], 'b': [0]}
    """
    found: dict[str, list[int]] = {}
    for task, index in items:
        found.setdefault(task, []).append(index)
    return found


def whole_epochs(indices: list[int], size: int) -> bool:
    """True when all examples of a stream come once before any of them comes again, and so on.

    >>> whole_epochs([1, 0, 0, 1, 1], 2), whole_epochs([1, 0, 0, 0], 2), whole_epochs([0, 2], 2)
    (True, False, False)
    """
    epochs = [indices[start : start + size] for start in range(0, len(indices), size)]
    return all(len(set(epoch)) == len(epoch) and set(epoch) <= set(range(size)) for epoch in epochs)


def shares(values: Iterable[Any]) -> dict[Any, float]:
    """Return the share of each value.

    >>> shares(["a", "b", "a", "a"])
    {'a': 0.75, 'b': 0.25}
    """
    counts = Counter(values)
    return {value: count / counts.total() for value, count in counts.items()}


def pairs(tasks: list[str]) -> list[tuple[str, str]]:
    """Return the first and the second, the third and the fourth, and so on.

    >>> pairs(["a", "b", "b", "a", "c"])
    [('a', 'b'), ('b', 'a')]
    """
    return list(zip(tasks[::2], tasks[1::2], strict=False))
