"""What a kernel may use: limits that the operating system enforces for each process."""

import contextlib
import resource
from typing import Any

MIB = 2**20


def limit_process(limits: dict[str, Any], device: str) -> None:
    """Set the limits of this process and of all that it starts.

    Args:
        limits: the values of `bert2t5_grader.limits.Limits`.
        device: "cpu" or "cuda". CUDA maps far more addresses than it uses, so there the watch on the memory
            that is really used is the only one.
    """
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["file_mib"] * MIB,
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_NPROC: limits["processes"],
    }
    if device == "cpu":
        wanted[resource.RLIMIT_AS] = _mapped() + limits["memory_mib"] * MIB
    for kind, value in wanted.items():
        with contextlib.suppress(ValueError):  # a lower limit is set already
            resource.setrlimit(kind, (value, value))


def _mapped() -> int:
    """Bytes of addresses that this process has mapped, the imported libraries mostly; 0 where unknown."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 64 * 1024 * MIB
