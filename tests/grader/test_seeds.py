"""A student's seed is the same in every regrade, and the secret behind it is made once and kept closed."""

import stat
from pathlib import Path

import pytest

from bert2t5_grader.errors import UserError
from bert2t5_grader.files import write_bytes, write_text
from bert2t5_grader.seeds import course_secret, student_seed


def test_a_seed_depends_on_secret_lab_and_student_alone() -> None:
    seeds = {
        student_seed(secret, lab, student)
        for secret in (b"one", b"other")
        for lab in ("01", "02")
        for student in ("ada", "bob")
        for _ in range(2)
    }
    assert len(seeds) == 8
    assert all(len(seed) == 32 for seed in seeds)


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    secret = course_secret(path)
    assert len(secret) == 64
    assert course_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["secret"]
    assert course_secret(tmp_path / "other") != secret


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    with pytest.raises(UserError, match="holds 0 bytes"):
        course_secret(tmp_path / "secret")


def test_a_file_is_written_whole_with_its_parents(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    write_text(path, "\u00fc\n")
    assert path.read_bytes() == b"\xc3\xbc\n"
    write_text(path, "new")
    assert path.read_text("utf-8") == "new"
    assert [found.name for found in path.parent.iterdir()] == ["b.txt"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_equal_content_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "same")
    before = path.stat().st_ino
    write_text(path, "same")
    assert path.stat().st_ino == before


def test_when_writing_fails_the_old_file_stays_and_no_draft_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(TypeError):
        write_bytes(path, "no bytes")  # type: ignore[arg-type]
    assert path.read_text("utf-8") == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.txt"]
