"""One build of the book for all tests of a run, shared by the workers of pytest-xdist."""

import sys
from pathlib import Path

import pytest
from filelock import FileLock

from bert2t5_grader.book import build_book

ROOT = Path(__file__).resolve().parents[2]

sys.path.insert(0, str(ROOT / "book"))  # pages import `figures` from the folder in which they lie


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of the built HTML."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent  # the folder that all workers see
    output, finished = shared / "book", shared / "book-finished"
    with FileLock(shared / "book.lock", timeout=580):
        if output.exists() and not finished.exists():
            pytest.fail("the book does not build; the first worker that tried shows why", pytrace=False)
        if not output.exists():
            output.mkdir()  # what a failed build leaves behind for the other workers to see
            build_book(ROOT, output)
            finished.touch()
    return output / "_build" / "html"
