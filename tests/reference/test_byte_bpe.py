"""Byte-level BPE: values worked by hand, and laws over arbitrary text."""

import json
import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.byte_bpe import (
    PRE_TOKEN_LOOKAHEAD,
    ByteBPETokenizer,
    byte_to_unicode,
    pre_tokenize,
    read_merges,
    special_pattern,
    to_bytes,
    train_byte_bpe,
)

END = "<|endoftext|>"
BYTES = {byte: bytes([byte]) for byte in range(256)}
# What decides where a pre-token ends, and the characters of special tokens that begin each other.
tricky_text = st.text(alphabet="aé1!'strevmld <|>\t\n\u3000", max_size=40)
any_text = st.text(max_size=40) | tricky_text


def make_tokenizer(text: str, num_merges: int, special_tokens: list[str], folder: Path) -> ByteBPETokenizer:
    path = folder / "corpus.txt"
    path.write_bytes(text.encode("utf-8"))
    vocab, merges = train_byte_bpe(path, 256 + num_merges + len(special_tokens), special_tokens)
    return ByteBPETokenizer(vocab, merges, special_tokens)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> ByteBPETokenizer:
    text = "I'll say it's there; the théâtre isn't 1912  there.\n\n" * 3
    folder = tmp_path_factory.mktemp("byte_bpe")
    return make_tokenizer(text, 60, [END, "<|", "<|end", " ", "\n\n"], folder)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("I've I'VE", ["I", "'ve", " I", "'", "VE"]),
        ("it's IT'S", ["it", "'s", " IT", "'", "S"]),
        ("a  b", ["a", " ", " b"]),
        ("a \tb", ["a", " ", "\t", "b"]),
        ("a  ", ["a", "  "]),
        ("日本 ½x", ["日本", " ½", "x"]),
        (" '!s", [" '!", "s"]),
    ],
)
def test_pre_tokens_worked_by_hand(text, pieces):
    assert pre_tokenize(text) == pieces


@given(any_text)
def test_pre_tokens_joined_are_the_text(text):
    assert "".join(pre_tokenize(text)) == text


@given(any_text, any_text)
def test_pre_tokens_are_final_two_characters_before_the_end(text, more):
    """What `encode_iterable` rests on: later text changes no pre-token that ends before the lookahead."""
    lengths = [len("".join(pre_tokenize(text)[:count])) for count in range(len(pre_tokenize(text)) + 1)]
    final = [length for length in lengths if length and length + PRE_TOKEN_LOOKAHEAD <= len(text)]
    assert pre_tokenize(text)[: len(final)] == pre_tokenize(text + more)[: len(final)]


def test_byte_map_is_a_bijection_with_the_known_values():
    characters = byte_to_unicode()
    assert len(set(characters.values())) == 256
    known = {
        " ": "\u0120",
        "\n": "\u010a",
        "\t": "\u0109",
        "\x7f": "\u0121",
        "\xa0": "\u0142",
        "\xad": "\u0143",
    }
    assert {chr(byte): characters[byte] for byte in map(ord, known)} == known
    assert sum(chr(byte) == character for byte, character in characters.items()) == 188


@given(st.binary())
def test_byte_map_round_trip(data):
    assert to_bytes("".join(byte_to_unicode()[byte] for byte in data)) == data


def test_unmapped_character_is_refused():
    with pytest.raises(ValueError, match="token 'a b' holds ' ', which stands for no byte"):
        to_bytes("a b")


def test_longest_special_token_wins_and_the_leftmost_before_it():
    assert special_pattern(["ab", "abc", "cd", "bcde"]).split("abcde") == ["", "abc", "de"]
    assert special_pattern(["a.c"]).split("abc") == ["abc"]
    assert special_pattern([]).split("abc") == ["abc"]


def test_training_worked_by_hand(tmp_path):
    # (a, b) and (b, c) both occur 3 times: the greater first. Then (a, bc) 3, then (" ", abc) 2.
    (tmp_path / "corpus").write_text("abc abc abc bd")
    vocab, merges = train_byte_bpe(tmp_path / "corpus", 260, [END])
    assert merges == [(b"b", b"c"), (b"a", b"bc"), (b" ", b"abc")]
    assert vocab == BYTES | {256: b"bc", 257: b"abc", 258: b" abc", 259: END.encode()}


def test_training_with_ties_orders_pairs_not_their_fusion(tmp_path):
    (tmp_path / "corpus").write_bytes(b"ab\nba")
    assert train_byte_bpe(tmp_path / "corpus", 257, [])[1] == [(b"b", b"a")]


def test_no_merge_crosses_a_special_token(tmp_path):
    (tmp_path / "corpus").write_text(f"a{END}b" * 9)
    vocab, merges = train_byte_bpe(tmp_path / "corpus", 300, [END, "b", END])
    assert merges == []
    assert len(vocab) == 258


