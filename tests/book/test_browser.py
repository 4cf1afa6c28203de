"""The built book as a reader sees it: in Chromium, light and dark, on a wide screen and on a telephone."""

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",  # the tests also run as root, in containers
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CHAPTERS = yaml.safe_load((Path(__file__).parents[2] / "_toc.yml").read_text("utf-8"))["chapters"]
PAGES = [
    "book/intro.html",
    *(f"{chapter['file']}.html" for chapter in CHAPTERS),
    "search.html?q=merge",
    "genindex.html",
]
WIDTHS = [1280, 390]

IS_VISIBLE = "element => element.checkVisibility({visibilityProperty: true}) && element.clientWidth > 0"
VISIBLE_SEARCHES = f"""() => [...document.querySelectorAll('.search-button__button, input[type=search]')]
    .filter({IS_VISIBLE}).length"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BROKEN_IMAGES = f"""() => [...document.images].filter({IS_VISIBLE})
    .filter(image => !image.complete || image.naturalWidth === 0).map(image => image.alt)"""
HIDDEN_CAPTIONS = f"""() => [...document.querySelectorAll('figure')].filter(
    figure => [...figure.querySelectorAll('img, figcaption')].filter({IS_VISIBLE}).length !== 2).length"""
RAW_FORMULAS = r"""() => document.querySelector('article')?.innerText.match(/\\\(|\\\[|\$\$/g) ?? []"""
BAD_FORMULAS = (
    "() => document.querySelectorAll('mjx-container mjx-merror, mjx-container [data-mml-node=merror]').length"
)
# Text against what lies behind it, for every text that is really shown (WCAG's contrast ratio).
FAINT_TEXTS = r"""() => {
  const parse = colour => [...colour.match(/[\d.]+/g).map(Number), 1].slice(0, 4);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0.9) return colour;
    }
    return [255, 255, 255, 1];
  };
  const faint = [];
  for (const element of document.querySelectorAll(
      'article :is(p, td, th, li, pre, caption, figcaption, summary)')) {
    if (!element.checkVisibility() || !element.innerText.trim()) continue;
    const shades = [light(parse(getComputedStyle(element).color)), light(ground(element))];
    const [a, b] = shades.sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(element.tagName + ': ' + element.innerText.slice(0, 40));
  }
  return faint;
}"""


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def missing_chromium() -> None:
    """Skip with the line that mends it; where everything must run (CI), fail with it."""
    line = f"{CHROMIUM} is missing; install it with: apt-get install chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(line, pytrace=False)
    pytest.skip(line)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(built_book: Path) -> Iterator[str]:
    """Serve the book on this machine and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(built_book)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Visit:
    """An open page, with what it complained about and what it asked for."""

    def __init__(self, browser: Browser, *, width: int, scheme: str) -> None:
        size = {"width": width, "height": 900}
        self.context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url[:200]}"))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def open(self, url: str) -> Page:
        self.page.goto(url, wait_until="load")
        self.page.evaluate("() => window.MathJax?.startup?.promise")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def elsewhere(self, address: str) -> list[str]:
        return [url for url in self.requests if not url.startswith((address, "data:"))]


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(params=["light", "dark"])
def visit(request: pytest.FixtureRequest, browser: Browser, width: int) -> Iterator[Visit]:
    visit = Visit(browser, width=width, scheme=request.param)
    yield visit
    visit.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_quiet_complete_and_fits(visit: Visit, address: str, name: str) -> None:
    page = visit.open(f"{address}/{name}")
    assert visit.complaints == []
    assert visit.elsewhere(address) == []
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(VISIBLE_SEARCHES) == 1
    assert page.evaluate(BROKEN_IMAGES) == []
    assert page.evaluate(HIDDEN_CAPTIONS) == 0
    assert page.evaluate(FAINT_TEXTS) == []


def test_formulas_are_drawn(visit: Visit, address: str) -> None:
    page = visit.open(f"{address}/book/01_subwords.html")
    sources = page.evaluate("() => document.querySelectorAll('article .math').length")
    assert sources > 20
    assert page.evaluate("() => document.querySelectorAll('article mjx-container > svg').length") == sources
    assert page.evaluate(RAW_FORMULAS) == []
    assert page.evaluate(BAD_FORMULAS) == 0


def test_open_quiz_still_fits(visit: Visit, address: str) -> None:
    page = visit.open(f"{address}/book/01_subwords.html")
    page.evaluate("() => document.querySelectorAll('details').forEach(choice => { choice.open = true; })")
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(FAINT_TEXTS) == []


def test_quiz_works_from_the_keyboard(browser: Browser, address: str) -> None:
    visit = Visit(browser, width=1280, scheme="light")
    page = visit.open(f"{address}/book/01_subwords.html")
    choice = page.locator(".quiz details").first
    choice.locator("summary").focus()
    page.keyboard.press("Enter")
    assert choice.evaluate("element => element.open")
    visit.context.close()


def test_search_finds_the_chapter(browser: Browser, address: str) -> None:
    visit = Visit(browser, width=1280, scheme="light")
    page = visit.open(f"{address}/search.html?q=Viterbi")
    page.wait_for_selector("#search-results a")
    assert "Subwords" in page.inner_text("#search-results")
    visit.context.close()


def test_index_leads_to_the_first_page(browser: Browser, address: str) -> None:
    visit = Visit(browser, width=1280, scheme="light")
    visit.page.goto(f"{address}/index.html")
    visit.page.wait_for_url(f"{address}/book/intro.html")
    visit.context.close()


@pytest.mark.parametrize("name", PAGES[:2])
def test_page_opened_as_a_file_is_quiet(browser: Browser, built_book: Path, name: str) -> None:
    visit = Visit(browser, width=1280, scheme="light")
    visit.open((built_book / name).as_uri())
    assert visit.complaints == []
    assert visit.elsewhere("file:") == []
    visit.context.close()


def test_search_in_pages_opened_as_files_is_quiet(browser: Browser, built_book: Path) -> None:
    visit = Visit(browser, width=1280, scheme="light")
    page = visit.open((built_book / "search.html").as_uri() + "?q=merge")
    page.wait_for_selector("#search-results li >> text=Subwords")
    assert visit.complaints == []
    visit.context.close()


def test_a_page_that_misbehaves_is_caught(browser: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<article><p style='color:#ccc;width:3000px'>\\(x\\)</p></article>"
        "<img src='none.png' alt='none' width=9>"
        "<script src='https://cdn.invalid/x.js'></script>",
        encoding="utf-8",
    )
    visit = Visit(browser, width=390, scheme="light")
    page = visit.open(bad.as_uri())
    assert visit.elsewhere("file:") == ["https://cdn.invalid/x.js"]
    assert len(visit.complaints) >= 2
    assert page.evaluate(OVERFLOW) > 0
    assert page.evaluate(BROKEN_IMAGES) == ["none"]
    assert page.evaluate(RAW_FORMULAS) != []
    assert len(page.evaluate(FAINT_TEXTS)) == 1
    assert page.evaluate(VISIBLE_SEARCHES) == 0
    visit.context.close()


def test_missing_chromium_skips_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "false")
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        missing_chromium()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        missing_chromium()
