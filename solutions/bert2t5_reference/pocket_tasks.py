"""The tasks of the pocket world as text in, text out: GLUE's, question answering, translation, summaries.

    load_examples("mnli", "train", 100)[0]      {"inputs": "mnli hypothesis: ...", "targets": "neutral"}

Descriptions are those of text_tasks.py, so the strings look as they do in T5's own code. Question answering
leaves punctuation as it is.
"""

from bert2t5.data.pocket import pocket_glue, pocket_squad, pocket_summaries, pocket_translation
from bert2t5_reference.text_tasks import (
    GLUE,
    Row,
    TextTask,
    get_task,
    question_answering,
    summarization,
    translation,
)

__all__ = ["LANGUAGE", "POCKET_GLUE", "POCKET_TASKS", "load_examples", "load_rows", "pocket_task"]

LANGUAGE = "Marlish"
POCKET_GLUE = ("cola", "sst2", "mrpc", "stsb", "qqp", "mnli", "qnli", "rte", "wnli")
OTHERS = (
    question_answering("squad", pad_punctuation=False),
    translation("marlish", "English", LANGUAGE, "en", "marlish"),
    summarization("summary", "document", "highlights"),
)
POCKET_TASKS = {task.name: task for task in (*GLUE, *OTHERS) if task in OTHERS or task.name in POCKET_GLUE}


def pocket_task(name: str) -> TextTask:
    """Return the description of a task of the pocket world.

    Raises:
        ValueError: if there is no such task; the message lists the known ones.

    >>> pocket_task("marlish").prefix
    'translate English to Marlish:'
    """
    return get_task(name, POCKET_TASKS)


def load_rows(name: str, split: str, n: int, *, seed: int = 0) -> list[Row]:
    """Return labelled rows of a task, with the columns of Hugging Face's `datasets`.

    Args:
        name: a key of `POCKET_TASKS`.
        split: "train" or "validation"; for MNLI the latter is the matched set.
        n: how many.
        seed: 0 or above.

    Raises:
        ValueError: if there is no such task or split.

    >>> sorted(load_rows("sst2", "train", 1)[0])
    ['idx', 'label', 'sentence']
    """
    pocket_task(name)
    match name:
        case "squad":
            return pocket_squad(split, n, seed=seed)
        case "marlish":
            return pocket_translation(split, n, seed=seed)
        case "summary":
            return pocket_summaries(split, n, seed=seed)
        case "mnli" if split == "validation":
            return pocket_glue(name, "validation_matched", n, seed=seed)
    return pocket_glue(name, split, n, seed=seed)


def load_examples(name: str, split: str, n: int, *, seed: int = 0) -> list[dict[str, str]]:
    """Return {"inputs": ..., "targets": ...} for rows of a task; the arguments are those of `load_rows`.

    >>> load_examples("sst2", "train", 1)[0]["targets"] in ("negative", "positive")
    True
    """
    task = pocket_task(name)
    return [task.format(row) for row in load_rows(name, split, n, seed=seed)]
