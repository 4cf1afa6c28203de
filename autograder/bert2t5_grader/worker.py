"""A long-lived process that judges submissions, several at once.

It keeps a warm parent of kernels, and forks itself for each submission: what a check leaves behind in the
judge (imports, seeds, a patch) does not reach the next submission, and a judge that crashes costs one
submission. All judges share what is imported, once in this process and once in the parent of kernels. The
worker never sees the gradebook.

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
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn

from bert2t5_grader.errors import UserError
from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.judge import judge
from bert2t5_grader.kernel_parent import ONE_THREAD, KernelParent
from bert2t5_kernel.channel import ANSWER, REQUEST, Channel, ChannelClosed, ChannelTimeout
from bert2t5_kernel.parent import run_imports

MAX_OUTCOME = 2**28  # bytes
SPARE_SECONDS = 120.0  # beyond a notebook's own time, for starts and ends
TRIES = 2  # a judge or a worker that dies may have been killed from outside
GAVE_UP = "the grader itself could not finish this submission"
_SET_PARENT_DEATH_SIGNAL = 1  # <linux/prctl.h>


@dataclass
class _Begun:
    """A job that is with the worker, and how often it has been begun."""

    job: Job
    tries: int = 1


class Worker:
    """The handle on a worker process; it starts at the first job at the latest, and again after a death."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._begun: dict[int, _Begun] = {}
        self._number = 0

    def run(self, job: Job) -> Outcome:
        """Judge a submission and wait for its outcome, as `next_outcome` gives it."""
        self.begin(job)
        return self.next_outcome()[1]

    def begin(self, job: Job) -> None:
        """Have a submission judged, beside those that are being judged."""
        self._send(_Begun(job))

    def next_outcome(self) -> tuple[Job, Outcome]:
        """Wait until one of the begun submissions is judged.

        One whose judge, or whose worker, dies is begun once more. When that dies too the outcome says so, and
        no cell has run.

        Raises:
            UserError: nothing can be graded here; the message says why.
            LookupError: no submission was begun.
        """
        if not self._begun:
            raise LookupError("no submission was begun")
        try:
            while True:
                number, answer = self._receive()
                begun = self._begun.pop(number)
                if "refused" in answer:
                    raise UserError(answer["refused"])
                if "died" not in answer:
                    return begun.job, Outcome(**answer)
                if begun.tries == TRIES:
                    return begun.job, Outcome(begun.job.digest, begun.job.notebook, problem=GAVE_UP)
                self._send(_Begun(begun.job, begun.tries + 1))
        except BaseException:  # Ctrl-C: an answer that comes later must not be taken for the next job's
            self.close()
            raise

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

    def close(self) -> None:
        """End the worker, its judges and their kernels."""
        self._end()
        self._begun.clear()

    def _end(self) -> None:
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = self._channel = None

    def _send(self, begun: _Begun) -> None:
        self._number += 1
        self._begun[self._number] = begun
        with contextlib.suppress(ChannelClosed):  # then the line is closed for an answer too
            self.start().send(REQUEST, self._number, json.dumps(asdict(begun.job)).encode())

    def _receive(self) -> tuple[int, dict[str, Any]]:
        """Return the next answer; one that no worker can give any more says that it died."""
        notebooks = [begun.job.limits["notebook_seconds"] for begun in self._begun.values()]
        try:
            _, number, data = self.start().receive(time.monotonic() + max(notebooks) + 2 * SPARE_SECONDS)
        except (ChannelClosed, ChannelTimeout):
            self._end()
            lost = sorted(self._begun)
            for number in lost[1:]:  # one of them pays with a try, the others begin again in the next worker
                self._send(self._begun.pop(number))
            return lost[0], {"died": "the worker ended"}
        return number, json.loads(data)


