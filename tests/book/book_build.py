"""Builds the book for the tests, apart from the build in the working tree."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def build_book(source: Path, output: Path) -> None:
    """Build a book below a new folder; warnings are errors.

    Raises:
        RuntimeError: with the warnings and errors, if the build fails.
    """
    output.mkdir()
    command = [Path(sys.executable).with_name("jupyter-book"), "build", source, "--path-output", output]
    done = subprocess.run(
        [*map(str, command), "-W", "--keep-going"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"the book does not build:\n{done.stderr[-4000:]}")
