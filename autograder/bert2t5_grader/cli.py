"""The command `bert2t5`: one short function per command, the work is done elsewhere.

Imports stand inside the commands: nbgrader alone takes seconds to import, and `--help` should not.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from bert2t5_grader.course import Course
from bert2t5_grader.errors import UserError
from bert2t5_grader.progress import track

console = Console(markup=False, emoji=False)  # what is printed may hold square brackets
FindCourse = Callable[[], Course]
PATH = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)
state_option = click.option("--state", type=FOLDER, help="Folder of submissions and grades [autograder/var].")


class Commands(click.Group):
    """Commands in which a file or folder that cannot be used is the user's mistake, not a crash."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of the file system becomes one line that names the path."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.filename is None:  # a closed pipe, for instance: click knows what to do
                raise
            raise UserError(f"cannot use {error.filename}: {error.strerror}") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@state_option
@click.version_option(package_name="bert2t5-course")
@click.pass_context
def main(context: click.Context, state: Path | None) -> None:
    """From BERT to T5: build the labs, grade a class, look after the course."""
    context.obj = lambda: Course.find(state=state)


@main.command()
@click.argument("labs", nargs=-1)
@click.pass_obj
def build(find_course: FindCourse, labs: tuple[str, ...]) -> None:
    """Build the notebooks of LABS (default: all) from their sources."""
    from bert2t5_grader.build import build_lab

    course = find_course()
    names = [course.require_lab(lab) for lab in labs or course.labs]
    for lab in track(names, "build", len(names)):
        for path in build_lab(course, lab):
            console.print(path.relative_to(course.root))


@main.command()
@click.option("--to", type=PATH, default=Path("dist"), show_default=True, help="Folder for the result.")
@click.pass_obj
def release(find_course: FindCourse, to: Path) -> None:
    """Write the students' folder and archive: labs and support package, nothing private."""
    from bert2t5_grader.release import release as write_release

    for path in write_release(find_course(), to):
        console.print(path, soft_wrap=True)


@main.command()
@click.argument("lab")
@click.argument("source", type=PATH)
@click.pass_obj
def collect(find_course: FindCourse, lab: str, source: Path) -> None:
    """Take in the submissions of LAB from SOURCE, a folder or a zip archive."""
    from bert2t5_grader.collect import collect as take_in

    students = take_in(find_course(), lab, source)
    console.print(f"{len(students)} submissions: {', '.join(students)}")


@main.command()
@click.argument("lab")
@click.option("--students", help="Only these, separated by commas [all that were collected].")
@click.option("--force", is_flag=True, help="Grade again what is graded already and has not changed.")
@click.option("--seed", default="", help="One seed of the hidden cases for all [each student has their own].")
@click.option("--workers", type=click.IntRange(min=0), default=0, help="Submissions at once [one a core].")
@click.option("--device", type=click.Choice(["cpu", "cuda"]), help="Where submissions compute [cpu].")
@click.option(
    "--isolation",
    type=click.Choice(["auto", "bwrap", "none"]),
    help="auto: refuse to grade where no sandbox works. none: trust every submission [auto].",
)
@click.pass_obj
def grade(
    find_course: FindCourse,
    lab: str,
    students: str | None,
    force: bool,
    seed: str,
    workers: int,
    device: str | None,
    isolation: str | None,
) -> None:
    """Grade the collected submissions of LAB and write feedback, report, CSV and a log.

    What is graded already and has not changed is left alone, so after an interruption the same command
    goes on.
    """
    from traitlets.config import Config

    from bert2t5_grader.grade import Grading, grade_and_report

    course = find_course()
    chosen = _students(course, course.require_lab(lab), students)
    if device:
        _require_device(device)
    given = {"device": device, "isolation": isolation}
    settings = Config({"Sandbox": {name: value for name, value in given.items() if value}})
    if seed:
        settings.RunSubmission.seed = seed
    seeds = f"One seed for all: {seed}." if seed else "Each student has a seed of their own."
    complete = grade_and_report(course, lab, chosen, Grading(settings, workers, force), seeds, console)
    console.print(f"report, feedback, grades and log: {course.state}", soft_wrap=True)
    if not complete:
        raise SystemExit(1)


