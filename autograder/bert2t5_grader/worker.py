"""A long-lived process that judges one submission after the other.

It keeps a warm parent of kernels, and forks itself for each submission: what a check leaves behind in the
judge (imports, seeds, a patch) does not reach the next submission, and a judge that crashes costs one
submission. The worker never sees the gradebook.

    python -m bert2t5_grader.worker DESCRIPTOR
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Any, NoReturn

from bert2t5_grader.errors import UserError
from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.judge import judge
from bert2t5_grader.kernel_parent import ONE_THREAD, KernelParent
from bert2t5_kernel.channel import ANSWER, REQUEST, Channel, ChannelClosed, ChannelTimeout
from bert2t5_kernel.parent import run_imports

MAX_OUTCOME = 2**28  # bytes
SPARE_SECONDS = 120.0  # beyond a notebook's own time, for starts and ends
_SET_PARENT_DEATH_SIGNAL = 1  # <linux/prctl.h>


class WorkerDied(Exception):
    """Raised when a worker ended, or did not answer, before its submission was judged."""


class Worker:
    """The handle on a worker process; it starts at the first job at the latest, and again after a death."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None

    def run(self, job: Job) -> Outcome:
        """Judge a submission.

        Raises:
            WorkerDied: the worker was killed or did not answer in time; the next job gets a new one.
            UserError: nothing can be graded here; the message says why.
        """
        channel = self.start()
        deadline = time.monotonic() + job.limits["notebook_seconds"] + SPARE_SECONDS
        try:
            channel.send(REQUEST, 0, json.dumps(asdict(job)).encode(), deadline)
            answer = json.loads(channel.receive(deadline)[2])
        except (ChannelClosed, ChannelTimeout) as error:
            self.close()
            raise WorkerDied(f"the worker for {job.student} ended before its answer") from error
        except BaseException:  # Ctrl-C: an answer that comes later must not be taken for the next job's
            self.close()
            raise
        if "refused" in answer:
            raise UserError(answer["refused"])
        if "died" in answer:
            raise WorkerDied(answer["died"])
        return Outcome(**answer)

    @property
    def pid(self) -> int:
        """The worker's process id; 0 before the start."""
        return self._process.pid if self._process else 0

    def close(self) -> None:
        """End the worker, its judge and their kernels."""
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = self._channel = None

    def start(self) -> Channel:
        """Start the process unless it runs, and return the line to it."""
        if self._channel:
            return self._channel
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bert2t5_grader.worker", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=os.environ
                | {"PYTHONSAFEPATH": "1", "PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}
                | dict.fromkeys(ONE_THREAD, "1"),
            )
        self._channel = Channel(ours, MAX_OUTCOME)
        return self._channel


def run_job(worker: Worker, job: Job) -> Outcome:
    """Judge a job, once more when the worker dies: it may have been killed from outside.

    When it dies again the outcome says so, and no cell has run.
    """
    for _ in range(2):
        try:
            return worker.run(job)
        except WorkerDied:
            continue
    return Outcome(job.digest, job.notebook, problem="the grader itself could not finish this submission")


def main() -> None:
    """Judge submissions until the grader hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's affair: it hangs up
    end = socket.socket(fileno=int(sys.argv[1]))
    channel = Channel(end, MAX_OUTCOME)
    parents: dict[tuple[str, ...], KernelParent] = {}
    with contextlib.suppress(ChannelClosed):
        while True:
            job = _read_job(channel.receive()[2])
            channel.send(ANSWER, 0, _judge_in_fork(job, _parent(job, parents), end))
    for parent in parents.values():
        parent.close()


def _read_job(data: bytes) -> Job:
    fields: dict[str, Any] = json.loads(data)
    return Job(**{name: _as_tuple(value) for name, value in fields.items()})


def _as_tuple(value: Any) -> Any:
    """JSON has no tuples."""
    return tuple(value) if isinstance(value, list) else value


def _parent(job: Job, parents: dict[tuple[str, ...], KernelParent]) -> KernelParent | None:
    """Return the warm parent for a job's libraries; the judge's side imports them too, once."""
    if not job.warm:
        run_imports(job.libraries)
        return None
    if job.libraries not in parents:
        for other in parents.values():
            other.close()
        parents.clear()
        parents[job.libraries] = KernelParent(job.libraries)
        parents[job.libraries].start()
        run_imports(job.libraries)  # meanwhile the parent does the same
        with contextlib.suppress(UserError):  # the judge will try again, and say so
            parents[job.libraries].loaded()
    return parents[job.libraries]


def _judge_in_fork(job: Job, parent: KernelParent | None, end: socket.socket) -> bytes:
    """Return the answer of a fork that judges the job, as JSON."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        end.close()
        _be_judge(job, parent, writable)
    os.close(writable)
    try:
        answer = _read_all(readable, end)
    finally:
        os.close(readable)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return answer or json.dumps({"died": f"the judge of {job.student} ended before its verdict"}).encode()


def _be_judge(job: Job, parent: KernelParent | None, writable: int) -> NoReturn:
    try:
        if sys.platform.startswith("linux"):
            ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if parent:
            parent.forget()
        try:
            answer = judge(job, parent).to_json()
        except UserError as error:
            answer = json.dumps({"refused": error.message})
        with os.fdopen(writable, "w", encoding="utf-8") as pipe:
            pipe.write(answer)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(0)


def _read_all(readable: int, end: socket.socket) -> bytes:
    """Read the judge's answer to its end; nothing when the grader hangs up before."""
    waiting = select.poll()
    waiting.register(readable, select.POLLIN)
    waiting.register(end, 0)  # hanging up is reported without being asked for
    pieces: list[bytes] = []
    while True:
        events = dict(waiting.poll())
        if end.fileno() in events:
            raise ChannelClosed
        piece = os.read(readable, 2**20)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


if __name__ == "__main__":
    main()
