"""The chapter's plots."""

from collections.abc import Mapping, Sequence

from figures.page import Palette
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# (vocabulary size, tokens per word), one entry per measured vocabulary
Curve = Sequence[tuple[int, float]]


def draw_lengths(curves: Mapping[str, Curve], palette: Palette) -> Figure:
    """Draw tokens per word against vocabulary size, each curve with a marker and a line of its own."""
    picture = Figure(figsize=(5.4, 3.9))
    axes = picture.add_subplot()
    looks = zip((palette.first, palette.second, palette.third), "os^", ("-", "--", "-."), strict=True)
    for (name, curve), (colour, marker, line) in zip(curves.items(), looks, strict=True):
        sizes, lengths = zip(*curve, strict=True)
        axes.plot(sizes, lengths, color=colour, marker=marker, linestyle=line, markersize=5, label=name)
    axes.axhline(1, color=palette.muted, linewidth=1, linestyle=":")
    axes.annotate(
        "one token per word", (0.01, 1), xycoords=("axes fraction", "data"), va="bottom", fontsize=10
    )
    axes.set_xscale("log")
    ticks = [50, 100, 200, 500, 1000, 2000]
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    axes.set(xlabel="vocabulary size (logarithmic)", ylabel="tokens per word", ylim=(0, None))
    axes.legend(frameon=False, labelcolor=palette.ink)
    _open_frame(axes)
    return picture


def draw_sampling(probabilities: Mapping[str, Mapping[float, float]], palette: Palette) -> Figure:
    """Draw how likely each segmentation is under several values of alpha.

    Args:
        probabilities: for each segmentation the probability under each alpha.
        palette: the colours.
    """
    picture = Figure(figsize=(5.4, 0.62 * len(probabilities) + 1.0))
    axes = picture.add_subplot()
    alphas = list(next(iter(probabilities.values())))
    looks = zip((palette.third, palette.second, palette.first), ("///", "...", ""), strict=True)
    for number, (alpha, (colour, hatch)) in enumerate(zip(alphas, looks, strict=True)):
        axes.barh(
            [row + 0.26 * (number - 1) for row in range(len(probabilities))],
            [row[alpha] for row in probabilities.values()],
            height=0.24,
            facecolor=colour if not hatch else palette.ground,
            edgecolor=colour,
            hatch=hatch,
            label=f"alpha = {alpha:g}",
        )
    axes.set_yticks(range(len(probabilities)), list(probabilities))
    axes.invert_yaxis()
    axes.set(xlabel="probability", xlim=(0, 1))
    axes.legend(frameon=False, labelcolor=palette.ink, loc="lower right")
    _open_frame(axes)
    return picture


def _open_frame(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
