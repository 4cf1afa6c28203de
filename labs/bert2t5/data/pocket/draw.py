"""Random draws that are the same on every platform and in every version of Python.

Python promises that `random.Random(seed).random()` repeats itself; it does not promise so for `choice`,
`sample` or `shuffle`. All of the pocket world is drawn with the methods below, which use `random()` alone.

Source: the documentation of Python's `random` module, "Notes on reproducibility".
"""

import random
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["Draw"]

T = TypeVar("T")
NUM_STREAMS = 8


class Draw:
    """A stream of draws; streams with different numbers share nothing.

    Args:
        seed: 0 or above.
        stream: which of the seed's streams, in [0, 8): the corpus, the held-out text and the probes each
            have their own.
    Raises:
        ValueError: if `seed` or `stream` is out of its range.

    >>> draw = Draw(seed=7)
    >>> draw.choice("abc"), draw.below(10), draw.sample("abcde", 3), draw.chance(0.5)
    ('c', 5, ['c', 'd', 'e'], False)
    """

    def __init__(self, seed: int, stream: int = 0) -> None:
        if seed < 0:
            raise ValueError(f"seed is {seed}, must be 0 or above")
        if not 0 <= stream < NUM_STREAMS:
            raise ValueError(f"stream is {stream}, must be in [0, {NUM_STREAMS})")
        self._random = random.Random(seed * NUM_STREAMS + stream).random

    def below(self, bound: int) -> int:
        """Return a whole number in [0, bound)."""
        return int(self._random() * bound)

    def chance(self, probability: float) -> bool:
        """Return True with the given probability."""
        return self._random() < probability

    def choice(self, items: Sequence[T]) -> T:
        """Return one of the items, each equally often."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[int]) -> T:
        """Return one of the items, each as often as its whole-numbered weight says.

        Raises:
            ValueError: if no weight is above 0.
        """
        rest = self.below(sum(weights))
        for item, weight in zip(items, weights, strict=True):
            rest -= weight
            if rest < 0:
                return item
        raise ValueError(f"the weights are {list(weights)}, one must be above 0")

    def sample(self, items: Sequence[T], size: int) -> list[T]:
        """Return `size` different items in random order."""
        pool = list(items)
        for index in range(size):
            other = index + self.below(len(pool) - index)
            pool[index], pool[other] = pool[other], pool[index]
        return pool[:size]
