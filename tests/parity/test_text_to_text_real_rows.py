"""text_tasks.py on every row of the real GLUE files and of SQuAD questions; some of them worked by hand."""

import json
import re
import string
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bert2t5_reference.text_tasks import get_task

Row = dict[str, Any]


class Layout(NamedTuple):
    """How one task stands in the official files, and what T5 writes for a row."""

    columns: dict[str, str]  # the column of the file: the name in T5's row
    label: str  # the column of the file that holds the label
    labels: dict[str, str]  # the label in the file: the target, in the order of the classes
    write: Callable[[Row], str]


TWO_SENTENCES = {"sentence1": "sentence1", "sentence2": "sentence2"}
PAIR = {"sentence1": "premise", "sentence2": "hypothesis"}
ENTAILMENT = {"entailment": "entailment", "not_entailment": "not_entailment"}
MNLI_LABELS = {"entailment": "entailment", "neutral": "neutral", "contradiction": "contradiction"}

LAYOUTS = {
    "cola": Layout(
        {"sentence": "sentence"},
        "label",
        {"0": "unacceptable", "1": "acceptable"},
        lambda row: f"cola sentence: {row['sentence']}",
    ),
    "sst2": Layout(
        {"sentence": "sentence"},
        "label",
        {"0": "negative", "1": "positive"},
        lambda row: f"sst2 sentence: {row['sentence']}",
    ),
    "mrpc": Layout(
        {"#1 String": "sentence1", "#2 String": "sentence2"},
        "Quality",
        {"0": "not_equivalent", "1": "equivalent"},
        lambda row: f"mrpc sentence1: {row['sentence1']} sentence2: {row['sentence2']}",
    ),
    "stsb": Layout(
        TWO_SENTENCES,
        "score",
        {},
        lambda row: f"stsb sentence1: {row['sentence1']} sentence2: {row['sentence2']}",
    ),
    "qqp": Layout(
        {"question1": "question1", "question2": "question2"},
        "is_duplicate",
        {"0": "not_duplicate", "1": "duplicate"},
        lambda row: f"qqp question1: {row['question1']} question2: {row['question2']}",
    ),
    "mnli": Layout(
        PAIR,
        "gold_label",
        MNLI_LABELS,
        lambda row: f"mnli hypothesis: {row['hypothesis']} premise: {row['premise']}",
    ),
    "ax": Layout(
        {"Premise": "premise", "Hypothesis": "hypothesis"},
        "Label",
        MNLI_LABELS,
        lambda row: f"mnli hypothesis: {row['hypothesis']} premise: {row['premise']}",
    ),
    "qnli": Layout(
        {"question": "question", "sentence": "sentence"},
        "label",
        ENTAILMENT,
        lambda row: f"qnli question: {row['question']} sentence: {row['sentence']}",
    ),
    "rte": Layout(
        TWO_SENTENCES,
        "label",
        ENTAILMENT,
        lambda row: f"rte sentence1: {row['sentence1']} sentence2: {row['sentence2']}",
    ),
    "super_glue_rte": Layout(
        PAIR,
        "label",
        ENTAILMENT,
        lambda row: f"rte hypothesis: {row['hypothesis']} premise: {row['premise']}",
    ),
    "wnli": Layout(
        TWO_SENTENCES,
        "label",
        {"0": "not_entailment", "1": "entailment"},
        lambda row: f"wnli sentence1: {row['sentence1']} sentence2: {row['sentence2']}",
    ),
}

# task, file, rows with a label, rows without
FILES = [
    ("cola", "CoLA/train.tsv", 8551, 0),
    ("cola", "CoLA/dev.tsv", 1043, 0),
    ("cola", "CoLA/test.tsv", 0, 1063),
    ("sst2", "SST-2/train.tsv", 67349, 0),
    ("sst2", "SST-2/dev.tsv", 872, 0),
    ("sst2", "SST-2/test.tsv", 0, 1821),
    ("mrpc", "MRPC/train.tsv", 3668, 0),
    ("mrpc", "MRPC/dev.tsv", 408, 0),
    ("mrpc", "MRPC/test.tsv", 0, 1725),
    ("stsb", "STS-B/train.tsv", 5749, 0),
    ("stsb", "STS-B/dev.tsv", 1500, 0),
    ("qqp", "QQP/train.tsv", 21180, 0),
    ("qqp", "QQP/dev.tsv", 2316, 0),
    ("mnli", "MNLI/train.tsv", 486, 0),
    ("mnli", "MNLI/dev_matched.tsv", 11, 0),
    ("mnli", "MNLI/dev_mismatched.tsv", 5, 0),
    ("mnli", "MNLI/test_matched.tsv", 0, 5),
    ("ax", "diagnostic/diagnostic-full.tsv", 1104, 0),
    ("qnli", "QNLI/train.tsv", 320, 0),
    ("qnli", "QNLI/dev.tsv", 5463, 0),
    ("qnli", "QNLI/test.tsv", 0, 5463),
    ("rte", "RTE/train.tsv", 2490, 0),
    ("rte", "RTE/dev.tsv", 277, 0),
    ("rte", "RTE/test.tsv", 0, 3000),
    ("super_glue_rte", "RTE/dev.tsv", 277, 0),
    ("wnli", "WNLI/train.tsv", 635, 0),
    ("wnli", "WNLI/dev.tsv", 71, 0),
    ("wnli", "WNLI/test.tsv", 0, 146),
]

