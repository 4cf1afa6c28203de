"""Contenders take turns, so that whatever else the machine does slows down all of them."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from rich.table import Table

Step = Callable[[], Any]


def measure(contenders: dict[str, Step], repeat: int, baseline: str) -> list[dict[str, Any]]:
    """Return a row for each contender: seconds of every step, median, and its ratio to the baseline's."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for step in contenders.values():  # the first step allocates what the others use
        step()
    for _ in range(repeat):
        for name, step in contenders.items():
            start = time.perf_counter()
            step()
            seconds[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    return [
        {
            "step": name,
            "seconds": seconds[name],
            "median_s": medians[name],
            "ratio": medians[name] / medians[baseline],
        }
        for name in contenders
    ]


def make_table(rows: Sequence[dict[str, Any]], baseline: str, *labels: str) -> Table:
    """Lay rows out; `labels` are the columns that stand before the step."""
    table = Table(*labels, "step", "seconds, median", "least to most", f"of {baseline}")
    for row in rows:
        spread = f"{min(row['seconds']):.4f} to {max(row['seconds']):.4f}"
        names = [row[label] for label in labels]
        table.add_row(*names, row["step"], f"{row['median_s']:.4f}", spread, f"{row['ratio']:.2f}")
    return table
