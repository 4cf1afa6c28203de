"""Looks for graded answers and hidden tests where students can read.

A secret is a block of lines: the body of a graded function between its solution markers, or a hidden test.
It has leaked into a text when two of its lines in a row stand there, whatever the white space, the markup
or the escaping around them; a block of one long line when that line does.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import nbformat

from bert2t5_grader.course import Course
from bert2t5_grader.source import BEGIN, END

BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
MIN_CHARACTERS = 24  # a shorter line or pair of lines, such as `return merged`, may stand anywhere
READABLE = {".html", ".ipynb", ".py", ".md", ".txt", ".js", ".json", ".toml", ".yml", ".rst", ".csv"}


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
    """Return every secret that can be read in the files and folders."""
    leaks = []
    for path in _files(paths):
        text = squeeze(readable_text(path))
        for secret in secrets:
            leaks += [Leak(path, secret.name, found) for found in sorted(secret.prints) if found in text][:1]
    return leaks


def readable_text(path: Path) -> str:
    """Return what a person can read in a file: without markup and with escapes undone."""
    text = path.read_text("utf-8", errors="replace")
    if path.suffix in {".ipynb", ".json"}:
        text = "\n".join(_strings(json.loads(text)))
    if path.suffix in {".html", ".ipynb"}:
        text += html.unescape(re.sub(r"<[^>]*>", "", text))
    return text


def squeeze(text: str) -> str:
    """Return the text without any white space."""
    return "".join(text.split())


def _secrets(course: Course, begin: str, end: str, what: str) -> list[Secret]:
    found = []
    for lab in course.labs:
        for cell in nbformat.read(course.instructor_notebook(lab), as_version=4).cells:
            for block in re.findall(f"{begin}(.*?){end}", cell.source, flags=re.DOTALL):
                found.append(Secret(f"{what} {lab}/{cell.id}", frozenset(_prints(block))))
    return found


def _prints(block: str) -> Iterator[str]:
    lines = [
        squeeze(line) for line in block.splitlines() if line.strip() and not line.strip().startswith("#")
    ]
    candidates = lines if len(lines) == 1 else [first + second for first, second in pairwise(lines)]
    yield from (text for text in candidates if len(text) >= MIN_CHARACTERS)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in inside if file.suffix in READABLE and file.is_file())


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        joined = all(isinstance(item, str) for item in data)  # a notebook's text is a list of lines
        yield from ["".join(data)] if joined else (text for item in data for text in _strings(item))
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
