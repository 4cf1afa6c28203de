"""BERT's tokeniser: values worked by hand, the named differences, and laws over arbitrary text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.wordpiece import (
    GOOGLE,
    TOKENIZERS,
    TRANSFORMERS_PYTHON,
    WordPieceTokenizer,
    basic_tokenize,
    is_punctuation,
    wordpiece_tokenize,
)

VARIANTS = [GOOGLE, TRANSFORMERS_PYTHON, TOKENIZERS]
PIECES = ["[UNK]", "[MASK]", "un", "##aff", "##able", "##a", "a", "##b", "ab", "##c", "!", "["]
VOCAB = {piece: token_id for token_id, piece in enumerate(PIECES)}

any_text = st.text(st.characters(), max_size=40)
variants = st.sampled_from(VARIANTS)
short_words = st.text("ab", min_size=1, max_size=12)
stem_sets = st.sets(st.text("ab", min_size=1, max_size=3))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \t\r\n\u3000\u2028", []),
        ("Don't stop!", ["don", "'", "t", "stop", "!"]),
        ("a$b+c^d`e~f|g=h<i>j", list("a$b+c^d`e~f|g=h<i>j")),
        ("co\u00adop\u200bera\u0000tive\ufffd", ["cooperative"]),
        ("a\tb\nc\u00a0d\x1ce", ["a", "b", "c", "de"]),
        ("東京タワー서울", ["東", "京", "タワー서울"]),
        ("Crème Brûlée İ ẞ", ["creme", "brulee", "i", "ß"]),
        ("—¿“»", ["—", "¿", "“", "»"]),
    ],
)
@pytest.mark.parametrize("variant", VARIANTS)
def test_words_worked_by_hand(text, words, variant):
    expected = [unicodedata.normalize("NFD", word) for word in words]  # hangul stays in its parts
    assert basic_tokenize(text, variant=variant) == expected


@pytest.mark.parametrize("variant", VARIANTS)
def test_cased_text_keeps_case_and_accents(variant):
    assert basic_tokenize("Crème BRÛLÉE", lowercase=False, variant=variant) == ["Crème", "BRÛLÉE"]


def words_of(text: str, *, lowercase: bool = True) -> list[list[str]]:
    return [basic_tokenize(text, lowercase=lowercase, variant=variant) for variant in VARIANTS]


def test_variants_differ_in_private_use_and_unassigned_characters():
    assert words_of("a\ue000b") == [["a\ue000b"], ["ab"], ["ab"]]
    assert words_of("a\U0003ffffb") == [["a\U0003ffffb"], ["ab"], ["a\U0003ffffb"]]


def test_variants_differ_in_one_block_of_ideographs():
    assert words_of("a\U0002b820b") == [["a", "\U0002b820", "b"], ["a", "\U0002b820", "b"], ["a\U0002b820b"]]
    assert words_of("a\U0002b920b") == [["a", "\U0002b920", "b"]] * 3


def test_variants_differ_in_composing_cased_text():
    assert words_of("e\u0301", lowercase=False) == [["e\u0301"], ["\u00e9"], ["e\u0301"]]


def test_variants_differ_in_the_final_sigma():
    assert words_of("ΟΔΟΣ") == [["οδος"], ["οδος"], ["οδοσ"]]


@pytest.mark.parametrize(
    ("variant", "longest"), [(GOOGLE, 200), (TRANSFORMERS_PYTHON, 100), (TOKENIZERS, 100)]
)
def test_variants_differ_in_the_longest_word(variant, longest):
    tokenizer = WordPieceTokenizer(VOCAB | {"##a": 20}, variant=variant)
    assert tokenizer.tokenize("a" * longest) == ["a"] + ["##a"] * (longest - 1)
    assert tokenizer.tokenize("a" * (longest + 1)) == ["[UNK]"]


def test_variants_differ_in_special_tokens_inside_a_text():
    kept, cut = ["ab", "[MASK]", "a"], ["ab", "[", "[UNK]", "[UNK]", "a"]
    tokenized = [WordPieceTokenizer(VOCAB, variant=variant).tokenize("ab[MASK]a") for variant in VARIANTS]
    assert tokenized == [cut, kept, kept]


@given(any_text, st.booleans(), variants)
def test_words_hold_no_white_space_and_punctuation_stands_alone(text, lowercase, variant):
    for word in basic_tokenize(text, lowercase=lowercase, variant=variant):
        assert word
        assert word.split() == [word]
        assert len(word) == 1 or not any(map(is_punctuation, word))


@given(any_text, st.booleans(), variants)
def test_tokenizing_words_again_changes_nothing(text, lowercase, variant):
    words = basic_tokenize(text, lowercase=lowercase, variant=variant)
    # Dropping an accent can let a letter and a later accent meet, and lowering can leave an unassigned mark.
    words = basic_tokenize(" ".join(words), lowercase=lowercase, variant=variant)
    assert basic_tokenize(" ".join(words), lowercase=lowercase, variant=variant) == words


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=40), variants)
def test_only_blanks_and_controls_vanish_from_cased_ascii(text, variant):
    kept = "".join(char for char in text if " " < char <= "~")
    assert "".join(basic_tokenize(text, lowercase=False, variant=variant)) == kept


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("", []),
        ("unaffable", ["un", "##aff", "##able"]),
        ("abc", ["ab", "##c"]),
        ("aba", ["ab", "##a"]),
        ("unab", ["un", "##a", "##b"]),
        ("unaffx", ["[UNK]"]),
        ("aff", ["[UNK]"]),
        ("##aff", ["##aff"]),  # a word never looks like this: # is punctuation
    ],
)
def test_longest_pieces_worked_by_hand(word, pieces):
    assert wordpiece_tokenize(word, VOCAB) == pieces


def test_greedy_choice_can_miss_a_segmentation():
    # ab|##c does not exist without ##c, though a|##bc would: the word is unknown.
    assert wordpiece_tokenize("abc", {"a", "ab", "##bc"}) == ["[UNK]"]


@given(
    st.text(alphabet="ab", min_size=1, max_size=12), st.sets(st.text(alphabet="ab", min_size=1, max_size=3))
)
def test_pieces_joined_are_the_word_and_each_is_the_longest(word, stems):
    vocab = stems | {"##" + stem for stem in stems}
    pieces = wordpiece_tokenize(word, vocab)
    if pieces == ["[UNK]"]:
        return
    texts = [pieces[0], *(piece.removeprefix("##") for piece in pieces[1:])]
    assert "".join(texts) == word
    assert all(piece.startswith("##") for piece in pieces[1:])
    position = 0
    for text in texts:
        longer = {word[position:end] for end in range(position + len(text) + 1, len(word) + 1)}
        assert not longer & stems
        position += len(text)


@given(
    st.text(alphabet="ab", min_size=1, max_size=12), st.sets(st.text(alphabet="ab", min_size=1, max_size=3))
)
def test_a_vocabulary_with_all_characters_leaves_nothing_unknown(word, stems):
    vocab = {prefix + stem for stem in stems | {"a", "b"} for prefix in ("", "##")}
    assert "[UNK]" not in wordpiece_tokenize(word, vocab)


def test_encoding_gives_the_ids_of_the_pieces():
    tokenizer = WordPieceTokenizer(VOCAB)
    assert tokenizer.encode("Unable, ABC [MASK]!") == [2, 4, 0, 8, 9, 1, 10]
    assert tokenizer.encode("") == []


@given(any_text, variants)
def test_any_text_can_be_encoded(text, variant):
    assert set(WordPieceTokenizer(VOCAB, variant=variant).encode(text)) <= set(VOCAB.values())


def test_vocabulary_file_numbers_its_lines(tmp_path):
    (tmp_path / "vocab.txt").write_text("\n".join(PIECES) + "\n")
    tokenizer = WordPieceTokenizer.from_file(tmp_path / "vocab.txt", lowercase=False, variant=GOOGLE)
    assert tokenizer.vocab == VOCAB
    assert tokenizer.tokenize("ab AB [MASK]") == ["ab", "[UNK]", "[", "[UNK]", "[UNK]"]


def test_vocabulary_without_unknown_is_refused():
    with pytest.raises(ValueError, match=r"the vocabulary of 1 pieces lacks \[UNK\]"):
        WordPieceTokenizer({"a": 0})