def _students(course: Course, lab: str, chosen: str | None) -> list[str]:
    known = course.students(lab)
    names = [name.strip() for name in chosen.split(",")] if chosen else known
    unknown = sorted(set(names) - set(known))
    if unknown or not names:
        found = f"no submission of {lab} by {', '.join(unknown)}" if unknown else f"no submissions of {lab}"
        raise UserError(f"{found}. Collected: {', '.join(known) or 'none (use `bert2t5 collect`)'}")
    return names


def _require_device(name: str) -> None:
    """Tell now that this machine has no GPU, and not in a cell of every submission."""
    from bert2t5.device import device as find_device

    try:
        find_device(name)
    except ValueError as error:
        raise UserError(str(error)) from None


@main.command()
@click.argument("lab")
@click.pass_obj
def variants(find_course: FindCourse, lab: str) -> None:
    """Run the bank of right and wrong answers of LAB through its checks and print the matrix."""
    from bert2t5_grader.matrix import as_table, count_answers, run_bank

    course = find_course()
    rows = list(track(run_bank(course, lab), "check", count_answers(course, lab)))
    console.print(as_table(rows))
    bad = [row for row in rows if not row.as_it_should]
    named = sum(row.named for row in rows)
    console.print(
        f"{len(rows)} answers, {len(bad)} misjudged, {named} wrong ones named by their misconception"
    )
    if bad:
        raise SystemExit(1)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), required=True)
@click.pass_obj
def leaks(find_course: FindCourse, paths: tuple[Path, ...]) -> None:
    """Look for graded answers and hidden tests in PATHS, files or folders."""
    from bert2t5_grader.leaks import answers, find_leaks, hidden_tests

    course = find_course()
    found = find_leaks(paths, answers(course) + hidden_tests(course))
    for leak in found:
        console.print(str(leak), soft_wrap=True)
    if found:
        raise SystemExit(1)
    console.print("no leak found")


@main.command()
@click.option("--lab", default="01_subwords", show_default=True)
@state_option
@click.pass_obj
def demo(find_course: FindCourse, lab: str, state: Path | None) -> None:
    """Run everything on a sample class, in a state folder of its own [autograder/var/demo]."""
    from bert2t5_grader.demo import run_demo

    root = find_course().root
    course = Course(root, (state or root / "autograder" / "var" / "demo").resolve())
    if not run_demo(course, course.require_lab(lab), console):
        raise SystemExit(1)


@main.command()
@click.argument("model", type=click.Choice(["bert", "t5"]))
@click.option(
    "--out", type=PATH, default=Path("dist"), show_default=True, help="Parent of the model's folder."
)
@click.option("--quick", is_flag=True, help="A smaller corpus and fewer steps, to see how the curves begin.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option("--steps", type=click.IntRange(min=1), help="Updates [as the shipped model].")
@click.option("--device", help="Where to train: cpu, cuda or cuda:1 [a GPU if there is one].")
def pretrain(model: str, out: Path, quick: bool, seed: int, steps: int | None, device: str | None) -> None:
    """Pre-train the pocket MODEL on the pocket world; the same command goes on after an interruption."""
    from importlib import import_module

    from bert2t5.device import device as find_device

    run = import_module(f"bert2t5_reference.pretrain_{model}").run

    folder = out / f"pocket_{model}-{'quick-' if quick else ''}{seed}"
    try:
        record = run(folder, quick=quick, seed=seed, steps=steps, device=find_device(device))
    except ValueError as error:
        raise UserError(str(error)) from None
    for name, value in record["result"].items():
        console.print(f"{name:>18}  {value:.5g}")
    console.print(f"model, log and record: {folder}", soft_wrap=True)


@main.command()
@click.pass_obj
def doctor(find_course: FindCourse) -> None:
    """Say what is there and what is missing on this machine, and how to mend it."""
    from bert2t5_grader.doctor import as_table, examine

    findings = examine(find_course().root)
    console.print(as_table(findings))
    if any(finding.mend for finding in findings):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
