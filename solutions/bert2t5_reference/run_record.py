"""What is written down beside the result of a training run, so that others can make it again."""

import hashlib
import platform
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch

PACKAGES = ("bert2t5", "bert2t5_reference")  # the code that decides about a run


def describe_run(model: torch.nn.Module) -> dict[str, Any]:
    """Return the size of a model, where and with which versions it was trained, and a hash of the code.

    >>> record = describe_run(torch.nn.Linear(2, 3))
    >>> record["parameters"], record["device"], record["dtype"], len(record["code"])
    (9, 'cpu', 'float32', 64)
    """
    weights = next(model.parameters())
    return {
        "parameters": sum(weights.numel() for weights in model.parameters()),
        "device": str(weights.device),
        "dtype": str(weights.dtype).removeprefix("torch."),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "code": code_hash(),
    }


def code_hash() -> str:
    """Return the SHA-256 of all Python files of the packages that decide about a run, in order."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted(Path(str(files(package))).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
