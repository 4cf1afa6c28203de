"""The lattice of a text under a unigram language model: a piece leads from one position to a later one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from figures.page import Palette
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

Arc = tuple[int, int]  # from this position to that one


def all_segmentations(text: str, pieces: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    """Yield every way to cut a text into pieces; each character may double their number.

    >>> list(all_segmentations("ab", {"a": -1.0, "b": -1.0, "ab": -2.0}))
    [('a', 'b'), ('ab',)]
    """
    if not text:
        yield ()
    for end in range(1, len(text) + 1):
        if text[:end] in pieces:
            for rest in all_segmentations(text[end:], pieces):
                yield (text[:end], *rest)


def pack_rows(arcs: Sequence[Arc]) -> list[list[Arc]]:
    """Put arcs into rows, each into the first one in which it overlaps nothing.

    >>> pack_rows([(0, 1), (1, 2), (0, 2)])
    [[(0, 1), (1, 2)], [(0, 2)]]
    """
    rows: list[list[Arc]] = []
    for start, end in arcs:
        free = (row for row in rows if all(end <= left or start >= right for left, right in row))
        row = next(free, None)
        if row is None:
            rows.append([(start, end)])
        else:
            row.append((start, end))
    return rows


def draw_lattice(text: str, scores: Mapping[str, float], best: Sequence[str], palette: Palette) -> Figure:
    """Draw positions as vertical lines and each piece as a box from its first position to its last.

    Args:
        text: what is segmented.
        scores: the log probability of each piece.
        best: the segmentation whose boxes are filled and bold.
        palette: the colours.
    """
    spans = [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    arcs = sorted((arc for arc in spans if text[slice(*arc)] in scores), key=lambda arc: arc[1] - arc[0])
    rows = pack_rows(arcs)
    ends = list(accumulate(map(len, best)))
    best_arcs = set(zip([0, *ends], ends, strict=False))
    picture = Figure(figsize=(5.4, 0.55 * len(rows) + 0.6))
    axes = picture.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-0.15, len(text) + 0.15), ylim=(len(rows) - 0.4, -1.1))
    axes.axis("off")
    _draw_positions(axes, len(text), palette)
    for height, row in enumerate(rows):
        for arc in row:
            piece = text[slice(*arc)]
            _draw_piece(axes, arc, height, f"{piece}  {scores[piece]:.1f}", arc in best_arcs, palette)
    return picture


def _draw_positions(axes: Axes, length: int, palette: Palette) -> None:
    for position in range(length + 1):
        axes.axvline(position, ymax=0.87, color=palette.muted, linewidth=0.8, linestyle=":")
        axes.text(position, -0.85, str(position), ha="center", va="center", color=palette.muted)


def _draw_piece(axes: Axes, arc: Arc, height: int, label: str, is_best: bool, palette: Palette) -> None:
    start, end = arc
    axes.add_patch(
        FancyBboxPatch(
            (start + 0.09, height - 0.28),
            end - start - 0.18,
            0.56,
            boxstyle="round,pad=0.03,rounding_size=0.12",
            mutation_aspect=1.5,
            facecolor=palette.first if is_best else palette.ground,
            edgecolor=palette.first if is_best else palette.muted,
            linewidth=1.2,
            zorder=2,
        )
    )
    axes.text(
        (start + end) / 2,
        height,
        label.replace("-", "\N{MINUS SIGN}"),
        ha="center",
        va="center_baseline",
        weight="bold" if is_best else "normal",
        color=palette.ground if is_best else palette.ink,
        zorder=3,
    )
