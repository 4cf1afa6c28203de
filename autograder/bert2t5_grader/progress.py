"""Progress bars that tell what is done, time passed and time left."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

Item = TypeVar("Item")
Result = TypeVar("Result")


def track(items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
    """Yield the items under a progress bar."""
    with _progress() as progress:
        yield from progress.track(items, total=total, description=what)


@contextmanager
def grading(total: int, workers: int) -> Iterator[Callable[[], None]]:
    """Show how many submissions are done, running and waiting; the function handed out counts one as done."""
    with _progress() as progress:
        task = progress.add_task("", total=total)
        done = 0

        def show() -> None:
            running = min(workers, total - done)
            text = f"grade: {running} running, {total - done - running} waiting"
            progress.update(task, completed=done, description=text)

        def tick() -> None:
            nonlocal done
            done += 1
            show()

        show()
        yield tick


@contextmanager
def steps(names: list[str]) -> Iterator[Callable[[Callable[[], Result]], Result]]:
    """Show a bar over a fixed list of steps; the function handed out runs the next one."""
    with _progress() as progress:
        task = progress.add_task(names[0], total=len(names))
        left = iter([*names[1:], "ready"])

        def step(action: Callable[[], Result]) -> Result:
            result = action()
            progress.update(task, advance=1, description=next(left))
            return result

        yield step


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description:<16}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        transient=False,
    )
