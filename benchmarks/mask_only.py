"""What if every selected token became [MASK]? Two small BERTs, pre-trained alike but for that, side by side.

Of the tokens that masked language modelling selects, BERT hides 80 % behind [MASK], replaces 10 % by another
token and leaves 10 % as they are. The other way, `mask only`, hides all of them. For each seed both models
begin with the same weights and see the same batches with the same selected positions; what stands at these
positions is the only difference.

Both are then asked for the same held-out tokens, which stand behind [MASK], in plain sight (text as a task
brings it), or are replaced by another one. The shares of right answers are means over the seeds, with the
smallest and the largest.

Not measured: tasks after fine-tuning, and models of a useful size; for both see Devlin et al. (2019),
appendix C.2.

    nice -n 10 python benchmarks/mask_only.py --json benchmarks/results/mask_only.json
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

import click
import torch
from machine import describe_machine
from rich.console import Console
from rich.table import Table

from bert2t5.data import load_text
from bert2t5.data.pocket import corpus, held_out
from bert2t5_reference.bert import BertConfig
from bert2t5_reference.bert_pretraining import BertForPreTraining
from bert2t5_reference.mlm import IGNORED_LABEL, apply_mask, ordinary_ids
from bert2t5_reference.optimization import make_optimizer, rate_factor
from bert2t5_reference.pretraining_batches import PretrainingBatches, encode_documents
from bert2t5_reference.pretraining_measures import evaluate, find_content_ids
from bert2t5_reference.pretraining_step import train_step_fast
from bert2t5_reference.wordpiece import SPECIAL_TOKENS, WordPieceTokenizer
from bert2t5_reference.wordpiece_trainer import train_wordpiece

REFERENCE = Path(__file__).resolve().parents[1] / "solutions" / "bert2t5_reference"
HELD_OUT_SEED = 0
FATES = {"hidden": 0.0, "shown": 0.95, "replaced": 0.85}  # a draw that leads to each, as in `apply_mask`

Batch = dict[str, torch.Tensor]
View = Callable[[Batch], Batch]


@dataclass(frozen=True)
class Sizes:
    """How large the experiment is; the share to predict is that of the pocket BERT, twice the paper's."""

    corpus_bytes: int = 1_000_000
    held_out_bytes: int = 100_000
    vocab_size: int = 1000
    d_model: int = 128
    num_layers: int = 2
    num_heads: int = 4
    max_seq_len: int = 64
    batch_size: int = 16
    mlm_probability: float = 0.30
    max_predictions: int = 20
    rate: float = 1e-3
    warmup: float = 0.08
    weight_decay: float = 0.01
    steps: int = 1500
    held_out_batches: int = 50


# The same in seconds, on the story of the ferry: recorded as well, so that a test can take it again.
SMALL = Sizes(vocab_size=200, d_model=32, num_layers=1, num_heads=2, steps=5, held_out_batches=2)


@dataclass(frozen=True)
class Text:
    """The text of the experiment: token ids by document and sentence, and the vocabulary."""

    training: list[list[list[int]]]
    held_out: list[list[list[int]]]
    vocab: dict[str, int]
    sha256: str


def read_text(documents: list[list[str]], others: list[list[str]], vocab_size: int) -> Text:
    """Learn a vocabulary from documents, and encode them and those that are held out."""
    pieces = train_wordpiece((line for document in documents for line in document), vocab_size)
    tokenizer = WordPieceTokenizer({piece: token_id for token_id, piece in enumerate(pieces)})
    return Text(
        encode_documents(documents, tokenizer),
        encode_documents(others, tokenizer),
        tokenizer.vocab,
        hashlib.sha256(json.dumps([documents, others]).encode()).hexdigest(),
    )


def pocket_text(sizes: Sizes) -> Text:
    """Return the text of the experiment."""
    return read_text(corpus(sizes.corpus_bytes), held_out(sizes.held_out_bytes), sizes.vocab_size)


def make_batches(documents: list[list[list[int]]], text: Text, sizes: Sizes, seed: int) -> PretrainingBatches:
    """Return masked batches without end."""
    return PretrainingBatches(
        documents,
        text.vocab,
        max_seq_len=sizes.max_seq_len,
        batch_size=sizes.batch_size,
        mlm_probability=sizes.mlm_probability,
        max_predictions=sizes.max_predictions,
        seed=seed,
    )


def make_model(sizes: Sizes, vocab_size: int, seed: int) -> BertForPreTraining:
    """Return an untrained model."""
    config = BertConfig(
        vocab_size=vocab_size,
        d_model=sizes.d_model,
        num_layers=sizes.num_layers,
        num_heads=sizes.num_heads,
        d_ff=4 * sizes.d_model,
        max_seq_len=sizes.max_seq_len,
        dropout=0.0,
        attention_dropout=0.0,
    )
    return BertForPreTraining(config, generator=torch.Generator().manual_seed(seed))


