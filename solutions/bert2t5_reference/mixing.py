"""Mixing strategies: how often each task is drawn when one model learns many.

In proportion to their sizes the largest task takes nearly everything; in equal parts a small task is seen so
often that it is learned by heart. What lies between has two knobs: an artificial limit on the size of a
task, and a temperature. mixture_sampler.py draws by these rates. Left out: rates that follow the losses while
training.

Source: Raffel et al. (2020), section 3.5.2; github.com/google/seqio, utils.py and dataset_providers.py.
"""

import math
from collections.abc import Mapping

# The rates of the published mixtures are constants in the code, so a limit changes the rates of the other
# tasks but not these. They are the sizes of the training sets; that of QQP is of GLUE's first release. WNLI
# is left out, and MNLI's and the diagnostic set's test sets have rate 0. RTE belongs to both suites: where
# they are joined, it has half of its rate in each.
# Source: text-to-text-transfer-transformer, t5/data/glue_utils.py and mixtures.py.
GLUE_RATES = {
    "cola": 8_551,
    "sst2": 67_349,
    "mrpc": 3_668,
    "qqp": 363_849,
    "stsb": 5_749,
    "mnli": 392_702,
    "qnli": 104_743,
    "rte": 2_490,
}
# Besides SuperGLUE's tasks dpr (definite pronoun resolution), which is trained in the form of wsc.
SUPER_GLUE_RATES = {
    "dpr": 1_322,
    "wsc": 259,
    "boolq": 9_427,
    "cb": 250,
    "copa": 400,
    "multirc": 27_243,
    "record": 138_854,
    "rte": 2_490,
    "wic": 5_428,
}


def normalize_rates(rates: Mapping[str, float]) -> dict[str, float]:
    """Return the rates divided by their sum, so that they are probabilities.

    Args:
        rates: a number of 0 or more for each task, finite, not all of them 0.

    Returns:
        The tasks in the given order; the values sum to 1.

    Raises:
        ValueError: if there is no task, a rate is negative or not finite, or all are 0.

    >>> normalize_rates({"cola": 1, "sst2": 3})
    {'cola': 0.25, 'sst2': 0.75}
    """
    for task, rate in rates.items():
        if not 0 <= rate < math.inf:
            raise ValueError(f"the rate of task {task!r} is {rate}, allowed are finite numbers of 0 and more")
    total = sum(rates.values())
    if total == 0:
        raise ValueError("no task can be drawn: there is none, or every rate is 0")
    return {task: rate / total for task, rate in rates.items()}


def examples_proportional(num_examples: dict[str, int], maximum: float) -> dict[str, float]:
    """Return the rates of mixing in proportion to the sizes, where a task counts at most `maximum` examples.

    r_m = min(e_m, K) / (sum over all tasks n of min(e_n, K)), e_m: the examples of task m, K: the maximum.

    Args:
        num_examples: training examples of each task, 1 or more; not modified.
        maximum: the limit K on the size of a task, above 0; `math.inf` for none.

    Returns:
        The tasks in the given order; the values sum to 1.

    Raises:
        ValueError: if there is no task, or the maximum is not above 0.

    Example: of the large task 600 examples count, so 100 + 300 + 600:
        >>> examples_proportional({"rte": 100, "cola": 300, "mnli": 9000}, maximum=600)
        {'rte': 0.1, 'cola': 0.3, 'mnli': 0.6}

    Source: Raffel et al. (2020), section 3.5.2, "Examples-proportional mixing".
    """
    ### BEGIN SOLUTION
    return normalize_rates({task: min(number, maximum) for task, number in num_examples.items()})
    ### END SOLUTION


def temperature_scaled(num_examples: dict[str, int], temperature: float, maximum: float) -> dict[str, float]:
    """Return the rates of mixing with a temperature: proportional ones, brought closer to each other.

    The proportional rates, limit included, are raised to the power 1 / temperature and divided by their new
    sum. With temperature 1 they stay as they are; the higher it is, the more equal they become. The lower it
    is, the more the largest task takes, up to all of it, and no temperature above 0 is too low.

    Args:
        num_examples, maximum: as in `examples_proportional`. T5 leaves the maximum at 2^21 here.
        temperature: T, above 0; `math.inf` gives exactly equal rates.

    Returns:
        The tasks in the given order; the values sum to 1.

    Raises:
        ValueError: if there is no task, or the temperature or the maximum is not above 0.

    Example: 100 and 900 examples, so 0.1 and 0.9; T = 2 takes the square root, and 1 to 9 becomes 1 to 3:
        >>> rates = temperature_scaled({"rte": 100, "mnli": 900}, temperature=2, maximum=2**21)
        >>> {task: round(rate, 6) for task, rate in rates.items()}
        {'rte': 0.25, 'mnli': 0.75}

    Source: Raffel et al. (2020), section 3.5.2, "Temperature-scaled mixing".
    """
    ### BEGIN SOLUTION
    if not temperature > 0:
        raise ValueError(f"temperature is {temperature}, allowed are numbers above 0")
    rates = examples_proportional(num_examples, maximum)
    largest = max(rates.values())  # becomes 1, so that no power, however high, makes all of them 0
    return normalize_rates({task: (rate / largest) ** (1 / temperature) for task, rate in rates.items()})
    ### END SOLUTION


