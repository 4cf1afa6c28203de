"""Fresh inputs for the hidden checks of lab 3, and what to make of answers that draw at random.

Draws are whole multiples of 1/1024, so that they are the same number in every dtype and lie where no
rounding decides. Ids of special tokens are drawn as well, so that an answer that knows them by heart shows.

What it leaves out: the expected values. The test cell asks the reference for them.
"""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch

from bert2t5_grader.cases.subwords import distance
from bert2t5_grader.cases.telling import telling

__all__ = [
    "ORDINARY",
    "as_lists",
    "batch",
    "bert_weights",
    "distance",
    "documents",
    "draws",
    "generator",
    "head_weights",
    "ids",
    "labels",
    "mask_draws",
    "outcome_shares",
    "pair_shares",
    "random_tensor",
    "sequences",
    "set_shares",
    "special_ids",
    "telling",
]

Weights = dict[str, torch.Tensor]
Documents = list[list[list[int]]]

ORDINARY = range(20, 1000)  # ids of no special token
GRAIN = 1024


def generator(rng: random.Random) -> torch.Generator:
    """Return a generator of torch's with a fresh state."""
    return torch.Generator().manual_seed(rng.getrandbits(62))


def random_tensor(rng: random.Random, *shape: int, scale: float = 1.0) -> torch.Tensor:
    """Return normally distributed floats of a shape.

    >>> random_tensor(random.Random(0), 2, 5).shape
    torch.Size([2, 5])
    """
    return torch.randn(*shape, generator=generator(rng)) * scale


def as_lists(value: object) -> object:
    """Return a value with lists in place of tensors and tuples, and text in place of what is not plain.

    >>> as_lists((torch.tensor([1, 2]), {3}))
    [[1, 2], '{3}']
    """
    if isinstance(value, torch.Tensor):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return [as_lists(item) for item in value]
    return repr(value)


# -- choosing positions


def special_ids(rng: random.Random, number: int = 3) -> list[int]:
    """Return the ids of that many special tokens: of [CLS], of [SEP] and of others.

    >>> special_ids(random.Random(0))
    [12, 13, 1]
    """
    return rng.sample(range(ORDINARY.start), number)


def ids(rng: random.Random, length: int) -> list[int]:
    """Return that many different token ids, none of a special token.

    >>> ids(random.Random(0), 3)
    [884, 414, 796]
    """
    return rng.sample(ORDINARY, length)


