"""The plots of chapter 2: a packed pair, a batch, the three tables, LayerNorm, and how alike places are."""

from collections.abc import Mapping, Sequence

import numpy as np
from figures.page import Palette
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

Values = NDArray[np.floating]
TINT = 0.28  # of a segment's colour in a box, so that text stays readable on it


def draw_packed(pieces: Sequence[str], token_type_ids: Sequence[int], palette: Palette) -> Figure:
    """Draw a packed sequence as three strips: the token, the segment and the position of every place.

    Args:
        pieces: the tokens.
        token_type_ids: the segment of each, 0 or 1.
        palette: the colours.
    """
    picture = Figure(figsize=(5.4, 2.1))
    axes = _strips(picture, len(pieces), {"token": 2.9, "segment": 1.5, "position": 0.5}, top=4.2)
    for place, (piece, segment) in enumerate(zip(pieces, token_type_ids, strict=True)):
        _box(axes, place, 2.0, 2.1, segment, palette)
        axes.text(place + 0.5, 3.05, piece, rotation=90, ha="center", va="center", fontsize=10)
        for height, number in ((1, segment), (0, place)):
            _box(axes, place, height, 0.9, segment, palette)
            axes.text(place + 0.5, height + 0.45, str(number), ha="center", va="center", fontsize=10)
    return picture


def draw_batch(batch: Mapping[str, Sequence[Sequence[int]]], palette: Palette) -> Figure:
    """Draw a padded batch: a block of rows for each of its tensors. Padding is an empty, dotted box.

    Args:
        batch: `input_ids`, `token_type_ids` and `attention_mask`, each as rows of equal length.
        palette: the colours.
    """
    names = ("input_ids", "token_type_ids", "attention_mask")
    num_rows, length = len(batch["input_ids"]), len(batch["input_ids"][0])
    block = num_rows + 0.6  # with the gap below it
    bottoms = {name: block * (len(names) - 1 - number) for number, name in enumerate(names)}
    labels = {name.replace("_", "_\n", 1): bottom + num_rows / 2 for name, bottom in bottoms.items()}
    picture = Figure(figsize=(5.4, 0.26 * block * len(names)))
    axes = _strips(picture, length, labels, top=block * len(names) - 0.6)
    for name, bottom in bottoms.items():
        for row, numbers in enumerate(batch[name]):
            for place, number in enumerate(numbers):
                is_token = batch["attention_mask"][row][place]
                segment = batch["token_type_ids"][row][place] if is_token else None
                height = bottom + num_rows - 1 - row
                _box(axes, place, height, 0.9, segment, palette)
                axes.text(place + 0.5, height + 0.45, str(number), ha="center", va="center", fontsize=7.8)
    return picture


def draw_tables(pieces: Sequence[str], parts: Mapping[str, Values], palette: Palette) -> Figure:
    """Draw the first values of vectors as coloured cells, one panel per part, one row per token.

    Args:
        pieces: the tokens, from top to bottom.
        parts: title of a panel and its values, of shape (number of tokens, number of values).
        palette: the colours.
    """
    picture = Figure(figsize=(5.4, 0.21 * len(pieces) + 0.9))
    panels = picture.subplots(1, len(parts), sharey=True, gridspec_kw={"wspace": 0.12})
    limit = max(float(np.abs(values).max()) for values in parts.values())
    for axes, (title, values) in zip(panels, parts.items(), strict=True):
        shown = _heat(axes, values, limit, palette)
        axes.set_title(title, fontsize=11)
        axes.set_xticks([])
        axes.set_yticks(range(len(pieces)), pieces, fontsize=9.5)
        axes.tick_params(length=0)
    picture.colorbar(shown, ax=list(panels), orientation="horizontal", fraction=0.05, pad=0.05, aspect=50)
    return picture