def equal(num_examples: dict[str, int]) -> dict[str, float]:
    """Return the rates of equal mixing: every task is drawn as often as every other.

    Args:
        num_examples: training examples of each task, 1 or more.

    Returns:
        The tasks in the given order; the values sum to 1.

    Raises:
        ValueError: if there is no task.

    >>> equal({"rte": 100, "mnli": 9000})
    {'rte': 0.5, 'mnli': 0.5}

    Source: Raffel et al. (2020), section 3.5.2, "Equal mixing".
    """
    ### BEGIN SOLUTION
    return normalize_rates(dict.fromkeys(num_examples, 1))
    ### END SOLUTION


def expected_epochs(
    rates: dict[str, float], num_examples: dict[str, int], num_draws: int
) -> dict[str, float]:
    """Return how many times a run is expected to go through the examples of each task.

    Args:
        rates: the probability of each task; they sum to 1.
        num_examples: training examples of at least these tasks, 1 or more.
        num_draws: examples drawn in the whole run: steps times batch size.

    Returns:
        The tasks in the order of `rates`.

    Example: 1000 draws, of which 500 go to each task:
        >>> expected_epochs({"rte": 0.5, "mnli": 0.5}, {"rte": 100, "mnli": 5000}, num_draws=1000)
        {'rte': 5.0, 'mnli': 0.1}
    """
    ### BEGIN SOLUTION
    return {task: rate * num_draws / num_examples[task] for task, rate in rates.items()}
    ### END SOLUTION


def seqio_rate(
    num_examples: int, *, maximum: float | None = None, scale: float = 1.0, temperature: float = 1.0
) -> float:
    """Return the rate of one task as seqio gives it: not divided by a sum, because its sampler does that.

    The order is: times `scale`, at most `maximum`, to the power 1 / `temperature`.

    Args:
        num_examples: training examples of the task, 0 or more.
        maximum: the limit on the size; None or 0 for none.
        scale: a factor for this task.
        temperature: T, above 0.

    Raises:
        ValueError: if the temperature is not above 0.

    Example: 200 * 2 = 400, limited to 100, and its square root:
        >>> seqio_rate(200, maximum=100, scale=2, temperature=2)
        10.0

    Source: github.com/google/seqio, utils.py (`mixing_rate_num_examples`).
    """
    if not temperature > 0:
        raise ValueError(f"temperature is {temperature}, allowed are numbers above 0")
    scaled = num_examples * scale
    limited = min(scaled, maximum) if maximum else scaled
    return limited ** (1 / temperature)


def flatten_mixture(
    rates: Mapping[str, float], mixtures: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Return the rate of every task of a mixture of tasks and of other mixtures.

    A mixture hands its rate on to its members, in proportion to their rates in it. A task that is reached
    more than once has the sum.

    Args:
        rates: the rate of each member, task or mixture, as for `normalize_rates`.
        mixtures: the rates of the members of each mixture, by its name; they may again be mixtures, but none
            may contain itself. A name that is not among them is a task.

    Returns:
        The rate of each task, in the order in which they are reached; the sum is that of `rates`.

    Raises:
        ValueError: if a mixture is empty or has a rate that `normalize_rates` does not allow.

    Example: glue hands its 4 on as 3 and 1; rte is reached twice:
        >>> flatten_mixture({"glue": 4, "rte": 2, "squad": 5}, {"glue": {"cola": 30, "rte": 10}})
        {'cola': 3.0, 'rte': 3.0, 'squad': 5}

    Source: github.com/google/seqio, dataset_providers.py (`Mixture.get_rate`).
    """
    flat: dict[str, float] = {}
    for name, rate in rates.items():
        members = {name: rate}
        if name in mixtures:
            shares = normalize_rates(flatten_mixture(mixtures[name], mixtures))
            members = {task: rate * share for task, share in shares.items()}
        for task, part in members.items():
            flat[task] = flat.get(task, 0) + part
    return flat
