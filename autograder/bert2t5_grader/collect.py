"""Takes in submissions from a folder or an archive.

Accepted shapes, one student each: a folder `ada/` that holds a notebook, a file `ada.ipynb`, an archive
`ada.zip`; a folder or one archive of those. Archives are read without unpacking and links are not followed:
only the lab's notebook is copied, so a path that leads out of the archive or a huge other file does nothing.
A student whose file cannot be read is kept, with nothing in it.
"""

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from bert2t5_grader.course import Course
from bert2t5_grader.errors import IntakeError
from bert2t5_grader.files import write_bytes, write_text
from bert2t5_grader.submission import MAX_BYTES

MAX_NAME = 64  # characters of a student id
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)  # where the time is not known, nobody is late
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)


@dataclass(frozen=True)
class Submission:
    """A student's file as it came in. `content` is empty when there was no notebook.

    Attributes:
        origin: the name that the file, folder or archive had.
        content: the notebook's bytes, at most one more than the reader of notebooks allows.
        time: when the notebook was last changed.
    """

    origin: str
    content: bytes = b""
    time: datetime = LONG_AGO

    @property
    def student(self) -> str:
        """A student id that is safe as a folder's name: letters and digits of any script, `_-.@`."""
        name = re.sub(r"\.(ipynb|zip)$", "", self.origin, flags=re.IGNORECASE)
        name = re.sub(r"[^\w.@-]", "_", unicodedata.normalize("NFC", name))
        return name.lstrip(".")[:MAX_NAME] or "_"


def collect(course: Course, lab: str, source: Path) -> list[str]:
    """Copy every submission of a lab into the course's state and return the students, in order.

    A student whose folder holds no notebook gets an empty file, so that grading tells the reason.

    Raises:
        IntakeError: the source does not exist, is no folder or zip archive, holds no submission, or holds
            two for one student; nothing is written then.
    """
    submissions = sorted(_submissions(source, course.require_lab(lab)), key=lambda found: found.student)
    if not submissions:
        raise IntakeError(
            f"no submissions of {lab} in {source}. Allowed: one folder, .ipynb or .zip a student"
        )
    _require_different_students(source, submissions)
    for submission in submissions:
        path = course.submitted(lab, submission.student)
        write_bytes(path, submission.content)
        write_text(path.parent / "timestamp.txt", submission.time.strftime("%Y-%m-%d %H:%M:%S UTC"))
    return [submission.student for submission in submissions]


def _require_different_students(source: Path, submissions: list[Submission]) -> None:
    """Names may become equal when they are made safe, or where a file system ignores case."""
    seen: dict[str, str] = {}
    for submission in submissions:
        other = seen.setdefault(submission.student.casefold(), submission.origin)
        if other != submission.origin:
            found = f"{other!r} and {submission.origin!r} in {source} are both student {submission.student!r}"
            raise IntakeError(f"{found}. One submission a student: rename or remove one")


def _submissions(source: Path, lab: str) -> Iterator[Submission]:
    if source.is_dir():
        for entry in sorted(source.iterdir()):
            yield from _from_entry(entry, lab)
    elif source.is_file() and zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            yield from _from_class_archive(archive, lab)
    else:
        raise IntakeError(f"{source} is neither a folder nor a zip archive")


def _from_entry(entry: Path, lab: str) -> Iterator[Submission]:
    suffix = entry.suffix.lower()
    if _is_clutter([entry.name]) or not (entry.is_dir() or suffix in (".ipynb", ".zip")):
        return
    if entry.is_symlink():
        yield Submission(entry.name)
    elif entry.is_dir():
        files = {path.relative_to(entry).as_posix(): path for path in _own_files(entry)}
        chosen = _choose(files, lab)
        yield _from_file(entry.name, files[chosen]) if chosen else Submission(entry.name)
    elif suffix == ".ipynb":
        yield _from_file(entry.name, entry)
    else:
        yield _from_student_archive(entry.name, entry.read_bytes(), lab)


def _own_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def _from_file(origin: str, path: Path) -> Submission:
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    return Submission(origin, content, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _from_class_archive(archive: zipfile.ZipFile, lab: str) -> Iterator[Submission]:
    """Every first part of a path in the archive is a student; an archive in the archive is one too."""
    members = _members(archive)
    for top in sorted({PurePosixPath(name).parts[0] for name in members}):
        inside = {name: info for name, info in members.items() if name.startswith(f"{top}/")}
        if inside:
            chosen = _choose(inside, lab)
            yield _from_member(archive, top, members[chosen]) if chosen else Submission(top)
        elif top.lower().endswith(".ipynb"):
            yield _from_member(archive, top, members[top])
        elif top.lower().endswith(".zip"):
            yield _from_student_archive(top, _from_member(archive, top, members[top]).content, lab)


def _from_student_archive(origin: str, content: bytes, lab: str) -> Submission:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive)
            chosen = _choose(members, lab)
            return _from_member(archive, origin, members[chosen]) if chosen else Submission(origin)
    except BROKEN_ARCHIVE:
        return Submission(origin)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return an archive's files and folders (these end with a slash), without links and strange paths."""
    found = {info.filename.replace("\\", "/"): info for info in archive.infolist()}
    return {
        name: info
        for name, info in found.items()
        if not _is_clutter(PurePosixPath(name).parts) and not stat.S_ISLNK(info.external_attr >> 16)
    }


def _is_clutter(parts: Iterable[str]) -> bool:
    """Hidden files and folders, `..` among them, and what macOS adds to an archive."""
    parts = list(parts)
    return not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _from_member(archive: zipfile.ZipFile, origin: str, info: zipfile.ZipInfo) -> Submission:
    """Read one member, one byte past the limit at most: the reader of notebooks tells the rest."""
    try:
        with archive.open(info) as member:
            content = member.read(MAX_BYTES + 1)
    except BROKEN_ARCHIVE:
        return Submission(origin)
    try:
        return Submission(origin, content, datetime(*info.date_time, tzinfo=UTC))
    except ValueError:  # archives may carry a month 0
        return Submission(origin, content)


def _choose(names: Iterable[str], lab: str) -> str | None:
    """Choose the lab's notebook: by its name, else the only notebook there is."""
    notebooks = [
        name
        for name in names
        if name.lower().endswith(".ipynb") and not _is_clutter(PurePosixPath(name).parts)
    ]
    named = [name for name in notebooks if PurePosixPath(name).name == f"{lab}.ipynb"]
    if named:
        return min(named, key=lambda name: (len(PurePosixPath(name).parts), name))
    return notebooks[0] if len(notebooks) == 1 else None
