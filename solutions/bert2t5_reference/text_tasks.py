"""The published tasks of T5 as descriptions for text_to_text.py, looked up by name.

    get_task("mnli").format(row)    {"inputs": "mnli hypothesis: ... premise: ...", "targets": "neutral"}
    get_task("mnli").parse(text)    1

A row has the columns of TensorFlow Datasets and of Hugging Face's `datasets`; a missing label is -1. Keys
stand in alphabetical order, but for MultiRC and SQuAD. Left out: WSC, DPR, ReCoRD and the diagnostic sets of
SuperGLUE.

Where paper and code differ, the code is followed:

    MNLI      section 2.4 writes the premise first; code and appendix D write the hypothesis first
    COPA      appendix D shows the target "True"; the code writes "choice1" or "choice2"
    WiC       appendix D shows a field "pos:"; the code has none
    MultiRC   appendix D shows HTML tags; the code removes them
    SQuAD     appendix D shows plain text; the code puts blanks around punctuation

The published mixtures train on WSC and DPR instead of WNLI, though the code defines WNLI like any task of two
sentences ("wnli"). It is only evaluated, in the form of the other two: "wsc: ... *pronoun* ...", and the
model writes what the pronoun means ("wnli_wsc"; wnli_referents.py tells how).

Source: Raffel et al. (2020), section 2.4 and appendix D; github.com/google-research/
text-to-text-transfer-transformer, t5/data/glue_utils.py, tasks.py and preprocessors.py, release 0.9.4. The
order of labels is that of TensorFlow Datasets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from bert2t5_reference.text_to_text import (
    collapse_blanks,
    format_example,
    parse_prediction,
    remove_html,
    separate_punctuation,
)
from bert2t5_reference.wnli_referents import mark_pronoun

Row = Mapping[str, Any]
Kind = Literal["classification", "regression", "text"]


@dataclass(frozen=True)
class TextTask:
    """One task as text in, text out.

    Attributes:
        name: what `get_task` knows it by.
        prefix: how the inputs begin; empty for question answering.
        keys: the columns that hold the texts, in the order of the inputs.
        kind: what the targets are: the name of a label, a number or a text.
        label_names: the names of the labels 0, 1, ...; empty unless the kind is "classification".
        target_key: the column that holds the label, the number or the text.
        show_keys: whether each text stands behind its key and a colon.
        prepare: turns a row into one with the columns `keys` and `target_key`.
        finish: is applied to the inputs when they are joined.
    """

    name: str
    prefix: str
    keys: tuple[str, ...]
    kind: Kind = "classification"
    label_names: tuple[str, ...] = ()
    target_key: str = "label"
    show_keys: bool = True
    prepare: Callable[[Row], Row] = dict
    finish: Callable[[str], str] = str

    def describe(self) -> dict[str, Any]:
        """Return the task as `format_example` and `parse_prediction` read it, in plain values.

        What `prepare` and `finish` do is not part of it.

        >>> get_task("rte").describe()  # doctest: +NORMALIZE_WHITESPACE
        {'prefix': 'rte', 'keys': ['sentence1', 'sentence2'], 'show_keys': True, 'kind': 'classification',
         'label_names': ['entailment', 'not_entailment'], 'target_key': 'label'}
        """
        return {
            "prefix": self.prefix,
            "keys": list(self.keys),
            "show_keys": self.show_keys,
            "kind": self.kind,
            "label_names": list(self.label_names),
            "target_key": self.target_key,
        }

    def format(self, row: Row) -> dict[str, str]:
        """Return {"inputs": ..., "targets": ...} of one row, as the published code writes them.

        Raises:
            ValueError: if a column is missing, or the label is none of -1, 0, ..., len(label_names) - 1.

        >>> get_task("cb").format({"premise": "It rained.", "hypothesis": "It was dry.", "label": 1})
        {'inputs': 'cb hypothesis: It was dry. premise: It rained.', 'targets': 'contradiction'}
        """
        prepared = self.prepare(row)
        self._check(prepared)
        formatted = format_example(self.describe(), prepared)
        return formatted | {"inputs": self.finish(formatted["inputs"])}

    def parse(self, text: str) -> int | float | str:
        """Return the class, number or text that a prediction means; -1 or -1.0 for an invalid one.

        >>> get_task("cb").parse("neutral"), get_task("cb").parse("Neutral"), get_task("stsb").parse("2.4")
        (2, -1, 2.4)
        """
        return parse_prediction(self.describe(), text)

    def _check(self, row: Row) -> None:
        needed = (*self.keys, self.target_key)
        missing = [key for key in needed if key not in row]
        if missing:
            raise ValueError(f"task {self.name!r} needs {', '.join(needed)}; missing: {', '.join(missing)}")
        if self.kind == "classification" and row[self.target_key] not in range(-1, len(self.label_names)):
            allowed = f"allowed are -1 to {len(self.label_names) - 1}"
            raise ValueError(f"label {row[self.target_key]!r} of task {self.name!r}, {allowed}")


def classification(name: str, keys: str, label_names: str) -> TextTask:
    """Return a task whose prefix is its name; keys and names of labels are separated by blanks.

    >>> classification("sst2", "sentence", "negative positive").format({"sentence": "Fine.", "label": 1})
    {'inputs': 'sst2 sentence: Fine.', 'targets': 'positive'}
    """
    return TextTask(name, name, tuple(keys.split()), label_names=tuple(label_names.split()))


def translation(name: str, source: str, target: str, source_key: str, target_key: str) -> TextTask:
    """Return a task that translates from one language into another, both by their English names.

    >>> german = translation("ende", "English", "German", source_key="en", target_key="de")
    >>> german.format({"en": "That is good.", "de": "Das ist gut."})
    {'inputs': 'translate English to German: That is good.', 'targets': 'Das ist gut.'}
    """
    prefix = f"translate {source} to {target}:"
    return TextTask(name, prefix, (source_key,), "text", target_key=target_key, show_keys=False)


def summarization(name: str, text_key: str, summary_key: str) -> TextTask:
    """Return a task that sums up a text.

    >>> news = summarization("news", text_key="article", summary_key="highlights")
    >>> news.format({"article": "It rained for days.", "highlights": "Rain."})
    {'inputs': 'summarize: It rained for days.', 'targets': 'Rain.'}
    """
    return TextTask(name, "summarize:", (text_key,), "text", target_key=summary_key, show_keys=False)


def question_answering(name: str, *, pad_punctuation: bool) -> TextTask:
    """Return a task that answers a question about a context; the target is the first of the right answers.

    Args:
        name: the name of the task.
        pad_punctuation: whether punctuation is set between blanks and runs of blanks are collapsed
            (`separate_punctuation`), as the published code does; appendix D of the paper shows plain text. A
            blank that this leaves at an end stays. Predictions come out padded too, and are scored against
            padded answers.

    A row is one of SQuAD 1.1, where `answers` holds a list `text`:
        >>> row = {"question": "Who won?", "context": 'The "Bulls" won.'}
        >>> row["answers"] = {"text": ['The "Bulls"'], "answer_start": [0]}
        >>> question_answering("squad", pad_punctuation=True).format(row)
        {'inputs': 'question: Who won ? context: The " Bulls " won . ', 'targets': 'The " Bulls " '}
        >>> question_answering("plain", pad_punctuation=False).format(row)
        {'inputs': 'question: Who won? context: The "Bulls" won.', 'targets': 'The "Bulls"'}
    """
    task = TextTask(name, "", ("question", "context"), "text", target_key="answer", prepare=take_first_answer)
    if not pad_punctuation:
        return task
    prepare = partial(take_first_answer, clean=separate_punctuation)
    return replace(task, prepare=prepare, finish=collapse_blanks)


def take_first_answer(row: Row, clean: Callable[[str], str] = str) -> Row:
    """Return question, context and first right answer of a row of SQuAD, each cleaned.

    Raises:
        ValueError: if there is no right answer.
    """
    answers = row["answers"]["text"]
    if not answers:
        raise ValueError(f"no answer to the question {row['question']!r}, needed is at least 1")
    return {
        "question": clean(row["question"]),
        "context": clean(row["context"]),
        "answer": clean(answers[0]),
    }


def take_referent(row: Row) -> Row:
    """Return the sentence of a row of WNLI with its pronoun marked, and the noun phrase for it."""
    text, referent = mark_pronoun(row["sentence1"], row["sentence2"])
    return {"text": text, "referent": referent}


MNLI = classification("mnli", "hypothesis premise", "entailment neutral contradiction")
RTE = classification("rte", "sentence1 sentence2", "entailment not_entailment")

GLUE = (
    classification("cola", "sentence", "unacceptable acceptable"),
    classification("sst2", "sentence", "negative positive"),
    classification("mrpc", "sentence1 sentence2", "not_equivalent equivalent"),
    TextTask("stsb", "stsb", ("sentence1", "sentence2"), "regression"),
    classification("qqp", "question1 question2", "not_duplicate duplicate"),
    MNLI,
    replace(MNLI, name="ax"),  # the diagnostic set is read as MNLI
    classification("qnli", "question sentence", "entailment not_entailment"),
    RTE,
    classification("wnli", "sentence1 sentence2", "not_entailment entailment"),
    TextTask(
        "wnli_wsc", "wsc:", ("text",), "text", target_key="referent", show_keys=False, prepare=take_referent
    ),
)
SUPER_GLUE = (
    classification("boolq", "passage question", "False True"),
    # Not in the order of MNLI.
    classification("cb", "hypothesis premise", "entailment contradiction neutral"),
    classification("copa", "choice1 choice2 premise question", "choice1 choice2"),
    # Not in alphabetical order.
    replace(classification("multirc", "question answer paragraph", "False True"), finish=remove_html),
    # The same pairs and prefix as in GLUE, but other names for the two sentences.
    replace(RTE, name="super_glue_rte", keys=("hypothesis", "premise")),
    classification("wic", "sentence1 sentence2 word", "False True"),
)
OTHERS = (
    question_answering("squad", pad_punctuation=True),
    translation("wmt_t2t_ende", "English", "German", "en", "de"),
    translation("wmt15_enfr", "English", "French", "en", "fr"),
    translation("wmt16_enro", "English", "Romanian", "en", "ro"),
    summarization("cnn_dailymail", "article", "highlights"),
)
TASKS: Mapping[str, TextTask] = {task.name: task for task in (*GLUE, *SUPER_GLUE, *OTHERS)}


def get_task(name: str, tasks: Mapping[str, TextTask] = TASKS) -> TextTask:
    """Return the task with this name.

    Args:
        name: for example "sst2".
        tasks: where it is looked up; a course or a project adds its own by `TASKS | {...}`.

    Raises:
        ValueError: if there is no such task; the message lists the known ones.

    >>> get_task("copa").keys
    ('choice1', 'choice2', 'premise', 'question')
    """
    if name not in tasks:
        raise ValueError(f"unknown task {name!r}. Known tasks: {', '.join(sorted(tasks))}")
    return tasks[name]
