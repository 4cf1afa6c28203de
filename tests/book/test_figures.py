"""What the pages draw with: the examples in the modules hold, tables are safe, figures suit both themes."""

import base64
import doctest
import importlib
import re
from pathlib import Path

import pytest
from figures import lattice, models, page, plots
from sentencepiece import SentencePieceProcessor

MODULES = sorted(path.stem for path in Path(page.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"figures.{name}")).failed == 0


def test_table_shows_marks_as_text() -> None:
    html = page.table(["pair"], [["w</w>"]], "the mark </w>", code=[0]).data
    assert "<td><code>w&lt;/w&gt;</code></td>" in html
    assert "</w>" not in html


def draw(palette: page.Palette) -> plots.Figure:
    return plots.draw_lengths({name: [(100, 4.0), (1000, 1.5)] for name in "abc"}, palette)


def drawings(html: str) -> list[str]:
    return [base64.b64decode(code).decode() for code in re.findall(r'base64,([^"]+)"', html)]


def test_figure_has_a_drawing_with_alt_text_for_each_theme() -> None:
    html = page.figure(draw, alt='a "falling" curve', caption="Curve").data
    assert re.findall(r'class="(only-\w+)" alt="a &quot;falling&quot; curve"', html) == [
        "only-light",
        "only-dark",
    ]
    light, dark = drawings(html)
    assert page.LIGHT.ink in light
    assert page.DARK.ink in dark
    assert "<text" not in light, "letters must be paths, whatever fonts the reader has"


def test_drawing_twice_gives_the_same_bytes() -> None:
    assert page.figure(draw, "a", "b").data == page.figure(draw, "a", "b").data


def test_lattice_fits_every_piece_into_rows_without_overlap() -> None:
    arcs = [(start, end) for start in range(6) for end in range(start + 1, 7)]
    rows = lattice.pack_rows(arcs)
    assert sorted(arc for row in rows for arc in row) == sorted(arcs)
    for row in rows:
        assert all(left[1] <= right[0] for left, right in zip(sorted(row), sorted(row)[1:], strict=False))


def test_all_segmentations_of_n_characters_are_two_to_the_n_minus_one() -> None:
    text = "abcdef"
    pieces = {text[start:end]: -1.0 for start in range(6) for end in range(start + 1, 7)}
    found = list(lattice.all_segmentations(text, pieces))
    assert len(found) == len(set(found)) == 2**5
    assert {"".join(path) for path in found} == {text}


def scores_of(processor: SentencePieceProcessor) -> dict[str, float]:
    numbers = range(processor.get_piece_size())
    return {processor.id_to_piece(number): processor.get_score(number) for number in numbers}


def test_unigram_processor_is_the_same_twice() -> None:
    lines = ["the ferry crosses the river", "the river is wide and the ferry is slow"] * 5
    first, second = (models.unigram_processor(lines, vocab_size=22) for _ in range(2))
    assert scores_of(first) == scores_of(second)
