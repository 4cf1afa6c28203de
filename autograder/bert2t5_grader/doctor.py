"""What is there and what is missing on this machine, with the one command that mends it."""

import importlib.metadata
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from rich.table import Table

from bert2t5_grader.isolation.bwrap import Bubblewrap

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PIP = f"{sys.executable} -m pip install -r"
PYTHON_FROM, PYTHON_TO = (3, 11), (3, 13)  # what the lock resolves for


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `mend` is empty when all is well."""

    name: str
    found: str
    mend: str = ""


def examine(root: Path) -> list[Finding]:
    """Look at Python, the packages against the locks, the device, the sandbox and the browser."""
    return [_python(), *_packages(root), _device(), _sandbox(), _browser()]


def as_table(findings: list[Finding]) -> Table:
    """Return the findings for a terminal."""
    table = Table("what", "found", "what to do")
    for finding in findings:
        table.add_row(finding.name, finding.found, finding.mend or "nothing")
    return table


def _python() -> Finding:
    found = platform.python_version()
    fits = PYTHON_FROM <= sys.version_info[:2] <= PYTHON_TO
    mend = (
        ""
        if fits
        else f"install Python 3.{PYTHON_FROM[1]} to 3.{PYTHON_TO[1]}, then `make demo PYTHON=python3.11`"
    )
    return Finding("Python", found, mend)


def _packages(root: Path) -> Iterator[Finding]:
    for lock in ("requirements.lock", "requirements-test.lock"):
        if not (root / lock).is_file():
            yield Finding(f"packages of {lock}", "missing", f"git checkout {lock}")
            continue
        wrong = list(_wrong_packages(root / lock))
        total = sum(1 for _ in _pins(root / lock))
        shown = ", ".join(wrong[:3]) + (" ..." if len(wrong) > 3 else "")
        found = f"{total - len(wrong)} of {total} as locked" + (f"; not {shown}" if wrong else "")
        yield Finding(f"packages of {lock}", found, f"{_PIP} {lock}" if wrong else "")


def _pins(lock: Path) -> Iterator[Requirement]:
    for line in lock.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            requirement = Requirement(line.split(" #")[0])
            if requirement.marker is None or requirement.marker.evaluate():
                yield requirement


def _wrong_packages(lock: Path) -> Iterator[str]:
    for requirement in _pins(lock):
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            yield f"{requirement.name} (missing)"
        else:
            if not requirement.specifier.contains(version, prereleases=True):
                yield f"{requirement.name} {version}"


def _device() -> Finding:
    try:
        import torch
    except ImportError:
        return Finding("device", "unknown without torch", f"{_PIP} requirements.lock")
    if torch.cuda.is_available():
        return Finding("device", f"GPU: {torch.cuda.get_device_name()}")
    return Finding("device", f"CPU, {torch.get_num_threads()} threads (every lab runs on it)")


def _sandbox() -> Finding:
    problem, _, mend = Bubblewrap().why_not().partition(". ")
    return Finding("sandbox (bubblewrap)", problem or "works", mend)


def find_browser() -> str | None:
    """Return the path of Chromium, or None when this machine has none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _browser() -> Finding:
    path = find_browser()
    mend = "" if path else "sudo apt-get install chromium"
    return Finding("browser (tests only)", path or "missing", mend)
