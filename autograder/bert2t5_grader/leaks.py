"""Looks for graded answers and hidden tests where students can read.

A secret is a block of lines: the body of a graded function between its solution markers, or a hidden test.
It has leaked into a text when two of its lines in a row stand there, whatever the white space, the comments,
the markup or the escaping around them; a block of one long line when that line does. Lines that a lab itself
shows, in a visible check for instance, are no secret. Zip archives are looked into.

Not found: a block of less than 24 characters, renamed variables, text in pictures or in compressed files
of another kind.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bert2t5_grader.course import Course
from bert2t5_grader.source import BEGIN, BEGIN_HIDDEN, END, END_HIDDEN

MIN_CHARACTERS = 24  # a shorter line or pair of lines, such as `return merged`, may stand anywhere


@dataclass(frozen=True)
class Secret:
    """A block that must not be readable: where it comes from, and what to look for."""

    name: str
    prints: frozenset[str]


@dataclass(frozen=True)
class Leak:
    """A secret that was found in a file."""

    path: Path
    secret: str
    found: str

    def __str__(self) -> str:
        return f"{self.path}: {self.secret} can be read there: {self.found[:60]}"


def answers(course: Course) -> list[Secret]:
    """Return the bodies of all graded answers."""
    return _secrets(course, BEGIN, END, "the answer in")


def hidden_tests(course: Course) -> list[Secret]:
    """Return all hidden tests."""
    return _secrets(course, BEGIN_HIDDEN, END_HIDDEN, "a hidden test in")


def find_leaks(paths: Iterable[Path], secrets: list[Secret]) -> list[Leak]:
    """Return every secret that can be read in the files and folders, hidden files included."""
    leaks = []
    for path, content in _files(paths):
        text = readable_text(path, content)
        for secret in secrets:
            leaks += [Leak(path, secret.name, found) for found in sorted(secret.prints) if found in text][:1]
    return leaks


def readable_text(path: Path, content: bytes) -> str:
    """Return what a person can read in a file, squeezed: as it is, without markup, with escapes undone."""
    raw = content.decode("utf-8", errors="replace")
    text = raw.replace("\\n", "\n").replace('\\"', '"')  # a string in a script
    if path.suffix in {".ipynb", ".json"}:
        text = "\n".join(_strings(raw))
    text_only = re.sub(r"<[^>]*>", "", re.sub(r'<span class="linenos">.*?</span>', "", text))
    plain = html.unescape(text_only)
    forms = {squeeze(form) for form in (raw, text, plain, _code(text), _code(plain))}
    return "\0".join(sorted(forms))


def _code(text: str) -> str:
    """Return the lines of a text that are no comments."""
    return "\n".join(line for line in text.splitlines() if not line.strip().startswith("#"))


def squeeze(text: str) -> str:
    """Return the text without any white space."""
    return "".join(text.split())


def _secrets(course: Course, begin: str, end: str, what: str) -> list[Secret]:
    cells = {lab: course.read_instructor_notebook(lab).cells for lab in course.labs}
    shown = squeeze("\n".join(_shown(cell.source) for lab in cells for cell in cells[lab]))
    found = []
    for lab in cells:
        for cell in cells[lab]:
            for block in re.findall(f"{begin}(.*?){end}", cell.source, flags=re.DOTALL):
                # a visible check may begin like a hidden one
                prints = frozenset(text for text in _prints(block) if text not in shown)
                found.append(Secret(f"{what} {lab}/{cell.id}", prints))
    return found


def _shown(source: str) -> str:
    """Return what students get of a cell's text, without comments."""
    for begin, end in ((BEGIN, END), (BEGIN_HIDDEN, END_HIDDEN)):
        source = re.sub(f"{begin}.*?{end}", "", source, flags=re.DOTALL)
    return _code(source)


def _prints(block: str) -> Iterator[str]:
    lines = [squeeze(line) for line in _code(block).splitlines() if line.strip()]
    pairs = [first + second for first, second in pairwise(lines)]
    long = [text for text in pairs if len(text) >= MIN_CHARACTERS]
    yield from long or [text for text in ["".join(lines)] if len(text) >= MIN_CHARACTERS]


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                yield from _contents(file, file.read_bytes())


def _contents(path: Path, content: bytes) -> Iterator[tuple[Path, bytes]]:
    """Yield a file, or the files in a zip archive; pictures and the like are no text."""
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _contents(path / name, archive.read(name))
    elif b"\0" not in content:
        yield path, content


def _strings(text: str) -> Iterator[str]:
    """Yield the strings in JSON; the text itself when it is not JSON."""
    try:
        yield from _walk(json.loads(text))
    except (ValueError, RecursionError):
        yield text


def _walk(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        joined = all(isinstance(item, str) for item in data)  # a notebook's text is a list of lines
        yield from ["".join(data)] if joined else (text for item in data for text in _walk(item))
    elif isinstance(data, dict):
        for value in data.values():
            yield from _walk(value)
