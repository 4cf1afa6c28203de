"""Judges many submissions at once; results come back one by one, as they are ready."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.worker import Worker


class LocalWorker(AbstractContextManager["LocalWorker"]):
    """A worker process on this machine, which starts when the block begins.

    Args:
        count: how many submissions it judges at once; 0 for one for each core that this process may use.
    """

    def __init__(self, count: int = 0) -> None:
        self.count = count or available_cores()
        self._worker = Worker()

    def __enter__(self) -> Self:
        self._worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()

    def judge(
        self, students: list[str], job_of: Callable[[str], Job | None]
    ) -> Iterator[tuple[str, Outcome | None]]:
        """Yield each student with the outcome of their job, in the order in which they are ready.

        Args:
            students: in the order in which they are begun.
            job_of: makes a student's job when its turn comes; None for one that needs no judge.
        """
        left = list(reversed(students))
        running = 0
        ready: list[tuple[str, Outcome | None]] = []
        while left or running or ready:
            while left and running < self.count:
                student = left.pop()
                if job := job_of(student):
                    self._worker.begin(job)
                    running += 1
                else:
                    ready.append((student, None))
            # only now, with the worker busy, does the caller get what is ready and take its time over it
            yield from ready
            ready = []
            if running:
                judged, outcome = self._worker.next_outcome()
                running -= 1
                ready.append((judged.student, outcome))


def available_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1
