"""The grader's side of the parent of kernels: starts it, has it fork, replaces it when it is gone."""

import contextlib
import fcntl
import json
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bert2t5_grader.errors import UserError
from bert2t5_grader.isolation.bwrap import cache_folder
from bert2t5_grader.isolation.strategy import SYSTEM_PATH

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
ENVIRONMENT = {
    "PATH": SYSTEM_PATH,
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "0",  # an answer that leans on the order of a set gets the same points in a regrade
    "PYTHONSAFEPATH": "1",  # a file in the working directory must not stand in for a module
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
    **dict.fromkeys(ONE_THREAD, "1"),  # forks stay safe, and workers do not take each other's cores
}
IMPORT_SECONDS = 300.0
FORK_SECONDS = 30.0
DIES = "no kernel can be started: the process that forks kernels dies"


class KernelParent:
    """A process that forks kernels, with some modules imported.

    Args:
        imports: import statements that it runs before the first fork; those that fail are left out.
    """

    def __init__(self, imports: Sequence[str] = ()) -> None:
        self.imports = list(imports)
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None
        self._loaded: list[str] = []

    def fork(self, request: dict[str, Any], control: socket.socket, channel: socket.socket) -> None:
        """Have a guard forked that owns the two sockets; a parent that is gone or unfit is replaced."""
        for imports in (self.imports, self.imports, []):  # a library may start a thread when it is imported
            self.imports = imports
            try:
                self._wait_for_imports()
                self._ask(request, [control.fileno(), channel.fileno()], FORK_SECONDS)
                return
            except OSError:
                self.close()
        raise UserError(DIES)

    def loaded(self) -> list[str]:
        """Return the top-level modules that every kernel has in memory at its start."""
        try:
            return self._wait_for_imports()
        except OSError:
            self.close()
            raise UserError(DIES) from None

    @property
    def pid(self) -> int:
        """Its process id; 0 before the start and after its death."""
        return self._process.pid if self._process and self._process.poll() is None else 0

    def close(self) -> None:
        """End the process; kernels that it forked live on."""
        if self._requests:
            self._requests.close()
        if self._process:
            self._process.kill()
            self._process.wait()
            self._home.cleanup()
        self._process = self._requests = None

    def forget(self) -> None:
        """After a fork of the grader: leave the process to the one that started it."""
        self._process = None

    def start(self) -> None:
        """Have the process begin with its imports; whoever needs it waits for them."""
        if self._requests:
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._home = tempfile.TemporaryDirectory(prefix="kernels-", ignore_cleanup_errors=True)
        cache_folder().mkdir(parents=True, exist_ok=True)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bert2t5_kernel.parent", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                cwd=self._home.name,
                env=ENVIRONMENT | {"HOME": self._home.name, "MPLCONFIGDIR": str(cache_folder())},
            )
        self._requests = ours
        self._loaded = []
        self._send({"import": self.imports}, [])

    def _wait_for_imports(self) -> list[str]:
        self.start()
        if not self._loaded:
            self._loaded = self._answer(IMPORT_SECONDS)["imported"]
        return self._loaded

    def _ask(self, request: dict[str, Any], descriptors: list[int], seconds: float) -> dict[str, Any]:
        with self._turn():
            self._send(request, descriptors)
            return self._answer(seconds)

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Keep the line while the block runs: forks of the grader share it."""
        with (Path(self._home.name) / "turn").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _send(self, request: dict[str, Any], descriptors: list[int]) -> None:
        assert self._requests is not None
        socket.send_fds(self._requests, [json.dumps(request).encode()], descriptors)

    def _answer(self, seconds: float) -> dict[str, Any]:
        assert self._requests is not None
        self._requests.settimeout(seconds)
        answer = self._requests.recv(2**20)
        if not answer:
            raise ConnectionError
        found: dict[str, Any] = json.loads(answer)
        return found


class Guard:
    """The grader's side of one kernel's guard.

    Args:
        control: the socket that leads to it.
    """

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.ended: dict[str, Any] | None = None

    def next_report(self, seconds: float) -> dict[str, Any] | None:
        """Return the guard's next report, or None when there is none in this time."""
        if self.ended or not select.select([self.control], [], [], seconds)[0]:
            return None
        try:
            message = self.control.recv(2**16)
        except OSError:
            message = b""
        report: dict[str, Any] = json.loads(message) if message else {"ended": "dead"}
        if "ended" in report or "failed" in report:
            self.ended = report
        return report

    def wait_for(self, key: str, seconds: float) -> dict[str, Any]:
        """Return the first report that holds `key`.

        Raises:
            UserError: the sandbox or the kernel failed, or took too long.
        """
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            report = self.next_report(left) or {}
            if key in report:
                return report
            if self.ended:
                raise UserError(f"no kernel can be started: {self.ended.get('failed') or self.ended}")
        raise UserError(f"no kernel can be started: not ready after {seconds:g} seconds")

    def signal(self, number: int) -> None:
        """Send a signal to the kernel's process group."""
        self._send({"signal": number})

    def used(self) -> dict[str, float]:
        """Return what the kernel has used so far: `peak_mib`, `cpu_seconds`."""
        self._send({"used": True})
        while report := self.next_report(1.0):
            if "used" in report:
                return dict(report["used"])
            if self.ended:
                break
        ended = self.ended or {}
        return {key: ended[key] for key in ("peak_mib", "cpu_seconds") if key in ended}

    def why_ended(self) -> str:
        """Return why the kernel ended: `memory`, `cpu`, `files` or `dead`; empty while it runs."""
        while not self.ended and self.next_report(0):
            pass
        if not self.ended:
            return ""
        reason = self.ended.get("ended", "dead")
        return reason if reason in ("memory", "cpu", "files") else "dead"

    def close(self) -> None:
        """Hang up: the guard ends the kernel and every process of it."""
        with contextlib.suppress(OSError):
            self.control.close()

    def _send(self, request: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self.control.send(json.dumps(request).encode())


def pair() -> tuple[socket.socket, socket.socket]:
    """Return two connected sockets for whole messages."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
