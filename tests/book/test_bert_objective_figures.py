"""Chapter 3: its plots, its figure to play with, its measurement, and the rules of its page."""

import doctest
import json
import re
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
import torch
from figures import bert_objective, page, pocket_model, redraw
from playwright.sync_api import Browser, sync_playwright
from transformers import BertConfig, BertForPreTraining, BertTokenizer

from bert2t5_reference.mlm import IGNORED_LABEL, count_predictions

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
import mask_only

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = (ROOT / "book" / "03_bert_objective.md").read_text(encoding="utf-8")
PROSE = re.sub(r"```\{code-cell\}.*?```", "", CHAPTER, flags=re.DOTALL)
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz"]
SPECIAL_IDS = range(5)
TEXT = [2, *range(5, 31), 3]  # 28 tokens, 26 of them candidates


@pytest.mark.parametrize(
    "module", [bert_objective, pocket_model, redraw], ids=lambda module: str(module.__name__)
)
def test_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


# -- numbers worked by hand


def test_batch_mean_is_that_of_torch_and_mean_of_means_is_not() -> None:
    losses = [[0.5], [2.0, 3.0, 4.0]]
    logits = torch.zeros(2, 4, 2)
    labels = torch.full((2, 4), -100)
    for row, values in enumerate(losses):
        for place, loss in enumerate(values):
            chance = torch.tensor(-loss).exp()
            logits[row, place] = torch.stack([chance, 1 - chance]).log()
            labels[row, place] = 0
    expected = torch.nn.functional.cross_entropy(logits.view(-1, 2), labels.view(-1)).item()
    # float32 carries about seven digits
    assert bert_objective.mean_over_batch(losses) == pytest.approx(expected, rel=1e-5)
    assert bert_objective.mean_of_means(losses) == 1.75


def test_a_probe_that_falls_back_is_not_yet_learnt() -> None:
    columns = {"step": [1, 2, 3], "kind": [0.9, 0.9, 0.74]}
    assert bert_objective.steps_to_learn(columns, "kind") is None
    assert bert_objective.steps_to_learn(columns | {"kind": [0.9, 0.9, 0.75]}, "kind") == 1
    ups_and_downs = {"step": [1, 2, 3, 4], "kind": [0.5, 0.9, 0.5, 0.9]}
    assert bert_objective.steps_to_learn(ups_and_downs, "kind") == 4


def test_kinds_that_were_not_learnt_come_last() -> None:
    columns = {"step": [1, 2], "late": [0.5, 0.8], "never": [0.5, 0.74], "early": [0.75, 0.76]}
    kinds = bert_objective.order_of_learning(columns, ["never", "late", "early"])
    assert kinds == ["early", "late", "never"]


# -- plots

