"""Answers to `pack_pair`: wrong ones with the misconception behind them, then right ones."""

from itertools import accumulate, chain, repeat

import torch

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.bert_inputs import truncate_pair


@wrong(
    "Puts the first [SEP] into segment 1: it belongs to the text that it closes (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    input_ids = [cls_token_id] + a_ids + [sep_token_id] + b_ids + [sep_token_id]
    token_type_ids = [0] * (len(a_ids) + 1) + [1] * (len(b_ids) + 2)
    return {"input_ids": input_ids, "token_type_ids": token_type_ids}


@wrong(
    "Puts the last [SEP] into segment 0: it belongs to the text that it closes (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    input_ids = [cls_token_id] + a_ids + [sep_token_id] + b_ids + [sep_token_id]
    token_type_ids = [0] + [0] * len(a_ids) + [0] + [1] * len(b_ids) + [0]
    return {"input_ids": input_ids, "token_type_ids": token_type_ids}


@wrong(
    "Leaves everything in segment 0: the second text and its [SEP] are segment 1 (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        input_ids = [cls_token_id] + a_ids + [sep_token_id] + b_ids + [sep_token_id]
    return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}


@wrong("Numbers the segments 1 and 2: they are 0 and 1 (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        a_ids, rest = a_ids[: max_seq_len - 2], []
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        rest = b_ids + [sep_token_id]
    first = [cls_token_id] + a_ids + [sep_token_id]
    return {"input_ids": first + rest, "token_type_ids": [1] * len(first) + [2] * len(rest)}


@wrong("Says segment 1 for a single text: a single text is segment 0 (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [1] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong("Leaves out the [SEP] at the end: each text is closed by one (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    input_ids = [cls_token_id] + a_ids + [sep_token_id] + b_ids
    return {"input_ids": input_ids, "token_type_ids": [0] * (len(a_ids) + 2) + [1] * len(b_ids)}


@wrong("Leaves out [CLS]: it opens every sequence (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    input_ids = a_ids + [sep_token_id] + b_ids + [sep_token_id]
    return {"input_ids": input_ids, "token_type_ids": [0] * (len(a_ids) + 1) + [1] * (len(b_ids) + 1)}


@wrong(
    "Opens the second text with [CLS], too: it stands at the very beginning only (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 4)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = [cls_token_id] + b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Puts two [SEP] between the texts, as RoBERTa does: in BERT one closes the first text (chapter 2, "
    "Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max(0, max_seq_len - 4))
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = [sep_token_id] + b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong("Swaps [CLS] and [SEP]: [CLS] opens, [SEP] closes (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [sep_token_id] + a_ids[: max_seq_len - 2] + [cls_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    input_ids = [sep_token_id] + a_ids + [cls_token_id] + b_ids + [cls_token_id]
    return {"input_ids": input_ids, "token_type_ids": [0] * (len(a_ids) + 2) + [1] * (len(b_ids) + 1)}


@wrong(
    "Writes 101 and 102 as in one published vocabulary: the caller gives the ids of [CLS] and [SEP] "
    "(chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id=101, sep_token_id=102, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [101] + a_ids[: max_seq_len - 2] + [102]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    input_ids = [101] + a_ids + [102] + b_ids + [102]
    return {"input_ids": input_ids, "token_type_ids": [0] * (len(a_ids) + 2) + [1] * (len(b_ids) + 1)}


@wrong(
    "Cuts the texts to the length of the sequence: [CLS] and [SEP] take places, too (chapter 2, Packing a "
    "pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[:max_seq_len] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Subtracts two special tokens for a pair as well: a pair has three, [CLS] and two [SEP] (chapter 2, "
    "Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 2)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Subtracts three special tokens for a single text as well: it has two, [CLS] and one [SEP] (chapter 2, "
    "Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    room = max(0, max_seq_len - 3)
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[:room] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, room)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Cuts the packed sequence at its end, and loses [SEP]: the texts are cut before they are packed "
    "(chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    input_ids = [cls_token_id] + a_ids + [sep_token_id]
    token_type_ids = [0] * len(input_ids)
    if b_ids is not None:
        input_ids += b_ids + [sep_token_id]
        token_type_ids += [1] * (len(b_ids) + 1)
    return {"input_ids": input_ids[:max_seq_len], "token_type_ids": token_type_ids[:max_seq_len]}


@wrong(
    "Cuts the packed sequence and writes [SEP] over its last token: the longer text gives way, and both "
    "keep their [SEP] (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    input_ids = [cls_token_id] + a_ids + [sep_token_id]
    token_type_ids = [0] * len(input_ids)
    if b_ids is not None:
        input_ids += b_ids + [sep_token_id]
        token_type_ids += [1] * (len(b_ids) + 1)
    input_ids = input_ids[:max_seq_len]
    input_ids[-1] = sep_token_id
    return {"input_ids": input_ids, "token_type_ids": token_type_ids[:max_seq_len]}


@wrong("Does not cut a single text: it has a greatest length, too (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is not None:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = [] if b_ids is None else b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong("Does not cut at all: a sequence has a greatest length (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = [] if b_ids is None else b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong("Cuts a single text at its front: it loses tokens at its end (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        excess = max(0, len(a_ids) - (max_seq_len - 2))
        input_ids = [cls_token_id] + a_ids[excess:] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Gives each text of a pair its own half of the room: the longer one gives way, as `truncate_pair` has "
    "it (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    half = (max_seq_len - 3) // 2
    first = [cls_token_id] + a_ids[:half] + [sep_token_id]
    second = b_ids[:half] + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Cuts the second text alone: the longer one gives way, as `truncate_pair` has it (chapter 2, Packing a "
    "pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids = a_ids[: max_seq_len - 3]
    b_ids = b_ids[: max_seq_len - 3 - len(a_ids)]
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Closes a single text with two [SEP]: only a second text brings a second one (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    a_ids, b_ids = truncate_pair(a_ids, b_ids or [], max(0, max_seq_len - 3))
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Takes an empty second text for none: ask whether it is None; an empty one still brings its [SEP] "
    "(chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (3 if b_ids else 2):
        raise ValueError("no room for the special tokens")
    if not b_ids:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Leaves out the [SEP] of an empty first text: a text without tokens is closed, too (chapter 2, Packing "
    "a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        a_ids, second = a_ids[: max_seq_len - 2], []
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        second = b_ids + [sep_token_id]
    first = [cls_token_id] + (a_ids + [sep_token_id] if a_ids else [])
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Does not refuse a sequence without room for [CLS] and [SEP]: that is a ValueError (chapter 2, Packing "
    "a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max(0, max_seq_len - 2)] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max(0, max_seq_len - 3))
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Refuses a sequence that has room for [CLS] and [SEP] alone: then the texts are empty (chapter 2, "
    "Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len <= (2 if b_ids is None else 3):
        raise ValueError("no room for the texts")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong(
    "Asks for three places for a single text: it needs two, [CLS] and one [SEP] (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < 3:
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong("Asks for two places for a pair: it needs three, [CLS] and two [SEP] (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < 2:
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max(0, max_seq_len - 3))
    first = [cls_token_id] + a_ids + [sep_token_id]
    second = b_ids + [sep_token_id]
    return {"input_ids": first + second, "token_type_ids": [0] * len(first) + [1] * len(second)}


@wrong("Pads at once: padding comes with the batch (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        first, second = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id], []
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        first, second = [cls_token_id] + a_ids + [sep_token_id], b_ids + [sep_token_id]
    padding = [0] * (max_seq_len - len(first) - len(second))
    token_type_ids = [0] * len(first) + [1] * len(second) + padding
    return {"input_ids": first + second + padding, "token_type_ids": token_type_ids}


@wrong(
    "Adds an attention mask: there is no padding yet, and the answer has two entries (chapter 2, Packing a "
    "pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        first, second = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id], []
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        first, second = [cls_token_id] + a_ids + [sep_token_id], b_ids + [sep_token_id]
    return {
        "input_ids": first + second,
        "token_type_ids": [0] * len(first) + [1] * len(second),
        "attention_mask": [1] * len(first + second),
    }


@wrong(
    "Returns tensors: a packed sequence has lists, and the batch makes tensors (chapter 2, Packing a pair)"
)
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        first, second = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id], []
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        first, second = [cls_token_id] + a_ids + [sep_token_id], b_ids + [sep_token_id]
    token_type_ids = [0] * len(first) + [1] * len(second)
    return {"input_ids": torch.tensor(first + second), "token_type_ids": torch.tensor(token_type_ids)}


@wrong("Returns the two lists alone: the answer is a dict with their names (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        first, second = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id], []
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        first, second = [cls_token_id] + a_ids + [sep_token_id], b_ids + [sep_token_id]
    return first + second, [0] * len(first) + [1] * len(second)


@wrong("Changes the caller's list: the parts are joined to a new one (chapter 2, Packing a pair)")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < (2 if b_ids is None else 3):
        raise ValueError("no room for the special tokens")
    if b_ids is None:
        del a_ids[max_seq_len - 2 :]
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    a_ids.insert(0, cls_token_id)
    a_ids.append(sep_token_id)
    second = [] if b_ids is None else b_ids + [sep_token_id]
    return {"input_ids": a_ids + second, "token_type_ids": [0] * len(a_ids) + [1] * len(second)}


@right("two branches, concatenated lists")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if b_ids is None:
        if max_seq_len < 2:
            raise ValueError("a text needs room for 2 special tokens")
        input_ids = [cls_token_id] + a_ids[: max_seq_len - 2] + [sep_token_id]
        return {"input_ids": input_ids, "token_type_ids": [0] * len(input_ids)}
    if max_seq_len < 3:
        raise ValueError("a pair needs room for 3 special tokens")
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
    return {
        "input_ids": [cls_token_id] + a_ids + [sep_token_id] + b_ids + [sep_token_id],
        "token_type_ids": [0] * (len(a_ids) + 2) + [1] * (len(b_ids) + 1),
    }


@right("token by token with append")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    texts = [a_ids] if b_ids is None else [a_ids, b_ids]
    room = max_seq_len - 1 - len(texts)
    if room < 0:
        raise ValueError("no room")
    if len(texts) == 2:
        texts = truncate_pair(*texts, room)
    else:
        texts = [a_ids[:room]]
    input_ids, token_type_ids = [cls_token_id], [0]
    for segment, text in enumerate(texts):
        for token_id in text:
            input_ids.append(token_id)
            token_type_ids.append(segment)
        input_ids.append(sep_token_id)
        token_type_ids.append(segment)
    return {"input_ids": input_ids, "token_type_ids": token_type_ids}


@right("a single text is cut as a pair whose second text is empty")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    single = b_ids is None
    room = max_seq_len - (2 if single else 3)
    if room < 0:
        raise ValueError(f"max_seq_len {max_seq_len} is too small")
    a_ids, b_ids = truncate_pair(a_ids, [] if single else b_ids, room)
    second = [] if single else [*b_ids, sep_token_id]
    first = [cls_token_id, *a_ids, sep_token_id]
    return dict(input_ids=first + second, token_type_ids=[0 for _ in first] + [1 for _ in second])


@right("itertools: chain and repeat")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    specials = 2 if b_ids is None else 3
    if max_seq_len < specials:
        raise ValueError("no room")
    if b_ids is None:
        segments = [(cls_token_id, *a_ids[: max_seq_len - 2], sep_token_id)]
    else:
        first, second = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        segments = [(cls_token_id, *first, sep_token_id), (*second, sep_token_id)]
    types = (repeat(number, len(segment)) for number, segment in enumerate(segments))
    return {"input_ids": list(chain(*segments)), "token_type_ids": list(chain.from_iterable(types))}


@right("marks where the second segment begins and sums up")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    if max_seq_len < 2 or (b_ids is not None and max_seq_len < 3):
        raise ValueError("no room")
    if b_ids is None:
        input_ids = [cls_token_id, *a_ids[: max_seq_len - 2], sep_token_id]
        starts = [0] * len(input_ids)
    else:
        a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3)
        input_ids = [cls_token_id, *a_ids, sep_token_id, *b_ids, sep_token_id]
        starts = [int(place == len(a_ids) + 2) for place in range(len(input_ids))]
    return {"input_ids": input_ids, "token_type_ids": list(accumulate(starts))}


@right("torch inside, lists in the end")
def pack_pair(a_ids, b_ids=None, *, cls_token_id, sep_token_id, max_seq_len):
    pair = b_ids is not None
    if max_seq_len < 2 + pair:
        raise ValueError("no room")
    a_ids, b_ids = truncate_pair(a_ids, b_ids, max_seq_len - 3) if pair else (a_ids[: max_seq_len - 2], [])
    last = [sep_token_id] * pair
    input_ids = torch.tensor([cls_token_id] + a_ids + [sep_token_id] + b_ids + last)
    token_type_ids = (torch.arange(len(input_ids)) >= len(a_ids) + 2).long()
    return {"input_ids": input_ids.tolist(), "token_type_ids": token_type_ids.tolist()}
