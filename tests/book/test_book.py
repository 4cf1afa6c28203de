"""The built book: complete, self-contained, and without what students must not see."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from bert2t5_grader.book import build_book
from bert2t5_grader.course import Course
from bert2t5_grader.errors import UserError

ROOT = Path(__file__).resolve().parents[2]
LABS = Course.find(ROOT).labs
TOC: dict[str, Any] = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
CHAPTERS = [entry["file"] for entry in TOC["chapters"] if re.match(r"book/\d", entry["file"])]
PAGES_OF_THE_THEME = {"genindex", "index", "search"}
LOADING_TAGS = {"audio", "embed", "iframe", "img", "link", "object", "script", "source", "video"}
LOADING_ATTRIBUTES = {"data", "href", "poster", "src", "srcset"}
ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)

# Feedback and the checks' hints link to these sections; a chapter may move them but not drop them.
SECTIONS = [
    "bpe-counting",
    "bpe-merging",
    "bpe-training",
    "bpe-ties",
    "bpe-encoding",
    "bpe-decoding",
    "byte-bpe",
    "spm-normalize",
    "spm-lossless",
    "unigram-viterbi",
    "unigram-forward-backward",
    "unigram-training",
    "unigram-sampling",
    "wordpiece",
    "tie-rules",
    "vocabulary-size",
    "bert-longest-match",
    "bert-cutting",
    "bert-packing",
    "bert-batch",
    "bert-tables",
    "bert-positions",
    "bert-layernorm",
    "bert-first-vector",
    "mlm-positions",
    "mlm-count",
    "mlm-fates",
    "mlm-labels",
    "mlm-head",
    "mlm-loss",
    "nsp",
    "nsp-pairs",
    "pretraining-loss",
    "pretraining-step",
    "t2t-tasks",
    "t2t-numbers",
    "t2t-back",
    "spans-cutting",
    "sentinels",
    "span-lengths",
    "teacher-forcing",
    "seq2seq-loss",
    "three-masks",
    "t5-decoding",
    "mixing-why",
    "mixing-proportional",
    "mixing-temperature",
    "mixing-equal",
    "mixing-epochs",
    "mixing-sampler",
    "mixing-run",
    "mixing-paper",
]


class Tags(HTMLParser):
    """The start tags of a page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def external_requests(page: Path) -> list[str]:
    """Return the addresses that a browser would fetch from elsewhere when it opens the page."""
    return [
        value
        for tag, attributes in Tags(page).tags
        if tag in LOADING_TAGS
        for name, value in attributes.items()
        if name in LOADING_ATTRIBUTES and value and ELSEWHERE.match(value.strip())
    ]


def named_in_styles(sheet: Path) -> list[str]:
    text = sheet.read_text(encoding="utf-8")
    return re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")\s]+)", text)


def text_of(page: Path) -> str:
    """Return the page's text without tags and blanks, as `graded_bodies` writes answers."""
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign]
    parser.feed(page.read_text(encoding="utf-8"))
    return "".join("".join(parts).split())


def html_pages(book: Path) -> list[Path]:
    return sorted(book.rglob("*.html"))


def pages_of_the_toc() -> set[str]:
    return {TOC["root"], *(entry["file"] for entry in TOC["chapters"])}


def test_only_pages_of_the_toc_are_published(built_book: Path) -> None:
    published = {
        page.relative_to(built_book).with_suffix("").as_posix()
        for page in html_pages(built_book)
        if "_static" not in page.parts
    }
    assert published == pages_of_the_toc() | PAGES_OF_THE_THEME
    assert {path.name for path in built_book.iterdir() if path.is_dir()} <= {"_static", "_images", "book"}


def test_sources_with_their_hidden_cells_are_not_published(built_book: Path) -> None:
    assert not (built_book / "_sources").exists()
    sources = [path for path in built_book.rglob("*") if path.suffix in {".md", ".ipynb", ".py"}]
    assert [path.name for path in sources if "mathjax" not in path.parts] == []


def test_no_page_loads_anything_from_elsewhere(built_book: Path) -> None:
    found = {page.name: external_requests(page) for page in html_pages(built_book)}
    found |= {sheet.name: named_in_styles(sheet) for sheet in built_book.rglob("*.css")}
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def test_scripts_within_pages_name_no_server(built_book: Path) -> None:
    for page in html_pages(built_book):
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)
        assert [script for script in scripts if re.search(r"https?://", script)] == [], page.name


def test_a_page_that_loads_from_a_cdn_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<a href="https://a.example"></a><script src="//cdn.example/x.js"></script>', encoding="utf-8"
    )
    assert external_requests(page) == ["//cdn.example/x.js"]


