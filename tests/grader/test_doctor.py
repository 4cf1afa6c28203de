"""The doctor looks at everything, survives what is missing, and names one command a finding."""

import sys
from pathlib import Path

import pytest

from bert2t5_grader import doctor
from bert2t5_grader.doctor import Finding, examine


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("# a comment\n\nclick>=1\n", "utf-8")
    (tmp_path / "requirements-test.lock").write_text("pytest>=1  # why\n", "utf-8")
    return tmp_path


def find(findings: list[Finding], name: str) -> Finding:
    return next(finding for finding in findings if name in finding.name)


def test_everything_is_looked_at(root: Path) -> None:
    names = [finding.name for finding in examine(root)]
    for name in ("Python", "packages of requirements.lock", "device", "sandbox", "browser"):
        assert any(name in found for found in names)


def test_packages_as_locked_need_nothing(root: Path) -> None:
    assert find(examine(root), "requirements.lock") == Finding(
        "packages of requirements.lock", "1 of 1 as locked"
    )


def test_missing_and_other_packages_are_named_with_the_command_that_mends_it(root: Path) -> None:
    lock = "click==0.1\nno-such-package==1 ; python_version > '3'\nnot-here==1 ; python_version < '3'\n"
    (root / "requirements.lock").write_text(lock, "utf-8")
    finding = find(examine(root), "requirements.lock")
    assert finding.found.startswith("0 of 2 as locked; not click ")
    assert "no-such-package (missing)" in finding.found
    assert finding.mend.endswith("-m pip install -r requirements.lock")


def test_a_missing_lock_is_a_finding(root: Path) -> None:
    (root / "requirements-test.lock").unlink()
    finding = find(examine(root), "requirements-test.lock")
    assert (finding.found, finding.mend) == ("missing", "git checkout requirements-test.lock")


def test_a_python_that_is_too_old_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 0))
    assert "make demo PYTHON=" in find(examine(root), "Python").mend


def test_without_torch_the_doctor_still_answers(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert "requirements.lock" in find(examine(root), "device").mend


def test_without_sandbox_and_browser_the_packages_are_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    assert "bubblewrap" in find(examine(root), "sandbox").mend
    assert "chromium" in find(examine(root), "browser").mend
