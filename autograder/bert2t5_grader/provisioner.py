"""Starts kernels for `jupyter_client` in the course's sandbox.

Any program that uses `jupyter_client` can use it: name `bert2t5-sandbox` in a kernelspec's
`kernel_provisioner`, or set JUPYTER_DEFAULT_PROVISIONER_NAME. Sockets are files (IPC), never ports.
"""

import asyncio
import contextlib
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerBase
from traitlets.config import Config

from bert2t5.device import VARIABLE as DEVICE_VARIABLE
from bert2t5.training import VARIABLE as STEPS_VARIABLE
from bert2t5_grader.isolation import choose
from bert2t5_grader.isolation.packages import places_of
from bert2t5_grader.isolation.strategy import Isolation, Place
from bert2t5_grader.job import own_files
from bert2t5_grader.kernel_parent import ENVIRONMENT, Guard, KernelParent, pair
from bert2t5_grader.limits import MIB, Limits

NAME = "bert2t5-sandbox"
PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


@dataclass
class Launch:
    """How one kernel is started.

    Attributes:
        parent: forks it; default is a new one that is not warm.
        isolation: the strategy; default is a sandbox that works here.
        limits: see `bert2t5_grader.limits.Limits`.
        device: cpu or cuda.
        files: folders with the submission's own files; none for those in the working directory.
        hidden: modules that the kernel must not have.
        seed: of the global random generators.
        channel: the kernel's end of the channel to the judge.
    """

    parent: KernelParent | None = None
    isolation: Isolation | None = None
    limits: dict[str, Any] = field(default_factory=lambda: Limits().as_dict())
    device: str = "cpu"
    files: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    seed: int = 0
    channel: socket.socket | None = None


class SandboxProvisioner(KernelProvisionerBase):  # type: ignore[misc]
    """Has a kernel forked into a sandbox and holds the line to its guard."""

    guard: Guard | None = None
    _scratch: tempfile.TemporaryDirectory[str] | None = None

    @property
    def has_process(self) -> bool:
        """True from the start of the kernel to its clean-up."""
        return self.guard is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing to prepare: the command line of the kernelspec plays no part."""
        prepared: dict[str, Any] = await super().pre_launch(cmd=["forked"], **kwargs)
        return prepared

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Start the kernel and return where its sockets are."""
        launch: Launch = kwargs.get("launch") or Launch()
        isolation = launch.isolation or choose("auto")
        self._scratch = tempfile.TemporaryDirectory(prefix="kernel-", ignore_cleanup_errors=True)
        hidden = [place for module in launch.hidden for place in places_of(module)]
        scratch = Path(self._scratch.name)
        sources = launch.files or ([kwargs["cwd"]] if kwargs.get("cwd") else [])
        files = _copy_own_files(map(Path, sources), scratch / "files", launch.limits["disk_mib"] * MIB)
        place = isolation.place(launch.limits, launch.device, files, hidden, scratch)
        ours, theirs = pair()
        channel = launch.channel or pair()[1]
        connection = {**self._connection(), "ip": f"{place.sockets}/socket"}
        with theirs, channel, _parent(launch) as parent:
            parent.fork(_request(launch, place, connection), theirs, channel)
            self.guard = Guard(ours)
            holder = self.guard.wait_for("pid", launch.limits["start_seconds"])["holder"]
            self.guard.wait_for("ready", launch.limits["start_seconds"])
        self.connection_info = connection | {
            "ip": f"{place.sockets_from_outside(holder)}/socket",
            "key": connection["key"].encode(),
        }
        return self.connection_info

    def _connection(self) -> dict[str, Any]:
        key = self.parent.session.key
        numbers = {port: number for number, port in enumerate(PORTS, start=1)}
        return {"transport": "ipc", "key": key.decode(), "signature_scheme": "hmac-sha256", **numbers}

    async def poll(self) -> int | None:
        """Return None while the kernel runs, else its exit status."""
        if self.guard is None:
            return 0
        return 1 if self.guard.why_ended() else None

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        while await self.poll() is None:
            await asyncio.sleep(0.05)
        return 1

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel's process group."""
        if self.guard:
            self.guard.signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """End every process of the kernel."""
        self._end()

    async def terminate(self, restart: bool = False) -> None:
        """End every process of the kernel."""
        await self.send_signal(signal.SIGTERM)
        self._end()

    async def cleanup(self, restart: bool = False) -> None:
        """Remove what was made for the kernel."""
        self._end()

    def _end(self) -> None:
        if self.guard:
            self.guard.close()
            self.guard = None
        if self._scratch:
            self._scratch.cleanup()
            self._scratch = None


class OneKernel(KernelSpecManager):  # type: ignore[misc]
    """The one kernelspec that grades: pinned, so that nothing on this machine replaces it."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return it, whatever the name."""
        return KernelSpec(
            argv=[sys.executable, "-m", "bert2t5_kernel.parent"],
            display_name="Python 3 (sandbox)",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": NAME}},
        )


@contextlib.contextmanager
def _parent(launch: Launch) -> Iterator[KernelParent]:
    """Hand out the parent to fork from; one that is not warm is closed after its only fork."""
    if launch.parent:
        yield launch.parent
        return
    parent = KernelParent()
    try:
        yield parent
    finally:
        parent.close()


def _copy_own_files(sources: Iterable[Path], folder: Path, left: int) -> Path | None:
    """Copy the submission's own files, as many as there is room for, and nothing else that lies there."""
    for source in sources:
        for path in own_files(source):
            left -= path.stat().st_size
            if left < 0:
                break
            target = folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            target.chmod(0o644)
    return folder if folder.is_dir() else None


def _request(launch: Launch, place: Place, connection: dict[str, Any]) -> dict[str, Any]:
    home = {"HOME": place.home, "MPLCONFIGDIR": f"{place.home}/.cache/matplotlib", "USER": "student"}
    lab = {STEPS_VARIABLE: str(launch.limits["steps"]), DEVICE_VARIABLE: launch.device}
    return {
        "sandbox": place.command,
        "environment": ENVIRONMENT | home | lab,
        "home": place.home,
        "copies": place.copies,
        "hidden_modules": list(launch.hidden),
        "hidden_paths": place.hidden_paths,
        "writable": place.writable,
        "limits": launch.limits,
        "device": launch.device,
        "seed": launch.seed,
        "connection": connection,
    }


IPC = Config({"KernelManager": {"transport": "ipc"}})
