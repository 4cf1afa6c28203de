"""Pocket GLUE: the nine tasks and the diagnostic set, with the fields and the labels of the real ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from bert2t5.data.pocket.tasks.acceptability import judged_sentence
from bert2t5.data.pocket.tasks.answerability import question_and_sentence
from bert2t5.data.pocket.tasks.inference import diagnostic_pair, matched_pair, mismatched_pair
from bert2t5.data.pocket.tasks.paraphrase import question_pair, sentence_pair
from bert2t5.data.pocket.tasks.pronouns import pronoun_and_candidate
from bert2t5.data.pocket.tasks.recognition import text_and_hypothesis
from bert2t5.data.pocket.tasks.sentiment import review
from bert2t5.data.pocket.tasks.similarity import graded_pair
from bert2t5.data.pocket.tasks.splits import Example, Scribe, distinct, split_draw

__all__ = ["GLUE_TASKS", "NO_LABEL", "GlueTask", "draw_glue", "pocket_glue"]

NO_LABEL = -1
"""The label of the test examples, which are for those who grade."""

Make: TypeAlias = Callable[[Scribe, int], Example]


@dataclass(frozen=True)
class GlueTask:
    """A task.

    Attributes:
        name: its name in Hugging Face's `glue` data set.
        fields: the names of the texts.
        labels: the names of the classes in the order of their numbers; none for a score.
        weights: how often each class is drawn: about as often as in the real task.
        sizes: how many examples each split has if nobody says otherwise.
        make: returns an example with a label.
    """

    name: str
    fields: tuple[str, ...]
    labels: tuple[str, ...]
    weights: tuple[int, ...]
    sizes: dict[str, int]
    make: Make

    def maker_of(self, split: str) -> Make:
        """Return what makes the examples of a split: MNLI's mismatched ones are of other genres."""
        return mismatched_pair if split.endswith("_mismatched") else self.make


def _sizes(train: int, validation: int, test: int) -> dict[str, int]:
    return {"train": train, "validation": validation, "test": test}


ONE, TWO = ("sentence",), ("sentence1", "sentence2")
QUESTIONS = ("question1", "question2")
PREMISE = ("premise", "hypothesis")
RELATIONS = ("entailment", "neutral", "contradiction")
FOLLOWS = ("entailment", "not_entailment")
MNLI_SIZES = {
    "train": 20_000,
    "validation_matched": 1000,
    "validation_mismatched": 1000,
    "test_matched": 1000,
    "test_mismatched": 1000,
}

_TASKS = (
    GlueTask("cola", ONE, ("unacceptable", "acceptable"), (30, 70), _sizes(3000, 500, 500), judged_sentence),
    GlueTask("sst2", ONE, ("negative", "positive"), (44, 56), _sizes(12_000, 800, 800), review),
    GlueTask("mrpc", TWO, ("not_equivalent", "equivalent"), (32, 68), _sizes(1200, 400, 600), sentence_pair),
    GlueTask("stsb", TWO, (), (1,), _sizes(2000, 600, 600), graded_pair),
    GlueTask(
        "qqp", QUESTIONS, ("not_duplicate", "duplicate"), (63, 37), _sizes(20_000, 1000, 1000), question_pair
    ),
    GlueTask("mnli", PREMISE, RELATIONS, (1, 1, 1), MNLI_SIZES, matched_pair),
    GlueTask(
        "qnli", ("question", "sentence"), FOLLOWS, (1, 1), _sizes(12_000, 800, 800), question_and_sentence
    ),
    GlueTask("rte", TWO, FOLLOWS, (1, 1), _sizes(800, 300, 500), text_and_hypothesis),
    GlueTask("wnli", TWO, FOLLOWS[::-1], (1, 1), _sizes(300, 70, 150), pronoun_and_candidate),
    GlueTask("ax", PREMISE, RELATIONS, (42, 35, 23), {"test": 600}, diagnostic_pair),
)
GLUE_TASKS = {task.name: task for task in _TASKS}
"""The tasks by name; ax is the diagnostic set."""


def pocket_glue(
    task: str, split: str, n: int | None = None, *, seed: int = 0, secret: bytes | None = None
) -> list[dict[str, Any]]:
    """Return the examples of one split of a task.

    The same arguments give the same examples on every platform, a larger n begins with the smaller one, and
    no two are the same. No text of one part (training, validation, test) of any task occurs in another
    part, for no seed and no n (see `splits`).

    Args:
        task: a name in `GLUE_TASKS`.
        split: "train", "validation" or "test"; of mnli "train", "validation_matched" and so on; of ax "test".
        n: how many; None for the size in `GLUE_TASKS`.
        seed: 0 or above.
        secret: 16 bytes or more, for test splits: another test set, with its labels, that nobody can make
            without the secret. Without it the labels of test splits are -1; those of ax are told.
    Returns:
        Dictionaries with the task's fields, the label (the number of the class; a float for stsb) and idx.
    Raises:
        ValueError: if the task or the split is unknown, n is negative or more than there is, the seed is
            negative, or the secret is short or not for a test split.

    >>> pocket_glue("mrpc", "train", 1)[0]["sentence2"]
    'The shirt was larger than the cap.'
    >>> for example in pocket_glue("sst2", "train", 3):
    ...     print(example)
    {'sentence': 'What a flimsy cupboard!', 'label': 0, 'idx': 0}
    {'sentence': "Emma's physician was not generous.", 'label': 0, 'idx': 1}
    {'sentence': 'The map was as pretty as it was useful.', 'label': 1, 'idx': 2}
    """
    examples = draw_glue(task, split, n, seed=seed, secret=secret)
    hidden = split.startswith("test") and secret is None and task != "ax"
    return [_named(GLUE_TASKS[task], example, idx, hidden) for idx, example in enumerate(examples)]


def _named(task: GlueTask, example: Example, idx: int, hidden: bool) -> dict[str, Any]:
    label = type(example.label)(NO_LABEL) if hidden else example.label
    return {**dict(zip(task.fields, example.texts, strict=True)), "label": label, "idx": idx}


def draw_glue(
    task: str, split: str, n: int | None = None, *, seed: int = 0, secret: bytes | None = None
) -> list[Example]:
    """Return the examples of `pocket_glue` as they were made, with all labels; same arguments and errors."""
    if task not in GLUE_TASKS:
        raise ValueError(f"unknown task {task!r}. Known tasks: {', '.join(GLUE_TASKS)}")
    known = GLUE_TASKS[task]
    if split not in known.sizes:
        raise ValueError(f"{task} has no split {split!r}. It has: {', '.join(known.sizes)}")
    draw = split_draw(task, split, seed, secret)
    scribe, make = Scribe(draw, split.partition("_")[0]), known.maker_of(split)
    return distinct(
        known.sizes[split] if n is None else n,
        lambda: draw.weighted(range(len(known.weights)), known.weights),
        lambda label: make(scribe, label),
        f"{task} {split}",
    )
