"""The batches of BERT's pre-training: documents become packed pairs, and pairs become masked batches.

The text is cut into ids once. Pairs, their order and their masks are drawn anew in each epoch, where the
original draws ten versions beforehand. Pairs of about equal length share a batch, because padding costs as
much as text. All of it happens on the CPU.

Source: Devlin et al. (2019), appendix A.2; github.com/google-research/bert, create_pretraining_data.py.
"""

import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import torch

from bert2t5_reference.bert_inputs import collate, pack_pair
from bert2t5_reference.mlm import mask_tokens, ordinary_ids, select_positions
from bert2t5_reference.segment_pairs import Document, Pair, make_segment_pairs
from bert2t5_reference.wordpiece import SPECIAL_TOKENS, WordPieceTokenizer

# Batches are formed among the pairs of this many batches, so that an epoch's order stays random.
BATCHES_PER_POOL = 50


def encode_documents(
    documents: Iterable[Iterable[str]], tokenizer: WordPieceTokenizer
) -> list[list[list[int]]]:
    """Return the token ids of every sentence; sentences and documents without any token are left out.

    >>> tokenizer = WordPieceTokenizer({"[UNK]": 0, "new": 1, "##er": 2})
    >>> encode_documents([["Newer new", ""], []], tokenizer)
    [[[1, 2, 1]]]
    """
    encoded = ([tokenizer.encode(sentence) for sentence in document] for document in documents)
    filled = ([sentence for sentence in document if sentence] for document in encoded)
    return [document for document in filled if document]


class PretrainingBatches:
    """Batches without end, epoch after epoch.

    Each is a dict of int64 tensors: `input_ids`, `token_type_ids`, `attention_mask` and `labels` (-100 where
    no prediction is asked) of shape (batch_size, seq_len), and `next_sentence_label` of shape (batch_size,);
    0 = B follows A, 1 = B is random. The last batch of an epoch may be smaller.

    Args:
        documents: token ids as `encode_documents` gives them, at least two documents.
        vocab: the id of every piece, with all five special tokens.
        max_seq_len: most tokens of a sequence, 5 or more.
        batch_size: sequences in a batch.
        mlm_probability: share of the tokens to select, in [0, 1].
        max_predictions: most tokens to select in one sequence.
        seed: determines everything that is drawn.
        short_seq_prob: share of the documents that are cut for a random shorter length, in [0, 1].

    Raises:
        ValueError: if there are fewer than two documents, or `max_seq_len` is below 5.

    >>> vocab = {token: number for number, token in enumerate([*SPECIAL_TOKENS, "a", "b", "c"])}
    >>> documents = [[[5, 6], [7, 7, 5]], [[6, 6], [5]]]
    >>> batches = PretrainingBatches(
    ...     documents, vocab, max_seq_len=16, batch_size=2, mlm_probability=0.15, max_predictions=20, seed=0
    ... )
    >>> batch = next(batches)
    >>> sorted(batch), len(batch["input_ids"])
    (['attention_mask', 'input_ids', 'labels', 'next_sentence_label', 'token_type_ids'], 2)
    """

    def __init__(
        self,
        documents: Sequence[Document],
        vocab: Mapping[str, int],
        *,
        max_seq_len: int,
        batch_size: int,
        mlm_probability: float,
        max_predictions: int,
        seed: int,
        short_seq_prob: float = 0.1,
    ) -> None:
        self.documents = documents
        self.vocab = vocab
        self.max_seq_len = max_seq_len
        self.batch_size = batch_size
        self.mlm_probability = mlm_probability
        self.max_predictions = max_predictions
        self.short_seq_prob = short_seq_prob
        self.special_ids = [vocab[token] for token in SPECIAL_TOKENS]
        self.replacement_ids = ordinary_ids(len(vocab), self.special_ids)
        # Which data a state belongs to.
        self.fingerprint = hashlib.sha256(repr((documents, list(vocab))).encode()).hexdigest()
        self.rng = random.Random(seed)  # pairs and their order
        self.generator = torch.Generator().manual_seed(seed)  # masks
        self._begin_epoch()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> dict[str, torch.Tensor]:
        if self.position == len(self.epoch):
            self._begin_epoch()
        pairs = self.epoch[self.position]
        self.position += 1
        return self._mask(self._collate(pairs))

    def state_dict(self) -> dict[str, Any]:
        """Return all that decides which batches are still to come; the documents are not part of it."""
        return {
            "epoch_start": self.epoch_start,
            "position": self.position,
            "generator": self.generator.get_state(),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on as the batches did whose state it is; they must have been made with the same arguments."""
        self.rng.setstate(state["epoch_start"])
        self._begin_epoch()
        self.position = state["position"]
        self.generator.set_state(state["generator"])

    def _begin_epoch(self) -> None:
        self.epoch_start = self.rng.getstate()
        pairs = make_segment_pairs(
            self.documents, self.max_seq_len, self.rng, short_seq_prob=self.short_seq_prob
        )
        self.epoch = bucket(pairs, self.batch_size, self.rng)
        self.position = 0

    def _collate(self, pairs: Sequence[Pair]) -> dict[str, torch.Tensor]:
        examples = [
            pack_pair(
                segment_a,
                segment_b,
                cls_token_id=self.vocab["[CLS]"],
                sep_token_id=self.vocab["[SEP]"],
                max_seq_len=self.max_seq_len,
            )
            for segment_a, segment_b, _ in pairs
        ]
        batch = collate(examples, pad_token_id=self.vocab["[PAD]"])
        del batch["position_ids"]  # the model counts by itself
        return batch | {"next_sentence_label": torch.tensor([label for _, _, label in pairs])}

    def _mask(self, batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        selected = select_positions(
            batch["input_ids"],
            batch["attention_mask"],
            self.special_ids,
            self.mlm_probability,
            self.max_predictions,
            self.generator,
        )
        input_ids, labels = mask_tokens(
            batch["input_ids"], selected, self.vocab["[MASK]"], self.replacement_ids, self.generator
        )
        return batch | {"input_ids": input_ids, "labels": labels}


def bucket(pairs: Sequence[Pair], batch_size: int, rng: random.Random) -> list[list[Pair]]:
    """Return the pairs in batches of about equal length, all in random order.

    >>> pairs = [([1] * size, [2], 0) for size in (9, 1, 2, 8)]
    >>> batches = bucket(pairs, 2, random.Random(0))
    >>> sorted(sorted(len(segment_a) for segment_a, _, _ in batch) for batch in batches)
    [[1, 2], [8, 9]]
    """
    shuffled = rng.sample(pairs, len(pairs))
    batches: list[list[Pair]] = []
    for pool in cut(shuffled, BATCHES_PER_POOL * batch_size):
        pool.sort(key=lambda pair: len(pair[0]) + len(pair[1]))
        batches += cut(pool, batch_size)
    rng.shuffle(batches)
    return batches


def cut(pairs: list[Pair], size: int) -> list[list[Pair]]:
    """Return the pairs in parts of `size`; the last may be smaller."""
    return [pairs[start : start + size] for start in range(0, len(pairs), size)]