def with_one_fate(batch: Batch, draw: float, vocab: dict[str, int]) -> Batch:
    """Return a masked batch with one fate for all selected positions, in place of the three that were drawn.

    The labels hold the original tokens, so the text can be restored and masked again. A replacement may be
    the original token, once in a thousand; it is always the same for a batch.
    """
    selected = batch["labels"] != IGNORED_LABEL
    original = torch.where(selected, batch["labels"], batch["input_ids"])
    ordinary = ordinary_ids(len(vocab), [vocab[token] for token in SPECIAL_TOKENS])
    entries = torch.randint(len(ordinary), original.shape, generator=torch.Generator().manual_seed(0))
    draws = torch.full(original.shape, draw)
    input_ids, _ = apply_mask(original, selected, vocab["[MASK]"], draws, ordinary[entries])
    return batch | {"input_ids": input_ids}


def train(model: BertForPreTraining, batches: PretrainingBatches, view: View, sizes: Sizes) -> list[float]:
    """Train a model on what a view shows of the batches; return the MLM loss of every step."""
    optimizer = make_optimizer(model, sizes.weight_decay)
    num_warmup_steps = round(sizes.warmup * sizes.steps)
    losses = []
    model.train()
    for step in range(sizes.steps):
        for group in optimizer.param_groups:
            group["lr"] = sizes.rate * rate_factor(step, num_warmup_steps, sizes.steps)
        losses.append(train_step_fast(model, view(next(batches)), optimizer)[0])
    return losses


def run(sizes: Sizes, text: Text, seed: int) -> dict[str, Any]:
    """Pre-train both models of one seed, and measure each in three ways."""
    trainings: dict[str, View] = {
        "80, 10, 10": lambda batch: batch,
        "mask only": lambda batch: with_one_fate(batch, FATES["hidden"], text.vocab),
    }
    questions = list(islice(make_batches(text.held_out, text, sizes, HELD_OUT_SEED), sizes.held_out_batches))
    is_content = find_content_ids(text.training, len(text.vocab))
    results = {}
    for name, view in trainings.items():
        model = make_model(sizes, len(text.vocab), seed)
        losses = train(model, make_batches(text.training, text, sizes, seed), view, sizes)
        results[name] = {"last_loss": mean(losses[-100:])}
        for fate, draw in FATES.items():
            asked = [with_one_fate(batch, draw, text.vocab) for batch in questions]
            results[name][fate] = evaluate(model, asked, is_content)
    return results


def run_small() -> dict[str, Any]:
    """Run the small experiment: each paragraph of the story is a document, and every fifth is held out."""
    paragraphs = [paragraph.splitlines() for paragraph in load_text().split("\n\n")]
    training = [paragraph for number, paragraph in enumerate(paragraphs) if number % 5]
    return run(SMALL, read_text(training, paragraphs[::5], SMALL.vocab_size), seed=0)


def summarize(runs: dict[str, dict[str, Any]]) -> dict[str, dict[str, list[float]]]:
    """Return, for each training and each fate, the mean, smallest and largest share of right tokens."""
    some = next(iter(runs.values()))
    shares = {
        name: {fate: [run[name][fate]["mlm_accuracy"] for run in runs.values()] for fate in FATES}
        for name in some
    }
    return {
        name: {fate: [mean(values), min(values), max(values)] for fate, values in fates.items()}
        for name, fates in shares.items()
    }


def code_sha256() -> str:
    """Return a hash of the code that decides the result."""
    names = ["mlm", "nsp", "bert", "bert_embeddings", "bert_pretraining", "pretraining_batches"]
    content = b"".join((REFERENCE / f"{name}.py").read_bytes() for name in names)
    return hashlib.sha256(Path(__file__).read_bytes() + content).hexdigest()


def record(sizes: Sizes, seeds: list[int]) -> dict[str, Any]:
    """Run the experiment, and return everything that is published."""
    machine = describe_machine(["torch"]) | {"threads": torch.get_num_threads()}
    start = time.perf_counter()
    text = pocket_text(sizes)
    runs = {str(seed): run(sizes, text, seed) for seed in seeds}
    return {
        "command": "python benchmarks/mask_only.py --json benchmarks/results/mask_only.json",
        "text_sha256": text.sha256,
        "code_sha256": code_sha256(),
        "sizes": asdict(sizes),
        "parameters": sum(weights.numel() for weights in make_model(sizes, len(text.vocab), 0).parameters()),
        "seeds": seeds,
        "seconds": round(time.perf_counter() - start),
        "machine": machine,
        "results": summarize(runs),
        "runs": runs,
        "small": run_small(),
    }


def make_table(results: dict[str, dict[str, list[float]]]) -> Table:
    """Lay the results out, one line per training."""
    table = Table("trained with", "behind [MASK]", "in plain sight", "replaced")
    for name, fates in results.items():
        table.add_row(name, *(f"{m:.3f} ({low:.3f} to {high:.3f})" for m, low, high in fates.values()))
    return table


@click.command()
@click.option("--steps", type=click.IntRange(min=1), default=Sizes.steps, show_default=True)
@click.option("--seeds", default=2, show_default=True, type=click.IntRange(min=1), help="Number of seeds.")
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the record."
)
def main(steps: int, seeds: int, json_path: Path | None) -> None:
    """Pre-train small BERTs with and without the 10 % and 10 %, and ask them for held-out tokens."""
    torch.set_num_threads(1)  # such small products gain nothing from a second one
    result = record(Sizes(steps=steps), list(range(seeds)))
    Console(width=110).print(make_table(result["results"]))
    if json_path:
        json_path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
