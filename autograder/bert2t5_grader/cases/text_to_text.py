"""Fresh inputs for the hidden checks of lab 4, and what to make of masks that are drawn at random.

Tasks and texts are invented, so that an answer that knows the published ones by heart shows. A table of
random scores stands for a model: what it says next depends on all that was written before.

What it leaves out: the expected values. The test cell asks the reference for them.
"""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import Any

import torch

from bert2t5_grader.cases.bert_objective import (
    as_lists,
    distance,
    draws,
    generator,
    ids,
    labels,
    random_tensor,
)
from bert2t5_grader.cases.telling import TRIES, telling

__all__ = [
    "NO_NUMBERS",
    "NUMBERS",
    "TIES",
    "as_lists",
    "distance",
    "draws",
    "equal_draws",
    "example",
    "generator",
    "ids",
    "labels",
    "mask",
    "next_scores",
    "output_lengths",
    "padded_labels",
    "random_tensor",
    "shares",
    "span_lengths",
    "table",
    "task",
    "telling",
    "text",
    "untidy",
]

Task = dict[str, Any]
Example = dict[str, Any]

PREFIXES = ["mnli", "Rate:", "answer the question", "sum up:"]
KEYS = ["answer", "choice", "hypothesis", "paragraph", "premise", "question", "review", "sentence", "word"]
LABELS = ["entailment", "not_entailment", "yes", "Yes", "no", "True", "False", "choice 1", "neutral", "0"]
WORDS = ["Two", "dogs", "run.", "the", "said:", "no", "2.5", "(yes)", "Éva", "字", "🙂", "label:", "IT", "_"]
TIES = (0.1, 0.5, 0.9, 1.3, 1.7, 2.1, 2.5, 2.9, 3.3, 3.7, 4.1, 4.5, 4.9)  # 5 times these is a half
NUMBERS = ("3.8", "0.0", "-2", "7.25", " 4.2 ", "1e1", "+1", ".5", "05")
NO_NUMBERS = ("", "3,8", "similar", "3.8 points", "four", "3. 8", "2-3", "<unk>")


# -- tasks and texts


def text(rng: random.Random) -> str:
    """Return a text of 1 to 6 words.

    >>> text(random.Random(0))
    '🙂 no the (yes)'
    """
    return " ".join(rng.choices(WORDS, k=rng.randint(1, 6)))


def untidy(rng: random.Random) -> str:
    """Return a text with blanks where a tidy one has none, or with nothing at all.

    >>> untidy(random.Random(5))
    'Two\\ndogs '
    """
    return rng.choice(["", " ", "\t", " Two  dogs", "Two\ndogs ", "  dogs:  run . ", "dogs\u00a0run\n"])


def task(
    rng: random.Random,
    kind: str = "classification",
    num_keys: int = 2,
    prefix: str | None = None,
    show_keys: bool = True,
) -> Task:
    """Return the description of a task; its keys are not in alphabetical order, unless there is one only.

    >>> task(random.Random(0))["keys"]
    ['word', 'review']
    """
    keys = sorted(rng.sample(KEYS, num_keys))
    while num_keys > 1 and keys == sorted(keys):
        rng.shuffle(keys)
    return {
        "prefix": rng.choice(PREFIXES) if prefix is None else prefix,
        "keys": keys,
        "show_keys": show_keys,
        "kind": kind,
        "label_names": rng.sample(LABELS, rng.randint(2, 5)) if kind == "classification" else [],
        "target_key": rng.choice(["label", "score", "target", "gold"]),
    }


def example(
    rng: random.Random, description: Task, target: object, write: Callable[[random.Random], str] = text
) -> Example:
    """Return an example of a task: its texts in any order, the target and an entry that nobody asked for.

    Args:
        write: gives a text.
    """
    entries: list[tuple[str, object]] = [(key, write(rng)) for key in description["keys"]]
    entries += [(description["target_key"], target), ("idx", rng.randrange(100))]
    return dict(rng.sample(entries, len(entries)))


# -- masks and spans


def equal_draws(rng: random.Random, length: int) -> torch.Tensor:
    """Return numbers in [0, 1) of which many are equal.

    >>> equal_draws(random.Random(0), 5).tolist()
    [0.75, 0.75, 0.25, 0.25, 0.5]
    """
    return torch.tensor(rng.choices(range(4), k=length)) / 4


