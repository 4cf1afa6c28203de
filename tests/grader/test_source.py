"""A lab source becomes the instructor's notebook, or one clear line says what is wrong with it."""

from pathlib import Path

import nbformat
import pytest
from small_lab import SOURCE

from bert2t5_grader.check_call import CheckCall, find_check
from bert2t5_grader.errors import LabSourceError
from bert2t5_grader.source import read_lab

ANSWER = '# %% nbgrader={"grade_id": "count_pairs", "solution": true}\n'
LOCKED = '# %% nbgrader={"grade_id": "setup", "locked": true}\n'
TEST = '# %% nbgrader={"grade_id": "test_double", "points": 8}\n'


def read(tmp_path: Path, text: str) -> nbformat.NotebookNode:
    path = tmp_path / "01_small.py"
    path.write_text(text, "utf-8")
    return read_lab(path)


def complaint(tmp_path: Path, text: str) -> str:
    with pytest.raises(LabSourceError) as caught:
        read(tmp_path, text)
    assert "\n" not in caught.value.message
    assert caught.value.message.startswith("01_small.py, ")
    assert caught.value.exit_code == 2
    return caught.value.message


def test_cells_keep_their_order_and_get_ids_that_count_up_or_are_grade_ids(tmp_path: Path) -> None:
    notebook = read(tmp_path, SOURCE)
    ids = ["cell-001", "setup", "double", "test_double", "half", "test_half"]
    assert [cell.id for cell in notebook.cells] == ids
    assert [cell.cell_type for cell in notebook.cells] == ["markdown"] + 5 * ["code"]
    assert nbformat.writes(notebook) == nbformat.writes(read(tmp_path, SOURCE))


@pytest.mark.parametrize(
    ("short", "grade", "solution", "locked", "points"),
    [
        ('"locked": true', False, False, True, None),
        ('"points": 2.5', True, False, True, 2.5),
        ('"points": 0', True, False, True, 0),
        ('"points": 3, "manual": true', True, True, False, 3),
    ],
)
def test_short_metadata_becomes_schema_3(
    tmp_path: Path, short: str, grade: bool, solution: bool, locked: bool, points: float | None
) -> None:
    (cell,) = read(tmp_path, f'# %% [markdown] nbgrader={{"grade_id": "x", {short}}}\n# text\n').cells
    expected = {"grade_id": "x", "grade": grade, "solution": solution, "locked": locked, "task": False}
    expected |= {"schema_version": 3} | ({} if points is None else {"points": points})
    assert cell.metadata.nbgrader == expected


def test_an_answer_is_pasted_from_the_reference_with_its_markers_and_constants(tmp_path: Path) -> None:
    imported = "from bert2t5_reference.bpe import (\n    END_OF_WORD,\n    split_word,\n)\nx = 1\n"
    cells = read(
        tmp_path, LOCKED + imported + "\n" + ANSWER + "from bert2t5_reference.bpe import count_pairs\n"
    ).cells
    assert cells[0].source.startswith('END_OF_WORD = "</w>"\n\n\ndef split_word(')
    assert cells[0].source.endswith("\nx = 1")
    assert cells[1].source.startswith("def count_pairs(")
    assert "### BEGIN SOLUTION" in cells[1].source
    assert "bert2t5_reference" not in cells[0].source + cells[1].source


