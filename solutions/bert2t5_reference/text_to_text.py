"""Every task as text in, text out: the input and target strings of T5, and the way back from a prediction.

A task is described by plain values: `format_example` and `parse_prediction` see nothing else, so a new task
is a new description and no new code. text_tasks.py describes the published tasks. Left out: token ids, and
the scores themselves.

Where paper and code differ, the code is followed: models were trained on what it wrote. The paper counts 21
scores of STS-B from 1 to 5 (section 2.4), the code writes 26 from 0.0 to 5.0.

Source: Raffel et al. (2020), section 2.4 and appendix D; github.com/google-research/
text-to-text-transfer-transformer, t5/data/preprocessors.py and postprocessors.py, t5/evaluation/metrics.py.
"""

import re
import string
from collections.abc import Mapping, Sequence
from typing import Any

PUNCTUATION = re.compile(f"([{re.escape(string.punctuation)}])")
# RE2's \s, which the published code uses: unlike Python's it has no vertical tab and no Unicode blanks.
BLANKS = re.compile(r"[\t\n\f\r ]+")


def format_example(task: Mapping[str, Any], example: Mapping[str, Any]) -> dict[str, str]:
    """Return the strings that a text-to-text model reads and has to write for one example.

    The inputs are the prefix and then, in the order of `keys`, each key with a colon and its text, all joined
    by single blanks. An empty prefix leaves nothing behind, and without `show_keys` the keys and colons are
    left out. Texts stay as they are; what else the example holds does not matter.

    The targets depend on the kind of the task:

        classification  the name of the label; "<unk>" for -1, which says that the label is missing
        regression      the number rounded to the nearest multiple of 0.2, a half to the even multiple, with
                        one decimal
        text            the text itself

    Args:
        task: "prefix", "keys" (list of names), "show_keys" (True or False), "kind" ("classification",
            "regression" or "text"), "label_names" (list, in the order of the labels; empty unless the kind is
            "classification") and "target_key" (where the example holds its label, number or text).
        example: maps names to values; not modified.

    Returns:
        {"inputs": ..., "targets": ...}

    Example: three kinds of task. 4.1 is 20.5 times 0.2, a half, so 20 times 0.2:
        >>> mnli = {
        ...     "prefix": "mnli",
        ...     "keys": ["hypothesis", "premise"],
        ...     "show_keys": True,
        ...     "kind": "classification",
        ...     "label_names": ["entailment", "neutral", "contradiction"],
        ...     "target_key": "label",
        ... }
        >>> example = {"premise": "Two dogs run.", "hypothesis": "They sleep.", "label": 2, "idx": 7}
        >>> format_example(mnli, example)
        {'inputs': 'mnli hypothesis: They sleep. premise: Two dogs run.', 'targets': 'contradiction'}
        >>> stsb = mnli | {"prefix": "stsb", "keys": ["sentence1", "sentence2"], "kind": "regression"}
        >>> format_example(stsb, {"sentence1": "A.", "sentence2": "B.", "label": 4.1})
        {'inputs': 'stsb sentence1: A. sentence2: B.', 'targets': '4.0'}
        >>> summary = mnli | {"prefix": "summarize:", "keys": ["story"], "show_keys": False}
        >>> summary |= {"kind": "text", "target_key": "gist"}
        >>> format_example(summary, {"story": "It rained for days.", "gist": "Rain."})
        {'inputs': 'summarize: It rained for days.', 'targets': 'Rain.'}

    Source: t5/data/preprocessors.py (`glue`, `stsb`, `summarize`, `translate`). There a missing STS-B score,
    -1.0, is rounded as any other number, so its target is "-1.0".
    """
    ### BEGIN SOLUTION
    parts = [task["prefix"]] if task["prefix"] else []
    for key in task["keys"]:
        if task["show_keys"]:
            parts.append(f"{key}:")
        parts.append(example[key])
    target = example[task["target_key"]]
    if task["kind"] == "classification":
        target = "<unk>" if target == -1 else task["label_names"][target]
    elif task["kind"] == "regression":
        target = f"{round(5 * target) / 5:.1f}"  # round takes a half to the even neighbour
    return {"inputs": " ".join(parts), "targets": target}
    ### END SOLUTION