def main() -> None:
    """Judge submissions until the grader hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's affair: it hangs up
    desk = _Desk(socket.socket(fileno=int(sys.argv[1])))
    try:
        with contextlib.suppress(ChannelClosed):
            while True:
                desk.serve_next()
    finally:
        desk.close()


@dataclass
class _Judge:
    """A fork that judges a submission.

    Attributes:
        number: of the request.
        pid: its process id.
        pipe: where its answer comes from.
        deadline: a time of `time.monotonic` at which it is ended.
        pieces: what has come of the answer.
    """

    number: int
    pid: int
    pipe: int
    deadline: float
    pieces: list[bytes] = field(default_factory=list)

    def end(self) -> None:
        """End the process, whether it is done or not."""
        os.close(self.pipe)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


class _Desk:
    """Takes requests, keeps a judge for each, and hands out the answers as they are ready.

    Args:
        end: the line to the grader.
    """

    def __init__(self, end: socket.socket) -> None:
        self.end = end
        self.channel = Channel(end, MAX_OUTCOME)
        self.judges: dict[int, _Judge] = {}  # by the descriptor of their pipe
        self.parent: KernelParent | None = None

    def serve_next(self) -> None:
        """Wait for a request, a judge's answer or a deadline, and do what has to be done.

        Raises:
            ChannelClosed: the grader has hung up.
        """
        deadlines = [each.deadline for each in self.judges.values()]
        seconds = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        waiting: list[Any] = [self.end, *self.judges]
        # Answers are posted: the grader may be sending a submission now, and both would wait for each other.
        outgoing = [self.end] if self.channel.posted else []
        ready, writable, _ = select.select(waiting, outgoing, [], seconds)
        if writable:
            self.channel.flush()
        for pipe in [pipe for pipe in self.judges if pipe in ready]:
            self._read(self.judges[pipe])
        for late in [each for each in self.judges.values() if time.monotonic() >= each.deadline]:
            self._answer(late)
        if self.end in ready:
            _, number, data = self.channel.receive()
            self._begin(number, _read_job(data))

    def close(self) -> None:
        """End all judges and the parent of kernels."""
        for each in self.judges.values():
            each.end()
        if self.parent:
            self.parent.close()

    def _begin(self, number: int, job: Job) -> None:
        parent = self._parent(job)
        readable, writable = os.pipe()
        child = os.fork()
        if child == 0:
            self.end.close()
            for pipe in [readable, *self.judges]:
                os.close(pipe)
            _be_judge(job, parent, writable)
        os.close(writable)
        deadline = time.monotonic() + job.limits["notebook_seconds"] + SPARE_SECONDS
        self.judges[readable] = _Judge(number, child, readable, deadline)

    def _read(self, source: _Judge) -> None:
        """Read what is there of a judge's answer, which ends where the judge closes its pipe."""
        piece = os.read(source.pipe, 2**20)
        source.pieces.append(piece)
        if not piece:
            self._answer(source)

    def _answer(self, done: _Judge) -> None:
        """Hand out a judge's answer, or say that there is none, and end the judge."""
        answer = b"".join(done.pieces)
        del self.judges[done.pipe]
        done.end()
        if time.monotonic() >= done.deadline or not answer:
            answer = json.dumps({"died": "the judge ended before its verdict"}).encode()
        self.channel.post(ANSWER, done.number, answer)

    def _parent(self, job: Job) -> KernelParent | None:
        """Return the warm parent for a job's libraries; the judges' side imports them too, once."""
        if not job.warm:
            run_imports(job.libraries)
            return None
        if self.parent and (self.parent.imports != list(job.libraries) or not self.parent.pid):
            self.parent.close()
            self.parent = None
        if self.parent is None:
            self.parent = KernelParent(job.libraries)
            self.parent.start()
            run_imports(job.libraries)  # meanwhile the parent does the same
            with contextlib.suppress(UserError):  # the judge will try again, and say so
                self.parent.loaded()
        return self.parent


def _read_job(data: bytes) -> Job:
    fields: dict[str, Any] = json.loads(data)
    return Job(**{name: _as_tuple(value) for name, value in fields.items()})


def _as_tuple(value: Any) -> Any:
    """JSON has no tuples."""
    return tuple(value) if isinstance(value, list) else value


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


if __name__ == "__main__":
    main()
