# %% [markdown]
# # Lab 5: mixing tasks
#
# One model can learn many tasks, as long as each says in its prefix what is asked.
# But one task has 400,000 examples and another 2,500.
# How often should each be seen?
# In this lab you write the three strategies of the T5 paper and a sampler that draws by them.
# At the end your sampler trains three small T5s, and you see what each strategy does to a large and to a
# small task.
#
# Read chapter 5 first.
# The lab then takes about two hours.
# It has eight exercises worth 100 points.
#
# How it works:
#
# - Replace each `raise NotImplementedError()` by your answer, and run the cells from top to bottom.
# - The cell below an answer uses your code on something worth seeing.
# - The cell after that checks it and shows a card: what passed, the first thing that went wrong, and a hint.
#   A check changes nothing, so run it as often as you like.
# - The checks that you see are not all.
#   At grading, hidden ones follow on fresh random inputs, and the points depend on those.
# - Exercises build on each other.
#   Where your function calls an earlier one of yours, a mistake there costs points here too.
# - Work on copies: no function here changes its arguments, but for a generator that it draws from.

# %% nbgrader={"grade_id": "setup", "locked": true}
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate, islice
from typing import Any, Self

import matplotlib.pyplot as plt
import torch
from transformers import AutoTokenizer, T5Config, T5ForConditionalGeneration

import bert2t5
from bert2t5.checks import Check
from bert2t5.data.pocket import pocket_glue, pocket_translation
from bert2t5.models import pocket_t5
from bert2t5.summary import Summary
from bert2t5_reference.mixing import GLUE_RATES, normalize_rates

GLUE_SIZES = GLUE_RATES  # examples in the training sets of GLUE, as T5's own code has them; without WNLI

# %% [markdown]
# # Part 1: how often each task
#
# A strategy gives each task a **rate**: the probability that the next example is one of this task.
# `GLUE_SIZES` holds the sizes of eight real tasks, and the given `normalize_rates` divides numbers by their
# sum.
# It refuses what cannot be turned into probabilities:

# %%
print(GLUE_SIZES)
print(normalize_rates({"rte": 1, "cola": 1, "mnli": 6}))
try:
    normalize_rates({})
except ValueError as error:
    print("ValueError:", error)


def show(columns, form):
    """Print numbers for each task of GLUE, one column for each name."""
    print(" " * 12, *(f"{name:>12}" for name in columns))
    for task, size in GLUE_SIZES.items():
        print(f"{task:5}{size:8}", *(f"{numbers[task]:12{form}}" for numbers in columns.values()))


# %% [markdown]
# ## 1. In proportion, with a limit
#
# *Warm-up, 10 minutes, 12 points*
#
# Put all examples of all tasks into one heap and draw from it.
# Then the rates are in proportion to the sizes, and a task with a million examples hides all others.
# So the paper counts at most $K$ examples of any task, an artificial limit:
#
# $$r_m = \frac{\min(e_m, K)}{\sum_n \min(e_n, K)}$$
#
# By hand, for $K = 500$:
#
# ```
# task   examples   counts   rate
# rte         200      200    0.2     200 of 1000
# cola        300      300    0.3
# mnli       8000      500    0.5     limited
# ```
#
# The limit decides how often a task is drawn.
# It takes no example away: all 8000 of mnli may still come.

# %% nbgrader={"grade_id": "examples_proportional", "solution": true}
from bert2t5_reference.mixing import examples_proportional

# %% [markdown]
# What does a limit change for the real tasks?

# %%
show(
    {
        "no limit": examples_proportional(GLUE_SIZES, math.inf),
        "K = 2^18": examples_proportional(GLUE_SIZES, 2**18),
        "K = 2^16": examples_proportional(GLUE_SIZES, 2**16),
        "K = 2^12": examples_proportional(GLUE_SIZES, 2**12),
    },
    ".2%",
)

# %% nbgrader={"grade_id": "test_examples_proportional", "points": 12}
check = Check("examples_proportional", points=12)
with check.that(
    "in proportion to the sizes", hint='Divide by the sum (chapter 5, "In proportion, with a limit")'
):
    check.equal(examples_proportional, {"rte": 200, "cola": 300}, 1000, expected={"rte": 0.4, "cola": 0.6})
    check.equal(
        examples_proportional, {"rte": 100, "mnli": 300}, math.inf, expected={"rte": 0.25, "mnli": 0.75}
    )
with check.that(
    "a task counts at most the maximum",
    hint='In its own place and in the sum (chapter 5, "In proportion, with a limit")',
):
    check.equal(
        examples_proportional,
        {"rte": 200, "cola": 300, "mnli": 8000},
        500,
        expected={"rte": 0.2, "cola": 0.3, "mnli": 0.5},
    )
    check.equal(
        examples_proportional,
        {"qqp": 7000, "rte": 100, "mnli": 8000},
        200,
        expected={"qqp": 0.4, "rte": 0.2, "mnli": 0.4},
    )
with check.that(
    "nothing to draw from is refused",
    hint='`normalize_rates` does that (chapter 5, "In proportion, with a limit")',
):
    check.raises(examples_proportional, {}, 500, error=ValueError)
    check.raises(examples_proportional, {"rte": 200, "cola": 300}, 0, error=ValueError)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import mixing as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mixing as reference


def order(strategy, *arguments):
    """Give the tasks in their order."""
    return list(strategy(*arguments))


