"""The encoder of unigram models: equal to the plain Viterbi, and to the library with its float32 sums."""

import io
import random

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import build_model, encode_with

from bert2t5_reference.sentencepiece_model import PieceType, parse_model
from bert2t5_reference.unigram import UNKNOWN_PENALTY, viterbi_segment
from bert2t5_reference.unigram_encoder import UnigramEncoder, build_trie, viterbi_segment_fast

piece_tables = st.dictionaries(
    st.text("abé", min_size=1, max_size=3), st.sampled_from([-0.5, -1.0, -1.5, -3.0]), min_size=1, max_size=10
)
TENTHS = [-0.1, -0.2, -0.3, -0.5, -0.7]


@pytest.fixture(scope="module", params=[False, True], ids=["unk", "bytes"])
def trained(request: pytest.FixtureRequest) -> tuple[UnigramEncoder, sentencepiece.SentencePieceProcessor]:
    """Return the encoder and the library for one trained model."""
    file = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["the cat sat on the mat", "a fat cat, that hat; été"] * 10),
        model_writer=file,
        vocab_size=275 if request.param else 30,
        hard_vocab_limit=False,
        byte_fallback=request.param,
        user_defined_symbols=["ﬁ", "cat", "é日"],
        minloglevel=2,
    )
    library = sentencepiece.SentencePieceProcessor(model_proto=file.getvalue())
    return UnigramEncoder(parse_model(file.getvalue())), library


@given(st.text("abé?", max_size=20), piece_tables)
def test_fast_equals_plain(text: str, scores: dict[str, float]) -> None:
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    assert viterbi_segment_fast(text, build_trie(scores), unknown_score) == viterbi_segment(text, scores)


def test_another_model_type_is_refused() -> None:
    model, _ = build_model({"a": -1.0}, model_type="bpe")
    with pytest.raises(ValueError, match="type 'unigram', found 'bpe'"):
        UnigramEncoder(model)


@pytest.mark.parametrize("byte_fallback", [False, True])
@pytest.mark.parametrize("other", [PieceType.NORMAL, PieceType.USER_DEFINED, PieceType.UNUSED])
def test_random_models_equal_the_library(other: PieceType, byte_fallback: bool) -> None:
    rng = random.Random(8)
    for _ in range(60):
        scores = {character: rng.choice(TENTHS) for character in "abé"}
        for _ in range(14):
            piece = "".join(rng.choices("abé", k=rng.randint(2, 4)))
            scores[piece] = len(piece) * rng.choice(TENTHS)
        kinds = {piece: other for piece in scores if piece != "a" and rng.random() < 0.3}
        model, library = build_model(scores, kinds=kinds, byte_fallback=byte_fallback)
        encoder = UnigramEncoder(model)
        for _ in range(20):
            text = "".join(rng.choices("abé?", k=rng.randrange(20)))
            assert encoder.encode(text) == encode_with(library, text), (scores, kinds, text)


def test_near_ties_are_decided_in_float32() -> None:
    rng = random.Random(1)
    num_plain_differences = 0
    for _ in range(60):
        scores = {character: rng.choice(TENTHS) for character in "ab"}
        for _ in range(14):
            piece = "".join(rng.choices("ab", k=rng.randint(2, 4)))
            scores[piece] = sum(scores[character] for character in piece)
        model, library = build_model(scores)
        encoder = UnigramEncoder(model)
        for _ in range(10):
            text = "".join(rng.choices("ab", k=60))
            theirs = library.encode(text, out_type=str)
            assert encoder.segment(text) == theirs
            num_plain_differences += viterbi_segment(text, scores) != theirs
    assert num_plain_differences > 100  # the texts are worth something: float64 decides otherwise


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_equals_the_library(
    trained: tuple[UnigramEncoder, sentencepiece.SentencePieceProcessor], text: str
) -> None:
    encoder, library = trained
    assert encoder.encode(text) == encode_with(library, text)


@given(st.text("catﬁé日 th", max_size=20))
def test_user_defined_pieces_equal_the_library(
    trained: tuple[UnigramEncoder, sentencepiece.SentencePieceProcessor], text: str
) -> None:
    encoder, library = trained
    assert encoder.encode(text) == encode_with(library, text)
