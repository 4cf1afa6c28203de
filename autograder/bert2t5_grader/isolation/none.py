"""No isolation: the kernel is an ordinary process of the grader's user.

For submissions that one has written oneself. A submission can read and change whatever the grader can, and
use the network. What remains: the verdict is formed in another process, the limits of a single process
hold, and the kernel's sockets lie in a folder of its own.
"""

from pathlib import Path
from typing import Any

from bert2t5_grader.isolation.packages import folders_of
from bert2t5_grader.isolation.strategy import Place


class NoIsolation:
    """Runs kernels without a sandbox."""

    name = "none"
    protects = False

    def why_not(self) -> str:
        """It works everywhere."""
        return ""

    def place(
        self, limits: dict[str, Any], device: str, files: Path | None, hidden: list[Path], scratch: Path
    ) -> Place:
        """Return a home and a folder of sockets in the scratch folder."""
        (scratch / "sockets").mkdir()
        private = {str(folder.parent) for folder in folders_of("bert2t5_reference")}
        return Place(
            command=[],
            home=str(scratch / "home"),
            sockets=str(scratch / "sockets"),
            copies={str(files): "work"} if files else {},
            hidden_paths=sorted(private),
        )
