"""Normalising and detokenising: values worked by hand, and the library's nmt_nfkc, character by character."""

import io
import sys
import unicodedata

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.sentencepiece_text import (
    BLANK_CHARACTERS,
    DROPPED_CHARACTERS,
    SPACE,
    detokenize,
    normalize,
)

any_text = st.text(st.characters(), max_size=30)


def is_simple(character: str) -> bool:
    """Whether both sides must agree about it in any company: no mark, no Hangul jamo, in both Unicodes."""
    parts = unicodedata.normalize("NFKC", character)
    return unicodedata.category(character) != "Cn" and not any(
        unicodedata.category(part).startswith("M") or "\u1100" <= part <= "\u11ff" for part in parts
    )


simple_text = st.text(st.characters(exclude_categories=["Cs", "Cn", "M"]).filter(is_simple), max_size=30)


@pytest.fixture(scope="module")
def library() -> sentencepiece.SentencePieceProcessor:
    """Return a model of the installed library with its built-in nmt_nfkc rules."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["hug pug pun"] * 20), model_writer=model, vocab_size=11, minloglevel=2
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \t\n", ""),
        ("\u2581", ""),
        ("\x01", ""),
        ("a", "▁a"),
        (" a", "▁a"),
        ("a b  c ", "▁a▁b▁c"),
        ("a\u00a0b\u3000c\u200bd\ufeffe\u2028f", "▁a▁b▁c▁d▁e▁f"),
        ("a▁▁b", "▁a▁b"),
        ("a\x01b\x7fc", "▁abc"),
        ("\x00\x85", "▁\x00\x85"),
        ("\uff5e~", "▁\uff5e~"),
        ("e\u0301", "▁é"),
        ("e\x01\u0301", "▁e\u0301"),
        ("ﬀ１²Ⅷ㎞", "▁ff12VIIIkm"),
        ("“a” ‘b’", "▁“a”▁‘b’"),
        ("a\ufffdb", "▁a▁b"),
        ("か\u3099", "▁が"),
        ("\U0001d400\U0001f600", "▁A\U0001f600"),
    ],
)
def test_worked_values_equal_the_library(
    text: str, expected: str, library: sentencepiece.SentencePieceProcessor
) -> None:
    assert normalize(text) == expected
    assert library.normalize(text) == expected


def test_every_character_equals_the_library_unless_this_python_lacks_it(
    library: sentencepiece.SentencePieceProcessor,
) -> None:
    # surrogates are no text; "(" and ")" keep blanks at the edges from being trimmed
    characters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    different = [c for c in characters if normalize(f"({c})") != library.normalize(f"({c})")]
    assert {unicodedata.category(c) for c in different} <= {"Cn"}
    assert len(different) < 200


@given(simple_text)
def test_text_without_combining_marks_equals_the_library(
    library: sentencepiece.SentencePieceProcessor, text: str
) -> None:
    assert normalize(text) == library.normalize(text)


@pytest.mark.parametrize("text", ["e\u0301\u0323", "a\u0307\u0323", "\uac00\u11a8"])
def test_known_difference_the_library_does_not_reorder_or_recompose(
    text: str, library: sentencepiece.SentencePieceProcessor
) -> None:
    assert (
        unicodedata.normalize("NFKC", library.normalize(text)) == normalize(text) != library.normalize(text)
    )


@given(any_text)
def test_no_blank_no_run_and_a_prefix(text: str) -> None:
    normal = normalize(text)
    assert not BLANK_CHARACTERS - {SPACE} & set(normal)
    assert not DROPPED_CHARACTERS & set(normal)
    assert SPACE * 2 not in normal
    assert not normal.endswith(SPACE)
    assert normal == "" or normal.startswith(SPACE)


@given(simple_text)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalize(detokenize([normalize(text)])) == normalize(text)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], ""),
        (["▁"], ""),
        (["▁", "▁"], " "),
        (["▁▁a"], " a"),
        (["a", "▁b"], "a b"),
        (["▁a", "▁", "b▁"], "a b "),
        (["▁ま", "た"], "また"),
    ],
)
def test_detokenize_worked_values(pieces: list[str], expected: str) -> None:
    assert detokenize(pieces) == expected


@given(st.lists(st.text(st.characters(exclude_characters=SPACE), max_size=8)))
def test_detokenize_undoes_any_cutting(parts: list[str]) -> None:
    text = " ".join(parts)
    pieces = [SPACE, *text.replace(" ", SPACE)]
    assert detokenize(pieces) == text
