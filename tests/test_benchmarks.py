"""The benchmarks run: small inputs here, the figures come from `make benchmark`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import torch

from bert2t5.data import load_text

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))
import bench_bert
import bench_t5
import mixing
from bench_grading import FEEDBACK, PLAIN, Row, own_time, require_expected
from grading_class import FULL, FUNCTIONS, KINDS, LAST_VALUE, STDERR, TAG
from mixing_runs import MEASURES
from mixing_runs import run as run_mixing
from mixing_world import SMALL, make_world

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SMALL_LAB = Path(__file__).parent / "submissions" / "lab_timed.py"
STUDENTS = ("s01-perfect", "s02-mistakes", "s03-warnings", "s04-skips-tests")


def run(benchmark: str, *options: object) -> dict[str, Any]:
    """Run a benchmark and return its record; `--json FILE` stands last among the options."""
    command = [sys.executable, BENCHMARKS / benchmark, *options]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(Path(str(options[-1])).read_text("utf-8"))


def test_bench_subwords_trains_every_contender_alike(tmp_path: Path) -> None:
    text = tmp_path / "story.txt"
    text.write_text(load_text(), "utf-8")
    options = ("--text", text, "--merges", 60, "--repeat", 1, "--json", tmp_path / "record.json")
    results = run("bench_subwords.py", *options)["results"]
    assert {"train_bpe_fast", "subword-nmt", "tokenizers", "sentencepiece"} <= set(results)
    assert {result["merges"] for result in results.values()} == {60}
    assert results["train_bpe_fast"]["tokens"] == results["subword-nmt"]["tokens"]
    assert all(result["peak_mib"] > 0 and result["train_s"] > 0 for result in results.values())


def test_bench_bert_starts_all_contenders_alike(tmp_path: Path) -> None:
    size = "pocket (2 layers, 128 wide)"
    steps = bench_bert.contenders(bench_bert.SIZES[size], seed=1)
    ours, fast, theirs = (steps[name]() for name in ("train_step", "train_step_fast", "transformers"))
    # float32 sums of two losses, in another order
    assert sum(ours) == pytest.approx(theirs, rel=1e-5)
    assert sum(fast) == pytest.approx(theirs, rel=1e-5)
    rows = run("bench_bert.py", "--size", size, "--repeat", 2, "--json", tmp_path / "record.json")["rows"]
    assert [row["step"] for row in rows] == ["train_step", "train_step_fast", "transformers"]
    assert all(len(row["seconds"]) == 2 and row["median_s"] > 0 for row in rows)
    assert rows[-1]["ratio"] == 1


def test_bench_t5_starts_all_contenders_alike(tmp_path: Path) -> None:
    size = "pocket (2 layers, 128 wide)"
    steps = bench_t5.trainers(bench_t5.SIZES[size], seed=1)
    # float32 sums in another order
    assert steps["reference"]() == pytest.approx(steps["transformers"](), rel=1e-5)
    written = {name: step() for name, step in bench_t5.decoders(bench_t5.SIZES[size], seed=1).items()}
    assert written["transformers"].shape == (bench_t5.BATCH_SIZE, bench_t5.TARGET_LEN)
    assert all(torch.equal(tokens, written["transformers"]) for tokens in written.values())
    rows = run("bench_t5.py", "--size", size, "--repeat", 2, "--json", tmp_path / "record.json")["rows"]
    assert [(row["task"], row["step"]) for row in rows] == [
        ("train", "reference"),
        ("train", "transformers"),
        ("decode", "greedy_decode"),
        ("decode", "greedy_decode_fast"),
        ("decode", "transformers"),
    ]
    assert all(len(row["seconds"]) == 2 and row["median_s"] > 0 for row in rows)
    assert {row["ratio"] for row in rows if row["step"] == "transformers"} == {1}


def test_a_small_mixing_run_gives_the_recorded_numbers_and_goes_on_after_a_stop(tmp_path: Path) -> None:
    world = make_world(SMALL)
    runs = run_mixing(SMALL, world, [0], tmp_path)
    recorded = json.loads((BENCHMARKS / "results" / "mixing.json").read_text("utf-8"))["small"]
    assert runs.keys() == recorded.keys()
    for part in ("tasks", "fine_tuned", "ways"):
        measured, expected = mixing.summarize(runs, part), mixing.summarize(recorded, part)
        assert measured.keys() == expected.keys()
        for name, rows in expected.items():
            for key, measures in rows.items():
                for measure in MEASURES:
                    # a few steps in float32; other processors round otherwise
                    assert measured[name][key][measure] == pytest.approx(measures[measure], rel=1e-3)
    first, *others = sorted(runs)
    (tmp_path / f"{first}-0.json").write_text('{"kept": true}', "utf-8")
    for name in others[::2]:  # as if it had been stopped before these
        (tmp_path / f"{name}-0.json").unlink()
    again = run_mixing(SMALL, world, [0], tmp_path)
    assert again[first] == {"0": {"kept": True}}
    for part in ("tasks", "fine_tuned", "ways"):
        assert mixing.summarize({name: again[name] for name in others}, part) == mixing.summarize(
            {name: runs[name] for name in others}, part
        )


@pytest.fixture(scope="module")
def grading(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `bench_grading` records for four submissions of a lab without libraries."""
    out = tmp_path_factory.mktemp("bench-grading") / "record.json"
    return run("bench_grading.py", "--submissions", 4, "--lab", SMALL_LAB, "--json", out)


