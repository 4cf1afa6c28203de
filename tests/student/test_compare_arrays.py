"""Arrays and tensors are compared by type, dtype, shape and value, at the precision of the coarser one."""

from typing import Any

import numpy as np
import pytest
import torch

from bert2t5.checks import Check, beside
from bert2t5.compare import MAX_SHOWN, find_difference, show
from bert2t5.compare_arrays import BOUNDS


class SaysYes(torch.Tensor):
    """A tensor that answers every question of torch's with a tensor of ones."""

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return torch.ones(())


ONES = torch.ones(2, 3)

SAME = [
    (torch.tensor([1, 2]), torch.tensor([1, 2])),
    (torch.tensor([1, 2], dtype=torch.int32), torch.tensor([1, 2])),
    (ONES.double(), ONES),
    (ONES.bfloat16(), ONES),
    (ONES + 1e-6, ONES),
    (torch.tensor([1e6 + 1.0, 0.5]), torch.tensor([1e6, 0.0])),  # beside a million, 1 is a rounding error
    (torch.tensor([float("nan"), float("inf")]), torch.tensor([float("nan"), float("inf")])),
    (torch.nn.Parameter(ONES), ONES),
    (ONES, torch.nn.Parameter(ONES)),
    (torch.empty(0, 3), torch.empty(0, 3)),
    (torch.tensor(2.0), torch.tensor(2.0)),
    (np.float32([1, 2]), np.array([1.0, 2.0])),
    (np.array([True, False]), np.array([True, False])),
    ({"input_ids": torch.tensor([3])}, {"input_ids": torch.tensor([3])}),
]
DIFFERENT = [
    (torch.tensor([1, 3]), torch.tensor([1, 2]), "wrong value at position (1,)"),
    (torch.zeros(2, 3), ONES, "wrong value at position (0, 0), and 5 more of 6"),
    (ONES + 1e-4, ONES, "wrong value at position (0, 0), and 5 more of 6"),
    (ONES.double() + 1e-7, ONES.double(), "wrong value at position (0, 0), and 5 more of 6"),
    (torch.tensor(3.0), torch.tensor(2.0), "wrong value"),
    (torch.tensor([1.0]), torch.tensor([float("nan")]), "wrong value at position (0,)"),
    (torch.tensor([float("nan")]), torch.tensor([1.0]), "wrong value at position (0,)"),
    (torch.tensor([float("-inf")]), torch.tensor([float("inf")]), "wrong value at position (0,)"),
    (ONES.T, ONES, "wrong shape"),
    (ONES[None], ONES, "wrong shape"),
    (torch.tensor([1.0]), torch.tensor([1]), "wrong dtype"),
    (torch.tensor([True]), torch.tensor([1]), "wrong dtype"),
    (np.ones(2), torch.ones(2), "wrong type"),
    ([1.0, 1.0], torch.ones(2), "wrong type"),
    (torch.tensor(2.0), 2.0, "wrong type"),
    ({"labels": ONES}, {"labels": ONES + 1}, "wrong value at position (0, 0), and 5 more of 6 for 'labels'"),
    (ONES.as_subclass(SaysYes), ONES + 1, "wrong value at position (0, 0), and 5 more of 6"),
]


@pytest.mark.parametrize(("got", "expected"), SAME, ids=range(len(SAME)))
def test_these_agree(got: object, expected: object) -> None:
    assert find_difference(got, expected) is None


@pytest.mark.parametrize(("got", "expected", "what"), DIFFERENT, ids=range(len(DIFFERENT)))
def test_these_differ(got: object, expected: object, what: str) -> None:
    found = find_difference(got, expected)
    assert found is not None
    assert found.what == what


def test_whole_numbers_are_compared_exactly_beyond_the_precision_of_floats() -> None:
    assert find_difference(torch.tensor([2**60 + 1]), torch.tensor([2**60])) is not None


@pytest.mark.parametrize("name", BOUNDS)
def test_a_bound_leaves_room_for_another_order_of_summation_and_no_more(name: str) -> None:
    dtype = getattr(torch, name)
    epsilon = torch.finfo(dtype).eps
    assert 2 * epsilon < BOUNDS[name] < 1e6 * epsilon
    one = torch.ones(3, dtype=dtype)
    assert find_difference(one * (1 + 2 * epsilon), one) is None
    assert find_difference(one + 4 * BOUNDS[name], one) is not None


def test_a_tolerance_replaces_the_bound() -> None:
    assert find_difference(ONES + 0.01, ONES, 0.1) is None
    assert find_difference(ONES + 1e-6, ONES, 0.0) is not None


def test_a_tensor_is_shown_in_one_short_line() -> None:
    assert show(torch.tensor([[1, 2]])) == "tensor of shape (1, 2), int64: [[1, 2]]"
    assert show(torch.tensor(1.5)) == "tensor of dtype float32: 1.5"
    long = show(torch.zeros(1000, 1000))
    assert len(long) <= MAX_SHOWN
    assert "\n" not in long


def test_a_tensor_that_the_answer_changes_in_place_is_named() -> None:
    check = Check("zeroed", points=1)
    with check.that("leaves its argument alone", hint=""):
        check.equal(lambda ids: ids.zero_(), torch.tensor([1, 2]), expected=torch.tensor([0, 0]))
    failure = check.verdict().properties[0].failure
    assert failure is not None
    assert failure.what.startswith("the function changes its argument")


def scaled(kind: type[torch.nn.Module], weight: torch.Tensor, x: torch.Tensor) -> Any:
    """How a module is checked: made, filled with given weights, called."""
    module = kind(2, 2, bias=False)
    module.load_state_dict({"weight": weight})
    return module(x)


class TimesTwo(torch.nn.Linear):
    """A known mistake."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x) * 2


class Mistake:
    misconception = "doubles"
    function = TimesTwo


@pytest.mark.parametrize(("answer", "points"), [(torch.nn.Linear, 1.0), (TimesTwo, 0.0)])
def test_a_class_is_checked_by_what_is_done_with_it(answer: Any, points: float) -> None:
    check = Check("Linear", points=1)
    with check.that("multiplies", hint=""):
        weight, x = torch.eye(2), torch.tensor([[3.0, 4.0]])
        check.equal(answer, weight, x, expected=x, via=scaled)
    check.diagnose([Mistake()])  # type: ignore[list-item]
    verdict = check.verdict()
    assert verdict.earned == points
    assert verdict.misconception == ("" if points else "doubles")


def test_a_failure_shows_the_call_as_it_was_made() -> None:
    check = Check("packed", points=1)
    with check.that("with keywords", hint=""):
        check.equal(lambda ids, sep_token_id: ids, [1], sep_token_id=3, expected=[1, 3])
    with check.that("with a class", hint=""):
        check.equal(TimesTwo, torch.eye(1), torch.ones(1), expected=torch.ones(1), via=scaled)
    shown = [part.failure.call for part in check.verdict().properties if part.failure]
    assert shown[0] == "packed([1], sep_token_id=3)"
    assert shown[1].startswith("scaled(packed, tensor of shape (1, 1), float32: [[1.]], tensor")


def test_a_library_lives_beside_an_answer_of_this_process() -> None:
    assert beside(TimesTwo, torch.optim.SGD) is torch.optim.SGD
