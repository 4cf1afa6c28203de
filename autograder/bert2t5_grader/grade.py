"""Grades a class: judges work in parallel, this process alone writes, and any kill can be resumed.

A submission goes through three files. Its outcome is what the judge found. From it nbgrader's own steps fill
the gradebook, the autograded notebook and the feedback page. Its record is written last. Each is written
under a temporary name and renamed, and each step can be repeated: so whoever is killed at whatever point,
the next run goes on with what is missing, and a submission with a record of the same job is not touched.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin
from rich.console import Console
from traitlets.config import Config

from bert2t5_grader import converters
from bert2t5_grader.course import Course
from bert2t5_grader.feedback import Question
from bert2t5_grader.files import write_text
from bert2t5_grader.isolation import choose
from bert2t5_grader.job import Job, Outcome
from bert2t5_grader.limits import Sandbox
from bert2t5_grader.progress import grading
from bert2t5_grader.repair import RepairSubmission
from bert2t5_grader.report import as_table, write_report
from bert2t5_grader.result import read_result, read_results
from bert2t5_grader.run import RunSubmission
from bert2t5_grader.schedule import LocalWorker, available_cores
from bert2t5_grader.submission import read_submission

VERSIONS = ("bert2t5-course", "nbgrader", "ipykernel", "numpy", "torch", "transformers", "sentencepiece")


@dataclass(frozen=True)
class Grading:
    """How a class is graded.

    Attributes:
        settings: changes to `nbgrader_config.py`, for instance other limits or a seed for all.
        workers: how many submissions are judged at once; 0 for one a core.
        force: grade submissions again that have a record of the same job.
    """

    settings: Config = field(default_factory=Config)
    workers: int = 0
    force: bool = False


def grade_and_report(
    course: Course, lab: str, students: list[str], how: Grading, conditions: str, console: Console
) -> bool:
    """Grade these students, write report, CSV and log, and print the table of the class.

    Args:
        conditions: how the hidden cases were seeded, for the report.

    Returns:
        True when nbgrader processed every submission; which one it did not is printed.
    """
    sandbox = choose(Sandbox(config=_config(course, how)).isolation)
    with grading(len(students), how.workers or available_cores()) as tick:
        problems = []
        for problem in grade_class(course, lab, students, how):
            problems.append(problem)
            tick()
    results = read_results(course, lab)
    kept_apart = f"Sandbox: {sandbox.name}." if sandbox.protects else "No sandbox."
    write_report(lab, results, course.report(lab), f"{conditions} {kept_apart}")
    write_log(course, lab)
    export_grades(course)
    console.print(as_table(lab, results))
    for line in filter(None, problems):
        console.print(f"not processed: {line}")
    return not any(problems)


def grade_class(course: Course, lab: str, students: list[str], how: Grading | None = None) -> Iterator[str]:
    """Grade the submissions of these students and write their feedback, one at each step.

    Yields:
        For each student an empty line, or what kept nbgrader from processing the submission.

    Raises:
        UserError: nothing can be graded here, for instance for want of a sandbox.
    """
    how = how or Grading()
    config = _config(course, how)
    choose(Sandbox(config=config).isolation)
    jobs: dict[str, Job] = {}
    skipped: set[str] = set()

    def job_of(student: str) -> Job | None:
        """Return what a worker has to do, and note what is not to be done at all."""
        job = jobs[student] = _job(config, lab, student, course)
        if not how.force and _is_recorded(course, job):
            skipped.add(student)
            return None
        judged = _is_judged(course, job) and not how.force
        return None if judged or job.unreadable else job

    with LocalWorker(how.workers) as worker:
        record_release(course, lab)
        for student, outcome in worker.judge(students, job_of):
            if outcome:
                write_text(course.outcome(lab, student), outcome.to_json())
            job = jobs.pop(student)
            if student not in skipped:
                yield _write(course, config, job, outcome)
            elif _marks(course, job) != _read_record(course, job)["marks"]:  # a person has graded since
                yield _tell(course, config, job)
            else:
                yield ""


def _write(course: Course, config: Config, job: Job, outcome: Outcome | None) -> str:
    """Bring an outcome to the gradebook and the feedback page, and record it; return what went wrong."""
    config.RunSubmission.outcomes = str(course.outcome(job.lab, job.student).parent)
    course.record(job.lab, job.student).unlink(missing_ok=True)
    try:
        converters.autograde(config, job.lab, job.student)
    except converters.ConversionError as error:
        return error.message
    problem = _tell(course, config, job)
    if outcome and outcome.problem:  # no record: the next run tries again
        course.record(job.lab, job.student).unlink(missing_ok=True)
        problem = f"{job.student}: {outcome.problem}"
    course.outcome(job.lab, job.student).unlink(missing_ok=True)
    return problem


def _tell(course: Course, config: Config, job: Job) -> str:
    """Write the feedback page and the record of a submission in the gradebook; return what went wrong."""
    try:
        converters.generate_feedback(config, job.lab, job.student)
    except converters.ConversionError as error:
        return error.message
    record = _record(course, job)
    write_text(course.record(job.lab, job.student), json.dumps(record, sort_keys=True))
    return ""


def _config(course: Course, how: Grading) -> Config:
    config = course.config()
    config.RunSubmission.secret_file = str(course.state / "secret")
    config.merge(how.settings)
    return config


def _job(config: Config, lab: str, student: str, course: Course) -> Job:
    """Return a submission's job, exactly as nbgrader's steps will make it again."""
    where = {
        "assignment": lab,
        "notebook": lab,
        "student": student,
        "db_url": CourseDirectory(config=config).db_url,
    }
    nb = read_submission(course.submitted(lab, student))
    nb, _ = RepairSubmission(config=config).preprocess(nb, {"nbgrader": where})
    return RunSubmission(config=config).job(nb, lab, lab, student)


def _is_recorded(course: Course, job: Job) -> bool:
    record = _read_record(course, job)
    same = record.get("digest") == job.digest and record.get("submitted") == _submitted(course, job)
    return same and course.autograded(job.lab, job.student).is_file()


def _read_record(course: Course, job: Job) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(course.record(job.lab, job.student).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _marks(course: Course, job: Job) -> list[Any]:
    """Return what the gradebook says of a submission, a person's points and comments included."""
    with Gradebook(course.config().CourseDirectory.db_url) as gradebook:
        submission = gradebook.find_submission_notebook(job.lab, job.lab, job.student)
        comments = sorted([comment.name, comment.comment] for comment in submission.comments)
        scores = sorted([grade.name, grade.score] for grade in submission.grades)
        return [scores, comments, submission.late_submission_penalty]


