"""A training run: its settings, the loop around the steps, its log and its checkpoints.

What is trained, and on what, comes from outside: a model, batches that can be resumed, and a function that
takes one step.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch import nn

from bert2t5_reference.checkpoints import load_checkpoint, save_checkpoint
from bert2t5_reference.optimization import make_optimizer, rate_factor

Batch = dict[str, torch.Tensor]
Losses = dict[str, float]
# A model, a batch on its device, an optimizer and the greatest length of the gradient; changes the model and
# returns the losses that it had before.
Step = Callable[[Any, Batch, torch.optim.Optimizer, float], Losses]
Measure = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Training:
    """How to train. The defaults suit a model of about a million parameters on a small corpus.

    Attributes:
        steps: number of updates.
        batch_size: sequences in a batch.
        rate: the highest learning rate, which is reached at the end of the warm-up.
        warmup: share of the steps in which the rate grows, in [0, 1].
        weight_decay: of all weights but biases and those of normalisation.
        max_grad_norm: the gradient is shortened to this length.
        seed: determines the initial weights and everything that is drawn.
        report_every: steps from one line of the log, and one checkpoint, to the next.

    Raises:
        ValueError: if a number of steps or a size is below 1, or a share outside [0, 1].
    """

    steps: int = 4000
    batch_size: int = 16
    rate: float = 1e-3
    warmup: float = 0.08
    weight_decay: float = 0.01
    max_grad_norm: float = 1.0
    seed: int = 0
    report_every: int = 200

    counts: ClassVar[tuple[str, ...]] = ("steps", "batch_size", "report_every")
    shares: ClassVar[tuple[str, ...]] = ("warmup",)

    def __post_init__(self) -> None:
        for name in self.counts:
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}, allowed are 1 and more")
        for name in self.shares:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}, allowed are 0 to 1")


class Batches(Protocol):
    """Batches without end that can go on where they were.

    Attributes:
        fingerprint: tells which data they come from.
    """

    fingerprint: str

    def __next__(self) -> Batch:
        """Return the next batch, on the CPU."""

    def state_dict(self) -> dict[str, Any]:
        """Return all that decides which batches are still to come."""

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on as the batches did whose state it is."""


