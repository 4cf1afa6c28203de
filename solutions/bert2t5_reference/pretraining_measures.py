"""What a model that is being pre-trained can do: measures on held-out text, and gaps to fill.

Source: Devlin et al. (2019), appendix C.2, and github.com/google-research/bert, run_pretraining.py
(`masked_lm_accuracy`, `next_sentence_accuracy`).
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import torch

from bert2t5.data.pocket import Probe
from bert2t5_reference.bert_inputs import collate, pack_pair
from bert2t5_reference.bert_pretraining import BertForPreTraining
from bert2t5_reference.mlm import IGNORED_LABEL
from bert2t5_reference.segment_pairs import Document
from bert2t5_reference.wordpiece import WordPieceTokenizer

NUM_FUNCTION_TOKENS = 50


def find_content_ids(documents: Iterable[Document], vocab_size: int) -> torch.Tensor:
    """Return which tokens carry content: all but the 50 most frequent ones of a text.

    What is left out are articles, prepositions, punctuation and the like, which neighbours give away. Of
    equally frequent tokens the one that comes first in the text is left out first.

    Returns:
        Booleans of shape (vocab_size,).

    >>> documents = [[[token] for token in range(60)], [[7, 55, 55]]]
    >>> find_content_ids(documents, 60).nonzero().flatten().tolist()
    [49, 50, 51, 52, 53, 54, 56, 57, 58, 59]
    """
    counts = Counter(token for document in documents for sentence in document for token in sentence)
    is_content = torch.ones(vocab_size, dtype=torch.bool)
    is_content[[token for token, _ in counts.most_common(NUM_FUNCTION_TOKENS)]] = False
    return is_content


@torch.no_grad()
def evaluate(
    model: BertForPreTraining, batches: Sequence[dict[str, torch.Tensor]], is_content: torch.Tensor
) -> dict[str, float]:
    """Return how well a model does on masked batches.

    Args:
        model: the model; dropout is off during the evaluation.
        batches: as `PretrainingBatches` gives them, on the model's device.
        is_content: as `find_content_ids` gives it, on the same device.

    Returns:
        `mlm_accuracy`, the share of selected tokens that have the highest score; `content_accuracy`, the same
        for content tokens; `perplexity`, e to the mean loss of a selected token; `nsp_accuracy`. A share of
        nothing is nan.
    """
    was_training = model.training
    model.eval()
    totals: Counter[str] = Counter()
    for batch in batches:
        totals.update(count_successes(model, batch, is_content))
    model.train(was_training)

    def mean(total: str, number: str) -> float:
        return totals[total] / totals[number] if totals[number] else math.nan

    return {
        "mlm_accuracy": mean("right", "selected"),
        "content_accuracy": mean("content_right", "content"),
        "perplexity": math.exp(mean("loss", "selected")),
        "nsp_accuracy": mean("nsp_right", "pairs"),
    }


def count_successes(
    model: BertForPreTraining, batch: dict[str, torch.Tensor], is_content: torch.Tensor
) -> dict[str, float]:
    """Return the counts of one batch that `evaluate` adds up."""
    encoded = model.bert(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
    selected = batch["labels"] != IGNORED_LABEL
    labels = batch["labels"][selected]
    logits = model.cls.predictions(encoded.last_hidden_state[selected])
    right = logits.argmax(dim=-1) == labels
    nsp_right = model.cls.seq_relationship(encoded.pooled).argmax(dim=-1) == batch["next_sentence_label"]
    return {
        "selected": len(labels),
        "right": right.sum().item(),
        "content": is_content[labels].sum().item(),
        "content_right": right[is_content[labels]].sum().item(),
        "loss": torch.nn.functional.cross_entropy(logits, labels, reduction="sum").item(),
        "pairs": len(nsp_right),
        "nsp_right": nsp_right.sum().item(),
    }


@torch.no_grad()
def fill_mask(
    model: BertForPreTraining, tokenizer: WordPieceTokenizer, text: str, number: int = 5
) -> dict[str, float]:
    """Return the most probable pieces for the gap in a text, best first, with their probabilities.

    Args:
        model: the model; dropout is off.
        tokenizer: one that keeps special tokens.
        text: a text with [MASK] in it once.
        number: how many pieces to return.

    Raises:
        ValueError: if [MASK] is not there exactly once.
    """
    vocab = tokenizer.vocab
    packed = pack_pair(
        tokenizer.encode(text),
        cls_token_id=vocab["[CLS]"],
        sep_token_id=vocab["[SEP]"],
        max_seq_len=model.config.max_seq_len,
    )
    gaps = packed["input_ids"].count(vocab["[MASK]"])
    if gaps != 1:
        raise ValueError(f"[MASK] stands {gaps} times in {text!r}, allowed is once")
    input_ids = torch.tensor([packed["input_ids"]], device=model.cls.predictions.bias.device)
    was_training = model.training
    model.eval()
    logits = model(input_ids).prediction_logits[input_ids == vocab["[MASK]"]][0]
    model.train(was_training)
    best = logits.softmax(dim=-1).topk(number)
    pieces = {token_id: piece for piece, token_id in vocab.items()}
    return {
        pieces[index]: value for index, value in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    }


@torch.no_grad()
def cloze_accuracy(
    model: BertForPreTraining, tokenizer: WordPieceTokenizer, probes: Iterable[Probe]
) -> float:
    """Return the share of probes that a model passes: it finds the right words likelier than the wrong ones.

    A probe with a word that is no piece by itself is left out; nan if none is left.

    Args:
        model: the model; dropout is off.
        tokenizer: one that keeps special tokens.
        probes: texts with one [MASK], right words and wrong words, as `cloze_probes` gives them.
    """
    vocab = tokenizer.vocab
    known = [probe for probe in probes if all(word in vocab for word in (*probe.right, *probe.wrong))]
    if not known:
        return math.nan
    marks = {"cls_token_id": vocab["[CLS]"], "sep_token_id": vocab["[SEP]"]}
    packed = [
        pack_pair(tokenizer.encode(probe.text), **marks, max_seq_len=model.config.max_seq_len)
        for probe in known
    ]
    device = model.cls.predictions.bias.device
    batch = {name: tensor.to(device) for name, tensor in collate(packed, pad_token_id=vocab["[PAD]"]).items()}
    was_training = model.training
    model.eval()
    logits = model(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"]).prediction_logits
    model.train(was_training)
    likely = logits[batch["input_ids"] == vocab["[MASK]"]].softmax(dim=-1)
    passed = [
        row[[vocab[word] for word in probe.right]].sum() > row[[vocab[word] for word in probe.wrong]].sum()
        for row, probe in zip(likely, known, strict=True)
    ]
    return sum(map(bool, passed)) / len(passed)
