"""The release holds what git tracks under labs/ and two files, is searched for leaks, and repeats itself."""

import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from small_lab import contents

from bert2t5_grader.course import Course
from bert2t5_grader.errors import UserError
from bert2t5_grader.files import write_text
from bert2t5_grader.release import NAME, release, tracked_files

TRACKED = ["LICENSE", "labs/README.md", "labs/bert2t5/checks.py", "requirements.lock"]


def git(course: Course, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(course.root), *arguments], check=True, capture_output=True)


@pytest.fixture
def clone(course: Course) -> Course:
    for name in TRACKED:
        write_text(course.root / name, f"{name} is here\n")
    git(course, "init")
    git(course, "add", *TRACKED)
    write_text(course.root / "labs" / "my_notes.txt", "not tracked")
    write_text(course.root / "labs" / "bert2t5" / "__pycache__" / "checks.pyc", "not tracked")
    git(course, "add", "solutions")
    return course


def test_only_tracked_files_of_the_labs_and_the_two_beside_them_are_released(
    clone: Course, tmp_path: Path
) -> None:
    folder, archive = release(clone, tmp_path / "dist")
    expected = {"LICENSE", "README.md", "bert2t5/checks.py", "requirements.lock"}
    assert set(contents(folder)) == expected
    with zipfile.ZipFile(archive) as opened:
        assert set(opened.namelist()) == {f"{NAME}/{name}" for name in expected}
        assert opened.testzip() is None
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == [NAME, f"{NAME}.zip"]


def test_two_releases_have_the_same_bytes(clone: Course, tmp_path: Path) -> None:
    _, one = release(clone, tmp_path / "one")
    for name in TRACKED:
        os.utime(clone.root / name, (1_000_000_000, 1_000_000_000))
    (clone.root / "LICENSE").chmod(0o700)
    _, other = release(clone, tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_released_files_can_be_read_by_everyone_once_unpacked(clone: Course, tmp_path: Path) -> None:
    with zipfile.ZipFile(release(clone, tmp_path)[1]) as archive:
        assert {oct(info.external_attr >> 16) for info in archive.infolist()} == {"0o644"}


def test_a_new_release_replaces_the_old_one(clone: Course, tmp_path: Path) -> None:
    release(clone, tmp_path)
    git(clone, "rm", "--cached", "labs/README.md")
    folder, _ = release(clone, tmp_path)
    assert "README.md" not in contents(folder)


@pytest.mark.parametrize("secret", ["answer", "hidden test"])
def test_a_leak_stops_the_release_and_the_old_one_stays(clone: Course, tmp_path: Path, secret: str) -> None:
    release(clone, tmp_path)
    before = contents(tmp_path / NAME)
    leak = {
        "answer": "twice_as_much = number + number if number < 10**9 else 2 * number\nreturn twice_as_much\n",
        "hidden test": "fresh_number = rng.randint(10, 99)\n"
        "check.equal(double, fresh_number, expected=2 * fresh_number)\n",
    }[secret]
    write_text(clone.root / "labs" / "README.md", leak)
    with pytest.raises(UserError, match=f"nothing was released: .*{secret} in 01_small"):
        release(clone, tmp_path)
    assert contents(tmp_path / NAME) == before
    assert {path.name for path in tmp_path.iterdir()} == {"course", NAME, f"{NAME}.zip"}


def test_outside_a_clone_nothing_is_released(course: Course, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="git lists no labs/"):
        release(course, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_a_file_beside_the_labs_that_git_does_not_know_is_missed(clone: Course) -> None:
    git(clone, "rm", "--cached", "LICENSE")
    with pytest.raises(UserError, match="git lists no LICENSE"):
        tracked_files(clone)


def test_a_link_and_a_missing_file_are_refused(clone: Course) -> None:
    path = clone.root / "labs" / "README.md"
    path.unlink()
    with pytest.raises(UserError, match="is missing or a link"):
        tracked_files(clone)
    path.symlink_to(clone.root / "solutions" / "01_small.py")
    with pytest.raises(UserError, match="is missing or a link"):
        tracked_files(clone)


def test_a_file_in_the_place_of_the_folder_is_refused_and_kept(clone: Course, tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("mine", "utf-8")
    with pytest.raises(UserError, match="is a file"):
        release(clone, tmp_path / "dist")
    assert (tmp_path / "dist").read_text("utf-8") == "mine"
