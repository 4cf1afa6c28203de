"""Fresh inputs for the hidden checks of lab 2.

Ids are drawn without repetition where their order has to show. Weights are drawn for every entry, those of a
LayerNorm too, so that nothing that an answer leaves out stays at a value that hides it.

What it leaves out: the expected values. The test cell asks the reference for them.
"""

import math
import random
from collections.abc import Container
from typing import Any

import torch

from bert2t5_grader.cases.telling import telling

__all__ = [
    "backtracking",
    "classifier_weights",
    "dropout_seen",
    "embedding_weights",
    "from_the_right",
    "hidden_states",
    "ids",
    "packed",
    "shortest_first",
    "telling",
    "unmarked",
    "vocabulary",
    "word",
]

SPECIAL = 5  # ids below this one stand for special tokens
UNKNOWN = ["[UNK]"]
Weights = dict[str, torch.Tensor]


# -- WordPiece


def vocabulary(rng: random.Random, letters: str = "abc", size: int = 14) -> set[str]:
    """Return pieces of one to four letters, half of them continuations; single letters may be missing.

    >>> sorted(vocabulary(random.Random(1), "ab", size=4))
    ['##b', '##baa', 'a', 'b']
    """
    pieces: set[str] = set()
    while len(pieces) < size:
        piece = "".join(rng.choices(letters, k=rng.choice([1, 1, 2, 3, 4])))
        pieces.add(piece if len(pieces) % 2 else f"##{piece}")
    return pieces


def word(rng: random.Random, letters: str = "abc", lengths: tuple[int, int] = (3, 9)) -> str:
    """Return a word of random letters.

    >>> word(random.Random(0), "ab", (4, 4))
    'baab'
    """
    return "".join(rng.choices(letters, k=rng.randint(*lengths)))


def shortest_first(word: str, vocab: Container[str]) -> list[str]:
    """Wrong: takes the shortest piece that fits.

    >>> shortest_first("aa", {"a", "aa", "##a"})
    ['a', '##a']
    """
    pieces: list[str] = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        fitting = (end for end in range(start + 1, len(word) + 1) if prefix + word[start:end] in vocab)
        end = next(fitting, None)
        if end is None:
            return UNKNOWN
        pieces.append(prefix + word[start:end])
        start = end
    return pieces


def from_the_right(word: str, vocab: Container[str]) -> list[str]:
    """Wrong: takes the longest piece at the end of the word first.

    >>> from_the_right("abc", {"ab", "##c", "a", "##bc"})
    ['a', '##bc']
    """
    pieces: list[str] = []
    end = len(word)
    while end > 0:
        candidates = [("##" if start else "") + word[start:end] for start in range(end)]
        piece = next((candidate for candidate in candidates if candidate in vocab), None)
        if piece is None:
            return UNKNOWN
        pieces.insert(0, piece)
        end -= len(piece.removeprefix("##"))
    return pieces


def backtracking(word: str, vocab: Container[str], start: int = 0) -> list[str]:
    """Wrong: tries a shorter piece where the longest leads nowhere.

    >>> backtracking("abc", {"ab", "a", "##bc"})
    ['a', '##bc']
    """
    if start == len(word):
        return []
    for end in range(len(word), start, -1):
        piece = ("##" if start else "") + word[start:end]
        rest = backtracking(word, vocab, end) if piece in vocab else UNKNOWN
        if rest != UNKNOWN:
            return [piece, *rest]
    return UNKNOWN


def unmarked(word: str, vocab: Container[str]) -> list[str]:
    """Wrong: looks up every piece without its mark.

    >>> unmarked("ab", {"a", "##b", "b"})
    ['a', 'b']
    """
    pieces: list[str] = []
    start = 0
    while start < len(word):
        end = next((end for end in range(len(word), start, -1) if word[start:end] in vocab), None)
        if end is None:
            return UNKNOWN
        pieces.append(word[start:end])
        start = end
    return pieces


# -- ids


def ids(rng: random.Random, length: int) -> list[int]:
    """Return that many different token ids, none of a special token.

    >>> ids(random.Random(0), 3)
    [869, 399, 781]
    """
    return rng.sample(range(SPECIAL, 1000), length)


