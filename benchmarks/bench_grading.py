"""How long does grading take, and how much memory? `bert2t5 grade` beside plain nbgrader, in one run.

    python benchmarks/bench_grading.py --json benchmarks/results/grading.json

The same submissions of the same lab (`grading_lab.py`, whose set-up cell imports torch and transformers) are
graded by

- `nbgrader autograde` with nbgrader's own configuration, in a course made by the same build: the tests run in
  the student's process, one submission after the other;
- `bert2t5 grade` in the sandbox: cold (each kernel a new process), warm (forked from a process that has
  imported the libraries), by one worker and by several. It also writes feedback, report and CSV; what
  nbgrader takes for feedback alone is a row of its own.

Each row is one process from its start to its end; the gradebook knows the lab before. The grader's own time
is what is left of it without cells and checks, by two definitions:

- imports are the grader's: cells and checks take what the notebook's code takes in one process that has
  imported the libraries before. This is measured apart and is the same for every row.
- imports are the notebook's: cells and checks take what the graders' own records say, an import in a kernel
  included.

Several workers share the cells and checks: their time counts divided by the number of workers. Memory is the
proportional set size (pages that processes share are divided among them), looked at twice a second: the most
that a worker with all its processes took. A cold worker's kernels leave its tree of processes, so its memory
is not given.
"""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import nbformat
import psutil
from grading_class import COPIED, ENDS_THE_RUN, FUNCTIONS, Kind, make_class, write_class
from machine import describe_machine
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from rich.console import Console
from rich.table import Table

from bert2t5_grader.build import build_lab
from bert2t5_grader.collect import collect
from bert2t5_grader.course import CONFIG_NAME, Course
from bert2t5_grader.files import write_text
from bert2t5_grader.grade import record_release

HERE = Path(__file__).resolve().parent
LAB = "01_grading"
PLAIN, FEEDBACK = "nbgrader autograde", "nbgrader generate_feedback"
MIB = 2**20  # bytes
LOOK_SECONDS = 0.5  # between two looks at the memory
STAGES = ("start", "cells", "checks", "again", "end")
Grades = dict[str, dict[str, float | None]]


@dataclass(frozen=True)
class Row:
    """One run of a grader over the class.

    Attributes:
        name: the grader and how it ran.
        workers: how many submissions at once.
        seconds: from the start of its process to the end.
        recorded_seconds: of cells and checks, by the grader's own records.
        stages: seconds of each stage, summed over the class; empty for nbgrader.
        peak_mebibytes: of each role among the processes of the worker that took most; empty where not
            measured.
        grades: points by student and function; None where there is no grade.
    """

    name: str
    workers: int
    seconds: float
    recorded_seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    peak_mebibytes: dict[str, float] = field(default_factory=dict)
    grades: Grades = field(default_factory=dict)


@click.command()
@click.option("--submissions", "count", type=click.IntRange(min=1), default=24, show_default=True)
@click.option(
    "--workers", type=click.IntRange(min=2), default=2, show_default=True, help="Beside one worker."
)
@click.option(
    "--lab", "source", type=click.Path(exists=True, path_type=Path), default=HERE / "grading_lab.py"
)
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the record."
)
def main(count: int, workers: int, source: Path, json_path: Path | None) -> None:
    """Time `bert2t5 grade` beside plain `nbgrader autograde`; print two tables, one as Markdown."""
    machine = describe_machine(["nbgrader", "ipykernel", "torch", "transformers"])
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        course = make_course(Path(folder) / "course", source)
        handed_in = Path(folder) / "handed-in"
        kinds = make_class(count)
        write_class(course, LAB, handed_in, kinds)
        require_that_copied_cells_end_the_run(Path(folder) / "copied", course)
        rows = []
        for row in all_rows(Path(folder), course, handed_in, workers):
            require_expected(row, kinds)
            rows.append(row)
        notebooks = sorted((state_of(course, 1, True) / "autograded").glob(f"*/{LAB}/{LAB}.ipynb"))
        bare = bare_seconds(notebooks)
    record = make_record(rows, kinds, bare, count) | {"machine": machine}
    console = Console(width=140)
    console.print(rich_table(record))
    console.print(stages_table(record))
    console.print(markdown(record), markup=False, soft_wrap=True)
    if json_path:
        write_text(json_path, json.dumps(record, indent=1, sort_keys=True) + "\n")


