"""What a submission may use: every limit of the grader, with its unit."""

from typing import Any

from traitlets import Bool, Float, Int, Unicode
from traitlets.config import Configurable

MIB = 2**20  # bytes


class Limits(Configurable):  # type: ignore[misc]
    """Limits for one submission; set them as `c.Limits.cell_seconds = 60` in `nbgrader_config.py`.

    A limit that is reached costs the cell in which it was reached, not the run.
    """

    cell_seconds = Float(30, help="Wall time of one cell or one check, in seconds.").tag(config=True)
    notebook_seconds = Float(300, help="Wall time of all cells and checks of a notebook, in seconds.").tag(
        config=True
    )
    cpu_seconds = Int(600, help="CPU time of all processes of a kernel, in seconds.").tag(config=True)
    memory_mib = Int(2048, help="Memory of all processes of a kernel, in MiB.").tag(config=True)
    processes = Int(64, help="Processes and threads of a kernel at one time.").tag(config=True)
    open_files = Int(256, help="Open files of one process.").tag(config=True)
    file_mib = Int(64, help="Size of one file that is written, in MiB.").tag(config=True)
    disk_mib = Int(256, help="Size of each folder that can be written to, in MiB.").tag(config=True)
    files = Int(20_000, help="Number of files in each of these folders.").tag(config=True)
    outputs = Int(2000, help="Number of output messages of one cell.").tag(config=True)
    output_mib = Int(16, help="Size of all outputs of one cell, in MiB.").tag(config=True)
    message_mib = Int(64, help="Size of one answer to the judge, in MiB.").tag(config=True)
    call_backs = Int(100_000, help="Calls back into the judge in one check.").tag(config=True)
    restarts = Int(3, help="How often a kernel is started again after a cell or check ended it.").tag(
        config=True
    )
    steps = Int(20, help="Training steps of one loop: what `bert2t5.steps()` gives.").tag(config=True)
    start_seconds = Float(60, help="Wall time until a kernel is ready, in seconds.").tag(config=True)

    def as_dict(self) -> dict[str, Any]:
        """Return the limits as plain data."""
        return {name: getattr(self, name) for name in sorted(self.trait_names(config=True))}


class Sandbox(Configurable):  # type: ignore[misc]
    """How a submission's kernel is kept apart, and where it computes."""

    isolation = Unicode(
        "auto", help="auto or bwrap: refuse to grade without a sandbox. none: no sandbox."
    ).tag(config=True)
    warm = Bool(True, help="Fork kernels from a process that has imported the libraries already.").tag(
        config=True
    )
    device = Unicode("cpu", help="cpu or cuda.").tag(config=True)
