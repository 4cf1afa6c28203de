"""Starts a kernel for one notebook, with its sockets as files in a folder of its own: no open port."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config


@contextmanager
def kernel_for(
    notebook: NotebookNode, folder: Path, environment: dict[str, str], **settings: object
) -> Iterator[NotebookClient]:
    """Start a kernel in `folder` and hand out the client that runs the notebook's cells in it.

    Args:
        notebook: its cells get their outputs in place.
        folder: the kernel's working directory.
        environment: all environment variables of the kernel.
        settings: traits of `nbclient.NotebookClient`, for instance `timeout`.
    """
    with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
        # An absolute path: a relative one would be looked up in the kernel's working directory.
        config = Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/socket"}})
        client = NotebookClient(
            notebook, kernel_name="python3", config=config, record_timing=False, **settings
        )
        with client.setup_kernel(env=environment, cwd=str(folder)):
            yield client
