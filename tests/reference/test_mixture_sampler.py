"""The sampler of a mixture: who is drawn, whole epochs in each stream, going on from a state, and workers."""

import io
import math
from collections import Counter
from itertools import chain, islice
from typing import Any

import pytest
import torch
from chance import FALSE_ALARM, chi_square, power
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import binom, chi2
from torch.utils.data import DataLoader

from bert2t5_reference.mixing import GLUE_RATES, examples_proportional, expected_epochs
from bert2t5_reference.mixture_sampler import MixtureDataset, MixtureSampler, apply_draw_task, draw_task

RATES = {"a": 0.125, "b": 0.625, "c": 0.25}
SIZES = {"a": 3, "b": 40, "c": 1}


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def make_sampler(seed: int = 0) -> MixtureSampler:
    return MixtureSampler(RATES, SIZES, seeded(seed))


seeds = st.integers(0, 2**32)
# rates of any size and sum, some of them 0, but not all
any_rates = st.lists(st.floats(0, 1e6) | st.just(0.0), min_size=1, max_size=8).filter(
    lambda rates: max(rates) > 1e-6
)


def named(rates: list[float]) -> dict[str, float]:
    return {f"task {number}": rate for number, rate in enumerate(rates)}


# -- which task


@pytest.mark.parametrize(
    ("draw", "task"),
    [(0.0, "a"), (0.124, "a"), (0.125, "b"), (0.749, "b"), (0.75, "c"), (math.nextafter(1, 0), "c")],
)
def test_each_task_has_a_part_of_the_line_as_wide_as_its_rate(draw: float, task: str) -> None:
    assert apply_draw_task(RATES, draw) == task
    # rates that do not sum to 1 are shares of their sum
    assert apply_draw_task({name: 8 * rate for name, rate in RATES.items()}, draw) == task


def test_a_task_with_rate_0_is_never_drawn_wherever_it_stands() -> None:
    rates = {"first": 0.0, "a": 0.5, "middle": 0.0, "b": 0.5, "last": 0.0}
    draws = (0.0, 0.25, 0.5, 0.75, math.nextafter(1, 0))
    assert [apply_draw_task(rates, draw) for draw in draws] == ["a", "a", "b", "b", "b"]


@given(any_rates, st.floats(0, 1, exclude_max=True))
@example([0.1] * 3 + [0.7, 0.0], math.nextafter(1, 0))
@example([0.1] * 10 + [0.0], math.nextafter(1, 0))  # the sum is rounded to less than 1
@example([1 / 3] * 3 + [0.0], 0.0)
def test_some_task_with_a_rate_is_drawn_whatever_the_rounding(rates: list[float], draw: float) -> None:
    tasks = named(rates)
    assert tasks[apply_draw_task(tasks, draw)] > 0


@given(st.lists(st.integers(0, 64), min_size=1, max_size=6).filter(any))
def test_over_an_even_grid_of_draws_each_task_comes_as_often_as_its_rate_says(rates: list[int]) -> None:
    # the middles of as many equal parts as the rates have units: no draw lies where two tasks meet
    tasks, units = named(rates), sum(rates)
    seen = Counter(apply_draw_task(tasks, (unit + 0.5) / units) for unit in range(units))
    assert seen == {task: rate for task, rate in tasks.items() if rate}


def test_tasks_are_drawn_by_their_rates() -> None:
    # n = 20,000; the eight tasks of GLUE, limited so that each is expected more than 20 times
    total, generator = 20_000, seeded(1)
    rates = examples_proportional(GLUE_RATES, 2**16)
    seen = Counter(draw_task(rates, generator) for _ in range(total))
    statistic, freedom = chi_square(seen, rates)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variants: no limit; what is left over of 3 % goes to the last task
    assert power(total, rates, examples_proportional(GLUE_RATES, math.inf)) > 0.9999
    biased = {task: 0.97 * rate for task, rate in rates.items()}
    biased["rte"] += 0.03
    assert power(total, rates, biased) > 0.9999


