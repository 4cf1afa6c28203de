"""Pre-train a small T5 on the pocket world: corrupted spans and all tasks at once, each with its prefix.

The text and its labels are free, so every task has tens of thousands of examples, and unlike in the paper
the network is too small to learn them from few.

Source: Raffel et al. (2020), sections 3.1.4 (span corruption) and 3.5.3 (multi-task pre-training).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

import torch

from bert2t5.data.pocket import corpus
from bert2t5.device import device as default_device
from bert2t5_reference.bert_pretraining import write_json
from bert2t5_reference.pocket_tasks import POCKET_TASKS, load_examples, pocket_task
from bert2t5_reference.run_record import describe_run
from bert2t5_reference.seq2seq_batches import CorruptedText, Pairs, Seq2SeqBatches, Stream, cut_into_chunks
from bert2t5_reference.span_corruption import random_spans_lengths
from bert2t5_reference.t5 import T5ForConditionalGeneration
from bert2t5_reference.t5_config import T5Config
from bert2t5_reference.t5_loss import seq2seq_loss
from bert2t5_reference.t5_vocabulary import T5Vocabulary
from bert2t5_reference.t5_weights import save_pretrained, save_vocabulary
from bert2t5_reference.text_scores import Example, score, score_majority, write_answers
from bert2t5_reference.training_run import Batch, Losses, Measure, Training, TrainingRun

UNLABELED = "unlabeled"
CORPUS_BYTES, EXAMPLES, STEPS, REPORT_EVERY = 4_000_000, 20_000, 26_000, 1000
QUICK_CORPUS_BYTES, QUICK_EXAMPLES, QUICK_STEPS, QUICK_REPORT_EVERY = 400_000, 1000, 2000, 250
HELD_OUT_EXAMPLES = 200  # of each task
VOCABULARY_EXAMPLES = 1000  # of each task, whose text the vocabulary is learned from too
NUM_PIECES = 2400
D_MODEL = 128
NUM_LAYERS = 2
NUM_HEADS = 4
MAX_NEW_TOKENS = 40

Examples = Mapping[str, Sequence[Example]]


@dataclass(frozen=True)
class Pretraining(Training):
    """How to pre-train; what is not named here is as in `Training`.

    Attributes:
        rate: of Adafactor, so a share of the size of a weight.
        max_seq_len: most tokens of a task's input; longer ones lose their end.
        text_len: places for the inputs that corrupted text fills.
        unlabeled_rate: share of the examples that are corrupted text, in [0, 1]; the tasks share the rest
            equally.
        noise_density: share of the tokens of a text to cut out, in [0, 1].
        mean_noise_span_length: mean length of a span.
    """

    rate: float = 1e-2
    weight_decay: float = 0.0
    max_seq_len: int = 128
    text_len: int = 64
    unlabeled_rate: float = 0.3
    noise_density: float = 0.15
    mean_noise_span_length: float = 3.0

    counts: ClassVar[tuple[str, ...]] = (*Training.counts, "max_seq_len", "text_len")
    shares: ClassVar[tuple[str, ...]] = (*Training.shares, "unlabeled_rate", "noise_density")


def run(
    out: str | Path,
    *,
    quick: bool = False,
    seed: int = 0,
    steps: int | None = None,
    device: torch.device | None = None,
    dtype: torch.dtype = torch.float32,
) -> dict[str, Any]:
    """Pre-train a T5 of about 1.2 million parameters on the pocket world, and save it.

    The folder holds in the end what `save_pretrained` and `TrainingRun` write, the tokenizer, and
    `pretraining.json` with the returned record. A run that was stopped goes on when it is started again with
    the same arguments.

    Args:
        out: the folder; is made if need be.
        quick: take less text and fewer steps, to see how the curves begin.
        seed: determines the text, the initial weights and everything that is drawn.
        steps: number of updates; None takes 26,000, or 2,000 if `quick`.
        device: where to train; None takes `bert2t5.device.device()`.
        dtype: of the weights.

    Returns:
        Settings, sizes, versions, baselines, a hash of the code, and the last line of the log as `result`.

    Raises:
        ValueError: if the folder holds a run with other arguments.
    """
    settings = Pretraining(
        steps=steps or (QUICK_STEPS if quick else STEPS),
        seed=seed,
        report_every=QUICK_REPORT_EVERY if quick else REPORT_EVERY,
    )
    corpus_bytes, num_examples = (QUICK_CORPUS_BYTES, QUICK_EXAMPLES) if quick else (CORPUS_BYTES, EXAMPLES)
    documents = corpus(corpus_bytes, seed=seed)
    training = {name: load_examples(name, "train", num_examples, seed=seed) for name in POCKET_TASKS}
    held_out = {name: load_examples(name, "validation", HELD_OUT_EXAMPLES) for name in POCKET_TASKS}
    vocabulary = T5Vocabulary.train(vocabulary_lines(documents, training), NUM_PIECES)
    model = make_model(len(vocabulary), settings).to(device or default_device(), dtype)
    streams = make_streams(documents, training, vocabulary, settings)
    batches = Seq2SeqBatches(streams, task_rates(settings), batch_size=settings.batch_size, seed=seed)
    measure = measure_tasks(vocabulary, held_out, settings)
    description = describe_run(model)  # of the code as it is now, and not after hours
    # As in the paper, section 3.1.2. AdamW would move the token table too little: its values begin with a
    # spread of 1, and Adafactor's steps are a share of it.
    optimizer = torch.optim.Adafactor(model.parameters(), weight_decay=settings.weight_decay)
    log = TrainingRun(model, batches, settings, out, training_step, [measure], optimizer).train()
    save_pretrained(model, out)
    save_vocabulary(out, vocabulary.model)
    record = {
        "settings": asdict(settings),
        "config": asdict(model.config),
        "corpus_bytes": corpus_bytes,
        "num_examples": num_examples,
        "held_out_examples": HELD_OUT_EXAMPLES,
        "majority": {
            name: score_majority(pocket_task(name), held_out[name], training[name]) for name in POCKET_TASKS
        },
        "result": log[-1],
        **description,
    }
    write_json(Path(out) / "pretraining.json", record)
    return record


def vocabulary_lines(documents: Sequence[Sequence[str]], training: Examples) -> Iterator[str]:
    """Return the text that the vocabulary is learned from: sentences, inputs and targets."""
    for document in documents:
        yield from document
    for examples in training.values():
        for example in examples[:VOCABULARY_EXAMPLES]:
            yield from (example["inputs"], example["targets"])


def make_model(vocab_size: int, settings: Pretraining) -> T5ForConditionalGeneration:
    """Return the untrained model of `run`."""
    config = T5Config(
        vocab_size=vocab_size,
        d_model=D_MODEL,
        num_layers=NUM_LAYERS,
        num_heads=NUM_HEADS,
        d_ff=4 * D_MODEL,
        d_kv=D_MODEL // NUM_HEADS,
        dropout=0.0,
    )
    return T5ForConditionalGeneration(config, generator=torch.Generator().manual_seed(settings.seed))


def make_streams(
    documents: Sequence[Sequence[str]], training: Examples, vocabulary: T5Vocabulary, settings: Pretraining
) -> dict[str, Stream]:
    """Return the examples of every task as ids, and the text that is corrupted."""
    density, span_length = settings.noise_density, settings.mean_noise_span_length
    size, _ = random_spans_lengths(settings.text_len, density, span_length)
    encoded = [[vocabulary.encode(sentence) for sentence in document] for document in documents]
    chunks = cut_into_chunks(encoded, size)
    text = CorruptedText(chunks, vocabulary.first_sentinel_id, density, span_length)
    tasks = {name: encode_examples(examples, vocabulary, settings) for name, examples in training.items()}
    return {UNLABELED: text, **tasks}


def encode_examples(examples: Sequence[Example], vocabulary: T5Vocabulary, settings: Pretraining) -> Pairs:
    """Return the examples of a task as ids."""
    longest = settings.max_seq_len - 1  # </s> follows
    return Pairs(
        [
            (vocabulary.encode(example["inputs"])[:longest], vocabulary.encode(example["targets"]))
            for example in examples
        ]
    )


def task_rates(settings: Pretraining) -> dict[str, float]:
    """Return how often text and each task are drawn.

    >>> rates = task_rates(Pretraining(unlabeled_rate=0.4))
    >>> rates["unlabeled"], round(sum(rates.values()), 9)
    (0.4, 1.0)
    """
    share = (1 - settings.unlabeled_rate) / len(POCKET_TASKS)
    return {UNLABELED: settings.unlabeled_rate, **dict.fromkeys(POCKET_TASKS, share)}


def training_step(
    model: T5ForConditionalGeneration,
    batch: Batch,
    optimizer: torch.optim.Optimizer,
    max_grad_norm: float,
) -> Losses:
    """Change a model by one step of training, and return the loss that it had before."""
    optimizer.zero_grad()
    loss = seq2seq_loss(model(**batch).logits, batch["labels"])
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return {"loss": loss.item()}


def measure_tasks(vocabulary: T5Vocabulary, held_out: Examples, settings: Pretraining) -> Measure:
    """Return the function that scores a model on held-out examples of every task."""

    def measure(model: T5ForConditionalGeneration) -> dict[str, float]:
        scores = {}
        for name, examples in held_out.items():
            inputs = [example["inputs"] for example in examples]
            written = write_answers(
                model,
                vocabulary,
                inputs,
                max_new_tokens=MAX_NEW_TOKENS,
                max_input_len=settings.max_seq_len,
            )
            scores[name] = score(pocket_task(name), written, examples)
        return scores

    return measure
