"""The plots of chapter 5, and the figures of the T5 paper that it compares."""

from collections.abc import Mapping, Sequence
from math import ceil

from figures.page import Palette
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BENCHMARKS = ("GLUE", "CNN/DM", "SQuAD", "SGLUE", "En–De", "En–Fr", "En–Ro")
# Raffel et al. (2020), tables 1 and 10 to 12, in the order of `BENCHMARKS`; all of base size.
BASELINE = "each task by itself"
SPREAD = (0.235, 0.065, 0.343, 0.416, 0.112, 0.090, 0.108)  # standard deviation of the baseline over ten runs
STRATEGIES = {
    BASELINE: (83.28, 19.24, 80.88, 71.36, 26.98, 39.82, 27.65),
    "equal": (76.13, 19.02, 76.51, 63.37, 23.89, 34.31, 26.78),
    "K = 2^16": (80.45, 19.04, 77.25, 69.95, 24.35, 34.99, 27.10),
    "K = 2^17": (81.56, 19.12, 77.00, 67.91, 24.36, 35.00, 27.25),
    "K = 2^18": (81.67, 19.07, 78.17, 67.94, 24.57, 35.19, 27.39),
    "K = 2^19": (81.42, 19.24, 79.78, 67.30, 25.21, 36.30, 27.76),
    "K = 2^20": (80.80, 19.24, 80.36, 67.38, 25.66, 36.93, 27.68),
    "K = 2^21": (79.83, 18.79, 79.50, 65.10, 25.82, 37.22, 27.13),
    "T = 2": (81.90, 19.28, 79.42, 69.92, 25.42, 36.72, 27.20),
    "T = 4": (80.56, 19.22, 77.99, 69.54, 25.04, 35.82, 27.45),
    "T = 8": (77.21, 19.10, 77.14, 66.07, 24.55, 35.35, 27.17),
}
PRETRAINING = {
    "text, then the task": STRATEGIES[BASELINE],
    "mixture alone": STRATEGIES["K = 2^19"],
    "mixture, then the task": (83.11, 19.12, 80.26, 71.03, 27.08, 39.80, 28.07),
    "others, then the task": (81.98, 19.05, 79.97, 71.68, 26.93, 39.79, 27.87),
    "no text, then the task": (79.93, 18.96, 77.38, 65.36, 26.81, 40.13, 28.04),
}
# The row of adapters of width 2048 is left out: it repeats that of 128, a slip in the paper.
WAYS = {
    "all weights": STRATEGIES[BASELINE],
    "adapters, 32 wide": (80.52, 15.08, 79.32, 60.40, 13.84, 17.88, 15.54),
    "adapters, 128 wide": (81.51, 16.62, 79.47, 63.03, 19.83, 27.50, 22.63),
    "adapters, 512 wide": (81.54, 17.78, 79.18, 64.30, 23.45, 33.98, 25.81),
    "gradual unfreezing": (82.50, 18.95, 79.17, 70.79, 26.71, 39.02, 26.93),
}

# by task and measure the mean, smallest and largest value over the seeds
Spreads = Mapping[str, Mapping[str, Sequence[float]]]


def best_of(rows: Mapping[str, Sequence[float]], names: Sequence[str], column: int) -> str:
    """Return which of the named rows is highest in a column; of equal ones the first.

    >>> best_of({"a": (1.0, 5.0), "b": (2.0, 5.0)}, ["a", "b"], column=0)
    'b'
    """
    return max(names, key=lambda name: rows[name][column])


def outside(values: Sequence[float], num_deviations: float = 2) -> list[str]:
    """Return the benchmarks whose value lies further below the baseline's than its own spread explains.

    >>> outside((83.28, 19.24, 80.88, 70.0, 26.98, 39.82, 27.65))
    ['SGLUE']
    """
    rows = zip(BENCHMARKS, values, STRATEGIES[BASELINE], SPREAD, strict=True)
    return [name for name, value, baseline, spread in rows if value < baseline - num_deviations * spread]


def draw_strategies(palette: Palette) -> Figure:
    """Draw what the T5 paper measured under each strategy, a panel for each benchmark."""
    names = [name for name in STRATEGIES if name != BASELINE]
    groups = {mark: [place for place, name in enumerate(names) if name[0] == mark] for mark in "eKT"}
    looks = zip("eKT", ("^", "o-", "s--"), (palette.third, palette.first, palette.second), strict=True)
    styles = {mark: (line, colour) for mark, line, colour in looks}
    picture = Figure(figsize=(5.4, 8.2), layout="constrained")
    panels = picture.subplots(ceil(len(BENCHMARKS) / 2), 2, sharex=True).flatten()
    for column, (axes, title) in enumerate(zip(panels, BENCHMARKS, strict=False)):
        baseline = STRATEGIES[BASELINE][column]
        axes.axhline(baseline, color=palette.muted, linewidth=1, linestyle=":")
        for mark, places in groups.items():
            line, colour = styles[mark]
            values = [STRATEGIES[names[place]][column] for place in places]
            axes.plot(places, values, line, color=colour, markersize=4)
        axes.set_title(title, fontsize=11, color=palette.ink)
        labels = [name.replace("2^", "").replace(" = ", " ") for name in names]
        axes.set_xticks(range(len(names)), labels, rotation=90, fontsize=9)
        axes.tick_params(labelbottom=column >= len(BENCHMARKS) - 2)
        _open_frame(axes)
    panels[-1].set_axis_off()
    return picture


def draw_losses(results: Mapping[str, Spreads], palette: Palette) -> Figure:
    """Draw the losses of every task under each strategy: on held-out examples and on those trained on.

    Args:
        results: by strategy, task and measure.
        palette: the colours.
    """
    tasks = list(next(iter(results.values())))
    picture = Figure(figsize=(5.4, 2.4 * ceil(len(tasks) / 2) + 0.6), layout="constrained")
    panels = picture.subplots(ceil(len(tasks) / 2), 2, squeeze=False).flatten()
    looks = (
        ("held_out_loss", "held out", palette.first, ""),
        ("training_loss", "trained on", palette.second, "///"),
    )
    for axes, task in zip(panels, tasks, strict=False):
        for number, (measure, label, colour, hatch) in enumerate(looks):
            _draw_bars(
                axes,
                [place + 0.38 * (number - 0.5) for place in range(len(results))],
                [tasks_of[task][measure] for tasks_of in results.values()],
                {"facecolor": palette.ground if hatch else colour, "edgecolor": colour, "hatch": hatch},
                palette,
                label,
            )
        axes.set_title(task, fontsize=11, color=palette.ink)
        axes.set_xticks(range(len(results)), [name.replace(" ", "\n", 1) for name in results], fontsize=9)
        axes.set_ylim(0, None)
        _open_frame(axes)
    for axes in panels[len(tasks) :]:  # an odd number leaves one over
        axes.set_axis_off()
    panels[0].set_ylabel("loss")
    bars = panels[0].get_legend_handles_labels()
    picture.legend(*bars, loc="outside upper center", ncols=2, frameon=False, labelcolor=palette.ink)
    return picture


def _draw_bars(
    axes: Axes,
    places: Sequence[float],
    spreads: Sequence[Sequence[float]],
    look: Mapping[str, str],
    palette: Palette,
    label: str,
) -> None:
    """Draw a bar for each mean, and a line from the smallest to the largest value."""
    means, lowest, highest = zip(*spreads, strict=True)
    axes.bar(places, means, width=0.34, label=label, **look)
    axes.vlines(places, lowest, highest, color=palette.ink, linewidth=1.5)


def _open_frame(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