def _submitted(course: Course, job: Job) -> str:
    """Return when a submission was handed in, as text: it may be late by now."""
    path = course.submitted(job.lab, job.student).with_name("timestamp.txt")
    return path.read_text("utf-8").strip() if path.is_file() else ""


def _is_judged(course: Course, job: Job) -> bool:
    """True when an earlier run got as far as the outcome of this very job."""
    try:
        return Outcome.from_json(course.outcome(job.lab, job.student).read_text("utf-8")).digest == job.digest
    except (OSError, ValueError):
        return False


def _record(course: Course, job: Job) -> dict[str, Any]:
    """Return a submission's line of the log."""
    result, note = read_result(course, job.lab, job.student)
    return {
        "digest": job.digest,
        "lab": job.lab,
        "student": job.student,
        "submitted": _submitted(course, job),
        "points": result.score,
        "max_points": result.max_score,
        "why": result.why,
        "questions": {question.name: _question(question) for question in result.questions},
        "seed": job.seed,
        "versions": _versions(),
        "marks": _marks(course, job),
        **note.get("record", {}),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "points": question.score,
        "of": question.points,
        "bonus": question.bonus,
        "reason": question.reason,
        "seconds": question.seconds,
        "less_trusted": question.less_trusted,
    }


@cache
def _versions() -> dict[str, str]:
    found = {"python": python_version()}
    for name in VERSIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def write_log(course: Course, lab: str) -> None:
    """Write the records of all submissions of a lab, one line each."""
    paths = [course.record(lab, student) for student in course.students(lab)]
    lines = [path.read_text("utf-8") + "\n" for path in paths if path.is_file()]
    write_text(course.log(lab), "".join(lines))


def record_release(course: Course, lab: str) -> None:
    """Record the lab's cells in the gradebook; the released notebook itself is written by `build`.

    Raises:
        UserError: the lab is not built, or its notebook is broken.
    """
    course.read_instructor_notebook(lab)
    config = course.config()
    config.CourseDirectory.release_directory = str(course.state / "release")
    converters.generate_assignment(config, lab)


def export_grades(course: Course) -> None:
    """Write all grades as CSV by nbgrader's own exporter, ordered by assignment and student."""
    draft = course.grades.with_suffix(".draft")
    draft.parent.mkdir(parents=True, exist_ok=True)
    plugin = CsvExportPlugin()
    plugin.to = str(draft)
    with Gradebook(course.config().CourseDirectory.db_url) as gradebook:
        plugin.export(gradebook)
    heading, *rows = draft.read_text("utf-8").splitlines(keepends=True)
    write_text(course.grades, heading + "".join(sorted(rows, key=_by_assignment_and_student)))
    draft.unlink()


def _by_assignment_and_student(row: str) -> tuple[str, str]:
    assignment, _, _, student = next(csv.reader([row]))[:4]
    return assignment, student