def mask(rng: random.Random, num_spans: int, begins_noisy: bool, ends_noisy: bool) -> torch.Tensor:
    """Return a mask of that many spans of noise, each of 1 to 3 tokens, as are the clean spans between them.

    >>> mask(random.Random(0), 2, begins_noisy=False, ends_noisy=False).int().tolist()
    [0, 0, 1, 1, 0, 1, 1, 0, 0, 0]
    """
    kinds = [False, True] * num_spans + [False]
    kinds = kinds[1 if begins_noisy else 0 : -1 if ends_noisy else None]
    return torch.tensor([kind for kind in kinds for _ in range(rng.randint(1, 3))])


def span_lengths(found: object, length: int) -> tuple[list[int], list[int]] | None:
    """Return the lengths of the clean spans and of those of noise.

    None for what is no mask of that length that begins clean and ends in noise.

    >>> span_lengths(torch.tensor([False, False, True, False, True, True]), 6)
    ([2, 1], [1, 2])
    """
    if not (isinstance(found, torch.Tensor) and found.dtype == torch.bool and found.shape == (length,)):
        return None
    spans = [(kind, len(list(run))) for kind, run in groupby(found.tolist())]
    if spans[0][0] or not spans[-1][0]:
        return None
    return [size for kind, size in spans if not kind], [size for kind, size in spans if kind]


def shares(outcomes: Iterable[Hashable]) -> dict[Hashable, float]:
    """Return the share of each outcome.

    >>> shares(["a", "b", "a", "a"])
    {'a': 0.75, 'b': 0.25}
    """
    counts = Counter(outcomes)
    return {outcome: count / counts.total() for outcome, count in counts.items()}


# -- outputs


def padded_labels(rng: random.Random, lengths: Sequence[int], eos_token_id: int) -> torch.Tensor:
    """Return outputs of these lengths that end with the end-of-sequence token, then -100.

    >>> padded_labels(random.Random(0), [3, 1], eos_token_id=1)
    tensor([[ 884,  414,    1],
            [   1, -100, -100]])
    """
    width = max(lengths)
    rows = [[*ids(rng, length - 1), eos_token_id] + [-100] * (width - length) for length in lengths]
    return torch.tensor(rows)


def next_scores(scores: torch.Tensor, written: torch.Tensor) -> torch.Tensor:
    """Return scores for the next token, which depend on all tokens written so far, and on their order.

    Args:
        scores: of shape (batch_size, num_states, vocab_size); each output of the batch has states of its own.
        written: int64 of shape (batch_size, length).

    >>> next_scores(torch.tensor([[[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]]), torch.tensor([[0, 1]]))
    tensor([[4., 5.]])
    """
    places = torch.arange(1, written.shape[1] + 1)
    states = (written * places).sum(dim=1) % scores.shape[1]
    return scores[torch.arange(len(written)), states]


def output_lengths(scores: torch.Tensor, tokens: dict[str, int], limit: int) -> list[int]:
    """Return how long each output is, its end included; `limit` + 1 where it has not ended by then.

    The scores are those of `next_scores`. Many tables are thrown away for one that fits, so this works on
    whole numbers alone.
    """
    start, eos = tokens["decoder_start_token_id"], tokens["eos_token_id"]
    return [_output_length(best, start, eos, limit) for best in scores.argmax(dim=-1).tolist()]


def _output_length(best: list[int], start: int, eos: int, limit: int) -> int:
    """Return the length of one output; `best` is the token with the highest score in each state."""
    token, state = start, 0
    for place in range(1, limit + 1):
        state += place * token
        token = best[state % len(best)]
        if token == eos:
            return place
    return limit + 1


def table(
    rng: random.Random, batch_size: int, limit: int, fits: Callable[[list[int]], bool], vocab_size: int = 9
) -> tuple[torch.Tensor, dict[str, int]]:
    """Return random scores for `next_scores` and special tokens, so that the lengths of the outputs fit.

    Args:
        limit: the largest number of tokens of an output.
        fits: is given the lengths as `output_lengths` says them.

    Raises:
        RuntimeError: none fit in 10,000 tries.

    >>> scores, tokens = table(random.Random(0), 2, limit=6, fits=lambda lengths: lengths == [2, 4])
    >>> output_lengths(scores, tokens, limit=6)
    [2, 4]
    """
    for _ in range(TRIES):
        pad, eos, start = rng.sample(range(vocab_size), 3)
        tokens = {"decoder_start_token_id": start, "eos_token_id": eos, "pad_token_id": pad}
        scores = random_tensor(rng, batch_size, 4 * vocab_size + 1, vocab_size)
        if fits(output_lengths(scores, tokens, limit)):
            return scores, tokens
    raise RuntimeError(f"no scores that fit in {TRIES} tries")
