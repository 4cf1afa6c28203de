"""T5's vocabulary: a SentencePiece model with the ids of T5, and sentinels on top of its pieces.

    0 <pad>   1 </s>   2 <unk>   3 ... the pieces   ... <extra_id_99> ... <extra_id_0>

The sentinels are no pieces of the model: no text becomes one. They stand in descending order, so that
<extra_id_0> has the highest id.

Source: github.com/google/seqio, vocabularies.py (`SentencePieceVocabulary`); Raffel et al. (2020), section
2.2; text-to-text-transfer-transformer, README.md (the ids of the special pieces).
"""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import sentencepiece

from bert2t5_reference.t5_config import EOS_TOKEN_ID, PAD_TOKEN_ID

NUM_SENTINELS = 100
UNK_TOKEN_ID = 2
FILE_NAME = "spiece.model"  # the name that transformers looks for


class T5Vocabulary:
    """Turns text into ids and back.

    Args:
        model: the bytes of a SentencePiece `.model` file with T5's ids for padding, end and unknown.
        num_sentinels: how many ids stand above the pieces.

    Raises:
        ValueError: if the model has other special ids.

    >>> lines = ["the ferry is late", "the late ferry", "a ferry is here"] * 3
    >>> vocabulary = T5Vocabulary.train(lines, num_pieces=16)
    >>> len(vocabulary), vocabulary.first_sentinel_id
    (116, 115)
    >>> vocabulary.decode([*vocabulary.encode("the ferry"), 115, 1, 5])
    'the ferry <extra_id_0>'
    """

    def __init__(self, model: bytes, num_sentinels: int = NUM_SENTINELS) -> None:
        self.model = model
        self.processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        special = (self.processor.pad_id(), self.processor.eos_id(), self.processor.unk_id())
        if special != (PAD_TOKEN_ID, EOS_TOKEN_ID, UNK_TOKEN_ID):
            raise ValueError(f"padding, end and unknown have the ids {special}, allowed are (0, 1, 2)")
        self.num_sentinels = num_sentinels

    @classmethod
    def train(cls, lines: Iterable[str], num_pieces: int, num_sentinels: int = NUM_SENTINELS) -> Self:
        """Learn a unigram model of `num_pieces` pieces with the special ones, or of as many as there are.

        One thread trains, so that the same lines give the same model.
        """
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=model,
            vocab_size=num_pieces,
            hard_vocab_limit=False,
            character_coverage=1.0,
            pad_id=PAD_TOKEN_ID,
            eos_id=EOS_TOKEN_ID,
            unk_id=UNK_TOKEN_ID,
            bos_id=-1,
            num_threads=1,
            minloglevel=2,
        )
        return cls(model.getvalue(), num_sentinels)

    @classmethod
    def read(cls, folder: str | Path, num_sentinels: int = NUM_SENTINELS) -> Self:
        """Read the `spiece.model` of a checkpoint's folder."""
        return cls((Path(folder) / FILE_NAME).read_bytes(), num_sentinels)

    def __len__(self) -> int:
        """Return the number of ids, sentinels included."""
        return len(self.processor) + self.num_sentinels

    @property
    def first_sentinel_id(self) -> int:
        """The id of <extra_id_0>."""
        return len(self) - 1

    def encode(self, text: str) -> list[int]:
        """Return the ids of a text, without </s> at the end."""
        return list(self.processor.encode(text))

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text up to the first </s>; padding is left out, sentinels are written by name."""
        ids = list(ids)
        ids = ids[: ids.index(EOS_TOKEN_ID)] if EOS_TOKEN_ID in ids else ids
        words: list[str] = []
        run: list[int] = []  # pieces since the last sentinel
        for token_id in ids:
            if token_id < len(self.processor):
                run += [token_id] if token_id != PAD_TOKEN_ID else []
                continue
            words += [self.processor.decode(run), f"<extra_id_{self.first_sentinel_id - token_id}>"]
            run = []
        return " ".join(word for word in (*words, self.processor.decode(run)) if word)
