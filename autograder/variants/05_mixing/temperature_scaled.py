"""Answers to `temperature_scaled`: wrong ones with the misconception behind them, then right ones."""

import math

import numpy as np

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.mixing import examples_proportional, normalize_rates


def require_above_0(temperature, maximum=1):
    if not (temperature > 0 and maximum > 0):
        raise ValueError("temperature and maximum have to be above 0")


@wrong("Ignores the limit: it comes first, and then the power (chapter 5, Temperature)")
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature, maximum)
    rates = examples_proportional(num_examples, math.inf)
    largest = max(rates.values())
    return normalize_rates({task: (rate / largest) ** (1 / temperature) for task, rate in rates.items()})


@wrong("Takes the power of the sizes and limits the result: the limit comes first (chapter 5, Temperature)")
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature)
    scaled = {}
    for task, number in num_examples.items():
        exponent = math.log(number) / temperature
        scaled[task] = math.exp(exponent) if exponent < 700 else math.inf
    return examples_proportional(scaled, maximum)


@wrong(
    "Takes the power T in place of 1 / T: a higher temperature makes the rates more equal (chapter 5, "
    "Temperature)"
)
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature)
    rates = examples_proportional(num_examples, maximum)
    largest = max(rates.values())
    return normalize_rates({task: (rate / largest) ** temperature for task, rate in rates.items()})


@wrong("Does not divide by the new sum: powers of rates do not sum to 1 (chapter 5, Temperature)")
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature)
    rates = examples_proportional(num_examples, maximum)
    return {task: rate ** (1 / temperature) for task, rate in rates.items()}


@wrong(
    "Takes powers of the rates as they are: at a low temperature all of them are 0 for a float, and only "
    "their ratios matter (chapter 5, Temperature)"
)
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature)
    rates = examples_proportional(num_examples, maximum)
    return normalize_rates({task: rate ** (1 / temperature) for task, rate in rates.items()})


@wrong(
    "Takes powers of the sizes as they are: at a low temperature they are too large for a float, and only "
    "their ratios matter (chapter 5, Temperature)"
)
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature)
    limited = {task: min(number, maximum) for task, number in num_examples.items()}
    return normalize_rates({task: number ** (1 / temperature) for task, number in limited.items()})


@wrong(
    "Divides each rate by the temperature, which changes nothing once they are divided by their sum: the "
    "temperature is a root (chapter 5, Temperature)"
)
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature)
    rates = examples_proportional(num_examples, maximum)
    return normalize_rates({task: rate / min(temperature, 1e9) for task, rate in rates.items()})


@wrong(
    "Applies the temperature as in a softmax of the rates: e to the power of rate / T is another formula "
    "(chapter 5, Temperature)"
)
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature)
    rates = examples_proportional(num_examples, maximum)
    largest = max(rates.values())
    return normalize_rates({task: math.exp((rate - largest) / temperature) for task, rate in rates.items()})


@wrong("Takes the square root at every temperature: 1 / T is the power (chapter 5, Temperature)")
def temperature_scaled(num_examples, temperature, maximum):
    require_above_0(temperature)
    rates = examples_proportional(num_examples, maximum)
    return normalize_rates({task: math.sqrt(rate) for task, rate in rates.items()})


@wrong("Accepts a temperature of 0 or below: only numbers above 0 are allowed (chapter 5, Temperature)")
def temperature_scaled(num_examples, temperature, maximum):
    rates = examples_proportional(num_examples, maximum)
    largest = max(rates.values())
    power = 1 / temperature if temperature else math.inf
    return normalize_rates({task: (rate / largest) ** power for task, rate in rates.items()})


@right("logarithms")
def temperature_scaled(num_examples, temperature, maximum):
    if not temperature > 0:
        raise ValueError("temperature must be above 0")
    rates = examples_proportional(num_examples, maximum)
    logarithms = {task: math.log(rate) for task, rate in rates.items()}
    largest = max(logarithms.values())
    powers = {task: math.exp((value - largest) / temperature) for task, value in logarithms.items()}
    total = sum(powers.values())
    return {task: power / total for task, power in powers.items()}


@right("limited sizes in place of rates")
def temperature_scaled(num_examples, temperature, maximum):
    if temperature <= 0 or temperature != temperature or maximum <= 0 or not num_examples:
        raise ValueError("temperature and maximum must be above 0, and there must be a task")
    largest = min(max(num_examples.values()), maximum)
    scaled = {}
    for task, number in num_examples.items():
        scaled[task] = (min(number, maximum) / largest) ** (1 / temperature)
    return normalize_rates(scaled)


@right("NumPy and a softmax of logarithms")
def temperature_scaled(num_examples, temperature, maximum):
    if not (temperature > 0 and maximum > 0 and len(num_examples) > 0):
        raise ValueError("nothing can be drawn")
    scores = np.log(np.minimum(list(num_examples.values()), maximum)) / temperature
    powers = np.exp(scores - scores.max())
    return dict(zip(num_examples, (powers / powers.sum()).tolist(), strict=True))
