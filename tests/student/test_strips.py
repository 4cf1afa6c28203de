"""The strips of lab 2 show token, segment and position of every place, and a notebook shows the strips."""

from IPython.core.formatters import DisplayFormatter
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from bert2t5.strips import COLOURS, PADDING, draw_inputs, show_inputs

INPUTS = (
    ["a single sentence", "a pair"],
    [["[CLS]", "so", "[SEP]", "[PAD]", "[PAD]"], ["[CLS]", "no", "[SEP]", "yes", "[SEP]"]],
    [[0, 0, 0, 0, 0], [0, 0, 0, 1, 1]],
    [[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]],
)


def test_a_notebook_shows_the_strips_without_any_help_of_pyplot() -> None:
    data, _ = DisplayFormatter().format(show_inputs(*INPUTS))
    assert data["image/png"].startswith("iVBORw0KGgo")  # a PNG's first bytes, in base 64


def test_every_place_has_its_token_its_segment_and_its_position() -> None:
    _, pair = draw_inputs(*INPUTS).axes
    written = [text.get_text() for text in pair.texts]
    assert written[:3] == ["token", "segment", "position"]
    places = [tuple(written[start : start + 3]) for start in range(3, len(written), 3)]
    assert places == list(zip(INPUTS[1][1], "00011", "01234", strict=True))


def test_colours_tell_segments_and_padding_apart() -> None:
    for axes, wanted in zip(
        draw_inputs(*INPUTS).axes,
        [[COLOURS[0]] * 3 + [PADDING] * 2, [COLOURS[0]] * 3 + [COLOURS[1]] * 2],
        strict=True,
    ):
        boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
        assert [to_hex(box.get_facecolor()) for box in boxes[::3]] == wanted
