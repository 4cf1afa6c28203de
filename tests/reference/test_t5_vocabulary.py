"""T5's vocabulary beside the real one, seqio's layout and transformers' tokenizer."""

from pathlib import Path

import pytest
import sentencepiece
import transformers
from hypothesis import given
from hypothesis import strategies as st

from bert2t5.data import load_text
from bert2t5_reference.t5_vocabulary import T5Vocabulary
from bert2t5_reference.t5_weights import save_vocabulary

LINES = load_text().split("\n")
VOCABULARY = T5Vocabulary.train(LINES, num_pieces=300)


def test_the_published_vocabulary_is_read_with_its_sentinels_on_top(test_data: Path) -> None:
    """By hand from the layout: 32,000 pieces and 100 sentinels, <extra_id_0> is 32,099."""
    vocabulary = T5Vocabulary((test_data / "tokenizers" / "t5" / "sentencepiece.model").read_bytes())
    assert len(vocabulary) == 32_100
    assert vocabulary.first_sentinel_id == 32_099
    text = "Beginners BBQ Class Taking Place in Missoula!"
    assert vocabulary.encode(text) == [12847, 277, 15068, 4501, 3, 12297, 3399, 16, 5964, 7115, 9, 55]
    assert vocabulary.decode([32_099, *vocabulary.encode("for inviting"), 32_098, 1]) == (
        "<extra_id_0> for inviting <extra_id_1>"
    )


def test_ids_equal_those_of_the_tokenizer_that_transformers_loads(tmp_path: Path) -> None:
    save_vocabulary(tmp_path, VOCABULARY.model)
    (tmp_path / "config.json").write_text('{"model_type": "t5"}', encoding="utf-8")
    tokenizer = transformers.AutoTokenizer.from_pretrained(tmp_path)
    assert len(tokenizer) == len(VOCABULARY)
    for line in [*LINES[:40], "An unknown sign: \u2603.", "not_equivalent 2.4"]:
        assert tokenizer(line)["input_ids"] == [*VOCABULARY.encode(line), 1]
    assert tokenizer.convert_tokens_to_ids("<extra_id_0>") == VOCABULARY.first_sentinel_id
    assert tokenizer.convert_tokens_to_ids("<extra_id_7>") == VOCABULARY.first_sentinel_id - 7


@given(st.lists(st.sampled_from([word for line in LINES for word in line.split()]), max_size=12))
def test_encode_then_decode_is_identity(words: list[str]) -> None:
    text = " ".join(words)
    assert VOCABULARY.decode(VOCABULARY.encode(text)) == text


def test_the_same_lines_give_the_same_model_and_a_short_text_fewer_pieces() -> None:
    assert T5Vocabulary.train(LINES, num_pieces=300).model == VOCABULARY.model
    assert len(VOCABULARY) == 400
    assert len(T5Vocabulary.train(["a b", "b a"], num_pieces=300)) < 120


def test_decoding_stops_at_the_end_and_leaves_padding_out() -> None:
    ids = VOCABULARY.encode("the ferry")
    assert VOCABULARY.decode([0, *ids, 0, 1, *ids]) == "the ferry"
    assert VOCABULARY.decode([]) == ""


def test_a_model_with_other_special_ids_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("\n".join(LINES), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(tmp_path / "other"), vocab_size=100, minloglevel=2
    )
    with pytest.raises(ValueError, match=r"have the ids \(-1, 2, 0\), allowed are \(0, 1, 2\)"):
        T5Vocabulary((tmp_path / "other.model").read_bytes())
