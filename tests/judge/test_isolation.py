"""A sandbox is found or missed, never silently done without."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bert2t5_grader.cli import main
from bert2t5_grader.course import Course
from bert2t5_grader.errors import UserError
from bert2t5_grader.isolation import STRATEGIES, NoSandbox, choose
from bert2t5_grader.isolation.bwrap import WRITABLE, Bubblewrap
from bert2t5_grader.isolation.packages import folders_of, places_of
from bert2t5_grader.limits import Limits

LAB = "01_attacked"


def test_auto_never_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(NoSandbox, match="apt-get install bubblewrap"):
        choose("auto")
    with pytest.raises(NoSandbox):
        choose("bwrap")
    assert not choose("none").protects


def test_a_bubblewrap_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> Any:
        return subprocess.CompletedProcess([], 1, "", "No permissions to create new namespace\n")

    monkeypatch.setattr(subprocess, "run", fails)
    assert "No permissions to create new namespace" in Bubblewrap().why_not()


def test_an_unknown_isolation_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"unknown isolation 'vm'\. Allowed: auto, bwrap, none"):
        choose("vm")
    assert set(STRATEGIES) == {"bwrap", "none"}


def test_grading_is_refused_without_a_sandbox_and_the_report_names_its_absence(
    attacked_course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(attacked_course.root)
    course = Course(attacked_course.root, tmp_path)
    path = course.submitted(LAB, "ada")
    path.parent.mkdir(parents=True)
    shutil.copy(course.student_notebook(LAB), path)
    command = ["--state", str(tmp_path), "grade", LAB]
    with monkeypatch.context() as without:
        without.setattr(Bubblewrap, "why_not", lambda self: "bubblewrap is missing. Install it: ...")
        refused = CliRunner().invoke(main, command)
        assert refused.exit_code == 2
        assert "--isolation none" in refused.output
        assert not course.report(LAB).exists()
    assert CliRunner().invoke(main, [*command, "--isolation", "none"]).exit_code == 0
    assert "No sandbox." in course.report(LAB).read_text("utf-8")
    assert CliRunner().invoke(main, [*command, "--force"]).exit_code == 0
    assert "Sandbox: bwrap." in course.report(LAB).read_text("utf-8")


def test_the_sandbox_shows_no_folder_of_the_course_but_the_public_packages(tmp_path: Path) -> None:
    place = Bubblewrap().place(Limits().as_dict(), "cpu", None, [], tmp_path)
    shown = {
        Path(place.command[index + 2])
        for index, word in enumerate(place.command)
        if word in ("--ro-bind", "--bind", "--dev-bind")
    }
    for package in ("bert2t5_reference", "bert2t5_grader"):
        (folder,) = folders_of(package)
        assert not any(folder.is_relative_to(path) for path in shown)
    assert not any(word in ("--bind", "--dev-bind") for word in place.command)  # nothing shared is writable
    assert set(place.writable) == set(WRITABLE)


def test_a_hidden_module_is_hidden_with_its_compiled_file() -> None:
    assert [path.suffix for path in places_of("statistics")] in ([".py"], [".py", ".pyc"])
    assert all(path.is_dir() for path in places_of("json"))
    assert places_of("no_such_module") == []


def test_every_limit_has_a_unit_in_its_help_or_counts_something() -> None:
    for name, trait in Limits.class_own_traits(config=True).items():
        assert trait.help, name
        if name.endswith(("seconds", "mib")):
            assert ("in seconds" in trait.help) == name.endswith("seconds")
            assert ("in MiB" in trait.help) == name.endswith("mib")
