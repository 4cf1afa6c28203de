"""The runs of the mixing experiment (mixing.py): one start, three strategies, and what follows them.

Each run returns plain values, and is kept in a file as it ends.
"""

import copy
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from mixing_world import Sizes, World, encode

from bert2t5_reference.adapters import (
    add_adapters,
    count_unfrozen,
    is_trained_with_adapters,
    is_unfrozen,
    train_only,
)
from bert2t5_reference.mixing import equal, examples_proportional, temperature_scaled
from bert2t5_reference.optimization import rate_factor
from bert2t5_reference.pocket_tasks import pocket_task
from bert2t5_reference.pretrain_t5 import training_step
from bert2t5_reference.seq2seq_batches import Pairs, Seq2SeqBatches, collate
from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import T5Config
from bert2t5_reference.t5_loss import seq2seq_loss
from bert2t5_reference.text_scores import score, write_answers

MEASURES = ("score", "held_out_loss", "training_loss")
START_SEED = 0

Result = dict[str, Any]
Runs = Mapping[str, Mapping[str, Result]]  # by name and seed
BeforeStep = Callable[[T5ForConditionalGeneration, int], None]


def strategies(sizes: Sizes) -> dict[str, dict[str, float]]:
    """Return the rates of each strategy."""
    return {
        "in proportion": examples_proportional(sizes.num_examples, sizes.maximum),
        "temperature": temperature_scaled(sizes.num_examples, sizes.temperature, maximum=2**21),
        "in equal parts": equal(sizes.num_examples),
    }


def make_model(sizes: Sizes, vocab_size: int) -> T5ForConditionalGeneration:
    """Return an untrained model."""
    config = T5Config(
        vocab_size=vocab_size,
        d_model=sizes.d_model,
        num_layers=sizes.num_layers,
        num_heads=sizes.num_heads,
        d_ff=sizes.d_ff,
        d_kv=sizes.d_model // sizes.num_heads,
        dropout=0.0,
    )
    return T5ForConditionalGeneration(config, generator=torch.Generator().manual_seed(START_SEED))


def train(
    model: T5ForConditionalGeneration,
    batches: Seq2SeqBatches,
    num_steps: int,
    rate: float,
    sizes: Sizes,
    before_step: BeforeStep | None = None,
) -> None:
    """Change a model by so many steps; `before_step` is told the number of each."""
    optimizer = torch.optim.Adafactor(model.parameters())
    num_warmup_steps = round(sizes.warmup * num_steps)
    model.train()
    for step in range(num_steps):
        if before_step:
            before_step(model, step)
        for group in optimizer.param_groups:
            group["lr"] = rate * rate_factor(step, num_warmup_steps, num_steps)
        training_step(model, next(batches), optimizer, sizes.max_grad_norm)


@torch.no_grad()
def mean_loss(model: T5ForConditionalGeneration, examples: Pairs) -> float:
    """Return the mean loss of all tokens of the targets."""
    batch = collate([examples.draw(index, torch.Generator()) for index in range(len(examples))])
    return seq2seq_loss(model(**batch).logits, batch["labels"]).item()


def measure(model: T5ForConditionalGeneration, task: str, world: World, sizes: Sizes) -> dict[str, float]:
    """Return all `MEASURES` of a task."""
    held_out, seen = world.held_out[task], world.training[task][: sizes.held_out_examples]
    asked = encode(world, held_out)
    written = write_answers(
        model,
        world.vocabulary,
        [example["inputs"] for example in held_out],
        max_new_tokens=max(len(targets) for _, targets in asked.examples) + 1,  # and </s>
        max_input_len=sizes.max_input_len,
    )
    values = (
        score(pocket_task(task), written, held_out),
        mean_loss(model, asked),
        mean_loss(model, encode(world, seen)),
    )
    return dict(zip(MEASURES, values, strict=True))


@dataclass(frozen=True)
class Setting:
    """What all runs have in common.

    Attributes:
        start: the model that learned from text alone; runs work on copies.
    """

    sizes: Sizes
    world: World
    start: T5ForConditionalGeneration

    def batches(self, rates: Mapping[str, float], seed: int) -> Seq2SeqBatches:
        """Return batches of the tasks that have a rate."""
        streams = {task: encode(self.world, self.world.training[task]) for task in rates}
        return Seq2SeqBatches(streams, rates, batch_size=self.sizes.batch_size, seed=seed)


def learn_text(sizes: Sizes, world: World) -> T5ForConditionalGeneration:
    """Return a model that learned from corrupted text alone."""
    model = make_model(sizes, len(world.vocabulary))
    batches = Seq2SeqBatches(
        {"text": world.text}, {"text": 1.0}, batch_size=sizes.batch_size, seed=START_SEED
    )
    train(model, batches, sizes.start_steps, sizes.rate, sizes)
    return model


def learn_mixture(setting: Setting, rates: Mapping[str, float], seed: int) -> T5ForConditionalGeneration:
    """Return what the start becomes when it learns tasks at these rates."""
    model = copy.deepcopy(setting.start)
    train(model, setting.batches(rates, seed), setting.sizes.steps, setting.sizes.rate, setting.sizes)
    return model


