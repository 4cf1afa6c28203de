"""The plots of chapter 4, and what its examples by hand are made of."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, comb, prod

import torch
from figures.page import Palette
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import EngFormatter

from bert2t5_reference.span_corruption import corrupt_spans, count_noise
from bert2t5_reference.t5_attention import relative_position_bucket

Columns = Mapping[str, Sequence[float]]
Chances = Mapping[tuple[str, ...], Mapping[str, float]]


# -- spans


def span_rows(
    pieces: Sequence[str], mask: torch.Tensor, first_sentinel_id: int, eos_token_id: int
) -> list[tuple[str, str, str, str]]:
    """Return a row for each token of a text: itself, whether it is noise, and what both sides have there.

    A sentinel stands beside the first token of its span. The last row is the end of the sequence.

    Args:
        pieces: the text.
        mask: booleans of shape (number of pieces,).
        first_sentinel_id, eos_token_id: above all places of the text.

    >>> mask = torch.tensor([False, True, True])
    >>> for row in span_rows(["you", "for", "inviting"], mask, first_sentinel_id=99, eos_token_id=3):
    ...     print(row)
    ('you', '', 'you', '<extra_id_0>')
    ('for', 'noise', '<extra_id_0>', 'for')
    ('inviting', 'noise', '', 'inviting')
    ('', '', '</s>', '</s>')
    """
    names = dict(enumerate(pieces)) | {eos_token_id: "</s>"}
    names |= {first_sentinel_id - number: f"<extra_id_{number}>" for number in range(len(pieces))}
    made = corrupt_spans(torch.arange(len(pieces)), mask, first_sentinel_id, eos_token_id)
    columns = [
        list(_beside(iter([names[token_id] for token_id in ids.tolist()]), hidden.tolist()))
        for ids, hidden in zip(made, (mask, ~mask), strict=True)
    ]
    noise = ["noise" if noisy else "" for noisy in mask.tolist()]
    return list(zip([*pieces, ""], [*noise, ""], *columns, strict=True))


def _beside(shown: Iterator[str], hidden: Sequence[bool]) -> Iterator[str]:
    """Yield what stands beside each token, and last the end; a hidden span has its mark, and then nothing."""
    for place, is_hidden in enumerate(hidden):
        yield "" if place and is_hidden and hidden[place - 1] else next(shown)
    yield from shown


def count_masks(length: int, noise_density: float, mean_noise_span_length: float) -> int:
    """Return how many masks of spans a text of this length can have.

    Of 4 tokens 2 are noise here, in 2 spans, and only one mask begins clean and ends in noise:
        >>> count_masks(4, 0.5, 1), count_masks(20, 0.15, 3), count_masks(20, 0.15, 1)
        (1, 1, 120)
    """
    num_noise, num_spans = count_noise(length, noise_density, mean_noise_span_length)
    return comb(num_noise - 1, num_spans - 1) * comb(length - num_noise - 1, num_spans - 1)


# -- decoding


def outputs_by_chance(chances: Chances, end: str) -> list[tuple[tuple[str, ...], float]]:
    """Return all outputs of a small table of chances with their probabilities, the likeliest first.

    Args:
        chances: for every beginning of an output the chance of each next word.
        end: the word that ends an output.

    >>> outputs_by_chance({(): {"a": 0.4, ".": 0.6}, ("a",): {".": 1.0}}, end=".")
    [(('.',), 0.6), (('a', '.'), 0.4)]
    """
    found = []
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        begun = waiting.pop()
        if begun[-1:] == (end,):
            steps = (chances[begun[:place]][word] for place, word in enumerate(begun))
            found.append((begun, prod(steps)))
        else:
            waiting += [(*begun, word) for word in chances[begun]]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


# -- what a model has learnt


def margin_of_chance(kind: str, number: int) -> float:
    """Return how far a score on this many examples must lie above a baseline to count as more than chance.

    These are two standard errors: that of a share is at most 0.5 / sqrt(number), that of a correlation about
    0 is 1 / sqrt(number).

    Args:
        kind: of the task; the score of a "regression" is a correlation, all others are shares.
        number: examples.

    >>> margin_of_chance("text", 100), margin_of_chance("regression", 100)
    (0.1, 0.2)
    """
    return (2 if kind == "regression" else 1) / number**0.5


def verdict(score: float, baseline: float, margin: float) -> str:
    """Return what a score says: "learnt", "partly learnt" or "not learnt".

    Learnt: half of what the baseline leaves up to 1, or more. Not learnt: within the margin of chance.

    >>> [verdict(score, 0.6, margin=0.1) for score in (0.95, 0.75, 0.7)]
    ['learnt', 'partly learnt', 'not learnt']
    """
    if score <= baseline + margin:
        return "not learnt"
    return "learnt" if score >= (1 + baseline) / 2 else "partly learnt"


def by_verdict(
    scores: Mapping[str, float], baselines: Mapping[str, float], margins: Mapping[str, float]
) -> dict[str, list[str]]:
    """Return the tasks under each verdict, those farthest above their baseline first.

    >>> scores, baselines = {"a": 0.9, "b": 0.1, "c": 1.0}, {"a": 0.5, "b": 0.1, "c": 0.5}
    >>> by_verdict(scores, baselines, dict.fromkeys(scores, 0.1))
    {'learnt': ['c', 'a'], 'partly learnt': [], 'not learnt': ['b']}
    """
    order = sorted(baselines, key=lambda task: baselines[task] - scores[task])
    verdicts = {task: verdict(scores[task], baselines[task], margins[task]) for task in order}
    return {
        kind: [task for task in order if verdicts[task] == kind]
        for kind in ("learnt", "partly learnt", "not learnt")
    }


# -- plots


def draw_patterns(patterns: Mapping[str, torch.Tensor], palette: Palette) -> Figure:
    """Draw attention patterns as squares of cells: a row for each query, a column for each key.

    Args:
        patterns: title and booleans of shape (queries, keys); visible cells are filled, others empty.
        palette: the colours.
    """
    num_rows = ceil(len(patterns) / 3)
    picture = Figure(figsize=(5.4, 2.0 * num_rows), layout="constrained")
    panels = picture.subplots(num_rows, 3, squeeze=False).flatten()
    for axes, (title, pattern) in zip(panels, patterns.items(), strict=False):
        axes.set_title(title, fontsize=11, color=palette.ink)
        _cells(axes, pattern, palette)
    for axes in panels:
        axes.set_axis_off()
    return picture


def _cells(axes: Axes, pattern: torch.Tensor, palette: Palette) -> None:
    for query, row in enumerate(pattern.tolist()):
        for key, visible in enumerate(row):
            face = palette.first if visible else "none"
            axes.add_patch(
                Rectangle((key, query), 0.86, 0.86, facecolor=face, edgecolor=palette.muted, linewidth=0.8)
            )
    axes.set(xlim=(-0.2, pattern.shape[1]), ylim=(pattern.shape[0], -0.2), aspect="equal")


def draw_buckets(farthest: int, palette: Palette) -> Figure:
    """Draw T5's bucket of every distance up to `farthest`, for the encoder and for the decoder."""
    picture = Figure(figsize=(5.4, 3.4), layout="constrained")
    axes = picture.subplots()
    distances = torch.arange(-farthest, farthest + 1)
    looks = ((True, "encoder", palette.first, "-"), (False, "decoder", palette.second, "--"))
    for bidirectional, label, colour, line in looks:
        buckets = relative_position_bucket(distances, bidirectional=bidirectional)
        axes.step(distances, buckets, line, where="mid", color=colour, label=label)
    axes.set(xlabel="position of the key minus position of the query", ylabel="bucket")
    axes.legend(frameon=False, labelcolor=palette.ink)
    _open_frame(axes)
    return picture


