"""Answers to `MixtureSampler`: wrong ones with the misconception behind them, then right ones."""

import copy
import random
from collections import deque

import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mixture_sampler import draw_task


def require_examples(rates, num_examples):
    for task, rate in rates.items():
        if rate > 0 and num_examples.get(task, 0) < 1:
            raise ValueError(f"task {task!r} has no examples")


@wrong(
    "Draws a task for each batch of 8 items: it is drawn for each item, so that a batch holds several tasks"
    " (chapter 5, One example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}
        self.num_drawn = 0
        self.task = None

    def __iter__(self):
        return self

    def __next__(self):
        if self.num_drawn % 8 == 0:
            self.task = draw_task(self.rates, self.generator)
        self.num_drawn += 1
        if not self.remaining[self.task]:
            order = torch.randperm(self.num_examples[self.task], generator=self.generator)
            self.remaining[self.task] = order.tolist()
        return self.task, self.remaining[self.task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        now = {"num_drawn": self.num_drawn, "task": self.task}
        return {"generator": self.generator.get_state(), "remaining": remaining, **now}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}
        self.num_drawn, self.task = state["num_drawn"], state["task"]


@wrong(
    "Draws a task and stays with it for two items: it is drawn for each item (chapter 5, One example at a "
    "time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}
        self.again = None

    def __iter__(self):
        return self

    def __next__(self):
        task = self.again or draw_task(self.rates, self.generator)
        self.again = None if self.again else task
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining, "again": self.again}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}
        self.again = state["again"]


@wrong("Takes all tasks as equally likely: the rates decide (chapter 5, One example at a time)")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        possible = [task for task, rate in self.rates.items() if rate > 0]
        task = possible[torch.randint(len(possible), (), generator=self.generator).item()]
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong("Draws by the sizes: the rates decide, whatever the sizes are (chapter 5, One example at a time)")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        sizes = {task: self.num_examples[task] if rate else 0 for task, rate in self.rates.items()}
        task = draw_task(sizes, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Takes it that the rates sum to 1, so that what is left goes to the last task: they are shares of their"
    " sum (chapter 5, One example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        draw = torch.rand((), generator=self.generator, dtype=torch.float64).item()
        for task, rate in self.rates.items():
            draw -= rate
            if draw < 0:
                break
        while self.rates[task] == 0:
            task = next(iter(self.rates))
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong("Takes the tasks in turn: chance decides (chapter 5, One example at a time)")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}
        self.turn = -1

    def __iter__(self):
        return self

    def __next__(self):
        possible = [task for task, rate in self.rates.items() if rate > 0]
        self.turn = (self.turn + 1) % len(possible)
        task = possible[self.turn]
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining, "turn": self.turn}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}
        self.turn = state["turn"]


@wrong(
    "Draws each index with replacement: all examples come once before any comes again (chapter 5, One "
    "example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        return task, torch.randint(self.num_examples[task], (), generator=self.generator).item()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Shuffles anew for each item and takes the first: all examples come once before any comes again "
    "(chapter 5, One example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        order = torch.randperm(self.num_examples[task], generator=self.generator)
        return task, order[0].item()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong("Goes through the examples in order: each epoch has a random one (chapter 5, One example at a time)")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            self.remaining[task] = list(reversed(range(self.num_examples[task])))
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Shuffles once and keeps the order in every epoch: each epoch has an order of its own (chapter 5, One "
    "example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}
        self.orders = {}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if task not in self.orders:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.orders[task] = order.tolist()
        if not self.remaining[task]:
            self.remaining[task] = list(self.orders[task])
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining, "orders": dict(self.orders)}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}
        self.orders = dict(state["orders"])


