"""Fixtures for every test: where the real test data lies, and how much of it a run reads."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE_SEED = 2019
SAMPLE_SIZE = 300

# The same examples in every run, so that a red build can be repeated; no deadline, because a loaded machine
# is slow without being wrong.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def find_test_data() -> tuple[Path, str | None]:
    """Return the folder of the real test data and, if it cannot be used, one line that says why."""
    named = os.environ.get("BERT2T5_TEST_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if folder.is_dir():
        return folder, None
    origin = "BERT2T5_TEST_DATA names" if named else "BERT2T5_TEST_DATA is not set and the default is"
    return folder, f"no test data: {origin} {folder}, which is not a folder"


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Return the folder of the real corpora and tokenizers; without it skip, or fail where it is required."""
    folder, problem = find_test_data()
    if problem and os.environ.get("BERT2T5_REQUIRE_TEST_DATA") == "1":
        pytest.fail(f"{problem} (BERT2T5_REQUIRE_TEST_DATA=1 asks for it)", pytrace=False)
    if problem:
        pytest.skip(problem)
    return folder


def sample_lines(path: Path, size: int | None, seed: int = SAMPLE_SEED) -> list[str]:
    """Return `size` lines of a UTF-8 file, drawn with `seed`, in file order; all of them when size is None.

    Lines end at the newline alone, so that carriage returns, byte order marks and Unicode's other line ends
    stay in the text: they are what a tokenizer must be tested with.
    """
    lines = path.read_bytes().decode("utf-8").split("\n")
    if size is None or size >= len(lines):
        return lines
    chosen = sorted(random.Random(seed).sample(range(len(lines)), size))
    return [lines[index] for index in chosen]


@pytest.fixture(params=["sample", pytest.param("everything", marks=pytest.mark.full)])
def corpus_lines(request: pytest.FixtureRequest, test_data: Path) -> Callable[..., list[str]]:
    """Return a reader of corpora: `corpus_lines("botchan/botchan.txt")`.

    A test that takes this fixture exists twice: on a fixed sample (`make test`) and, marked `full`, on every
    line (`make test-all`). `sample_size` changes the size of the sample for one call.
    """

    def read(name: str, sample_size: int = SAMPLE_SIZE) -> list[str]:
        size = sample_size if request.param == "sample" else None
        return sample_lines(test_data / "corpora" / name, size)

    return read
