"""The command line tells a mistake in one line, ends with status 2, and leaves every file as it was."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from small_lab import LAB, SOURCE, contents

from bert2t5_grader.cli import main
from bert2t5_grader.course import Course


def complaint(*arguments: str | Path) -> str:
    """Run a command that must fail by the user's mistake; return its one line."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    (line,) = [
        line for line in result.stderr.splitlines() if not line.startswith(("Usage:", "Try ")) and line
    ]
    assert line.startswith("Error: ")
    return line


@pytest.fixture(autouse=True)
def _inside(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root)


@pytest.fixture
def unchanged(course: Course) -> Callable[[], bool]:
    before = contents(course.root)
    return lambda: contents(course.root) == before


@pytest.mark.parametrize(
    "command",
    [
        ["build", "07_none"],
        ["build", LAB, "07_none"],
        ["collect", "07_none", "."],
        ["grade", "07_none"],
        ["variants", "07_none"],
        ["demo", "--lab", "07_none"],
        ["grade", "../01_small"],
    ],
)
def test_an_unknown_lab_is_told_with_the_known_ones(
    command: list[str], unchanged: Callable[[], bool]
) -> None:
    line = complaint(*command)
    assert "unknown lab '" in line
    assert f"Known labs: {LAB}" in line
    assert unchanged()


@pytest.mark.parametrize(
    ("command", "found", "allowed"),
    [
        (["collect", LAB, "nowhere"], "nowhere is neither a folder nor a zip archive", ""),
        (["collect", LAB, "nbgrader_config.py"], "is neither a folder nor a zip archive", ""),
        (
            ["collect", LAB, "empty"],
            f"no submissions of {LAB} in empty",
            "one folder, .ipynb or .zip a student",
        ),
        (["leaks", "nowhere"], "'nowhere' does not exist", ""),
        (["leaks"], "Missing argument 'PATHS", ""),
        (["grade", LAB], f"no submissions of {LAB}", "use `bert2t5 collect`"),
        (["grade", LAB, "--students", "zoe"], f"no submission of {LAB} by zoe", "Collected: none"),
        (["release"], "git lists no labs/", "Run this in a clone"),
        (["release", "--to", "nbgrader_config.py"], "is a file", "Give a folder"),
        (["nonsense"], "No such command 'nonsense'", ""),
        (["--state", "nbgrader_config.py", "grade", LAB], "'nbgrader_config.py' is a file", ""),
        (
            ["--state", "nbgrader_config.py/x", "collect", LAB, f"solutions/notebooks/{LAB}"],
            "cannot use ",
            "nbgrader_config.py/x/submitted/01_small/01_small: Not a directory",
        ),
    ],
)
def test_what_is_missing_is_told(
    course: Course, unchanged: Callable[[], bool], command: list[str], found: str, allowed: str
) -> None:
    (course.root / "empty").mkdir()
    line = complaint(*command)
    assert found in line
    assert allowed in line
    assert unchanged()


def test_outside_a_course_every_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for command in (
        ["build"],
        ["collect", LAB, "."],
        ["grade", LAB],
        ["leaks", "."],
        ["doctor"],
        ["release"],
    ):
        assert "Run this inside the course" in complaint(*command)


def test_inside_a_folder_of_the_course_it_is_found(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root / "solutions")
    assert "unknown lab" in complaint("build", "07_none")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"grade_id": "half"', '"grade_id": "double"', "cell 5: grade_id 'double' stands twice"),
        ("### BEGIN SOLUTION", "", "double: the answer carries no `### BEGIN SOLUTION`"),
        ('"solution": true', '"solutoin": true', "cell 3: nbgrader metadata solutoin"),
        ('"points": 8', '"points": 8, "schema_version": 2', "cell 4: nbgrader metadata schema_version"),
        ("points=8", "points=9", "test_double: the check gives 9 points"),
        ("def double(number):", "def double(number:", "double: line "),
    ],
)
def test_a_lab_source_that_breaks_a_rule_is_not_built(course: Course, old: str, new: str, found: str) -> None:
    course.source(LAB).write_text(SOURCE.replace(old, new), "utf-8")
    before = contents(course.root)
    assert f"{LAB}.py, {found}" in complaint("build")
    assert contents(course.root) == before


