"""Batches for a text-to-text model that learns many tasks at once.

The task is drawn for each example (`MixtureSampler`). Examples are drawn in pools of several batches and
sorted by length within a pool, because padding costs as much as text; so a batch holds tasks of about equal
length. All of it happens on the CPU.

Source: Raffel et al. (2020), sections 3.1.4 and 3.5.2.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, Self

import torch
from torch.nn.utils.rnn import pad_sequence

from bert2t5_reference.mixture_sampler import MixtureSampler
from bert2t5_reference.mlm import IGNORED_LABEL
from bert2t5_reference.span_corruption import corrupt_spans, noise_mask
from bert2t5_reference.t5_config import EOS_TOKEN_ID, PAD_TOKEN_ID

BATCHES_PER_POOL = 16

Ids = Sequence[int]
Pair = tuple[torch.Tensor, torch.Tensor]


class Stream(Protocol):
    """The examples of one task."""

    def __len__(self) -> int:
        """Return the number of examples."""

    def draw(self, index: int, generator: torch.Generator) -> Pair:
        """Return inputs and targets of an example, both ending with </s>."""


@dataclass(frozen=True)
class Pairs:
    """Examples with a given input and target.

    >>> stream = Pairs([([7, 8], [9])])
    >>> stream.draw(0, torch.Generator())
    (tensor([7, 8, 1]), tensor([9, 1]))
    """

    examples: Sequence[tuple[Ids, Ids]]

    def __len__(self) -> int:
        return len(self.examples)

    def draw(self, index: int, generator: torch.Generator) -> Pair:
        """Return the example; nothing is random about it."""
        inputs, targets = self.examples[index]
        return torch.tensor([*inputs, EOS_TOKEN_ID]), torch.tensor([*targets, EOS_TOKEN_ID])


@dataclass(frozen=True)
class CorruptedText:
    """Text whose spans are cut out anew each time that it is drawn.

    Attributes:
        chunks: token ids without </s>, each of 2 tokens or more.
        first_sentinel_id: id of <extra_id_0>.
        noise_density: share of the tokens to cut out, in [0, 1].
        mean_noise_span_length: mean length of a span.

    >>> stream = CorruptedText([[7] * 20], first_sentinel_id=99)
    >>> [len(ids) for ids in stream.draw(0, torch.Generator())]
    [19, 5]
    """

    chunks: Sequence[Ids]
    first_sentinel_id: int
    noise_density: float = 0.15
    mean_noise_span_length: float = 3.0

    def __len__(self) -> int:
        return len(self.chunks)

    def draw(self, index: int, generator: torch.Generator) -> Pair:
        """Return the chunk with other spans cut out each time."""
        chunk = torch.tensor(self.chunks[index])
        mask = noise_mask(len(chunk), self.noise_density, self.mean_noise_span_length, generator)
        return corrupt_spans(chunk, mask, self.first_sentinel_id, EOS_TOKEN_ID)


def cut_into_chunks(documents: Sequence[Sequence[Ids]], size: int) -> list[list[int]]:
    """Return the text of each document in chunks of `size` tokens; the last may be shorter, but not below 2.

    >>> cut_into_chunks([[[1, 2], [3, 4, 5]], [[6]]], 3)
    [[1, 2, 3], [4, 5]]
    """
    texts = ([token for sentence in document for token in sentence] for document in documents)
    chunks = [text[start : start + size] for text in texts for start in range(0, len(text), size)]
    return [chunk for chunk in chunks if len(chunk) > 1]


class Seq2SeqBatches:
    """Batches without end.

    Each is a dict of int64 tensors: `input_ids` and `attention_mask` of shape (batch_size, input_len), and
    `labels` of shape (batch_size, target_len), -100 where no prediction is asked.

    Args:
        streams: the examples of each task.
        rates: a number of 0 or more for each task; they need not sum to 1.
        batch_size: sequences in a batch.
        seed: determines everything that is drawn.

    Raises:
        ValueError: if a task with a rate above 0 has no examples.

    >>> streams = {"copy": Pairs([([5, 6], [5, 6])]), "last": Pairs([([5, 6, 7], [7])])}
    >>> batches = Seq2SeqBatches(streams, {"copy": 0.0, "last": 1.0}, batch_size=2, seed=0)
    >>> next(batches)["labels"]
    tensor([[7, 1],
            [7, 1]])
    """

    def __init__(
        self, streams: Mapping[str, Stream], rates: Mapping[str, float], *, batch_size: int, seed: int
    ) -> None:
        self.streams = streams
        self.batch_size = batch_size
        num_examples = {task: len(stream) for task, stream in streams.items()}
        self.sampler = MixtureSampler(dict(rates), num_examples, torch.Generator().manual_seed(seed))
        self.generator = torch.Generator().manual_seed(seed)  # spans, and the order of batches
        # Which data a state belongs to.
        self.fingerprint = hashlib.sha256(repr((streams, rates)).encode()).hexdigest()
        self._begin_pool()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> dict[str, torch.Tensor]:
        if self.position == len(self.pool):
            self._begin_pool()
        self.position += 1
        return collate(self.pool[self.position - 1])

    def state_dict(self) -> dict[str, Any]:
        """Return all that decides which batches are still to come; the examples are not part of it."""
        return {"pool_start": self.pool_start, "position": self.position}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on as the batches did whose state it is; they must have been made with the same arguments."""
        self.sampler.load_state_dict(state["pool_start"]["sampler"])
        self.generator.set_state(state["pool_start"]["generator"])
        self._begin_pool()
        self.position = state["position"]

    def _begin_pool(self) -> None:
        self.pool_start = {"sampler": self.sampler.state_dict(), "generator": self.generator.get_state()}
        chosen = islice(self.sampler, BATCHES_PER_POOL * self.batch_size)
        pairs = [self.streams[task].draw(index, self.generator) for task, index in chosen]
        pairs.sort(key=lambda pair: (len(pair[0]), len(pair[1])))
        batches = [pairs[start : start + self.batch_size] for start in range(0, len(pairs), self.batch_size)]
        order = torch.randperm(len(batches), generator=self.generator).tolist()
        self.pool = [batches[number] for number in order]
        self.position = 0


def collate(pairs: Sequence[Pair]) -> dict[str, torch.Tensor]:
    """Return a batch of inputs and targets, padded to the longest of each.

    >>> batch = collate([(torch.tensor([7, 8, 1]), torch.tensor([9, 1])), (torch.tensor([7, 1]),) * 2])
    >>> batch["attention_mask"].tolist()
    [[1, 1, 1], [1, 1, 0]]
    """
    inputs, targets = zip(*pairs, strict=True)
    return {
        "input_ids": pad_sequence(list(inputs), batch_first=True, padding_value=PAD_TOKEN_ID),
        "attention_mask": pad_sequence([torch.ones_like(ids) for ids in inputs], batch_first=True),
        "labels": pad_sequence(list(targets), batch_first=True, padding_value=IGNORED_LABEL),
    }
