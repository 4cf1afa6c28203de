"""Takes the README's screenshots with Chromium: the first chapter and a class report.

python book/figures/screenshots.py       after `make demo`, which makes both pages
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from bert2t5_grader.course import Course
from bert2t5_grader.doctor import find_browser

FOLDER = Path(__file__).parent / "screenshots"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    root = Course.find(FOLDER.parent).root
    pages = {
        "book": root / "_build" / "html" / "book" / "01_subwords.html",
        "report": Course(root, root / "autograder" / "var" / "demo").report("01_subwords"),
    }
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        for name, path in pages.items():
            page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
            page.goto(path.as_uri())
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