def spoil(course: Course, how: str) -> None:
    path = course.instructor_notebook(LAB)
    if how == "missing":
        path.unlink()
    elif how == "not JSON":
        path.write_text("no notebook", "utf-8")
    elif how == "nbformat 3":
        path.write_text('{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}', "utf-8")
    else:
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[1].metadata.nbgrader.schema_version = 1
        path.write_text(nbformat.writes(notebook), "utf-8")


SPOILED = [
    ("missing", "is not built yet"),
    ("not JSON", "is no built notebook (NotJSONError)"),
    ("nbformat 3", "nbformat 3. Allowed: nbformat 4"),
    ("old schema", "cell 'setup' has nbgrader schema 1. Allowed: nbformat 4 and nbgrader schema 3"),
]


@pytest.mark.parametrize(("how", "found"), SPOILED)
@pytest.mark.parametrize("command", [["leaks", "."], ["variants", LAB]])
def test_a_built_notebook_that_is_missing_or_spoiled_is_told(
    course: Course, how: str, found: str, command: list[str]
) -> None:
    spoil(course, how)
    before = contents(course.root)
    line = complaint(*command)
    assert found in line
    assert f"Run `bert2t5 build {LAB}`" in line
    assert contents(course.root) == before


@pytest.mark.parametrize(("how", "found"), SPOILED)
def test_a_spoiled_notebook_grades_nobody(course: Course, how: str, found: str) -> None:
    path = course.submitted(LAB, "ada")
    path.parent.mkdir(parents=True)
    path.write_text("{}", "utf-8")
    spoil(course, how)
    before = contents(course.root)
    assert found in complaint("grade", LAB)
    assert contents(course.root) == before


def test_the_command_leaks_finds_and_clears(course: Course, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    clean = CliRunner().invoke(main, ["leaks", str(tmp_path / "site")])
    assert (clean.exit_code, clean.output) == (0, "no leak found\n")
    dirty = CliRunner().invoke(main, ["leaks", str(course.source(LAB))])
    assert dirty.exit_code == 1
    assert f"the answer in {LAB}/double can be read there" in dirty.output


def test_collect_takes_in_a_class(course: Course, tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ada.ipynb").write_text("{}", "utf-8")
    result = CliRunner().invoke(main, ["collect", LAB, str(tmp_path / "class")])
    assert (result.exit_code, result.output) == (0, "1 submissions: ada\n")
    other = CliRunner().invoke(
        main, ["--state", str(tmp_path / "x"), "collect", LAB, str(tmp_path / "class")]
    )
    assert other.exit_code == 0
    assert (tmp_path / "x" / "submitted" / "ada").is_dir()


def test_grade_writes_feedback_report_and_grades(course: Course) -> None:
    collected = CliRunner().invoke(main, ["collect", LAB, f"solutions/notebooks/{LAB}"])
    assert collected.exit_code == 0
    result = CliRunner().invoke(main, ["grade", LAB, "--seed", "one"])
    assert result.exit_code == 0, result.output
    assert "full points" in result.output
    assert course.feedback(LAB, LAB).is_file()
    assert "One seed for all: one." in course.report(LAB).read_text("utf-8")
    assert f"{LAB},," in course.grades.read_text("utf-8")


def test_a_gradebook_that_is_none_is_told_by_its_own_error(course: Course) -> None:
    path = course.submitted(LAB, "ada")
    path.parent.mkdir(parents=True)
    path.write_text("{}", "utf-8")
    (course.state / "gradebook.db").write_text("no database", "utf-8")
    result = CliRunner().invoke(main, ["grade", LAB])
    assert result.exit_code == 1
    assert f"GenerateAssignment of {LAB}: sqlalchemy.exc.DatabaseError" in result.stderr
    assert "file is not a database" in result.stderr
