"""What every way of isolation offers."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass(frozen=True)
class Place:
    """Where a kernel lives.

    Attributes:
        command: bubblewrap's command line up to the program, or nothing without a sandbox.
        home: the kernel's home, as the kernel sees it.
        sockets: the folder of the kernel's sockets, as the kernel sees it.
        copies: folders that the kernel copies into its home, with their place there.
        hidden_paths: entries of `sys.path` that the kernel must not have.
        writable: folders of the sandbox's own that the kernel can write to.
    """

    command: list[str]
    home: str
    sockets: str
    copies: dict[str, str] = field(default_factory=dict)
    hidden_paths: list[str] = field(default_factory=list)
    writable: list[str] = field(default_factory=list)

    def sockets_from_outside(self, holder: int) -> str:
        """The same folder as the grader sees it; `holder` is the sandbox's first process, 0 without one."""
        return f"/proc/{holder}/root{self.sockets}" if holder else self.sockets


class Isolation(Protocol):
    """A way to keep a kernel apart."""

    name: str
    protects: bool

    def why_not(self) -> str:
        """Return why it does not work here and what to do, or an empty string."""
        ...

    def place(
        self, limits: dict[str, Any], device: str, files: Path | None, hidden: list[Path], scratch: Path
    ) -> Place:
        """Return where a kernel lives.

        Args:
            limits: see `bert2t5_grader.limits.Limits`.
            device: cpu or cuda.
            files: folder with the submission's own files.
            hidden: further folders that the kernel must not see, those of modules that a check hides.
            scratch: an empty folder for this kernel alone, removed when it has ended.
        """
        ...