class TrainingRun:
    """A training run that can be stopped at any point and goes on exactly as it would have.

    Its folder holds `checkpoint.pt`, which has everything that changes from step to step, and `log.jsonl`, a
    line of JSON for every report: `step`, `seconds`, `rate`, the means of the losses since the last report,
    and what the measures return. A new run with the same folder goes on from the checkpoint.

    Args:
        model: the model with its initial weights, on the device to train on; its `config` is a dataclass.
            Changed.
        batches: the training data. Changed.
        settings: how to train.
        folder: is made if need be.
        step: takes one step of training.
        measures: functions of the model whose results join the log.
        optimizer: of the model's weights; its rate follows the settings. None takes AdamW (`make_optimizer`).

    Raises:
        ValueError: if the folder holds the checkpoint of a run with another model, device, data or settings.
    """

    def __init__(
        self,
        model: nn.Module,
        batches: Batches,
        settings: Training,
        folder: str | Path,
        step: Step,
        measures: Sequence[Measure] = (),
        optimizer: torch.optim.Optimizer | None = None,
    ) -> None:
        self.model = model
        self.batches = batches
        self.settings = settings
        self.folder = Path(folder)
        self.take = step
        self.measures = measures
        weights = next(model.parameters())
        self.device, self.dtype = weights.device, weights.dtype
        self.optimizer = optimizer or make_optimizer(model, settings.weight_decay)
        self.step = 0
        self.log: list[dict[str, Any]] = []
        self.losses: list[Losses] = []  # since the last report
        self.folder.mkdir(parents=True, exist_ok=True)
        if state := load_checkpoint(self.folder / "checkpoint.pt"):
            self.load_state_dict(state)

    def train(self) -> list[dict[str, Any]]:
        """Train to the last step, and return the log."""
        self.model.train()
        before = self.log[-1]["seconds"] if self.log else 0.0
        start = time.monotonic() - before
        with progress_bar() as bar:
            task = bar.add_task("training", total=self.settings.steps, completed=self.step)
            while self.step < self.settings.steps:
                self.take_step()
                bar.update(task, completed=self.step)
                if self.step % self.settings.report_every == 0 or self.step == self.settings.steps:
                    self.report(time.monotonic() - start)
        return self.log

    def take_step(self) -> None:
        """Train on the next batch."""
        rate = self.rate()
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        batch = move(next(self.batches), self.device)
        self.losses.append(self.take(self.model, batch, self.optimizer, self.settings.max_grad_norm))
        self.step += 1

    def rate(self) -> float:
        """Return the learning rate of the next step."""
        num_warmup_steps = round(self.settings.warmup * self.settings.steps)
        return self.settings.rate * rate_factor(self.step, num_warmup_steps, self.settings.steps)

    def report(self, seconds: float) -> None:
        """Write a line of the log and a checkpoint."""
        line = {
            "step": self.step,
            "seconds": round(seconds, 1),
            "rate": self.optimizer.param_groups[0]["lr"],
            **{
                name: sum(losses[name] for losses in self.losses) / len(self.losses)
                for name in self.losses[0]
            },
        }
        for measure in self.measures:
            line |= measure(self.model)
        self.log.append(line)
        self.losses = []
        save_checkpoint(self.folder / "checkpoint.pt", self.state_dict())
        write_log(self.folder / "log.jsonl", self.log)

    def identity(self) -> dict[str, Any]:
        """Return what may not change when a run goes on."""
        return {
            **asdict(self.model.config),
            **asdict(self.settings),
            "device": str(self.device),
            "dtype": str(self.dtype),
            "data": self.batches.fingerprint,
        }

    def state_dict(self) -> dict[str, Any]:
        """Return everything that decides how the run goes on."""
        is_cuda = self.device.type == "cuda"
        return {
            "identity": self.identity(),
            "step": self.step,
            "log": self.log,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "batches": self.batches.state_dict(),
            # dropout draws from the generators of torch
            "cpu_generator": torch.get_rng_state(),
            "cuda_generator": torch.cuda.get_rng_state(self.device) if is_cuda else None,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on as the run did whose state it is.

        Raises:
            ValueError: if that run had another model, device, data or settings.
        """
        saved = state["identity"]
        changed = {name: saved.get(name) for name, ours in self.identity().items() if saved.get(name) != ours}
        if changed:
            raise ValueError(f"{self.folder} holds another run, with {changed}. Take another folder")
        self.step = state["step"]
        self.log = state["log"]
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.batches.load_state_dict(state["batches"])
        torch.set_rng_state(state["cpu_generator"])
        if state["cuda_generator"] is not None:
            torch.cuda.set_rng_state(state["cuda_generator"], self.device)


def mean_losses(losses: Sequence[Losses]) -> Losses:
    """Return the mean of each loss.

    >>> mean_losses([{"mlm_loss": 1.0, "nsp_loss": 0.5}, {"mlm_loss": 2.0, "nsp_loss": 0.25}])
    {'mlm_loss': 1.5, 'nsp_loss': 0.375}
    """
    return {name: sum(loss[name] for loss in losses) / len(losses) for name in losses[0]}


def move(batch: Batch, device: torch.device) -> Batch:
    """Return a batch on a device."""
    return {name: tensor.to(device) for name, tensor in batch.items()}


def progress_bar() -> Progress:
    """Return a bar with the steps that are done and the time that is left."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    )


def write_log(path: Path, log: Sequence[dict[str, Any]]) -> None:
    """Write a log, one JSON object in a line."""
    path.write_text("".join(json.dumps(line) + "\n" for line in log), encoding="utf-8")


def read_log(path: str | Path) -> dict[str, list[Any]]:
    """Return the columns of a log, ready to plot: `plot(log["step"], log["mlm_loss"])`.

    Args:
        path: a `log.jsonl`, whose lines have the same keys.
    """
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return {name: [line[name] for line in lines] for name in (lines[0] if lines else {})}
