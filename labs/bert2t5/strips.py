"""A picture of what goes into BERT: one strip of tokens for each input, coloured by segment."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.display import Image
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

COLOURS = {0: "#dbe9f6", 1: "#fde5cd"}  # by segment
PADDING = "#eeeeee"
CELL = 0.62  # inches
DOTS = 144  # per inch


def show_inputs(
    titles: Sequence[str],
    pieces: Sequence[Sequence[str]],
    token_type_ids: Sequence[Sequence[int]],
    attention_mask: Sequence[Sequence[int]],
) -> "Image":
    """Return a picture of packed sequences, which a notebook shows as the last value of a cell.

    It is an image and no figure: a notebook shows a figure only where pyplot has drawn one before.

    Args:
        titles, pieces, token_type_ids, attention_mask: as in `draw_inputs`.

    >>> show_inputs(["single"], [["[CLS]", "[SEP]"]], [[0, 0]], [[1, 1]]).data[1:4]
    b'PNG'
    """
    from IPython.display import Image

    picture = BytesIO()
    draw_inputs(titles, pieces, token_type_ids, attention_mask).savefig(picture, format="png", dpi=DOTS)
    return Image(data=picture.getvalue())  # type: ignore[no-untyped-call]


def draw_inputs(
    titles: Sequence[str],
    pieces: Sequence[Sequence[str]],
    token_type_ids: Sequence[Sequence[int]],
    attention_mask: Sequence[Sequence[int]],
) -> "Figure":
    """Draw packed sequences below each other: token, segment and position of every place.

    Args:
        titles: one for each sequence.
        pieces: the tokens of each sequence, padding included.
        token_type_ids: the segment of each token.
        attention_mask: 1 for a token, 0 for padding, which is drawn in grey.

    >>> figure = draw_inputs(["single"], [["[CLS]", "[SEP]"]], [[0, 0]], [[1, 1]])
    >>> len(figure.axes), figure.axes[0].get_title(loc="left")
    (1, 'single')
    """
    from matplotlib.figure import Figure

    longest = max(map(len, pieces))
    figure = Figure(figsize=(max(6.0, CELL * longest + 1.2), 1.75 * len(pieces)), layout="constrained")
    for row, title in enumerate(titles):
        axes = figure.add_subplot(len(pieces), 1, row + 1)
        axes.set_title(title, loc="left", fontsize=10)
        axes.set_xlim(-1.2, longest)
        axes.set_ylim(0, 3)
        axes.axis("off")
        for height, label in zip((2.5, 1.5, 0.5), ("token", "segment", "position"), strict=True):
            axes.text(-0.15, height, label, ha="right", va="center", fontsize=8)
        for place, piece in enumerate(pieces[row]):
            segment, seen = token_type_ids[row][place], attention_mask[row][place]
            colour = COLOURS[segment] if seen else PADDING
            for height, text in zip((2, 1, 0), (piece, str(segment), str(place)), strict=True):
                axes.add_patch(_box(place, height, colour))
                axes.text(place + 0.5, height + 0.5, text, ha="center", va="center", fontsize=8)
    return figure


def _box(place: int, height: int, colour: str) -> "Patch":
    from matplotlib.patches import Rectangle

    return Rectangle((place + 0.03, height + 0.06), 0.94, 0.88, facecolor=colour, edgecolor="#999999")