def draw_norms(pieces: Sequence[str], before: Values, after: Values, palette: Palette) -> Figure:
    """Draw for each token the range of its values, mean and standard deviation, before and after LayerNorm.

    Args:
        pieces: the tokens, from top to bottom.
        before: their vectors, of shape (number of tokens, d_model).
        after: the same, normalised.
        palette: the colours.
    """
    picture = Figure(figsize=(5.4, 0.21 * len(pieces) + 0.9))
    panels = picture.subplots(1, 2, sharey=True, gridspec_kw={"wspace": 0.1})
    looks = ((before, "sum", palette.second), (after, "after LayerNorm", palette.first))
    for axes, (vectors, title, colour) in zip(panels, looks, strict=True):
        rows, means, deviations = range(len(pieces)), vectors.mean(1), vectors.std(1)
        axes.hlines(rows, vectors.min(1), vectors.max(1), color=palette.muted, linewidth=1)
        axes.hlines(rows, means - deviations, means + deviations, color=colour, linewidth=5)
        axes.plot(means, rows, "|", color=palette.ink, markersize=8)
        axes.set_title(title, fontsize=11)
        axes.set_xlabel("value")
        axes.spines[["top", "right", "left"]].set_visible(False)
    panels[0].set_yticks(range(len(pieces)), pieces, fontsize=9.5)
    panels[0].invert_yaxis()
    for axes in panels:
        axes.tick_params(axis="y", length=0)
    return picture


def draw_likeness(likeness: Values, palette: Palette) -> Figure:
    """Draw how alike every two places are, as a square of coloured cells.

    Args:
        likeness: cosines, of shape (number of places, number of places).
        palette: the colours.
    """
    picture = Figure(figsize=(4.6, 3.9))
    axes = picture.add_subplot()
    shown = _heat(axes, likeness, 1.0, palette)
    axes.set(xlabel="position", ylabel="position")
    picture.colorbar(shown, ax=axes, label="cosine")
    return picture


def draw_by_distance(curves: Mapping[str, Values], palette: Palette) -> Figure:
    """Draw the mean cosine of two places against the distance between them.

    Args:
        curves: at most three, each with its value for distance 1, 2, ...
        palette: the colours.
    """
    picture = Figure(figsize=(5.4, 3.0))
    axes = picture.add_subplot()
    looks = zip((palette.first, palette.second, palette.third), ("-", "--", "-."), strict=True)
    for (name, values), (colour, line) in zip(curves.items(), looks, strict=False):
        axes.plot(range(1, len(values) + 1), values, color=colour, linestyle=line, label=name)
    axes.axhline(0, color=palette.muted, linewidth=1, linestyle=":")
    axes.set(xlabel="distance between two places", ylabel="mean cosine")
    axes.legend(frameon=False, labelcolor=palette.ink)
    axes.spines[["top", "right"]].set_visible(False)
    return picture


def likeness(vectors: Values) -> Values:
    """Return the cosine of every two rows: 1 for the same direction, 0 for none in common, -1 for opposite.

    >>> likeness(np.array([[3.0, 0.0], [0.0, 2.0], [-1.0, 0.0]])).tolist()
    [[1.0, 0.0, -1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 1.0]]
    """
    directions = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return directions @ directions.T


def by_distance(square: Values, longest: int) -> Values:
    """Return the mean over all pairs of places that lie 1, 2, ..., `longest` apart.

    >>> by_distance(np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.7], [0.0, 0.7, 1.0]]), 2).tolist()
    [0.6, 0.0]
    """
    return np.array([square.diagonal(distance).mean() for distance in range(1, longest + 1)])


def _strips(picture: Figure, length: int, labels: Mapping[str, float], top: float) -> Axes:
    axes = picture.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-2.9, length), ylim=(-0.1, top))
    axes.axis("off")
    for label, height in labels.items():
        axes.text(-0.2, height, label, ha="right", va="center", fontsize=10)
    return axes


def _box(axes: Axes, place: int, height: float, tall: float, segment: int | None, palette: Palette) -> None:
    """Add a box: filled in the colour of its segment, empty and dotted where there is none."""
    colour = palette.muted if segment is None else (palette.first, palette.second)[segment]
    look = {"edgecolor": colour, "linestyle": ":" if segment is None else "-"}
    if segment is not None:
        axes.add_patch(
            Rectangle((place + 0.04, height), 0.92, tall, facecolor=colour, alpha=TINT, linewidth=0)
        )
    axes.add_patch(Rectangle((place + 0.04, height), 0.92, tall, fill=False, **look))


def _heat(axes: Axes, values: Values, limit: float, palette: Palette):  # type: ignore[no-untyped-def]
    """Show values as cells: one colour for those above 0, another below, the page's ground for 0."""
    colours = LinearSegmentedColormap.from_list("signed", [palette.second, palette.ground, palette.first])
    # "none" keeps one pixel per value in the file and lets the browser enlarge it without blurring
    return axes.imshow(values, cmap=colours, vmin=-limit, vmax=limit, aspect="auto", interpolation="none")