def draw_loss(log_columns: Columns, palette: Palette) -> Figure:
    """Draw the loss of a training over its steps."""
    picture = Figure(figsize=(5.4, 2.8), layout="constrained")
    axes = picture.subplots()
    axes.plot(log_columns["step"], log_columns["loss"], "o-", color=palette.first, markersize=4)
    axes.set(xlabel="steps", ylabel="loss", ylim=(0, None))
    axes.xaxis.set_major_formatter(EngFormatter(sep=""))
    _open_frame(axes)
    return picture


def draw_scores(log_columns: Columns, baselines: Mapping[str, float], palette: Palette) -> Figure:
    """Draw the held-out score of every task over the steps, a panel for each, with its baseline dotted."""
    num_rows = ceil(len(baselines) / 3)
    picture = Figure(figsize=(5.4, 1.35 * num_rows + 0.4), layout="constrained")
    panels = picture.subplots(num_rows, 3, sharex=True, sharey=True, squeeze=False).flatten()
    for axes, (task, baseline) in zip(panels, baselines.items(), strict=False):
        axes.plot(log_columns["step"], log_columns[task], "o-", color=palette.first, markersize=2.5)
        axes.axhline(baseline, color=palette.muted, linewidth=1.2, linestyle=":")
        axes.set_title(task, fontsize=11, color=palette.ink)
        axes.set(ylim=(-0.15, 1.08), yticks=[0, 0.5, 1])
        axes.xaxis.set_major_formatter(EngFormatter(sep=""))
        _open_frame(axes)
    for axes in panels[len(baselines) :]:  # the last row need not be full
        axes.set_axis_off()
    picture.supxlabel("steps", fontsize=11)
    return picture


def _open_frame(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
