"""The numbers in README's prose and tables are those of the records, which commands wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

from bert2t5.models import pocket_bert, pocket_t5
from bert2t5_grader.bank import BANK, variants

ROOT = Path(__file__).resolve().parents[1]
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


def read_json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def count_bank(lab: str) -> tuple[int, int, int]:
    """Return how many wrong and right answers a lab's bank holds, and to how many functions."""
    functions = [path.stem for path in (BANK / lab).glob("*.py")]
    answers = [variant for function in functions for variant in variants(lab, function)]
    right = sum(variant.right for variant in answers)
    return len(answers) - right, right, len(functions)


def test_the_banks_hold_as_many_answers_as_it_says() -> None:
    wanted = "For lab 2 it holds {} wrong and {} right answers to {} functions and classes".format(
        *count_bank("02_bert_inputs")
    )
    assert wanted in README
    assert "for lab 3 {} and {} to {},".format(*count_bank("03_bert_objective")) in README
    assert "for lab 4 {} and {} to {},".format(*count_bank("04_text_to_text")) in README
    assert "for lab 5 {} and {} to {};".format(*count_bank("05_mixing")) in README


def test_the_pocket_bert_does_what_it_says() -> None:
    record = read_json(pocket_bert() / "pretraining.json")
    result = record["result"]
    shares = {name: f"{result[name]:.0%}".replace("%", " %") for name in result if name != "step"}
    assert f"{record['settings']['steps']:,} steps, seed {record['settings']['seed']}" in README
    assert (
        f"it finds {shares['mlm_accuracy']} of the hidden tokens and {shares['content_accuracy']}" in README
    )
    assert f"tells {shares['nsp_accuracy']} of the sentence pairs" in README
    assert f"it passes {shares['synonym']} for synonyms, {shares['agreement']} for agreement" in README
    assert f"{shares['polarity']} for polarity, {shares['match']} for matches" in README


@pytest.mark.parametrize(
    ("task", "wanted"),
    [
        ("marlish", "translation {} %"),
        ("qnli", "QNLI {} % (most frequent answer: {} %)"),
        ("rte", "RTE {} % ({} %)"),
        ("mnli", "MNLI {} % ({} %)"),
        ("squad", "question answering {} % ({} %)"),
        ("summary", "summaries {} % ({} %)"),
    ],
)
def test_the_pocket_t5_does_what_it_says(task: str, wanted: str) -> None:
    record = read_json(pocket_t5() / "pretraining.json")
    shares = (record["result"][task], record["majority"][task])
    assert wanted.format(*(f"{100 * share:.0f}" for share in shares)) in README


def test_grading_takes_as_long_as_it_says() -> None:
    rows = [
        row for row in read_json(ROOT / "benchmarks" / "results" / "grading.json")["rows"] if "own_s" in row
    ]
    assert len(rows) == 5
    for row in rows:
        assert f"| {row['seconds']:.1f} | {row['each_s']:.2f} | {row['own_s']:.2f} |" in README, row


def test_t5_takes_as_long_as_it_says() -> None:
    rows = read_json(ROOT / "benchmarks" / "results" / "t5.json")["rows"]
    for size in {row["size"] for row in rows}:
        of = {row["step"]: row["ratio"] for row in rows if row["size"] == size}
        line = " | ".join(f"{of[step]:.2f}" for step in ("reference", "greedy_decode_fast", "greedy_decode"))
        assert f"| {line} |" in README, size
