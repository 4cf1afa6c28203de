"""Hostile submissions (tests/submissions): none gains a point, each ends, the next submission is untouched.

These tests need of tests/judge/conftest.py a fixture `grade`:

    grade(cells: list[Cell], student: str = "mallory", lab: Path = LAB) -> Graded

It hands in a lab of tests/submissions, released to students, with the cells that `catalogue.place(released,
cells)` puts into it, and grades that as a course does: repair, sandbox, judge. All calls within a test share
a course (its gradebook and, with the warm start, its parent of kernels). The limits are small, 2 s a cell and
20 s a notebook, so that an attack ends in seconds. Of what comes back these tests read:

    points: dict[str, float]   of every answer, by the grade id of the answer ("double", not "test_double")
    reasons: dict[str, str]    why points are missing, by the same ids; empty or no entry where none are
    outputs: str               every text of the executed notebook's outputs, one after the other
    feedback: str              the text of the page that the student gets

An attack runs only where `contained` has seen that a probe, graded in the same way, is shut in: otherwise
every test here fails and no attack is started. Attacks that would harm a machine look again, each for itself.
"""

import ast
import json
import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "submissions"))
from catalogue import (
    KINDS,
    LAB,
    LABS,
    NOT_ISOLATED,
    Attack,
    Cell,
    lab_text,
    paths,
    read_attack,
    right_answers,
    with_aids,
)

UNFINISHED = "the grader itself could not finish"  # what is told of a submission that ended its judge
TRACE = "b2t5trace"  # in the name of everything that an attack leaves behind on purpose
SECONDS = 60  # within which an attack ends: three times a notebook's limit, for restarts on a busy machine
GRACE = 10  # seconds within which the processes of an ended sandbox are gone
MAX_OUTPUTS = 20_000_000  # characters; as many as the largest notebook that is read has bytes
ROOT = Path(__file__).resolve().parents[2]

ATTACKS = [read_attack(path) for path in paths()]
BY_NAME = {attack.name: attack for attack in ATTACKS}
FIRST_HALVES = {attack.after for attack in ATTACKS}
every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
whole_attacks = pytest.mark.parametrize(
    "attack",
    [attack for attack in ATTACKS if attack.name not in FIRST_HALVES],
    ids=lambda attack: attack.name,
)

# What would harm the machine if the sandbox were not there.
HARMFUL = re.compile(
    r"os\.(?:kill|killpg|fork|setuid|chroot|pidfd)|ctypes\.[A-Za-z]|\bexecv|memfd|/dev/shm|site-packages|crontab|"
    r"/\.ipython|RLIMIT|sched_set|/proc/\{|\.write_text|\.write_bytes|Popen|subprocess\.run"
)


class Graded(Protocol):
    """What a submission got."""

    points: dict[str, float]
    reasons: dict[str, str]
    outputs: str
    feedback: str


class Grade(Protocol):
    """Grades a submission of a lab."""

    def __call__(self, cells: list[Cell], student: str = "mallory", lab: Path = LAB) -> Graded: ...


# --- the catalogue itself -----------------------------------------------------------------------------------


def test_every_kind_of_attack_has_many_recipes() -> None:
    assert len(ATTACKS) >= 100
    counts = {kind: sum(attack.kind == kind for attack in ATTACKS) for kind in KINDS}
    assert min(counts.values()) >= 20, counts