def packed(rng: random.Random, length: int, first: int) -> dict[str, list[int]]:
    """Return a packed sequence whose first segment has `first` tokens.

    >>> packed(random.Random(0), 3, 2)
    {'input_ids': [869, 399, 781], 'token_type_ids': [0, 0, 1]}
    """
    return {"input_ids": ids(rng, length), "token_type_ids": [0] * first + [1] * (length - first)}


# -- weights


def embedding_weights(
    rng: random.Random,
    vocab_size: int,
    d_model: int,
    max_seq_len: int,
    type_vocab_size: int = 2,
    scale: float = 1.0,
) -> Weights:
    """Return weights for `BertEmbeddings`, by the names of published checkpoints.

    Args:
        scale: standard deviation of the three tables.

    >>> {name: tuple(table.shape) for name, table in embedding_weights(random.Random(0), 9, 4, 6).items()}
    ... # doctest: +NORMALIZE_WHITESPACE
    {'word_embeddings.weight': (9, 4), 'position_embeddings.weight': (6, 4),
     'token_type_embeddings.weight': (2, 4), 'LayerNorm.weight': (4,), 'LayerNorm.bias': (4,)}
    """
    generator = torch.Generator().manual_seed(rng.getrandbits(62))

    def draw(*shape: int, scale: float = 1.0) -> torch.Tensor:
        return torch.randn(*shape, generator=generator) * scale

    return {
        "word_embeddings.weight": draw(vocab_size, d_model, scale=scale),
        "position_embeddings.weight": draw(max_seq_len, d_model, scale=scale),
        "token_type_embeddings.weight": draw(type_vocab_size, d_model, scale=scale),
        "LayerNorm.weight": draw(d_model),
        "LayerNorm.bias": draw(d_model),
    }


def classifier_weights(rng: random.Random, d_model: int, num_labels: int) -> Weights:
    """Return weights for `ClsClassifier`.

    >>> {name: tuple(table.shape) for name, table in classifier_weights(random.Random(0), 4, 3).items()}
    {'dense.weight': (4, 4), 'dense.bias': (4,), 'classifier.weight': (3, 4), 'classifier.bias': (3,)}
    """
    generator = torch.Generator().manual_seed(rng.getrandbits(62))
    shapes: dict[str, tuple[int, ...]] = {
        "dense.weight": (d_model, d_model),
        "dense.bias": (d_model,),
        "classifier.weight": (num_labels, d_model),
        "classifier.bias": (num_labels,),
    }
    return {name: torch.randn(*shape, generator=generator) for name, shape in shapes.items()}


def hidden_states(rng: random.Random, *shape: int) -> torch.Tensor:
    """Return random vectors of a shape.

    >>> hidden_states(random.Random(0), 2, 5, 4).shape
    torch.Size([2, 5, 4])
    """
    generator: Any = torch.Generator().manual_seed(rng.getrandbits(62))
    return torch.randn(*shape, generator=generator)


def dropout_seen(seen: object, whole: torch.Tensor, p: float, left: float = 0) -> tuple[float, bool]:
    """Return the share of values that dropout took away, and whether the others are right.

    Args:
        seen: what an answer gave in training.
        whole: the values without dropout; an answer of another shape has no share, which is NaN.
        p: the probability of dropout, below 1: what stays is divided by 1 - p.
        left: what stands in `seen` for a value of 0; it is added to the others as well.

    >>> dropout_seen(torch.tensor([0.0, 4.0]), torch.tensor([1.0, 2.0]), p=0.5)
    (0.5, True)
    >>> dropout_seen(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0]), p=0.5)
    (0.0, False)
    """
    if not isinstance(seen, torch.Tensor) or seen.shape != whole.shape:
        return math.nan, False
    values = seen.detach().double() - left
    gone = values.abs() < 1e-6
    # Rounding errors of float32 in values up to some tens.
    right = torch.allclose(values[~gone], whole.detach().double()[~gone] / (1 - p), rtol=1e-4, atol=1e-4)
    return gone.double().mean().item(), right