# The two courses


def make_course(root: Path, source: Path) -> Course:
    """Make and build a course of one lab that `bert2t5` grades."""
    write_text(root / "solutions" / f"{LAB}.py", source.read_text("utf-8"))
    shutil.copy(HERE.parent / CONFIG_NAME, root)
    course = Course(root, root / "state")
    build_lab(course, LAB)
    return course


def state_of(course: Course, workers: int, warm: bool) -> Path:
    """Return the folder of submissions and grades of one run."""
    return course.root / f"{'warm' if warm else 'cold'}-{workers}"


def make_plain_course(root: Path, course: Course, handed_in: Path) -> None:
    """Make a course of the same notebook and submissions with nbgrader's own configuration."""
    write_text(root / "nbgrader_config.py", "c = get_config()\nc.CourseDirectory.course_id = 'plain'\n")
    source = root / "source" / LAB / f"{LAB}.ipynb"
    write_text(source, course.instructor_notebook(LAB).read_text("utf-8"))
    for path in handed_in.glob("*/*.ipynb"):
        write_text(root / "submitted" / path.parent.name / LAB / path.name, path.read_text("utf-8"))
    run(["nbgrader", "generate_assignment", LAB], root)


# Running the graders


def all_rows(folder: Path, course: Course, handed_in: Path, workers: int) -> Iterator[Row]:
    """Grade with every grader, one after the other."""
    yield from plain_rows(folder / "plain", course, handed_in)
    for warm in (False, True):
        for number in (1, workers):
            yield our_row(course, handed_in, number, warm)


def plain_rows(root: Path, course: Course, handed_in: Path) -> Iterator[Row]:
    """Grade with plain nbgrader, and write its feedback."""
    make_plain_course(root, course, handed_in)
    yield plain_row(root, [path.name for path in handed_in.iterdir()])
    seconds, _ = run(["nbgrader", "generate_feedback", LAB], root)
    yield Row(FEEDBACK, 1, seconds)


def plain_row(root: Path, students: list[str]) -> Row:
    """Grade with plain nbgrader; a submission without a grade makes it end with status 1."""
    seconds, peaks = run(["nbgrader", "autograde", LAB], root, statuses=(0, 1))
    recorded = sum(map(recorded_seconds, root.glob(f"autograded/*/{LAB}/{LAB}.ipynb")))
    return Row(
        PLAIN, 1, seconds, recorded, {}, peaks, read_grades(f"sqlite:///{root / 'gradebook.db'}", students)
    )


def require_that_copied_cells_end_the_run(folder: Path, course: Course) -> None:
    """Grade two submissions apart from the class with plain nbgrader: neither gets a grade."""
    write_class(course, LAB, folder / "handed-in", ENDS_THE_RUN)
    make_plain_course(folder / "plain", course, folder / "handed-in")
    require_expected(plain_row(folder / "plain", list(ENDS_THE_RUN)), ENDS_THE_RUN)


def our_row(course: Course, handed_in: Path, workers: int, warm: bool) -> Row:
    """Grade with `bert2t5 grade` in a state of its own."""
    course = Course(course.root, state_of(course, workers, warm))
    students = collect(course, LAB, handed_in)
    config = (HERE.parent / CONFIG_NAME).read_text("utf-8")
    write_text(course.root / CONFIG_NAME, f"{config}\nc.Sandbox.warm = {warm}\n")
    record_release(course, LAB)  # as `nbgrader generate_assignment` does for plain nbgrader, outside the time
    clock = course.state / "clock.json"
    command = [sys.executable, str(HERE / "timed_grade.py"), str(clock), "--state", str(course.state)]
    seconds, peaks = run(
        [*command, "grade", LAB, "--workers", str(workers), "--isolation", "bwrap"], course.root
    )
    stages = Counter(json.loads(clock.read_text("utf-8")))
    for line in course.log(LAB).read_text("utf-8").splitlines():
        stages.update(json.loads(line).get("seconds", {}))
    recorded = sum(stages[name] for name in ("cells", "checks", "again"))
    grades = read_grades(course.config().CourseDirectory.db_url, students)
    name = f"bert2t5 grade, {'warm' if warm else 'cold'}"
    return Row(name, workers, seconds, recorded, dict(stages), peaks if warm else {}, grades)


