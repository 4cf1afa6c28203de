"""How long do the labs run, how much memory do they take, and how long does the book build?

    python benchmarks/bench_labs.py

Each instructor notebook runs in a kernel of its own; its time is the sum over the cells, without the kernel's
start. Peak memory is that of the kernel's process. The book is built from scratch, once.
"""

import json
import shutil
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import nbformat
from machine import PEAK_UNIT, describe_machine
from nbclient import NotebookClient
from rich.console import Console
from rich.table import Table

from bert2t5_grader.book import build_book
from bert2t5_grader.course import Course

PEAK_MEMORY = "__import__('resource').getrusage(__import__('resource').RUSAGE_SELF).ru_maxrss"
RESULTS = Path(__file__).parent / "results" / "labs.json"


@dataclass(frozen=True)
class LabRun:
    """One lab: seconds of all cells (one number a repeat) and the kernel's peak memory."""

    lab: str
    seconds: list[float]
    peak_mebibytes: float


@click.command()
@click.option("--repeat", default=3, show_default=True, help="Runs of each lab.")
@click.option("--book/--no-book", default=True, show_default=True, help="Build the book as well.")
def main(repeat: int, book: bool) -> None:
    """Run every lab and build the book; print a table and write results/labs.json."""
    course = Course.find(Path(__file__).parent)
    runs = [measure(course, lab, repeat) for lab in course.labs]
    record = {
        "machine": describe_machine(["ipykernel", "jupyter-book", "matplotlib"]),
        "labs": [asdict(run) for run in runs],
    }
    if book:
        record["book_seconds"] = build_seconds(course)
    RESULTS.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8")
    table = Table("lab", "seconds, median", "least to most", "peak memory, MiB")
    for run in runs:
        spread = f"{min(run.seconds):.1f} to {max(run.seconds):.1f}"
        table.add_row(run.lab, f"{statistics.median(run.seconds):.1f}", spread, f"{run.peak_mebibytes:.0f}")
    Console().print(table)
    if book:
        Console().print(f"book: {record['book_seconds']:.0f} s")


def measure(course: Course, lab: str, repeat: int) -> LabRun:
    """Run a lab some times; the peak is that of the worst run."""
    runs = [run_once(course.instructor_notebook(lab)) for _ in range(repeat)]
    return LabRun(lab, [seconds for seconds, _ in runs], max(peak for _, peak in runs))


def run_once(path: Path) -> tuple[float, float]:
    """Return seconds of all cells and peak memory in MiB."""
    notebook = nbformat.read(path, as_version=4)
    last = nbformat.v4.new_code_cell(PEAK_MEMORY)
    notebook.cells.append(last)
    client = NotebookClient(notebook, kernel_name="python3", record_timing=False)
    with tempfile.TemporaryDirectory() as folder, client.setup_kernel(cwd=folder):
        start = time.perf_counter()
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
        seconds = time.perf_counter() - start
    peak = float(last.outputs[0].data["text/plain"])
    return seconds, peak * PEAK_UNIT / 2**20


def build_seconds(course: Course) -> float:
    """Return how long the book takes from nothing."""
    shutil.rmtree(course.root / "_build", ignore_errors=True)
    start = time.perf_counter()
    build_book(course.root, course.root)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
