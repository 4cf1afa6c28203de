"""The unigram lattice: values worked by hand, brute force over all segmentations, the library's tie rule."""

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2
from tiny_models import build_model, segmentation_scores

from bert2t5_reference.unigram import (
    apply_sample_segmentation,
    expected_counts,
    sample_segmentation,
    viterbi_segment,
)

HALVES = {"a": -1.0, "b": -1.0, "c": -1.0, "ab": -2.0, "bc": -2.0}
HUG = {"h": -3.0, "u": -2.0, "g": -1.5, "hu": -2.5, "ug": -2.0, "hug": -4.0}
FALSE_ALARM = 1e-7

piece_tables = st.dictionaries(
    st.text("abé", min_size=1, max_size=3), st.floats(-20, 0), min_size=1, max_size=10
)
short_texts = st.text("abé?", max_size=7)
any_text = st.text(st.characters(), max_size=40)


# -- Viterbi


@pytest.mark.parametrize(
    ("text", "scores", "expected"),
    [
        ("", HALVES, []),
        ("a", HALVES, ["a"]),
        ("abc", HALVES, ["a", "bc"]),  # all three ways cost 3; the longest last piece wins
        ("ab", HALVES, ["ab"]),
        ("abcabc", HALVES, ["a", "bc", "a", "bc"]),
        ("hug", HUG, ["hug"]),  # hu|g also costs 4
        ("hugs", HUG, ["hug", "s"]),
        ("x", {"a": -1.0}, ["x"]),
        ("xyz", {"a": -1.0}, ["x", "y", "z"]),
        ("aé\U0001f600", {"a": -1.0, "é": -2.0}, ["a", "é", "\U0001f600"]),
    ],
)
def test_viterbi_worked_values(text: str, scores: dict[str, float], expected: list[str]) -> None:
    assert viterbi_segment(text, scores) == expected


@pytest.mark.parametrize(
    ("each", "expected"),
    [(-2.7, ["x", "abcde"]), (-2.5, ["xa", "b", "c", "d", "e"])],
)
def test_an_unknown_character_costs_ten_more_than_the_worst_piece(each: float, expected: list[str]) -> None:
    # the worst piece costs 3: x|abcde = 13 + 0.1, between five pieces at 2.5 and five at 2.7
    scores = {"q": -3.0, "abcde": -0.1} | dict.fromkeys(["xa", "b", "c", "d", "e"], each)
    _, library = build_model(scores)
    assert viterbi_segment("xabcde", scores) == expected
    assert library.encode("xabcde", out_type=str) == expected
    assert expected_counts("xabcde", scores)["abcde"] == pytest.approx(
        1 / (1 + math.exp(5 * each + 13.1)), rel=1e-9
    )


@given(short_texts, piece_tables)
def test_viterbi_is_the_best_of_all_segmentations(text: str, scores: dict[str, float]) -> None:
    every = segmentation_scores(text, scores)
    # sums of at most 7 terms below 40 in another order differ by less than 1e-12
    assert every[tuple(viterbi_segment(text, scores))] >= max(every.values()) - 1e-12


@given(any_text, piece_tables)
def test_viterbi_pieces_join_to_the_text(text: str, scores: dict[str, float]) -> None:
    pieces = viterbi_segment(text, scores)
    assert "".join(pieces) == text
    assert all(piece in scores or len(piece) == 1 for piece in pieces)


def test_ties_break_as_in_the_library() -> None:
    # halves are exact in float32 and float64, so both sides see the same ties
    rng = random.Random(11)
    for _ in range(80):
        scores = dict.fromkeys("ab", -1.0)
        for size, _ in itertools.product((2, 3, 4), range(4)):
            scores["".join(rng.choices("ab", k=size))] = -rng.randrange(1, 9) / 2
        _, library = build_model(scores)
        for _ in range(15):
            text = "".join(rng.choices("ab", k=rng.randrange(25)))
            assert viterbi_segment(text, scores) == library.encode(text, out_type=str), (text, scores)


# -- forward-backward


def test_expected_counts_by_hand() -> None:
    # h|u|g 1/8 * 1/4 * 1/4, hu|g 1/8 * 1/4, hug 1/8: weights 1 : 4 : 16
    scores = {"h": 1 / 8, "u": 1 / 4, "g": 1 / 4, "hu": 1 / 8, "hug": 1 / 8, "b": 1 / 8}
    counts = expected_counts("hug", {piece: math.log(p) for piece, p in scores.items()})
    expected = {"h": 1 / 21, "u": 1 / 21, "g": 5 / 21, "hu": 4 / 21, "hug": 16 / 21}
    assert counts == pytest.approx(expected, rel=1e-12)


def test_expected_counts_add_up_over_repeats() -> None:
    # aa is a|a or aa, 1/4 * 1/4 against 1/2
    counts = expected_counts("aa", {"a": math.log(1 / 4), "aa": math.log(1 / 2)})
    assert counts == pytest.approx({"a": 2 / 9, "aa": 8 / 9}, rel=1e-12)


def test_expected_counts_of_nothing_and_of_unknown_text() -> None:
    assert expected_counts("", HUG) == {}
    assert expected_counts("?!", HUG) == {}


def test_expected_counts_of_a_long_text_do_not_underflow() -> None:
    # exp of the summed scores, about -9000, would be 0; every h is its own piece, for sure
    counts = expected_counts("h" * 3000, HUG)
    assert counts == pytest.approx({"h": 3000.0}, rel=1e-9)


