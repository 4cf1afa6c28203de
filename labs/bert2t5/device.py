"""The device that the labs compute on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

VARIABLE = "BERT2T5_DEVICE"


def device(name: str | None = None) -> torch.device:
    """Return the device to compute on: a GPU if there is one, else the CPU.

    Args:
        name: `cpu`, `cuda`, or `cuda:1` for the second GPU; default is what the environment variable
            `BERT2T5_DEVICE` says, if anything.

    Raises:
        ValueError: if it is anything else, or a GPU that is not there.

    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {"BERT2T5_DEVICE": "cpu"}):
    ...     device()
    device(type='cpu')
    """
    # Here and not above: importing the package must stay quick where nothing is computed.
    import torch

    allowed = ["cpu"]
    if torch.cuda.is_available():
        allowed += ["cuda", *(f"cuda:{index}" for index in range(torch.cuda.device_count()))]
    named = name or os.environ.get(VARIABLE, "").strip()
    if named and named not in allowed:
        whose = "the device" if name else VARIABLE
        raise ValueError(f"{whose} is {named!r}; allowed on this machine: {', '.join(allowed)}")
    return torch.device(named or ("cuda" if "cuda" in allowed else "cpu"))
