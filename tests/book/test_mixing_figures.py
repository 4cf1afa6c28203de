"""Chapter 5: its plots, its figure to play with, its measurement, and the rules of its page."""

import doctest
import json
import re
import sys
from math import inf
from pathlib import Path
from types import ModuleType

import pytest
from figures import mixing, mixing_rates, page
from figures.bert_objective import read_result
from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
import mixing as experiment
from mixing_runs import strategies
from mixing_world import Sizes, make_world

SIZES = {"rte": 100, "cola": 300, "mnli": 3600}
RECORD = read_result("mixing.json")


@pytest.mark.parametrize("module", [mixing, mixing_rates], ids=lambda module: str(module.__name__))
def test_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


# -- the paper's numbers


def test_every_row_of_the_paper_has_a_number_for_each_benchmark() -> None:
    for rows in (mixing.STRATEGIES, mixing.PRETRAINING, mixing.WAYS):
        assert {len(values) for values in rows.values()} == {len(mixing.BENCHMARKS)}
    assert len(mixing.SPREAD) == len(mixing.BENCHMARKS)


def test_a_value_just_inside_two_deviations_is_not_outside() -> None:
    baseline, spread = mixing.STRATEGIES[mixing.BASELINE], mixing.SPREAD
    inside = [value - 1.99 * deviation for value, deviation in zip(baseline, spread, strict=True)]
    assert mixing.outside(inside) == []
    assert mixing.outside([inside[0] - 1, *inside[1:]]) == ["GLUE"]
    assert mixing.outside([value + 1 for value in baseline]) == [], "above is no loss"


# -- plots

TASKS = ("marlish", "sst2", "cola")
LOSSES = {
    name: {
        task: {"held_out_loss": [0.5, 0.4, 0.7], "training_loss": [0.1 * number, 0.0, 0.3]} for task in TASKS
    }
    for number, name in enumerate(("in proportion", "temperature", "in equal parts"), 1)
}
DRAWINGS = {
    "strategies": mixing.draw_strategies,
    "losses": lambda palette: mixing.draw_losses(LOSSES, palette),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_twice_gives_the_same_bytes(name: str) -> None:
    html = page.figure(DRAWINGS[name], "alt", "caption").data
    assert html == page.figure(DRAWINGS[name], "alt", "caption").data
    assert len(set(re.findall(r'src="([^"]+)"', html))) == 2, "a drawing for each theme"


def test_bars_are_the_means_and_lines_reach_from_smallest_to_largest() -> None:
    panel = DRAWINGS["losses"](page.LIGHT).axes[0]
    assert [bar.get_height() for bar in panel.patches] == pytest.approx([0.5] * 3 + [0.1, 0.2, 0.3])
    held_out, trained_on = panel.collections
    assert {tuple(line[:, 1]) for line in held_out.get_segments()} == {(0.4, 0.7)}
    assert {tuple(line[:, 1]) for line in trained_on.get_segments()} == {(0.0, 0.3)}


def test_an_odd_number_of_panels_leaves_one_empty() -> None:
    for name in DRAWINGS:
        *drawn, last = DRAWINGS[name](page.LIGHT).axes
        assert all(axes.axison for axes in drawn)
        assert not last.axison


# -- the figure to play with


def test_a_frame_by_hand() -> None:
    """At most 900 count: 100, 300, 900, and their roots 10, 17.32, 30 sum to 57.32."""
    shown = mixing_rates.frame(SIZES, 900, 2, num_draws=5732)
    assert [cell[0] for cell in shown["cells"]] == [0.1745, 0.3022, 0.5234]
    assert [cell[2] for cell in shown["cells"]] == ["10", "5.8", "0.83"]
    assert "rte comes 10 times, one of mnli 0.83 times" in shown["summary"]


def test_without_a_limit_and_with_temperature_one_each_example_comes_once() -> None:
    shown = mixing_rates.frame(SIZES, inf, 1, num_draws=sum(SIZES.values()))
    assert [cell[2] for cell in shown["cells"]] == ["1.0"] * 3


def make_figure() -> str:
    return mixing_rates.mixing_rates(SIZES, [inf, 256], [1, inf], 4000, 'a "caption" </script>').data


def test_without_scripts_the_first_frame_is_there_and_no_control() -> None:
    html = make_figure()
    assert re.findall(r'class="rate">([^<]*)<', html) == ["2.5 %", "7.5 %", "90.0 %"]
    assert re.findall(r'class="epochs">([^<]*)<', html) == ["1.0"] * 3
    assert "<form hidden>" in html


def test_all_frames_survive_the_way_into_the_page() -> None:
    html = make_figure()
    code = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert code is not None
    data = json.loads(code[1])
    assert data["frames"][1][1] == json.loads(json.dumps(mixing_rates.frame(SIZES, 256, inf, 4000)))
    assert [len(row) for row in data["frames"]] == [len(data["sliders"]["T"])] * len(data["sliders"]["K"])
    assert html.count("</script>") == 2, "its data and its code"


@pytest.mark.browser
def test_the_sliders_work_from_the_keyboard(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<!doctype html><body>{make_figure()}", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = open_chromium(playwright.chromium)
        opened = browser.new_page()
        opened.goto((tmp_path / "page.html").as_uri())
        now = opened.locator(".mixing-rates-now")
        assert "K = none, T = 1" in now.inner_text()
        opened.keyboard.press("Tab")
        opened.keyboard.press("ArrowRight")
        assert "K = 256" in now.inner_text()
        # 100, 256 and 256 of 612
        assert opened.locator(".rate").all_inner_texts() == ["16.3 %", "41.8 %", "41.8 %"]
        opened.keyboard.press("Tab")
        opened.keyboard.press("End")
        assert "T = infinite" in now.inner_text()
        assert opened.locator(".epochs").all_inner_texts() == ["13", "4.4", "0.37"]
        slider = opened.locator("input[name=T]")
        assert slider.get_attribute("aria-valuetext") == "infinite"
        browser.close()


def open_chromium(chromium: object) -> Browser:
    path = Path("/usr/bin/chromium")
    if not path.exists():
        pytest.skip(f"{path} is missing; install it with: apt-get install chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    return chromium.launch(executable_path=str(path), args=arguments)  # type: ignore[attr-defined, no-any-return]


# -- the measurement


def test_the_summary_is_that_of_the_runs() -> None:
    for part, summary in RECORD["results"].items():
        assert experiment.summarize(RECORD["runs"], part) == summary
    for by_seed in RECORD["runs"].values():
        assert list(by_seed) == [str(seed) for seed in RECORD["seeds"]]


def test_the_record_has_the_rates_and_sizes_of_today() -> None:
    sizes = Sizes()
    assert RECORD["sizes"] == json.loads(json.dumps(vars(sizes)))
    assert RECORD["rates"] == strategies(sizes)
    assert RECORD["parameters"] > 0


@pytest.mark.full
def test_the_record_is_of_the_examples_of_today() -> None:
    line = "run it again: " + RECORD["command"]
    assert RECORD["data_sha256"] == make_world(Sizes()).sha256, line