def test_training_stops_when_nothing_is_left_to_merge(tmp_path):
    (tmp_path / "corpus").write_text("ab")
    vocab, merges = train_byte_bpe(tmp_path / "corpus", 1000, [])
    assert merges == [(b"a", b"b")]
    assert len(vocab) == 257


def test_training_keeps_carriage_returns(tmp_path):
    (tmp_path / "corpus").write_bytes(b"\r\n\r\n")
    assert train_byte_bpe(tmp_path / "corpus", 257, [])[1] == [(b"\r", b"\n")]


def train_plainly(text: str, num_merges: int, special_tokens: list[str]) -> list[tuple[bytes, bytes]]:
    """Train as the definition says, sharing nothing with the module but its pre-tokenizer."""
    parts = [text]
    for special in sorted(special_tokens, key=len, reverse=True):
        parts = [piece for part in parts for piece in part.split(special)]
    pieces = [[bytes([b]) for b in piece.encode()] for part in parts for piece in pre_tokenize(part)]
    merges = []
    for _ in range(num_merges):
        pairs = Counter(pair for piece in pieces for pair in pairwise(piece))
        if not pairs:
            break
        best = max(pairs.items(), key=lambda item: (item[1], item[0]))[0]
        merges.append(best)
        for piece in pieces:
            position = 0
            while position < len(piece) - 1:
                if (piece[position], piece[position + 1]) == best:
                    piece[position : position + 2] = [best[0] + best[1]]
                position += 1
    return merges


@given(text=any_text, num_merges=st.integers(0, 30))
def test_training_equals_a_plain_one(tmp_path_factory, text, num_merges):
    path = tmp_path_factory.mktemp("corpus") / "corpus.txt"
    path.write_bytes(text.encode("utf-8"))
    specials = ["<|>", "<"]
    vocab, merges = train_byte_bpe(path, 258 + num_merges, specials)
    assert merges == train_plainly(text, num_merges, specials)
    fused = [left + right for left, right in merges]
    assert list(vocab.values()) == [*BYTES.values(), *fused, b"<|>", b"<"]
    assert list(vocab) == list(range(len(vocab)))


@pytest.mark.parametrize(
    ("vocab_size", "special_tokens", "message"),
    [
        (256, [END], r"vocab_size is 256, allowed are 257 \(no merges\) and more"),
        (300, [END, ""], r"special_tokens is \['<\|endoftext\|>', ''\]; a special token must not be empty"),
    ],
)
def test_impossible_training_is_refused(tmp_path, vocab_size, special_tokens, message):
    (tmp_path / "corpus").write_text("abc")
    with pytest.raises(ValueError, match=message):
        train_byte_bpe(tmp_path / "corpus", vocab_size, special_tokens)


def test_encoding_goes_by_rank():
    merges = [(b"b", b"c"), (b"a", b"b"), (b"c", b"d"), (b"a", b"bc")]
    vocab = BYTES | {256 + rank: left + right for rank, (left, right) in enumerate(merges)}
    assert ByteBPETokenizer(vocab, merges).encode("abcd") == [259, ord("d")]


def test_no_merge_is_applied_across_pre_tokens():
    tokenizer = ByteBPETokenizer(BYTES | {256: b"a "}, [(b"a", b" ")])
    assert tokenizer.encode("a b") == list(b"a b")


def test_special_token_that_the_vocabulary_lacks_gets_the_next_id():
    tokenizer = ByteBPETokenizer(BYTES, [], [END, "a", END])
    assert tokenizer.encode(f"b{END}a") == [ord("b"), 256, ord("a")]
    assert tokenizer.decode([256]) == END


def test_tokenizer_leaves_its_arguments_alone():
    vocab = {0: b"a"}
    ByteBPETokenizer(vocab, [], [END])
    assert vocab == {0: b"a"}


def test_special_token_without_special_tokens_is_plain_text():
    assert len(ByteBPETokenizer(BYTES, []).encode(END)) == len(END)


@given(any_text)
def test_encode_then_decode_is_identity(tokenizer, text):
    assert tokenizer.decode(tokenizer.encode(text)) == text


@given(any_text)
def test_encoding_leaves_no_learned_pair_inside_a_pre_token(tokenizer, text):
    plain = ByteBPETokenizer(tokenizer.vocab, list(tokenizer.merge_rank))
    for piece in pre_tokenize(text):
        tokens = [tokenizer.vocab[token_id] for token_id in plain.encode(piece)]
        assert not set(pairwise(tokens)) & set(tokenizer.merge_rank)


@given(st.lists(tricky_text | st.sampled_from(["<", "|", END, END[:5], END[5:], " ", "'", "l"]), max_size=30))
def test_chunks_have_the_ids_of_the_whole(tokenizer, chunks):
    assert list(tokenizer.encode_iterable(chunks)) == tokenizer.encode("".join(chunks))


