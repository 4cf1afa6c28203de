"""Reads a submitted notebook, whatever the file holds.

A broken file must cost its owner the points and nobody else anything. So the reader never raises: a file
that is not a notebook becomes an empty one with the reason in its metadata, and repairing it puts the
released cells back. Of a submission's metadata only the grade ids are kept.
"""

import json
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

NOTE = "bert2t5"  # the key of our own metadata, in a notebook and in a cell
MAX_BYTES = 20_000_000  # a lab's notebook has some 100 kB; plots may add a few MB


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """nbconvert's notebook exporter, except that reading never fails."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Read, run the preprocessors, and return the notebook's text and the resources."""
        path = Path(filename)
        resources = (resources or {}) | {"metadata": {"name": path.stem, "path": str(path.parent)}}
        output, resources = self.from_notebook_node(read_submission(path), resources=resources, **kwargs)
        return output, resources


def read_submission(path: Path) -> NotebookNode:
    """Return the notebook in a file; an unreadable one is empty and says why in its metadata."""
    try:
        return _read(path)
    except (ValueError, OSError) as error:
        return nbformat.v4.new_notebook(metadata={NOTE: {"unreadable": str(error)}})


def _read(path: Path) -> NotebookNode:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(f"the file has {size / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB allowed")
    if not size:
        raise ValueError("no notebook was found in what was handed in, or the file is empty")
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"the file is not a notebook: {error}") from error
    if not isinstance(data, dict) or "nbformat" not in data:
        raise ValueError("the file is JSON, but not a notebook")
    try:
        # half of a surrogate pair is legal in JSON, but no program can write it to a file
        text = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
        return _normalized(nbformat.convert(nbformat.reader.reads(text), to_version=4))
    except Exception as error:  # whatever the file does to the converter, it is the file's fault
        raise ValueError(f"the notebook is damaged: {type(error).__name__}") from error


def _normalized(notebook: NotebookNode) -> NotebookNode:
    """Give every cell an id, and make sure that what the steps after this one rely on is there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it mends is no news to whoever grades
        _, notebook = nbformat.validator.normalize(notebook, strip_invalid_metadata=True)
    nbformat.validate(notebook)
    return notebook
