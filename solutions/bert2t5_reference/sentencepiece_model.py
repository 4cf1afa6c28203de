"""SentencePiece's `.model` file: the pieces with score and type, and how text is normalised before.

The file is a protocol buffer; `sentencepiece` ships the generated reader, and this module copies what the
encoders need into a plain, frozen record.

Left out: writing a file, the trainer's settings other than the model type, the self-test samples.

Source: google/sentencepiece, `sentencepiece_model.proto`.
"""

import io
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import AnyStr

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

__all__ = [
    "PieceType",
    "SentencePieceModel",
    "longest_prefix",
    "parse_model",
    "pieces_to_ids",
    "read_model",
    "train_sentencepiece",
]


class PieceType(IntEnum):
    """What a piece is for; the numbers are those of the file."""

    NORMAL = 1
    UNKNOWN = 2
    CONTROL = 3
    USER_DEFINED = 4
    UNUSED = 5
    BYTE = 6


@dataclass(frozen=True)
class SentencePieceModel:
    """The content of one `.model` file; the position of a piece in the lists is its id."""

    model_type: str
    """"unigram" or "bpe"."""
    pieces: list[str]
    scores: list[float]
    types: list[PieceType]
    byte_fallback: bool
    normalizer_name: str
    """The name of the rules, for example "nmt_nfkc"; "identity" when there are none."""
    precompiled_charsmap: bytes
    """The rules themselves (`charsmap.py` reads them)."""
    add_dummy_prefix: bool
    remove_extra_whitespaces: bool

    @property
    def unknown_id(self) -> int:
        """The id of the one piece that stands for everything unknown."""
        return self.types.index(PieceType.UNKNOWN)

    @cached_property
    def byte_ids(self) -> list[int]:
        """The ids of the pieces <0x00> to <0xFF>, or [] for a model without byte fallback."""
        ids = self.ids_of(PieceType.BYTE)
        return [ids[f"<0x{byte:02X}>"] for byte in range(256)] if self.byte_fallback else []

    def ids_of(self, *kinds: PieceType) -> dict[str, int]:
        """Return piece -> id for the pieces of the given types."""
        return {
            piece: index
            for index, (piece, kind) in enumerate(zip(self.pieces, self.types, strict=True))
            if kind in kinds
        }


def read_model(path: str | Path) -> SentencePieceModel:
    """Return the content of a `.model` file.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is not a SentencePiece model, or of a type other than unigram and BPE.
    """
    try:
        return parse_model(Path(path).read_bytes())
    except ValueError as error:
        raise ValueError(f"cannot read {path}: {error}") from error


def parse_model(data: bytes) -> SentencePieceModel:
    """Return the content of a model that is already in memory (what `SentencePieceTrainer` writes).

    Raises:
        ValueError: as `read_model`.
    """
    proto = sentencepiece_model_pb2.ModelProto()
    try:
        proto.ParseFromString(data)
    except Exception as error:  # the class depends on protobuf's backend
        raise ValueError(f"not a SentencePiece model ({len(data)} bytes that do not parse)") from error
    names = {1: "unigram", 2: "bpe"}
    kind = proto.trainer_spec.model_type
    if not proto.pieces or kind not in names:
        found = f"{len(proto.pieces)} pieces, model type {kind}"
        raise ValueError(f"not a usable SentencePiece model ({found}); allowed: 1 (unigram) and 2 (BPE)")
    rules = proto.normalizer_spec
    return SentencePieceModel(
        model_type=names[kind],
        pieces=[entry.piece for entry in proto.pieces],
        scores=[entry.score for entry in proto.pieces],
        types=[PieceType(entry.type) for entry in proto.pieces],
        byte_fallback=proto.trainer_spec.byte_fallback,
        normalizer_name=rules.name,
        precompiled_charsmap=rules.precompiled_charsmap,
        add_dummy_prefix=rules.add_dummy_prefix,
        remove_extra_whitespaces=rules.remove_extra_whitespaces,
    )


def longest_prefix(text: AnyStr, start: int, pieces: frozenset[AnyStr]) -> AnyStr:
    """Return the longest of the pieces that the text continues with at `start`; an empty one when none does.

    Example:
        >>> longest_prefix("xabc", 1, frozenset({"a", "ab", "b"}))
        'ab'
    """
    return max((piece for piece in pieces if text.startswith(piece, start)), key=len, default=text[:0])


def pieces_to_ids(
    model: SentencePieceModel, known: dict[str, int], pieces: list[str]
) -> list[tuple[str, int]]:
    """Return (piece, id) pairs; an unknown piece becomes <unk>, or its bytes with byte fallback.

    Neighbouring unknown pieces are fused into one <unk>, whose text is kept.

    Args:
        model: says what stands for unknown pieces.
        known: the ids of the pieces that an encoder may use.
        pieces: what the encoder cut the text into.

    Example:
        >>> model = parse_model(sentencepiece_model_pb2.ModelProto(pieces=[
        ...     {"piece": "<unk>", "type": 2}, {"piece": "a", "score": -1.0}]).SerializeToString())
        >>> pieces_to_ids(model, {"a": 1}, ["a", "?", "!", "a"])
        [('a', 1), ('?!', 0), ('a', 1)]
    """
    result: list[tuple[str, int]] = []
    for piece in pieces:
        if piece in known:
            result.append((piece, known[piece]))
        elif model.byte_fallback:
            ids = [model.byte_ids[byte] for byte in piece.encode("utf-8")]
            result.extend((model.pieces[index], index) for index in ids)
        elif result and result[-1][1] == model.unknown_id:
            result[-1] = (result[-1][0] + piece, model.unknown_id)
        else:
            result.append((piece, model.unknown_id))
    return result


def train_sentencepiece(lines: list[str], vocab_size: int) -> dict[str, float]:
    """Train a real unigram model with the `sentencepiece` library and return the score of every NORMAL piece.

    The library's defaults, except for one thread (so that the same lines always give the same scores) and a
    model that is written to memory, not to a file. The control pieces <s> and </s> and the unknown piece
    <unk> count towards `vocab_size` but are not in the result.

    Args:
        lines: one sentence each, not normalised.
        vocab_size: size of the vocabulary, the three special pieces included.
    Returns:
        piece -> score (a log probability), the best score first.
    Raises:
        RuntimeError: from the library, when `vocab_size` is too small or too large for these lines.

    Example:
        >>> scores = train_sentencepiece(["hug pug pun", "bun hugs hug"] * 20, vocab_size=14)
        >>> len(scores), "<unk>" in scores, min(scores.values()) < 0
        (11, False, True)
    """
    ### BEGIN SOLUTION
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        vocab_size=vocab_size,
        model_type="unigram",
        num_threads=1,
        minloglevel=2,  # errors only: the trainer's log is long
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return {
        processor.id_to_piece(index): processor.get_score(index)
        for index in range(processor.get_piece_size())
        if not processor.is_control(index) and not processor.is_unknown(index)
    }
    ### END SOLUTION
