"""How long does one step of pre-training take? The reference beside `transformers`, in one run.

    python benchmarks/bench_bert.py --json benchmarks/results/bert.json

For each size all models start from the same weights and take steps on the same batch with the same optimizer:
forward, both losses, backward, clipping, update. `train_step` is the graded, plain step; `train_step_fast`
pre-trains, and decodes selected places alone. The contenders take turns, so that whatever else the machine
does slows down all of them. One thread.
"""

import json
from pathlib import Path

import click
import torch
import transformers
from machine import describe_machine
from rich.console import Console
from turns import Step, make_table, measure

from bert2t5_grader.files import write_text
from bert2t5_reference.bert import BertConfig
from bert2t5_reference.bert_pretraining import BertForPreTraining
from bert2t5_reference.optimization import make_optimizer
from bert2t5_reference.pretraining_step import train_step, train_step_fast

PRETRAINED_WITH = {"dropout": 0.0, "attention_dropout": 0.0}
SIZES = {
    "pocket (2 layers, 128 wide)": BertConfig(2000, 128, 2, 4, 512, 64, **PRETRAINED_WITH),
    "mini (4 layers, 256 wide)": BertConfig(30_522, 256, 4, 4, 1024, 512),
}
BATCH_SIZE, SEQ_LEN, SELECTED = 16, 64, 0.15
THEIRS = "transformers"


@click.command()
@click.option("--repeat", type=click.IntRange(min=1), default=30, show_default=True, help="Steps of each.")
@click.option("--seed", default=0, show_default=True)
@click.option("--size", "sizes", type=click.Choice(list(SIZES)), multiple=True, default=list(SIZES))
@click.option("--json", "json_path", type=click.Path(dir_okay=False, path_type=Path))
def main(repeat: int, seed: int, sizes: tuple[str, ...], json_path: Path | None) -> None:
    """Time one step of pre-training; print a table of seconds and of ratios to transformers."""
    torch.set_num_threads(1)
    rows = [
        {"size": size} | row
        for size in sizes
        for row in measure(contenders(SIZES[size], seed), repeat, THEIRS)
    ]
    record = {"machine": describe_machine(["torch", "transformers"]), "seed": seed, "rows": rows}
    Console().print(make_table(rows, THEIRS, "size"))
    if json_path:
        write_text(json_path, json.dumps(record, indent=1, sort_keys=True) + "\n")


def contenders(config: BertConfig, seed: int) -> dict[str, Step]:
    """Return one step of each, on models with the same weights."""
    ours = BertForPreTraining(config, generator=torch.Generator().manual_seed(seed))
    fast = BertForPreTraining(config)
    fast.load_state_dict(ours.state_dict())
    theirs = transformers.BertForPreTraining(transformers.BertConfig(**config.to_hf()))
    theirs.load_state_dict(ours.state_dict(), strict=False)
    batch = draw_batch(config.vocab_size, seed)
    models = {"train_step": ours, "train_step_fast": fast, THEIRS: theirs}
    take = {"train_step": train_step, "train_step_fast": train_step_fast, THEIRS: their_step}
    for model in models.values():
        model.train()
    optimizers = {name: make_optimizer(model, weight_decay=0.01) for name, model in models.items()}

    def step_of(name: str) -> Step:
        return lambda: take[name](models[name], batch, optimizers[name])

    return {name: step_of(name) for name in models}


def draw_batch(vocab_size: int, seed: int) -> dict[str, torch.Tensor]:
    """Return a batch without padding, in which a share of the places is selected."""
    generator = torch.Generator().manual_seed(seed)
    input_ids = torch.randint(5, vocab_size, (BATCH_SIZE, SEQ_LEN), generator=generator)
    selected = torch.rand(input_ids.shape, generator=generator) < SELECTED
    halves = torch.arange(SEQ_LEN) >= SEQ_LEN // 2
    return {
        "input_ids": input_ids,
        "token_type_ids": halves.long().repeat(BATCH_SIZE, 1),
        "attention_mask": torch.ones_like(input_ids),
        "labels": input_ids.masked_fill(~selected, -100),
        "next_sentence_label": torch.randint(2, (BATCH_SIZE,), generator=generator),
    }


def their_step(
    model: transformers.BertForPreTraining,
    batch: dict[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
) -> float:
    """Take a step as users of transformers do."""
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


if __name__ == "__main__":
    main()
