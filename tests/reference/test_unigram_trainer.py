"""Training of the unigram model: the "hug" corpus, brute force, scipy, and the library's vocabulary."""

import io
import math
import statistics
from collections import Counter

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st
from scipy import special
from tiny_models import segmentation_scores

from bert2t5_reference.seed_pieces import is_admissible, seed_pieces
from bert2t5_reference.sentencepiece_model import PieceType, parse_model
from bert2t5_reference.unigram_pruning import prune, prune_losses
from bert2t5_reference.unigram_trainer import (
    count_marked_words,
    digamma,
    em_step,
    log_likelihood,
    log_loss,
    train_unigram,
)

HUG_WORDS = {"hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5}
LINES = [
    "the cat sat on the mat and the rat sat on the cat",
    "that cat is fat, the bat is sad; the rat is at the mat",
    "a hat on a cat, a cat on a mat, a rat on that hat",
    "bats and rats and cats and hats",
] * 3

piece_tables = st.dictionaries(st.text("ab", min_size=1, max_size=3), st.floats(-8, 0), max_size=6).map(
    lambda scores: {"a": -1.0, "b": -2.0} | scores
)
word_counts = st.dictionaries(
    st.text("ab", min_size=1, max_size=6), st.integers(1, 5), min_size=1, max_size=5
)


def hug_scores() -> dict[str, float]:
    """Return log probabilities from the frequency of every substring, except whole words that occur rarely.

    These are the vocabulary and the numbers of Hugging Face's course, chapter 6.7.
    """
    pieces = ["h", "u", "g", "hu", "ug", "p", "pu", "n", "un", "b", "bu", "s", "hug", "gs", "ugs"]
    counts = {
        piece: sum(
            frequency * sum(word.startswith(piece, start) for start in range(len(word)))
            for word, frequency in HUG_WORDS.items()
        )
        for piece in pieces
    }
    assert sum(counts.values()) == 210
    return {piece: math.log(count / 210) for piece, count in counts.items()}


# -- the seed


def test_seed_pieces_by_hand() -> None:
    # "ab" twice, before "c" and before the end; "b▁" is inadmissible; "▁ab" is always followed by "c"
    scores = seed_pieces(["▁abc▁ab▁x", "▁abc"])
    weights = {"▁": 4, "a": 3, "b": 3, "c": 2, "x": 1, "ab": 3 * 2, "▁ab": 3 * 3}
    # followers of "▁ab": c and ▁; of "bc" and "abc": ▁ and the end
    weights |= {"bc": 2 * 2, "abc": 2 * 3, "▁abc": 2 * 4}
    total = sum(weights.values())
    assert scores == pytest.approx({piece: math.log(weight / total) for piece, weight in weights.items()})


def test_seed_pieces_that_always_continue_alike_are_left_out() -> None:
    assert set(seed_pieces(["▁the", "▁they"])) == {"▁", "t", "h", "e", "y", "▁the", "the", "he"}


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("▁", True),
        ("▁a", True),
        ("a▁", False),
        ("▁▁", False),
        ("a" * 16, True),
        ("a" * 17, False),
        ("a1", False),
        ("▁1.5", True),
        ("a.", False),
        ("日本の", True),
        ("日a", False),
        ("éa", True),
    ],
)
def test_admissible_pieces(piece: str, expected: bool) -> None:
    assert is_admissible(piece) is expected


# -- EM


@pytest.mark.parametrize("x", [1e-3, 0.5, 1.0, 1.5, 2.0, 19.99, 20.0, 123.4, 1e6])
def test_digamma_equals_scipy(x: float) -> None:
    # about 20 roundings in the recurrence; the absolute tolerance is for the zero near 1.46
    assert digamma(x) == pytest.approx(special.digamma(x), rel=1e-13, abs=1e-14)


def test_loss_of_the_hug_corpus() -> None:
    assert log_loss(HUG_WORDS, hug_scores()) == pytest.approx(169.80, abs=0.005)


def test_loss_without_hug() -> None:
    scores = hug_scores()
    without = {piece: score for piece, score in scores.items() if piece != "hug"}
    before = log_loss(HUG_WORDS, scores)
    assert log_loss(HUG_WORDS, without) - before == pytest.approx(23.51, abs=0.005)
    total = math.log(sum(math.exp(score) for score in without.values()))
    renormalised = {piece: score - total for piece, score in without.items()}
    assert log_loss(HUG_WORDS, renormalised) - before == pytest.approx(18.18, abs=0.005)


def test_unknown_characters_cost_in_loss_and_likelihood() -> None:
    assert log_loss({"a?": 2}, {"a": -1.0}) == 2 * (1 + 11)
    assert log_likelihood({"a?": 2}, {"a": -1.0}) == -2 * (1 + 11)


@given(word_counts, piece_tables)
def test_likelihood_equals_brute_force(words: dict[str, int], scores: dict[str, float]) -> None:
    expected = sum(
        frequency * math.log(sum(math.exp(score) for score in segmentation_scores(word, scores).values()))
        for word, frequency in words.items()
    )
    assert log_likelihood(words, scores) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(word_counts, piece_tables)
def test_em_step_equals_brute_force(words: dict[str, int], scores: dict[str, float]) -> None:
    counts: Counter[str] = Counter()
    for word, frequency in words.items():
        every = segmentation_scores(word, scores)
        total = sum(math.exp(score) for score in every.values())
        for pieces, score in every.items():
            for piece in pieces:
                counts[piece] += frequency * math.exp(score) / total  # type: ignore[assignment]
    near_the_cut = any(abs(count - 0.5) < 1e-9 for count in counts.values())
    kept = {piece: count for piece, count in counts.items() if count >= 0.5}
    expected = {p: special.digamma(c) - special.digamma(sum(kept.values())) for p, c in kept.items()}
    assert near_the_cut or em_step(words, scores) == pytest.approx(expected, rel=1e-7, abs=1e-9)


