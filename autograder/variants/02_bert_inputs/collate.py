"""Answers to `collate`: wrong ones with the misconception behind them, then right ones."""

from itertools import zip_longest

import numpy as np
import torch
import torch.nn.functional as F
from torch.nn.utils.rnn import pad_sequence

from bert2t5_grader.bank import right, wrong


@wrong("Attends to padding: the mask is 0 where a row is filled up (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * length)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Reads the mask off the ids: it tells places, and a real token may have the id of [PAD] (chapter 2, A "
    "batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([int(token_id != pad_token_id) for token_id in input_ids[-1]])
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Turns the mask round: 1 is a real token, 0 is padding (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([0] * len(ids) + [1] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Hides the last token of a row behind the mask: every token of a text is real, [SEP] as well (chapter "
    "2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([int(i < len(ids) - 1) for i in range(length)])
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Masks the second text: the mask tells real places from padding, the segments are told elsewhere "
    "(chapter 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1 - segment for segment in types] + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Numbers the segments in the mask: it is 1 in every real place, whatever its segment (chapter 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1 + segment for segment in types] + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Makes the mask of True and False: it is int64 like the other three (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask).bool(),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Makes the mask of floats: it is int64 like the other three (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.float),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Fills up with 0 whatever the id of [PAD] is: the caller gives it (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [0] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Fills up the segments with the id of [PAD]: a padded place is in segment 0 (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [pad_token_id] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Puts padding into segment 1: a padded place is in segment 0 (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [1] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Goes on with the last segment in the padding: a padded place is in segment 0 (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + types[-1:] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Puts the padding in front: BERT's stands at the end, so that positions count from [CLS] (chapter 2, A "
    "batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append([pad_token_id] * padding + ids)
        token_type_ids.append([0] * padding + types)
        attention_mask.append([0] * padding + [1] * len(ids))
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Lets the positions begin anew with the second text: they count through the whole sequence (chapter 2, "
    "A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask, position_ids = [], [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
        first = types.count(0)
        position_ids.append([i - first if first <= i < len(ids) else i for i in range(length)])
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.tensor(position_ids, dtype=torch.long),
    }


@wrong("Sets the positions to 0 in the padding: they count on through it (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask, position_ids = [], [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
        position_ids.append(list(range(len(ids))) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.tensor(position_ids, dtype=torch.long),
    }


@wrong("Counts positions from 1: the first place is position 0 (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(1, length + 1).repeat(len(examples), 1),
    }


@wrong("Counts the positions on from row to row: every row begins with 0 (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(len(examples) * length).view(-1, length),
    }


@wrong("Gives one row of positions for all: every row of the batch has its own (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length),
    }


@wrong("Leaves out the positions: a batch has four tensors (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
    }


@wrong("Takes the first row's length: the longest example gives it (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = len(examples[0]["input_ids"])
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Fills up to 512 at once: the longest example gives the length (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = 512
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Pays no heed to the given length: it is the length of every row (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Takes a given length for an upper limit: it is the length of every row, also of a short batch (chapter"
    " 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    longest = max(len(example["input_ids"]) for example in examples)
    if length is not None and longest > length:
        raise ValueError("too long")
    length = longest
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Takes a length of 0 for none: ask whether it is None, and refuse what does not fit (chapter 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if not length:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Cuts a row that is longer than the given length: texts are cut before, here it is a ValueError "
    "(chapter 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types):
            raise ValueError("the lists do not fit")
        ids, types = ids[:length], types[:length]
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Lets a row be longer than the given length: it is refused with a ValueError (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    length = max(length, *[len(example["input_ids"]) for example in examples])
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types):
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Makes up segments where there are too few or too many: two lists of unlike length are refused (chapter"
    " 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append((types + [0] * length)[:length])
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Makes an empty batch of no examples: that is refused with a ValueError (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if length is None:
        length = max(len(example["input_ids"]) for example in examples) if examples else 0
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Counts the examples after it has asked for the longest of none: check for an empty batch in any case "
    "(chapter 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Makes floats: ids choose rows of a table, so they are int64 (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.Tensor(input_ids),
        "token_type_ids": torch.Tensor(token_type_ids),
        "attention_mask": torch.Tensor(attention_mask),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong("Saves space with int32: torch's tables and losses take int64 (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.int32),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.int32),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.int32),
        "position_ids": torch.arange(length, dtype=torch.int32).repeat(len(examples), 1),
    }


@wrong("Returns lists: a batch has tensors (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": input_ids,
        "token_type_ids": token_type_ids,
        "attention_mask": attention_mask,
        "position_ids": [list(range(length)) for _ in examples],
    }


@wrong(
    "Puts the tokens of a batch in its rows and the examples in its columns: a row is an example (chapter "
    "2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long).T,
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long).T,
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long).T,
        "position_ids": torch.arange(length).repeat(len(examples), 1).T,
    }


@wrong(
    "Sorts the examples by length: they stay in the caller's order, like their labels (chapter 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in sorted(examples, key=lambda example: len(example["input_ids"])):
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@wrong(
    "Carries other entries along: a batch has its four tensors, and nothing else is read (chapter 2, A batch)"
)
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        input_ids.append(ids + [pad_token_id] * padding)
        token_type_ids.append(types + [0] * padding)
        attention_mask.append([1] * len(ids) + [0] * padding)
    batch = {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }
    for name in examples[0].keys() - batch.keys():
        batch[name] = torch.tensor([example[name] for example in examples])
    return batch


@wrong("Fills up the caller's own lists: take copies (chapter 2, A batch)")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    input_ids, token_type_ids, attention_mask = [], [], []
    for example in examples:
        ids, types = example["input_ids"], example["token_type_ids"]
        if len(ids) != len(types) or len(ids) > length:
            raise ValueError("the lists do not fit")
        padding = length - len(ids)
        ids.extend([pad_token_id] * padding)
        types.extend([0] * padding)
        input_ids.append(ids)
        token_type_ids.append(types)
        attention_mask.append([1] * (length - padding) + [0] * padding)
    return {
        "input_ids": torch.tensor(input_ids, dtype=torch.long),
        "token_type_ids": torch.tensor(token_type_ids, dtype=torch.long),
        "attention_mask": torch.tensor(attention_mask, dtype=torch.long),
        "position_ids": torch.arange(length).repeat(len(examples), 1),
    }


@right("NumPy arrays that are filled row by row")
def collate(examples, *, pad_token_id=0, length=None):
    if len(examples) == 0:
        raise ValueError("no examples")
    lengths = [len(example["input_ids"]) for example in examples]
    if lengths != [len(example["token_type_ids"]) for example in examples]:
        raise ValueError("ids and segments do not agree")
    if length is None:
        length = max(lengths)
    if max(lengths) > length:
        raise ValueError("too long")
    shape = (len(examples), length)
    input_ids = np.full(shape, pad_token_id, dtype=np.int64)
    token_type_ids = np.zeros(shape, dtype=np.int64)
    for row, (example, size) in enumerate(zip(examples, lengths)):
        input_ids[row, :size] = example["input_ids"]
        token_type_ids[row, :size] = example["token_type_ids"]
    position_ids = np.tile(np.arange(length), (len(examples), 1))
    attention_mask = (position_ids < np.array(lengths)[:, None]).astype(np.int64)
    return {
        "input_ids": torch.from_numpy(input_ids),
        "token_type_ids": torch.from_numpy(token_type_ids),
        "attention_mask": torch.from_numpy(attention_mask),
        "position_ids": torch.from_numpy(position_ids),
    }


@right("pad_sequence of torch, then the rest of the length")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    ids = [torch.tensor(example["input_ids"], dtype=torch.int64) for example in examples]
    types = [torch.tensor(example["token_type_ids"], dtype=torch.int64) for example in examples]
    sizes = torch.tensor([len(row) for row in ids])
    if any(len(row) != len(other) for row, other in zip(ids, types)):
        raise ValueError("ids and segments do not agree")
    longest = int(sizes.max())
    length = longest if length is None else length
    if length < longest:
        raise ValueError("too long")
    rest = (0, length - longest)
    positions = torch.arange(length).expand(len(examples), length)
    return {
        "input_ids": F.pad(
            pad_sequence(ids, batch_first=True, padding_value=pad_token_id), rest, value=pad_token_id
        ),
        "token_type_ids": F.pad(pad_sequence(types, batch_first=True), rest),
        "attention_mask": (positions < sizes[:, None]).long(),
        "position_ids": positions,
    }


@right("zip_longest: column by column, then transposed")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    rows = [example["input_ids"] for example in examples]
    types = [example["token_type_ids"] for example in examples]
    if [len(row) for row in rows] != [len(row) for row in types]:
        raise ValueError("ids and segments do not agree")
    if length is None:
        length = max(map(len, rows))
    elif max(map(len, rows)) > length:
        raise ValueError("too long")

    def padded(lists, filling):
        columns = list(zip_longest(range(length), *lists, fillvalue=filling))
        return (
            torch.tensor([column[1:] for column in columns], dtype=torch.int64).reshape(length, len(lists)).T
        )

    return {
        "input_ids": padded(rows, pad_token_id),
        "token_type_ids": padded(types, 0),
        "attention_mask": padded([[1] * len(row) for row in rows], 0),
        "position_ids": padded([range(length)] * len(rows), 0),
    }


@right("each row is made alone, then the rows are stacked")
def collate(examples, *, pad_token_id=0, length=None):
    def pad(example):
        ids, types = example["input_ids"], example["token_type_ids"]
        missing = length - len(ids)
        if missing < 0 or len(ids) != len(types):
            raise ValueError("an example does not fit")
        return {
            "input_ids": F.pad(torch.tensor(ids, dtype=torch.long), (0, missing), value=pad_token_id),
            "token_type_ids": F.pad(torch.tensor(types, dtype=torch.long), (0, missing)),
            "attention_mask": F.pad(torch.ones(len(ids), dtype=torch.long), (0, missing)),
            "position_ids": torch.arange(length),
        }

    if not examples:
        raise ValueError("no examples")
    if length is None:
        length = max(len(example["input_ids"]) for example in examples)
    rows = [pad(example) for example in examples]
    return {name: torch.stack([row[name] for row in rows]) for name in rows[0]}


@right("copies that grow with append until they are long enough")
def collate(examples, *, pad_token_id=0, length=None):
    if examples == []:
        raise ValueError("no examples")
    longest = 0
    for example in examples:
        if len(example["input_ids"]) != len(example["token_type_ids"]):
            raise ValueError("ids and segments do not agree")
        longest = max(longest, len(example["input_ids"]))
    if length is None:
        length = longest
    if longest > length:
        raise ValueError("too long")
    batch = {"input_ids": [], "token_type_ids": [], "attention_mask": [], "position_ids": []}
    for example in examples:
        ids, types = list(example["input_ids"]), list(example["token_type_ids"])
        mask = [1 for _ in ids]
        while len(ids) < length:
            ids.append(pad_token_id)
            types.append(0)
            mask.append(0)
        for name, row in zip(batch, (ids, types, mask, range(length))):
            batch[name].append(list(row))
    return {name: torch.tensor(rows).long().view(len(examples), length) for name, rows in batch.items()}


@right("full tensors, and slices that are written over")
def collate(examples, *, pad_token_id=0, length=None):
    if not examples:
        raise ValueError("no examples")
    sizes = [len(example["input_ids"]) for example in examples]
    if length is None:
        length = max(sizes)
    batch_size = len(examples)
    input_ids = torch.full((batch_size, length), pad_token_id)
    token_type_ids = torch.zeros(batch_size, length, dtype=torch.int64)
    attention_mask = torch.zeros_like(token_type_ids)
    for i, (example, size) in enumerate(zip(examples, sizes)):
        if size > length or size != len(example["token_type_ids"]):
            raise ValueError(f"example {i} does not fit")
        input_ids[i, :size] = torch.tensor(example["input_ids"], dtype=torch.int64)
        token_type_ids[i, :size] = torch.tensor(example["token_type_ids"], dtype=torch.int64)
        attention_mask[i, :size] = 1
    return {
        "input_ids": input_ids,
        "token_type_ids": token_type_ids,
        "attention_mask": attention_mask,
        "position_ids": torch.cumsum(torch.ones_like(token_type_ids), dim=1) - 1,
    }