def same_as_reference(*case, via=None):
    answer = reference.examples_proportional
    check.equal(examples_proportional, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden(
    "without a limit", hint='Divide by the sum (chapter 5, "In proportion, with a limit")'
) as rng:
    for number in (2, 3, 5, 8):
        same_as_reference(cases.sizes(rng, number), rng.choice([10**6, 10**7, math.inf]))
with check.hidden(
    "with a limit",
    hint='The smaller number counts, also in the sum (chapter 5, "In proportion, with a limit")',
) as rng:
    for number in (2, 3, 5, 8):
        same_as_reference(cases.sizes(rng, number), rng.randint(20, 200_000))
with check.hidden(
    "a limit below all sizes", hint='Then all are equal (chapter 5, "In proportion, with a limit")'
) as rng:
    for number in (2, 5):
        same_as_reference(cases.sizes(rng, number), rng.choice([1, 5, 0.5]))
with check.hidden(
    "a single task", hint='It is all there is (chapter 5, "In proportion, with a limit")'
) as rng:
    for size in (1, rng.randint(2, 10**6)):
        same_as_reference({cases.names(rng, 1)[0]: size}, rng.randint(1, 10**6))
with check.hidden(
    "the tasks in the given order", hint='As they come (chapter 5, "In proportion, with a limit")'
) as rng:
    for _ in range(3):
        same_as_reference(cases.sizes(rng, 6), 100_000, via=order)
with check.hidden(
    "nothing to draw from is refused",
    hint='`normalize_rates` does that (chapter 5, "In proportion, with a limit")',
) as rng:
    check.raises(examples_proportional, {}, rng.randint(1, 1000), error=ValueError)
    for maximum in (0, -rng.randint(1, 1000)):
        check.raises(examples_proportional, cases.sizes(rng), maximum, error=ValueError)
check.diagnose(known_mistakes("05_mixing", "examples_proportional"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 2. Temperature
#
# *Medium, 15 minutes, 16 points*
#
# A limit makes large tasks equal and leaves the others alone.
# A temperature brings all rates closer to each other.
# Each is raised to the power $1 / T$, and then they are divided by their new sum.
#
# The limit comes first.
# By hand, for $K = 400$ and $T = 2$, which is a square root:
#
# ```
# task   examples   counts   proportional   root     rate
# rte         100      100   0.2            0.4472   1/3      root divided by 1.3416
# mnli       9000      400   0.8            0.8944   2/3
# sum                  500   1              1.3416   1
# ```
#
# A ratio of 4 has become one of 2.
# With $T = 1$ the ratio stays, and the higher $T$ is, the closer it comes to 1.
#
# Take care of a low temperature: with $T = 0.0001$ both rates get the power 10,000.
# For a float that is 0.
# Only their ratio matters, so you may divide all rates by the same number before.

# %% nbgrader={"grade_id": "temperature_scaled", "solution": true}
from bert2t5_reference.mixing import temperature_scaled

# %% [markdown]
# The paper leaves the limit at $2^{21}$ here, which is more than any task of GLUE has.
# It tries 2, 4 and 8:

# %%
show({f"T = {T}": temperature_scaled(GLUE_SIZES, T, 2**21) for T in (1, 2, 4, 8, math.inf)}, ".2%")

# %% nbgrader={"grade_id": "test_temperature_scaled", "points": 16}
check = Check("temperature_scaled", points=16)
with check.that(
    "to the power 1 / T, divided by the new sum", hint='T = 2 is a square root (chapter 5, "Temperature")'
):
    check.equal(temperature_scaled, {"rte": 100, "mnli": 900}, 2, 2**21, expected={"rte": 0.25, "mnli": 0.75})
    check.equal(
        temperature_scaled,
        {"a": 16, "b": 81, "c": 256},
        4,
        2**21,
        expected={"a": 0.2222222222222222, "b": 0.3333333333333333, "c": 0.4444444444444444},
    )
    check.equal(temperature_scaled, {"a": 16, "b": 32}, 0.5, 2**21, expected={"a": 0.2, "b": 0.8})
with check.that("temperature 1 changes nothing", hint='The power is 1 (chapter 5, "Temperature")'):
    check.equal(
        temperature_scaled,
        {"rte": 200, "cola": 300, "mnli": 8000},
        1,
        500,
        expected={"rte": 0.2, "cola": 0.3, "mnli": 0.5},
    )
with check.that("the limit comes first", hint='And then the power (chapter 5, "Temperature")'):
    check.equal(
        temperature_scaled, {"large": 100, "small": 9}, 2, 25, expected={"large": 0.625, "small": 0.375}
    )
with check.that(
    "a high and a low temperature", hint='Divide by the largest rate before (chapter 5, "Temperature")'
):
    check.equal(temperature_scaled, {"a": 5, "b": 80}, math.inf, 2**21, expected={"a": 0.5, "b": 0.5})
    check.equal(
        temperature_scaled,
        {"a": 500, "b": 400, "c": 300},
        0.001,
        400,
        expected={"a": 0.5, "b": 0.5, "c": 0.0},
    )
with check.that("a temperature above 0", hint='Others are refused (chapter 5, "Temperature")'):
    for temperature in (0, -2, math.nan):
        check.raises(temperature_scaled, {"a": 5, "b": 80}, temperature, 2**21, error=ValueError)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import mixing as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mixing as reference


def order(strategy, *arguments):
    """Give the tasks in their order."""
    return list(strategy(*arguments))


def same_as_reference(*case, via=None):
    answer = reference.temperature_scaled
    check.equal(temperature_scaled, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden(
    "to the power 1 / T", hint='T = 2 is a square root, T = 4 the fourth one (chapter 5, "Temperature")'
) as rng:
    for temperature in (2, 4, 8, rng.uniform(1.5, 3)):
        same_as_reference(cases.sizes(rng, rng.randint(2, 6)), temperature, 2**21)
# The largest task has at least 5 times the limit, so that the root of its size without one is twice as large.
with check.hidden("the limit comes first", hint='And then the power (chapter 5, "Temperature")') as rng:
    for temperature in (1.5, 2, 4):
        same_as_reference(cases.sizes(rng, 5), temperature, rng.randint(20, 200_000))
with check.hidden("temperature 1 changes nothing", hint='The power is 1 (chapter 5, "Temperature")') as rng:
    for maximum in (2**21, rng.randint(20, 200_000)):
        same_as_reference(cases.sizes(rng, 4), 1, maximum)
with check.hidden(
    "below 1 the largest task takes more", hint='The power is above 1 (chapter 5, "Temperature")'
) as rng:
    for temperature in (0.5, rng.uniform(0.3, 0.8)):
        same_as_reference(cases.sizes(rng, 3, largest=1000), temperature, 2**21)
with check.hidden("an infinite temperature", hint='All are equal (chapter 5, "Temperature")') as rng:
    for number in (2, 3, 7):
        same_as_reference(cases.sizes(rng, number), math.inf, rng.randint(20, 200_000))
with check.hidden(
    "no temperature is too low", hint='Divide by the largest rate before (chapter 5, "Temperature")'
) as rng:
    for temperature, maximum in [(1e-3, 15), (1e-5, 2**21), (rng.uniform(1e-4, 1e-3), 15)]:
        same_as_reference(cases.sizes(rng, 6), temperature, maximum)
with check.hidden("the tasks in the given order", hint='As they come (chapter 5, "Temperature")') as rng:
    for _ in range(2):
        same_as_reference(cases.sizes(rng, 6), 2, 100_000, via=order)
with check.hidden("what is refused", hint='No task, and no number above 0 (chapter 5, "Temperature")') as rng:
    for temperature in (0, -rng.uniform(0.1, 3), math.nan):
        check.raises(temperature_scaled, cases.sizes(rng), temperature, 2**21, error=ValueError)
    check.raises(temperature_scaled, cases.sizes(rng), 2, 0, error=ValueError)
    check.raises(temperature_scaled, {}, 2, 2**21, error=ValueError)
check.diagnose(known_mistakes("05_mixing", "temperature_scaled"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 3. In equal parts
#
# *Warm-up, 5 minutes, 6 points*
#
# The third strategy asks for no size.
# Every task is drawn as often as every other:
#
# ```
# task   examples   rate
# rte         200    1/3
# cola        300    1/3
# mnli       8000    1/3
# ```
#
# The tasks are equal, and the examples are not: one of rte comes 40 times as often as one of mnli.

# %% nbgrader={"grade_id": "equal", "solution": true}
from bert2t5_reference.mixing import equal

# %% [markdown]
# How many times as often as in proportion is each task drawn?

# %%
in_proportion = examples_proportional(GLUE_SIZES, math.inf)
for task, rate in equal(GLUE_SIZES).items():
    print(f"{task:5} {rate / in_proportion[task]:6.2f}")

# %% nbgrader={"grade_id": "test_equal", "points": 6}
check = Check("equal", points=6)
with check.that("every task is drawn as often", hint='Whatever its size (chapter 5, "In equal parts")'):
    check.equal(equal, {"rte": 100, "mnli": 9000}, expected={"rte": 0.5, "mnli": 0.5})
    check.equal(
        equal,
        {"a": 1, "b": 10, "c": 100, "d": 1000},
        expected={"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25},
    )
with check.that("no task is refused", hint='`normalize_rates` does that (chapter 5, "In equal parts")'):
    check.raises(equal, {}, error=ValueError)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import mixing as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mixing as reference


def order(strategy, *arguments):
    """Give the tasks in their order."""
    return list(strategy(*arguments))


def same_as_reference(*case, via=None):
    answer = reference.equal
    check.equal(equal, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden(
    "every task is drawn as often", hint='Whatever its size (chapter 5, "In equal parts")'
) as rng:
    for number in (2, 3, 6, 7):
        same_as_reference(cases.sizes(rng, number))
    same_as_reference({cases.names(rng, 1)[0]: rng.randint(1, 10**6)})
with check.hidden("the tasks in the given order", hint='As they come (chapter 5, "In equal parts")') as rng:
    for _ in range(2):
        same_as_reference(cases.sizes(rng, 6), via=order)
with check.hidden(
    "no task is refused", hint='`normalize_rates` does that (chapter 5, "In equal parts")'
) as rng:
    check.raises(equal, {}, error=ValueError)
check.diagnose(known_mistakes("05_mixing", "equal"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 4. How often each example comes
#
# *Warm-up, 8 minutes, 10 points*
#
# A rate says little by itself.
# What counts is how often a run goes through the examples of a task, its epochs.
# Too many, and the model learns them by heart; less than one, and it never sees some of them.
#
# By hand, for 1000 draws:
#
# ```
# task   rate   draws   examples   epochs
# rte    0.5      500        100      5
# mnli   0.5      500       5000      0.1
# ```
#
# The draws of a run are its steps times the batch size.

# %% nbgrader={"grade_id": "expected_epochs", "solution": true}
from bert2t5_reference.mixing import expected_epochs

# %% [markdown]
# A million draws from GLUE.
# Compare mnli, the largest task, with rte, the smallest:

# %%
strategies = {
    "no limit": examples_proportional(GLUE_SIZES, math.inf),
    "K = 2^16": examples_proportional(GLUE_SIZES, 2**16),
    "T = 2": temperature_scaled(GLUE_SIZES, 2, 2**21),
    "T = 8": temperature_scaled(GLUE_SIZES, 8, 2**21),
    "equal": equal(GLUE_SIZES),
}
show({name: expected_epochs(rates, GLUE_SIZES, 1_000_000) for name, rates in strategies.items()}, ".2f")

# %% nbgrader={"grade_id": "test_expected_epochs", "points": 10}
check = Check("expected_epochs", points=10)
with check.that(
    "draws of a task, divided by its examples", hint='Its own (chapter 5, "How often each example comes")'
):
    check.equal(
        expected_epochs,
        {"rte": 0.5, "mnli": 0.5},
        {"rte": 100, "mnli": 5000},
        1000,
        expected={"rte": 5.0, "mnli": 0.1},
    )
    check.equal(
        expected_epochs,
        {"a": 0.25, "b": 0.75, "c": 0.0},
        {"a": 100, "b": 6000, "c": 10},
        800,
        expected={"a": 2.0, "b": 0.1, "c": 0.0},
    )
with check.that(
    "the tasks that have a rate", hint='There may be other sizes (chapter 5, "How often each example comes")'
):
    check.equal(expected_epochs, {"rte": 1.0}, {"mnli": 5000, "rte": 100}, 1000, expected={"rte": 10.0})
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import mixing as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mixing as reference


def order(epochs, *arguments):
    """Give the tasks in their order."""
    return list(epochs(*arguments))


def drawn(rng, number, num_others=0):
    """Return arguments; `num_others` tasks have a size and no rate, and the sizes stand in another order."""
    sizes = cases.sizes(rng, number + num_others)
    tasks = rng.sample(list(sizes), number)
    rates = reference.normalize_rates({task: rng.randint(1, 9) for task in tasks})
    return rates, sizes, rng.randint(1000, 10**6)


def same_as_reference(*case, via=None):
    answer = reference.expected_epochs
    check.equal(expected_epochs, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden(
    "draws of a task, divided by its examples", hint='Its own (chapter 5, "How often each example comes")'
) as rng:
    for number in (2, 3, 5, 8):
        same_as_reference(*drawn(rng, number))
with check.hidden(
    "less than one epoch", hint='A part of the examples (chapter 5, "How often each example comes")'
) as rng:
    for _ in range(3):
        rates, sizes, _ = drawn(rng, 3)
        same_as_reference(rates, sizes, rng.randint(1, 9))
with check.hidden(
    "the tasks that have a rate", hint='There may be other sizes (chapter 5, "How often each example comes")'
) as rng:
    for num_others in (1, 3):
        same_as_reference(*drawn(rng, 3, num_others))
with check.hidden(
    "no draws and no rate", hint='Then no epoch (chapter 5, "How often each example comes")'
) as rng:
    rates, sizes, num_draws = drawn(rng, 3)
    same_as_reference(rates, sizes, 0)
    same_as_reference(rates | {next(iter(rates)): 0.0}, sizes, num_draws)
with check.hidden(
    "the order of the rates", hint='As they come (chapter 5, "How often each example comes")'
) as rng:
    for _ in range(3):
        same_as_reference(*drawn(rng, 6), via=order)
check.diagnose(known_mistakes("05_mixing", "expected_epochs"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 2: one example at a time
#
# ## 5. Draw a task
#
# *Medium, 20 minutes, 20 points*
#
# Whose turn is it?
# The tasks lie side by side on a line, each as wide as its rate, and a random number is a place on it.
# The number is a share of the whole line, so the rates need not sum to 1.
# By hand, with rates of 2, 1 and 5, a line of length 8:
#
# ```
# 0           2     3                             8
# |    rte    | cola|            mnli             |
#
# draw     place = 8 times the draw     task
# 0.125    1                            rte
# 0.25     2, where two tasks meet      cola    the later one
# 0.9      7.2                          mnli
# ```
#
# A draw is at least 0 and less than 1, so each task with a rate has its part and one with rate 0 has none.
#
# As in lab 3 there are two functions.
# `apply_draw_task` gets the random number and is checked exactly (14 points).
# `draw_task` draws it, and is checked on many draws (6 points).

# %% nbgrader={"grade_id": "apply_draw_task", "solution": true}
from bert2t5_reference.mixture_sampler import apply_draw_task

# %% nbgrader={"grade_id": "draw_task", "solution": true}
from bert2t5_reference.mixture_sampler import draw_task

# %% [markdown]
# The line of GLUE at temperature 2, at 70 places.
# Below it, 20,000 draws:

# %%
rates = temperature_scaled(GLUE_SIZES, 2, 2**21)
letters = dict(zip(rates, "csmqSMQr", strict=True))
print("".join(letters[apply_draw_task(rates, (place + 0.5) / 70)] for place in range(70)))
generator = torch.Generator().manual_seed(0)
counts = Counter(draw_task(rates, generator) for _ in range(20_000))
for task, rate in rates.items():
    print(f"{letters[task]} {task:5} rate {rate:6.2%}   drawn {counts[task] / 20_000:6.2%}")

# %% nbgrader={"grade_id": "test_apply_draw_task", "points": 14}
check = Check("apply_draw_task", points=14)
with check.that("a place on the line", hint='Add up the rates (chapter 5, "One example at a time")'):
    for draw, task in [(0.0, "rte"), (0.24, "rte"), (0.26, "mnli"), (0.99, "mnli")]:
        check.equal(apply_draw_task, {"rte": 0.25, "mnli": 0.75}, draw, expected=task)
    for draw, task in [(0.1, "a"), (0.2, "b"), (0.7, "b"), (0.8, "c")]:
        check.equal(apply_draw_task, {"a": 0.125, "b": 0.625, "c": 0.25}, draw, expected=task)
with check.that(
    "where two tasks meet", hint='The place belongs to the later one (chapter 5, "One example at a time")'
):
    check.equal(apply_draw_task, {"rte": 0.25, "mnli": 0.75}, 0.25, expected="mnli")
    check.equal(apply_draw_task, {"a": 0.125, "b": 0.625, "c": 0.25}, 0.75, expected="c")
with check.that(
    "rates need not sum to 1", hint='The draw is a share of the whole (chapter 5, "One example at a time")'
):
    for draw, task in [(0.125, "rte"), (0.3, "cola"), (0.9, "mnli")]:
        check.equal(apply_draw_task, {"rte": 2, "cola": 1, "mnli": 5}, draw, expected=task)
    for draw, task in [(0.25, "a"), (0.75, "b")]:
        check.equal(apply_draw_task, {"a": 0.125, "b": 0.125}, draw, expected=task)
with check.that(
    "a task with rate 0 is never drawn", hint='It has no width (chapter 5, "One example at a time")'
):
    rates = {"first": 0.0, "a": 0.5, "middle": 0.0, "b": 0.5, "last": 0.0}
    for draw, task in [(0.0, "a"), (0.25, "a"), (0.5, "b"), (0.9999999999999999, "b")]:
        check.equal(apply_draw_task, rates, draw, expected=task)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import mixing as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mixture_sampler as reference


def at(apply, rates, draws):
    """Give the tasks of several draws."""
    return [apply(rates, draw) for draw in draws]


def same_as_reference(rates, draws):
    wanted = at(reference.apply_draw_task, rates, draws)
    check.equal(apply_draw_task, rates, draws, expected=wanted, via=at)


with check.hidden("a place on the line", hint='Add up the rates (chapter 5, "One example at a time")') as rng:
    for number in (2, 3, 4, 6):
        units = rng.sample(range(cases.UNITS), 20)
        same_as_reference(cases.line_rates(rng, number), [(unit + 0.5) / cases.UNITS for unit in units])
with check.hidden(
    "where two tasks meet", hint='The place belongs to the later one (chapter 5, "One example at a time")'
) as rng:
    for number in (3, 5, 8):
        rates = cases.line_rates(rng, number)
        same_as_reference(rates, [0.0, *accumulate(rates.values())][:-1])
with check.hidden(
    "rates need not sum to 1", hint='The draw is a share of the whole (chapter 5, "One example at a time")'
) as rng:
    for unit in (1, 4, 1 / 128, 2.0**-20):
        units = rng.sample(range(cases.UNITS), 20)
        same_as_reference(cases.line_rates(rng, 4, unit), [place / cases.UNITS for place in units])
with check.hidden(
    "a task with rate 0 is never drawn", hint='It has no width (chapter 5, "One example at a time")'
) as rng:
    for _ in range(4):
        one, *others = cases.line_rates(rng, 3).items()
        rates = dict([("no first", 0.0), one, ("no middle", 0), *others, ("no last", 0.0)])
        same_as_reference(rates, [0.0, one[1], 1 - 2.0**-53])
# Rounding changes the sums of these rates, or what is left of a sum when they are taken away from it. The
# draw is the last number before 1.
with check.hidden(
    "the last place on the line",
    hint='The sum as it was rounded is the length (chapter 5, "One example at a time")',
) as rng:
    for parts in ([0.1] * 10, [0.1] * 3 + [0.7], [0.7] + [0.1] * 3):
        rates = dict(zip(cases.names(rng, len(parts)), parts, strict=True))
        same_as_reference(rates | {"no rate": 0.0}, [1 - 2.0**-53])
check.diagnose(known_mistakes("05_mixing", "apply_draw_task"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_draw_task", "points": 6}
from itertools import repeat, starmap
from operator import iconcat

from bert2t5.checks import beside


def many(draw, rates, generator, number):
    """Give the tasks of that many draws; the loop runs where the answer lives."""
    arguments = beside(draw, repeat)((rates, generator), number)
    return beside(draw, iconcat)([], beside(draw, starmap)(draw, arguments))


check = Check("draw_task", points=6)
with check.that("where there is no choice", hint='One task has it all (chapter 5, "One example at a time")'):
    for seed in range(5):
        generator = torch.Generator().manual_seed(seed)
        check.equal(draw_task, {"rte": 0.0, "mnli": 3.0, "cola": 0.0}, generator, expected="mnli")
# Each of the three is missing with a probability below 0.75^200 < 1e-24.
with check.that("every task turns up", hint='Each has its part (chapter 5, "One example at a time")'):
    generator = torch.Generator().manual_seed(0)
    seen = check.value(draw_task, {"a": 0.25, "b": 0.5, "c": 0.25}, generator, 200, via=many)
    found = sorted(set(map(str, seen)))
    wanted = ["a", "b", "c"]
    check.require(found == wanted, "not these tasks in 200 draws", expected=wanted, got=found)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import mixing as cases
from bert2t5_grader.bank import known_mistakes

# False alarms: with 3 tasks and 5000 draws the L1 distance of shares and rates reaches 0.1 with a probability
# of at most 2^3 * exp(-5000 * 0.1^2 / 2) < 2e-10 in each of the 3 cases (the bound of Bretagnolle, Huber and
# Carol).
# Power: what is at least 0.2 away passes with a probability below 2e-10. Tasks that are equally likely are
# 0.58 away, the largest rate always 0.75, the largest product of rate and random number 0.31.
with check.hidden(
    "each task by its rate", hint='One number for each draw (chapter 5, "One example at a time")'
) as rng:
    for unit in (0.125, 0.01, 3.0):
        parts = dict(zip(cases.names(rng, 3), rng.sample([1, 2, 5], 3), strict=True))
        rates = {task: part * unit for task, part in parts.items()} | {"never": 0.0}
        seen = check.value(draw_task, rates, cases.generator(rng), 5000, via=many)
        wanted = {task: part / 8 for task, part in parts.items()}
        away = cases.distance(cases.shares(map(str, seen)), wanted)
        check.require(away < 0.1, "the tasks do not come by their rates")
        check.require("never" not in seen, "a task with rate 0 was drawn")
# Two independent series of 100 draws agree with a probability of 2^-100 in each of 3 cases.
with check.hidden(
    "the generator is the only source of randomness",
    hint='The same state gives the same task, and then it goes on (chapter 5, "One example at a time")',
) as rng:
    for _ in range(3):
        rates = dict.fromkeys(cases.names(rng, 2), 0.5)
        state = rng.getrandbits(62)
        once, again = (
            check.value(draw_task, rates, torch.Generator().manual_seed(state), 200, via=many)
            for _ in range(2)
        )
        other = check.value(draw_task, rates, torch.Generator().manual_seed(state + 1), 200, via=many)
        check.require(once == again, "the same state gave two series")
        check.require(once[:100] != once[100:], "the second hundred draws are those of the first")
        check.require(once != other, "another state gave the same series")
check.diagnose(known_mistakes("05_mixing", "draw_task"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 6. The sampler
#
# *Hard, 30 minutes, 24 points*
#
# A sampler says which example comes next, as a task and an index.
# The task is drawn for each example, not for each batch, so one batch holds several tasks.
# And each task has a stream of its own: all its examples once in random order, then all of them in another
# random order, and so on.
#
# By hand, with two examples of rte and three of cola:
#
# ```
# drawn task     rte  cola  cola  rte  rte  cola  rte  cola
# index of rte    1                0    0          1          first 1 0, then 0 1
# index of cola         0     2              1          2     first 0 2 1, then 2 ...
# ```
#
# The streams do not wait for each other: cola goes on where it was when rte begins anew.
#
# A training may be stopped and started again, so the sampler can give its state and go on from one.
# The state has to hold all that decides what is still to come.
# And it has to be a copy: it must not change when the sampler goes on.

# %% nbgrader={"grade_id": "MixtureSampler", "solution": true}
from bert2t5_reference.mixture_sampler import MixtureSampler

# %% [markdown]
# Three tasks of 3, 8 and 40 examples, in equal parts.
# Each task has a line, so that you see its stream:

# %%
small_sizes = {"rte": 3, "cola": 8, "mnli": 40}
sampler = MixtureSampler(equal(small_sizes), small_sizes, torch.Generator().manual_seed(1))
drawn = list(islice(sampler, 30))
for task in small_sizes:
    print(f"{task:5}", " ".join(f"{index:2}" if name == task else " ." for name, index in drawn))

# %% nbgrader={"grade_id": "test_MixtureSampler", "points": 24}
from collections import deque
from itertools import filterfalse, starmap
from operator import iconcat

from bert2t5.checks import beside


def take(sampler, number):
    """Give the next items of a sampler; the loop runs where it lives."""
    return beside(sampler, iconcat)([], beside(sampler, islice)(sampler, number))


def save(sampler):
    """Return the sampler's state in a deque that lies where the sampler lives: what crosses is a copy."""
    return beside(sampler, deque)(beside(sampler, starmap)(sampler.state_dict, [()]))


def load(sampler, saved):
    """Have a sampler load what `save` gave."""
    beside(sampler, deque)(beside(sampler, filterfalse)(sampler.load_state_dict, saved))


def items(module, rates, num_examples, generator, number):
    """Make a sampler and give its first items."""
    return take(module(rates, num_examples, generator), number)


def made(module, rates, num_examples):
    """Only make a sampler; it is not asked for an item."""
    module(rates, num_examples, torch.Generator())


def indices(seen, task):
    """Return the indices of a task; what is no pair is left out."""
    return [item[1] for item in seen if isinstance(item, tuple) and len(item) == 2 and item[0] == task]


def saved_and_loaded(module, rates, num_examples, generator):
    """Give the five items after ten others: from the sampler, and from a new one that loads its state."""
    sampler = module(rates, num_examples, generator)
    take(sampler, 10)
    saved = save(sampler)
    wanted = take(sampler, 5)
    other = module(rates, num_examples, torch.Generator())
    load(other, saved)
    return wanted, take(other, 5)


check = Check("MixtureSampler", points=24)
with check.that("a task and an index", hint='A tuple of the two (chapter 5, "One example at a time")'):
    check.equal(
        MixtureSampler,
        {"never": 0.0, "only": 2.0},
        {"only": 1},
        torch.Generator(),
        3,
        expected=[("only", 0), ("only", 0), ("only", 0)],
        via=items,
    )
with check.that(
    "all examples of a task before one comes again",
    hint='Whatever the other tasks do in between (chapter 5, "One example at a time")',
):
    for seed in range(5):
        generator = torch.Generator().manual_seed(seed)
        rates, sizes = {"rte": 0.5, "cola": 0.5}, {"rte": 3, "cola": 5}
        seen = check.value(MixtureSampler, rates, sizes, generator, 60, via=items)
        for task, size in sizes.items():
            stream = indices(seen, task)
            for start in (0, size):
                epoch = sorted(map(str, stream[start : start + size]))
                wanted = list(map(str, range(size)))
                what = f"{size} items of {task} that are not all its examples"
                check.require(epoch == wanted, what, expected=" ".join(wanted), got=" ".join(epoch))
with check.that(
    "a sampler that loads a state goes on",
    hint='From the very same place (chapter 5, "One example at a time")',
):
    for seed in range(3):
        wanted, seen = check.value(
            MixtureSampler,
            {"rte": 0.25, "mnli": 0.75},
            {"rte": 3, "mnli": 50},
            torch.Generator().manual_seed(seed),
            via=saved_and_loaded,
        )
        check.require(seen == wanted, "not the items that were to come", expected=wanted, got=seen)
with check.that(
    "a task that can be drawn has examples", hint='Say so at once (chapter 5, "One example at a time")'
):
    rates = {"rte": 0.5, "cola": 0.5}
    for sizes in ({"rte": 3}, {"rte": 3, "cola": 0}):
        check.raises(MixtureSampler, rates, sizes, error=ValueError, via=made)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import mixing as cases
from bert2t5_grader.bank import known_mistakes


def resumed(module, rates, num_examples, generator, before, other, number):
    """Give what comes after `before` items, and what two others give that load the state one after the other.

    They have drawn `other` items from another state before.
    """
    sampler = module(rates, num_examples, generator)
    take(sampler, before)
    saved = save(sampler)
    series = [take(sampler, number)]
    for _ in range(2):
        another = module(rates, num_examples, torch.Generator())
        take(another, other)
        load(another, saved)
        series.append(take(another, number))
    return series


def in_parts(module, rates, num_examples, generator, numbers):
    """Give the items of one sampler, which is iterated over anew for each of the numbers."""
    sampler = module(rates, num_examples, generator)
    return [item for number in numbers for item in take(sampler, number)]


def three_tasks(rng):
    """Return rates of 1, 2 and 5 eighths, and sizes of 3, 7 and 40 in another order."""
    tasks = cases.names(rng, 3)
    parts, sizes = rng.choice([((1, 5, 2), (40, 3, 7)), ((5, 2, 1), (7, 3, 40)), ((2, 1, 5), (3, 40, 7))])
    rates = {task: part / 8 for task, part in zip(tasks, parts, strict=True)}
    return rates, dict(zip(tasks, sizes, strict=True))


def by_the_rates(rates, sizes, generator, unit):
    """Require that tasks, and pairs of tasks in a row, come by the rates; they are given in that unit."""
    given = {task: rate * unit for task, rate in rates.items()}
    seen = check.value(MixtureSampler, given, sizes, generator, 3000, via=items)
    tasks = [task for task, _ in cases.as_items(seen)]
    away = cases.distance(cases.shares(tasks), rates)
    check.require(away < 0.12, "the tasks do not come by their rates")
    in_a_row = {(one, other): rates[one] * rates[other] for one in rates for other in rates}
    away = cases.distance(cases.shares(cases.pairs(tasks)), in_a_row)
    check.require(away < 0.2, "the tasks of two items in a row hang together")


with check.hidden(
    "all examples of a task before one comes again",
    hint='Each task has a stream of its own (chapter 5, "One example at a time")',
) as rng:
    for number in (1, 2, 4):
        rates = cases.line_rates(rng, number) if number > 1 else {cases.names(rng, 1)[0]: 1.0}
        sizes = {task: rng.randint(1, 20) for task in rates}
        seen = check.value(MixtureSampler, rates, sizes, cases.generator(rng), 300, via=items)
        seen = cases.as_items(seen)
        check.require(len(seen) == 300, "not pairs of a task and a whole number")
        streams = cases.streams(seen)
        check.require(streams.keys() <= rates.keys(), "unknown tasks")
        for task, stream in streams.items():
            check.require(cases.whole_epochs(stream, sizes.get(task, 1)), "examples come again too soon")
with check.hidden(
    "a sampler that loads a state goes on",
    hint='All that decides what is to come (chapter 5, "One example at a time")',
) as rng:
    for before in (0, rng.randint(1, 5), rng.randint(30, 60)):
        case = (*three_tasks(rng), cases.generator(rng), before, rng.randint(5, 50), 40)
        wanted, seen, _ = check.value(MixtureSampler, *case, via=resumed)
        check.require(seen == wanted, "not the items that were to come")
with check.hidden(
    "a state stays as it was taken",
    hint='Give copies, and take copies (chapter 5, "One example at a time")',
) as rng:
    for _ in range(2):
        case = (*three_tasks(rng), cases.generator(rng), rng.randint(10, 40), rng.randint(0, 20), 40)
        wanted, _, seen = check.value(MixtureSampler, *case, via=resumed)
        check.require(seen == wanted, "the state has changed since it was taken")
# Two independent orders of 40 examples agree with a probability of 1/40! < 1e-47.
with check.hidden(
    "the generator is the only source of randomness",
    hint='The same state gives the same items (chapter 5, "One example at a time")',
) as rng:
    for rates, sizes in [({"only": 1.0}, {"only": 40}), three_tasks(rng)]:
        state = rng.getrandbits(62)
        once, again, other = (
            check.value(MixtureSampler, rates, sizes, torch.Generator().manual_seed(number), 100, via=items)
            for number in (state, state, state + 1)
        )
        check.require(once == again, "the same state gave other items")
        check.require(once != other, "another state gave the same items")
with check.hidden(
    "iterating goes on", hint='A new loop does not begin anew (chapter 5, "One example at a time")'
) as rng:
    for numbers in ([7, 13, 5], [1, 2, 30]):
        rates, sizes = three_tasks(rng)
        state = rng.getrandbits(62)
        whole, parts = (
            check.value(
                MixtureSampler, rates, sizes, torch.Generator().manual_seed(state), given, via=in_parts
            )
            for given in ([sum(numbers)], numbers)
        )
        check.require(parts == whole, "a new loop does not go on where the last one ended")
with check.hidden(
    "a task that can be drawn has examples", hint='Say so at once (chapter 5, "One example at a time")'
) as rng:
    rates, sizes = three_tasks(rng)
    lacking = rng.choice(list(rates))
    without = {task: size for task, size in sizes.items() if task != lacking}
    check.raises(MixtureSampler, rates, without, error=ValueError, via=made)
    check.raises(MixtureSampler, rates, sizes | {lacking: 0}, error=ValueError, via=made)
    seen = check.value(MixtureSampler, rates | {lacking: 0.0}, without, cases.generator(rng), 50, via=items)
    check.require(len(cases.as_items(seen)) == 50, "a task with rate 0 needs no examples")
# False alarms: with 6 orders and 900 epochs the L1 distance of shares and probabilities reaches 0.26 with a
# probability of at most 2^6 * exp(-900 * 0.26^2 / 2) < 1e-11 (the bound of Bretagnolle, Huber and Carol).
# Power: what is at least 0.52 away passes with a probability below 1e-11; one order for all epochs is 1.67
# away, an order and its reverse in turn 1.33, a random place to begin at 1.
with check.hidden(
    "every order of a stream is equally likely",
    hint='Shuffle before each epoch (chapter 5, "One example at a time")',
) as rng:
    rates = {cases.names(rng, 1)[0]: 1.0}
    sizes = dict.fromkeys(rates, 3)
    seen = check.value(MixtureSampler, rates, sizes, cases.generator(rng), 2700, via=items)
    stream = [index for _, index in cases.as_items(seen)]
    orders = cases.shares(tuple(stream[start : start + 3]) for start in range(0, len(stream), 3))
    wanted = dict.fromkeys([(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)], 1 / 6)
    check.require(cases.distance(orders, wanted) < 0.26, "the orders are not equally likely")
# False alarms: with 3 tasks and 3000 items the distance reaches 0.12 with a probability of at most
# 2^3 * exp(-3000 * 0.12^2 / 2) < 4e-9, and with 9 pairs of tasks and 1500 pairs it reaches 0.2 with one of at
# most 2^9 * exp(-1500 * 0.2^2 / 2) < 1e-10, in each of 3 cases.
# Power: what is at least 0.24 or 0.4 away passes with a probability below 4e-9. Tasks that are equally
# likely are 0.58 away, those in proportion to their sizes more than 1. Rates that do not sum to 1 and leave
# the rest to the last task are at least 0.37 away. One task for each two items, or for a batch, is at least
# 0.5 away in its pairs: all of them are alike, or all within a batch, and 47 % should be.
with check.hidden(
    "the task is drawn for each item", hint='And not for a batch (chapter 5, "One example at a time")'
) as rng:
    by_the_rates(*three_tasks(rng), cases.generator(rng), unit=1)
with check.hidden(
    "rates need not sum to 1", hint='They are shares of their sum (chapter 5, "One example at a time")'
) as rng:
    for unit in (0.5, 8):
        by_the_rates(*three_tasks(rng), cases.generator(rng), unit)
check.diagnose(known_mistakes("05_mixing", "MixtureSampler"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 3: a measured run
#
# Three small T5s with the same random weights learn the same three tasks of the pocket world.
# Only the strategy differs.
# The tasks are of very unequal size:

# %% nbgrader={"grade_id": "run_settings", "locked": true}
TASK_SIZES = {
    "marlish": 6000,  # translate into Marlish, the second language of the pocket world
    "sst2": 300,  # is the opinion positive or negative?
    "cola": 60,  # is the sentence acceptable?
}
NUM_STEPS, BATCH_SIZE = 500, 32

# %% [markdown]
# Each example is a pair of texts, as in lab 4.
# Beside the training examples there are 100 new ones of each task:


# %%
def load_tasks(split, sizes):
    """Return for each task its examples, pairs of input and target."""
    marlish = pocket_translation(split, sizes["marlish"])
    sst2 = pocket_glue("sst2", split, sizes["sst2"])
    cola = pocket_glue("cola", split, sizes["cola"])
    sentiments, judgements = ["negative", "positive"], ["unacceptable", "acceptable"]
    return {
        "marlish": [(f"translate English to Marlish: {row['en']}", row["marlish"]) for row in marlish],
        "sst2": [(f"sst2 sentence: {row['sentence']}", sentiments[row["label"]]) for row in sst2],
        "cola": [(f"cola sentence: {row['sentence']}", judgements[row["label"]]) for row in cola],
    }


examples = load_tasks("train", TASK_SIZES)
new_examples = load_tasks("validation", dict.fromkeys(TASK_SIZES, 100))
for pairs in examples.values():
    print(*pairs[0], sep="  ->  ")

# %% [markdown]
# How often will each example come in the whole run?


# %%
def run_strategies():
    """Return the rates of the three runs."""
    return {
        "in proportion": examples_proportional(TASK_SIZES, math.inf),
        "temperature 2": temperature_scaled(TASK_SIZES, 2, 2**21),
        "in equal parts": equal(TASK_SIZES),
    }


for name, rates in run_strategies().items():
    epochs = expected_epochs(rates, TASK_SIZES, NUM_STEPS * BATCH_SIZE)
    print(f"{name:15}", *(f"{task}: {number:5.2f}  " for task, number in epochs.items()))

# %% [markdown]
# The training.
# Your sampler fills each batch, and the loss is that of chapter 4.
# Ten times in a run the loss of each task is measured on two sets of its examples: some that the model trains
# on, and new ones.

# %%
tokenizer = AutoTokenizer.from_pretrained(pocket_t5())
device = bert2t5.device()  # a GPU, if there is one


def make_batch(pairs):
    """Return the tensors of some examples; padding gets the label -100."""
    inputs, targets = zip(*pairs, strict=True)
    batch = tokenizer(list(inputs), padding=True, return_tensors="pt")
    labels = tokenizer(list(targets), padding=True, return_tensors="pt")["input_ids"]
    labels = labels.masked_fill(labels == tokenizer.pad_token_id, -100)
    return {
        "input_ids": batch["input_ids"].to(device),
        "attention_mask": batch["attention_mask"].to(device),
        "labels": labels.to(device),
    }


def make_model():
    """Return a small T5 with random weights, the same at each call."""
    torch.manual_seed(0)
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=64,
        d_kv=16,
        d_ff=256,
        num_layers=2,
        num_heads=4,
        dropout_rate=0.0,
        decoder_start_token_id=tokenizer.pad_token_id,
    )
    return T5ForConditionalGeneration(config).to(device)


@torch.no_grad()
def measure(model):
    """Return the loss of each task: on 60 of its training examples, and on the new ones."""
    return {
        task: [model(**make_batch(pairs)).loss.item() for pairs in (examples[task][:60], new_examples[task])]
        for task in examples
    }


def train(rates, steps, learning_rate=3e-3):
    """Train a model on a mixture; return what was measured, by step, and how often each task was drawn."""
    model = make_model()
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate)
    sampler = MixtureSampler(rates, TASK_SIZES, torch.Generator().manual_seed(0))
    measured, drawn = {}, Counter()
    for step in range(1, steps + 1):
        items = list(islice(sampler, BATCH_SIZE))
        drawn.update(task for task, _ in items)
        loss = model(**make_batch([examples[task][index] for task, index in items])).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % max(10, steps // 10) == 0:
            measured[step] = measure(model)
    return measured, drawn


def show_losses(runs):
    """Draw the losses of each task under each strategy: on training examples above, on new ones below."""
    _, rows = plt.subplots(
        2, len(TASK_SIZES), figsize=(10, 5), sharex=True, sharey="col", layout="constrained"
    )
    for number, (row, whose) in enumerate(zip(rows, ["training", "new"], strict=True)):
        row[0].set_ylabel(f"loss on {whose} examples")
        for axes, task in zip(row, TASK_SIZES, strict=True):
            for (name, measured), style in zip(runs.items(), ["-", "--", ":"], strict=True):
                losses = [losses[task][number] for losses in measured.values()]
                axes.plot(list(measured), losses, style, label=name)
            axes.set_yscale("log")  # so that 0.5 and 0.01 both show
    for top, bottom, (task, size) in zip(*rows, TASK_SIZES.items(), strict=True):
        top.set_title(f"{task}, {size} examples")
        bottom.set_xlabel("step")
    rows[0][0].legend()
    plt.show()


# %% [markdown]
# The three runs take one to two minutes.
# `bert2t5.steps(NUM_STEPS)` is 500, unless the environment variable `BERT2T5_STEPS` says something else.

# %%
runs = {}
for name, rates in run_strategies().items():
    runs[name], drawn = train(rates, bert2t5.steps(NUM_STEPS))
    print(f"{name:15}", *(f"{task}: {drawn[task]:5} drawn  " for task in TASK_SIZES))
show_losses(runs)

# %% [markdown]
# The upper row shows examples that the model trained on, the lower one new ones.
# The losses stand on a logarithmic axis: the same way up is the same factor, wherever it begins.
# Where the two part, the model has learned examples by heart.
# Where both stay high, it has seen too few.
#
# ## 7. Learned by heart
#
# *Question, 5 minutes, 6 points*
#
# In which run is cola learned by heart most of all?
# Its loss is nearly 0 on the 60 training examples then, and many times that on new ones.
# And how often did each of the 60 examples come in the 500 steps of that run?
#
# - a: in proportion, about 3 times
# - b: with temperature 2, about 20 times
# - c: in equal parts, about 20 times
# - d: in equal parts, about 89 times


# %% nbgrader={"grade_id": "learned_by_heart", "solution": true}
def learned_by_heart() -> str:
    """Return the letter of the right choice of question 7: "a", "b", "c" or "d"."""
    ### BEGIN SOLUTION
    return "d"
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_learned_by_heart", "points": 6}
check = Check("learned_by_heart", points=6)
with check.that("one of the letters", hint="Read the question above once more"):
    letter = check.value(learned_by_heart)
    check.require(letter in ("a", "b", "c", "d"), "no such choice", expected="a, b, c or d", got=letter)
### BEGIN HIDDEN TESTS
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mixing as reference

choices = {
    "a": ("in proportion", 3),
    "b": ("temperature 2", 20),
    "c": ("in equal parts", 20),
    "d": ("in equal parts", 89),
}
epochs = {
    name: reference.expected_epochs(rates, TASK_SIZES, NUM_STEPS * BATCH_SIZE)["cola"]
    for name, rates in [
        ("in proportion", reference.examples_proportional(TASK_SIZES, math.inf)),
        ("temperature 2", reference.temperature_scaled(TASK_SIZES, 2, 2**21)),
        ("in equal parts", reference.equal(TASK_SIZES)),
    ]
}
most = max(epochs, key=epochs.get)
right = [letter for letter, choice in choices.items() if choice == (most, round(epochs[most]))]
with check.hidden("the right choice", hint='Draws and examples (chapter 5, "How often each example comes")'):
    check.equal(learned_by_heart, expected=right[0])
check.diagnose(known_mistakes("05_mixing", "learned_by_heart"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 8. Left out
#
# *Question, 5 minutes, 6 points*
#
# Each run draws 16,000 examples, more than twice as many as marlish has.
# Under which strategies do some of its 6,000 sentences nevertheless never come?
#
# - a: under none, because each stream goes through all its examples
# - b: in proportion alone
# - c: in equal parts alone
# - d: with temperature 2 and in equal parts


# %% nbgrader={"grade_id": "left_out", "solution": true}
def left_out() -> str:
    """Return the letter of the right choice of question 8: "a", "b", "c" or "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_left_out", "points": 6}
check = Check("left_out", points=6)
with check.that("one of the letters", hint="Read the question above once more"):
    letter = check.value(left_out)
    check.require(letter in ("a", "b", "c", "d"), "no such choice", expected="a, b, c or d", got=letter)
### BEGIN HIDDEN TESTS
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mixing as reference

choices = {
    "a": [],
    "b": ["in proportion"],
    "c": ["in equal parts"],
    "d": ["temperature 2", "in equal parts"],
}
# A stream shows all its examples in its first epoch. The draws of a task are 16,000 coins, whose standard
# deviation is at most 0.011 epochs of marlish, and every strategy is at least 0.11 epochs away from one.
below_one = [
    name
    for name, rates in [
        ("in proportion", reference.examples_proportional(TASK_SIZES, math.inf)),
        ("temperature 2", reference.temperature_scaled(TASK_SIZES, 2, 2**21)),
        ("in equal parts", reference.equal(TASK_SIZES)),
    ]
    if reference.expected_epochs(rates, TASK_SIZES, NUM_STEPS * BATCH_SIZE)["marlish"] < 1
]
right = [letter for letter, names in choices.items() if names == below_one]
with check.hidden("the right choice", hint='Less than one epoch (chapter 5, "How often each example comes")'):
    check.equal(left_out, expected=right[0])
check.diagnose(known_mistakes("05_mixing", "left_out"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## Your points
#
# The last cell adds up the cards of this session.
# Before you hand in, restart the kernel and run all cells once more.

# %%
Summary(
    [
        "examples_proportional",
        "temperature_scaled",
        "equal",
        "expected_epochs",
        "apply_draw_task",
        "draw_task",
        "MixtureSampler",
        "learned_by_heart",
        "left_out",
    ]
)

# %% [markdown]
# ## What you have now
#
# You have the three strategies of the T5 paper, with the limit and the temperature in the right order.
# You have a sampler that draws a task for each example and goes through every stream evenly.
# It can be stopped and started again.
# You have seen a small task learned by heart, and a large one that was not seen to its end.
# No strategy is right for every task: the paper's own table in chapter 5 shows the same.