@pytest.mark.parametrize(
    ("text", "place", "found", "allowed"),
    [
        (LOCKED + "x = 1\n" + LOCKED + "y = 1\n", "cell 2", "grade_id 'setup' stands twice", "once"),
        (
            TEST
            + 'Check("double", points=8)\n'
            + TEST.replace("test_", "again_")
            + 'Check("double", points=8)\n',
            "cell 2",
            "Check('double') stands twice",
            "once",
        ),
        (
            ANSWER + "from bert2t5_reference.bpe import split_word\n",
            "count_pairs",
            "split_word",
            "Put them around",
        ),
        (
            ANSWER + "from bert2t5_reference.bpe import count_pairs, split_word\n",
            "count_pairs",
            "split_word",
            "Put",
        ),
        (ANSWER + "def count_pairs(): ...\n", "count_pairs", "no `### BEGIN SOLUTION`", "Put them around"),
        (
            LOCKED + "from bert2t5_reference.bpe import count_pairs\n",
            "setup",
            "a locked cell carries",
            "Mark the cell",
        ),
        (
            ANSWER + "from bert2t5_reference.bpe import nothing\n",
            "count_pairs",
            "does not define 'nothing'",
            "Name",
        ),
        (
            ANSWER + "from bert2t5_reference.bpe import heapq\n",
            "count_pairs",
            "does not define 'heapq'",
            "Name",
        ),
        (
            ANSWER + "from bert2t5_reference.nothing import x\n",
            "count_pairs",
            "No module named",
            "Name a module",
        ),
        ("# %%\nimport bert2t5_reference.bpe\n", "cell 1", "in a cell that students get", "Allowed"),
        (
            TEST + 'check = Check("double", points=9)\n',
            "test_double",
            "the check gives 9 points",
            "must be equal",
        ),
        (TEST + 'Check("double", points=8, bonus=True)\n', "test_double", "bonus: True", "0 in the metadata"),
        (TEST + 'Check("double", 8)\n', "test_double", "`Check('double', 8)` cannot be read", "Write Check("),
        (TEST + "Check(name, points=8)\n", "test_double", "cannot be read", "Write Check("),
        (TEST + 'Check(name="double", points=8)\n', "test_double", "cannot be read", "Write Check("),
        (ANSWER + "def broken(:\n", "count_pairs", "line 1: invalid syntax", "Write Python"),
        (
            '# %% nbgrader={"grade_id": "x", "pionts": 3}\n',
            "cell 1",
            "pionts",
            "Allowed keys: grade_id, points",
        ),
        (
            '# %% nbgrader={"grade_id": "x", "schema_version": 2, "locked": true}\n',
            "cell 1",
            "schema_version",
            "keys",
        ),
        ('# %% nbgrader={"grade_id": "x y", "locked": true}\n', "cell 1", "grade_id", "Allowed keys"),
        ('# %% nbgrader={"grade_id": "cell-001", "locked": true}\n', "cell 1", "'cell-001'", "Allowed keys"),
        ('# %% nbgrader={"locked": true}\n', "cell 1", "grade_id: Field required", "Allowed keys"),
        ('# %% nbgrader={"grade_id": "x"}\n', "cell 1", "not exactly one of", "Allowed keys"),
        (
            '# %% nbgrader={"grade_id": "x", "locked": true, "solution": true}\n',
            "cell 1",
            "not exactly one",
            "keys",
        ),
        (
            '# %% nbgrader={"grade_id": "x", "points": 1, "solution": true}\n',
            "cell 1",
            "not exactly one",
            "keys",
        ),
        (
            '# %% nbgrader={"grade_id": "x", "solution": true, "manual": true}\n',
            "cell 1",
            "manual only",
            "keys",
        ),
        ('# %% nbgrader={"grade_id": "x", "points": -1}\n', "cell 1", "points", "Allowed keys"),
        ('# %% nbgrader=["x"]\n', "cell 1", "nbgrader metadata", "Allowed keys"),
        (
            '# %% nbgrader {"grade_id": "x"}\n',
            "cell 1",
            "unknown metadata grade_id='x', title='nbgrader'",
            "JSON",
        ),
        (
            '# %% nbgrader={"grade_id": "x", "locked": true\n',
            "cell 1",
            "incorrectly_encoded_metadata",
            "JSON",
        ),
        ('# %% tags=["hide"]\n', "cell 1", "tags=['hide']", "Allowed: nbgrader"),
        ("# %% [raw]\n# text\n", "cell 1", "a raw cell", "code and markdown"),
    ],
)
def test_a_rule_that_is_broken_is_told_with_place_finding_and_what_is_allowed(
    tmp_path: Path, text: str, place: str, found: str, allowed: str
) -> None:
    message = complaint(tmp_path, text + ("" if text.endswith(")\n") else "x = 1\n"))
    assert f", {place}: " in message
    assert found in message
    assert allowed in message.split(found)[1]


def test_a_source_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "01_small.py").write_bytes(b"# %%\nx = '\xff'\n")
    with pytest.raises(LabSourceError, match="Give a UTF-8 text file"):
        read_lab(tmp_path / "01_small.py")


def test_the_check_of_a_test_cell_is_found_without_running_it() -> None:
    assert find_check('x = 1\ncheck = Check("f", points=2.5, bonus=True)') == CheckCall("f", 2.5, True)
    assert find_check("assert f(1) == 2") is None
    assert find_check("Checks('f')") is None
