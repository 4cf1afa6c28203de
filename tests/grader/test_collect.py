"""Collecting takes one file a student from a folder or an archive, whatever lies around it."""

import io
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_lab import LAB, contents

from bert2t5_grader import collect as module
from bert2t5_grader.collect import collect
from bert2t5_grader.course import Course
from bert2t5_grader.errors import IntakeError, UnknownLab

NOTEBOOK = f"{LAB}.ipynb"
Files = dict[str, bytes]


def as_folder(place: Path, files: Files) -> Path:
    for name, content in files.items():
        path = place / "handed-in" / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return place / "handed-in"


def zipped(files: Files) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2030, 1, 2, 3, 4, 6)), content)
    return target.getvalue()


def as_archive(place: Path, files: Files) -> Path:
    path = place / "handed-in.zip"
    path.write_bytes(zipped(files))
    return path


both = pytest.mark.parametrize("hand_in", [as_folder, as_archive])
HandIn = Callable[[Path, Files], Path]


def taken(course: Course) -> dict[str, bytes]:
    """Every submission in the course's state."""
    found = course.state.glob(f"submitted/*/{LAB}/*.ipynb")
    return {path.parent.parent.name: path.read_bytes() for path in found}


@both
def test_a_folder_a_notebook_and_an_archive_are_one_student_each(
    course: Course, tmp_path: Path, hand_in: HandIn
) -> None:
    files = {
        f"ada/{NOTEBOOK}": b"1",
        f"bob/deep/er/{NOTEBOOK}": b"2",
        "cleo.ipynb": b"3",
        "dan.zip": zipped({f"x/{NOTEBOOK}": b"4"}),
        "eva.ZIP": zipped({"mine.ipynb": b"5"}),
        "README.txt": b"not a student",
    }
    assert collect(course, LAB, hand_in(tmp_path, files)) == ["ada", "bob", "cleo", "dan", "eva"]
    assert taken(course) == {"ada": b"1", "bob": b"2", "cleo": b"3", "dan": b"4", "eva": b"5"}


@both
def test_a_student_without_one_clear_notebook_is_kept_with_an_empty_file(
    course: Course, tmp_path: Path, hand_in: HandIn
) -> None:
    files = {
        "nothing/": b"",
        "wrong/report.pdf": b"x",
        "two/a.ipynb": b"1",
        "two/b.ipynb": b"2",
        "broken.zip": b"PK no archive",
        "cut.zip": zipped({NOTEBOOK: b"x" * 999})[:-40],
        "empty.zip": zipped({}),
    }
    collect(course, LAB, hand_in(tmp_path, files))
    assert taken(course) == dict.fromkeys(["nothing", "wrong", "two", "broken", "cut", "empty"], b"")


@both
def test_of_several_notebooks_the_one_with_the_labs_name_nearest_to_the_top_is_taken(
    course: Course, tmp_path: Path, hand_in: HandIn
) -> None:
    files = {
        f"ada/old/{NOTEBOOK}": b"old",
        f"ada/{NOTEBOOK}": b"right",
        "ada/other.ipynb": b"other",
        f"ada/.ipynb_checkpoints/{NOTEBOOK}": b"checkpoint",
        "bob/.ipynb_checkpoints/mine-checkpoint.ipynb": b"checkpoint",
        "bob/mine.ipynb": b"mine",
        f"__MACOSX/ada/._{NOTEBOOK}": b"clutter",
        f"bob/._{NOTEBOOK}": b"clutter",
        "._cleo.ipynb": b"clutter",
        ".hidden/x.ipynb": b"clutter",
    }
    collect(course, LAB, hand_in(tmp_path, files))
    assert taken(course) == {"ada": b"right", "bob": b"mine"}


@both
def test_odd_names_become_safe_ones_and_letters_of_any_script_stay(
    course: Course, tmp_path: Path, hand_in: HandIn
) -> None:
    names = ["M\u00fcller", "\u5f20\u4f1f", "<script>x", "a b;$(rm)", "*?[x]", "ada@uni.example", "n" * 100]
    collect(course, LAB, hand_in(tmp_path, {f"{name}/{NOTEBOOK}": b"x" for name in names}))
    safe = ["M\u00fcller", "\u5f20\u4f1f", "_script_x", "a_b___rm_", "___x_", "ada@uni.example", "n" * 64]
    assert sorted(taken(course)) == sorted(safe)


@both
@pytest.mark.parametrize(
    ("one", "other"),
    [("a b", "a_b"), ("a?", "a!"), ("Ada", "ada"), ("e\u0301", "\u00e9"), ("n" * 70, "n" * 71)],
)
def test_two_submissions_of_one_student_are_refused_and_nothing_is_written(
    course: Course, tmp_path: Path, hand_in: HandIn, one: str, other: str
) -> None:
    source = hand_in(tmp_path, {f"{one}/{NOTEBOOK}": b"1", f"{other}/{NOTEBOOK}": b"2", "zoe.ipynb": b"3"})
    with pytest.raises(IntakeError, match="are both student"):
        collect(course, LAB, source)
    assert not course.state.exists()


def test_a_file_and_a_folder_of_one_student_are_refused(course: Course, tmp_path: Path) -> None:
    source = as_folder(tmp_path, {f"ada/{NOTEBOOK}": b"1", "ada.ipynb": b"2"})
    with pytest.raises(IntakeError, match=r"'ada' and 'ada.ipynb' .* rename or remove one"):
        collect(course, LAB, source)