LOG = {
    "step": [100, 200, 300],
    "mlm_loss": [6.0, 4.0, 3.0],
    "nsp_loss": [0.7, 0.6, 0.5],
    "mlm_accuracy": [0.1, 0.2, 0.4],
    "content_accuracy": [0.0, 0.1, 0.2],
    "negation": [0.5, 0.6, 0.7],
    "agreement": [0.5, 0.8, 0.9],
    "match": [0.5, 0.5, 0.5],
}
SHARES = {name: {"hidden": [0.3, 0.2, 0.4], "shown": [0.9, 0.8, 1.0]} for name in ("80, 10, 10", "mask only")}
DRAWINGS = {
    "losses": lambda palette: bert_objective.draw_losses(LOG, 1000, palette),
    "accuracy": lambda palette: bert_objective.draw_accuracy(LOG, palette),
    "probes": lambda palette: bert_objective.draw_probes(LOG, ["negation", "agreement", "match"], palette),
    "mask only": lambda palette: bert_objective.draw_mask_only(SHARES, palette),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_twice_gives_the_same_bytes(name: str) -> None:
    html = page.figure(DRAWINGS[name], "alt", "caption").data
    assert html == page.figure(DRAWINGS[name], "alt", "caption").data
    assert len(set(re.findall(r'src="([^"]+)"', html))) == 2, "a drawing for each theme"


def test_an_odd_number_of_probes_leaves_one_panel_empty() -> None:
    panels = DRAWINGS["probes"](page.LIGHT).axes
    assert [bool(axes.lines) for axes in panels] == [True, True, True, False]


# -- the figure to play with


def drawings(num_drawings: int = 60) -> list[redraw.Drawing]:
    return redraw.draw_masks(TEXT, PIECES, SPECIAL_IDS, 0.15, range(num_drawings))


def test_every_drawing_chooses_the_same_number_of_ordinary_tokens() -> None:
    for drawing in drawings():
        assert len(drawing.shown) == count_predictions(len(TEXT), 0.15, 20) == 4
        assert all(TEXT[position] not in SPECIAL_IDS for position in drawing.shown)


def test_a_fate_says_what_the_model_sees() -> None:
    seen = set()
    for drawing in drawings():
        for position, (piece, fate) in drawing.shown.items():
            original = PIECES[TEXT[position]]
            assert (piece == "[MASK]") == (fate == "hidden")
            assert (piece == original) == (fate == "kept")
            assert fate != "replaced" or piece in PIECES[5:]
            seen.add(fate)
    assert seen == set(redraw.FATES)


def test_a_seed_decides_its_drawing_alone() -> None:
    assert redraw.draw_masks(TEXT, PIECES, SPECIAL_IDS, 0.15, [7]) == [drawings()[7]]
    assert len({str(drawing.shown) for drawing in drawings()}) > 50


def test_drawings_survive_the_way_into_the_page() -> None:
    tokens = ["[CLS]", "</script>", "b", "[SEP]"]
    made = [redraw.Drawing(0, {1: ("[MASK]", "hidden")}), redraw.Drawing(5, {2: ("<i>", "replaced")})]
    html = redraw.redraw_figure(tokens, made, 'a "caption"').data
    code = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert code is not None
    data = json.loads(code[1])
    assert data["tokens"] == tokens
    assert data["drawings"][1] == {"seed": 5, "shown": {"2": ["<i>", "replaced"]}}
    assert html.count("</script>") == 2, "its data and its code; a token must not end either"


def test_without_scripts_the_first_drawing_and_the_sum_are_there() -> None:
    made = [redraw.Drawing(0, {1: ("[MASK]", "hidden")}), redraw.Drawing(1, {1: ("a", "kept")})]
    html = redraw.redraw_figure(["[CLS]", "a", "[SEP]"], made, "caption").data
    assert re.findall(r'class="redraw-seen">([^<]*)<', html) == ["[CLS]", "[MASK]", "[SEP]"]
    assert "2 chosen, 1 hidden, 0 replaced, 1 kept" in html
    assert '<p class="redraw-buttons" hidden>' in html


@pytest.mark.browser
def test_the_figure_works_from_the_keyboard(tmp_path: Path) -> None:
    made = [
        redraw.Drawing(3, {1: ("[MASK]", "hidden")}),
        redraw.Drawing(4, {2: ("z", "replaced"), 1: ("a", "kept")}),
    ]
    html = redraw.redraw_figure(["[CLS]", "a", "b", "[SEP]"], made, "caption").data
    (tmp_path / "page.html").write_text(f"<!doctype html><body>{html}", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = open_chromium(playwright.chromium)
        opened = browser.new_page()
        opened.goto((tmp_path / "page.html").as_uri())
        assert "seed 3" in opened.inner_text(".redraw-status")
        opened.keyboard.press("Tab")
        opened.keyboard.press("Tab")
        opened.keyboard.press("Enter")
        assert opened.locator(".redraw-seen").all_inner_texts() == ["[CLS]", "a", "z", "[SEP]"]
        assert opened.locator(".redraw-fate").all_inner_texts() == ["", "kept: a", "replaced: b", ""]
        assert "3 chosen, 1 hidden, 1 replaced, 1 kept" in opened.inner_text(".redraw-status")
        opened.keyboard.press("Space")
        assert "Drawing 1 of 2" in opened.inner_text(".redraw-status"), "after the last comes the first"
        browser.close()


def open_chromium(chromium: object) -> Browser:
    path = Path("/usr/bin/chromium")
    if not path.exists():
        pytest.skip(f"{path} is missing; install it with: apt-get install chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    return chromium.launch(executable_path=str(path), args=arguments)  # type: ignore[attr-defined, no-any-return]


# -- blanks


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[BertTokenizer, BertForPreTraining]:
    vocabulary = tmp_path_factory.mktemp("tiny") / "vocab.txt"
    vocabulary.write_text("".join(f"{piece}\n" for piece in PIECES), encoding="utf-8")
    torch.manual_seed(0)
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    config = BertConfig(vocab_size=len(PIECES), max_position_embeddings=40, **sizes)
    return BertTokenizer(str(vocabulary)), BertForPreTraining(config).eval()


def test_a_blank_hides_one_token_that_its_answer_puts_back(
    tiny: tuple[BertTokenizer, BertForPreTraining],
) -> None:
    lines = ["a b c d", "x y", "z"]
    for line, blank in zip(lines, pocket_model.fill_blanks(*tiny, lines, seed=1), strict=True):
        assert blank.text.count("[MASK]") == 1
        assert blank.text.replace("[MASK]", blank.answer) == line


def test_the_rank_of_an_answer_is_its_place_among_all_guesses(
    tiny: tuple[BertTokenizer, BertForPreTraining],
) -> None:
    for blank in pocket_model.fill_blanks(*tiny, ["a b c d"] * 10, seed=2, number=len(PIECES)):
        assert [token for token, _ in blank.guesses].index(blank.answer) + 1 == blank.rank
        assert all(left >= right for (_, left), (_, right) in pairwise(blank.guesses))


def test_a_seed_decides_which_lines_are_drawn() -> None:
    first = pocket_model.random_lines(5, seed=1, size_bytes=3000)
    assert first == pocket_model.random_lines(5, seed=1, size_bytes=3000)
    assert first != pocket_model.random_lines(5, seed=2, size_bytes=3000)


# -- the measurement

VOCAB = {piece: token_id for token_id, piece in enumerate(PIECES)}
BATCH = {
    "input_ids": torch.tensor([[2, 4, 6, 9, 8, 3, 0]]),
    "labels": torch.tensor([[-100, 5, 6, 7, -100, -100, -100]]),
}
RECORD = bert_objective.read_result("mask_only.json")


@pytest.mark.parametrize(("fate", "expected"), [("hidden", [4, 4, 4]), ("shown", [5, 6, 7])])
def test_one_fate_for_all_selected_positions(fate: str, expected: list[int]) -> None:
    before = BATCH["input_ids"].clone()
    shown = mask_only.with_one_fate(BATCH, mask_only.FATES[fate], VOCAB)
    assert shown["input_ids"].tolist() == [[2, *expected, 8, 3, 0]]
    assert shown["labels"].equal(BATCH["labels"])
    assert BATCH["input_ids"].equal(before), "the caller's batch must not change"


def test_replacements_are_ordinary_and_mostly_others() -> None:
    labels = torch.arange(5, 31).repeat(40, 1)
    batch = {"input_ids": torch.full_like(labels, 4), "labels": labels}
    replaced = mask_only.with_one_fate(batch, mask_only.FATES["replaced"], VOCAB)["input_ids"]
    assert replaced.min() >= 5
    assert replaced.max() <= 30
    # each of 1040 equals its original with probability 1/26; by scipy.stats.binom.sf(94, 1040, 1/26) more
    # than 94 of them do by chance with less than 1e-12. Leaving tokens as they are gives 1040.
    assert (replaced == labels).sum() <= 94
    assert (batch["labels"] != IGNORED_LABEL).all()


def test_a_small_run_gives_the_recorded_numbers() -> None:
    small = mask_only.run_small()
    assert small.keys() == RECORD["small"].keys()
    for name, measured in small.items():
        recorded = RECORD["small"][name]
        # five steps in float32; other processors round otherwise
        assert measured["last_loss"] == pytest.approx(recorded["last_loss"], rel=1e-4)
        for fate in mask_only.FATES:
            perplexities = measured[fate]["perplexity"], recorded[fate]["perplexity"]
            assert perplexities[0] == pytest.approx(perplexities[1], rel=1e-3), fate


@pytest.mark.full
def test_the_record_is_of_the_text_and_sizes_of_today() -> None:
    sizes = mask_only.Sizes()
    assert RECORD["sizes"] == json.loads(json.dumps(vars(sizes)))
    line = "run it again: " + RECORD["command"]
    assert RECORD["text_sha256"] == mask_only.pocket_text(sizes).sha256, line


def test_the_summary_is_that_of_the_runs() -> None:
    assert mask_only.summarize(RECORD["runs"]) == RECORD["results"]
    assert list(RECORD["runs"]) == [str(seed) for seed in RECORD["seeds"]]


# -- the page


def test_every_mention_of_an_nsp_label_says_what_it_means() -> None:
    mentions = re.findall(r"label(?: is)? [01]\b[^.]*\.", PROSE)
    assert len(mentions) >= 4
    for mention in mentions:
        assert re.search(r"follows|random|wrong", mention), mention