@given(short_texts, piece_tables)
def test_expected_counts_equal_brute_force(text: str, scores: dict[str, float]) -> None:
    every = segmentation_scores(text, scores)
    total = sum(math.exp(score) for score in every.values())
    expected: Counter[str] = Counter()
    for pieces, score in every.items():
        for piece in pieces:
            if piece in scores:
                expected[piece] += math.exp(score) / total
    # a few hundred roundings of numbers near -200 leave about 1e-11
    assert expected_counts(text, scores) == pytest.approx(dict(expected), rel=1e-9, abs=1e-12)


@given(any_text, piece_tables)
def test_expected_counts_cover_the_text_at_most_once(text: str, scores: dict[str, float]) -> None:
    counts = expected_counts(text, scores)
    assert counts.keys() == {piece for piece in scores if piece in text}
    assert sum(len(piece) * count for piece, count in counts.items()) <= len(text) + 1e-9


# -- sampling


def test_draws_choose_by_cumulative_probability_from_the_end() -> None:
    # abc: the ways that end in bc (a|bc) and in c (ab|c, a|b|c) weigh 1 : 2, bc starts further left
    def segment(*draws: float) -> list[str]:
        return apply_sample_segmentation("abc", HALVES, 1.0, list(draws))

    assert segment(0.0, 0.0, 0.0) == ["a", "bc"]
    assert segment(0.33, 0.9, 0.0) == ["a", "bc"]
    assert segment(0.34, 0.49, 0.0) == ["ab", "c"]
    assert segment(0.34, 0.51, 0.0) == ["a", "b", "c"]
    assert segment(0.999999, 0.999999, 0.999999) == ["a", "b", "c"]


def test_a_draw_equal_to_the_cumulative_probability_goes_to_the_next() -> None:
    # aa and a|a are equally likely with exactly representable weights: exp(0) = 1 each
    assert apply_sample_segmentation("aa", {"a": 0.0, "aa": 0.0}, 1.0, [0.49, 0.0]) == ["aa"]
    assert apply_sample_segmentation("aa", {"a": 0.0, "aa": 0.0}, 1.0, [0.5000001, 0.0]) == ["a", "a"]


def test_the_largest_draw_and_rounding_leave_the_last_candidate() -> None:
    largest = math.nextafter(1.0, 0.0)
    scores = {"a": math.log(0.1), "aa": math.log(0.7), "aaa": math.log(0.2)}
    for size in range(1, 30):
        pieces = apply_sample_segmentation("a" * size, scores, 0.7, [largest] * size)
        assert pieces == ["a"] * size


def test_sampling_of_nothing_needs_no_draw() -> None:
    assert apply_sample_segmentation("", HUG, 1.0, []) == []


@given(st.text("abé?", max_size=12), piece_tables, st.floats(0, 3), st.randoms(use_true_random=False))
def test_sampled_pieces_join_to_the_text(
    text: str, scores: dict[str, float], alpha: float, rng: random.Random
) -> None:
    pieces = sample_segmentation(text, scores, alpha, rng)
    assert "".join(pieces) == text
    assert all(piece in scores or len(piece) == 1 for piece in pieces)


def test_a_large_alpha_gives_the_best_segmentation() -> None:
    scores = {"h": -3.0, "u": -3.0, "g": -1.0, "hu": -1.5, "hug": -2.0}
    rng = random.Random(0)
    for text in ("hug", "huhughug?", "guguhu"):
        assert sample_segmentation(text, scores, 200.0, rng) == viterbi_segment(text, scores)


def test_the_same_state_gives_the_same_segmentation() -> None:
    first = [sample_segmentation("hughug", HUG, 0.3, random.Random(seed)) for seed in range(20)]
    second = [sample_segmentation("hughug", HUG, 0.3, random.Random(seed)) for seed in range(20)]
    assert first == second
    assert len(set(map(tuple, first))) > 1


def chi_square(draw: Callable[[], list[str]], text: str, alpha: float, num_draws: int) -> tuple[float, int]:
    """Return the chi-square statistic against the brute-force probabilities, and the degrees of freedom."""
    weights = {pieces: math.exp(alpha * score) for pieces, score in segmentation_scores(text, HUG).items()}
    expected = {pieces: num_draws * weight / sum(weights.values()) for pieces, weight in weights.items()}
    assert min(expected.values()) > 20  # the chi-square approximation holds
    seen = Counter(tuple(draw()) for _ in range(num_draws))
    assert seen.keys() <= expected.keys()
    return sum((seen[pieces] - mean) ** 2 / mean for pieces, mean in expected.items()), len(expected) - 1


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0])
def test_samples_follow_the_probabilities(alpha: float) -> None:
    # false alarm: 1e-7 per seed; a sampler that ignores alpha = 0 or 0.5 is off by a statistic above 500
    rng = random.Random(17)
    statistic, freedom = chi_square(
        lambda: sample_segmentation("hugug", HUG, alpha, rng), "hugug", alpha, 8000
    )
    assert statistic < chi2.isf(FALSE_ALARM, freedom)


def test_the_sampling_test_has_power() -> None:
    rng = random.Random(17)
    statistic, freedom = chi_square(lambda: sample_segmentation("hugug", HUG, 1.0, rng), "hugug", 0.5, 8000)
    assert statistic > 500 > chi2.isf(FALSE_ALARM, freedom)


def test_the_library_samples_from_the_same_distribution() -> None:
    sentencepiece.set_random_generator_seed(3)
    _, library = build_model(HUG)

    def draw() -> list[str]:
        pieces: list[str] = library.sample_encode_as_pieces("hugug", nbest_size=-1, alpha=0.5)
        return pieces

    statistic, freedom = chi_square(draw, "hugug", 0.5, 8000)
    assert statistic < chi2.isf(FALSE_ALARM, freedom)
