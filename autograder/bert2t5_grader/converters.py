"""Runs nbgrader's converters in this process, and turns their log into an error that can be read."""

import logging
import re
import warnings
from functools import cache
from pathlib import Path

import nbgrader.api
from alembic.script import ScriptDirectory
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from bert2t5_grader.errors import UserError

# An engine keeps the statements that it has compiled. nbgrader makes a new one for each of its ten sessions a
# submission, and compiling is most of what a session costs: so there is one engine for a database.
nbgrader.api.create_engine = cache(nbgrader.api.create_engine)
# For each new database nbgrader asks the command `alembic`, in two seconds, which version its tables have.
nbgrader.api.get_alembic_version = cache(ScriptDirectory(ALEMBIC_DIR).get_current_head)

EVERYBODY = "."  # nbgrader's student of a release


class ConversionError(UserError):
    """Raised when nbgrader gives up; carries its last log lines."""

    exit_code = 1


def generate_assignment(config: Config, lab: str) -> None:
    """Write the released notebook of a lab and record its cells in the gradebook."""
    _convert(GenerateAssignment, config, lab, EVERYBODY)


def autograde(config: Config, lab: str, student: str) -> None:
    """Run and score one submission; an earlier result is replaced."""
    _convert(Autograde, config, lab, student)


def generate_feedback(config: Config, lab: str, student: str) -> None:
    """Write one student's feedback page."""
    _convert(GenerateFeedback, config, lab, student)


def _convert(kind: type[BaseConverter], config: Config, lab: str, student: str) -> None:
    config.CourseDirectory.assignment_id = lab
    config.CourseDirectory.student_id = student
    folders = CourseDirectory(config=config)
    Path(folders.db_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    converter = kind(coursedir=folders, config=config)
    converter.force = True
    log = _LogLines()
    converter.log.addHandler(log)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader builds rows before it adds them
            converter.start()
    except NbGraderException as error:
        whose = "" if student == EVERYBODY else f" for {student}"
        raise ConversionError(f"{kind.__name__} of {lab}{whose}: {log.last_error() or error}") from error
    finally:
        converter.log.removeHandler(log)


class _LogLines(logging.Handler):
    """Keeps what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage().strip())

    def last_error(self) -> str:
        """Return the exception that the first traceback ends with, or the first error's last line."""
        traces = [line for line in self.lines if line.startswith("Traceback")]
        first = (traces or self.lines or [""])[0]
        # an exception's message may go on for lines, of which the first says most
        return (re.findall(r"^[\w.]+: .*", first, re.MULTILINE) or first.splitlines() or [""])[-1]
