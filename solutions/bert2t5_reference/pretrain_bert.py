"""Pre-train a small BERT on the pocket corpus, from the text to a folder that other programs load."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import torch

from bert2t5.data.pocket import KINDS, cloze_probes, corpus, held_out
from bert2t5.device import device as default_device
from bert2t5_reference.bert import BertConfig
from bert2t5_reference.bert_pretraining import BertForPreTraining, save_pretrained, write_json
from bert2t5_reference.pretraining_baselines import content_baselines
from bert2t5_reference.pretraining_batches import PretrainingBatches, encode_documents
from bert2t5_reference.pretraining_measures import cloze_accuracy, evaluate, find_content_ids
from bert2t5_reference.pretraining_step import pretraining_step
from bert2t5_reference.run_record import describe_run
from bert2t5_reference.training_run import Measure, Training, TrainingRun, move
from bert2t5_reference.wordpiece import WordPieceTokenizer
from bert2t5_reference.wordpiece_trainer import train_wordpiece

CORPUS_BYTES, STEPS, REPORT_EVERY = 4_000_000, 20_000, 1000
QUICK_CORPUS_BYTES, QUICK_STEPS, QUICK_REPORT_EVERY = 400_000, 3000, 300
HELD_OUT_BYTES = 100_000
HELD_OUT_BATCHES = 60
PROBES, PROBE_SEED = 300, 5  # of each kind
VOCAB_SIZE = 2000
D_MODEL = 128
NUM_LAYERS = 2
NUM_HEADS = 4
INITIAL_SD = 0.06  # with BERT's 0.02 a model this narrow takes some 700 steps longer to get going


@dataclass(frozen=True)
class Pretraining(Training):
    """How to pre-train.

    The defaults are what works for a model of about a million parameters on a small corpus within minutes.
    They differ from the paper's (batches of 256, a rate of 1e-4, 15 % of the tokens, a warm-up of 1 %), which
    suit a large model on a large corpus.

    Attributes:
        max_seq_len: most tokens of a sequence.
        mlm_probability: share of the tokens to predict, in [0, 1].
        max_predictions: most tokens to predict in one sequence.
        short_seq_prob: share of the documents that are cut for a random length, in [0, 1]: a model that has
            seen long pairs alone is at a loss with a short sentence.

    The others are those of `Training`.
    """

    max_seq_len: int = 64
    mlm_probability: float = 0.30
    max_predictions: int = 20
    short_seq_prob: float = 0.5

    counts: ClassVar[tuple[str, ...]] = (*Training.counts, "max_predictions")
    shares: ClassVar[tuple[str, ...]] = (*Training.shares, "mlm_probability", "short_seq_prob")


def run(
    out: str | Path,
    *,
    quick: bool = False,
    seed: int = 0,
    steps: int | None = None,
    device: torch.device | None = None,
    dtype: torch.dtype = torch.float32,
) -> dict[str, Any]:
    """Pre-train a BERT of about 0.7 million parameters on the pocket corpus, and save it.

    The folder holds in the end what `save_pretrained` and `TrainingRun` write, and `pretraining.json` with
    the returned record. A run that was stopped goes on when it is started again with the same arguments.

    Args:
        out: the folder; is made if need be.
        quick: take a smaller corpus and fewer steps, to see how the curves begin.
        seed: determines the corpus, the initial weights and everything that is drawn.
        steps: number of updates; None takes 20,000, or 3,000 if `quick`.
        device: where to train; None takes `bert2t5.device.device()`.
        dtype: of the weights.

    Returns:
        Settings, sizes, versions, baselines, a hash of the code, and the last line of the log as `result`.

    Raises:
        ValueError: if the folder holds a run with other arguments.
    """
    corpus_bytes = QUICK_CORPUS_BYTES if quick else CORPUS_BYTES
    settings = Pretraining(
        steps=steps or (QUICK_STEPS if quick else STEPS),
        seed=seed,
        report_every=QUICK_REPORT_EVERY if quick else REPORT_EVERY,
    )
    training = corpus(corpus_bytes, seed=seed)
    pieces = train_wordpiece((sentence for document in training for sentence in document), VOCAB_SIZE)
    tokenizer = WordPieceTokenizer({piece: number for number, piece in enumerate(pieces)})
    device = device or default_device()
    model = make_model(len(pieces), settings).to(device, dtype)
    encoded = encode_documents(training, tokenizer)
    is_content = find_content_ids(encoded, len(pieces))
    held_out_batches = draw_held_out(tokenizer, settings)
    measures = [measure_held_out(held_out_batches, is_content, device), measure_probes(tokenizer)]
    batches = make_batches(encoded, tokenizer, settings)
    description = describe_run(model)  # of the code as it is now, and not after hours
    training_run = TrainingRun(model, batches, settings, out, pretraining_step, measures)
    log = training_run.train()
    save_pretrained(model, out, pieces)
    record = {
        "settings": asdict(settings),
        "config": asdict(model.config),
        "corpus_bytes": corpus_bytes,
        "content_baselines": content_baselines(encoded, held_out_batches, is_content),
        "result": log[-1],
        **description,
    }
    write_json(Path(out) / "pretraining.json", record)
    return record


def make_model(vocab_size: int, settings: Pretraining) -> BertForPreTraining:
    """Return the untrained model of `run`."""
    config = BertConfig(
        vocab_size=vocab_size,
        d_model=D_MODEL,
        num_layers=NUM_LAYERS,
        num_heads=NUM_HEADS,
        d_ff=4 * D_MODEL,
        max_seq_len=settings.max_seq_len,
        dropout=0.0,
        initial_sd=INITIAL_SD,
    )
    return BertForPreTraining(config, generator=torch.Generator().manual_seed(settings.seed))


def make_batches(
    documents: list[list[list[int]]], tokenizer: WordPieceTokenizer, settings: Pretraining
) -> PretrainingBatches:
    """Return the batches that the settings ask for."""
    return PretrainingBatches(
        documents,
        tokenizer.vocab,
        max_seq_len=settings.max_seq_len,
        batch_size=settings.batch_size,
        mlm_probability=settings.mlm_probability,
        max_predictions=settings.max_predictions,
        seed=settings.seed,
        short_seq_prob=settings.short_seq_prob,
    )


def draw_held_out(tokenizer: WordPieceTokenizer, settings: Pretraining) -> list[dict[str, torch.Tensor]]:
    """Return masked batches of documents that no corpus contains, on the CPU; the same for every seed."""
    documents = encode_documents(held_out(HELD_OUT_BYTES), tokenizer)
    return list(islice(make_batches(documents, tokenizer, replace(settings, seed=0)), HELD_OUT_BATCHES))


def measure_held_out(
    batches: Sequence[dict[str, torch.Tensor]], is_content: torch.Tensor, device: torch.device
) -> Measure:
    """Return the function that evaluates a model on held-out batches."""
    on_device = [move(batch, device) for batch in batches]
    return lambda model: evaluate(model, on_device, is_content.to(device))


def measure_probes(tokenizer: WordPieceTokenizer) -> Measure:
    """Return the function that gives the share of passed cloze probes for each kind of structure."""
    probes = {kind: cloze_probes(kind, PROBES, seed=PROBE_SEED) for kind in KINDS}
    return lambda model: {kind: cloze_accuracy(model, tokenizer, probes[kind]) for kind in KINDS}
