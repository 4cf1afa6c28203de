"""The parent of kernels: imports the big libraries once and forks for every kernel.

It stays outside the sandbox, runs no student's code and holds nothing secret: its environment is scrubbed
and it imports public libraries alone. A fork becomes the guard of one kernel (`guard.py`). Forking is safe
as long as this process has one thread; before each fork it looks, and gives up when there are more: then
the grader starts another.

    python -m bert2t5_kernel.parent DESCRIPTOR
"""

import contextlib
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Iterable
from typing import Any

from bert2t5_kernel.guard import guard

MAX_REQUEST = 2**18
KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",  # most of what a kernel would import at its start
    "bert2t5_kernel.kernel",
    "bert2t5_kernel.server",
)


def main() -> None:
    """Answer the grader's requests until it hangs up."""
    requests = socket.socket(fileno=int(sys.argv[1]))
    requests.set_inheritable(False)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # guards that ended need no one to wait for them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's affair: it hangs up
    for name in KERNEL_MODULES:
        importlib.import_module(name)
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, MAX_REQUEST, 2)
        if not message:
            return
        request = json.loads(message)
        if "import" in request:
            answer: dict[str, Any] = {"imported": run_imports(request["import"])}
        elif threads() > 1:
            raise SystemExit("the parent of kernels has several threads, so it must not fork")
        else:
            answer = {"forked": fork(request, descriptors, requests)}
        requests.send(json.dumps(answer).encode())


def run_imports(statements: Iterable[str]) -> list[str]:
    """Run import statements and return the names of all top-level modules that are loaded then.

    The statements are the lab's own, with the names that they ask for: some libraries (transformers) import
    their parts only when these are named.
    """
    for statement in statements:
        # whatever keeps a library from being imported here, a student's import will tell
        with contextlib.suppress(Exception):
            exec(statement, {})
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)  # a pool of threads would not survive the fork
    return sorted({name.partition(".")[0] for name in sys.modules})


def threads() -> int:
    """Return the number of threads of this process, those of C libraries included."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208
    except OSError:  # no /proc
        return 1


def fork(request: dict[str, Any], descriptors: list[int], requests: socket.socket) -> int:
    """Fork a guard that owns the descriptors, and return its process id."""
    child = os.fork()
    if child == 0:
        requests.close()
        guard(request, *descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    return child


if __name__ == "__main__":
    main()