def fine_tune(
    setting: Setting,
    model: T5ForConditionalGeneration,
    task: str,
    seed: int,
    *,
    rate: float | None = None,
    before_step: BeforeStep | None = None,
) -> dict[str, float]:
    """Train a model on one task alone, and measure it; the rate is that of all runs unless it is given."""
    sizes = setting.sizes
    batches = setting.batches({task: 1.0}, seed)
    train(model, batches, sizes.fine_tuning_steps, rate or sizes.rate, sizes, before_step)
    return measure(model, task, setting.world, sizes)


def fine_tune_each(setting: Setting, model: T5ForConditionalGeneration, seed: int) -> Result:
    """Fine-tune a copy of a model on each of the tasks that are chosen for it."""
    return {task: fine_tune(setting, copy.deepcopy(model), task, seed) for task in setting.sizes.fine_tuned}


def run_strategy(setting: Setting, rates: Mapping[str, float], seed: int) -> Result:
    """Learn all tasks at once, measure each, and go on with single ones."""
    model = learn_mixture(setting, rates, seed)
    tasks = {task: measure(model, task, setting.world, setting.sizes) for task in rates}
    return {"tasks": tasks, "fine_tuned": fine_tune_each(setting, model, seed)}


def run_text_alone(setting: Setting, seed: int) -> Result:
    """Fine-tune the start, which has seen no task."""
    return {"fine_tuned": fine_tune_each(setting, setting.start, seed)}


def run_left_out(setting: Setting, seed: int) -> Result:
    """Learn a mixture without one task, and then that task in several ways."""
    sizes = setting.sizes
    others = {task: n for task, n in sizes.num_examples.items() if task != sizes.left_out}
    model = learn_mixture(setting, examples_proportional(others, sizes.maximum), seed)
    ways = {
        "all weights": fine_tune_all,
        "gradual unfreezing": fine_tune_gradually,
        f"adapters, {sizes.adapter_width} wide": fine_tune_adapters,
    }
    return {"ways": {name: way(setting, copy.deepcopy(model), seed) for name, way in ways.items()}}


def fine_tune_all(setting: Setting, model: T5ForConditionalGeneration, seed: int) -> Result:
    """Fine-tune all weights."""
    return {"trained": count_weights(model), **fine_tune(setting, model, setting.sizes.left_out, seed)}


def fine_tune_gradually(setting: Setting, model: T5ForConditionalGeneration, seed: int) -> Result:
    """Fine-tune all weights in the end, and the upper layers first."""
    num_layers, num_steps = setting.sizes.num_layers, setting.sizes.fine_tuning_steps

    def unfreeze(model: T5ForConditionalGeneration, step: int) -> None:
        num_unfrozen = count_unfrozen(step, num_steps, num_layers)
        train_only(model, partial(is_unfrozen, num_unfrozen=num_unfrozen, num_layers=num_layers))

    measures = fine_tune(setting, model, setting.sizes.left_out, seed, before_step=unfreeze)
    return {"trained": count_weights(model), **measures}


def fine_tune_adapters(setting: Setting, model: T5ForConditionalGeneration, seed: int) -> Result:
    """Fine-tune new adapters and the norms alone."""
    sizes = setting.sizes
    add_adapters(model, sizes.adapter_width, generator=torch.Generator().manual_seed(seed))
    num_trained = train_only(model, is_trained_with_adapters)
    measures = fine_tune(setting, model, sizes.left_out, seed, rate=sizes.adapter_rate)
    return {"trained": num_trained, **measures}


def count_weights(model: torch.nn.Module) -> int:
    """Return the number of weights."""
    return sum(weights.numel() for weights in model.parameters())


def keep(path: Path, compute: Callable[[], Result]) -> Result:
    """Return what a file holds; if it is not there yet, compute that and write it."""
    if not path.exists():
        start = time.process_time()
        result = compute() | {"cpu_seconds": round(time.process_time() - start, 1)}
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(result), "utf-8")
        unfinished.replace(path)
    return dict(json.loads(path.read_text("utf-8")))


def keep_start(path: Path, sizes: Sizes, world: World) -> T5ForConditionalGeneration:
    """Return the start, from a file if it is there."""
    if not path.exists():
        torch.save(learn_text(sizes, world).state_dict(), path)
    model = make_model(sizes, len(world.vocabulary))
    model.load_state_dict(torch.load(path))
    return model


def run(sizes: Sizes, world: World, seeds: Sequence[int], folder: Path) -> Runs:
    """Return the results of all runs; each is kept in a folder as it ends."""
    setting = Setting(sizes, world, keep_start(folder / "start.pt", sizes, world))
    runs: dict[str, Callable[[int], Result]] = {
        name: partial(run_strategy, setting, rates) for name, rates in strategies(sizes).items()
    }
    runs["text alone"] = partial(run_text_alone, setting)
    runs[f"without {sizes.left_out}"] = partial(run_left_out, setting)
    results: dict[str, dict[str, Result]] = {name: {} for name in runs}
    for seed in seeds:  # one seed of everything first
        for name, compute in runs.items():
            results[name][str(seed)] = keep(folder / f"{name}-{seed}.json", partial(compute, seed))
    return results
