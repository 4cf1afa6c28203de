"""How well a text-to-text model does on tasks: what it writes, beside what it should write.

One number a task is enough to watch a training: the share of outputs that are exactly the target, and for
scores Pearson's correlation. Left out: the metrics of GLUE and SQuAD.

Source: Raffel et al. (2020), section 2.4: an output that is no label counts as wrong.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import StatisticsError, correlation

import torch

from bert2t5_reference.seq2seq_batches import Pairs, collate
from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_decoding import greedy_decode_fast
from bert2t5_reference.t5_vocabulary import T5Vocabulary
from bert2t5_reference.text_tasks import TextTask

BATCH_SIZE = 50
Example = Mapping[str, str]  # "inputs" and "targets"


def write_answers(
    model: T5ForConditionalGeneration,
    vocabulary: T5Vocabulary,
    inputs: Sequence[str],
    *,
    max_new_tokens: int,
    max_input_len: int,
) -> list[str]:
    """Return what a model writes for each input, greedily.

    Args:
        model: dropout is off while it writes.
        vocabulary: of the model.
        inputs: texts with their prefix.
        max_new_tokens: the largest number of tokens of an output.
        max_input_len: tokens of an input, </s> included; longer ones lose their end.
    """
    encoded = [vocabulary.encode(text)[: max_input_len - 1] for text in inputs]
    device = next(model.parameters()).device
    was_training = model.training
    model.eval()
    written: list[str] = []
    for start in range(0, len(encoded), BATCH_SIZE):
        stream = Pairs([(ids, []) for ids in encoded[start : start + BATCH_SIZE]])
        batch = collate([stream.draw(index, torch.Generator()) for index in range(len(stream))])
        input_ids, attention_mask = batch["input_ids"].to(device), batch["attention_mask"].to(device)
        outputs = greedy_decode_fast(model, input_ids, attention_mask, max_new_tokens=max_new_tokens)
        written += [vocabulary.decode(ids) for ids in outputs.tolist()]
    model.train(was_training)
    return written


def score(task: TextTask, written: Sequence[str], examples: Sequence[Example]) -> float:
    """Return the share of outputs that equal their target, or for scores the correlation with the right ones.

    An output that is no number counts as -1; outputs that are all equal have a correlation of 0.

    >>> from bert2t5_reference.text_tasks import get_task
    >>> examples = [{"inputs": "", "targets": target} for target in ("1.0", "3.0", "5.0")]
    >>> score(get_task("stsb"), ["2.0", "3.0", "4.0"], examples), score(get_task("stsb"), ["a"] * 3, examples)
    (1.0, 0.0)
    >>> score(get_task("sst2"), ["1.0", "good", "5.0"], examples)
    0.6666666666666666
    """
    targets = [example["targets"] for example in examples]
    if task.kind != "regression":
        return sum(map(str.__eq__, written, targets)) / len(targets)
    try:
        return correlation([float(task.parse(text)) for text in written], list(map(float, targets)))
    except StatisticsError:
        return 0.0


def score_majority(task: TextTask, examples: Sequence[Example], training: Sequence[Example]) -> float:
    """Return the score of always writing the most frequent target of the training set.

    >>> from bert2t5_reference.text_tasks import get_task
    >>> examples = [{"inputs": "", "targets": target} for target in ("positive", "negative", "negative")]
    >>> score_majority(get_task("sst2"), examples, training=examples[:1])
    0.3333333333333333
    """
    counts = Counter(example["targets"] for example in training)
    return score(task, [counts.most_common(1)[0][0]] * len(examples), examples)
