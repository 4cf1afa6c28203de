"""The examples in the docstrings of the three packages run."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("labs", "solutions", "autograder")  # each holds a package beside what is none
PACKAGES = ("bert2t5", "bert2t5_reference", "bert2t5_grader")


def modules_with_examples() -> list[str]:
    found = []
    for folder, package in zip(FOLDERS, PACKAGES, strict=True):
        for path in sorted((ROOT / folder / package).rglob("*.py")):
            if ">>> " in path.read_text("utf-8"):
                name = path.relative_to(ROOT / folder).with_suffix("")
                found.append(".".join(name.parts).removesuffix(".__init__"))
    return found


@pytest.mark.parametrize("name", modules_with_examples())
def test_examples_give_what_they_show(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.attempted > 0
    assert results.failed == 0


def test_every_package_has_examples() -> None:
    assert {name.partition(".")[0] for name in modules_with_examples()} == set(PACKAGES)
