"""wordpiece.py with BERT's vocabulary gives what `transformers` gives."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import normalizers, pre_tokenizers
from transformers import BertTokenizer
from transformers.models.bert import tokenization_bert_legacy as legacy

from bert2t5_reference.wordpiece import (
    GOOGLE,
    TOKENIZERS,
    TRANSFORMERS_PYTHON,
    WordPieceTokenizer,
    basic_tokenize,
)

CORPORA = [
    "bert_sample_text/sample_text.txt",
    "botchan/botchan.txt",
    "gutenberg_raw/the-verdict.txt",
    "gutenberg_sentences/milton-paradise.txt",
    "gutenberg_sentences/whitman-leaves.txt",
    "ja/wagahaiwa_nekodearu.txt",
    "wikitext-2/valid.txt",
]


def is_stable(char: str) -> bool:
    """Return whether a character has its category since Unicode 3.2, which all tables compared contain."""
    old = unicodedata.ucd_3_2_0.category(char)
    return old == unicodedata.category(char) and old not in {"Cn", "Cs"}


tricky_text = st.text(
    alphabet="aÉe\u0301ΟΣσİẞ京タ$'[]MASK\t\u00ad\u200b\u3000\u2028\ue000\ufffd\U0002b820", max_size=30
)
any_text = tricky_text | st.text(st.characters(codec="utf-8").filter(is_stable), max_size=40)


@pytest.fixture(scope="module")
def vocab_path(test_data: Path) -> Path:
    return test_data / "tokenizers" / "bert-base-uncased" / "vocab.txt"


@pytest.mark.parametrize("lowercase", [True, False], ids=["uncased", "cased"])
@pytest.mark.parametrize("corpus", CORPORA)
def test_ids_equal_those_of_transformers(corpus_lines, corpus, lowercase, vocab_path):
    theirs = BertTokenizer(str(vocab_path), do_lower_case=lowercase)
    ours = WordPieceTokenizer.from_file(vocab_path, lowercase=lowercase, variant=TOKENIZERS)
    for line in corpus_lines(corpus):
        assert ours.encode(line) == theirs.encode(line, add_special_tokens=False), line


@pytest.mark.full
def test_ids_of_all_corpora_equal_those_of_transformers(test_data, vocab_path):
    theirs, ours = BertTokenizer(str(vocab_path)), WordPieceTokenizer.from_file(vocab_path)
    paths = sorted((test_data / "corpora").rglob("*.txt"))
    assert paths
    for path in paths:
        for line in path.read_bytes().decode("utf-8").split("\n"):
            assert ours.encode(line) == theirs.encode(line, add_special_tokens=False), (path, line)


@pytest.mark.parametrize("lowercase", [True, False], ids=["uncased", "cased"])
@pytest.mark.parametrize("corpus", CORPORA)
def test_pieces_equal_those_of_transformers_in_python(corpus_lines, corpus, lowercase, vocab_path):
    theirs = legacy.BertTokenizerLegacy(str(vocab_path), do_lower_case=lowercase)
    ours = WordPieceTokenizer.from_file(vocab_path, lowercase=lowercase, variant=TRANSFORMERS_PYTHON)
    for line in corpus_lines(corpus):
        assert ours.tokenize(line) == theirs.tokenize(line), line


@pytest.mark.parametrize(
    "text", ["", "a[MASK]b [SEP][CLS]x[PAD] [UNK] [mask]", "x" * 100, "x" * 101, "[MASK" * 30]
)
def test_special_tokens_and_long_words_equal_those_of_transformers(text, vocab_path):
    ours = WordPieceTokenizer.from_file(vocab_path)
    assert ours.encode(text) == BertTokenizer(str(vocab_path)).encode(text, add_special_tokens=False)


def words_of_tokenizers(text: str, lowercase: bool) -> list[str]:
    normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    splits = pre_tokenizers.BertPreTokenizer().pre_tokenize_str(normalizer.normalize_str(text))
    return [word for word, _ in splits]


@given(any_text, st.booleans())
def test_words_of_any_text_equal_those_of_tokenizers(text, lowercase):
    assert basic_tokenize(text, lowercase=lowercase, variant=TOKENIZERS) == words_of_tokenizers(
        text, lowercase
    )


@given(any_text, st.booleans())
def test_words_of_any_text_equal_those_of_transformers_in_python(text, lowercase):
    theirs = legacy.BasicTokenizer(do_lower_case=lowercase)
    assert basic_tokenize(text, lowercase=lowercase, variant=TRANSFORMERS_PYTHON) == theirs.tokenize(text)


@pytest.mark.parametrize("lowercase", [True, False], ids=["uncased", "cased"])
@pytest.mark.parametrize("step", [31, pytest.param(1, marks=pytest.mark.full)])
def test_every_character_is_treated_as_in_the_libraries(lowercase, step):
    in_python = legacy.BasicTokenizer(do_lower_case=lowercase)
    for code in range(0, 0x110000, step):
        text = f"x{chr(code)}y"
        ours = basic_tokenize(text, lowercase=lowercase, variant=TRANSFORMERS_PYTHON)
        assert ours == in_python.tokenize(text), hex(code)
        if is_stable(chr(code)):
            ours = basic_tokenize(text, lowercase=lowercase, variant=TOKENIZERS)
            assert ours == words_of_tokenizers(text, lowercase), hex(code)


@given(any_text)
def test_google_differs_from_transformers_in_python_only_in_control_characters(text):
    """Google's file is no package to compare with; the Python version of transformers started as its copy."""
    dropped = TRANSFORMERS_PYTHON.control_categories - GOOGLE.control_categories
    text = "".join(char for char in text if unicodedata.category(char) not in dropped)
    assert basic_tokenize(text, variant=GOOGLE) == legacy.BasicTokenizer().tokenize(text)
