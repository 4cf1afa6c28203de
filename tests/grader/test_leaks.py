"""The leak test sees an answer and a hidden test in every form that a reader can meet."""

import html
import json
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from small_lab import LAB

from bert2t5_grader.course import Course
from bert2t5_grader.errors import UserError
from bert2t5_grader.leaks import Secret, answers, find_leaks, hidden_tests

ANSWER = "    twice_as_much = number + number if number < 10**9 else 2 * number\n    return twice_as_much\n"
HIDDEN = """    fresh_number = rng.randint(10, 99)
    check.equal(double, fresh_number, expected=2 * fresh_number)
"""
PUBLIC = "def double(number):\n    raise NotImplementedError()\n\n\nassert double(1) == 2\n"


@pytest.fixture
def secrets(course: Course) -> list[Secret]:
    return answers(course) + hidden_tests(course)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that students can read."""
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def as_html(text: str) -> str:
    return f"<html><body>{highlight(text, PythonLexer(), HtmlFormatter(linenos='inline'))}</body></html>"


def as_notebook(text: str) -> str:
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text)]))


def as_output(text: str) -> str:
    output = nbformat.v4.new_output("display_data", data={"text/html": f"<pre>{html.escape(text)}</pre>"})
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell]))


FORMS = {
    "plain.py": lambda text: f"import math\n\n{text}",
    "indented.py": lambda text: text.replace("\n    ", "\n\t\t  ").replace("\n", "  \n\n"),
    "commented.py": lambda text: text.replace("\n", "\n    # why\n"),
    "page.html": lambda text: f"<pre>{html.escape(text)}</pre>",
    "pygments.html": as_html,
    "spans.html": lambda text: html.escape(text).replace(" = ", " <span class='o'>=</span> "),
    "notebook.ipynb": as_notebook,
    "output.ipynb": as_output,
    "broken.ipynb": lambda text: f"{{ {text}",
    "data.json": lambda text: json.dumps({"a": [{"b": text}]}),
    "script.js": lambda text: f"show({json.dumps(text)})",
    "chapter.md": lambda text: f"# Chapter\n\n```python\n{text}```\n",
    "no_suffix": lambda text: text,
    ".hidden/file.txt": lambda text: text,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("secret", [ANSWER, HIDDEN], ids=["answer", "hidden"])
def test_a_planted_leak_is_seen(tmp_path: Path, secrets: list[Secret], form: str, secret: str) -> None:
    path = tmp_path / "site" / form
    path.parent.mkdir(parents=True)
    path.write_text(FORMS[form](secret), "utf-8")
    (leak,) = find_leaks([tmp_path / "site"], secrets)
    assert leak.path == path
    assert leak.secret == f"{'the answer' if secret == ANSWER else 'a hidden test'} in {LAB}/" + (
        "double" if secret == ANSWER else "test_double"
    )
    assert str(path) in str(leak)


@pytest.mark.parametrize("form", FORMS)
def test_a_clean_text_gives_no_leak(tmp_path: Path, secrets: list[Secret], form: str) -> None:
    path = tmp_path / "site" / form
    path.parent.mkdir(parents=True)
    path.write_text(FORMS[form](PUBLIC), "utf-8")
    assert find_leaks([tmp_path / "site"], secrets) == []


def test_one_line_of_several_is_no_leak(site: Path, secrets: list[Secret]) -> None:
    (site / "a.py").write_text("\n".join(reversed(ANSWER.splitlines())), "utf-8")
    assert find_leaks([site], secrets) == []


def test_an_archive_is_looked_into(site: Path, secrets: list[Secret]) -> None:
    with zipfile.ZipFile(site / "labs.zip", "w") as archive:
        archive.writestr("labs/a.py", PUBLIC)
        archive.writestr("labs/b.ipynb", as_notebook(ANSWER))
    assert [leak.path for leak in find_leaks([site], secrets)] == [site / "labs.zip" / "labs" / "b.ipynb"]


def test_pictures_and_other_bytes_are_passed_over(site: Path, secrets: list[Secret]) -> None:
    (site / "a.png").write_bytes(b"\x89PNG\0" + ANSWER.encode())
    (site / "b.py").write_bytes(b"\xff\xfe" + PUBLIC.encode())
    (site / "c.zip").write_bytes(b"PK no archive")
    assert find_leaks([site], secrets) == []


def test_every_answer_and_hidden_test_of_the_lab_is_a_secret(course: Course) -> None:
    assert [(secret.name, len(secret.prints)) for secret in answers(course)] == [
        (f"the answer in {LAB}/double", 1),
        (f"the answer in {LAB}/half", 1),
    ]
    assert [secret.name for secret in hidden_tests(course)] == [f"a hidden test in {LAB}/test_double"]


def test_a_block_of_short_lines_is_one_print_and_a_tiny_one_is_none(
    course: Course, lab: NotebookNode
) -> None:
    body = "a = numbers\n    b = 2\n    c = a * b\n    return c"
    for text, prints in [(body, {"a=numbersb=2c=a*breturnc"}), ("return 2", set())]:
        lab.cells[2].source = f"### BEGIN SOLUTION\n    {text}\n    ### END SOLUTION"
        course.instructor_notebook(LAB).write_text(nbformat.writes(lab), "utf-8")
        assert answers(course)[0].prints == prints


@pytest.mark.parametrize(
    "content", [None, "no notebook", '{"nbformat": 3, "nbformat_minor": 0, "worksheets": []}']
)
def test_without_a_built_notebook_there_is_an_error_and_no_all_clear(
    course: Course, content: str | None
) -> None:
    path = course.instructor_notebook(LAB)
    path.unlink() if content is None else path.write_text(content, "utf-8")
    with pytest.raises(UserError, match=rf"Run `bert2t5 build {LAB}`"):
        answers(course)
