"""Chapter 4: its plots, its figure to play with, how it judges the pocket T5, and the rules of its page."""

import doctest
import json
import re
from itertools import groupby, product
from pathlib import Path
from types import ModuleType

import pytest
import torch
from figures import bert_objective, noise_spans, page, pocket_answers, text_to_text
from playwright.sync_api import sync_playwright
from test_browser import ARGUMENTS, CHROMIUM, missing_chromium

from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import T5Config
from bert2t5_reference.t5_vocabulary import T5Vocabulary
from bert2t5_reference.text_tasks import get_task

WORDS = ["Thank", "you", "<b>", "</script>", "week"]


@pytest.mark.parametrize(
    "module", [noise_spans, pocket_answers, text_to_text], ids=lambda module: str(module.__name__)
)
def test_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


# -- the figure to play with


def by_hand(words: list[str], mask: tuple[bool, ...]) -> list[str]:
    """Return the words with a sentinel for each run of True: an implementation that shares no code."""
    shown: list[str] = []
    sentinels = (f"<extra_id_{number}>" for number in range(len(words)))
    for noisy, run in groupby(zip(words, mask, strict=True), key=lambda pair: pair[1]):
        shown += [next(sentinels)] if noisy else [word for word, _ in run]
    return [*shown, "</s>"]


def test_inputs_and_targets_of_every_mask_are_those_by_hand() -> None:
    inputs, targets = noise_spans.all_codes(len(WORDS))
    masks = list(product([False, True], repeat=len(WORDS)))
    assert len(inputs) == len(targets) == len(masks) == 32
    for mask in masks:
        number = noise_spans.number_of(mask)
        assert noise_spans.mask_of(number, len(WORDS)).tolist() == list(mask)
        opposite = tuple(not noisy for noisy in mask)
        assert noise_spans.read_code(inputs[number], WORDS) == by_hand(WORDS, mask)
        assert noise_spans.read_code(targets[number], WORDS) == by_hand(WORDS, opposite)


def test_too_many_words_are_refused() -> None:
    with pytest.raises(ValueError, match="13 words have too many masks, allowed are 12"):
        noise_spans.all_codes(13)


def test_data_in_the_page_cannot_end_its_script() -> None:
    html = noise_spans.noise_spans(WORDS, [[False, True, False, False, True]], 'a "caption"').data
    data, script = re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)
    assert json.loads(data)["words"] == WORDS
    assert json.loads(data)["masks"] == [18]
    assert "querySelector" in script
    assert not re.search(r"https?://", script)
    assert "<b>" not in html


def test_without_scripts_the_first_mask_is_there_and_nothing_can_be_pressed() -> None:
    html = noise_spans.noise_spans(WORDS, [[False, True, True, False, False]], "caption").data
    assert re.findall(r'aria-pressed="(\w+)" disabled', html) == ["false", "true", "true", "false", "false"]
    inputs = re.search(r'class="noise-inputs">(.*?)</dd>', html, re.DOTALL)
    assert inputs is not None
    assert re.sub(r"<[^>]*>", "", inputs[1]) == "Thank &lt;extra_id_0&gt; &lt;/script&gt; week &lt;/s&gt;"
    assert "Noise: 2 of 5, spans: 1. The text ends clean, so a sentinel closes the targets." in html
    assert '<p class="noise-buttons" hidden>' in html