def run(command: list[str], folder: Path, statuses: tuple[int, ...] = (0,)) -> tuple[float, dict[str, float]]:
    """Run a command in a folder and return its seconds and the peaks of its memory.

    Raises:
        click.ClickException: it ends with another status than these.
    """
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    log = folder / "log.txt"
    with log.open("w") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        with watched(process.pid) as peaks:
            status = process.wait()
        seconds = time.perf_counter() - start
    if status not in statuses:
        raise click.ClickException(
            f"{' '.join(command)} ended with {status}:\n{log.read_text('utf-8')[-3000:]}"
        )
    return seconds, peaks


# Memory


@contextlib.contextmanager
def watched(pid: int) -> Iterator[dict[str, float]]:
    """Look at the memory of a process and its children until the block ends; then the peaks are filled in."""
    peaks: dict[str, float] = {}
    done = threading.Event()

    def look() -> None:
        while not done.wait(LOOK_SECONDS):
            for roles in look_at_workers(pid):
                if sum(roles.values()) > sum(peaks.values()):
                    peaks.clear()
                    peaks.update(roles)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peaks
    finally:
        done.set()
        watcher.join()


def look_at_workers(pid: int) -> list[dict[str, float]]:
    """Return for each worker the MiB of its processes by role; plain nbgrader is a worker itself."""
    try:
        top = psutil.Process(pid)
        workers = [child for child in top.children() if runs(child, "bert2t5_grader.worker")]
        return [by_role(worker) for worker in ([top] if is_nbgrader(top) else workers)]
    except psutil.Error:
        return []


def by_role(worker: psutil.Process) -> dict[str, float]:
    """Return the MiB of a worker's processes: itself, its judge, the parent of kernels, the kernels."""
    found: dict[str, float] = defaultdict(float)
    found["worker"] = mebibytes(worker.pid)
    for child in worker.children():
        role = "judge" if runs(child, "bert2t5_grader.worker") else "parent"
        role = role if runs(child, "bert2t5") else "kernel"
        found[role] += mebibytes(child.pid)
        found["kernel"] += sum(mebibytes(process.pid) for process in child.children(recursive=True))
    return dict(found)


def runs(process: psutil.Process, module: str) -> bool:
    """True when a process was started to run this module."""
    return any(part.startswith(module) for part in process.cmdline())


def is_nbgrader(process: psutil.Process) -> bool:
    """True for the command `nbgrader`."""
    return any(part.endswith("/nbgrader") for part in process.cmdline())


def mebibytes(pid: int) -> float:
    """Return the proportional set size of a process, 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


# Grades


def read_grades(db_url: str, students: list[str]) -> Grades:
    """Return the points of every student and function."""
    with Gradebook(db_url) as gradebook:
        return {student: read_points(gradebook, student) for student in sorted(students)}


def read_points(gradebook: Gradebook, student: str) -> dict[str, float | None]:
    """Return a student's points by function; None where there is no grade."""
    try:
        grades = gradebook.find_submission_notebook(LAB, LAB, student).grades
    except MissingEntry:
        grades = []
    points = {grade.name.removeprefix("test_"): grade.auto_score for grade in grades}
    return {function: points.get(function) for function in FUNCTIONS}


def require_expected(row: Row, kinds: dict[str, Kind]) -> None:
    """Compare a row's grades, where it has some, with those that the class must get there.

    Raises:
        click.ClickException: one differs.
    """
    for student, found in row.grades.items():
        points = kinds[student].plain_points if row.name == PLAIN else kinds[student].points
        expected = dict(zip(FUNCTIONS, points, strict=True))
        if found != expected:
            raise click.ClickException(f"{row.name} gives {student} {found}, expected {expected}")


# Cells and checks


def recorded_seconds(path: Path) -> float:
    """Return how long the cells of a notebook took in nbgrader's kernel, by its own time stamps."""
    stamps = [cell.metadata.get("execution", {}) for cell in code_cells(path)]
    return sum(
        (moment(stamp["shell.execute_reply"]) - moment(stamp["iopub.execute_input"])).total_seconds()
        for stamp in stamps
        if "shell.execute_reply" in stamp and "iopub.execute_input" in stamp
    )