# -- which example


@given(seeds)
def test_each_stream_goes_through_all_its_examples_before_one_comes_again(seed: int) -> None:
    items = list(islice(make_sampler(seed), 300))
    for task, size in SIZES.items():
        stream = [index for name, index in items if name == task]
        epochs = [stream[start : start + size] for start in range(0, len(stream), size)]
        assert all(sorted(epoch) == list(range(size)) for epoch in epochs[:-1])
        assert len(set(epochs[-1])) == len(epochs[-1])
        assert set(epochs[-1]) <= set(range(size))


def test_each_epoch_has_an_order_of_its_own() -> None:
    stream = [index for task, index in islice(make_sampler(), 400) if task == "b"]
    epochs = [tuple(stream[start : start + 40]) for start in range(0, 160, 40)]
    assert len(set(epochs)) == 4
    assert tuple(range(40)) not in epochs  # 4 chances in 40!


def test_every_order_of_a_stream_is_equally_likely() -> None:
    # n = 20,000 epochs of 3 examples: 6 orders
    total, sampler = 20_000, MixtureSampler({"a": 1.0}, {"a": 3}, seeded(2))
    seen = Counter(tuple(index for _, index in islice(sampler, 3)) for _ in range(total))
    orders = dict.fromkeys([(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)], 1 / 6)
    statistic, freedom = chi_square(seen, orders)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
    # wrong variant: each place changes with any other, not with a later one; three orders have 5/27 then
    likelier = [(0, 2, 1), (1, 0, 2), (1, 2, 0)]
    wrong = {order: 5 / 27 if order in likelier else 4 / 27 for order in orders}
    assert power(total, orders, wrong) > 0.9999


def test_the_task_is_drawn_for_each_item_and_not_for_a_batch() -> None:
    # n = 8,000 batches of 4: all four of one task in 0.125^4 + 0.625^4 + 0.25^4 = 15.7 % of them
    tasks = [task for task, _ in islice(make_sampler(3), 32_000)]
    pure = sum(len(set(tasks[start : start + 4])) == 1 for start in range(0, 32_000, 4))
    share = sum(rate**4 for rate in RATES.values())
    low, high = binom.isf([1 - FALSE_ALARM / 2, FALSE_ALARM / 2], 8_000, share)
    assert low <= pure <= high
    # wrong variant: a task for every two items, so that 0.125^2 + 0.625^2 + 0.25^2 = 46.9 % are of one task
    assert binom.sf(high, 8_000, sum(rate**2 for rate in RATES.values())) > 0.9999


def test_counts_keep_to_the_rates_although_streams_are_of_any_length() -> None:
    # n = 30,000 items; false alarm: 1e-7 for all tasks and both sides together
    total = 30_000
    seen = Counter(task for task, _ in islice(make_sampler(4), total))
    for task, rate in RATES.items():
        low, high = binom.isf([1 - FALSE_ALARM / 6, FALSE_ALARM / 6], total, rate)
        assert low <= seen[task] <= high
    # wrong variant: by size
    assert binom.sf(binom.isf(FALSE_ALARM / 6, total, 0.625), total, 40 / 44) > 0.9999


def test_epochs_are_those_expected() -> None:
    # n = 30,000 items; six standard deviations: false alarm below 1e-8 for all tasks together
    total = 30_000
    seen = Counter(task for task, _ in islice(make_sampler(5), total))
    for task, epochs in expected_epochs(RATES, SIZES, total).items():
        deviation = math.sqrt(total * RATES[task] * (1 - RATES[task])) / SIZES[task]
        assert abs(seen[task] / SIZES[task] - epochs) <= 6 * deviation
        assert epochs > 40 * deviation  # so twice or half as many would not pass


def test_a_task_that_can_be_drawn_needs_examples() -> None:
    with pytest.raises(ValueError, match=r"task 'b' has rate 0.625 but no examples"):
        MixtureSampler(RATES, {"a": 3, "c": 1}, seeded())
    with pytest.raises(ValueError, match=r"task 'c' has rate 0.25 but no examples"):
        MixtureSampler(RATES, SIZES | {"c": 0}, seeded())
    assert next(MixtureSampler({"a": 1.0, "b": 0.0}, {"a": 1}, seeded())) == ("a", 0)


