"""The plots of chapter 3, and what they read from the log of a pre-training run."""

import json
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, log
from pathlib import Path
from typing import Any

from figures.page import Palette
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results"
HALF_WAY = 0.75  # between chance, 0.5, and certainty

Columns = Mapping[str, Sequence[float]]


def read_result(name: str) -> dict[str, Any]:
    """Return a committed record of a measurement."""
    return dict(json.loads((RESULTS / name).read_text(encoding="utf-8")))


def steps_to_learn(log_columns: Columns, kind: str) -> int | None:
    """Return the first reported step from which a kind of probe is always half-way above chance, or None.

    >>> steps_to_learn({"step": [10, 20, 30, 40], "negation": [0.8, 0.6, 0.75, 0.9]}, "negation")
    30
    """
    reports = list(zip(log_columns["step"], log_columns[kind], strict=True))
    low = [number for number, (_, share) in enumerate(reports) if share < HALF_WAY]
    above = reports[low[-1] + 1 :] if low else reports
    return int(above[0][0]) if above else None


def order_of_learning(log_columns: Columns, kinds: Iterable[str]) -> list[str]:
    """Return kinds of probes, the first learnt first; those never learnt by their last share, best first.

    >>> columns = {"step": [10, 20], "a": [0.5, 0.6], "b": [0.5, 0.9], "c": [0.5, 0.7]}
    >>> order_of_learning(columns, "abc")
    ['b', 'c', 'a']
    """
    last = max(log_columns["step"])

    def key(kind: str) -> tuple[float, float]:
        return steps_to_learn(log_columns, kind) or last + 1, -log_columns[kind][-1]

    return sorted(kinds, key=key)


def mean_over_batch(losses: Sequence[Sequence[float]]) -> float:
    """Return the mean of all losses, in whichever sequence they stand.

    >>> mean_over_batch([[1.0], [2.0, 2.0, 2.0]])
    1.75
    """
    flat = [loss for row in losses for loss in row]
    return sum(flat) / len(flat)


def mean_of_means(losses: Sequence[Sequence[float]]) -> float:
    """Return the mean of the means of the sequences.

    >>> mean_of_means([[1.0], [2.0, 2.0, 2.0]])
    1.5
    """
    return sum(sum(row) / len(row) for row in losses) / len(losses)


def draw_losses(log_columns: Columns, vocab_size: int, palette: Palette) -> Figure:
    """Draw the two losses over the steps, each with what guessing costs."""
    picture = Figure(figsize=(5.4, 5.2), layout="constrained")
    upper, lower = picture.subplots(2, sharex=True)
    rows = (
        (upper, "mlm_loss", "loss of the hidden tokens", log(vocab_size), palette.first, "o-"),
        (lower, "nsp_loss", "loss of the next sentence", log(2), palette.second, "s--"),
    )
    for axes, column, title, chance, colour, line in rows:
        axes.plot(log_columns["step"], log_columns[column], line, color=colour, markersize=4)
        _draw_chance(axes, chance, "guessing", palette)
        axes.set(ylabel=title, ylim=(0, chance * 1.15))
        _open_frame(axes)
    lower.set_xlabel("steps")
    _shorten_steps(lower)
    return picture


def draw_accuracy(log_columns: Columns, palette: Palette) -> Figure:
    """Draw how often hidden tokens are found: all of them, and those that carry content."""
    picture = Figure(figsize=(5.4, 3.4), layout="constrained")
    axes = picture.subplots()
    looks = (
        ("mlm_accuracy", "all tokens", palette.first, "o-"),
        ("content_accuracy", "content tokens", palette.second, "s--"),
    )
    for column, label, colour, line in looks:
        axes.plot(log_columns["step"], log_columns[column], line, color=colour, markersize=4, label=label)
    axes.set(xlabel="steps", ylabel="share found", ylim=(0, 1))
    axes.legend(frameon=False, labelcolor=palette.ink)
    _open_frame(axes)
    _shorten_steps(axes)
    return picture


def draw_probes(log_columns: Columns, kinds: Sequence[str], palette: Palette) -> Figure:
    """Draw the share of passed probes over the steps, a panel for each kind."""
    num_rows = ceil(len(kinds) / 2)
    picture = Figure(figsize=(5.4, 1.5 * num_rows + 0.4), layout="constrained")
    panels = picture.subplots(num_rows, 2, sharex=True, sharey=True, squeeze=False).flatten()
    for axes, kind in zip(panels, kinds, strict=False):
        axes.plot(log_columns["step"], log_columns[kind], "o-", color=palette.first, markersize=3)
        _draw_chance(axes, 0.5, "", palette)
        axes.set_title(kind, fontsize=11, color=palette.ink)
        axes.set(ylim=(0, 1.05), yticks=[0, 0.5, 1])
        _open_frame(axes)
        _shorten_steps(axes)
    if len(kinds) % 2:  # the panel above the empty one is the last of its column
        panels[-1].set_axis_off()
        panels[len(kinds) - 2].tick_params(labelbottom=True)
    picture.supxlabel("steps", fontsize=11)
    return picture


def draw_mask_only(results: Mapping[str, Mapping[str, Sequence[float]]], palette: Palette) -> Figure:
    """Draw the shares of right answers of the two trainings, side by side for each way to ask.

    Args:
        results: for each training and each way to ask the mean, the smallest and the largest share.
        palette: the colours.
    """
    picture = Figure(figsize=(5.4, 3.4), layout="constrained")
    axes = picture.subplots()
    fates = list(next(iter(results.values())))
    looks = zip((palette.first, palette.second), ("", "///"), strict=True)
    for number, ((name, shares), (colour, hatch)) in enumerate(zip(results.items(), looks, strict=True)):
        places = [place + 0.38 * (number - 0.5) for place in range(len(fates))]
        heights = [shares[fate][0] for fate in fates]
        axes.bar(
            places,
            heights,
            width=0.34,
            facecolor=palette.ground if hatch else colour,
            edgecolor=colour,
            hatch=hatch,
            label=name,
        )
        for place, height in zip(places, heights, strict=True):
            axes.text(place, height + 0.02, f"{100 * height:.0f} %", ha="center", fontsize=10)
    axes.set_xticks(range(len(fates)), [f"token {fate}" for fate in fates])
    axes.set(ylabel="share found", ylim=(0, 1.1))
    axes.legend(frameon=False, labelcolor=palette.ink, title="trained with", title_fontsize=10)
    _open_frame(axes)
    return picture


def _draw_chance(axes: Axes, level: float, label: str, palette: Palette) -> None:
    axes.axhline(level, color=palette.muted, linewidth=1, linestyle=":")
    axes.annotate(
        label, (0.99, level), xycoords=("axes fraction", "data"), ha="right", va="bottom", fontsize=10
    )


def _shorten_steps(axes: Axes) -> None:
    """Write 20k for 20,000, so that the numbers of a long run do not touch."""
    axes.xaxis.set_major_formatter(EngFormatter(sep=""))


def _open_frame(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
