"""A sampler over the examples of many tasks: which task comes next, and which of its examples.

The task is drawn for each example, so one batch holds several tasks, in the proportions of the rates. Each
task has a stream of its own, which goes through all its examples before any of them comes again. Left out:
several examples packed into one sequence, and several processes that train.

Source: Raffel et al. (2020), section 3.5.2. seqio mixes repeated streams in the same way
(github.com/google/seqio, dataset_providers.py), but shuffles within a buffer, not a whole epoch.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import Any, Self

import torch
from torch.utils.data import IterableDataset, get_worker_info


def apply_draw_task(rates: dict[str, float], draw: float) -> str:
    """Return the task that a number chooses.

    The tasks lie side by side, in the order of `rates` and each as wide as its rate. The draw is a place on
    this line, as a share of the whole; a place where two tasks meet belongs to the later one. A task with
    rate 0 is never drawn.

    Args:
        rates: a number of 0 or more for each task, not all of them 0. They need not sum to 1.
        draw: a number in [0, 1).

    Example: rte has the first quarter of the line, and mnli the rest:
        >>> rates = {"rte": 0.25, "mnli": 0.75}
        >>> [apply_draw_task(rates, draw) for draw in (0.0, 0.24, 0.25, 0.99)]
        ['rte', 'rte', 'mnli', 'mnli']
    """
    ### BEGIN SOLUTION
    ends = list(accumulate(rates.values()))
    # times the sum as it was rounded, so that the draw lies before the last end
    return list(rates)[bisect_right(ends, draw * ends[-1])]
    ### END SOLUTION


def draw_task(rates: dict[str, float], generator: torch.Generator) -> str:
    """Return a random task, each with a probability in proportion to its rate.

    Draws one number in [0, 1), with 64 bits so that very small rates count, for `apply_draw_task`.

    Args:
        rates: as there.
        generator: the only source of randomness; the same state gives the same task.

    >>> draw_task({"rte": 0.0, "mnli": 1.0}, torch.Generator())
    'mnli'
    """
    ### BEGIN SOLUTION
    draw = torch.rand((), generator=generator, dtype=torch.float64).item()
    return apply_draw_task(rates, draw)
    ### END SOLUTION


class MixtureSampler:
    """Draw examples of several tasks, one after the other and without end.

    Each item is (task, index). The task is drawn anew for each item, by `draw_task`. The index counts from 0
    in the examples of this task: all of them come once in random order, then all of them in another random
    order, and so on, whatever the other tasks do in between.

    Args:
        rates: a number of 0 or more for each task, not all of them 0. They need not sum to 1.
        num_examples: the number of examples of each task.
        generator: the only source of randomness. The sampler moves it on with every item; nobody else may.

    Raises:
        ValueError: if a task with a rate above 0 has no examples.

    Example: whatever is drawn, the first three items of a task are all its three examples:
        >>> generator = torch.Generator().manual_seed(0)
        >>> sampler = MixtureSampler({"a": 0.5, "b": 0.5}, {"a": 3, "b": 100}, generator)
        >>> indices = [index for task, index in islice(sampler, 50) if task == "a"]
        >>> sorted(indices[:3]), sorted(indices[3:6])
        ([0, 1, 2], [0, 1, 2])

    A sampler that loads a state goes on as the one did whose state it is:
        >>> state = sampler.state_dict()
        >>> again = MixtureSampler(sampler.rates, sampler.num_examples, torch.Generator())
        >>> again.load_state_dict(state)
        >>> list(islice(again, 100)) == list(islice(sampler, 100))
        True
    """

    def __init__(
        self, rates: dict[str, float], num_examples: dict[str, int], generator: torch.Generator
    ) -> None:
        ### BEGIN SOLUTION
        for task, rate in rates.items():
            if rate > 0 and num_examples.get(task, 0) < 1:
                raise ValueError(f"task {task!r} has rate {rate} but no examples")
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        # by task, the indices that are still to come before the next shuffle; the next one stands last
        self.remaining: dict[str, list[int]] = {task: [] for task in rates}
        ### END SOLUTION

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> tuple[str, int]:
        ### BEGIN SOLUTION
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()
        ### END SOLUTION

    def state_dict(self) -> dict[str, Any]:
        """Return a copy of all that decides which items are still to come, as plain values and tensors.

        Rates and sizes are not part of it.
        """
        ### BEGIN SOLUTION
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}
        ### END SOLUTION

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on as the sampler did whose state it is; it must have been made with the same rates and sizes.

        Args:
            state: as `state_dict` gives it; not modified, now or later.
        """
        ### BEGIN SOLUTION
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}
        ### END SOLUTION


class MixtureDataset(IterableDataset[tuple[str, Any]]):
    """The examples of a mixture as torch's DataLoader reads them: (task, example), without end.

    With several workers each of them draws the whole sequence but keeps every n-th batch of it, and the
    DataLoader takes the batches in turns. So the batches are the same for any number of workers: none is
    lost, and none comes twice.

    A worker draws ahead of the training, so its state would be of no use. Instead `start` says how many
    items were used before.

    Args:
        examples: the examples of each task.
        rates: as in `MixtureSampler`.
        seed: determines which items are drawn.
        batch_size: as given to the DataLoader; 1 where that makes no batches.
        start: items to pass over, a multiple of `batch_size`; batches times `batch_size` to go on after them.

    Raises:
        ValueError: if a task with a rate above 0 has no examples, or `start` is not a multiple.

    >>> examples = {"cola": ["a text"], "sst2": ["good", "bad"]}
    >>> dataset = MixtureDataset(examples, {"cola": 0.0, "sst2": 1.0}, seed=0)
    >>> sorted(islice(dataset, 2))
    [('sst2', 'bad'), ('sst2', 'good')]
    """

    def __init__(
        self,
        examples: Mapping[str, Sequence[Any]],
        rates: dict[str, float],
        *,
        seed: int,
        batch_size: int = 1,
        start: int = 0,
    ) -> None:
        if start % batch_size:
            raise ValueError(f"start is {start}, allowed are multiples of the batch size, {batch_size}")
        self.examples = examples
        self.rates = rates
        self.seed = seed
        self.batch_size = batch_size
        self.start = start
        self.make_sampler()  # so that a wrong argument is found here and not in a worker

    def make_sampler(self) -> MixtureSampler:
        """Return a sampler at the first item of the sequence."""
        num_examples = {task: len(examples) for task, examples in self.examples.items()}
        return MixtureSampler(self.rates, num_examples, torch.Generator().manual_seed(self.seed))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        info = get_worker_info()
        worker, num_workers = (info.id, info.num_workers) if info else (0, 1)
        for position, (task, index) in enumerate(islice(self.make_sampler(), self.start, None)):
            if position // self.batch_size % num_workers == worker:
                yield task, self.examples[task][index]