def sequences(
    rng: random.Random, lengths: Sequence[int], special: Sequence[int], pad_token_id: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the ids and the mask of a batch: [CLS], ordinary tokens, [SEP], then padding.

    Args:
        lengths: the tokens of each sequence with [CLS] and [SEP], 2 or more.
        special: the ids of special tokens, [CLS] and [SEP] first.
        pad_token_id: what stands in padded places.

    >>> input_ids, attention_mask = sequences(random.Random(0), [3, 4], special=[2, 3], pad_token_id=0)
    >>> input_ids.tolist(), attention_mask.tolist()
    ([[2, 884, 3, 0], [2, 414, 796, 3]], [[1, 1, 1, 0], [1, 1, 1, 1]])
    """
    width = max(lengths)
    rows = [[special[0], *ids(rng, length - 2), special[1]] for length in lengths]
    input_ids = [row + [pad_token_id] * (width - len(row)) for row in rows]
    attention_mask = [[1] * length + [0] * (width - length) for length in lengths]
    return torch.tensor(input_ids), torch.tensor(attention_mask)


def batch(rng: random.Random, num_rows: int = 4, seq_len: int = 24) -> tuple[Any, Any, list[int]]:
    """Return ids, mask and special ids of a batch of many lengths; [PAD] is a special token.

    >>> input_ids, attention_mask, special = batch(random.Random(0))
    >>> input_ids.shape, len(special)
    (torch.Size([4, 24]), 3)
    """
    special = special_ids(rng)
    lengths = [seq_len, *rng.sample(range(8, seq_len), num_rows - 1)]
    rng.shuffle(lengths)
    return *sequences(rng, lengths, special, special[2]), special


def draws(rng: random.Random, *shape: int) -> torch.Tensor:
    """Return different numbers in [0, 1), at most 1024 of them.

    >>> draws(random.Random(0), 2, 2).tolist()
    [[0.76953125, 0.8408203125], [0.080078125, 0.517578125]]
    """
    number = int(torch.Size(shape).numel())
    return torch.tensor(rng.sample(range(GRAIN), number)).reshape(shape) / GRAIN


def set_shares(selected: object) -> dict[tuple[int, ...], float]:
    """Return the share of the rows that select each set of positions; nothing for what is no such tensor.

    >>> set_shares(torch.tensor([[True, False], [True, False], [False, True], [True, True]]))
    {(0,): 0.5, (1,): 0.25, (0, 1): 0.25}
    """
    if not (isinstance(selected, torch.Tensor) and selected.ndim == 2):
        return {}
    sets = [tuple(row.nonzero().flatten().tolist()) for row in selected]
    return {positions: count / len(sets) for positions, count in Counter(sets).items()}


# -- 80, 10, 10


def mask_draws(rng: random.Random, *shape: int) -> torch.Tensor:
    """Return numbers in [0, 1), a third of them in each of [0, 0.8), [0.8, 0.9) and [0.9, 1).

    >>> [round(number, 3) for number in mask_draws(random.Random(0), 4).tolist()]
    [0.896, 0.806, 0.864, 0.851]
    """
    number = int(torch.Size(shape).numel())
    parts = [(0, 819), (820, 921), (922, GRAIN)]  # the borders lie at 819.2 and 921.6
    return torch.tensor([rng.randrange(*rng.choice(parts)) for _ in range(number)]).reshape(shape) / GRAIN


def outcome_shares(masked_ids: object, shape: Sequence[int]) -> dict[int, float]:
    """Return the share of each id; nothing for what is no tensor of that shape.

    >>> outcome_shares(torch.tensor([[4, 4, 7, 4]]), (1, 4))
    {4: 0.75, 7: 0.25}
    """
    if not (isinstance(masked_ids, torch.Tensor) and masked_ids.shape == torch.Size(shape)):
        return {}
    counts = Counter(masked_ids.flatten().tolist())
    return {token_id: count / masked_ids.numel() for token_id, count in counts.items()}


# -- pairs from documents


def documents(rng: random.Random, sizes: Sequence[int], num_different: int | None = None) -> Documents:
    """Return documents of that many sentences.

    Args:
        num_different: how many different sentences there are in all; None means that all differ.

    >>> documents(random.Random(0), [2, 1])
    [[[517, 434, 960], [61, 285]], [[796, 931]]]
    """
    pool = [ids(rng, rng.randint(1, 3)) for _ in range(num_different or sum(sizes))]
    if num_different:
        pool = [rng.choice(pool) for _ in range(sum(sizes))]
    return [[list(pool.pop()) for _ in range(size)] for size in sizes]


def pair_shares(pairs: object, number: int) -> dict[str, float]:
    """Return the share of each random B among the first pairs, and of label 0 under the key "follows".

    Nothing for what is no list of pairs.

    >>> pair_shares([([1], [2], 0), ([2], [3], 0), ([3], [9], 1), ([4], [8], 1), ([9], [1], 1)], 4)
    {'follows': 0.5, '[9]': 0.25, '[8]': 0.25}
    """
    if not isinstance(pairs, list) or len(pairs) < number:
        return {}
    if not all(isinstance(pair, (list, tuple)) and len(pair) == 3 for pair in pairs):
        return {}
    kinds = ["follows" if str(label) == "0" else str(sentence_b) for _, sentence_b, label in pairs[:number]]
    return {kind: count / number for kind, count in Counter(kinds).items()}


# -- heads and losses


def head_weights(rng: random.Random, vocab_size: int, d_model: int, scale: float = 1.0) -> Weights:
    """Return weights for `MlmHead` by the names of published checkpoints, `bias` under both of its names.

    Args:
        scale: standard deviation of the linear layer's weights.

    >>> {name: tuple(weight.shape) for name, weight in head_weights(random.Random(0), 9, 4).items()}
    ... # doctest: +NORMALIZE_WHITESPACE
    {'transform.dense.weight': (4, 4), 'transform.dense.bias': (4,), 'transform.LayerNorm.weight': (4,),
     'transform.LayerNorm.bias': (4,), 'decoder.weight': (9, 4), 'decoder.bias': (9,), 'bias': (9,)}
    """
    bias = random_tensor(rng, vocab_size)
    return {
        "transform.dense.weight": random_tensor(rng, d_model, d_model, scale=scale),
        "transform.dense.bias": random_tensor(rng, d_model, scale=scale),
        "transform.LayerNorm.weight": random_tensor(rng, d_model),
        "transform.LayerNorm.bias": random_tensor(rng, d_model),
        "decoder.weight": random_tensor(rng, vocab_size, d_model),
        "decoder.bias": bias,
        "bias": bias,
    }


def labels(rng: random.Random, vocab_size: int, counts: Sequence[int], seq_len: int) -> torch.Tensor:
    """Return labels of a batch with that many selected positions in each row, -100 elsewhere.

    >>> labels(random.Random(0), 10, [1, 0], 3)
    tensor([[-100,    6, -100],
            [-100, -100, -100]])
    """
    rows = []
    for count in counts:
        row = [rng.randrange(vocab_size) for _ in range(count)] + [-100] * (seq_len - count)
        rows.append(rng.sample(row, seq_len))
    return torch.tensor(rows)


def bert_weights(rng: random.Random, shapes: dict[str, Sequence[int]], scale: float = 0.3) -> Weights:
    """Return weights for every name; the tied ones of BERT with its heads are equal.

    >>> bert_weights(random.Random(0), {"bert.pooler.dense.bias": (3,)})["bert.pooler.dense.bias"].shape
    torch.Size([3])
    """
    weights = {name: random_tensor(rng, *shape, scale=scale) for name, shape in shapes.items()}
    tied = {
        "cls.predictions.decoder.weight": "bert.embeddings.word_embeddings.weight",
        "cls.predictions.decoder.bias": "cls.predictions.bias",
    }
    return weights | {name: weights[source] for name, source in tied.items() if name in weights}