def test_every_image_has_alt_text(built_book: Path) -> None:
    images = {
        page.name: [attributes for tag, attributes in Tags(page).tags if tag == "img"]
        for page in html_pages(built_book)
    }
    assert sum(map(len, images.values())) >= 6
    missing = {name: [image for image in found if not image.get("alt")] for name, found in images.items()}
    assert {name: found for name, found in missing.items() if found} == {}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_chapter_has_the_section_that_hints_link_to(built_book: Path, section: str) -> None:
    pages = [(built_book / f"{chapter}.html").read_text(encoding="utf-8") for chapter in CHAPTERS]
    assert sum(f'id="{section}"' in page for page in pages) == 1


FAULTS = {
    "no-such-section": "[nowhere](#no-such-section)",
    "nobody1900": "{cite:p}`nobody1900`",
    "stderr was found": "```{code-cell} python3\nimport sys\nprint('odd', file=sys.stderr)\n```",
    "ZeroDivisionError": "```{code-cell} python3\n1 / 0\n```",
}


def test_faulty_links_citations_and_cells_fail_the_build(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "book", source / "book", ignore=shutil.ignore_patterns("mathjax", "*.md"))
    shutil.copy(ROOT / "_config.yml", source)
    (source / "_toc.yml").write_text("format: jb-book\nroot: book/page\n", encoding="utf-8")
    chapter = (ROOT / "book" / "01_subwords.md").read_text(encoding="utf-8")
    header = chapter[: chapter.index("---\n", 4)] + "---\n\n# Page\n\n"
    (source / "book" / "page.md").write_text(header + "\n\n".join(FAULTS.values()) + "\n", encoding="utf-8")
    with pytest.raises(UserError) as failure:
        build_book(source, tmp_path / "output")
    assert [name for name in FAULTS if name not in str(failure.value)] == []


@pytest.mark.parametrize("lab", LABS)
def test_hints_name_sections_of_the_chapter(lab: str) -> None:
    chapter = (ROOT / "book" / f"{lab}.md").read_text("utf-8")
    headings = set(re.findall(r"^#+ (.*)", chapter, re.MULTILINE))
    files = [ROOT / "solutions" / f"{lab}.py", *(ROOT / "autograder" / "variants" / lab).glob("*.py")]
    # a long string stands on several lines: put it together before reading it
    sources = [re.sub(r'"\s*\n\s*"', "", file.read_text(encoding="utf-8")) for file in files]
    named = {
        name
        for source in sources
        for name in re.findall(rf"[Cc]hapter {int(lab[:2])}, \\?\"?([A-Z0-9][^\"\\)]*)", source)
    }
    assert len(named) >= 5
    assert named <= headings
    others = {number for source in sources for number in re.findall(r"\([Cc]hapter (\d+)", source)}
    assert others == {str(int(lab[:2]))}


def test_first_page_and_the_labs_readme_agree_on_the_set_up() -> None:
    page = (ROOT / "book" / "intro.md").read_text(encoding="utf-8")
    commands = re.search(r"```sh\n(.*?)```", page, re.DOTALL)
    assert commands is not None
    assert commands[1] in (ROOT / "labs" / "README.md").read_text(encoding="utf-8")


def test_cells_that_import_the_reference_are_hidden(built_book: Path) -> None:
    for page in html_pages(built_book):
        assert "bert2t5_reference" not in text_of(page), page.name


def test_search_index_holds_no_hidden_cell(built_book: Path) -> None:
    index = (built_book / "searchindex.js").read_text(encoding="utf-8")
    terms = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
    assert "ferri" in terms, "the stem of a word of the chapter"
    assert [term for term in terms if term.startswith("bert2t5_")] == []


def test_mathjax_is_served_with_its_licence(built_book: Path) -> None:
    folder = built_book / "_static" / "mathjax"
    assert (folder / "tex-svg.js").stat().st_size > 1_000_000
    assert "Apache License" in (folder / "LICENSE").read_text(encoding="utf-8")
    page = (built_book / "book" / "01_subwords.html").read_text(encoding="utf-8")
    assert 'src="../_static/mathjax/tex-svg.js' in page


def test_footer_names_the_licences(built_book: Path) -> None:
    for name in pages_of_the_toc():
        text = (built_book / f"{name}.html").read_text(encoding="utf-8")
        assert "CC BY 4.0" in text
        assert "BSD-3-Clause" in text


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_citation_is_in_the_list_of_sources(built_book: Path, chapter: str) -> None:
    page = (built_book / f"{chapter}.html").read_text(encoding="utf-8")
    cited = set(re.findall(r'href="#(id\d+)"', page))
    listed = re.findall(r'class="citation" id="(id\d+)"', page)
    assert len(listed) >= 4
    assert set(listed) <= cited
