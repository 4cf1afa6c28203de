"""Chapter 2: what its figures show is what was computed, and what its quiz and its headings promise holds."""

import base64
import doctest
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from figures import bert_inputs, cut_pair, page
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from playwright.sync_api import Browser, Page, sync_playwright
from test_browser import ARGUMENTS, CHROMIUM, missing_chromium
from transformers import BertTokenizer

from bert2t5_reference.bert_inputs import truncate_pair
from bert2t5_reference.wordpiece import wordpiece_tokenize

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = (ROOT / "book" / "02_bert_inputs.md").read_text(encoding="utf-8")
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "who", "was", "it", "the", "old", "cook", "</script>"]
TEXTS = ([5, 6, 7], [8, 9, 10, 6, 7, 11])
MARKS = {"cls_token_id": 2, "sep_token_id": 3}
PACKED = (["[CLS]", "who", "[SEP]", "the", "cook", "[SEP]"], [0, 0, 0, 1, 1, 1])
BATCH = {
    "input_ids": [[2, 5, 3, 0], [2, 5, 3, 3]],
    "token_type_ids": [[0, 0, 0, 0], [0, 0, 0, 1]],
    "attention_mask": [[1, 1, 1, 0], [1, 1, 1, 1]],
}
VECTORS = np.arange(24.0).reshape(6, 4) ** 2 - 40.0


@pytest.fixture(scope="module")
def frames() -> dict[str, list[dict[str, object]]]:
    return cut_pair.frames(TEXTS, PIECES, **MARKS)


def sequence(frame: dict[str, object]) -> list[tuple[int, int, int]]:
    """Return (position, id, segment) of every place that is not cut, as the columns are read."""
    return [
        (position, token_id, segment)
        for segment, slots in enumerate(frame["segments"])  # type: ignore[arg-type]
        for kind, _, token_id, position in slots
        if kind != "cut"
    ]