@pytest.mark.parametrize(
    "name",
    ["../x.ipynb", "../../x/x.ipynb", "x/../../x.ipynb", "/etc/x.ipynb", "..\\x\\x.ipynb", "/", "."],
)
def test_a_path_that_leads_out_of_an_archive_is_no_student(course: Course, tmp_path: Path, name: str) -> None:
    before = contents(course.root)
    assert collect(course, LAB, as_archive(tmp_path, {name: b"evil", "ada.ipynb": b"1"})) == ["ada"]
    new = set(contents(course.root)) - set(before)
    assert new == {f"autograder/var/submitted/ada/{LAB}/{file}" for file in (NOTEBOOK, "timestamp.txt")}


def test_an_archive_that_a_windows_program_made_has_folders_too(course: Course, tmp_path: Path) -> None:
    collect(course, LAB, as_archive(tmp_path, {f"ada\\{NOTEBOOK}": b"1"}))
    assert taken(course) == {"ada": b"1"}


def test_a_link_in_an_archive_is_not_read(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "handed-in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo(f"ada/{NOTEBOOK}")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("ada/other.txt", "x")
    collect(course, LAB, path)
    assert taken(course) == {"ada": b""}


@pytest.mark.parametrize("name", [f"ada/{NOTEBOOK}", "ada.ipynb", "ada.zip", "ada"])
def test_a_link_in_a_folder_is_not_followed(course: Course, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    if name == "ada":
        as_folder(secret, {NOTEBOOK: b"secret"})
    else:
        secret.write_bytes(zipped({NOTEBOOK: b"secret"}))
    source = as_folder(tmp_path, {"ada/": b""} if "/" in name else {"zoe/": b""})
    (source / name).symlink_to(secret)
    collect(course, LAB, source)
    assert taken(course)["ada"] == b""


def test_a_dangling_link_stops_nobody(course: Course, tmp_path: Path) -> None:
    source = as_folder(tmp_path, {"ada.ipynb": b"1"})
    (source / "bob.ipynb").symlink_to(tmp_path / "nowhere")
    collect(course, LAB, source)
    assert taken(course) == {"ada": b"1", "bob": b""}


@both
def test_of_a_huge_file_one_byte_more_than_allowed_is_read(
    course: Course, tmp_path: Path, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    collect(course, LAB, hand_in(tmp_path, {"ada.ipynb": b"x" * 5000, f"bob/{NOTEBOOK}": b"y" * 5000}))
    assert {len(content) for content in taken(course).values()} == {101}


def test_a_damaged_member_costs_its_owner_alone(course: Course, tmp_path: Path) -> None:
    content = zipped({"ada.ipynb": b"A" * 50, "bob.ipynb": b"1"}).replace(b"A" * 50, b"B" * 50)
    (tmp_path / "handed-in.zip").write_bytes(content)
    collect(course, LAB, tmp_path / "handed-in.zip")
    assert taken(course) == {"ada": b"", "bob": b"1"}


def test_a_locked_archive_costs_its_owner_alone(course: Course, tmp_path: Path) -> None:
    content = bytearray(zipped({"ada.ipynb": b"1"}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + flags] |= 1  # says: encrypted
    collect(course, LAB, as_folder(tmp_path, {"ada.zip": bytes(content), "bob.ipynb": b"1"}))
    assert taken(course) == {"ada": b"", "bob": b"1"}


def timestamp(course: Course, student: str) -> str:
    return (course.submitted(LAB, student).parent / "timestamp.txt").read_text("utf-8")


def test_the_time_is_the_notebooks_own(course: Course, tmp_path: Path) -> None:
    source = as_folder(tmp_path, {f"ada/{NOTEBOOK}": b"1", "bob.zip": zipped({NOTEBOOK: b"2"}), "cleo/": b""})
    seconds = datetime(2029, 5, 6, 7, 8, 9, tzinfo=UTC).timestamp()
    os.utime(source / "ada" / NOTEBOOK, (seconds, seconds))
    collect(course, LAB, source)
    assert timestamp(course, "ada") == "2029-05-06 07:08:09 UTC"
    assert timestamp(course, "bob") == "2030-01-02 03:04:06 UTC"
    assert timestamp(course, "cleo") == "1980-01-01 00:00:00 UTC"


def test_an_impossible_time_in_an_archive_is_long_ago(course: Course, tmp_path: Path) -> None:
    content = bytearray(zipped({"ada.ipynb": b"1"}))
    for header, date in ((b"PK\x03\x04", 12), (b"PK\x01\x02", 14)):
        at = content.index(header) + date
        content[at : at + 2] = b"\0\0"  # month 0, day 0
    collect(course, LAB, as_folder(tmp_path, {"ada.zip": bytes(content)}))
    assert timestamp(course, "ada") == "1980-01-01 00:00:00 UTC"
    assert taken(course) == {"ada": b"1"}


def test_collecting_again_takes_the_new_file_and_keeps_the_other_students(
    course: Course, tmp_path: Path
) -> None:
    collect(course, LAB, as_folder(tmp_path / "1", {"ada.ipynb": b"1", "bob.ipynb": b"1"}))
    collect(course, LAB, as_folder(tmp_path / "2", {"ada.ipynb": b"2"}))
    assert taken(course) == {"ada": b"2", "bob": b"1"}
    assert course.students(LAB) == ["ada", "bob"]


@pytest.mark.parametrize("name", ["nothing", "file.txt", "empty"])
def test_a_source_that_holds_no_submission_is_refused(course: Course, tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("x", "utf-8")
    (tmp_path / "empty").mkdir()
    with pytest.raises(IntakeError, match=name):
        collect(course, LAB, tmp_path / name)
    assert not course.state.exists()


def test_an_unknown_lab_is_refused(course: Course, tmp_path: Path) -> None:
    with pytest.raises(UnknownLab):
        collect(course, "07_none", as_folder(tmp_path, {"ada.ipynb": b"1"}))
