"""Answers to `learned_by_heart`: wrong ones with the misconception behind them, then right ones."""

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mixing import equal, examples_proportional, expected_epochs

SIZES = {"marlish": 6000, "sst2": 300, "cola": 60}


@wrong(
    "Takes mixing in proportion for the cause: there every example comes about three times, too few times "
    "to be learned by heart (chapter 5, How often each example comes)"
)
def learned_by_heart():
    return "a"


@wrong(
    "Takes the run with a temperature: in equal parts the smallest task comes still more often (chapter 5, "
    "Temperature)"
)
def learned_by_heart():
    return "b"


@wrong(
    "Has the right run with the epochs of another: a third of the draws, divided by 60 (chapter 5, How "
    "often each example comes)"
)
def learned_by_heart():
    return "c"


@right("the letter")
def learned_by_heart():
    return "d"


@right("computed from the rates")
def learned_by_heart():
    epochs = expected_epochs(equal(SIZES), SIZES, 500 * 32)["cola"]
    return min({"c": 20, "d": 89}.items(), key=lambda choice: abs(choice[1] - epochs))[0]


@right("compared with the other strategies")
def learned_by_heart():
    in_parts = expected_epochs(equal(SIZES), SIZES, 16_000)["cola"]
    in_proportion = expected_epochs(examples_proportional(SIZES, 6000), SIZES, 16_000)["cola"]
    return "d" if in_parts > 10 * in_proportion else "a"
