"""Builds the book."""

import subprocess
import sys
from pathlib import Path

from bert2t5_grader.errors import UserError

LOG_LINES = 60  # of a failed build: enough for the warnings of a few pages


def build_book(source: Path, output: Path) -> Path:
    """Build the book of the folder `source` and return the folder of its pages, `output/_build/html`.

    Raises:
        UserError: the build failed, for which a warning is enough; the message carries the end of its log.
    """
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [jupyter_book, "build", source, "--path-output", output, "-W", "--keep-going"]
    built = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if built.returncode:
        raise UserError("the book does not build:\n" + "\n".join(built.stderr.splitlines()[-LOG_LINES:]))
    return output / "_build" / "html"
