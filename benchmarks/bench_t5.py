"""How long do training and greedy decoding of T5 take? The reference beside `transformers`, in one run.

    python benchmarks/bench_t5.py --json benchmarks/results/t5.json

For each size all models start from the same weights. A training step is forward, loss, backward, clipping and
update, on the same batch with the same optimizer. Decoding writes the same number of tokens for the same
inputs; transformers keeps keys and values, `greedy_decode_fast` too, the graded `greedy_decode` reads its own
output again for every token. The contenders take turns. One thread.
"""

import json
from pathlib import Path

import click
import torch
import transformers
from machine import describe_machine
from rich.console import Console
from torch import nn
from turns import Step, make_table, measure

from bert2t5_grader.files import write_text
from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import DECODER_START_TOKEN_ID, EOS_TOKEN_ID, PAD_TOKEN_ID, T5Config
from bert2t5_reference.t5_decoding import greedy_decode, greedy_decode_fast, without_cache
from bert2t5_reference.t5_loss import seq2seq_loss

SIZES = {
    "pocket (2 layers, 128 wide)": T5Config(2100, 128, 2, 4, 512, 32, dropout=0.0),
    "mini (4 layers, 256 wide)": T5Config(32_128, 256, 4, 4, 1024, 64, dropout=0.0),
}
BATCH_SIZE, INPUT_LEN, TARGET_LEN = 16, 64, 32
THEIRS = "transformers"
Batch = dict[str, torch.Tensor]


@click.command()
@click.option("--repeat", type=click.IntRange(min=1), default=20, show_default=True, help="Steps of each.")
@click.option("--seed", default=0, show_default=True)
@click.option("--size", "sizes", type=click.Choice(list(SIZES)), multiple=True, default=list(SIZES))
@click.option("--json", "json_path", type=click.Path(dir_okay=False, path_type=Path))
def main(repeat: int, seed: int, sizes: tuple[str, ...], json_path: Path | None) -> None:
    """Time a training step and greedy decoding; print a table of seconds and of ratios to transformers."""
    torch.set_num_threads(1)
    machine = describe_machine(["torch", "transformers"])
    rows = [
        {"size": size, "task": task} | row
        for size in sizes
        for task, contenders in (("train", trainers), ("decode", decoders))
        for row in measure(contenders(SIZES[size], seed), repeat, THEIRS)
    ]
    Console(width=130).print(make_table(rows, THEIRS, "size", "task"))
    if json_path:
        record = {"machine": machine, "seed": seed, "rows": rows}
        write_text(json_path, json.dumps(record, indent=1, sort_keys=True) + "\n")


def make_models(
    config: T5Config, seed: int
) -> tuple[T5ForConditionalGeneration, transformers.T5ForConditionalGeneration]:
    """Return our model and theirs with the same weights."""
    ours = T5ForConditionalGeneration(config, generator=torch.Generator().manual_seed(seed))
    theirs = transformers.T5ForConditionalGeneration(transformers.T5Config(**config.to_hf()))
    theirs.load_state_dict(ours.state_dict())
    return ours, theirs


def draw_batch(vocab_size: int, seed: int) -> Batch:
    """Return a batch whose inputs and targets fill half of their places and more."""
    generator = torch.Generator().manual_seed(seed)

    def draw(length: int) -> tuple[torch.Tensor, torch.Tensor]:
        ids = torch.randint(EOS_TOKEN_ID + 1, vocab_size, (BATCH_SIZE, length), generator=generator)
        lengths = torch.randint(length // 2, length + 1, (BATCH_SIZE, 1), generator=generator)
        return ids, torch.arange(length) < lengths

    (input_ids, is_input), (labels, is_label) = draw(INPUT_LEN), draw(TARGET_LEN)
    return {
        "input_ids": input_ids * is_input,
        "attention_mask": is_input.long(),
        "labels": labels.masked_fill(~is_label, -100),
    }


def trainers(config: T5Config, seed: int) -> dict[str, Step]:
    """Return a training step of each, which returns its loss."""
    ours, theirs = make_models(config, seed)
    batch = draw_batch(config.vocab_size, seed)

    def trainer(model: nn.Module) -> Step:
        optimizer = torch.optim.AdamW(model.train().parameters(), lr=1e-4, fused=True)
        return lambda: train_step(model, batch, optimizer)

    return {"reference": trainer(ours), THEIRS: trainer(theirs)}


def train_step(model: nn.Module, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    """Take a step as users do; transformers computes the loss in the model."""
    optimizer.zero_grad()
    output = model(**batch)
    if isinstance(model, T5ForConditionalGeneration):
        loss = seq2seq_loss(output.logits, batch["labels"])
    else:
        loss = output.loss
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def decoders(config: T5Config, seed: int) -> dict[str, Step]:
    """Return a decoding of each, which returns the new tokens."""
    ours, theirs = (model.eval() for model in make_models(config, seed))
    batch = draw_batch(config.vocab_size, seed)
    inputs = (batch["input_ids"], batch["attention_mask"])
    tokens = {
        "decoder_start_token_id": DECODER_START_TOKEN_ID,
        "eos_token_id": EOS_TOKEN_ID,
        "pad_token_id": PAD_TOKEN_ID,
        "max_new_tokens": TARGET_LEN,
    }
    return {
        "greedy_decode": lambda: greedy_decode(without_cache(ours, *inputs), BATCH_SIZE, **tokens),
        "greedy_decode_fast": lambda: greedy_decode_fast(ours, *inputs, max_new_tokens=TARGET_LEN),
        THEIRS: lambda: theirs.generate(
            input_ids=inputs[0],
            attention_mask=inputs[1],
            do_sample=False,
            num_beams=1,
            max_new_tokens=TARGET_LEN,
        )[:, 1:],
    }


if __name__ == "__main__":
    main()
