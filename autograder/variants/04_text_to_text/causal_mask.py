"""Answers to `causal_mask`: wrong ones with the misconception behind them, then right ones."""

import torch

from bert2t5_grader.bank import right, wrong


@wrong("Hides each position from itself: it has been written when it is read (chapter 4, Three masks)")
def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril(-1)


@wrong("Shows the next position as well: that is what is to be predicted (chapter 4, Three masks)")
def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril(1)


@wrong(
    "Takes columns for rows, and so shows what comes later: a row is a position that looks (chapter 4,"
    " Three masks)"
)
def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).triu()


@wrong("Marks what is hidden, as some layers of torch do: True is what may be seen (chapter 4, Three masks)")
def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).triu(1)


@wrong("Shows everything: the decoder would see what it is to predict (chapter 4, Three masks)")
def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool)


@wrong("Shows each position itself alone: it sees everything before, too (chapter 4, Three masks)")
def causal_mask(seq_len):
    return torch.eye(seq_len, dtype=torch.bool)


@wrong("Returns numbers: a pattern is True or False (chapter 4, Three masks)")
def causal_mask(seq_len):
    return torch.ones(seq_len, seq_len).tril()


@wrong(
    "Returns what is added to scores, 0 and minus infinity: a pattern is True or False (chapter 4, Three"
    " masks)"
)
def causal_mask(seq_len):
    return torch.full((seq_len, seq_len), -torch.inf).triu(1)


@right("compares positions")
def causal_mask(seq_len):
    positions = torch.arange(seq_len)
    return positions[:, None] >= positions


@right("two loops")
def causal_mask(seq_len):
    return torch.tensor([[key <= query for key in range(seq_len)] for query in range(seq_len)])


@right("not the upper triangle")
def causal_mask(seq_len):
    return ~torch.triu(torch.ones((seq_len, seq_len), dtype=torch.bool), diagonal=1)


@right("a cumulative sum of the diagonal")
def causal_mask(seq_len):
    return torch.eye(seq_len).flip(1).cumsum(1).flip(1) > 0
