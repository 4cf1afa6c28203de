"""What a page's hidden cells use to put results on the page: a table, a figure with its caption."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

import matplotlib
from IPython.display import HTML
from matplotlib.figure import Figure
from myst_nb import glue

# Paths, not text: a picture must look the same whatever fonts the reader has. The salt and the missing date
# make two builds byte-identical.
SVG_SETTINGS = {"svg.fonttype": "path", "svg.hashsalt": "bert2t5", "font.size": 11}


@dataclass(frozen=True)
class Palette:
    """The colours of one theme. None carries meaning alone: lines differ in style, bars in hatching."""

    name: str
    ink: str
    muted: str
    first: str
    second: str
    third: str
    ground: str


LIGHT = Palette("light", "#1f2328", "#5b6570", "#0b5fa5", "#a8480b", "#3c7a1e", "#ffffff")
DARK = Palette("dark", "#e8eaed", "#a3adb8", "#79b8ff", "#f2a65a", "#9bd178", "#121212")


def table(
    header: Sequence[str], rows: Iterable[Sequence[object]], caption: str, code: Iterable[int] = ()
) -> HTML:
    """Return a table that scrolls within its own box when the page is narrower.

    Args:
        header: one title per column.
        rows: one sequence of cells per row, as long as `header`.
        caption: says what is shown; it also names the box for screen readers.
        code: numbers of the columns that hold code.
    """
    monospaced = set(code)
    # The line breaks keep the words of neighbouring cells apart in the search index.
    head = "\n".join(f'<th scope="col">{escape(title)}</th>' for title in header)
    body = "\n".join(f"<tr>{_cells(row, monospaced)}</tr>" for row in rows)
    box = f'<div class="book-table" role="region" tabindex="0" aria-label="{escape(caption)}">'
    return HTML(
        f'{box}<table class="table"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>"
    )


def _cells(row: Sequence[object], monospaced: set[int]) -> str:
    texts = [escape(str(cell)) for cell in row]
    return "\n".join(
        f"<td><code>{text}</code></td>" if column in monospaced and text else f"<td>{text}</td>"
        for column, text in enumerate(texts)
    )


def figure(draw: Callable[[Palette], Figure], alt: str, caption: str) -> HTML:
    """Return a figure, drawn once for each theme; the page shows the drawing that suits.

    Args:
        draw: draws the picture in the colours of a palette.
        alt: what the picture shows, for a reader who does not see it.
        caption: the text below it, plain.
    """
    images = "".join(
        f'<img class="only-{palette.name}" alt="{escape(alt)}" src="{_svg_address(draw, palette)}">'
        for palette in (LIGHT, DARK)
    )
    # The box around the images matters: the theme hides a caption that stands beside a hidden image.
    return HTML(
        f'<figure class="book-figure"><div>{images}</div><figcaption>{escape(caption)}</figcaption></figure>'
    )


def _svg_address(draw: Callable[[Palette], Figure], palette: Palette) -> str:
    buffer = BytesIO()
    with matplotlib.rc_context({**SVG_SETTINGS, **_theme(palette)}):
        draw(palette).savefig(
            buffer, format="svg", transparent=True, bbox_inches="tight", metadata={"Date": None}
        )
    return "data:image/svg+xml;base64," + b64encode(buffer.getvalue()).decode("ascii")


def _theme(palette: Palette) -> dict[str, str]:
    keys = ["text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color", "hatch.color"]
    return dict.fromkeys(keys, palette.ink)


def publish(**values: str | int) -> None:
    """Make values known to the page's prose under their names; whole numbers get a comma per thousand.

    The prose then says {glue:text}`name`, so that no computed number is typed by hand.
    """
    for name, value in values.items():
        glue(name, f"{value:,}" if isinstance(value, int) else value, display=False)
