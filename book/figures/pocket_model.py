"""The pocket BERT for the pages: loaded with transformers, asked for blanks and for words that are alike."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional
from transformers import AutoModelForPreTraining, AutoTokenizer, BertForPreTraining, BertTokenizer
from transformers.utils import logging

from bert2t5.data.pocket import held_out
from bert2t5.models import pocket_bert


@dataclass(frozen=True)
class Blank:
    """A text with one hidden token, and what a model makes of it.

    Attributes:
        text: with [MASK] in it.
        answer: the token that stood there.
        guesses: the likeliest tokens with their probabilities, best first.
        rank: the place of the answer among all tokens, from 1.
    """

    text: str
    answer: str
    guesses: list[tuple[str, float]]
    rank: int


def load() -> tuple[BertTokenizer, BertForPreTraining]:
    """Return the tokenizer and the model, without a progress bar: a page must not write to stderr."""
    logging.disable_progress_bar()
    folder = pocket_bert()
    return AutoTokenizer.from_pretrained(folder), AutoModelForPreTraining.from_pretrained(folder)


def random_lines(number: int, seed: int, size_bytes: int = 20_000) -> list[str]:
    """Return random sentences of text that the model was not trained on."""
    lines = [line for document in held_out(size_bytes) for line in document]
    return random.Random(seed).sample(lines, number)


@torch.no_grad()
def fill_blanks(
    tokenizer: BertTokenizer, model: BertForPreTraining, lines: Sequence[str], seed: int, number: int = 3
) -> list[Blank]:
    """Hide one random token of each line, and return the likeliest `number` of tokens for it."""
    rng = random.Random(seed)
    blanks = []
    for line in lines:
        input_ids = tokenizer(line)["input_ids"]
        position = rng.randrange(1, len(input_ids) - 1)
        answer = input_ids[position]
        input_ids[position] = tokenizer.mask_token_id
        logits = model(input_ids=torch.tensor([input_ids])).prediction_logits[0, position]
        best = logits.softmax(-1).topk(number)
        guesses = zip(
            tokenizer.convert_ids_to_tokens(best.indices.tolist()), best.values.tolist(), strict=True
        )
        blanks.append(
            Blank(
                tokenizer.decode(input_ids[1:-1], clean_up_tokenization_spaces=False),
                tokenizer.convert_ids_to_tokens(answer),
                list(guesses),
                int((logits > logits[answer]).sum()) + 1,
            )
        )
    return blanks


def random_words(pieces: Sequence[str], number: int, seed: int) -> list[str]:
    """Return random pieces that are words, or look like it: four letters or more, and not inside a word.

    >>> random_words(["[PAD]", "the", "ferry", "##ing"], 1, seed=0)
    ['ferry']
    """
    words = [piece for piece in pieces if piece.isalpha() and len(piece) > 3]
    return random.Random(seed).sample(words, number)


def nearest_rows(table: torch.Tensor, row: int, number: int) -> list[tuple[int, float]]:
    """Return the other rows of a table that point most like one of them, with the cosines, best first.

    >>> nearest_rows(torch.tensor([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.0], [5.0, 0.0]]), 0, number=2)
    [(3, 1.0), (1, 0.0)]
    """
    directions = functional.normalize(table, dim=1)
    cosines = directions @ directions[row]
    cosines[row] = -torch.inf
    best = cosines.topk(number)
    return list(zip(best.indices.tolist(), best.values.tolist(), strict=True))
