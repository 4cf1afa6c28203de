"""The unigram trainer learns nearly the vocabulary of the library: how near is stated here."""

import io
import math
from pathlib import Path

import pytest
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

from bert2t5_reference.sentencepiece_model import PieceType, parse_model
from bert2t5_reference.sentencepiece_text import normalize
from bert2t5_reference.unigram import UNKNOWN_PENALTY
from bert2t5_reference.unigram_nbest import nbest_segment
from bert2t5_reference.unigram_trainer import count_marked_words, log_loss, train_unigram


def train_with_the_library(lines: list[str], vocab_size: int) -> bytes:
    file = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=file,
        vocab_size=vocab_size,
        num_threads=1,
        character_coverage=1.0,  # the reference keeps every character
        minloglevel=2,
    )
    return file.getvalue()


def library_scores(data: bytes) -> dict[str, float]:
    model = parse_model(data)
    return {piece: model.scores[index] for piece, index in model.ids_of(PieceType.NORMAL).items()}


def read_lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# Seen: 387 of 397, 997 of 997, 196 of 197 and 246 of 247 pieces in common. What differs: the library books
# characters that pruning lost under its first piece in EM too, which moves scores near the last cut.
@pytest.mark.parametrize(
    ("corpus", "vocab_size", "least_in_common"),
    [
        ("gutenberg_raw/the-verdict.txt", 400, 385),
        ("gutenberg_raw/the-verdict.txt", 1000, 995),
        ("tinystories_sample/tinystories_sample.txt", 200, 195),
        ("bert_sample_text/sample_text.txt", 250, 245),
    ],
)
def test_vocabulary_is_nearly_the_library_s(
    corpus: str, vocab_size: int, least_in_common: int, test_data: Path
) -> None:
    lines = read_lines(test_data / "corpora" / corpus)
    theirs = library_scores(train_with_the_library(lines, vocab_size))
    mine = train_unigram(lines, vocab_size)
    assert len(mine) == len(theirs) == vocab_size - 3
    assert len(mine.keys() & theirs.keys()) >= least_in_common
    # the two vocabularies describe the corpus equally well
    words = count_marked_words(lines)
    assert log_loss(words, mine) == pytest.approx(log_loss(words, theirs), rel=0.01)


def test_scores_equal_the_library_s_while_no_character_is_lost_to_em(test_data: Path) -> None:
    lines = read_lines(test_data / "corpora/gutenberg_raw/the-verdict.txt")
    theirs = library_scores(train_with_the_library(lines, 1000))
    mine = train_unigram(lines, 1000)
    # one round of EM: float32 against float64 sums, and digamma's series in float32
    assert max(abs(mine[piece] - theirs[piece]) for piece in mine.keys() & theirs.keys()) < 2e-3


@pytest.mark.parametrize("n", [2, 5, 20])
def test_nbest_equals_the_library_s_up_to_ties(n: int, test_data: Path) -> None:
    path = test_data / "tokenizers/spm_fixtures/botchan_unigram_1k.model"
    library, scores = SentencePieceProcessor(model_file=str(path)), library_scores(path.read_bytes())
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    for line in read_lines(test_data / "corpora/botchan/botchan.txt")[100:130]:
        mine = nbest_segment(normalize(line), scores, n)
        theirs = library.nbest_encode(line, nbest_size=n, out_type=str)
        # neighbouring unknown characters are one piece in the library's answer; these lines have single ones
        sums = [math.fsum(scores.get(piece, unknown_score) for piece in pieces) for pieces in theirs]
        assert len(mine) == len(theirs)
        for rank, pieces in enumerate(mine):
            # float32 sums near -300 are exact to 1e-4: closer neighbours may change places, also with the
            # first one beyond the end of the list
            near = [theirs[other] for other, value in enumerate(sums) if abs(value - sums[rank]) < 1e-3]
            assert pieces in near or sums[rank] - sums[-1] < 1e-3, line
