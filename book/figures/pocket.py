"""What the page on the pocket world counts, and its figures."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from figures.page import Palette
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# (words so far, different words so far)
Growth = Sequence[tuple[int, int]]


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation.

    >>> words_of("Anna's soup was hot.")
    ['anna', 's', 'soup', 'was', 'hot']
    """
    return re.findall(r"[a-z]+", text.lower())


def growth(words: Sequence[str], points: int = 60) -> Growth:
    """Return how the vocabulary grows along a text, at evenly spaced points.

    >>> growth(["a", "b", "a", "c"], points=2)
    [(2, 2), (4, 3)]
    """
    step = max(1, len(words) // points)
    seen: set[str] = set()
    curve = []
    for number, word in enumerate(words, start=1):
        seen.add(word)
        if number % step == 0:
            curve.append((number, len(seen)))
    return curve


def draw_growth(curve: Growth, palette: Palette) -> Figure:
    """Draw the type-token curve."""
    picture = Figure(figsize=(5.4, 3.4))
    axes = picture.add_subplot()
    tokens, types = zip(*curve, strict=True)
    axes.plot([token / 1000 for token in tokens], types, color=palette.first)
    axes.set(xlabel="words of text (thousands)", ylabel="different words", xlim=(0, None), ylim=(0, None))
    _open_frame(axes)
    return picture


def draw_ranks(counts: Counter[str], palette: Palette) -> Figure:
    """Draw how often each word occurs, by rank, beside Zipf's law."""
    picture = Figure(figsize=(5.4, 3.8))
    axes = picture.add_subplot()
    frequencies = sorted(counts.values(), reverse=True)
    ranks = range(1, len(frequencies) + 1)
    axes.plot(ranks, frequencies, color=palette.first, label="pocket world")
    axes.plot(
        ranks,
        [frequencies[0] / rank for rank in ranks],
        color=palette.second,
        linestyle="--",
        label="Zipf's law: highest count / rank",
    )
    axes.set(xscale="log", yscale="log", xlabel="rank of the word", ylabel="occurrences", ylim=(1, None))
    axes.legend(frameon=False, labelcolor=palette.ink)
    _open_frame(axes)
    return picture


def draw_lengths(lengths: Iterable[int], palette: Palette) -> Figure:
    """Draw how many sentences have each number of words."""
    picture = Figure(figsize=(5.4, 3.2))
    axes = picture.add_subplot()
    counts = Counter(lengths)
    sizes = range(min(counts), max(counts) + 1)
    axes.bar(sizes, [counts[size] for size in sizes], color=palette.first)
    axes.set(xlabel="words in the sentence", ylabel="sentences")
    _open_frame(axes)
    return picture


def draw_uses(uses: Counter[str], palette: Palette) -> Figure:
    """Draw how often each pattern is used, the most frequent first."""
    picture = Figure(figsize=(6.4, 0.19 * len(uses) + 0.8))
    axes = picture.add_subplot()
    names, numbers = zip(*uses.most_common(), strict=True)
    axes.barh(range(len(names)), numbers, color=palette.first)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set(xscale="log", xlabel="sentences (logarithmic)")
    _open_frame(axes)
    return picture


def _open_frame(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
