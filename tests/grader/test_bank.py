"""The bank reads right and wrong answers from a file and gives each as a student would hand it in."""

from pathlib import Path

import pytest
from nbformat import NotebookNode
from small_lab import LAB

from bert2t5_grader import bank
from bert2t5_grader.bank import known_mistakes, variants
from bert2t5_grader.course import Course
from bert2t5_grader.errors import UserError
from bert2t5_grader.inprocess import namespace, run_check
from bert2t5_grader.inprocess import test_cells as cells_with_a_check
from bert2t5_grader.matrix import count_answers, run_bank

FILE = '''"""Answers to `double`."""

import math
from functools import reduce

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.bpe import END_OF_WORD

FACTOR: int = 2


class Helper:
    factor = FACTOR


def helper(number):
    return Helper.factor * number


@wrong(
    "Squares the number (chapter 1)"
)
def double(number):
    return number**2


@wrong("Adds one (chapter 1)")
def double(number):
    return number + 1


@right("a helper")
def double(number):
    return helper(number)


@right("a class")
class double(int):
    def __new__(cls, number):
        return super().__new__(cls, 2 * number)
'''


@pytest.fixture
def small_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "variants" / LAB
    folder.mkdir(parents=True)
    (folder / "double.py").write_text(FILE, "utf-8")
    half = "from bert2t5_grader.bank import right\n\n\n@right('a')\ndef half(n):\n    return n / 2\n"
    (folder / "half.py").write_text(half, "utf-8")
    monkeypatch.setattr(bank, "BANK", tmp_path / "variants")
    variants.cache_clear()
    return folder


def test_answers_come_in_file_order_with_their_labels(small_bank: Path) -> None:
    found = [(item.right, item.label, item.function(5)) for item in variants(LAB, "double")]
    assert found == [
        (False, "Squares the number (chapter 1)", 25),
        (False, "Adds one (chapter 1)", 6),
        (True, "a helper", 10),
        (True, "a class", 10),
    ]
    assert [item.misconception for item in known_mistakes(LAB, "double")] == [found[0][1], found[1][1]]


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_an_answers_source_runs_by_itself_and_says_nothing_of_the_bank(small_bank: Path, number: int) -> None:
    variant = variants(LAB, "double")[number]
    names: dict[str, object] = {}
    exec(variant.source, names)
    assert names["double"](5) == variant.function(5)  # type: ignore[operator]
    assert variant.source.count("def double(") + variant.source.count("class double(") == 1
    for word in ("wrong", "right", "chapter", "bert2t5", "Answers"):
        assert word not in variant.source


def test_a_function_without_answers_is_told(small_bank: Path) -> None:
    with pytest.raises(UserError, match=r"no answers to 'triple' of 01_small: .* is missing"):
        variants(LAB, "triple")


def test_the_bank_is_run_through_the_checks(small_bank: Path, course: Course) -> None:
    rows = list(run_bank(course, LAB))
    assert [(row.function, row.verdict.earned, row.as_it_should) for row in rows] == [
        ("double", 0, True),
        ("double", 0, True),  # right for 1, but the hidden cases gate the points
        ("double", 8, True),
        ("double", 8, True),
        ("half", 5, True),
    ]
    assert count_answers(course, LAB) == len(rows)


def test_a_test_cell_runs_on_any_answer(lab: NotebookNode) -> None:
    (double, half) = cells_with_a_check(lab)
    assert (double.grade_id, double.function, half.function) == ("test_double", "double", "half")
    names = namespace(lab)
    assert run_check(double, names).earned == 8
    assert run_check(double, names | {"double": lambda number: 2}).earned == 0


def test_a_test_cell_that_ends_with_no_verdict_is_the_authors_mistake(lab: NotebookNode) -> None:
    lab.cells[3].source = 'check = Check("double", points=8)'
    with pytest.raises(ValueError, match="the last line of a test cell"):
        run_check(cells_with_a_check(lab)[0], namespace(lab))
    lab.cells[3].source = 'check = Check("double", points=8)\n8'
    with pytest.raises(ValueError, match="gives a int"):
        run_check(cells_with_a_check(lab)[0], namespace(lab))