def parse_prediction(task: Mapping[str, Any], text: str) -> int | float | str:
    """Return what a text that the model wrote means as an answer to the task.

    The kind of the task decides:

        classification  the index of the label with exactly this name, case and blanks included; else -1
        regression      the number, as `float` reads it; -1.0 for a text that is no number
        text            the text itself, unchanged

    Args:
        task: as in `format_example`.
        text: what the model wrote, without special tokens.

    Example: a label with a blank or a capital too many is no label:
        >>> sst2 = {"kind": "classification", "label_names": ["negative", "positive"]}
        >>> [parse_prediction(sst2, text) for text in ("positive", "negative", "Positive", " positive")]
        [1, 0, -1, -1]
        >>> stsb = {"kind": "regression", "label_names": []}
        >>> [parse_prediction(stsb, text) for text in ("3.8", "4", "similar")]
        [3.8, 4.0, -1.0]
        >>> parse_prediction({"kind": "text", "label_names": []}, "Das ist gut. ")
        'Das ist gut. '

    Source: t5/data/postprocessors.py (`string_label_to_class_id`, `string_to_float`). `float` takes blanks at
    the ends and "nan" too.
    """
    ### BEGIN SOLUTION
    if task["kind"] == "classification":
        return task["label_names"].index(text) if text in task["label_names"] else -1
    if task["kind"] == "regression":
        try:
            return float(text)
        except ValueError:
            return -1.0
    return text
    ### END SOLUTION


def replace_invalid(predictions: Sequence[int], labels: Sequence[int]) -> list[int]:
    """Return predictions of a task with two classes in which every invalid one has become the wrong class.

    This is the rule for the F1 of MRPC, QQP and MultiRC. Without it an invalid answer would cost nothing
    where the label is 0, for it is no false positive. Accuracy needs no rule, since -1 equals no label. The
    published code has none for the other scores: the Matthews correlation of CoLA takes -1 as a third class,
    the mean F1 of CB counts it for no class, and the correlations of STS-B take -1.0 as a score.

    Args:
        predictions: classes as `parse_prediction` gives them; anything but 0 and 1 is invalid.
        labels: the right classes, 0 or 1, as many.

    >>> replace_invalid([1, -1, -1, 0], labels=[1, 0, 1, 1])
    [1, 1, 0, 0]

    Source: t5/evaluation/metrics.py (`f1_score_with_invalid`).
    """
    return [
        prediction if prediction in (0, 1) else 1 - label
        for prediction, label in zip(predictions, labels, strict=True)
    ]


def collapse_blanks(text: str) -> str:
    """Return the text with every run of ASCII blanks, tabs and line ends turned into one blank.

    Nothing is stripped: a blank at an end stays.

    >>> collapse_blanks(" two  words\\n")
    ' two words '
    """
    return BLANKS.sub(" ", text)


def separate_punctuation(text: str) -> str:
    """Return the text with blanks around each ASCII punctuation mark, and runs of blanks collapsed.

    A mark at an end of the text leaves a blank at that end. The underscore is a mark; curly quotes and dashes
    are not.

    >>> separate_punctuation('Who won the "cup" of 1986-87?')
    'Who won the " cup " of 1986 - 87 ? '
    >>> separate_punctuation("“Beyoncé”_2")
    '“Beyoncé” _ 2'

    Source: t5/data/preprocessors.py (`_pad_punctuation`), release 0.9.4 of 2023. Releases 0.1.0 of 2019 to
    0.9.3 of 2021 padded whatever is not an ASCII letter, digit or underscore: curly quotes and accented
    letters too ("Beyonc é "), the underscore not.
    """
    return collapse_blanks(PUNCTUATION.sub(r" \1 ", text))


def remove_html(text: str) -> str:
    """Return the text with each <br> turned into a blank, and without the tags <b> and </b>.

    >>> remove_html("<b>Sent 1: </b>It rained.<br><b>Sent 2: </b>We left.<br>")
    'Sent 1: It rained. Sent 2: We left. '

    Source: t5/data/preprocessors.py (`glue`).
    """
    return re.sub("</?b>", "", text.replace("<br>", " "))
