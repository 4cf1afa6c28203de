"""Pre-train a small BERT on the pocket corpus, from the text to a folder that other programs load."""

import platform
from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from bert2t5.data.pocket import corpus
from bert2t5.device import device as default_device
from bert2t5_reference.bert import BertConfig
from bert2t5_reference.bert_pretraining import BertForPreTraining, save_pretrained, write_json
from bert2t5_reference.pretraining_batches import PretrainingBatches, encode_documents
from bert2t5_reference.pretraining_measures import evaluate, fill_mask, find_content_ids
from bert2t5_reference.pretraining_run import Measure, Pretraining, TrainingRun, move
from bert2t5_reference.wordpiece import WordPieceTokenizer
from bert2t5_reference.wordpiece_trainer import train_wordpiece

CORPUS_BYTES, STEPS = 2_000_000, 4000
QUICK_CORPUS_BYTES, QUICK_STEPS = 200_000, 300
VOCAB_SIZE = 2000
D_MODEL = 128
NUM_LAYERS = 2
NUM_HEADS = 4
HELD_OUT_EVERY = 20  # every 20th document is held out
HELD_OUT_BATCHES = 25


def run(
    out: str | Path,
    *,
    quick: bool = False,
    seed: int = 0,
    steps: int | None = None,
    device: torch.device | None = None,
    dtype: torch.dtype = torch.float32,
    probes: Sequence[str] = (),
) -> dict[str, Any]:
    """Pre-train a BERT of about a million parameters on the pocket corpus, and save it.

    The folder holds in the end what `save_pretrained` and `TrainingRun` write, and `pretraining.json` with
    the returned report. A run that was stopped goes on when it is started again with the same arguments.

    Args:
        out: the folder; is made if need be.
        quick: take a smaller corpus and fewer steps, to try it out.
        seed: determines the corpus, the initial weights and everything that is drawn.
        steps: number of updates; None takes 4000, or 300 if `quick`.
        device: where to train; None takes `bert2t5.device.device()`.
        dtype: of the weights.
        probes: texts with one [MASK] each; the best pieces for the gaps join the log as `fill_mask`.

    Returns:
        The settings, sizes and versions, and the last line of the log as `result`.

    Raises:
        ValueError: if the folder holds a run with other arguments.
    """
    corpus_bytes = QUICK_CORPUS_BYTES if quick else CORPUS_BYTES
    settings = Pretraining(steps=steps or (QUICK_STEPS if quick else STEPS), seed=seed)
    training, held_out = split(corpus(corpus_bytes, seed=seed))
    pieces = train_wordpiece((sentence for document in training for sentence in document), VOCAB_SIZE)
    tokenizer = WordPieceTokenizer({piece: number for number, piece in enumerate(pieces)})
    device = device or default_device()
    model = make_model(len(pieces), settings).to(device, dtype)
    encoded = encode_documents(training, tokenizer)
    measures = [measure_held_out(encode_documents(held_out, tokenizer), encoded, tokenizer, settings, device)]
    if probes:
        measures.append(
            lambda model: {"fill_mask": {text: fill_mask(model, tokenizer, text) for text in probes}}
        )
    training_run = TrainingRun(model, make_batches(encoded, tokenizer, settings), settings, out, measures)
    log = training_run.train()
    save_pretrained(model, out, pieces)
    report = {
        "settings": asdict(settings),
        "config": asdict(model.config),
        "corpus_bytes": corpus_bytes,
        "parameters": sum(weights.numel() for weights in model.parameters()),
        "device": str(device),
        "dtype": str(dtype).removeprefix("torch."),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "result": log[-1],
    }
    write_json(Path(out) / "pretraining.json", report)
    return report


def split(documents: Sequence[list[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """Return the documents to train on, and every 20th to measure with."""
    held_out = list(documents[::HELD_OUT_EVERY])
    return [document for number, document in enumerate(documents) if number % HELD_OUT_EVERY], held_out


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
        attention_dropout=0.0,
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
    )


def measure_held_out(
    held_out: list[list[list[int]]],
    training: list[list[list[int]]],
    tokenizer: WordPieceTokenizer,
    settings: Pretraining,
    device: torch.device,
) -> Measure:
    """Return the function that evaluates a model on held-out documents, always with the same masks."""
    batches = islice(make_batches(held_out, tokenizer, settings), HELD_OUT_BATCHES)
    on_device = [move(batch, device) for batch in batches]
    is_content = find_content_ids(training, len(tokenizer.vocab)).to(device)
    return lambda model: evaluate(model, on_device, is_content)
