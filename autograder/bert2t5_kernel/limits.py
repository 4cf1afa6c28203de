"""What a kernel may use: limits that the operating system enforces for each process."""

import contextlib
import resource
from typing import Any

MIB = 2**20
LIBRARIES = 4096 * MIB  # addresses that importing a large library takes, most of them never used


def limit_process(limits: dict[str, Any], device: str) -> None:
    """Set the limits of this process and of all that it starts.

    Args:
        limits: the values of `bert2t5_grader.limits.Limits`.
        device: "cpu" or "cuda". CUDA maps far more addresses than it uses, so there the watch on the memory
            that is really used is the only one.
    """
    mapped, data = _now()
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_DATA: data + limits["memory_mib"] * MIB,
        resource.RLIMIT_FSIZE: limits["file_mib"] * MIB,
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_NPROC: limits["processes"],
    }
    if device == "cpu":
        wanted[resource.RLIMIT_AS] = mapped + limits["memory_mib"] * MIB + LIBRARIES
    for kind, value in wanted.items():
        with contextlib.suppress(ValueError):  # a lower limit is set already
            resource.setrlimit(kind, (value, value))


def _now() -> tuple[int, int]:
    """Return how many bytes of addresses this process has mapped, and how many of them are its own data."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            pages = [int(number) for number in file.read().split()]
    except OSError:  # no /proc
        return LIBRARIES, LIBRARIES
    return pages[0] * resource.getpagesize(), pages[5] * resource.getpagesize()
