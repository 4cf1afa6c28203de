"""What every chapter has to keep: hidden cells, a quiz that explains itself, numbers and papers that exist.

Everything is read from the page's source; test_book.py looks at the built pages.
"""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
CHAPTERS = [entry["file"] for entry in TOC["chapters"] if re.match(r"book/\d", entry["file"])]
KEYS = re.findall(r"^@\w+\{(\w+),", (ROOT / "book" / "references.bib").read_text("utf-8"), re.MULTILINE)
# The sections that the hints of a chapter's lab name, in the order in which they are taught.
HEADINGS = {
    "book/03_bert_objective": [
        "Choosing positions",
        "How many",
        "80, 10, 10",
        "Labels",
        "The head",
        "The loss over the chosen",
        "The next sentence",
        "Pairs from documents",
        "Two losses, one sum",
        "One step",
    ],
    "book/04_text_to_text": [
        "Every task is text",
        "The way back",
        "Cutting spans",
        "Sentinels",
        "Teacher forcing",
        "The loss",
        "Three masks",
        "Decoding",
    ],
    "book/05_mixing": [
        "Why mixing matters",
        "In proportion, with a limit",
        "Temperature",
        "In equal parts",
        "How often each example comes",
        "One example at a time",
        "A measured run",
        "What the paper found",
    ],
}
every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


def source_of(chapter: str) -> str:
    return (ROOT / f"{chapter}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("chapter", HEADINGS)
def test_the_page_has_the_headings_that_hints_name(chapter: str) -> None:
    prose = re.sub(r"```\{code-cell\}.*?```", "", source_of(chapter), flags=re.DOTALL)
    headings = re.findall(r"^## (.*)$", prose, re.MULTILINE)
    assert [heading for heading in headings if heading in HEADINGS[chapter]] == HEADINGS[chapter]


@every_chapter
def test_cells_that_import_the_reference_are_hidden(chapter: str) -> None:
    cells = re.findall(r"```\{code-cell\} python3\n(.*?)```", source_of(chapter), re.DOTALL)
    shown = [cell for cell in cells if not cell.startswith(":tags: [remove-")]
    assert len(shown) >= 3
    assert [cell for cell in shown if "bert2t5_reference" in cell or "figures" in cell] == []


@every_chapter
def test_every_question_has_one_right_choice_and_explains_each(chapter: str) -> None:
    questions = re.findall(
        r"^::::\{admonition\} \d+\..*?^::::$", source_of(chapter), re.DOTALL | re.MULTILINE
    )
    assert len(questions) == 8
    for question in questions:
        answers = re.findall(r"^:::\{dropdown\} [^\n]+\n(\w+)[.,]", question, re.MULTILINE)
        assert len(answers) == question.count(":::{dropdown}") >= 3
        assert sorted(set(answers)) == ["No", "Right"], question
        assert answers.count("Right") == 1, question


@every_chapter
def test_every_glued_number_is_published(chapter: str) -> None:
    page = source_of(chapter)
    glued = set(re.findall(r"\{glue:text\}`(\w+)`", page))
    published = set(re.findall(r"(?:^    |publish\(|, )(\w+)=", page, re.MULTILINE))
    assert len(glued) >= 30
    assert glued <= published


@every_chapter
def test_citations_are_in_the_bibliography(chapter: str) -> None:
    number = int(Path(chapter).name[:2])
    prefix = "" if number == 1 else f"c{number}-"
    cited = re.findall(r"\{cite:[pt]\}`([\w-]+)`", source_of(chapter))
    assert len(set(cited)) >= 5
    assert all(key.startswith(prefix) for key in cited)
    assert {key.removeprefix(prefix) for key in cited} <= set(KEYS)


def test_no_key_of_the_bibliography_stands_twice() -> None:
    assert len(KEYS) == len(set(KEYS))
