"""Writes what students get: a folder and an archive with the labs and nothing private.

The list of files is an allow-list (what git tracks under `labs/`), and the result is searched for leaks
before it gets its final name.
"""

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from bert2t5_grader.course import Course
from bert2t5_grader.errors import UserError
from bert2t5_grader.leaks import answers, find_leaks, hidden_tests

NAME = "bert2t5-labs"
BESIDE = ("LICENSE", "requirements.lock")  # from the root, put beside the labs
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same time in every archive, so that the same labs give the same bytes


def release(course: Course, to: Path) -> tuple[Path, Path]:
    """Write the students' folder and zip archive into `to` and return both paths.

    Raises:
        UserError: `to` is a file, git does not know the labs, one of their files is missing or a link, or an
            answer or a hidden test could be read in the result; nothing is written then.
    """
    if to.exists() and not to.is_dir():
        raise UserError(f"{to} is a file. Give a folder for the result")
    names = tracked_files(course)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to) as scratch:
        draft = _copy(course, names, Path(scratch) / NAME)
        if leaks := find_leaks([draft], answers(course) + hidden_tests(course)):
            raise UserError(f"nothing was released: {leaks[0]}")
        packed = _pack(draft)
        folder, archive = to / NAME, to / packed.name
        if folder.is_dir():
            shutil.rmtree(folder)
        draft.rename(folder)
        packed.replace(archive)
    return folder, archive


def tracked_files(course: Course) -> list[str]:
    """Return the files that go to students, relative to the root."""
    command = ["git", "-C", str(course.root), "ls-files", "-z", "labs", *BESIDE]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        listed = ""
    names = [name for name in listed.split("\0") if name]
    missing = [name for name in ("labs/", *BESIDE) if not any(found.startswith(name) for found in names)]
    if missing:
        raise UserError(f"git lists no {missing[0]} in {course.root}. Run this in a clone of the course")
    for name in names:
        if (course.root / name).is_symlink() or not (course.root / name).is_file():
            raise UserError(f"{course.root / name} is missing or a link. Only plain files are released")
    return names


def _copy(course: Course, names: list[str], draft: Path) -> Path:
    for name in names:
        target = draft / name.removeprefix("labs/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(course.root / name, target)
    return draft


def _pack(folder: Path) -> Path:
    """Write a zip archive beside the folder; the same files give the same bytes."""
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as target:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", EPOCH)
            info.external_attr = 0o644 << 16  # readable for everyone once it is unpacked
            target.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return archive
