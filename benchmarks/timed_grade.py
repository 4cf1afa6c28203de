"""The command `bert2t5` with a clock around what the coordinator does, for `bench_grading`.

    python benchmarks/timed_grade.py CLOCK.json --state FOLDER grade LAB

Writes the seconds of each step, summed over the class. The steps follow each other; the rest of the time the
coordinator waits for workers.
"""

import functools
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from bert2t5_grader import converters, grade
from bert2t5_grader.cli import main

STEPS = {
    "release": (grade, ["record_release"]),
    "make the job": (grade, ["_job"]),
    "autograde": (converters, ["autograde"]),
    "feedback": (converters, ["generate_feedback"]),
    "record": (grade, ["_record"]),
    "reports": (grade, ["read_results", "write_report", "write_log", "export_grades"]),
}


def timed(clock: Counter[str], step: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with its seconds added to a step."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            clock[step] += time.perf_counter() - start

    return run


if __name__ == "__main__":
    clock: Counter[str] = Counter()
    for step, (module, names) in STEPS.items():
        for name in names:
            setattr(module, name, timed(clock, step, getattr(module, name)))
    clock["imports"] = time.time() - psutil.Process().create_time()
    try:
        main(sys.argv[2:])
    finally:
        Path(sys.argv[1]).write_text(json.dumps(clock), "utf-8")
