"""Files that are there whole or not at all."""

import os
from pathlib import Path

__all__ = ["write_text"]


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write ASCII text; the file appears under its name only when it is complete.

    Raises:
        OSError: if the file cannot be written.
    """
    path = Path(path)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(text.encode("ascii"))
    unfinished.replace(path)
