"""Checkpoints of a training run, which a killed process cannot leave half written.

Source: os.replace of the Python documentation, which is atomic within one file system.
"""

import os
from pathlib import Path
from typing import Any

import torch


def save_checkpoint(path: str | Path, state: dict[str, Any]) -> None:
    """Write a checkpoint under another name, then give it its own.

    A reader finds the checkpoint before or the new one, whole in both cases. It does not protect against two
    runs that write the same file.

    Args:
        path: the file; its folder exists.
        state: tensors, numbers, strings, None, and lists, tuples and dicts of them.
    """
    temporary = Path(f"{path}.tmp")
    with temporary.open("wb") as file:
        torch.save(state, file)
        # The content must be on the disk before the name is, or a power cut could leave an empty file.
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def load_checkpoint(path: str | Path) -> dict[str, Any] | None:
    """Return what `save_checkpoint` wrote, on the CPU; None if there is no such file.

    Code in the file is not run.
    """
    if not Path(path).is_file():
        return None
    return dict(torch.load(path, map_location="cpu", weights_only=True))