def moment(stamp: str) -> datetime:
    """Read a time stamp of a notebook."""
    return datetime.fromisoformat(stamp)


def code_cells(path: Path) -> list[NotebookNode]:
    """Return a notebook's code cells."""
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def bare_seconds(notebooks: list[Path]) -> float:
    """Return how long the code of all notebooks takes in a process that has imported the libraries before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(run_cells, notebooks[0]).result()
        return sum(pool.map(run_cells, notebooks))


def run_cells(path: Path) -> float:
    """Run a graded notebook's cells in this process and return the seconds; one that raises just ends."""
    cells = [compile(cell.source, cell.id, "exec") for cell in code_cells(path)]
    names: dict[str, Any] = {"__name__": "__main__"}
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for code in cells:
            with contextlib.suppress(Exception):
                exec(code, names)
    return time.perf_counter() - start


# What is shown


def make_record(rows: list[Row], kinds: dict[str, Kind], bare: float, count: int) -> dict[str, Any]:
    """Return all figures as plain data."""
    misgraded: dict[str, list[str]] = defaultdict(list)
    for student, kind in kinds.items():
        for function, (_, rule) in kind.misgraded.items():
            misgraded[rule].append(f"{student}: {function}")
    return {
        "submissions": count,
        "cells_and_checks_s": bare,
        "rows": [asdict(row) | own_time(row, bare, count) for row in rows],
        "misgraded_by_nbgrader": misgraded,
        "ends_nbgraders_run": COPIED,
    }


def own_time(row: Row, bare: float, count: int) -> dict[str, float]:
    """Return seconds a submission: in all, and the grader's own by both definitions."""
    if not row.grades:
        return {"each_s": row.seconds / count}
    return {
        "each_s": row.seconds / count,
        "own_s": (row.seconds - bare / row.workers) / count,
        "own_without_imports_s": (row.seconds - row.recorded_seconds / row.workers) / count,
    }


COLUMNS = ("total (s)", "each (s)", "own (s)", "own, imports left out (s)", "peak MiB a worker")


def cells_of(row: dict[str, Any]) -> list[str]:
    """Return a row of the table as text."""
    peak = sum(row["peak_mebibytes"].values())
    own = [f"{row[key]:.2f}" if key in row else "" for key in ("own_s", "own_without_imports_s")]
    return [f"{row['seconds']:.1f}", f"{row['each_s']:.2f}", *own, f"{peak:.0f}" if peak else ""]


def label(row: dict[str, Any]) -> str:
    """Return the first column of a row."""
    return row["name"] if row["name"].startswith("nbgrader") else f"{row['name']}, workers: {row['workers']}"


def rich_table(record: dict[str, Any]) -> Table:
    """Lay the rows out for the terminal."""
    table = Table("grader", title=f"{record['submissions']} submissions")
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for row in record["rows"]:
        table.add_row(label(row), *cells_of(row))
    return table


def stages_table(record: dict[str, Any]) -> Table:
    """Lay out where the time of our grader goes, one column a run."""
    rows = [row for row in record["rows"] if row["stages"]]
    table = Table("seconds of the class", *(label(row).removeprefix("bert2t5 grade, ") for row in rows))
    for stage in dict.fromkeys(name for row in rows for name in row["stages"]):
        who = "worker" if stage in STAGES else "coordinator"
        table.add_row(f"{who}: {stage}", *(f"{row['stages'].get(stage, 0):.2f}" for row in rows))
    for role in ("worker", "judge", "parent", "kernel"):
        values = [row["peak_mebibytes"].get(role) for row in rows]
        table.add_row(f"MiB: {role}", *("" if value is None else f"{value:.0f}" for value in values))
    return table


def markdown(record: dict[str, Any]) -> str:
    """Return the table and the list of rules for the README."""
    lines = [["grader", *COLUMNS], ["---", *["---:"] * len(COLUMNS)]]
    lines += [[label(row), *cells_of(row)] for row in record["rows"]]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    rules = "\n".join(
        f"- {rule} ({len(where)} cells)" for rule, where in record["misgraded_by_nbgrader"].items()
    )
    rules += f"\n- {record['ends_nbgraders_run']} (two submissions apart from the class)"
    return f"{table}\n\nGrades are the same, except where plain nbgrader misgrades by a rule:\n\n{rules}"


if __name__ == "__main__":
    main()
