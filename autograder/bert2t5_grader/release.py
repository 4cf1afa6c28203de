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
        UserError: git does not know the labs, or an answer or a hidden test could be read in the result.
    """
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to) as scratch:
        draft = Path(scratch) / NAME
        for name in tracked_files(course):
            target = draft / Path(name).relative_to("labs") if name.startswith("labs/") else draft / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(course.root / name, target)
        leaks = find_leaks([draft], answers(course) + hidden_tests(course))
        if leaks:
            raise UserError(f"nothing was released: {leaks[0]}")
        folder, archive = to / NAME, to / f"{NAME}.zip"
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    _zip(folder, archive)
    return folder, archive


def tracked_files(course: Course) -> list[str]:
    """Return the files that go to students, relative to the root."""
    command = ["git", "-C", str(course.root), "ls-files", "-z", "labs", *BESIDE]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode or "labs/" not in found.stdout:
        raise UserError(f"git lists no file under labs/ in {course.root}. Run this in a clone of the course")
    return [name for name in found.stdout.split("\0") if name]


def _zip(folder: Path, archive: Path) -> None:
    draft = archive.with_suffix(".tmp")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as target:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                target.writestr(zipfile.ZipInfo(name, EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)
    draft.replace(archive)
