"""The guard of one kernel: makes its sandbox, starts it, watches what it uses, and ends it.

A guard is a fork of the parent. It has bubblewrap make the namespaces, with a process in them that only
holds them open, joins them, and forks the kernel into them. The kernel sees neither the guard nor anything
outside; the guard sees the sandbox's processes in the sandbox's own /proc. When the grader hangs up, when
the guard dies, or when a limit is passed, the namespaces go, and with them every process that a student
has started, detached ones too.

Without isolation the guard starts the kernel as an ordinary process and ends its process group.
"""

import contextlib
import json
import os
import resource
import select
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

from bert2t5_kernel.limits import MIB
from bert2t5_kernel.namespaces import Namespaces

WATCH_SECONDS = 0.05  # between two looks at what the kernel uses
_PAGE = resource.getpagesize()
_TICKS = os.sysconf("SC_CLK_TCK")


def guard(request: dict[str, Any], control: int, channel: int) -> NoReturn:
    """Run one kernel to its end; `control` leads to the grader, `channel` to the judge."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        _Guard(request, socket.socket(fileno=control), channel).run()
        status = 0
    finally:
        os._exit(status)


class _Guard:
    def __init__(self, request: dict[str, Any], control: socket.socket, channel: int) -> None:
        self.request = request
        self.control = control
        self.channel = channel
        self.limits = request["limits"]
        self.peak = 0  # bytes
        self.cpu = 0.0  # seconds

    def run(self) -> None:
        try:
            holder = self._make_namespaces()
        except OSError as error:
            self._tell({"failed": str(error)})
            return
        ready, kernel_is_ready = os.pipe()
        self.kernel = os.fork()
        if self.kernel == 0:
            self.control.close()
            os.close(ready)
            from bert2t5_kernel.kernel import start

            start(self.request, self.channel, kernel_is_ready)
        os.close(kernel_is_ready)
        os.close(self.channel)
        self._tell({"pid": self.kernel, "holder": holder})
        try:
            self._tell(self._watch(ready))
        finally:
            self._end(holder)

    def _make_namespaces(self) -> int:
        """Have bubblewrap make them and join; return the process id of their first process, 0 for none."""
        command = self.request["sandbox"]
        if not command:
            return 0
        told, tell = os.pipe()
        self.kept_open = os.pipe()  # bubblewrap's program reads it to the end, so it lives as long as we do
        self.bwrap = subprocess.Popen(
            [*command[:1], "--info-fd", str(tell), *command[1:]],
            stdin=self.kept_open[0],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[tell],
            env={},
        )
        os.close(tell)
        os.close(self.kept_open[0])
        with os.fdopen(told, encoding="ascii") as file:
            info = file.read()
        # the first byte comes from the program that holds the namespaces open: the sandbox is complete then
        if not info or not self._read(self.bwrap.stdout, 1):
            raise OSError(
                self._read(self.bwrap.stderr).decode(errors="replace").strip() or "bubblewrap failed"
            )
        holder = int(json.loads(info)["child-pid"])
        Namespaces.of(holder).join()
        return holder

    @staticmethod
    def _read(pipe: IO[bytes] | None, count: int = -1) -> bytes:
        return pipe.read(count) if pipe else b""

    def _watch(self, ready: int) -> dict[str, Any]:
        """Serve the grader until the kernel ends or has to be ended; return the last report."""
        waiting = select.poll()
        waiting.register(self.control, select.POLLIN)
        waiting.register(ready, select.POLLIN)
        while True:
            events = dict(waiting.poll(WATCH_SECONDS * 1000))
            if self.control.fileno() in events and not self._obey():
                return {"ended": "the grader hung up"}
            if ready in events:
                waiting.unregister(ready)
                said = os.read(ready, 1000).decode(errors="replace")
                os.close(ready)
                self._tell(
                    {"ready": True} if said == "." else {"failed": said or "the kernel died at its start"}
                )
            child, status = os.waitpid(self.kernel, os.WNOHANG)
            if child:
                return {"ended": "exit", "status": os.waitstatus_to_exitcode(status), **self._used()}
            if passed := self._limit_passed():
                return {"ended": passed, **self._used()}

    def _obey(self) -> bool:
        """Do what the grader asks; False when it hung up."""
        try:
            message = self.control.recv(2**16)
        except OSError:
            return False
        if not message:
            return False
        request = json.loads(message)
        if "signal" in request:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.kernel, request["signal"])
        if "used" in request:
            self._limit_passed()
            self._tell({"used": self._used()})
        return True

    def _used(self) -> dict[str, float]:
        return {"peak_mib": round(self.peak / MIB, 1), "cpu_seconds": round(self.cpu, 2)}

    def _limit_passed(self) -> str:
        """Look at all processes of the kernel; return the name of a limit that they pass together."""
        memory, cpu = 0, 0.0
        for pid in self._processes():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
                cpu += sum(map(int, fields[11:15])) / _TICKS
                statm = Path(f"/proc/{pid}/statm").read_bytes().split()
                memory += int(statm[1]) * _PAGE  # counts pages that forks share more than once
        allowed = self.limits["memory_mib"] * MIB
        if memory > allowed:
            memory = sum(map(_own_memory, self._processes()))
        memory += self._unmapped_memory()
        self.peak, self.cpu = max(self.peak, memory), max(self.cpu, cpu)
        if memory > allowed:
            return "memory"
        if self._files() > self.limits["files"]:
            return "files"
        return "cpu" if cpu > self.limits["cpu_seconds"] else ""

    def _unmapped_memory(self) -> int:
        """Return bytes that no process has to map: System V segments, and files that are memory alone."""
        if not self.request["sandbox"]:
            return 0
        with contextlib.suppress(OSError, ValueError, IndexError):
            segments = Path("/proc/sysvipc/shm").read_text("ascii").splitlines()[1:]
            files = {
                (found.st_dev, found.st_ino): found.st_blocks * 512
                for pid in self._processes()
                for found in _memory_files(pid)
            }
            return sum(int(line.split()[14]) for line in segments) + sum(files.values())
        return 0

    def _files(self) -> int:
        """Return how many files there are in the fullest folder that the kernel can write to."""
        counts = []
        for folder in self.request["writable"]:
            with contextlib.suppress(OSError):
                found = os.statvfs(folder)
                counts.append(found.f_files - found.f_ffree)
        return max(counts, default=0)

    def _processes(self) -> list[str]:
        """Process ids in the /proc that the guard sees: in a sandbox exactly the sandbox's."""
        if not self.request["sandbox"]:
            return [str(self.kernel)]
        with contextlib.suppress(OSError):
            return [name for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208
        return []

    def _tell(self, report: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self.control.send(json.dumps(report).encode())

    def _end(self, holder: int) -> None:
        """End every process of the kernel."""
        with contextlib.suppress(OSError):
            os.killpg(self.kernel, signal.SIGKILL)
        if holder:
            with contextlib.suppress(OSError):
                os.kill(holder, signal.SIGKILL)  # the first process of a PID namespace takes all with it
        # first the kernel: its namespace cannot go before somebody has taken notice of its end
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.kernel, 0)
        if holder:
            self.bwrap.wait()


def _memory_files(pid: str) -> Iterator[os.stat_result]:
    """Yield the files of a process that lie in no folder (memfd_create)."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                if os.readlink(entry.path).startswith("/memfd:"):  # noqa: PTH115
                    yield os.stat(entry.path)  # noqa: PTH116


def _own_memory(pid: str) -> int:
    """Return the memory of a process in bytes, shared pages divided among those who share them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, ValueError, StopIteration):
        return 0