def test_em_drops_what_is_expected_less_than_half_a_time() -> None:
    # "ab" is certain to 1 / (1 + exp(-9)), so a and b are each expected about 0.0001 times
    assert em_step({"ab": 1}, {"a": -5.0, "b": -5.0, "ab": -1.0}).keys() == {"ab"}
    # twice "ab", each way with probability 1/2: expected once each
    assert em_step({"ab": 2}, {"a": -1.0, "b": -1.0, "ab": -2.0}).keys() == {"a", "b", "ab"}


def test_em_climbs() -> None:
    scores = hug_scores()
    words = {word: 100 * frequency for word, frequency in HUG_WORDS.items()}  # digamma is nearly log here
    likelihoods = [log_likelihood(words, scores)]
    for _ in range(5):
        scores = em_step(words, scores)
        likelihoods.append(log_likelihood(words, scores))
    assert likelihoods == sorted(likelihoods)
    assert likelihoods[-1] > likelihoods[0] + 1000


# -- pruning


def test_prune_losses_by_hand() -> None:
    # two words, three uses: ab twice (1/2 beats 1/4 * 1/4) and a once; b is never used, so it goes
    scores = {"ab": math.log(0.5), "a": math.log(0.25), "b": math.log(0.25)}
    losses = prune_losses({"abab": 1, "a": 1}, scores)
    assert losses == pytest.approx(
        {"ab": 2 / 2 * (math.log(2 / 3) - math.log(3 / 5) - math.log(2 / 5)), "a": math.inf}
    )


def test_a_piece_that_is_itself_cut_goes() -> None:
    # ab is better cut into a|b, so it goes although the unknown ? is booked under it, the first piece
    scores = {"ab": -5.0, "a": -1.0, "b": -1.0, "abc": -4.0, "c": -2.0}
    # abc costs 4 as one piece and 4 as a|b|c: the longer last piece keeps it
    losses = prune_losses({"ab": 1, "abc": 1, "c": 1, "?": 7}, scores)
    assert losses.keys() == {"a", "b", "abc", "c"}


def test_a_replacement_with_a_lost_character_counts_the_first_piece() -> None:
    # "b" is no piece any more, so b counts as "x" (4 uses): 10 uses in all, ab has 3, a has 3
    scores = {"x": -1.0, "a": -1.0, "ab": -2.0}
    losses = prune_losses({"x": 4, "a": 3, "ab": 3}, scores)
    expected = 3 / 10 * (math.log(3 / 10) - math.log(6 / 13) - math.log(7 / 13))
    assert losses == pytest.approx({"x": math.inf, "a": math.inf, "ab": expected})


def test_prune_keeps_the_largest_losses() -> None:
    scores = hug_scores()
    losses = prune_losses(HUG_WORDS, scores)
    kept = prune(HUG_WORDS, scores, 5)
    assert len(kept) == 5
    assert min(losses[piece] for piece in kept) >= max(losses[piece] for piece in losses.keys() - kept)
    assert all(kept[piece] == scores[piece] for piece in kept)
    assert prune(HUG_WORDS, scores, 99).keys() == losses.keys()


# -- the whole trainer


def test_words_carry_their_mark() -> None:
    assert count_marked_words(["  a b", "b", ""]) == {"▁a": 1, "▁b": 2}


def test_training_is_nearly_the_library_s() -> None:
    file = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES),
        model_writer=file,
        vocab_size=28,
        num_threads=1,
        character_coverage=1.0,
        minloglevel=2,
    )
    model = parse_model(file.getvalue())
    theirs = {piece: model.scores[index] for piece, index in model.ids_of(PieceType.NORMAL).items()}
    mine = train_unigram(LINES, 28)
    assert len(mine) == len(theirs) == 25
    common = mine.keys() & theirs.keys()
    assert len(common) >= 24
    # the first EM step loses characters, which the library books under its first piece: seen up to 0.36
    assert statistics.median(abs(mine[piece] - theirs[piece]) for piece in common) < 0.02
    assert max(abs(mine[piece] - theirs[piece]) for piece in common) < 0.5
    words = count_marked_words(LINES)
    assert log_loss(words, mine) == pytest.approx(log_loss(words, theirs), rel=0.02)


def test_lost_characters_come_back_just_above_the_lowest_score() -> None:
    # as in the library: the rarest character highest, in steps of 0.0001
    scores = train_unigram(LINES, 28)
    lost = {character: scores[character] for character in "bmrchta"}
    assert list(lost) == [piece for piece in scores if piece in lost]
    lowest = min(scores.values())
    assert lost["a"] == lowest
    steps = [round((score - lowest) / 0.0001) for score in lost.values()]
    assert steps == [6, 5, 4, 3, 2, 1, 0]


def test_trained_vocabulary_is_complete_sorted_and_of_the_size_asked_for() -> None:
    scores = train_unigram(LINES, 27)
    assert len(scores) == 24
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    assert {character for word in count_marked_words(LINES) for character in word} <= scores.keys()


@pytest.mark.parametrize(
    ("lines", "vocab_size", "message"),
    [
        ([], 10, "no word in 0 lines"),
        ([" ", ""], 10, "no word in 2 lines"),
        (LINES, 10, r"vocab_size = 10 does not fit this text; allowed: 20 to "),
        (LINES, 10_000, r"vocab_size = 10000 does not fit this text; allowed: 20 to "),
    ],
)
def test_impossible_training_is_refused(lines: list[str], vocab_size: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        train_unigram(lines, vocab_size)
