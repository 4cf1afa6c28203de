"""byte_bpe.py with GPT-2's files gives what `tokenizers` and `transformers` give."""

import unicodedata
from pathlib import Path

import pytest
import transformers
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

from bert2t5_reference.byte_bpe import ByteBPETokenizer, pre_tokenize

END = "<|endoftext|>"
SPECIAL_TOKENS = [END, "<|endoftext|><|endoftext|>", "<|end"]
CORPORA = [
    "botchan/botchan.txt",
    "gutenberg_raw/austen-emma.txt",
    "gutenberg_sentences/melville-moby_dick.txt",
    "gutenberg_sentences/whitman-leaves.txt",
    "ja/wagahaiwa_nekodearu.txt",
    "tinyshakespeare/input.txt",
    "wikitext-2/test.txt",
]


def is_known(char: str) -> bool:
    """Return whether Python knows a character; the Unicode of the libraries compared is newer."""
    return unicodedata.category(char) not in {"Cn", "Cs"}


tricky_text = st.text(alphabet="a'strevmldI <|>1½é!\t\n\r\u00a0\u3000\u200b", max_size=40)
any_text = tricky_text | st.text(st.characters(codec="utf-8").filter(is_known), max_size=40)


@pytest.fixture(scope="module")
def files(test_data: Path) -> tuple[Path, Path]:
    folder = test_data / "tokenizers" / "gpt2"
    return folder / "encoder.json", folder / "vocab.bpe"


@pytest.fixture(scope="module")
def ours(files) -> ByteBPETokenizer:
    return ByteBPETokenizer.from_files(*files, special_tokens=SPECIAL_TOKENS)


@pytest.fixture(scope="module")
def theirs(files) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE.from_file(str(files[0]), str(files[1])))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(SPECIAL_TOKENS)
    return tokenizer


@pytest.mark.parametrize("corpus", CORPORA)
def test_ids_equal_those_of_tokenizers(corpus_lines, corpus, ours, theirs):
    text = "\n".join(corpus_lines(corpus))
    ids = ours.encode(text)
    assert ids == theirs.encode(text).ids
    assert ours.decode(ids) == text


@pytest.mark.full
def test_ids_of_all_corpora_equal_those_of_tokenizers(test_data, ours, theirs):
    paths = sorted((test_data / "corpora").rglob("*.txt"))
    assert paths
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        assert ours.encode(text) == theirs.encode(text).ids, path


@pytest.mark.parametrize("corpus", CORPORA)
def test_chunks_of_a_file_have_the_ids_of_the_whole(corpus_lines, corpus, ours, theirs):
    lines = corpus_lines(corpus)
    text = f"{END}\n".join(lines)
    chunks = [text[start : start + 1000] for start in range(0, len(text), 1000)]
    assert list(ours.encode_iterable(chunks)) == theirs.encode(text).ids


@pytest.mark.parametrize("corpus", CORPORA)
def test_ids_equal_those_of_transformers(corpus_lines, corpus, files, ours):
    tokenizer = transformers.GPT2Tokenizer(vocab=str(files[0]), merges=str(files[1]))
    text = "\n".join(corpus_lines(corpus))
    assert ours.encode(text) == tokenizer.encode(text)


@given(text=any_text)
def test_ids_of_any_text_equal_those_of_tokenizers(ours, theirs, text):
    assert ours.encode(text) == theirs.encode(text).ids


@given(parts=st.lists(st.sampled_from([*SPECIAL_TOKENS, "<|", "<|endof", "text|>", " ", "a"]), max_size=12))
def test_special_tokens_equal_those_of_tokenizers(ours, theirs, parts):
    text = "".join(parts)
    assert ours.encode(text) == theirs.encode(text).ids


@given(ids=st.lists(st.integers(0, 50256)))
def test_decoding_any_ids_equals_tokenizers(ours, theirs, ids):
    assert ours.decode(ids) == theirs.decode(ids, skip_special_tokens=False)


@given(text=any_text)
def test_pre_tokens_equal_those_of_tokenizers(text):
    splits = pre_tokenizers.ByteLevel(add_prefix_space=False).pre_tokenize_str(text)
    assert pre_tokenize(text) == [text[start:end] for _, (start, end) in splits]


@pytest.mark.parametrize("step", [31, pytest.param(1, marks=pytest.mark.full)])
def test_every_known_character_is_classified_as_tokenizers_does(step):
    pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    known = [chr(code) for code in range(0, 0x110000, step) if is_known(chr(code))]
    text = "".join(f"a{char}1{char}!{char} {char}\n" for char in known)
    splits = pre_tokenizer.pre_tokenize_str(text)
    assert pre_tokenize(text) == [text[start:end] for _, (start, end) in splits]
