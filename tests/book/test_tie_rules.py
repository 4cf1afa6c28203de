"""The chapter's five tie rules are those of the implementations that it names."""

import io
import json

import pytest
import sentencepiece
from figures import tie_rules
from tokenizers import Tokenizer, models, trainers

CORPORA = [
    {"café": 2, "river": 2, "rope": 2},
    {"low": 5, "lower": 2, "newest": 6, "widest": 3},
    {"abab": 3, "baba": 3, "abba": 2, "cab": 1},
]
Pairs = list[tuple[str, str]]


def learn(corpus: dict[str, int], num_merges: int, name: str) -> Pairs:
    rule = next(rule for rule in tie_rules.RULES if rule.name == name)
    return tie_rules.learn_merges(corpus, num_merges, rule)


def library_merges(corpus: dict[str, int], num_merges: int) -> Pairs:
    tokenizer = Tokenizer(models.BPE())
    alphabet = {character for word in corpus for character in word}
    trainer = trainers.BpeTrainer(vocab_size=len(alphabet) + num_merges, show_progress=False)
    tokenizer.train_from_iterator((word for word, count in corpus.items() for _ in range(count)), trainer)
    return [(left, right) for left, right in json.loads(tokenizer.to_str())["model"]["merges"]]


def sentencepiece_pieces(corpus: dict[str, int], num_merges: int) -> list[str]:
    alphabet = {character for word in corpus for character in word}
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(word for word, count in corpus.items() for _ in range(count)),
        model_writer=model,
        model_type="bpe",
        vocab_size=3 + len(alphabet) + num_merges,  # three meta pieces
        add_dummy_prefix=False,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    pieces = [processor.id_to_piece(number) for number in range(3, processor.get_piece_size())]
    return [piece for piece in pieces if len(piece) > 1][:num_merges]


@pytest.mark.parametrize("corpus", CORPORA)
def test_smallest_ids_is_the_rule_of_tokenizers(corpus: dict[str, int]) -> None:
    assert learn(corpus, 5, "smallest ids") == library_merges(corpus, 5)


@pytest.mark.parametrize("corpus", CORPORA)
def test_shortest_is_the_rule_of_sentencepiece(corpus: dict[str, int]) -> None:
    assert ["".join(pair) for pair in learn(corpus, 5, "shortest")] == sentencepiece_pieces(corpus, 5)


def test_first_met_is_the_rule_of_the_paper() -> None:
    """Sennrich et al. (2016), Algorithm 1, on their own corpus; their end mark is a symbol, here `_`."""
    corpus = {"low_": 5, "lower_": 2, "newest_": 6, "widest_": 3}
    merged = ["".join(pair) for pair in learn(corpus, 10, "first met")]
    assert merged == ["es", "est", "est_", "lo", "low", "ne", "new", "newest_", "low_", "wi"]


def test_greatest_strings_and_greatest_bytes_agree_on_ascii() -> None:
    for corpus in CORPORA[1:]:
        assert learn(corpus, 6, "greatest strings") == learn(corpus, 6, "greatest bytes")
