"""Takes in submissions from a folder or an archive.

Accepted shapes, one student each: a folder `ada/` that holds a notebook, a file `ada.ipynb`, an archive
`ada.zip`; a folder or one archive of those. Archives are read without unpacking: only the lab's notebook is
copied, so a path that leads out of the archive, a link or a huge other file does nothing.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from bert2t5_grader.course import Course
from bert2t5_grader.errors import IntakeError
from bert2t5_grader.files import write_bytes, write_text
from bert2t5_grader.submission import MAX_BYTES

STUDENT_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.@"


@dataclass(frozen=True)
class Submission:
    """A student's file as it came in. `content` is empty when there was no notebook."""

    student: str
    content: bytes
    time: datetime


def collect(course: Course, lab: str, source: Path) -> list[str]:
    """Copy every submission of a lab into the course's state and return the students, in order.

    A student whose folder holds no notebook gets an empty file, so that grading tells the reason.

    Raises:
        IntakeError: the source does not exist, is no folder or zip archive, or holds no submission.
    """
    submissions = sorted(_submissions(source, course.require_lab(lab)), key=lambda found: found.student)
    if not submissions:
        raise IntakeError(
            f"no submissions of {lab} in {source}. Allowed: one folder, .ipynb or .zip a student"
        )
    for submission in submissions:
        path = course.submitted(lab, submission.student)
        write_bytes(path, submission.content)
        write_text(path.parent / "timestamp.txt", submission.time.strftime("%Y-%m-%d %H:%M:%S UTC"))
    return [submission.student for submission in submissions]


def _submissions(source: Path, lab: str) -> Iterator[Submission]:
    if source.is_dir():
        for entry in sorted(source.iterdir()):
            if not entry.name.startswith("."):
                yield from _from_entry(entry, lab)
    elif source.is_file() and zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            yield from _from_class_archive(archive, lab)
    else:
        raise IntakeError(f"{source} is neither a folder nor a zip archive")


def _from_entry(entry: Path, lab: str) -> Iterator[Submission]:
    time = datetime.fromtimestamp(entry.stat().st_mtime, UTC)
    student = _student(entry.stem if entry.is_file() else entry.name)
    if entry.is_dir():
        files = {
            path.relative_to(entry).as_posix(): path for path in sorted(entry.rglob("*")) if path.is_file()
        }
        chosen = _choose(list(files), lab)
        content = files[chosen].read_bytes() if chosen and not files[chosen].is_symlink() else b""
        yield Submission(student, content, time)
    elif entry.suffix == ".ipynb":
        yield Submission(student, entry.read_bytes(), time)
    elif zipfile.is_zipfile(entry):
        with zipfile.ZipFile(entry) as archive:
            yield Submission(student, *_from_student_archive(archive, "", lab))


def _from_class_archive(archive: zipfile.ZipFile, lab: str) -> Iterator[Submission]:
    """Every first part of a path in the archive is a student."""
    tops = sorted({PurePosixPath(name).parts[0] for name in archive.namelist() if PurePosixPath(name).parts})
    for top in tops:
        if top.endswith(".ipynb"):
            yield Submission(_student(PurePosixPath(top).stem), *_read(archive, top))
        elif f"{top}/" in archive.namelist() or any(
            name.startswith(f"{top}/") for name in archive.namelist()
        ):
            yield Submission(_student(top), *_from_student_archive(archive, f"{top}/", lab))


def _from_student_archive(archive: zipfile.ZipFile, prefix: str, lab: str) -> tuple[bytes, datetime]:
    chosen = _choose([name for name in archive.namelist() if name.startswith(prefix)], lab)
    return _read(archive, chosen) if chosen else (b"", datetime.fromtimestamp(0, UTC))


def _read(archive: zipfile.ZipFile, name: str) -> tuple[bytes, datetime]:
    """Read one member, one byte past the limit at most: the reader of notebooks tells the rest."""
    with archive.open(name) as member:
        return member.read(MAX_BYTES + 1), datetime(*archive.getinfo(name).date_time, tzinfo=UTC)


def _choose(names: list[str], lab: str) -> str | None:
    """Choose the lab's notebook: by its name, else the only notebook there is."""
    notebooks = [name for name in names if name.endswith(".ipynb") and ".ipynb_checkpoints" not in name]
    named = [name for name in notebooks if PurePosixPath(name).name == f"{lab}.ipynb"]
    found = named or notebooks
    return min(found, key=len) if named or len(found) == 1 else None


def _student(name: str) -> str:
    """Return a student id that is safe as a folder's name."""
    student = "".join(letter if letter in STUDENT_CHARACTERS else "_" for letter in name)
    return student.lstrip(".") or "_"
