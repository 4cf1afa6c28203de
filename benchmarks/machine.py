"""The machine that figures were measured on."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of `ru_maxrss`: it counts bytes on macOS, KiB on Linux."""


def describe_machine(libraries: list[str]) -> dict[str, Any]:
    """Return what figures depend on: processor, cores, load, system, versions of Python and the libraries."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return {
        "cores": os.cpu_count(),
        "cpu": models[0] if models else platform.processor() or platform.machine(),
        "load_average": os.getloadavg()[0],
        "system": platform.system(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in libraries},
    }
