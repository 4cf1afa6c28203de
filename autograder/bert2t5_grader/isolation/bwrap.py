"""A sandbox of Linux namespaces, made by bubblewrap.

Covered: a kernel sees its own users, mounts, processes, shared memory, host name and network (a loopback
device alone). Of the file system it sees the system's programs and libraries and the Python environment,
read-only; the students' support package; a private home, /tmp and /dev/shm of limited size. It runs as a
user without rights and cannot gain any, whoever runs the grader, root included. When it ends, every process
that it has started ends, and every file that it has written is gone.

Not covered: bugs of the Linux kernel and of bubblewrap; what can be learnt from time (a busy machine);
system calls are not filtered (no seccomp); the processor's caches and cores are shared; the list of
installed packages, the machine's name for its processor and its memory can be read. With a GPU, its device
files are open to the kernel, and what a driver's bug allows is not covered.
"""

import os
import shutil
import site
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bert2t5_grader.isolation.packages import PRIVATE, SHOWN, folders_of
from bert2t5_grader.isolation.strategy import Place

INSTALL = "sudo apt-get install bubblewrap (or dnf, pacman; Linux only)"
HOME, SOCKETS, FILES, FONTS = "/student", "/run/kernel", "/submission", "/run/matplotlib"
WRITABLE = (HOME, SOCKETS, "/tmp", "/dev/shm")
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "fonts", "alternatives")
HOLD = ["/bin/sh", "-c", "echo; exec cat"]  # says that the sandbox is complete, then waits for its end
NAMESPACES = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
MIB = 2**20


class Bubblewrap:
    """Runs kernels in bubblewrap's sandbox."""

    name = "bwrap"
    protects = True

    def why_not(self) -> str:
        """Return what is missing, with the command that mends it."""
        if not sys.platform.startswith("linux"):
            return "bubblewrap needs Linux"
        path = shutil.which("bwrap")
        if not path:
            return f"bubblewrap is missing. Install it: {INSTALL}"
        command = [path, "--unshare-user", *NAMESPACES, "--ro-bind", "/", "/", "--", "/bin/true"]
        tried = subprocess.run(command, capture_output=True, text=True, check=False)
        if tried.returncode:
            return f"bubblewrap fails ({tried.stderr.strip()}). Allow user namespaces on this machine"
        return ""

    def place(
        self, limits: dict[str, Any], device: str, files: Path | None, hidden: list[Path], scratch: Path
    ) -> Place:
        """Return bubblewrap's command line and what is where in the sandbox."""
        path = shutil.which("bwrap") or "bwrap"
        user = [] if os.geteuid() == 0 else ["--unshare-user"]
        views = {
            **{name: _tmpfs(name, limits["disk_mib"]) for name in WRITABLE},
            **_system(),
            **{str(folder): _show(folder) for folder in _python()},
            **{str(folder): ["--tmpfs", str(folder)] for folder in _private()},
            **{str(folder): _show(folder) for package in SHOWN for folder in folders_of(package)},
            **{str(folder): _cover(folder) for folder in hidden},
            **(_gpu() if device == "cuda" else {}),
        }
        copies = {}
        if files:
            views[FILES] = ["--ro-bind", str(files), FILES]
            copies[FILES] = "work"
        if fonts := font_cache():
            views[FONTS] = ["--ro-bind", str(fonts), FONTS]
            copies[FONTS] = ".cache/matplotlib"
        # bubblewrap would make folders on the way that only root may enter
        way = {str(folder): ["--perms", "0755", "--dir", str(folder)] for folder in _ancestors(views)}
        views = way | views
        # a folder before what lies in it, so that the deeper view lies on top
        ordered = [views[name] for name in sorted(views, key=lambda name: (name.count("/"), name))]
        command = [
            path,
            *user,
            *NAMESPACES,
            *["--die-with-parent", "--hostname", "student", "--proc", "/proc", "--dev", "/dev"],
            *[word for words in ordered for word in words],
            *["--remount-ro", "/dev", "--remount-ro", "/"],
            *["--chdir", "/", "--", *HOLD],
        ]
        return Place(command, HOME, SOCKETS, copies, writable=list(WRITABLE))


def font_cache() -> Path | None:
    """Return the folder where the parent of kernels keeps matplotlib's list of fonts, if it is there."""
    folder = cache_folder()
    return folder if folder.is_dir() else None


def cache_folder() -> Path:
    """Return a folder of the grader's user for what takes long to make and holds nothing of a student's."""
    return Path.home() / ".cache" / "bert2t5" / "matplotlib"


def _tmpfs(path: str, mib: int) -> list[str]:
    return ["--perms", "1777", "--size", str(mib * MIB), "--tmpfs", path]


def _system() -> dict[str, list[str]]:
    """Programs, libraries and the few settings that they need."""
    views = {}
    for path in map(Path, SYSTEM):
        if path.is_symlink():
            views[str(path)] = ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            views[str(path)] = _show(path)
    for path in [*(Path("/etc") / name for name in SETTINGS), Path("/sys/devices/system/cpu")]:
        if path.exists():
            views[str(path)] = _show(path)
    return views


def _python() -> Iterator[Path]:
    """The interpreter, its environment, and the folders of packages outside of both."""
    prefixes = {Path(sys.base_prefix), Path(sys.prefix)}
    packages = {Path(place) for place in [*site.getsitepackages(), site.getusersitepackages()]}
    for folder in prefixes | {place for place in packages if str(place) in sys.path}:
        if folder.is_dir():
            yield folder


def _private() -> Iterator[Path]:
    """Folders of the grader, the reference and the course that lie inside a folder that is shown."""
    shown = [Path(name) for name in SYSTEM] + list(_python())
    private = [folder for package in PRIVATE for folder in folders_of(package)]
    for folder in [*private, Path.cwd()]:
        if any(folder.is_relative_to(other) for other in shown):
            yield folder


def _ancestors(paths: Iterable[str]) -> set[Path]:
    return {folder for path in paths for folder in Path(path).parents} - {Path("/"), Path("/dev")}


def _show(path: Path) -> list[str]:
    return ["--ro-bind", str(path), str(path)]


def _cover(path: Path) -> list[str]:
    return ["--tmpfs", str(path)] if path.is_dir() else ["--ro-bind", "/dev/null", str(path)]


def _gpu() -> dict[str, list[str]]:
    """NVIDIA's device files, and what the driver reads about them."""
    views = {str(path): ["--dev-bind", str(path), str(path)] for path in Path("/dev").glob("nvidia*")}
    return {"/sys": _show(Path("/sys")), **views}