@pytest.mark.browser
def test_words_are_pressed_from_the_keyboard(tmp_path: Path) -> None:
    if not CHROMIUM.exists():
        missing_chromium()
    masks = [[False, True, True, False, False], [False, False, False, False, True]]
    html = noise_spans.noise_spans(WORDS, masks, "caption").data
    (tmp_path / "page.html").write_text(f"<!doctype html><body>{html}", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        opened = browser.new_page()
        opened.goto((tmp_path / "page.html").as_uri())

        def shows(*mask: bool) -> bool:
            sides = [opened.inner_text(f".noise-{side}").split() for side in ("inputs", "targets")]
            opposite = tuple(not noisy for noisy in mask)
            expected = [by_hand(WORDS, mask), by_hand(WORDS, opposite)]
            status = opened.inner_text(".noise-status")
            return sides == expected and status == noise_spans.describe(mask)

        assert shows(False, True, True, False, False)
        for key in ("Tab", "Enter", "Tab", "Tab", "Space"):  # the first word and the third
            opened.keyboard.press(key)
        assert shows(True, True, False, False, False)
        for key in ("Tab", "Tab", "Tab", "Enter"):
            opened.keyboard.press(key)
        assert shows(*masks[1]), "the button draws the next mask"
        opened.keyboard.press("Enter")
        assert shows(*masks[0]), "after the last mask comes the first"
        for key in ("Tab", "Enter"):
            opened.keyboard.press(key)
        assert shows(False, False, False, False, False)
        browser.close()


# -- numbers worked by hand


def test_rows_of_a_text_that_ends_clean_have_a_closing_sentinel() -> None:
    mask = torch.tensor([False, False, True, False])
    rows = text_to_text.span_rows(["a", "b", "c", "d"], mask, first_sentinel_id=99, eos_token_id=9)
    assert [row[2] for row in rows] == ["a", "b", "<extra_id_0>", "d", "</s>"]
    assert [row[3] for row in rows] == ["<extra_id_0>", "", "c", "<extra_id_1>", "</s>"]


@pytest.mark.parametrize(("length", "density", "span"), [(6, 0.5, 1.5), (7, 0.4, 1), (8, 0.5, 2)])
def test_number_of_masks_is_that_of_all_masks_tried(length: int, density: float, span: float) -> None:
    num_noise, num_spans = text_to_text.count_noise(length, density, span)
    fitting = [
        mask
        for mask in product([False, True], repeat=length)
        if not mask[0] and mask[-1] and sum(mask) == num_noise
        if sum(noisy for noisy, _ in groupby(mask)) == num_spans
    ]
    assert text_to_text.count_masks(length, density, span) == len(fitting)


def test_chances_of_all_outputs_sum_to_one() -> None:
    chances = {(): {"a": 0.75, "b": 0.25}, ("a",): {".": 0.5, "b": 0.5}, ("b",): {".": 1.0}}
    outputs = text_to_text.outputs_by_chance(chances | {("a", "b"): {".": 1.0}}, end=".")
    assert outputs == [(("a", "."), 0.375), (("a", "b", "."), 0.375), (("b", "."), 0.25)]


def test_a_margin_is_two_standard_errors() -> None:
    shares = torch.bernoulli(torch.full((4000, 200), 0.5), generator=torch.Generator().manual_seed(1)).mean(1)
    # the spread of 4,000 shares is known to about 1 %; nine of these standard errors are allowed
    margin = text_to_text.margin_of_chance("classification", 200)
    assert margin == pytest.approx(2 * shares.std().item(), rel=0.1)


def test_a_task_within_the_margin_of_chance_is_not_learnt_however_high_its_baseline() -> None:
    assert text_to_text.verdict(0.96, 0.9, margin=0.07) == "not learnt"
    assert text_to_text.verdict(0.08, 0.0, margin=0.07) == "partly learnt"
    assert text_to_text.verdict(0.5, 0.0, margin=0.07) == "learnt"


def test_every_task_has_one_verdict() -> None:
    scores = {"a": 0.5, "b": 0.9, "c": 0.2, "d": -0.1}
    zeros, margins = dict.fromkeys(scores, 0.0), dict.fromkeys(scores, 0.1)
    verdicts = text_to_text.by_verdict(scores, zeros, margins)
    assert verdicts == {"learnt": ["b", "a"], "partly learnt": ["c"], "not learnt": ["d"]}
    assert text_to_text.by_verdict(scores, zeros, margins | {"c": 0.3})["not learnt"] == ["c", "d"]


# -- plots

LOG = {
    "step": [100, 200],
    "loss": [3.0, 2.0],
    "cola": [0.5, 0.6],
    "sst2": [0.5, 0.9],
    "stsb": [0.0, -0.1],
    "squad": [0.0, 0.1],
}
BASELINES = {"cola": 0.5, "sst2": 0.5, "stsb": 0.0, "squad": 0.0}
PATTERN = torch.tensor([[True, False], [True, True]])
DRAWINGS = {
    "patterns": lambda palette: text_to_text.draw_patterns({"a": PATTERN, "b": ~PATTERN}, palette),
    "buckets": lambda palette: text_to_text.draw_buckets(20, palette),
    "loss": lambda palette: text_to_text.draw_loss(LOG, palette),
    "scores": lambda palette: text_to_text.draw_scores(LOG, BASELINES, palette),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_twice_gives_the_same_bytes(name: str) -> None:
    html = page.figure(DRAWINGS[name], "alt", "caption").data
    assert html == page.figure(DRAWINGS[name], "alt", "caption").data
    assert len(set(re.findall(r'src="([^"]+)"', html))) == 2, "a drawing for each theme"


def test_pattern_fills_the_cells_that_may_be_looked_at() -> None:
    cells = DRAWINGS["patterns"](page.LIGHT).axes[0].patches
    filled = {(cell.get_y(), cell.get_x()) for cell in cells if cell.get_facecolor()[3] > 0}
    assert len(cells) == 4
    assert filled == {(0, 0), (1, 0), (1, 1)}, "rows are queries"


def test_scores_have_a_panel_for_each_task_with_its_baseline() -> None:
    panels = DRAWINGS["scores"](page.LIGHT).axes
    assert [axes.get_title() for axes in panels] == [*BASELINES, "", ""]
    for axes, (task, baseline) in zip(panels, BASELINES.items(), strict=False):
        curve, line = axes.lines
        assert list(curve.get_ydata()) == LOG[task]
        assert set(line.get_ydata()) == {baseline}


# -- answers


@pytest.fixture(scope="module")
def tiny() -> tuple[T5ForConditionalGeneration, T5Vocabulary]:
    vocabulary = T5Vocabulary.train(["the ferry is late", "sst2 sentence: positive negative"] * 3, 30)
    sizes = {"d_model": 8, "num_layers": 1, "num_heads": 2, "d_ff": 8, "d_kv": 4}
    config = T5Config(vocab_size=len(vocabulary), dropout=0.0, **sizes)
    generator = torch.Generator().manual_seed(0)
    return T5ForConditionalGeneration(config, generator=generator).eval(), vocabulary


def test_an_answer_is_right_when_it_means_the_target() -> None:
    assert get_task("stsb").parse("3.80") == 3.8
    assert pocket_answers.Answer("stsb", "", "3.8", "3.80").is_right
    assert not pocket_answers.Answer("sst2", "", "positive", "Positive").is_right
    assert not pocket_answers.Answer("marlish", "", "Renb.", "renb.").is_right


def test_a_seed_decides_which_examples_are_drawn(
    tiny: tuple[T5ForConditionalGeneration, T5Vocabulary],
) -> None:
    first, again, other = (
        pocket_answers.random_answers(*tiny, "sst2", 3, seed=seed, pool=20) for seed in (1, 1, 2)
    )
    assert first == again
    assert {answer.inputs for answer in first} != {answer.inputs for answer in other}
    assert all(answer.inputs.startswith("sst2 sentence: ") for answer in first)


def test_near_temperature_zero_samples_are_the_greedy_output(
    tiny: tuple[T5ForConditionalGeneration, T5Vocabulary],
) -> None:
    model, vocabulary = tiny
    input_ids = [*vocabulary.encode("the ferry"), 1]
    greedy = pocket_answers.answer(model, vocabulary, ["the ferry"])
    cold = pocket_answers.sample(model, vocabulary, input_ids, 3, temperature=1e-6, seed=1)
    assert cold == greedy * 3
    warm = pocket_answers.sample(model, vocabulary, input_ids, 3, temperature=2.0, seed=1)
    assert warm == pocket_answers.sample(model, vocabulary, input_ids, 3, temperature=2.0, seed=1)
    assert len(set(warm)) > 1


# -- the page


def test_quiz_answers_are_those_of_the_reference() -> None:
    assert get_task("sst2").parse("Positive") == -1
    assert get_task("stsb").format({"sentence1": "", "sentence2": "", "label": 4.1})["targets"] == "4.0"
    assert text_to_text.count_noise(30, 0.15, 3) == (4, 1)
    _, targets = noise_spans.all_codes(5)
    assert targets[noise_spans.number_of([False, True, False, False, True])] == "0b1e"
    loss = bert_objective.mean_over_batch([[1.0] * 2, [2.0] * 8])
    assert loss == pytest.approx(1.8)
