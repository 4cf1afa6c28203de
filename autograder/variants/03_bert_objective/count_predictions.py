"""Answers to `count_predictions`: wrong ones with the misconception behind them, then right ones."""

import math
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import torch

from bert2t5_grader.bank import right, wrong


@wrong("Cuts the fraction off: the share is rounded to the nearest whole number (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return min(max_predictions, max(1, int(mlm_probability * num_tokens)))


@wrong("Always rounds up: the share is rounded to the nearest whole number (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return min(max_predictions, max(1, math.ceil(mlm_probability * num_tokens)))


@wrong("Rounds a half up: it goes to the even neighbour (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return min(max_predictions, max(1, int(mlm_probability * num_tokens + 0.5)))


@wrong("Does not round: the answer is a whole number (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return min(max_predictions, max(1, mlm_probability * num_tokens))


@wrong("Forgets the upper limit: there are at most max_predictions (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return max(1, round(mlm_probability * num_tokens))


@wrong("Selects nothing in a short text: at least one token is selected (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return min(max_predictions, round(mlm_probability * num_tokens))


@wrong(
    "Mixes up the two limits: min keeps a number from growing too large, max from becoming too small "
    "(chapter 3, How many)"
)
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return max(max_predictions, min(1, round(mlm_probability * num_tokens)))


@wrong("Takes max_predictions for a lower limit: it is the largest number allowed (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return max(max_predictions, max(1, round(mlm_probability * num_tokens)))


@wrong("Leaves [CLS] and [SEP] out of the count: the share is one of all tokens (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return min(max_predictions, max(1, round(mlm_probability * (num_tokens - 2))))


@wrong("Limits the tokens and not the selected ones: the limit applies to the product (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return max(1, round(mlm_probability * min(num_tokens, max_predictions)))


@wrong("Adds 1 so that there is at least one: only a share that rounds to 0 becomes 1 (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return min(max_predictions, 1 + round(mlm_probability * num_tokens))


@wrong("Has 15 % written into the code: the share is an argument (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return min(max_predictions, max(1, round(0.15 * num_tokens)))


@wrong("Selects nothing at a share of 0: the least number is 1, whatever the share (chapter 3, How many)")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    if mlm_probability == 0:
        return 0
    return min(max_predictions, max(1, round(mlm_probability * num_tokens)))


@right("one step after the other with if")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    number = round(num_tokens * mlm_probability)
    if number < 1:
        number = 1
    if number > max_predictions:
        number = max_predictions
    return number


@right("NumPy: rint and clip")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return int(np.clip(np.rint(num_tokens * mlm_probability), 1, max_predictions))


@right("a torch tensor of float64, which rounds halves to even as well")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    share = torch.tensor(num_tokens * mlm_probability, dtype=torch.float64)
    return int(share.round().clamp(1, max_predictions).item())


@right("the middle one of three numbers")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    return sorted([1, round(mlm_probability * num_tokens), max_predictions])[1]


@right("a decimal number")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    share = Decimal(mlm_probability * num_tokens).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return max(1, min(int(share), max_predictions))


@right("rounds by hand")
def count_predictions(num_tokens, mlm_probability, max_predictions):
    share = mlm_probability * num_tokens
    whole = math.floor(share)
    rest = share - whole
    if rest > 0.5 or (rest == 0.5 and whole % 2 == 1):
        whole += 1
    return min(max(whole, 1), max_predictions)
