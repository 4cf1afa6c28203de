"""Which mixing strategy suits tasks of very unequal size? One small T5, trained under three of them.

Every run begins with the same weights, which learned from corrupted text alone. Then it learns three tasks at
once: in proportion to their sizes with a limit, with a temperature, or in equal parts. Steps and examples are
as many, only the rates differ. Each task is measured on held-out examples and on some that it was trained on.
Afterwards copies of every model are fine-tuned on single tasks; so is one that has learned from text alone.

One more model learns a mixture without one of the tasks. It is then fine-tuned on that task in several ways:
all weights at once, gradual unfreezing, and adapters.

Each task has three measures: `score` (`text_scores.score`), `held_out_loss` and `training_loss`, which are
means over the tokens of the targets. Summaries are means over the seeds, with the smallest and the largest. A
seed decides what is drawn and in which order; the start is the same for all.

Not measured: models of a useful size; for those see Raffel et al. (2020), section 3.5.

    nice python benchmarks/mixing.py --kept /tmp/mixing --json benchmarks/results/mixing.json

A run that was stopped goes on when it is started again with the same folder.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

import click
import torch
from machine import describe_machine
from mixing_runs import MEASURES, Runs, count_weights, make_model, run, strategies
from mixing_world import SMALL, Sizes, make_world
from rich.console import Console
from rich.table import Table

from bert2t5_reference.mixing import expected_epochs
from bert2t5_reference.pocket_tasks import pocket_task
from bert2t5_reference.text_scores import score_majority

FOLDER = Path(__file__).parent
REFERENCE = FOLDER.parent / "solutions" / "bert2t5_reference"


def spread(values: Sequence[float]) -> list[float]:
    """Return the mean, the smallest and the largest value."""
    return [mean(values), min(values), max(values)]


def summarize(runs: Runs, part: str) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Return the spread over the seeds of all measures, for each run that has this part and for all in it."""
    summary: dict[str, dict[str, dict[str, list[float]]]] = {}
    for name, by_seed in runs.items():
        parts = [result[part] for result in by_seed.values() if part in result]
        if parts:
            summary[name] = {
                key: {measure: spread([each[key][measure] for each in parts]) for measure in MEASURES}
                for key in parts[0]
            }
    return summary


def small_run() -> Runs:
    """Return the results of the small experiment, from one seed."""
    with TemporaryDirectory() as folder:
        return run(SMALL, make_world(SMALL), [0], Path(folder))


def code_sha256() -> str:
    """Return a hash of the code that decides the result."""
    names = ["adapters", "mixing", "mixture_sampler", "optimization", "seq2seq_batches", "span_corruption"]
    names += ["t5", "t5_attention", "t5_layers", "t5_loss", "text_scores"]
    paths = [FOLDER / "mixing_runs.py", FOLDER / "mixing_world.py"]
    paths += [REFERENCE / f"{name}.py" for name in names]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def record(sizes: Sizes, seeds: Sequence[int], kept: Path) -> dict[str, Any]:
    """Run the experiment, and return everything that is published."""
    world = make_world(sizes)
    code = code_sha256()
    fingerprint = hashlib.sha256((code + world.sha256 + repr(sizes)).encode()).hexdigest()
    folder = kept / fingerprint[:16]  # other code or data never goes on with what these began
    folder.mkdir(parents=True, exist_ok=True)
    runs = run(sizes, world, seeds, folder)
    results = [result for by_seed in runs.values() for result in by_seed.values()]
    rates = strategies(sizes)
    num_draws = sizes.steps * sizes.batch_size
    return {
        "command": "python benchmarks/mixing.py --json benchmarks/results/mixing.json",
        "code_sha256": code,
        "data_sha256": world.sha256,
        "sizes": asdict(sizes),
        "vocab_size": len(world.vocabulary),
        "parameters": count_weights(make_model(sizes, len(world.vocabulary))),
        "seeds": list(seeds),
        "cpu_seconds": round(sum(result["cpu_seconds"] for result in results)),
        "machine": describe_machine(["torch", "sentencepiece"]) | {"threads": torch.get_num_threads()},
        "rates": rates,
        "epochs": {name: expected_epochs(rates[name], sizes.num_examples, num_draws) for name in rates},
        "majority": {
            task: score_majority(pocket_task(task), world.held_out[task], world.training[task])
            for task in sizes.num_examples
        },
        "results": {part: summarize(runs, part) for part in ("tasks", "fine_tuned", "ways")},
        "runs": runs,
        "small": small_run(),
    }


def make_table(results: Mapping[str, Mapping[str, Mapping[str, Sequence[float]]]]) -> Table:
    """Lay one part of the results out: a line for each run, a column for each thing measured in it."""
    table = Table("score, held-out loss", *next(iter(results.values())))
    for name, measured in results.items():
        cells = (f"{each['score'][0]:.3f}, {each['held_out_loss'][0]:.3f}" for each in measured.values())
        table.add_row(name, *cells)
    return table


@click.command()
@click.option("--seeds", default=3, show_default=True, type=click.IntRange(min=1), help="Number of seeds.")
@click.option(
    "--kept",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep each run here as it ends, and go on from it.",
)
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the record."
)
def main(seeds: int, kept: Path | None, json_path: Path | None) -> None:
    """Train a small T5 under three mixing strategies, and fine-tune what comes out."""
    torch.set_num_threads(1)  # such small products gain nothing from a second one
    with TemporaryDirectory() as passing:
        result = record(Sizes(), range(seeds), kept or Path(passing))
    console = Console(width=110)
    for results in result["results"].values():
        console.print(make_table(results))
    if json_path:
        json_path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