def test_bench_grading_gives_the_same_grades_cold_and_warm_by_one_worker_and_two(
    grading: dict[str, Any],
) -> None:
    rows = [row for row in grading["rows"] if row["stages"]]
    assert [(row["name"].rpartition(" ")[2], row["workers"]) for row in rows] == [
        ("cold", 1),
        ("cold", 2),
        ("warm", 1),
        ("warm", 2),
    ]
    expected = dict(zip(STUDENTS, [FULL, (0, 3, 2, 0), FULL, (0, 0, 0, 0)], strict=True))
    for row in rows:
        points = {student: tuple(row["grades"][student][name] for name in FUNCTIONS) for student in STUDENTS}
        assert points == expected


def test_plain_nbgrader_misgrades_by_the_rules_listed(grading: dict[str, Any]) -> None:
    plain, ours = (
        next(row["grades"] for row in grading["rows"] if row["name"] == name)
        for name in (PLAIN, "bert2t5 grade, warm")
    )
    differ = {
        f"{student}: {name}"
        for student in STUDENTS
        for name in FUNCTIONS
        if plain[student][name] != ours[student][name]
    }
    listed = grading["misgraded_by_nbgrader"]
    assert set(listed) == {LAST_VALUE, STDERR, TAG}
    assert differ == {where for cells in listed.values() for where in cells}
    assert listed[STDERR] == ["s03-warnings: shift_right"]
    assert listed[TAG] == [f"s04-skips-tests: {name}" for name in FUNCTIONS]


def test_every_row_of_bench_grading_has_its_figures(grading: dict[str, Any]) -> None:
    assert [row["name"] for row in grading["rows"]][:2] == [PLAIN, FEEDBACK]
    graded = [row for row in grading["rows"] if row["grades"]]
    assert all(row["seconds"] > row["recorded_seconds"] > 0 for row in graded)
    assert all(row["own_s"] < row["each_s"] for row in graded)
    assert all(row["peak_mebibytes"].get("worker", 0) > 0 for row in graded if "cold" not in row["name"])
    steps = {"imports", "release", "make the job", "autograde", "feedback", "record", "reports"}
    stages = {"start", "cells", "checks", "again", "end"}
    assert all(set(row["stages"]) == steps | stages for row in graded if row["name"] != PLAIN)


def test_own_time_leaves_out_cells_and_checks_of_every_worker() -> None:
    row = Row("ours", workers=2, seconds=40.0, recorded_seconds=20.0, grades={"ada": {}})
    # 40 s for 10 submissions; of the cells' 8 s, or of the recorded 20 s, each worker does half
    assert own_time(row, bare=8.0, count=10) == {
        "each_s": 4.0,
        "own_s": 3.6,
        "own_without_imports_s": 3.0,
    }


@pytest.mark.parametrize("name", [PLAIN, "bert2t5 grade, warm"])
def test_bench_grading_stops_at_a_grade_that_is_not_expected(name: str) -> None:
    kind = KINDS["warnings"]  # costs points in plain nbgrader alone
    points = kind.plain_points if name == PLAIN else kind.points
    right = dict(zip(FUNCTIONS, points, strict=True))
    require_expected(Row(name, 1, 1.0, grades={"jun": right}), {"jun": kind})
    with pytest.raises(click.ClickException, match="jun"):
        require_expected(Row(name, 1, 1.0, grades={"jun": right | {"mean_pool": 1.0}}), {"jun": kind})
