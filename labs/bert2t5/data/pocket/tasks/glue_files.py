"""Pocket GLUE as files: the folders, names, headers and columns of the official archives.

Columns that say where a real example comes from hold what is known here: the kind of error in CoLA's source
column, the genre in MNLI's, "-" where nothing is. Unlike the originals, MRPC's files have no byte order
mark, and no text has quotation marks, so that a reader needs no rule for them.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from bert2t5.data.pocket.files import write_text
from bert2t5.data.pocket.tasks.glue import GLUE_TASKS, draw_glue
from bert2t5.data.pocket.tasks.splits import Example

__all__ = ["FOLDERS", "write_glue"]

Row: TypeAlias = dict[str, object]
"""The columns of one line by name, in their order."""

FOLDERS = {
    "cola": "CoLA",
    "sst2": "SST-2",
    "mrpc": "MRPC",
    "stsb": "STS-B",
    "qqp": "QQP",
    "mnli": "MNLI",
    "qnli": "QNLI",
    "rte": "RTE",
    "wnli": "WNLI",
    "ax": "diagnostic",
}
"""The folder of each task in the official archive."""


HEADERLESS = (("cola", "train"), ("cola", "validation"))


def write_glue(folder: str | os.PathLike[str], n: int | None = None, *, seed: int = 0) -> None:
    """Write all tasks in the official layout: for each a folder with train.tsv, dev.tsv and test.tsv.

    The tests have no labels, but for those of the diagnostic set, in diagnostic-full.tsv. Each file appears
    under its name only when it is complete.

    Args:
        folder: made if need be; files that are there are replaced.
        n: how many examples each file gets, 1 or more; None for the sizes in `GLUE_TASKS`.
        seed: 0 or above.
    Raises:
        ValueError: if n is below 1 or more than there is, or the seed is negative.
        OSError: if a file cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_glue(folder, 10)
    ...     print(Path(folder, "RTE", "dev.tsv").read_text().splitlines()[0].split(chr(9)))
    ['index', 'sentence1', 'sentence2', 'label']
    """
    if n is not None and n < 1:
        raise ValueError(f"n is {n}, must be 1 or more")
    for task, known in GLUE_TASKS.items():
        path = Path(folder, FOLDERS[task])
        path.mkdir(parents=True, exist_ok=True)
        for split in known.sizes:
            examples = draw_glue(task, split, n, seed=seed)
            for name, to_row in _files(task, split):
                rows = [to_row(number, example) for number, example in enumerate(examples)]
                write_text(path / f"{name}.tsv", _table(rows, header=(task, split) not in HEADERLESS))


def _table(rows: list[Row], header: bool) -> str:
    lines = [row.values() for row in rows]
    return "".join("\t".join(map(str, line)) + "\n" for line in ([rows[0].keys()] if header else []) + lines)


def _files(task: str, split: str) -> list[tuple[str, Callable[[int, Example], Row]]]:
    """Return the names of the files that a split goes into, each with what makes its rows."""
    if task == "ax":
        return [("diagnostic", _diagnostic), ("diagnostic-full", _diagnostic_full)]
    name = split.replace("validation", "dev")
    return [(name, lambda number, example: _ROWS[task](number, example, split))]


def _label(task: str, example: Example) -> str:
    return GLUE_TASKS[task].labels[int(example.label)]


# -- the rows of each task; those of a test have no label


def _cola(number: int, example: Example, split: str) -> Row:
    (sentence,) = example.texts
    if split == "test":
        return {"index": number, "sentence": sentence}
    mark = "" if example.label else "*"
    return {
        "source": example.about.replace(" ", "-"),
        "label": example.label,
        "mark": mark,
        "sentence": sentence,
    }


def _sst2(number: int, example: Example, split: str) -> Row:
    (sentence,) = example.texts
    if split == "test":
        return {"index": number, "sentence": sentence}
    return {"sentence": sentence, "label": example.label}


def _mrpc(number: int, example: Example, split: str) -> Row:
    first = {"index": number} if split == "test" else {"Quality": example.label}
    ids = {"#1 ID": 2 * number + 1, "#2 ID": 2 * number + 2}
    return {**first, **ids, "#1 String": example.texts[0], "#2 String": example.texts[1]}


def _stsb(number: int, example: Example, split: str) -> Row:
    source = {"genre": "main-pocket", "filename": "pocket", "year": "-", "old_index": f"{number:04d}"}
    row = {"index": number, **source, "source1": "none", "source2": "none", **_sentences(example)}
    return row if split == "test" else {**row, "score": f"{example.label:.3f}"}


def _qqp(number: int, example: Example, split: str) -> Row:
    questions = {"question1": example.texts[0], "question2": example.texts[1]}
    if split == "test":
        return {"id": number, **questions}
    return {
        "id": number,
        "qid1": 2 * number + 1,
        "qid2": 2 * number + 2,
        **questions,
        "is_duplicate": example.label,
    }


def _mnli(number: int, example: Example, split: str) -> Row:
    label = _label("mnli", example)
    letter = "" if split.startswith("test") else label[0]
    row: Row = {"index": number, "promptID": number, "pairID": f"{number}{letter}", "genre": example.genre}
    row |= {f"sentence{n}_{parse}": "-" for parse in ("binary_parse", "parse") for n in (1, 2)}
    row |= _sentences(example)
    if split.startswith("test"):
        return row
    judges = 1 if split == "train" else 5
    return {**row, **{f"label{n}": label for n in range(1, judges + 1)}, "gold_label": label}


def _qnli(number: int, example: Example, split: str) -> Row:
    row: Row = {"index": number, "question": example.texts[0], "sentence": example.texts[1]}
    return row if split == "test" else {**row, "label": _label("qnli", example)}


def _rte(number: int, example: Example, split: str) -> Row:
    row: Row = {"index": number, **_sentences(example)}
    return row if split == "test" else {**row, "label": _label("rte", example)}


def _wnli(number: int, example: Example, split: str) -> Row:
    row: Row = {"index": number, **_sentences(example)}
    return row if split == "test" else {**row, "label": example.label}


def _sentences(example: Example) -> Row:
    return {"sentence1": example.texts[0], "sentence2": example.texts[1]}


_ROWS = {
    "cola": _cola,
    "sst2": _sst2,
    "mrpc": _mrpc,
    "stsb": _stsb,
    "qqp": _qqp,
    "mnli": _mnli,
    "qnli": _qnli,
    "rte": _rte,
    "wnli": _wnli,
}

# the column of diagnostic-full.tsv for what it takes to find a label
_PHENOMENA = {
    "Lexical Semantics": ("Lexical entailment", "Factivity"),
    "Predicate-Argument Structure": ("Core args", "Restrictivity"),
    "Logic": ("Negation", "Upward monotone", "Downward monotone", "Comparatives"),
    "Knowledge": ("Common sense",),
}


def _diagnostic(number: int, example: Example) -> Row:
    return {"index": number, **_sentences(example)}


def _diagnostic_full(number: int, example: Example) -> Row:
    tags = {column: example.about if example.about in kinds else "" for column, kinds in _PHENOMENA.items()}
    premise, hypothesis = example.texts
    pair = {"Premise": premise, "Hypothesis": hypothesis, "Label": _label("ax", example)}
    return {**tags, "Domain": "Artificial", **pair}
