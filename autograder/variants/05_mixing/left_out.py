"""Answers to `left_out`: wrong ones with the misconception behind them, then right ones."""

import math

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mixing import equal, examples_proportional, expected_epochs, temperature_scaled

SIZES = {"marlish": 6000, "sst2": 300, "cola": 60}


@wrong(
    "Trusts in the streams: one that is drawn less often than it has examples does not reach its end "
    "(chapter 5, How often each example comes)"
)
def left_out():
    return "a"


@wrong(
    "Takes mixing in proportion, where the largest task gets most: a third of the draws is the least that "
    "it gets (chapter 5, In equal parts)"
)
def left_out():
    return "b"


@wrong(
    "Adds the run with a temperature: marlish still gets three quarters of the draws, twice its examples "
    "(chapter 5, Temperature)"
)
def left_out():
    return "d"


@right("the letter")
def left_out():
    return "c"


@right("computed from the rates")
def left_out():
    strategies = {
        "in proportion": examples_proportional(SIZES, math.inf),
        "temperature 2": temperature_scaled(SIZES, 2, 2**21),
        "in equal parts": equal(SIZES),
    }
    short = [
        name for name, rates in strategies.items() if expected_epochs(rates, SIZES, 16_000)["marlish"] < 1
    ]
    return {0: "a", 1: "b" if short == ["in proportion"] else "c", 2: "d"}[len(short)]


@right("by hand")
def left_out():
    draws = 500 * 32
    third, three_quarters = draws / 3, 0.75 * draws
    return "c" if third < 6000 < three_quarters else "d"
