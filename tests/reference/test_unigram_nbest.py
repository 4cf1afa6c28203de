"""The n best segmentations: brute force, and the library's own search."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import build_model, segmentation_scores

from bert2t5_reference.unigram import viterbi_segment
from bert2t5_reference.unigram_nbest import nbest_segment

piece_tables = st.dictionaries(
    st.text("abé", min_size=1, max_size=3), st.floats(-20, 0), min_size=1, max_size=10
)
short_texts = st.text("abé?", max_size=7)


def test_nothing_has_one_segmentation() -> None:
    assert nbest_segment("", {"a": -1.0}, 5) == [[]]


def test_equal_sums_put_the_longer_last_piece_first() -> None:
    scores = {"a": -1.0, "b": -1.0, "c": -1.0, "ab": -2.0, "bc": -2.0}
    assert nbest_segment("abc", scores, 9) == [["a", "bc"], ["ab", "c"], ["a", "b", "c"]]


@pytest.mark.parametrize("n", [0, -1])
def test_fewer_than_one_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"n = {n} segmentations asked for; allowed: 1 or more"):
        nbest_segment("a", {"a": -1.0}, n)


@given(short_texts, piece_tables, st.integers(1, 70))
def test_nbest_equals_brute_force(text: str, scores: dict[str, float], n: int) -> None:
    every = segmentation_scores(text, scores)
    found = [tuple(pieces) for pieces in nbest_segment(text, scores, n)]
    assert len(found) == len(set(found)) == min(n, len(every))
    # near ties may come in another order, because sums are rounded: only the scores are compared
    best = sorted(every.values(), reverse=True)[:n]
    assert [every[pieces] for pieces in found] == pytest.approx(best, abs=1e-12)


@given(short_texts, piece_tables)
def test_the_first_is_viterbi_s(text: str, scores: dict[str, float]) -> None:
    assert nbest_segment(text, scores, 4)[0] == viterbi_segment(text, scores)


def test_order_equals_the_library_s_up_to_ties() -> None:
    rng = random.Random(2)
    for _ in range(40):
        scores = dict.fromkeys("abc", -1.0)
        for _ in range(12):
            scores["".join(rng.choices("abc", k=rng.randint(1, 4)))] = -rng.uniform(1, 9)
        _, library = build_model(scores)
        for _ in range(5):
            text = "".join(rng.choices("abc", k=rng.randrange(1, 9)))
            mine = nbest_segment(text, scores, 20)
            theirs = library.nbest_encode(text, nbest_size=20, out_type=str)
            sums = [sum(scores[piece] for piece in pieces) for pieces in theirs]
            assert len(mine) == len(theirs)
            for rank, pieces in enumerate(mine):
                # float32 sums of at most 9 scores are exact to 1e-5; closer neighbours may change places,
                # also with one that is just beyond the end of the list
                near = [theirs[other] for other, value in enumerate(sums) if abs(value - sums[rank]) < 1e-4]
                assert pieces in near or (len(mine) == 20 and sums[rank] < sums[-1] + 1e-4)
