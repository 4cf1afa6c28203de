"""BPE of words: values worked by hand, and laws over arbitrary text."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.bpe import (
    END_OF_WORD,
    count_pairs,
    count_words,
    decode,
    encode_text,
    encode_word,
    learn_merges,
    merge_pair,
    read_codes,
    sequence_lengths,
    split_word,
    train_bpe,
    train_bpe_fast,
    write_codes,
)

PAPER_CORPUS = {"low": 5, "lower": 2, "newest": 6, "widest": 3}

words = st.text(min_size=1).filter(lambda word: not set(word) & {" ", "\n", "\r"})
# Few letters, so that pairs repeat, overlap and tie; with those of </w>, so that marks and text can mix.
pair_rich_words = st.text(alphabet="ab</w>é", min_size=1, max_size=12)
corpora = st.dictionaries(pair_rich_words, st.integers(1, 5), max_size=8)
symbols = st.text(alphabet="ab", min_size=1, max_size=2)


def test_words_are_separated_by_blanks_and_newlines_only():
    text = "a  b\tc\r\na\u00a0b\u2028c a\n\n"
    assert count_words(text) == {"a": 2, "b\tc": 1, "a\u00a0b\u2028c": 1}


def test_empty_text_has_no_words():
    assert count_words("") == count_words(" \r\n \n") == {}


def test_split_word_of_one_character_is_one_symbol():
    assert split_word("é") == ("é</w>",)


@given(words)
def test_split_word_loses_nothing(word):
    assert "".join(split_word(word)) == word + END_OF_WORD
    assert len(split_word(word)) == len(word)


def test_count_pairs_overlap_and_are_weighted():
    assert count_pairs({("a", "a", "a"): 3, ("a", "a"): 1, ("b",): 9, (): 2}) == {("a", "a"): 7}


@given(corpora)
def test_count_pairs_equals_a_count_of_index_pairs(corpus):
    splits = {split_word(word): count for word, count in corpus.items()}
    expected: Counter[tuple[str, str]] = Counter()
    for word, count in splits.items():
        for position in range(1, len(word)):
            expected[word[position - 1], word[position]] += count
    assert count_pairs(splits) == expected


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ((), ("a", "b"), ()),
        (("a",), ("a", "a"), ("a",)),
        (("a", "a", "a", "a", "a"), ("a", "a"), ("aa", "aa", "a")),
        (("a", "b", "a"), ("b", "a"), ("a", "ba")),
        (("ab", "c"), ("a", "bc"), ("ab", "c")),
    ],
)
def test_merge_pair_goes_left_to_right_without_overlap(word, pair, expected):
    assert merge_pair(word, pair) == expected


@given(st.lists(symbols).map(tuple), st.tuples(symbols, symbols))
def test_merge_pair_keeps_the_text_and_leaves_no_pair(word, pair):
    merged = merge_pair(word, pair)
    assert "".join(merged) == "".join(word)
    assert pair not in pairwise(merged)


def test_training_on_the_corpus_of_the_paper():
    # By hand: (e, s), (s, t</w>) both 9, the greater first; (e, st</w>) 9; (l, o) 7, which leaves (lo, w) 2;
    # then newest gives four pairs with 6.
    assert train_bpe(PAPER_CORPUS, 7) == [
        ("s", "t</w>"),
        ("e", "st</w>"),
        ("l", "o"),
        ("w", "est</w>"),
        ("n", "e"),
        ("ne", "west</w>"),
        ("lo", "w</w>"),
    ]


def test_ties_go_to_the_greatest_pair():
    assert train_bpe({"ab": 2, "cd": 2}, 1) == [("c", "d</w>")]
    assert train_bpe({"aab": 2, "aac": 2, "zb": 1}, 1) == [("a", "a")]


def test_a_longer_symbol_is_greater_than_its_beginning():
    # (ab, x</w>) and (a, y</w>) both occur twice after (a, b): the longer left symbol is the greater one.
    assert train_bpe_fast({"abx": 2, "ay": 2, "ab": 3, "\0": 1}, 2) == [("a", "b</w>"), ("b", "x</w>")]
    assert learn_merges({("ab", "x"): 2, ("a", "y"): 2}, 1, 1) == [("ab", "x")]
    assert learn_merges({(b"a\0", b"x"): 2, (b"a", b"y"): 2}, 1, 1) == [(b"a\0", b"x")]


def test_training_stops_when_no_pair_occurs_twice():
    assert train_bpe({"abc": 1, "xyz": 1}, 10) == []
    assert train_bpe({}, 10) == train_bpe(PAPER_CORPUS, 0) == train_bpe({"a": 9}, 10) == []


def test_fast_training_goes_on_to_its_min_frequency():
    assert train_bpe_fast({"abc": 1}, 10, min_frequency=1) == [("b", "c</w>"), ("a", "bc</w>")]
    assert train_bpe_fast(PAPER_CORPUS, 10, min_frequency=9) == train_bpe(PAPER_CORPUS, 2)


@given(corpora, st.integers(0, 30))
def test_fast_training_equals_plain_training(corpus, num_merges):
    assert train_bpe_fast(corpus, num_merges) == train_bpe(corpus, num_merges)


@given(corpora, st.integers(0, 15))
def test_learned_merges_replay_the_training(corpus, num_merges):
    """Every merge is the most frequent pair, or the greatest of several, at its time."""
    splits = {split_word(word): count for word, count in corpus.items()}
    for pair in train_bpe(corpus, num_merges):
        counts = count_pairs(splits)
        assert pair == max(counts, key=lambda candidate: (counts[candidate], candidate))
        assert counts[pair] >= 2
        splits = {merge_pair(word, pair): count for word, count in splits.items()}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 2), "num_merges is -1, allowed are 0 and more"),
        ((1, 0), "min_frequency is 0, allowed are 1 and more"),
    ],
)
def test_impossible_training_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        train_bpe_fast(PAPER_CORPUS, *arguments)


def test_encoding_goes_by_rank_not_by_length():
    merges = [("b", "c"), ("a", "b"), ("c", "d</w>"), ("a", "bc")]
    assert encode_word("abcd", merges) == ["abc", "d</w>"]


def test_encoding_fuses_only_learned_pairs():
    assert encode_word("abc", [("a", "b"), ("b", "c</w>"), ("a", "bc</w>")]) == ["ab", "c</w>"]


def test_first_rank_counts_when_a_pair_is_listed_twice():
    merges = [("a", "b"), ("b", "c</w>"), ("a", "b")]
    assert encode_word("abc", merges) == encode_text("abc", merges) == ["ab", "c</w>"]


def test_encoding_the_smallest_words():
    assert encode_word("", [("a", "b")]) == []
    assert encode_word("a", [("a", "b")]) == ["a</w>"]
    assert encode_word("ab", []) == ["a", "b</w>"]


@given(corpora, words | pair_rich_words)
def test_encoding_keeps_the_text_and_leaves_no_learned_pair(corpus, word):
    merges = train_bpe(corpus, 20)
    tokens = encode_word(word, merges)
    assert "".join(tokens) == word + END_OF_WORD
    assert not set(pairwise(tokens)) & set(merges)


@given(corpora, st.lists(pair_rich_words | st.sampled_from([" ", "\n", "\r"])))
def test_encoding_a_text_equals_encoding_its_words(corpus, parts):
    merges = [*train_bpe(corpus, 20), ("a", "b"), ("b", "a</w>"), ("a", "b")]
    text = " ".join(parts)
    words = [word for line in text.split("\n") for word in line.strip("\r ").split(" ") if word]
    assert encode_text(text, merges) == [token for word in words for token in encode_word(word, merges)]


def test_decode_keeps_an_unfinished_word_and_marks_inside_a_token():
    assert decode(["a</w>", "b", "c"]) == "a bc"
    assert decode(["</w>a", "b</w></w>", "</w>"]) == "</w>ab</w> "
    assert decode([]) == ""


@given(corpora, st.lists(words.filter(lambda word: END_OF_WORD not in word)))
def test_encode_then_decode_is_identity(corpus, sentence):
    merges = train_bpe(corpus, 20)
    tokens = [token for word in sentence for token in encode_word(word, merges)]
    assert decode(tokens) == " ".join(sentence)


def test_sequence_lengths_of_the_corpus_of_the_paper():
    # 3*5 + 5*2 + 6*6 + 6*3 characters; 9 fewer after each of the first two merges, 7 after the third.
    merges = train_bpe(PAPER_CORPUS, 3)
    assert sequence_lengths(PAPER_CORPUS, merges, [3, 0, 1, 2, 99]) == [54, 79, 70, 61, 54]
    assert sequence_lengths(PAPER_CORPUS, merges, []) == []
    assert sequence_lengths({}, merges, [1]) == [0]


@given(corpora)
def test_more_merges_never_make_a_corpus_longer(corpus):
    merges = train_bpe(corpus, 10)
    lengths = sequence_lengths(corpus, merges, list(range(len(merges) + 1)))
    assert lengths == sorted(lengths, reverse=True)


@given(st.lists(st.tuples(words, words)))
def test_codes_file_round_trip(tmp_path_factory, merges):
    path = tmp_path_factory.mktemp("codes") / "merges.codes"
    write_codes(path, merges)
    assert read_codes(path) == merges


def test_codes_file_has_the_format_of_version_0_2(tmp_path: Path):
    write_codes(tmp_path / "codes", [("t", "h"), ("th", "e</w>")])
    assert (tmp_path / "codes").read_bytes() == b"#version: 0.2\nt h\nth e</w>\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("t h\n", r"the first line is 't h', allowed is '#version: 0.2'"),
        ("", r"the first line is '', allowed"),
        ("#version: 0.2\nt h\nth\n", r"line 3: found 'th', allowed are two symbols"),
        ("#version: 0.2\nt  h\n", r"line 2: found 't  h', allowed"),
        ("#version: 0.2\nt \n", r"line 2: found 't ', allowed"),
    ],
)
def test_broken_codes_file_is_refused(tmp_path: Path, content, message):
    (tmp_path / "codes").write_text(content)
    with pytest.raises(ValueError, match=message):
        read_codes(tmp_path / "codes")