@wrong(
    "Begins each epoch at a random place and goes on in order: every order is equally likely (chapter 5, "
    "One example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            size = self.num_examples[task]
            begin = torch.randint(size, (), generator=self.generator).item()
            self.remaining[task] = [(begin - place - 1) % size for place in range(size)]
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Leaves out the last example of each task: the indices go up to the number of examples, less 1 (chapter"
    " 5, One example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            number = max(1, self.num_examples[task] - 1)
            self.remaining[task] = torch.randperm(number, generator=self.generator).tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong("Counts the examples from 1: the indices begin with 0 (chapter 5, One example at a time)")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop() + 1

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Begins all streams anew when one of them ends: each task has a stream of its own (chapter 5, One "
    "example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            for name, rate in self.rates.items():
                if rate > 0:
                    order = torch.randperm(self.num_examples[name], generator=self.generator)
                    self.remaining[name] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Leaves a task out once all its examples have come: its stream begins anew (chapter 5, One example at a"
    " time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {
            task: torch.randperm(num_examples[task], generator=generator).tolist()
            for task in rates
            if rates[task] > 0
        }

    def __iter__(self):
        return self

    def __next__(self):
        rates = {task: self.rates[task] for task, indices in self.remaining.items() if indices}
        if not rates:
            raise StopIteration
        task = draw_task(rates, self.generator)
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Begins anew with each loop: iterating goes on where the last loop ended (chapter 5, One example at a "
    "time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        self.remaining = {task: [] for task in self.rates}
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Shuffles with Python's own generator: the caller's is the only source of randomness (chapter 5, One "
    "example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            self.remaining[task] = list(range(self.num_examples[task]))
            random.shuffle(self.remaining[task])
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong("Starts the caller's generator at 0: then every run draws the same (chapter 5, One example at a time)")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator.manual_seed(0)
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Gives its own streams as a state, which change when it goes on: a state is a copy (chapter 5, One "
    "example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        return {"generator": self.generator.get_state(), "remaining": self.remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Copies the table of the streams but not the lists in it, which change when it goes on: a state is a "
    "copy through and through (chapter 5, One example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        return {"generator": self.generator.get_state(), "remaining": dict(self.remaining)}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Goes on with the lists of the state that it loads, and so changes it: it takes a copy (chapter 5, One "
    "example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = state["remaining"]


@wrong(
    "Gives the generator itself in its state, which goes on with the sampler: the state holds a copy of its"
    " state (chapter 5, One example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        return {"generator": self.generator, "remaining": copy.deepcopy(self.remaining)}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"].get_state())
        self.remaining = copy.deepcopy(state["remaining"])


@wrong(
    "Saves the streams without the generator: it decides what comes next as well (chapter 5, One example at"
    " a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        return {"remaining": {task: list(indices) for task, indices in self.remaining.items()}}

    def load_state_dict(self, state):
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Saves the generator without the streams: they decide which examples still come in this epoch (chapter "
    "5, One example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        return {"generator": self.generator.get_state()}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])


@wrong(
    "Saves the first seed of the generator in place of its state: that is where it began (chapter 5, One "
    "example at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"seed": self.generator.initial_seed(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.manual_seed(state["seed"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong(
    "Finds out only when it draws that a task has no examples: it says so at once (chapter 5, One example "
    "at a time)"
)
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong("Asks for examples of tasks with rate 0, too: they are never drawn (chapter 5, One example at a time)")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        for task in rates:
            if num_examples.get(task, 0) < 1:
                raise ValueError(f"task {task!r} has no examples")
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return task, self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@wrong("Gives the number of the task and not its name (chapter 5, One example at a time)")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if not self.remaining[task]:
            order = torch.randperm(self.num_examples[task], generator=self.generator)
            self.remaining[task] = order.tolist()
        return list(self.rates).index(task), self.remaining[task].pop()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@right("a queue for each task")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: deque() for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        queue = self.remaining[task]
        if len(queue) == 0:
            queue.extend(torch.randperm(self.num_examples[task], generator=self.generator).tolist())
        return task, queue.popleft()

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: deque(indices) for task, indices in state["remaining"].items()}


@right("an order and a place in it")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.orders = {}
        self.places = {}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        if self.places.get(task, 0) == len(self.orders.get(task, [])):
            self.orders[task] = torch.randperm(self.num_examples[task], generator=self.generator)
            self.places[task] = 0
        index = int(self.orders[task][self.places[task]])
        self.places[task] += 1
        return (task, index)

    def state_dict(self):
        return copy.deepcopy(
            {"orders": self.orders, "places": self.places, "generator": self.generator.get_state()}
        )

    def load_state_dict(self, state):
        state = copy.deepcopy(state)
        self.orders, self.places = state["orders"], state["places"]
        self.generator.set_state(state["generator"])


@right("a random one of those that have not come")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}

    def __iter__(self):
        return self

    def __next__(self):
        weights = torch.tensor([float(rate) for rate in self.rates.values()])
        task = list(self.rates)[torch.multinomial(weights, 1, generator=self.generator)]
        if not self.remaining[task]:
            self.remaining[task] = list(range(self.num_examples[task]))
        place = torch.randint(len(self.remaining[task]), (1,), generator=self.generator).item()
        return task, self.remaining[task].pop(place)

    def state_dict(self):
        remaining = {task: list(indices) for task, indices in self.remaining.items()}
        return {"generator": self.generator.get_state(), "remaining": remaining}

    def load_state_dict(self, state):
        self.generator.set_state(state["generator"])
        self.remaining = {task: list(indices) for task, indices in state["remaining"].items()}


@right("a seed for each epoch")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.epochs = {}

    def __iter__(self):
        return self

    def __next__(self):
        task = draw_task(self.rates, self.generator)
        seed, place = self.epochs.get(task, (None, 0))
        if seed is None or place == self.num_examples[task]:
            seed, place = torch.randint(2**62, (), generator=self.generator).item(), 0
        self.epochs[task] = (seed, place + 1)
        order = list(range(self.num_examples[task]))
        random.Random(seed).shuffle(order)
        return task, order[place]

    def state_dict(self):
        return {"epochs": dict(self.epochs), "generator": self.generator.get_state()}

    def load_state_dict(self, state):
        self.epochs = dict(state["epochs"])
        self.generator.set_state(state["generator"].clone())


@right("a generator of Python's, with a seed from the caller's")
class MixtureSampler:
    def __init__(self, rates, num_examples, generator):
        require_examples(rates, num_examples)
        self.rates = rates
        self.num_examples = num_examples
        self.generator = generator
        self.remaining = {task: [] for task in rates}
        self.rng = random.Random(torch.randint(2**62, (), generator=generator).item())

    def __iter__(self):
        return self

    def __next__(self):
        task = self.rng.choices(list(self.rates), weights=list(self.rates.values()))[0]
        if not self.remaining[task]:
            self.remaining[task] = self.rng.sample(range(self.num_examples[task]), self.num_examples[task])
        return task, self.remaining[task].pop()

    def state_dict(self):
        return {"rng": self.rng.getstate(), "remaining": copy.deepcopy(self.remaining)}

    def load_state_dict(self, state):
        self.rng.setstate(state["rng"])
        self.remaining = copy.deepcopy(state["remaining"])
