"""What do the tasks of the pocket world give away? Baselines that do not understand, by number of labels.

    nice -n 10 python benchmarks/pocket_tasks.py --json benchmarks/results/pocket_tasks.json

Each number is the share of right labels on the validation split (for STS-B Pearson's correlation), of SQuAD
the share of exact answers. "Second text" sees the hypothesis, the sentence or the question alone. A task that
a bag of words solves would have to be made harder. Further rows, networks for instance, go into `BASELINES`.
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import click
import torch
from machine import describe_machine
from rich.console import Console
from rich.table import Column, Table

from bert2t5.data.pocket import GLUE_TASKS, pocket_glue, pocket_squad
from bert2t5_reference.task_baselines import (
    fit_bag_of_words,
    majority_label,
    overlap_answer,
    same_answer,
    score,
    text_features,
)

ROOT = Path(__file__).resolve().parents[1]
CODE = (
    Path(__file__),
    ROOT / "solutions" / "bert2t5_reference" / "task_baselines.py",
    *sorted((ROOT / "labs" / "bert2t5" / "data" / "pocket").rglob("*.py")),
)
NUM_LABELS = (100, 1000, 10_000)
NUM_VALIDATION = 1000
SMALL = {"num_labels": (60,), "num_validation": 60}
SEED = 0

Texts = tuple[str, ...]
Labelled = tuple[list[Texts], list[float]]
Baseline = Callable[[Labelled, list[Texts]], list[float]]


# -- baselines: from labelled texts and others to labels of the others


def majority(training: Labelled, others: list[Texts]) -> list[float]:
    """Return the most frequent label for each text."""
    return [majority_label(training[1])] * len(others)


def bag_of_words(training: Labelled, others: list[Texts]) -> list[float]:
    """Return the labels that a bag of words gives."""
    texts, labels = training
    generator = torch.Generator().manual_seed(SEED)
    model = fit_bag_of_words([text_features(t) for t in texts], labels, generator=generator)
    return model.predict([text_features(t) for t in others])


def second_text(training: Labelled, others: list[Texts]) -> list[float]:
    """Return the labels that a bag of words gives to the second text of each pair."""
    texts, labels = training
    return bag_of_words(([t[1:] for t in texts], labels), [t[1:] for t in others])


BASELINES: dict[str, Baseline] = {
    "majority": majority,
    "second text": second_text,
    "bag of words": bag_of_words,
}


# -- measuring


@cache
def load(task: str, split: str, n: int) -> Labelled:
    """Return the texts and the labels of a split."""
    examples = pocket_glue(task, split, n, seed=SEED)
    texts = [tuple(example[field] for field in GLUE_TASKS[task].fields) for example in examples]
    return texts, [example["label"] for example in examples]


def validation_splits() -> list[tuple[str, str]]:
    """Return the validation splits of all tasks: MNLI has two."""
    return [(task, split) for task in GLUE_TASKS for split in GLUE_TASKS[task].sizes if "validation" in split]


def measure(num_labels: Sequence[int], num_validation: int) -> list[dict[str, Any]]:
    """Return a row for each validation split, baseline and number of labels."""
    rows = []
    for task, split in validation_splits():
        training, (texts, labels) = load(task, "train", max(num_labels)), load(task, split, num_validation)
        for name, baseline in BASELINES.items():
            if name == "second text" and len(texts[0]) == 1:
                continue
            for n in num_labels if name != "majority" else [max(num_labels)]:
                predictions = baseline((training[0][:n], training[1][:n]), texts)
                rows.append(
                    {
                        "split": f"{task} {split}",
                        "baseline": name,
                        "n": n,
                        "score": score(predictions, labels),
                    }
                )
    return rows


def measure_squad(num_validation: int) -> dict[str, Any]:
    """Return the row of question answering."""
    examples = pocket_squad("validation", num_validation, seed=SEED)
    right = [
        same_answer(overlap_answer(e["context"], e["question"]), e["answers"]["text"][0]) for e in examples
    ]
    return {"split": "squad validation", "baseline": "overlap", "n": 0, "score": sum(right) / len(right)}


def code_sha256() -> str:
    """Return a hash of the code that decides the result."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in CODE)).hexdigest()


def record(num_labels: Sequence[int], num_validation: int) -> dict[str, Any]:
    """Measure everything, and return what is published."""
    start = time.perf_counter()
    rows = [*measure(num_labels, num_validation), measure_squad(num_validation)]
    return {
        "command": "python benchmarks/pocket_tasks.py --json benchmarks/results/pocket_tasks.json",
        "seed": SEED,
        "num_labels": list(num_labels),
        "num_validation": num_validation,
        "code_sha256": code_sha256(),
        "seconds": round(time.perf_counter() - start),
        "machine": describe_machine(["torch"]) | {"threads": torch.get_num_threads()},
        "rows": rows,
    }


def make_table(rows: Sequence[dict[str, Any]]) -> Table:
    """Lay the rows out: a line for each split, a column for each baseline and number of labels."""
    columns = list(dict.fromkeys((row["baseline"], row["n"]) for row in rows))
    headers = [
        f"{name}\n{n:,} labels" if name in ("bag of words", "second text") else name for name, n in columns
    ]
    table = Table(Column("split", no_wrap=True), *headers)
    for split in dict.fromkeys(row["split"] for row in rows):
        scores = {(row["baseline"], row["n"]): row["score"] for row in rows if row["split"] == split}
        table.add_row(split, *(f"{scores[column]:.3f}" if column in scores else "" for column in columns))
    return table


@click.command()
@click.option(
    "--num-labels", "-n", type=click.IntRange(min=1), multiple=True, default=NUM_LABELS, show_default=True
)
@click.option("--num-validation", type=click.IntRange(min=2), default=NUM_VALIDATION, show_default=True)
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the record."
)
def main(num_labels: tuple[int, ...], num_validation: int, json_path: Path | None) -> None:
    """Measure what baselines achieve on pocket GLUE and pocket SQuAD."""
    torch.set_num_threads(1)
    result = record(num_labels, num_validation) | {"small": [*measure(**SMALL), measure_squad(60)]}
    Console(width=150).print(make_table(result["rows"]))
    if json_path:
        json_path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
