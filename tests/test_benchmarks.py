"""The benchmarks run: small inputs here, the figures come from `make benchmark`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bert2t5.data import load_text

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def record(tmp_path: Path) -> dict:
    """What `bench_subwords` records for 60 merges of the bundled story."""
    text, out = tmp_path / "story.txt", tmp_path / "record.json"
    text.write_text(load_text(), "utf-8")
    options = ["--text", text, "--merges", 60, "--repeat", 1, "--json", out]
    command = [sys.executable, BENCHMARKS / "bench_subwords.py", *options]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return json.loads(out.read_text("utf-8"))


def test_bench_subwords_trains_every_contender_alike(record: dict) -> None:
    results = record["results"]
    assert {"train_bpe_fast", "subword-nmt", "tokenizers", "sentencepiece"} <= set(results)
    assert {result["merges"] for result in results.values()} == {60}
    assert results["train_bpe_fast"]["tokens"] == results["subword-nmt"]["tokens"]
    assert all(result["peak_mib"] > 0 and result["train_s"] > 0 for result in results.values())
