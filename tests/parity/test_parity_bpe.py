"""bpe.py gives what subword-nmt gives."""

import io
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from subword_nmt.apply_bpe import BPE
from subword_nmt.learn_bpe import learn_bpe

from bert2t5_reference.bpe import (
    END_OF_WORD,
    count_words,
    encode_word,
    read_codes,
    train_bpe,
    train_bpe_fast,
    write_codes,
)

CORPORA = [
    "botchan/botchan.txt",
    "gutenberg_sentences/carroll-alice.txt",
    "tinyshakespeare/input.txt",
    "wikitext-2/valid.txt",
]


@pytest.fixture
def reference(test_data: Path) -> Path:
    return test_data / "tokenizers" / "subword_nmt_reference"


def learn_with_subword_nmt(text: str, num_merges: int, folder: Path) -> list[tuple[str, str]]:
    codes = io.StringIO()
    learn_bpe(io.StringIO(text), codes, num_merges)
    (folder / "codes").write_bytes(codes.getvalue().encode("utf-8"))
    return read_codes(folder / "codes")


def encode_line(line: str, encode: Callable[[str], list[str]]) -> str:
    """Write a line as subword-nmt does: `@@` after every token that does not end a word."""
    tokens = [token for word in line.split(" ") for token in encode(word)]
    return " ".join(
        token.removesuffix(END_OF_WORD) if token.endswith(END_OF_WORD) else token + "@@" for token in tokens
    )


@pytest.mark.full
def test_plain_training_reproduces_the_reference_merges(reference):
    word_counts = count_words((reference / "corpus.en").read_text(encoding="utf-8"))
    assert train_bpe(word_counts, 1000) == read_codes(reference / "bpe.ref")


def test_plain_training_reproduces_the_first_reference_merges(reference):
    word_counts = count_words((reference / "corpus.en").read_text(encoding="utf-8"))
    assert train_bpe(word_counts, 100) == read_codes(reference / "bpe.ref")[:100]


def test_fast_training_reproduces_the_reference_merges(reference, tmp_path):
    word_counts = count_words((reference / "corpus.en").read_text(encoding="utf-8"))
    write_codes(tmp_path / "codes", train_bpe_fast(word_counts, 1000))
    assert (tmp_path / "codes").read_bytes() == (reference / "bpe.ref").read_bytes()


def test_encoding_reproduces_the_reference_corpus(reference):
    encode = cache(partial(encode_word, merges=read_codes(reference / "bpe.ref")))
    lines = (reference / "corpus.en").read_text(encoding="utf-8").splitlines()
    expected = (reference / "corpus.bpe.ref.en").read_text(encoding="utf-8").splitlines()
    assert [encode_line(line, encode) for line in lines] == expected


@pytest.mark.parametrize("corpus", CORPORA)
def test_merges_equal_those_of_subword_nmt(corpus_lines, corpus, tmp_path):
    text = "\n".join(corpus_lines(corpus, sample_size=150))
    expected = learn_with_subword_nmt(text, 1000, tmp_path)
    assert len(expected) > 100
    assert train_bpe_fast(count_words(text), 1000) == expected


@pytest.mark.parametrize("corpus", [*CORPORA, "ja/wagahaiwa_nekodearu.txt"])
def test_words_are_encoded_as_subword_nmt_does(corpus_lines, corpus, reference):
    encode = partial(encode_word, merges=read_codes(reference / "bpe.ref"))
    encoder = BPE(io.StringIO((reference / "bpe.ref").read_text(encoding="utf-8")))
    words = list(count_words("\n".join(corpus_lines(corpus))))
    assert [encode_line(word, encode) for word in words] == [encoder.segment(word) for word in words]


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=8), min_size=1, max_size=30))
def test_small_corpora_give_the_merges_of_subword_nmt(tmp_path_factory, words):
    text = " ".join([*words, "ab"])  # subword-nmt fails when there is no pair at all
    expected = learn_with_subword_nmt(text, 30, tmp_path_factory.mktemp("codes"))
    assert train_bpe_fast(count_words(text), 30) == expected