@pytest.mark.parametrize("end", ["'l", "'", " ", "\n ", "a", "'r", "!", "1", " \n"])
@pytest.mark.parametrize("more", ["l", "e", " ", "\n", "!", "1", "'", "é", ""])
def test_what_is_held_at_the_end_of_a_chunk(more, end):
    """Without special tokens nothing but the end of the pre-token itself is held."""
    characters = [bytes([byte]) for byte in b"' xlera!1\n"]
    merges = [(left, right) for left in characters for right in characters]
    vocab = dict(enumerate([*BYTES.values(), *(left + right for left, right in merges)]))
    tokenizer = ByteBPETokenizer(vocab, merges)
    assert list(tokenizer.encode_iterable(["x" + end, more])) == tokenizer.encode("x" + end + more)


@given(tricky_text, st.integers(1, 3))
def test_chunks_of_few_characters_have_the_ids_of_the_whole(tokenizer, text, size):
    text = text + END + text
    chunks = [text[start : start + size] for start in range(0, len(text), size)]
    assert list(tokenizer.encode_iterable(chunks)) == tokenizer.encode(text)


def test_encode_iterable_is_lazy_and_holds_little(tokenizer):
    """After n chunks all ids but those of the last few characters are out, and nothing was read ahead."""
    read = 0

    def chunks():
        nonlocal read
        while True:  # never ends: an implementation that collects its input never returns
            read += 1
            yield "there "

    ids = tokenizer.encode_iterable(chunks())
    decoded = ""
    while len(decoded) < 6000:
        decoded += tokenizer.decode([next(ids)])
        assert 6 * read - len(decoded) <= 40
    assert decoded.startswith("there there ")


def test_one_long_word_in_single_characters_takes_linear_time(tokenizer, monkeypatch):
    """Each character is read a few times at most; reading all that is held with every chunk is quadratic."""
    looked_at = 0
    encode_decided = tokenizer._encode_decided

    def count(text):
        nonlocal looked_at
        looked_at += len(text)
        return encode_decided(text)

    monkeypatch.setattr(tokenizer, "_encode_decided", count)
    text = "x" * 3000
    assert list(tokenizer.encode_iterable(text)) == tokenizer.encode(text)
    assert looked_at < 3 * len(text)


def test_bad_bytes_are_replaced_when_decoding():
    tokenizer = ByteBPETokenizer(BYTES, [])
    assert tokenizer.decode([0x61, 0xC3, 0x61, 0xFF]) == "a\ufffda\ufffd"
    assert tokenizer.decode([]) == ""


@given(st.lists(st.integers(0, 255)))
def test_decoding_any_bytes_equals_pythons_replacement(ids):
    assert ByteBPETokenizer(BYTES, []).decode(ids) == bytes(ids).decode("utf-8", errors="replace")


def test_unknown_id_is_refused():
    with pytest.raises(ValueError, match="unknown id 256, allowed are 0 to 255"):
        ByteBPETokenizer(BYTES, []).decode([97, 256])


def test_byte_that_the_vocabulary_lacks_is_refused():
    with pytest.raises(ValueError, match="b'b' is not in the vocabulary of 1 tokens"):
        ByteBPETokenizer({0: b"a"}, []).encode("ab")


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(UnicodeEncodeError):
        ByteBPETokenizer(BYTES, []).encode("\ud800")


def write_gpt2_files(folder: Path) -> tuple[Path, Path]:
    tokens = [*byte_to_unicode().values(), "Ġt", "Ġth", "<| é|>"]
    (folder / "vocab.json").write_text(json.dumps({token: number for number, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\nĠ t\nĠt h\n", encoding="utf-8")
    return folder / "vocab.json", folder / "merges.txt"


def test_tokenizer_from_files_in_the_format_of_gpt2(tmp_path):
    tokenizer = ByteBPETokenizer.from_files(*write_gpt2_files(tmp_path), special_tokens=["<| é|>", END])
    assert tokenizer.vocab == BYTES | {256: b" t", 257: b" th", 258: "<| é|>".encode(), 259: END.encode()}
    assert tokenizer.merge_rank == {(b" ", b"t"): 0, (b" t", b"h"): 1}
    assert tokenizer.encode(f"h th t<| é|>{END}") == [ord("h"), 257, 256, 258, 259]


def test_special_token_in_a_file_must_be_named(tmp_path):
    with pytest.raises(ValueError, match=r"token '<\| é\|>' holds ' '"):
        ByteBPETokenizer.from_files(*write_gpt2_files(tmp_path))


def test_merges_file_may_lack_the_version(tmp_path):
    (tmp_path / "merges.txt").write_text("#v er\nĠ t\n", encoding="utf-8")
    assert read_merges(tmp_path / "merges.txt") == [(b"#v", b"er"), (b" ", b"t")]


def test_broken_merges_file_is_refused(tmp_path):
    (tmp_path / "merges.txt").write_text("#version: 0.2\na b\nab" + os.linesep)
    with pytest.raises(ValueError, match="line 3: found 'ab', allowed are two symbols"):
        read_merges(tmp_path / "merges.txt")
