"""Where packages lie on this machine: what a sandbox shows and what it hides."""

import importlib.util
from pathlib import Path

SHOWN = ("bert2t5", "bert2t5_kernel")
PRIVATE = ("bert2t5_reference", "bert2t5_grader")


def folders_of(package: str) -> list[Path]:
    """Return the folders, or the file, of an installed package or module; none when it is not installed."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return []
    if spec is None:
        return []
    if spec.submodule_search_locations is not None:
        return [Path(place).resolve() for place in spec.submodule_search_locations]
    return [Path(spec.origin).resolve()] if spec.origin and Path(spec.origin).is_file() else []
