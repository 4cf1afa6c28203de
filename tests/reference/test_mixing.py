"""Mixing strategies: the published formulas, the limit before the temperature, and rates as in seqio."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.mixing import (
    GLUE_RATES,
    SUPER_GLUE_RATES,
    equal,
    examples_proportional,
    expected_epochs,
    flatten_mixture,
    normalize_rates,
    seqio_rate,
    temperature_scaled,
)

# Sizes of the training sets by the authors of GLUE; QQP's first release
GLUE_SIZES = {
    "cola": 8551,
    "sst2": 67349,
    "mrpc": 3668,
    "qqp": 363849,
    "stsb": 5749,
    "mnli": 392702,
    "qnli": 104743,
    "rte": 2490,
}
NO_LIMIT = 2**21

names = st.sampled_from(["cola", "sst2", "mrpc", "qqp", "stsb", "mnli", "qnli", "rte"])
sizes = st.dictionaries(names, st.integers(1, 10**12), min_size=1)
maxima = st.integers(1, 10**12)
temperatures = st.floats(0.01, 1000)

# Each rate comes from a few operations in float64, each exact to 1.1e-16, and a power of at most 100, which
# multiplies the error of its base.
TOLERANCE = 1e-12


def close(rates: dict[str, float]) -> object:
    return pytest.approx(rates, rel=TOLERANCE, abs=0)


def test_published_rates_are_the_sizes_of_the_training_sets() -> None:
    assert GLUE_RATES == GLUE_SIZES
    assert sum(GLUE_RATES.values()) == 949_101
    assert sum(SUPER_GLUE_RATES.values()) == 185_673
    assert set(GLUE_RATES) & set(SUPER_GLUE_RATES) == {"rte"}


# -- the strategies


def test_proportional_rates_by_hand() -> None:
    # 2^16 = 65536 limits sst2, qqp, mnli and qnli; the others have 8551 + 3668 + 5749 + 2490 = 20458
    rates = examples_proportional(GLUE_SIZES, 2**16)
    total = 20_458 + 4 * 65_536
    assert rates["cola"] == 8_551 / total
    assert rates["sst2"] == rates["qqp"] == rates["mnli"] == rates["qnli"] == 65_536 / total
    assert list(rates) == list(GLUE_SIZES)


def test_temperature_by_hand() -> None:
    # 16, 81 and 256 are fourth powers: 2, 3 and 4 remain
    sizes = {"a": 16, "b": 81, "c": 256}
    assert temperature_scaled(sizes, 4, NO_LIMIT) == close({"a": 2 / 9, "b": 3 / 9, "c": 4 / 9})
    assert temperature_scaled(sizes, 2, NO_LIMIT) == close({"a": 4 / 29, "b": 9 / 29, "c": 16 / 29})
    # T below 1 sharpens: 16^2 = 256, 32^2 = 1024
    assert temperature_scaled({"a": 16, "b": 32}, 0.5, NO_LIMIT) == close({"a": 1 / 5, "b": 4 / 5})


def test_the_limit_goes_before_the_temperature() -> None:
    # 25 and 9 have the roots 5 and 3; the other way round: 10 and 3, which a limit of 25 does not change
    rates = temperature_scaled({"large": 100, "small": 9}, 2, maximum=25)
    assert rates == close({"large": 5 / 8, "small": 3 / 8})
    assert rates != close({"large": 10 / 13, "small": 3 / 13})


def test_equal_rates_by_hand() -> None:
    assert equal({"a": 1, "b": 10, "c": 100, "d": 1000}) == dict.fromkeys("abcd", 0.25)


@given(sizes, maxima)
def test_proportional_rates_are_the_quotients_rounded_once(
    num_examples: dict[str, int], maximum: int
) -> None:
    limited = {task: min(number, maximum) for task, number in num_examples.items()}
    exact = {task: float(Fraction(number, sum(limited.values()))) for task, number in limited.items()}
    assert examples_proportional(num_examples, maximum) == exact


@given(sizes, maxima, temperatures)
def test_rates_of_each_strategy_are_probabilities_in_the_order_of_the_tasks(
    num_examples: dict[str, int], maximum: int, temperature: float
) -> None:
    before = dict(num_examples)
    for rates in (
        examples_proportional(num_examples, maximum),
        temperature_scaled(num_examples, temperature, maximum),
        equal(num_examples),
    ):
        assert list(rates) == list(num_examples)
        assert all(0 <= rate <= 1 for rate in rates.values())
        assert math.fsum(rates.values()) == pytest.approx(1, rel=TOLERANCE)
    assert num_examples == before


@given(sizes, maxima)
def test_temperature_1_is_proportional(num_examples: dict[str, int], maximum: int) -> None:
    proportional = examples_proportional(num_examples, maximum)
    assert temperature_scaled(num_examples, 1, maximum) == close(proportional)


@given(sizes, maxima)
def test_an_infinite_temperature_is_equal_and_a_high_one_nearly(
    num_examples: dict[str, int], maximum: int
) -> None:
    assert temperature_scaled(num_examples, math.inf, maximum) == equal(num_examples)
    # sizes differ by a factor of 10^12 at most, and its power 1e-9 is 1 + 2.8e-8
    assert temperature_scaled(num_examples, 1e9, maximum) == pytest.approx(equal(num_examples), rel=1e-7)


@given(sizes, temperatures, maxima)
def test_temperature_changes_ratios_by_its_power_and_keeps_their_order(
    num_examples: dict[str, int], temperature: float, maximum: int
) -> None:
    rates = temperature_scaled(num_examples, temperature, maximum)
    limited = {task: min(number, maximum) for task, number in num_examples.items()}
    largest = max(limited, key=lambda task: limited[task])
    for task in rates:
        logarithm = math.log(limited[task] / limited[largest]) / temperature
        # the error of the exponent's base, times 100 at most
        assert rates[task] / rates[largest] == pytest.approx(math.exp(logarithm), rel=1e-10)


@given(sizes, maxima, st.floats(1, 100), st.floats(1, 100))
def test_a_higher_temperature_gives_more_to_the_smallest_task(
    num_examples: dict[str, int], maximum: int, temperature: float, other: float
) -> None:
    low, high = sorted([temperature, other])
    smallest = min(num_examples, key=lambda task: num_examples[task])
    cooler = temperature_scaled(num_examples, low, maximum)[smallest]
    assert temperature_scaled(num_examples, high, maximum)[smallest] >= cooler * (1 - TOLERANCE)


@given(sizes, maxima, maxima)
def test_a_lower_limit_gives_more_to_the_smallest_task(
    num_examples: dict[str, int], maximum: int, other: int
) -> None:
    low, high = sorted([maximum, other])
    smallest = min(num_examples, key=lambda task: num_examples[task])
    largest = max(num_examples, key=lambda task: num_examples[task])
    limited, freer = examples_proportional(num_examples, low), examples_proportional(num_examples, high)
    assert limited[smallest] >= freer[smallest]
    assert limited[largest] <= freer[largest]


@given(sizes)
def test_a_limit_below_all_sizes_is_equal_and_one_above_them_is_none(num_examples: dict[str, int]) -> None:
    assert examples_proportional(num_examples, 1) == equal(num_examples)
    unlimited = examples_proportional(num_examples, math.inf)
    assert examples_proportional(num_examples, max(num_examples.values())) == unlimited


@pytest.mark.parametrize("temperature", [1e-300, 1e-3, 1e3, 1e300])
def test_no_temperature_makes_rates_that_are_not_numbers(temperature: float) -> None:
    # (1 / 10^12)^1000 is too small for any float, and so is every power of 0.1 without the largest rate as 1
    num_examples = {"small": 1, "large": 10**12} | {f"task {number}": 10**12 for number in range(10)}
    rates = temperature_scaled(num_examples, temperature, math.inf)
    assert math.fsum(rates.values()) == pytest.approx(1, rel=TOLERANCE)
    assert rates["small"] <= rates["large"]


@pytest.mark.parametrize("temperature", [0, -1, float("nan")])
def test_a_temperature_that_is_not_positive_is_refused(temperature: float) -> None:
    with pytest.raises(ValueError, match=r"temperature is .*above 0"):
        temperature_scaled({"a": 1}, temperature, NO_LIMIT)
    with pytest.raises(ValueError, match=r"temperature is .*above 0"):
        seqio_rate(1, temperature=temperature)


def test_no_task_and_no_limit_above_0_are_refused() -> None:
    for refused in (
        lambda: examples_proportional({}, NO_LIMIT),
        lambda: temperature_scaled({}, 2, NO_LIMIT),
        lambda: equal({}),
        lambda: examples_proportional({"a": 1}, 0),
    ):
        with pytest.raises(ValueError, match="no task can be drawn"):
            refused()
    with pytest.raises(ValueError, match="the rate of task 'a' is -5, allowed are finite numbers"):
        examples_proportional({"a": 1}, -5)


@pytest.mark.parametrize("rate", [-1, math.inf, math.nan])
def test_a_rate_that_is_no_finite_number_of_0_or_more_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="the rate of task 'b' is"):
        normalize_rates({"a": 1, "b": rate})


# -- epochs


def test_epochs_by_hand() -> None:
    # 800 draws: 200, 600 and 0
    rates = {"a": 0.25, "b": 0.75, "c": 0.0}
    epochs = expected_epochs(rates, {"c": 10, "b": 6000, "a": 100}, 800)
    assert epochs == {"a": 2.0, "b": 0.1, "c": 0.0}
    assert list(epochs) == ["a", "b", "c"]


@given(sizes, st.integers(0, 10**9))
def test_in_proportion_every_task_has_the_same_epochs(num_examples: dict[str, int], num_draws: int) -> None:
    epochs = expected_epochs(examples_proportional(num_examples, math.inf), num_examples, num_draws)
    expected = num_draws / sum(num_examples.values())
    assert epochs == close(dict.fromkeys(num_examples, expected))


@given(sizes, maxima, st.integers(0, 10**9))
def test_epochs_times_sizes_are_the_draws(num_examples: dict[str, int], maximum: int, num_draws: int) -> None:
    epochs = expected_epochs(examples_proportional(num_examples, maximum), num_examples, num_draws)
    drawn = math.fsum(epochs[task] * num_examples[task] for task in num_examples)
    assert drawn == pytest.approx(num_draws, rel=TOLERANCE)


# -- as in seqio


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, 400),
        ({"scale": 0.5}, 200),
        ({"maximum": 100}, 100),
        ({"maximum": 1000}, 400),
        ({"temperature": 2}, 20),
        ({"maximum": 100, "temperature": 2}, 10),  # the other way round: 20
        ({"maximum": 100, "scale": 0.5}, 100),  # the other way round: 50
        ({"scale": 4, "temperature": 2}, 40),  # the other way round: 80
        ({"maximum": 0}, 400),  # no limit
        ({"maximum": None}, 400),
    ],
)
def test_seqio_scales_then_limits_then_takes_the_power(arguments: dict[str, float], expected: float) -> None:
    assert seqio_rate(400, **arguments) == pytest.approx(expected, rel=TOLERANCE)


@given(sizes, maxima, st.floats(0.5, 1000))
def test_rates_of_seqio_divided_by_their_sum_are_those_of_the_paper(
    num_examples: dict[str, int], maximum: int, temperature: float
) -> None:
    rates = {
        task: seqio_rate(number, maximum=maximum, temperature=temperature)
        for task, number in num_examples.items()
    }
    assert normalize_rates(rates) == close(temperature_scaled(num_examples, temperature, maximum))


def test_a_mixture_hands_its_rate_on() -> None:
    # as in T5's leave-one-out runs, GLUE is one task among others
    rates = flatten_mixture({"glue": 0.5, "squad": 0.5}, {"glue": GLUE_RATES})
    assert rates["squad"] == 0.5
    assert rates["rte"] == pytest.approx(0.5 * 2_490 / 949_101, rel=TOLERANCE)
    assert list(rates) == [*GLUE_RATES, "squad"]


def test_a_mixture_in_a_mixture_and_a_task_reached_three_times() -> None:
    mixtures = {"outer": {"inner": 1, "rte": 3}, "inner": {"rte": 2, "cola": 6}}
    # outer's 8 are 2 for inner and 6 for rte; inner's 2 are 0.5 for rte and 1.5 for cola; and 1 more for rte
    assert flatten_mixture({"outer": 8, "rte": 1}, mixtures) == {"rte": 7.5, "cola": 1.5}


def test_a_mixture_that_is_not_reached_does_not_matter() -> None:
    assert flatten_mixture({"a": 1}, {"b": {"c": 1}}) == {"a": 1}
    with pytest.raises(ValueError, match="no task can be drawn"):
        flatten_mixture({"b": 1}, {"b": {}})


@given(sizes, st.dictionaries(names, st.integers(1, 100), min_size=1), st.integers(1, 1000))
def test_flattening_keeps_the_sum(
    tasks: dict[str, int], members: dict[str, int], rate_of_mixture: int
) -> None:
    flat = flatten_mixture(tasks | {"mixture": rate_of_mixture}, {"mixture": members})
    assert math.fsum(flat.values()) == pytest.approx(sum(tasks.values()) + rate_of_mixture, rel=TOLERANCE)
