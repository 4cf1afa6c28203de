"""A small SentencePiece model for the pages that show the library at work."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import sentencepiece


def unigram_processor(lines: Iterable[str], vocab_size: int) -> sentencepiece.SentencePieceProcessor:
    """Return a unigram model of some lines; one thread, so that two builds show the same pieces."""
    with TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus.txt")
        corpus.write_text("\n".join(lines), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(corpus),
            model_prefix=str(Path(folder, "book")),
            vocab_size=vocab_size,
            num_threads=1,
            minloglevel=2,
        )
        return sentencepiece.SentencePieceProcessor(model_file=str(Path(folder, "book.model")))
