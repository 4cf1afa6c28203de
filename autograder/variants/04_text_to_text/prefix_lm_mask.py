"""Answers to `prefix_lm_mask`: wrong ones with the misconception behind them, then right ones."""

import torch

from bert2t5_grader.bank import right, wrong


@wrong(
    "Opens the rows of the prefix, so that it sees what comes after it: its columns are open (chapter 4,"
    " Three masks)"
)
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    mask[:prefix_len, :] = True
    return mask


@wrong("Forgets the prefix: inside it the pattern is fully visible (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    return torch.ones(seq_len, seq_len, dtype=torch.bool).tril()


@wrong("Forgets the rest: after the prefix the pattern is causal (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.zeros(seq_len, seq_len, dtype=torch.bool)
    mask[:, :prefix_len] = True
    return mask


@wrong("Shows everything after the prefix: there the pattern is causal (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool)
    mask[:prefix_len, prefix_len:] = False
    return mask


@wrong("Hides the prefix from what follows: every position sees it (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    mask[:, :prefix_len] = False
    mask[:prefix_len, :prefix_len] = True
    return mask


@wrong("Counts one position too many into the prefix (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    mask[:, : prefix_len + 1] = True
    return mask


@wrong("Counts one position too few into the prefix (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    mask[:, : max(0, prefix_len - 1)] = True
    return mask


@wrong("Takes the prefix from the end: it stands at the beginning (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    mask[:, seq_len - prefix_len :] = True
    return mask


@wrong("Swaps rows and columns: a row is a position that looks (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    mask[:, :prefix_len] = True
    return mask.T


@wrong("Marks what is hidden: True is what may be seen (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len, dtype=torch.bool).tril()
    mask[:, :prefix_len] = True
    return ~mask


@wrong("Returns numbers: a pattern is True or False (chapter 4, Three masks)")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.ones(seq_len, seq_len).tril()
    mask[:, :prefix_len] = 1
    return mask


@right("compares positions")
def prefix_lm_mask(seq_len, prefix_len):
    positions = torch.arange(seq_len)
    return (positions <= positions[:, None]) | (positions < prefix_len)


@right("opens the square of the prefix in a causal pattern")
def prefix_lm_mask(seq_len, prefix_len):
    mask = torch.tril(torch.ones((seq_len, seq_len), dtype=torch.bool))
    mask[:prefix_len, :prefix_len] = True
    return mask


@right("two loops")
def prefix_lm_mask(seq_len, prefix_len):
    rows = [[key < prefix_len or key <= query for key in range(seq_len)] for query in range(seq_len)]
    return torch.tensor(rows)


@right("each row sees up to a limit")
def prefix_lm_mask(seq_len, prefix_len):
    limits = torch.arange(1, seq_len + 1).clamp(min=prefix_len)
    return torch.arange(seq_len).expand(seq_len, seq_len) < limits.unsqueeze(1)
