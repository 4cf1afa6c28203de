"""The last cell lists every check of the lab, run or not, and adds up."""

from collections.abc import Iterator

import pytest

from bert2t5.checks import Check, session
from bert2t5.summary import Summary


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    session.clear()
    yield
    session.clear()


def run(name: str, points: float, passes: bool, bonus: bool = False) -> None:
    check = Check(name, points=points, bonus=bonus)
    with check.that("a case", hint=""):
        check.require(passes, "wrong")
    check.verdict()


def test_points_and_bonus_points_are_added_apart_and_in_the_labs_order() -> None:
    run("extra", 5, passes=True, bonus=True)
    run("second", 8, passes=True)
    run("first", 2.5, passes=True)
    run("third", 9, passes=False)
    assert str(Summary(["first", "second", "third", "extra", "never"])).splitlines() == [
        "first   2.5 of 2.5 points",
        "second  8 of 8 points",
        "third   0 of 9 points",
        "extra   5 of 5 bonus points",
        "never   did not run",
        "sum     10.5 points and 5 bonus points",
    ]


def test_a_check_of_another_lab_does_not_count() -> None:
    run("other", 8, passes=True)
    assert Summary(["first"]).rows == [("first", "did not run"), ("sum", "0 points")]


def test_a_function_may_be_called_sum() -> None:
    run("sum", 3, passes=True)
    assert Summary(["sum"]).rows == [("sum", "3 of 3 points"), ("sum", "3 points")]


def test_a_check_that_ran_again_counts_once_and_as_it_ran_last() -> None:
    run("first", 4, passes=False)
    run("first", 4, passes=True)
    assert Summary(["first"]).rows[-1] == ("sum", "4 points")


def test_names_are_escaped_in_the_table() -> None:
    html = Summary(["<script>"])._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
