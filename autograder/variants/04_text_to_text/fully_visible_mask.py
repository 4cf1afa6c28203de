"""Answers to `fully_visible_mask`: wrong ones with the misconception behind them, then right ones."""

import numpy as np
import torch

from bert2t5_grader.bank import right, wrong


@wrong("Hides what comes later: an encoder reads the whole text (chapter 4, Three masks)")
def fully_visible_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril()


@wrong("Hides each position from itself: it sees itself, too (chapter 4, Three masks)")
def fully_visible_mask(seq_len):
    return ~torch.eye(seq_len, dtype=torch.bool)


@wrong("Marks what is hidden: True is what may be seen (chapter 4, Three masks)")
def fully_visible_mask(seq_len):
    return torch.zeros(seq_len, seq_len, dtype=torch.bool)


@wrong("Returns numbers: a pattern is True or False (chapter 4, Three masks)")
def fully_visible_mask(seq_len):
    return torch.ones(seq_len, seq_len)


@wrong("Returns one row: each position has a row of its own (chapter 4, Three masks)")
def fully_visible_mask(seq_len):
    return torch.ones(seq_len, dtype=torch.bool)


@right("full")
def fully_visible_mask(seq_len):
    return torch.full((seq_len, seq_len), True)


@right("not False")
def fully_visible_mask(seq_len):
    return ~torch.zeros((seq_len, seq_len), dtype=torch.bool)


@right("NumPy")
def fully_visible_mask(seq_len):
    return torch.from_numpy(np.ones((seq_len, seq_len), dtype=bool))