def lengths_left(frame: dict[str, object]) -> tuple[int, ...]:
    return tuple(sum(slot[0] == "kept" for slot in slots) for slots in frame["segments"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", [bert_inputs, cut_pair], ids=lambda module: module.__name__)
def test_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_frames_of_google_shorten_the_longer_text_then_the_second(
    frames: dict[str, list[dict[str, object]]],
) -> None:
    """By hand, for 3 and 6 tokens and room for 0 to 9."""
    by_hand = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (3, 4), (3, 5), (3, 6)]
    assert [lengths_left(frame) for frame in frames["Google"]] == by_hand


def test_frames_of_hugging_face_are_what_the_library_makes(
    frames: dict[str, list[dict[str, object]]], tmp_path: Path
) -> None:
    words = [piece.strip("</>") for piece in PIECES]  # the library would cut a word at its signs
    (tmp_path / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    tokenizer = BertTokenizer(str(tmp_path / "vocab.txt"))
    first, second = (" ".join(words[token_id] for token_id in text) for text in TEXTS)
    for max_seq_len, frame in enumerate(frames["Hugging Face"], 3):
        theirs = tokenizer(first, second, truncation="longest_first", max_length=max_seq_len)
        wanted = list(zip(theirs["input_ids"], theirs["token_type_ids"], strict=True))
        assert [(token_id, segment) for _, token_id, segment in sequence(frame)] == wanted, max_seq_len


def test_the_two_rules_differ_somewhere(frames: dict[str, list[dict[str, object]]]) -> None:
    assert frames["Google"] != frames["Hugging Face"]


def test_frames_count_positions_and_lose_no_token(frames: dict[str, list[dict[str, object]]]) -> None:
    for shown in frames.values():
        for max_seq_len, frame in enumerate(shown, 3):
            assert [position for position, *_ in sequence(frame)] == list(range(max_seq_len))
            for text, slots in zip(TEXTS, frame["segments"], strict=True):  # type: ignore[call-overload]
                assert [token_id for kind, _, token_id, _ in slots if kind != "special"] == text


def test_summaries_tell_the_lengths(frames: dict[str, list[dict[str, object]]]) -> None:
    for frame in (frame for shown in frames.values() for frame in shown):
        numbers = list(map(int, re.findall(r"\d+", str(frame["summary"]))))
        assert numbers == [len(sequence(frame)), lengths_left(frame)[0], 3, lengths_left(frame)[1], 6]


def test_data_in_the_page_cannot_end_its_script(frames: dict[str, list[dict[str, object]]]) -> None:
    html = cut_pair.cut_pair("one", frames, 8, "A <b>caption</b>").data
    data, script = re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)
    assert json.loads(data) == json.loads(json.dumps(frames))
    assert "querySelector" in script
    assert not re.search(r"https?://", script)
    assert "<b>" not in html


def test_static_drawing_shows_the_first_frame(frames: dict[str, list[dict[str, object]]]) -> None:
    html = cut_pair.cut_pair("one", frames, 8, "Caption").data
    shown = re.findall(r'class="slot segment-(\d) (\w+)".*?class="id"[^>]*>(\d+)<', html)
    wanted = [
        (str(segment), kind, str(token_id))
        for segment, slots in enumerate(frames["Google"][5]["segments"])  # type: ignore[arg-type]
        for kind, _, token_id, _ in slots
    ]
    assert shown == wanted
    assert "<form hidden>" in html, "controls that do nothing must not be seen"


DRAWINGS = {
    "packed": lambda palette: bert_inputs.draw_packed(*PACKED, palette),
    "batch": lambda palette: bert_inputs.draw_batch(BATCH, palette),
    "tables": lambda palette: bert_inputs.draw_tables("abcdef", {"a": VECTORS, "b": -VECTORS}, palette),
    "norms": lambda palette: bert_inputs.draw_norms("abcdef", VECTORS, VECTORS / 9, palette),
    "likeness": lambda palette: bert_inputs.draw_likeness(bert_inputs.likeness(VECTORS), palette),
    "by distance": lambda palette: bert_inputs.draw_by_distance({"a": VECTORS[0], "b": VECTORS[1]}, palette),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawings_suit_both_themes_and_are_the_same_twice(name: str) -> None:
    html, again = (page.figure(DRAWINGS[name], "alt", "caption").data for _ in range(2))
    assert html == again
    light, dark = (base64.b64decode(code).decode() for code in re.findall(r'base64,([^"]+)"', html))
    assert page.LIGHT.ink in light
    assert page.DARK.ink in dark
    assert page.LIGHT.ink not in dark


def written(picture: Figure) -> list[str]:
    return [text.get_text() for text in picture.axes[0].texts]


def test_packed_pair_shows_token_segment_and_position_of_every_place() -> None:
    texts = written(bert_inputs.draw_packed(*PACKED, page.LIGHT))
    for place, (piece, segment) in enumerate(zip(*PACKED, strict=True)):
        assert texts[3 + 3 * place : 6 + 3 * place] == [piece, str(segment), str(place)]


def test_batch_shows_every_number_and_dots_its_padding() -> None:
    picture = bert_inputs.draw_batch(BATCH, page.LIGHT)
    assert written(picture)[3:] == [str(number) for rows in BATCH.values() for row in rows for number in row]
    boxes = [patch for patch in picture.axes[0].patches if isinstance(patch, Rectangle)]
    assert sum(box.get_linestyle() == ":" for box in boxes) == 3  # one padded place in three tensors


def test_panels_show_the_values_on_one_scale() -> None:
    parts = {"small": VECTORS / 100, "large": VECTORS}
    picture = bert_inputs.draw_tables("abcdef", parts, page.LIGHT)
    images = [axes.images[0] for axes in picture.axes[:2]]
    for image, values in zip(images, parts.values(), strict=True):
        np.testing.assert_array_equal(image.get_array(), values)
        assert image.get_clim() == (-np.abs(VECTORS).max(), np.abs(VECTORS).max())


def test_norms_show_range_and_one_standard_deviation() -> None:
    axes = bert_inputs.draw_norms("abcdef", VECTORS, VECTORS, page.LIGHT).axes[0]
    thin, thick = ([path[:, 0] for path in lines.get_segments()] for lines in axes.collections)
    for row, (ends, deviation) in enumerate(zip(thin, thick, strict=True)):
        assert list(ends) == [VECTORS[row].min(), VECTORS[row].max()]
        width = (deviation[1] - deviation[0]) / 2
        assert width == pytest.approx(torch.tensor(VECTORS[row]).std(correction=0).item())


def test_likeness_is_the_cosine_of_torch() -> None:
    vectors = torch.randn(7, 5, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    wanted = torch.cosine_similarity(vectors[:, None], vectors[None], dim=2).numpy()
    # float64 has 2e-16; a cosine of five terms loses a few of its last bits
    np.testing.assert_allclose(bert_inputs.likeness(vectors.numpy()), wanted, atol=1e-14)


def test_by_distance_is_the_mean_over_all_pairs_that_far_apart() -> None:
    square = bert_inputs.likeness(VECTORS)
    wanted = [np.mean([square[place, place + gap] for place in range(6 - gap)]) for gap in (1, 2, 3)]
    np.testing.assert_allclose(bert_inputs.by_distance(square, 3), wanted, atol=1e-14)


def test_chapter_has_the_sections_that_the_lab_names() -> None:
    headings = set(re.findall(r"^## (.*)", CHAPTER, re.MULTILINE))
    lab = (ROOT / "solutions" / "02_bert_inputs.py").read_text(encoding="utf-8")
    named = set(re.findall(r'chapter 2, "([^"]+)"\)', lab))
    assert len(named) >= 8
    assert named <= headings


def test_quiz_answers_are_those_of_the_reference() -> None:
    toy = {"under", "un", "##der", "##line", "##stand"}
    assert wordpiece_tokenize("underlined", toy) == ["[UNK]"]
    assert tuple(map(len, truncate_pair([1] * 8, [2] * 200, 64 - 3))) == (8, 53)
    doubled = [torch.layer_norm(factor * torch.tensor([1.0, 7, 9, 15]), (4,), eps=0) for factor in (1, 2)]
    torch.testing.assert_close(*doubled)


def test_ids_of_the_marks_in_bert_base_are_as_the_chapter_says(test_data: Path) -> None:
    vocabulary = next((test_data / "tokenizers" / "bert-base-uncased").rglob("vocab.txt"))
    pieces = vocabulary.read_text(encoding="utf-8").split("\n")
    assert (pieces[101], pieces[102]) == ("[CLS]", "[SEP]")
    assert "they are 101\nand 102" in CHAPTER


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


def open_figure(browser: Browser, html: str, *, scripts: bool = True) -> Page:
    shown = browser.new_context(java_script_enabled=scripts).new_page()
    shown.set_content(f"<!doctype html><article>{html}</article>")
    return shown


def drawn(shown: Page) -> list[tuple[str, str]]:
    """Return position and id of every place that is not cut, as they stand in the drawing."""
    places = shown.locator(".slot:not(.cut)")
    return [
        (place.locator(".position").inner_html(), place.locator(".id").inner_html()) for place in places.all()
    ]


@pytest.mark.browser
def test_slider_and_rules_work_from_the_keyboard(
    browser: Browser, frames: dict[str, list[dict[str, object]]]
) -> None:
    shown = open_figure(browser, cut_pair.cut_pair("one", frames, 12, "Caption").data)

    def is_shown(rule: str, max_seq_len: int) -> bool:
        frame = frames[rule][max_seq_len - 3]
        wanted = [(str(position), str(token_id)) for position, token_id, _ in sequence(frame)]
        return drawn(shown) == wanted and shown.inner_text("output") == frame["summary"]

    assert is_shown("Google", 12)
    shown.locator("input[type=range]").focus()
    for max_seq_len in range(11, 2, -1):
        shown.keyboard.press("ArrowLeft")
        assert is_shown("Google", max_seq_len), max_seq_len
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("Tab")
    shown.keyboard.press("ArrowRight")
    assert is_shown("Hugging Face", 4)
    shown.context.close()


@pytest.mark.browser
def test_without_scripts_the_drawing_stands_and_the_controls_are_hidden(
    browser: Browser, frames: dict[str, list[dict[str, object]]]
) -> None:
    shown = open_figure(browser, cut_pair.cut_pair("one", frames, 12, "Caption").data, scripts=False)
    assert not shown.locator("input[type=range]").is_visible()
    assert shown.locator("svg").is_visible()
    assert shown.locator(".slot").count() == sum(map(len, TEXTS)) + 3
    shown.context.close()
