"""Reading .model files, turning pieces into ids, training with the library."""

import io
from pathlib import Path

import pytest
import sentencepiece
from tiny_models import build_model

from bert2t5_reference.sentencepiece_model import (
    PieceType,
    longest_prefix,
    parse_model,
    pieces_to_ids,
    read_model,
    train_sentencepiece,
)

LINES = ["hug pug pun", "bun hugs hug"] * 20


def train(**options: object) -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES), model_writer=model, num_threads=1, minloglevel=2, **options
    )
    return model.getvalue()


def test_a_file_is_read_with_ids_scores_and_rules(tmp_path: Path) -> None:
    data = train(vocab_size=14)
    (tmp_path / "m.model").write_bytes(data)
    model = read_model(tmp_path / "m.model")
    library = sentencepiece.SentencePieceProcessor(model_proto=data)
    assert model == parse_model(data)
    assert model.pieces == [library.id_to_piece(index) for index in range(14)]
    assert model.scores == [library.get_score(index) for index in range(14)]
    assert model.types == [PieceType.UNKNOWN, *[PieceType.CONTROL] * 2, *[PieceType.NORMAL] * 11]
    assert (model.model_type, model.normalizer_name, model.unknown_id) == ("unigram", "nmt_nfkc", 0)
    assert model.add_dummy_prefix
    assert model.remove_extra_whitespaces
    assert (model.byte_fallback, model.byte_ids) == (False, [])


def test_options_of_a_model_are_read() -> None:
    model = parse_model(
        train(
            vocab_size=270,
            model_type="bpe",
            byte_fallback=True,
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            normalization_rule_name="identity",
            user_defined_symbols=["hug"],
            pad_id=0,
            unk_id=1,
            bos_id=-1,
            eos_id=2,
        )
    )
    assert (model.model_type, model.normalizer_name, model.precompiled_charsmap) == ("bpe", "identity", b"")
    assert not model.add_dummy_prefix
    assert not model.remove_extra_whitespaces
    assert model.unknown_id == 1
    assert model.byte_ids == list(range(4, 260))
    assert model.ids_of(PieceType.USER_DEFINED) == {"hug": 3}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.model"):
        read_model(tmp_path / "none.model")


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff", b"not a model at all"])
def test_another_file_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.model").write_bytes(content)
    with pytest.raises(ValueError, match=r"bad\.model: not a"):
        read_model(tmp_path / "bad.model")


def test_a_word_model_is_refused() -> None:
    with pytest.raises(ValueError, match=r"model type 3\); allowed: 1 \(unigram\) and 2 \(BPE\)"):
        parse_model(train(vocab_size=8, model_type="word"))


def test_neighbouring_unknown_pieces_are_fused() -> None:
    model, _ = build_model({"a": -1.0})
    known = {"a": 1}
    assert pieces_to_ids(model, known, []) == []
    assert pieces_to_ids(model, known, ["?", "!", "a", "é"]) == [("?!", 0), ("a", 1), ("é", 0)]


def test_unknown_pieces_become_bytes() -> None:
    model, _ = build_model({"a": -1.0}, byte_fallback=True)
    pairs = pieces_to_ids(model, {"a": 257}, ["é", "a"])
    assert pairs == [("<0xC3>", 1 + 0xC3), ("<0xA9>", 1 + 0xA9), ("a", 257)]


@pytest.mark.parametrize(("start", "expected"), [(0, "ab"), (1, "b"), (2, ""), (3, "")])
def test_longest_prefix(start: int, expected: str) -> None:
    assert longest_prefix("abc", start, frozenset({"a", "ab", "b", "abx"})) == expected
    data = longest_prefix(b"abc", start, frozenset({b"a", b"ab", b"b", b"abx"}))
    assert data == expected.encode()


def test_trained_scores_are_those_of_the_normal_pieces() -> None:
    model = parse_model(train(vocab_size=14))
    normal = model.ids_of(PieceType.NORMAL)
    scores = train_sentencepiece(LINES, 14)
    assert scores == {piece: model.scores[index] for piece, index in normal.items()}
    assert len(scores) == 14 - 3


def test_training_twice_gives_the_same() -> None:
    assert train_sentencepiece(LINES, 14) == train_sentencepiece(LINES, 14)


def test_training_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    train_sentencepiece(LINES, 14)
    assert capfd.readouterr() == ("", "")


def test_an_impossible_size_is_the_library_s_error() -> None:
    with pytest.raises(RuntimeError, match="Vocabulary size too high"):
        train_sentencepiece(LINES, 500)
