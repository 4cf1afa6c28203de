"""NumPy and torch, of which either may not be installed: they are imported when a message needs them."""

import importlib
import sys
from typing import Any

from bert2t5_kernel.wire.limits import WireError


def loaded(name: str) -> Any:
    """Return a library if something has imported it, else None: then no value is of its types."""
    return sys.modules.get(name)


def need(name: str) -> Any:
    """Import a library that a message needs."""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError):  # OSError: a shared library of it is missing
        raise WireError(f"a message that needs {name}, which is not installed here") from None
