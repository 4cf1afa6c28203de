"""Judges many submissions at once; results come back one by one, as they are ready."""

import os
import queue
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.worker import Worker, run_job


class LocalWorkers(AbstractContextManager["LocalWorkers"]):
    """Worker processes on this machine, which start when the block begins.

    Args:
        count: how many; 0 for one for each core that this process may use.
    """

    def __init__(self, count: int = 0) -> None:
        self.count = count or available_cores()
        self.workers = [Worker() for _ in range(self.count)]
        self._free: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in self.workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(self.count)  # each waits for one worker

    def __enter__(self) -> Self:
        for worker in self.workers:
            worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self.workers:
            worker.close()

    def judge(
        self, students: list[str], job_of: Callable[[str], Job | None]
    ) -> Iterator[tuple[str, Outcome | None]]:
        """Yield each student with the outcome of their job, in the order in which they are ready.

        Args:
            students: in the order in which they are begun.
            job_of: makes a student's job when its turn comes; None for one that needs no judge.
        """
        left = list(reversed(students))
        running: dict[Future[Outcome], str] = {}
        ready: list[tuple[str, Outcome | None]] = []
        while left or running or ready:
            while left and len(running) < self.count:
                student = left.pop()
                if job := job_of(student):
                    running[self._threads.submit(self._run, job)] = student
                else:
                    ready.append((student, None))
            # only now, with every worker busy, does the caller get what is ready and take its time over it
            yield from ready
            done, _ = wait(running, timeout=0 if ready else None, return_when=FIRST_COMPLETED)
            ready = [(running.pop(future), future.result()) for future in done]

    def _run(self, job: Job) -> Outcome:
        worker = self._free.get()
        try:
            return run_job(worker, job)
        finally:
            self._free.put(worker)


def available_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1
