"""The pocket T5 for the pages: loaded, and asked for answers to random held-out examples of every task."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from bert2t5.models import pocket_t5
from bert2t5_reference.pocket_tasks import load_examples, pocket_task
from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import DECODER_START_TOKEN_ID, EOS_TOKEN_ID, PAD_TOKEN_ID
from bert2t5_reference.t5_decoding import greedy_decode, sampling, with_cache
from bert2t5_reference.t5_vocabulary import T5Vocabulary
from bert2t5_reference.t5_weights import load_t5
from bert2t5_reference.text_scores import write_answers

MAX_NEW_TOKENS, MAX_INPUT_LEN = 40, 128  # as in the training
SPECIAL_IDS = {
    "decoder_start_token_id": DECODER_START_TOKEN_ID,
    "eos_token_id": EOS_TOKEN_ID,
    "pad_token_id": PAD_TOKEN_ID,
}


@dataclass(frozen=True)
class Answer:
    """An example of a task, and what a model wrote.

    Attributes:
        task: the name of the task.
        inputs, targets: the example.
        written: the output of the model, without special tokens.
    """

    task: str
    inputs: str
    targets: str
    written: str

    @property
    def is_right(self) -> bool:
        """Whether the output means exactly the target: a number may be written in another way.

        >>> Answer("stsb", "", "4.0", "4").is_right, Answer("sst2", "", "positive", "Positive").is_right
        (True, False)
        """
        task = pocket_task(self.task)
        return task.parse(self.written) == task.parse(self.targets)


def load() -> tuple[T5ForConditionalGeneration, T5Vocabulary]:
    """Return the model and its vocabulary."""
    return load_t5(pocket_t5()), T5Vocabulary.read(pocket_t5())


def answer(model: T5ForConditionalGeneration, vocabulary: T5Vocabulary, inputs: Sequence[str]) -> list[str]:
    """Return what the model writes for each input, greedily."""
    return write_answers(
        model, vocabulary, inputs, max_new_tokens=MAX_NEW_TOKENS, max_input_len=MAX_INPUT_LEN
    )


def random_answers(
    model: T5ForConditionalGeneration,
    vocabulary: T5Vocabulary,
    task: str,
    number: int,
    *,
    seed: int,
    pool: int = 100,
) -> list[Answer]:
    """Return answers to random examples among the first `pool` held-out ones of a task."""
    examples = random.Random(seed).sample(load_examples(task, "validation", pool), number)
    written = answer(model, vocabulary, [example["inputs"] for example in examples])
    return [
        Answer(task, example["inputs"], example["targets"], text)
        for example, text in zip(examples, written, strict=True)
    ]


def sample(
    model: T5ForConditionalGeneration,
    vocabulary: T5Vocabulary,
    input_ids: Sequence[int],
    number: int,
    *,
    temperature: float,
    seed: int,
) -> list[str]:
    """Return outputs for one input with its `</s>`, drawn token by token."""
    drawn = sampling(
        with_cache(model, torch.tensor([list(input_ids)] * number)),
        temperature=temperature,
        generator=torch.Generator().manual_seed(seed),
    )
    outputs = greedy_decode(drawn, number, **SPECIAL_IDS, max_new_tokens=MAX_NEW_TOKENS)
    return [vocabulary.decode(row) for row in outputs.tolist()]