# The row at a place of the dev file (0 is the first), as the published code writes it.
BY_HAND = [
    (
        "cola",
        "CoLA/dev.tsv",
        0,
        "cola sentence: The sailors rode the breeze clear of the rocks.",
        "acceptable",
    ),
    (
        "cola",
        "CoLA/dev.tsv",
        5,
        "cola sentence: The more you would want, the less you would eat.",
        "unacceptable",
    ),
    ("sst2", "SST-2/dev.tsv", 1, "sst2 sentence: unflinchingly bleak and desperate ", "negative"),
    (
        "mrpc",
        "MRPC/dev.tsv",
        0,
        "mrpc sentence1: He said the foodservice pie business doesn't fit the company's long-term growth "
        'strategy. sentence2: "The foodservice pie business does not fit our long-term growth strategy.',
        "equivalent",
    ),
    (
        "stsb",
        "STS-B/dev.tsv",
        125,
        "stsb sentence1: Someone is beating an egg. sentence2: A woman stirs eggs in a bowl.",
        "2.4",  # 2.500: 12.5 fifths, half to even
    ),
    (
        "stsb",
        "STS-B/dev.tsv",
        1,
        "stsb sentence1: A young child is riding a horse. sentence2: A child is riding a horse.",
        "4.8",  # 4.750: 23.75 fifths
    ),
    (
        "qqp",
        "QQP/dev.tsv",
        0,
        "qqp question1: What is the funniest joke you know? "
        "question2: What is the funniest joke of all time?",
        "duplicate",
    ),
    (
        "mnli",
        "MNLI/dev_matched.tsv",
        0,  # the hypothesis ends in a blank
        "mnli hypothesis: Everyone really likes the newest benefits  premise: The new rights are nice enough",
        "neutral",
    ),
    (
        "mnli",
        "MNLI/dev_mismatched.tsv",
        0,
        "mnli hypothesis: Your contributions were of no help with our students' education. premise: Your "
        "contribution helped make it possible for us to provide our students with a quality education.",
        "contradiction",
    ),
    (
        "ax",
        "diagnostic/diagnostic-full.tsv",
        0,
        "mnli hypothesis: The cat did not sit on the mat. premise: The cat sat on the mat.",
        "contradiction",
    ),
    (
        "qnli",
        "QNLI/dev.tsv",
        0,
        "qnli question: What came into force after the new constitution was herald? "
        "sentence: As of that day, the new constitution heralding the Second Republic came into force.",
        "entailment",
    ),
    (
        "rte",
        "RTE/dev.tsv",
        0,
        "rte sentence1: Dana Reeve, the widow of the actor Christopher Reeve, has died of lung cancer at age "
        "44, according to the Christopher Reeve Foundation. sentence2: Christopher Reeve had an accident.",
        "not_entailment",
    ),
    (
        "super_glue_rte",
        "RTE/dev.tsv",
        1,
        "rte hypothesis: Bacteria is winning the war against antibiotics. "
        "premise: Yet, we now are discovering that antibiotics are losing their effectiveness against "
        "illness. Disease-causing bacteria are mutating faster than we can come up with new antibiotics to "
        "fight the new variations.",
        "entailment",
    ),
    (
        "wnli",
        "WNLI/dev.tsv",
        0,
        "wnli sentence1: The drain is clogged with hair. It has to be cleaned. sentence2: The hair has to be "
        "cleaned.",
        "not_entailment",
    ),
]

PRONOUNS_BY_HAND = [
    (0, "The drain is clogged with hair. *It* has to be cleaned.", "The hair"),
    (1, "Jane knocked on Susan's door but *she* did not answer.", "Susan"),
    (4, "The man couldn't lift his son because *he* was so heavy.", "The son"),
    (5, "Susan knew that Ann's son had been in a car accident, so *she* told her about it.", "Ann"),
]


def read_cells(path: Path) -> list[dict[str, str]]:
    """Return the rows of an official file by its own column names; two files of CoLA have no header."""
    lines = path.read_bytes().decode("utf-8-sig").removesuffix("\n").split("\n")
    if path.parent.name == "CoLA" and path.name != "test.tsv":
        lines = ["source\tlabel\tmark\tsentence", *lines]
    header, *rows = (line.split("\t") for line in lines)
    return [dict(zip(header, row, strict=True)) for row in rows]


def as_row(task: str, cells: dict[str, str]) -> Row:
    """Return a row with T5's column names and the label as a class, a score, or -1 where there is none."""
    layout = LAYOUTS[task]
    row: Row = {ours: cells[theirs] for theirs, ours in layout.columns.items()}
    if layout.label not in cells:
        return row | {"label": -1}
    said = cells[layout.label]
    return row | {"label": list(layout.labels).index(said) if layout.labels else float(said)}