# -- state


def test_the_same_seed_gives_the_same_items() -> None:
    assert list(islice(make_sampler(3), 200)) == list(islice(make_sampler(3), 200))
    assert list(islice(make_sampler(3), 200)) != list(islice(make_sampler(4), 200))


@given(seeds, st.integers(0, 150), st.integers(0, 150))
def test_a_sampler_goes_on_from_a_saved_state(seed: int, before: int, other: int) -> None:
    sampler, again = make_sampler(seed), make_sampler(seed + 1)
    list(islice(sampler, before))
    list(islice(again, other))  # whatever the second one did
    file = io.BytesIO()
    torch.save(sampler.state_dict(), file)
    expected = list(islice(sampler, 150))
    file.seek(0)
    again.load_state_dict(torch.load(file, weights_only=True))
    assert list(islice(again, 150)) == expected


def test_a_state_stays_as_it_was_taken() -> None:
    sampler = make_sampler()
    list(islice(sampler, 5))
    state = sampler.state_dict()
    expected = list(islice(sampler, 100))
    for _ in range(2):  # neither going on nor going on from it changes the state
        again = make_sampler(1)
        again.load_state_dict(state)
        assert list(islice(again, 100)) == expected


def test_iterating_goes_on_and_does_not_begin_anew() -> None:
    sampler, whole = make_sampler(), make_sampler()
    parts = list(islice(sampler, 7)) + list(islice(sampler, 13))
    assert parts == list(islice(whole, 20))


# -- for the DataLoader

EXAMPLES = {task: [f"{task} {index}" for index in range(size)] for task, size in SIZES.items()}


def make_dataset(**arguments: Any) -> MixtureDataset:
    return MixtureDataset(EXAMPLES, RATES, seed=0, **arguments)


def in_order() -> list[tuple[str, str]]:
    """Return what a single sampler draws, as examples."""
    return [(task, EXAMPLES[task][index]) for task, index in islice(make_sampler(), 60)]


def read(dataset: MixtureDataset, num_batches: int, **arguments: Any) -> list[Any]:
    return list(islice(DataLoader(dataset, collate_fn=list, **arguments), num_batches))


def test_a_dataset_gives_the_examples_of_its_sampler_from_the_start_each_time() -> None:
    dataset = make_dataset()
    assert list(islice(dataset, 60)) == in_order()
    assert list(islice(dataset, 60)) == in_order()


@pytest.mark.parametrize("num_workers", [0, 1, 2])
def test_batches_are_the_same_for_any_number_of_workers(num_workers: int) -> None:
    batches = read(make_dataset(batch_size=4), 15, batch_size=4, num_workers=num_workers)
    expected = in_order()
    assert batches == [expected[start : start + 4] for start in range(0, 60, 4)]


def test_two_workers_share_single_items_as_well() -> None:
    loader = DataLoader(make_dataset(), batch_size=None, num_workers=2)
    assert [tuple(item) for item in islice(loader, 60)] == in_order()


@pytest.mark.parametrize("num_workers", [0, 2])
def test_a_start_goes_on_after_that_many_items(num_workers: int) -> None:
    dataset = make_dataset(batch_size=4, start=20)
    batches = read(dataset, 10, batch_size=4, num_workers=num_workers)
    assert list(chain.from_iterable(batches)) == in_order()[20:]


def test_a_start_within_a_batch_is_refused() -> None:
    with pytest.raises(ValueError, match="start is 6, allowed are multiples of the batch size, 4"):
        make_dataset(batch_size=4, start=6)


def test_a_dataset_without_examples_for_a_task_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match=r"task 'a' has rate 0.125 but no examples"):
        MixtureDataset({"b": ["x"], "c": ["y"]}, RATES, seed=0)
