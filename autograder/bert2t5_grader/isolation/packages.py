"""Where packages lie on this machine: what a sandbox shows and what it hides."""

import importlib.util
from pathlib import Path

SHOWN = ("bert2t5", "bert2t5_kernel")
PRIVATE = ("bert2t5_reference", "bert2t5_grader")


def places_of(module: str) -> list[Path]:
    """Return all that has to be hidden of a module: its folders, or its file and the compiled one."""
    found = folders_of(module)
    compiled = [Path(importlib.util.cache_from_source(str(path))) for path in found if path.suffix == ".py"]
    return found + [path for path in compiled if path.is_file()]


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