@every_attack
def test_an_attack_is_python_and_names_cells_of_the_lab(attack: Attack) -> None:
    for cell in attack.cells:
        compile(cell.source, attack.name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    names = [cell.grade_id for cell in attack.cells if cell.grade_id]
    assert set(names) <= set(lab_text(attack.lab))
    assert len(names) == len(set(names))


@every_attack
def test_points_are_promised_for_right_answers_of_a_breaking_attack_alone(attack: Attack) -> None:
    promised = {name: points for name, points in attack.points.items() if points}
    assert attack.kind == "breaking" or not promised
    assert set(promised) <= {cell.grade_id for cell in attack.cells}
    assert set(attack.points) == set(attack.full_points)
    assert promised == {name: attack.full_points[name] for name in promised}
    assert not set(attack.reasons) & set(promised)


@every_attack
def test_what_is_forbidden_does_not_stand_in_the_source(attack: Attack) -> None:
    """A traceback shows source lines, so a telltale that stood there would be found without being printed."""
    for text in [*attack.forbidden, *attack.kept, NOT_ISOLATED]:
        assert not any(text in cell.source for cell in attack.cells)


@every_attack
def test_what_would_harm_a_machine_looks_for_the_sandbox_first(attack: Attack) -> None:
    for cell in attack.cells:
        found = HARMFUL.search(cell.source)
        assert not found or "only_in_sandbox()" in cell.source[: found.start()], (
            found and cell.source[found.start() :][:40]
        )


def test_a_second_half_comes_after_a_first_one() -> None:
    for attack in ATTACKS:
        if attack.kind == "traces":
            assert attack.name.endswith(("_1", "_2"))
            assert attack.after == (f"{attack.name[:-2]}_1" if attack.name.endswith("_2") else "")
            assert f"{attack.name[:-2]}_1" in BY_NAME
            assert f"{attack.name[:-2]}_2" in BY_NAME
        else:
            assert not attack.after


# --- what the tests put outside of the sandbox for attacks to find ------------------------------------------


@dataclass
class Planted:
    """Things outside of the sandbox, each holding `marker`, and who came to see them."""

    marker: str
    where: dict[str, object]
    visits: list[str] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        """Return the planted files with their content."""
        folder = Path(str(self.where["folder"]))
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """Put a marker into files, an environment variable, a command line, and behind sockets."""
    marker = f"planted-{secrets.token_hex(12)}"
    folder = tmp_path_factory.mktemp("planted")
    made = Planted(marker, {"folder": str(folder), "tests_pid": os.getpid()})
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("B2T5_PLANTED", marker)
        _plant_files(folder, marker)
        made.where["shared_memory"] = stack.enter_context(_shared_memory(marker))
        made.where["helper_pid"] = stack.enter_context(_helper(marker))
        for name, kind, address in [
            ("tcp", socket.SOCK_STREAM, ("127.0.0.1", 0)),
            ("udp", socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            ("abstract", socket.SOCK_STREAM, f"\0{marker[:14]}-{os.getpid()}"),
            ("unix", socket.SOCK_STREAM, str(folder / "socket")),
        ]:
            made.where[name] = stack.enter_context(_service(made, name, kind, address))
        yield made


def _plant_files(folder: Path, marker: str) -> None:
    (folder / "secret.txt").write_text(marker, "utf-8")
    (folder / "secret.txt").chmod(0o644)
    (folder / "reference.py").write_text(f"ANSWER = {marker!r}\n", "utf-8")
    notebook = {"cells": [], "metadata": {"planted": marker}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "lab.ipynb").write_text(json.dumps(notebook), "utf-8")
    with closing(sqlite3.connect(folder / "gradebook.db")) as database, database:
        database.execute("CREATE TABLE grade (student TEXT, score REAL)")
        database.execute("INSERT INTO grade VALUES (?, 1)", (marker,))
    folder.chmod(0o755)


class _shared_memory:
    """A file in the machine's shared memory."""

    def __init__(self, marker: str) -> None:
        self.path = Path("/dev/shm") / f"planted-{os.getpid()}"
        self.marker = marker

    def __enter__(self) -> str:
        self.path.write_text(self.marker, "utf-8")
        return self.path.name

    def __exit__(self, *error: object) -> None:
        self.path.unlink(missing_ok=True)


class _helper:
    """A process beside the tests with the marker in its arguments and its environment."""

    def __init__(self, marker: str) -> None:
        wait = "import sys; sys.stdin.read()"
        self.process = subprocess.Popen([sys.executable, "-c", wait, marker], stdin=subprocess.PIPE)

    def __enter__(self) -> int:
        return self.process.pid

    def __exit__(self, *error: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


class _service:
    """A socket of this machine that answers with the marker and notes that somebody came."""

    def __init__(self, made: Planted, name: str, kind: socket.SocketKind, address: object) -> None:
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family, kind)
        self.socket.bind(address)
        self.made, self.name, self.address = made, name, address

    def __enter__(self) -> object:
        stream = self.socket.type == socket.SOCK_STREAM
        if stream:
            self.socket.listen()
        threading.Thread(target=self._stream if stream else self._datagrams, daemon=True).start()
        return self.address if isinstance(self.address, str) else self.socket.getsockname()[1]

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def _stream(self) -> None:
        with suppress(OSError):
            while True:
                visitor, _ = self.socket.accept()
                self.made.visits.append(self.name)
                with visitor:
                    visitor.sendall(self.made.marker.encode())

    def _datagrams(self) -> None:
        with suppress(OSError):
            while True:
                _, visitor = self.socket.recvfrom(2**16)
                self.made.visits.append(self.name)
                self.socket.sendto(self.made.marker.encode(), visitor)


# --- a look at the sandbox before anything hostile runs -----------------------------------------------------

PROBE = """
import json, os
print("PROBE" + json.dumps({
    "pid": os.readlink("/proc/self/ns/pid"), "net": os.readlink("/proc/self/ns/net"),
    "mnt": os.readlink("/proc/self/ns/mnt"), "ipc": os.readlink("/proc/self/ns/ipc"),
    "uid": os.getuid(), "sees": [path for path in SEES if os.path.exists(path)],
    "writes": [path for path in WRITES if os.access(path, os.W_OK)],
}) + "END")
"""
_probed: list[str] = []  # what was wrong with the sandbox; one entry once a probe has run


@pytest.fixture
def contained(grade: Grade, planted: Planted) -> None:
    """Fail unless a submission runs in namespaces of its own, without rights, and sees nothing private."""
    if not _probed:
        _probed.append(_probe(grade, planted))
    if _probed[0]:
        pytest.fail(f"not contained, so no attack was started: {_probed[0]}", pytrace=False)


def _probe(grade: Grade, planted: Planted) -> str:
    private = [str(planted.where["folder"]), str(ROOT / "solutions"), str(ROOT / "tests"), str(ROOT / ".git")]
    writable = ["/", "/usr", "/etc", sysconfig.get_path("purelib"), str(ROOT)]
    source = PROBE.replace("SEES", repr(private)).replace("WRITES", repr(writable))
    graded = grade([Cell("", source)], student="probe")
    found = re.search(r"PROBE(\{.*?\})END", graded.outputs, re.DOTALL)
    if not found:
        return f"the probe printed nothing: {graded.outputs[-500:]!r}"
    seen = json.loads(found[1])
    shared = [name for name in ("pid", "net", "mnt", "ipc") if seen[name] == _namespace(name)]
    wrong = {"shared namespaces": shared, "sees": seen["sees"], "writes": seen["writes"]}
    if seen["uid"] == 0:
        wrong["user"] = ["root"]
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in wrong.items() if names)


def _namespace(name: str) -> str:
    return str(Path(f"/proc/self/ns/{name}").readlink())


# --- the attacks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_right_answers_earn_every_point(lab: Path, grade: Grade) -> None:
    graded = grade(right_answers(lab), lab=lab)
    assert graded.points == LABS[lab]
    assert not any(graded.reasons.values())


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_the_released_notebook_earns_nothing(lab: Path, grade: Grade) -> None:
    graded = grade([], lab=lab)
    assert graded.points == dict.fromkeys(LABS[lab], 0.0)
    assert all(graded.reasons[name] for name in LABS[lab])


@pytest.mark.usefixtures("contained")
@pytest.mark.timeout(4 * SECONDS)
@whole_attacks
def test_an_attack_gains_nothing_and_ends(attack: Attack, grade: Grade, planted: Planted) -> None:
    files = planted.files()
    if attack.after:
        _grade(BY_NAME[attack.after], grade, planted, student="eve")
    _grade(attack, grade, planted, student="mallory")
    assert _gone(_processes_left), "a process of a student runs on"
    assert not _files_left()
    assert planted.files() == files
    if attack.kind in ("traces", "breaking"):
        assert grade(right_answers(), student="ada").points == LABS[LAB]


def _grade(attack: Attack, grade: Grade, planted: Planted, student: str) -> None:
    graded = grade(with_aids(attack, _namespace("pid"), planted.where), student=student, lab=attack.lab)
    assert graded.points == attack.points
    for name, points in attack.full_points.items():
        reason = graded.reasons.get(name, "")
        assert bool(reason) == (graded.points[name] < points), f"{name}: {reason!r}"
        assert attack.reasons.get(name, "") in reason
    told = "\n".join([graded.feedback, *graded.reasons.values()])
    for text in attack.kept:
        assert text not in told
    for text in [*attack.forbidden, NOT_ISOLATED, UNFINISHED, planted.marker]:
        assert text not in told + graded.outputs
    assert len(graded.outputs) <= MAX_OUTPUTS
    assert planted.visits == []


def _gone(look: Callable[[], list[str]]) -> bool:
    """True when nothing is found within the time that the end of a sandbox takes."""
    deadline = time.monotonic() + GRACE
    while look():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _processes_left() -> list[str]:
    """Processes of this machine, in sandboxes too, that an attack has named as its own."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if TRACE in (folder / "comm").read_text() or TRACE.encode() in (folder / "cmdline").read_bytes():
                found.append(folder.name)
    return found


def _files_left() -> list[str]:
    """Files of this machine that an attack has named as its own."""
    places = [
        Path(tempfile.gettempdir()),
        *(Path(name) for name in ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/etc/cron.d")),
        *(Path.home() / name for name in ("", ".ipython", ".config", ".cache", ".local", ".jupyter")),
        Path.home() / ".ipython/profile_default/startup",
        Path(sysconfig.get_path("purelib")),
        Path(sysconfig.get_path("stdlib")),
        *(ROOT / name for name in ("", "labs", "labs/bert2t5", "solutions", "autograder", "autograder/var")),
        Path.cwd(),
    ]
    return [str(path) for place in places if place.is_dir() for path in place.glob(f"*{TRACE}*")]


@pytest.mark.usefixtures("contained")
@pytest.mark.parametrize("kind", KINDS)
def test_after_several_attacks_right_answers_earn_every_point(
    kind: str, grade: Grade, planted: Planted
) -> None:
    for attack in [attack for attack in ATTACKS if attack.kind == kind and attack.lab == LAB][:3]:
        grade(with_aids(attack, _namespace("pid"), planted.where), student="mallory")
    assert grade(right_answers(), student="ada").points == LABS[LAB]
