"""Reading a submission never fails: a broken file is an empty notebook with the reason."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from bert2t5_grader import submission
from bert2t5_grader.submission import NOTE, SubmissionExporter, read_submission

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
any_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)


def read(tmp_path: Path, content: bytes | str | object) -> NotebookNode:
    if not isinstance(content, (bytes, str)):
        content = json.dumps(content)
    path = tmp_path / "01_small.ipynb"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_submission(path)


def reason(notebook: NotebookNode) -> str:
    assert notebook.cells == []
    return str(notebook.metadata[NOTE]["unreadable"])


def notebook(*cells: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)} | changes


def code(source: Any = "x = 1", **changes: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": source}
    return cell | {"outputs": [], "execution_count": None} | changes


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no notebook was found"),
        ("Dear teacher", "not a notebook"),
        (b"\xff\xfe\x00", "not a notebook"),
        ("[" * 100_000, "not a notebook"),
        ("[]", "JSON, but not a notebook"),
        ("{}", "JSON, but not a notebook"),
        ("17", "JSON, but not a notebook"),
        ({"nbformat": "four"}, "damaged"),
        ({"nbformat": 4}, "damaged"),
        (notebook(nbformat=99), "damaged"),
        (notebook({"cell_type": "code"}), "damaged"),
        (notebook(code(source=7)), "damaged"),
        (notebook(cells=7), "damaged"),
        (notebook(code(cell_type="spell")), "damaged"),
    ],
)
def test_a_file_that_is_no_notebook_is_an_empty_one_with_the_reason(
    tmp_path: Path, content: bytes | str | dict[str, Any], why: str
) -> None:
    assert why in reason(read(tmp_path, content))


def test_a_missing_file_and_a_folder_are_told_too(tmp_path: Path) -> None:
    assert "No such file" in reason(read_submission(tmp_path / "nothing.ipynb"))
    assert reason(read_submission(tmp_path))


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "MAX_BYTES", 100)
    assert "more than the" in reason(read(tmp_path, notebook(code("x" * 200))))


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(notebook(code())).encode()
    assert read(tmp_path, content).cells[0].source == "x = 1"


def test_half_a_surrogate_pair_can_be_written_again_and_a_whole_one_stays(tmp_path: Path) -> None:
    text = json.dumps(notebook(code("a = '@ @'"))).replace("@ @", r"\ud83d \ud83d\ude00")
    found = read(tmp_path, text)
    assert found.cells[0].source == "a = '? \U0001f600'"
    nbformat.writes(found).encode("utf-8")


@pytest.mark.parametrize("major", [2, 3])
def test_a_notebook_of_an_old_format_is_brought_up_to_date(tmp_path: Path, major: int) -> None:
    cell = {"cell_type": "code", "input": "x = 1", "language": "python", "outputs": [], "collapsed": False}
    cell |= {"metadata": {"nbgrader": {"grade_id": "double", "schema_version": 1}}} if major == 3 else {}
    sheets = {"worksheets": [{"cells": [cell], "metadata": {}}], "metadata": {}}
    found = read(tmp_path, {"nbformat": major, "nbformat_minor": 0} | sheets)
    assert found.nbformat == 4
    assert [cell.source for cell in found.cells] == ["x = 1"]
    if major == 3:
        assert found.cells[0].metadata.nbgrader.grade_id == "double"


def test_missing_and_duplicate_cell_ids_are_mended(tmp_path: Path) -> None:
    without = code()
    del without["id"]
    found = read(tmp_path, notebook(code(), code(), without))
    assert len({cell.id for cell in found.cells}) == 3
    nbformat.validate(found)


def test_the_exporter_reads_any_file_and_runs_the_preprocessors(tmp_path: Path) -> None:
    (tmp_path / "01_small.ipynb").write_text("no notebook", "utf-8")
    output, resources = SubmissionExporter().from_filename(str(tmp_path / "01_small.ipynb"))
    assert "not a notebook" in reason(nbformat.reads(output, as_version=4))
    assert resources["metadata"] == {"name": "01_small", "path": str(tmp_path)}


@any_file
@given(content=st.binary(max_size=200))
def test_reading_arbitrary_bytes_never_raises(tmp_path: Path, content: bytes) -> None:
    nbformat.writes(read(tmp_path, content)).encode("utf-8")


@any_file
@given(content=JSON, key=st.sampled_from(["cells", "metadata", "nbformat", "nbformat_minor", "cell"]))
def test_reading_a_notebook_with_one_part_replaced_never_raises(
    tmp_path: Path, content: object, key: str
) -> None:
    changed = notebook(content) if key == "cell" else notebook(code(), **{key: content})
    nbformat.writes(read(tmp_path, changed)).encode("utf-8")


@any_file
@given(content=JSON, key=st.sampled_from(["source", "metadata", "id", "outputs", "cell_type", "attachments"]))
def test_reading_a_cell_with_one_part_replaced_never_raises(
    tmp_path: Path, content: object, key: str
) -> None:
    nbformat.writes(read(tmp_path, notebook(code(**{key: content}), code()))).encode("utf-8")


@any_file
@given(start=st.integers(0, 400), length=st.integers(1, 30), noise=st.binary(max_size=10))
def test_reading_a_notebook_with_bytes_replaced_never_raises(
    tmp_path: Path, start: int, length: int, noise: bytes
) -> None:
    whole = json.dumps(notebook(code("def double(number):\n    return 2 * number"), code())).encode()
    nbformat.writes(read(tmp_path, whole[:start] + noise + whole[start + length :])).encode("utf-8")
