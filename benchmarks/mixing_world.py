"""What the mixing experiment (mixing.py) learns from: text and tasks of the pocket world, cut to size.

Only short examples are taken, because so small a model learns those in minutes.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from bert2t5.data.pocket import corpus
from bert2t5_reference.pocket_tasks import load_examples
from bert2t5_reference.seq2seq_batches import CorruptedText, Pairs, cut_into_chunks
from bert2t5_reference.t5_vocabulary import T5Vocabulary
from bert2t5_reference.text_scores import Example

VOCABULARY_EXAMPLES = 1000  # of each task, whose text the vocabulary is learned from too
NUM_SENTINELS = 20
CANDIDATES = 7  # read for each example that is wanted, since many are too long


@dataclass(frozen=True)
class Sizes:
    """How large the experiment is."""

    num_examples: dict[str, int] = field(default_factory=lambda: {"marlish": 8000, "sst2": 1600, "cola": 80})
    held_out_examples: int = 200  # of each task; of the training set at most as many are measured
    max_input_len: int = 18  # tokens, </s> included; longer examples are left out
    maximum: int = 6000  # the limit K
    temperature: float = 2.0
    fine_tuned: tuple[str, ...] = ("marlish", "sst2")
    left_out: str = "sst2"  # the task that one mixture does not have, to be learned afterwards
    adapter_width: int = 32
    corpus_bytes: int = 400_000
    num_pieces: int = 1500
    d_model: int = 64
    num_layers: int = 2
    num_heads: int = 4
    d_ff: int = 128
    batch_size: int = 32
    start_steps: int = 300
    steps: int = 600
    fine_tuning_steps: int = 200
    rate: float = 2e-2  # of Adafactor, so a share of the size of a weight
    adapter_rate: float = 1e-1  # higher, because their weights begin near 0
    warmup: float = 0.08
    max_grad_norm: float = 1.0


# The same in seconds: recorded as well, so that a test can take it again.
SMALL = Sizes(
    num_examples={"marlish": 40, "sst2": 20, "cola": 10},
    held_out_examples=10,
    max_input_len=60,
    maximum=20,
    adapter_width=4,
    corpus_bytes=20_000,
    num_pieces=200,
    d_model=16,
    num_layers=2,
    num_heads=2,
    d_ff=32,
    batch_size=4,
    start_steps=3,
    steps=5,
    fine_tuning_steps=3,
)


@dataclass(frozen=True)
class World:
    """What the models read: the vocabulary, text, and the examples of every task."""

    vocabulary: T5Vocabulary
    text: CorruptedText
    training: dict[str, list[dict[str, str]]]
    held_out: dict[str, list[dict[str, str]]]

    @property
    def sha256(self) -> str:
        """A hash of all that is learned from and asked for."""
        content = json.dumps([self.text.chunks, self.training, self.held_out])
        return hashlib.sha256(content.encode()).hexdigest()


def make_world(sizes: Sizes) -> World:
    """Return text and examples; a task's held-out examples are of the validation split."""
    documents = corpus(sizes.corpus_bytes)
    lines = [sentence for document in documents for sentence in document]
    for task in sizes.num_examples:
        for example in load_examples(task, "train", VOCABULARY_EXAMPLES):
            lines += example.values()
    vocabulary = T5Vocabulary.train(lines, sizes.num_pieces, NUM_SENTINELS)
    encoded = [[vocabulary.encode(sentence) for sentence in document] for document in documents]
    return World(
        vocabulary,
        CorruptedText(cut_into_chunks(encoded, sizes.max_input_len), vocabulary.first_sentinel_id),
        {task: short_examples(task, "train", n, vocabulary, sizes) for task, n in sizes.num_examples.items()},
        {
            task: short_examples(task, "validation", sizes.held_out_examples, vocabulary, sizes)
            for task in sizes.num_examples
        },
    )


def short_examples(
    task: str, split: str, number: int, vocabulary: T5Vocabulary, sizes: Sizes
) -> list[dict[str, str]]:
    """Return the first examples of a split whose inputs are short enough.

    Raises:
        ValueError: if there are too few of them among the candidates.
    """
    longest = sizes.max_input_len - 1  # </s> follows
    candidates = load_examples(task, split, CANDIDATES * number)
    short = [example for example in candidates if len(vocabulary.encode(example["inputs"])) <= longest]
    if len(short) < number:
        raise ValueError(f"{task} has {len(short)} short examples among {len(candidates)}, not {number}")
    return short[:number]


def encode(world: World, examples: Sequence[Example]) -> Pairs:
    """Return examples as ids."""
    encode_text = world.vocabulary.encode
    return Pairs([(encode_text(example["inputs"]), encode_text(example["targets"])) for example in examples])
