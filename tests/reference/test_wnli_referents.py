"""WNLI as sentences with a marked pronoun: by hand, and laws of marking and scoring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.wnli_referents import mark_pronoun, names_referent

words = st.text("bcdfgh", min_size=4, max_size=8)  # no pronoun and no determiner


@pytest.mark.parametrize(
    ("premise", "hypothesis", "marked", "referent"),
    [
        pytest.param(
            "The ball hit the window. It broke.",
            "The window broke.",
            "The ball hit the window. *It* broke.",
            "The window",
            id="the pronoun begins a sentence",
        ),
        pytest.param(
            "Ann said that she knew that he left.",
            "She knew that Tom left.",
            "Ann said that she knew that *he* left.",
            "Tom",
            id="of two pronouns the one with more words in common",
        ),
        pytest.param(
            "Ann saw Eve before she or they left.",
            "Eve slept.",
            "Ann saw Eve before *she* or they left.",
            "",
            id="nothing in common: the first pronoun and no referent",
        ),
        pytest.param(
            "The dogs chased the cats until they slept.",
            "The cats slept.",
            "The dogs chased the cats until *they* slept.",
            "The cats",
            id="the replacement begins the hypothesis",
        ),
        pytest.param(
            "I poured water on the plant. I like it!",
            "I like the plant.",
            "I poured water on the plant. I like *it* !",
            "the plant",
            id="the replacement ends the hypothesis, the mark moves behind the asterisk",
        ),
        pytest.param(
            "Tom asked Jim for his keys.",
            "Tom asked Jim for Jim's keys.",
            "Tom asked Jim for *his* keys.",
            "Jim",
            id="a possessive loses its ending",
        ),
        pytest.param(
            "The boys met the girls and took their bags.",
            "The boys took the girls' bags.",
            "The boys met the girls and took *their* bags.",
            "the girls",
            id="a possessive plural too",
        ),
        pytest.param(
            "There is a pillar between us, and I can't see it.",
            "I can't see around the pillar.",
            "There is a pillar between us, and I can't see *it* .",
            "the pillar",
            id="what is more than a noun phrase is cut at its article",
        ),
    ],
)
def test_the_pronoun_and_its_referent_are_those_found_by_hand(
    premise: str, hypothesis: str, marked: str, referent: str
) -> None:
    assert mark_pronoun(premise, hypothesis) == (marked, referent)


def test_a_premise_without_a_pronoun_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no pronoun in 'Ann slept\.'.*he, her, him, his, it"):
        mark_pronoun("Ann slept.", "Ann slept.")


@given(st.lists(words, min_size=1, max_size=4), st.lists(words, min_size=1, max_size=4), words)
def test_a_name_put_for_the_pronoun_is_found_again(before: list[str], after: list[str], name: str) -> None:
    premise, hypothesis = " ".join([*before, "she", *after]), " ".join([*before, name, *after])
    assert mark_pronoun(premise, hypothesis) == (" ".join([*before, "*she*", *after]), name)


@pytest.mark.parametrize(
    ("prediction", "referent", "score"),
    [
        ("The Hair", "hair", 1),
        ("hair", "the brown hair", 1),
        ("my brown hair", "hair", 1),
        ("the drain", "the hair", 0),
        ("hat", "Bob's hat", 0),  # an apostrophe on one side
        ("Bob's", "Bob's hat", 1),
        ("hairs", "hair", 0),
        ("", "hair", -1),
        (" the ", "hair", -1),  # nothing but a determiner
    ],
)
def test_a_prediction_names_the_referent_when_its_words_contain_one_another(
    prediction: str, referent: str, score: int
) -> None:
    assert names_referent(prediction, referent) == score


@given(st.lists(words, min_size=1, max_size=3), st.lists(words, min_size=1, max_size=3))
def test_which_side_is_the_prediction_does_not_matter(left: list[str], right: list[str]) -> None:
    assert names_referent(" ".join(left), " ".join(right)) == names_referent(" ".join(right), " ".join(left))