def target_of(task: str, cells: dict[str, str]) -> str:
    """Return the target, without the class in between and by decimal arithmetic."""
    layout = LAYOUTS[task]
    if layout.label not in cells:
        return "<unk>"
    if layout.labels:
        return layout.labels[cells[layout.label]]
    fifths = (5 * Decimal(cells[layout.label])).quantize(Decimal(1), ROUND_HALF_EVEN)
    return str(fifths * Decimal("0.2"))


@pytest.mark.parametrize(("name", "file", "labelled", "unlabelled"), FILES)
def test_every_row_becomes_its_strings_and_every_label_comes_back(
    test_data: Path, name: str, file: str, labelled: int, unlabelled: int
) -> None:
    task, found = get_task(name), {True: 0, False: 0}
    for cells in read_cells(test_data / "glue_data" / file):
        row, target = as_row(name, cells), target_of(name, cells)
        formatted = task.format(row)
        assert formatted == {"inputs": LAYOUTS[name].write(row), "targets": target}
        expected = float(target) if name == "stsb" else row["label"]
        assert task.parse(formatted["targets"]) == expected
        found[target != "<unk>"] += 1
    assert found == {True: labelled, False: unlabelled}


@pytest.mark.parametrize(("name", "file", "place", "inputs", "targets"), BY_HAND)
def test_real_rows_become_the_strings_worked_by_hand(
    test_data: Path, name: str, file: str, place: int, inputs: str, targets: str
) -> None:
    cells = read_cells(test_data / "glue_data" / file)[place]
    assert get_task(name).format(as_row(name, cells)) == {"inputs": inputs, "targets": targets}


# -- WNLI with marked pronouns


@pytest.mark.parametrize(("place", "text", "referent"), PRONOUNS_BY_HAND)
def test_pronouns_and_referents_of_wnli_are_those_found_by_hand(
    test_data: Path, place: int, text: str, referent: str
) -> None:
    cells = read_cells(test_data / "glue_data" / "WNLI" / "dev.tsv")[place]
    assert get_task("wnli_wsc").format(cells) == {"inputs": f"wsc: {text}", "targets": referent}


@pytest.mark.parametrize(("split", "without"), [("train", 9), ("dev", 1), ("test", 0)])
def test_a_row_of_wnli_has_one_pronoun_marked_and_its_referent_in_the_hypothesis(
    test_data: Path, split: str, without: int
) -> None:
    referents = []
    for cells in read_cells(test_data / "glue_data" / "WNLI" / f"{split}.tsv"):
        formatted = get_task("wnli_wsc").format(cells)
        text = formatted["inputs"].removeprefix("wsc: ")
        assert len(re.findall(r"\*(?:he|she|they|it|her|his|their|them|him)\*", text, re.IGNORECASE)) == 1
        assert re.sub("[* ]", "", text) == cells["sentence1"].replace(" ", "")
        assert formatted["targets"] in cells["sentence2"]
        referents.append(formatted["targets"])
    assert referents.count("") == without


# -- SQuAD


@pytest.fixture(scope="module")
def squad_rows(test_data: Path) -> dict[str, Row]:
    """The English questions of XQuAD, which are those of SQuAD 1.1, by their id."""
    articles = json.loads((test_data / "squad" / "xquad.en.json").read_text("utf-8"))["data"]
    return {
        question["id"]: {
            "question": question["question"],
            "context": paragraph["context"],
            "answers": {"text": [answer["text"] for answer in question["answers"]]},
        }
        for article in articles
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    }


def test_a_real_question_becomes_the_strings_worked_by_hand(squad_rows: dict[str, Row]) -> None:
    assert get_task("squad").format(squad_rows["56f8ca289b226e1400dd1009"]) == {
        "inputs": "question: What portion of Luther ' s last statement was in German ? "
        "context: A piece of paper was later found on which Luther had written his last statement . "
        'The statement was in Latin , apart from " We are beggars , " which was in German . ',
        "targets": ' " We are beggars , " ',
    }


def test_every_real_question_has_single_blanks_around_its_marks_and_nothing_else_changed(
    squad_rows: dict[str, Row],
) -> None:
    assert len(squad_rows) == 1190
    ascii_blanks = str.maketrans("", "", " \t\n\f\r")
    marks = re.escape(string.punctuation)
    for row in squad_rows.values():
        formatted = get_task("squad").format(row)
        inputs, targets = formatted["inputs"], formatted["targets"]
        whole = f"question:{row['question']}context:{row['context']}"
        assert inputs.translate(ascii_blanks) == whole.translate(ascii_blanks)
        assert targets.translate(ascii_blanks) == row["answers"]["text"][0].translate(ascii_blanks)
        texts = inputs.removeprefix("question:").replace(" context:", " ", 1)
        for text in (texts, targets):
            assert "\n" not in text
            assert re.search(rf"[{marks}](?! )|(?<! )[{marks}]", text) is None
        assert "  " not in inputs
        assert "  " not in targets
