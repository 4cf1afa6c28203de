"""SentencePiece's BPE encoder: values worked by hand, and the library on random models with many ties."""

import io
import random

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import build_model, encode_with

from bert2t5_reference.sentencepiece_model import PieceType, parse_model
from bert2t5_reference.spm_bpe import SentencePieceBPE, fuse_by_score

NONE: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def trained_models() -> list[tuple[SentencePieceBPE, sentencepiece.SentencePieceProcessor]]:
    """Return the encoder and the library for models trained with and without byte fallback."""
    models = []
    for byte_fallback in (False, True):
        file = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["the cat sat on the mat", "a fat cat, that hat; été"] * 10),
            model_writer=file,
            model_type="bpe",
            vocab_size=300 if byte_fallback else 44,
            byte_fallback=byte_fallback,
            minloglevel=2,
        )
        library = sentencepiece.SentencePieceProcessor(model_proto=file.getvalue())
        models.append((SentencePieceBPE(parse_model(file.getvalue())), library))
    return models


@pytest.mark.parametrize(
    ("text", "scores", "expected"),
    [
        ("", {"ab": 0.0}, []),
        ("a", {"ab": 0.0}, ["a"]),
        ("aaa", {"aa": 0.0}, ["aa", "a"]),  # a tie: the leftmost pair first
        ("aaaa", {"aa": 0.0, "aaaa": -1.0}, ["aaaa"]),
        ("abc", {"ab": -1.0, "bc": 0.0}, ["a", "bc"]),  # the better score first, not the leftmost pair
        ("abcd", {"bc": 0.0, "ab": -1.0, "abcd": -2.0}, ["a", "bc", "d"]),  # no two neighbours make abcd
        ("abc", {"bc": 0.0, "abc": -5.0}, ["abc"]),  # not the pair that made abc: any two parts will do
    ],
)
def test_worked_values(text: str, scores: dict[str, float], expected: list[str]) -> None:
    assert fuse_by_score(list(text), scores, NONE, NONE) == expected


def test_frozen_symbols_never_fuse() -> None:
    scores = {"ab": 0.0, "abc": 0.0, "cc": 0.0}
    assert fuse_by_score(["ab", "c", "c"], scores, frozenset({"ab"}), NONE) == ["ab", "cc"]


def test_unused_pieces_fall_apart_into_their_parts() -> None:
    scores = {"ab": 0.0, "abc": -1.0}
    assert fuse_by_score(list("abc"), scores, NONE, frozenset({"abc"})) == ["ab", "c"]
    assert fuse_by_score(list("abc"), scores, NONE, frozenset({"abc", "ab"})) == ["a", "b", "c"]


def test_another_model_type_is_refused() -> None:
    model, _ = build_model({"a": -1.0}, model_type="unigram")
    with pytest.raises(ValueError, match="type 'bpe', found 'unigram'"):
        SentencePieceBPE(model)


def random_pieces(rng: random.Random, alphabet: str) -> dict[str, float]:
    """Return pieces of up to four characters; few different scores, so that ties are common."""
    pieces = dict.fromkeys(alphabet, -9.0)
    for _ in range(12):
        piece = "".join(rng.choices(alphabet, k=rng.randint(2, 4)))
        pieces[piece] = -float(rng.randrange(4))
    return pieces


@pytest.mark.parametrize("byte_fallback", [False, True])
@pytest.mark.parametrize("other", [PieceType.NORMAL, PieceType.USER_DEFINED, PieceType.UNUSED])
def test_random_models_equal_the_library(other: PieceType, byte_fallback: bool) -> None:
    rng = random.Random(5)
    for _ in range(60):
        scores = random_pieces(rng, "abé")
        kinds = {piece: other for piece in scores if len(piece) > 1 and rng.random() < 0.3}
        model, library = build_model(scores, model_type="bpe", kinds=kinds, byte_fallback=byte_fallback)
        encoder = SentencePieceBPE(model)
        for _ in range(20):
            text = "".join(rng.choices("abé?", k=rng.randrange(16)))
            assert encoder.encode(text) == encode_with(library, text), (scores, kinds, text)


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_equals_the_library(
    trained_models: list[tuple[SentencePieceBPE, sentencepiece.SentencePieceProcessor]], text: str
) -> None:
    for encoder, library in trained_models:
        assert encoder.encode(text) == encode_with(library, text)


@given(st.text("abc", max_size=30), st.dictionaries(st.text("abc", min_size=2, max_size=4), st.floats(-5, 0)))
def test_pieces_join_to_the_text(text: str, scores: dict[str, float]) -> None:
    pieces = fuse_by_score(list(text), scores, NONE, NONE)
    assert "".join(pieces) == text
    assert all(len(piece) == 1 or piece in scores for piece in pieces)
