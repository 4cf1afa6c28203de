"""The library's normalisation table, read from models with other rules and options."""

import io
import itertools
import struct
from collections.abc import Iterator

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.charsmap import Charsmap, ModelNormalizer
from bert2t5_reference.sentencepiece_model import parse_model

RULES = ["identity", "nfkc", "nmt_nfkc", "nmt_nfkc_cf"]
# marks, jamo, kana with voice marks, blanks and controls: what rules of several characters are about
TRICKY = (
    "aeAEñ \u2581\t\u00a0\uff5e\x00\x01\u200d\u0301\u0323\u0307\u0308\u0344"
    "\u1100\u1161\u11a8\uac00か\u3099ﬁ日"
)

Case = tuple[ModelNormalizer, sentencepiece.SentencePieceProcessor]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Return both sides for every rule name with every combination of the two options."""
    return list(train_cases())


def train_cases() -> Iterator[Case]:
    for name, prefix, trimmed in itertools.product(RULES, (True, False), (True, False)):
        file = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["hug pug pun"] * 20),
            model_writer=file,
            vocab_size=13,
            hard_vocab_limit=False,
            normalization_rule_name=name,
            add_dummy_prefix=prefix,
            remove_extra_whitespaces=trimmed,
            user_defined_symbols=["ﬁ", "ñ"],
            minloglevel=2,
        )
        library = sentencepiece.SentencePieceProcessor(model_proto=file.getvalue())
        yield ModelNormalizer(parse_model(file.getvalue())), library


def test_an_empty_table_changes_nothing() -> None:
    assert Charsmap(b"").longest_rule(b"a", 0) is None
    assert Charsmap(b"").apply("aé日\U0001f600", frozenset()) == "aé日\U0001f600"


def test_a_unit_may_store_its_offset_in_steps_of_256() -> None:
    # the library's own tables are too small for this, so one is made by hand: a -> b
    units = [0] * 512
    units[0] = 1 << 10 | 0x200  # children of the root at 0 ^ 256
    units[256 ^ ord("a")] = 3 << 10 | 0x100 | ord("a")  # a rule ends here; its value is at 353 ^ 3
    units[353 ^ 3] = 0x80000000  # the replacement begins at 0
    blob = struct.pack("<513I", 4 * 512, *units) + b"b\0"
    assert Charsmap(blob).apply("cab", frozenset()) == "cbb"


@pytest.mark.parametrize("text", ["", " ", "\x01", "▁", "▁▁a ▁ ", "e\u0301\u0323", "ﬁ ﬀ", "\x01 a"])
def test_edges_equal_the_library(cases: list[Case], text: str) -> None:
    for mine, library in cases:
        assert mine.normalize(text) == library.normalize(text)


@given(st.text(TRICKY, max_size=10))
def test_tricky_sequences_equal_the_library(cases: list[Case], text: str) -> None:
    for mine, library in cases:
        assert mine.normalize(text) == library.normalize(text)


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_text_equals_the_library(cases: list[Case], text: str) -> None:
    for mine, library in cases:
        assert mine.normalize(text) == library.normalize(text)
