"""The card says in words what holds, escapes what comes from outside, and promises no hidden point."""

import re
from html import unescape
from typing import Any

import pytest

from bert2t5.card import as_html, as_text
from bert2t5.verdict import MIME_TYPE, Failure, Property, Verdict

EVIL = "<script>alert('1')</script>&\"'"
WRONG = Failure("f([1])", "wrong value at position 0", "2", "3")
UNWRITTEN = Failure("f([1])", "an exception", "a value", "NotImplementedError")


def part(failure: Failure | None = None, hidden: bool = False, name: str = "small") -> Property:
    return Property(name, "a hint", hidden, 1 if failure is None else 0, 1, failure)


def verdict(*parts: Property, **changes: Any) -> Verdict:
    return Verdict(**{"name": "f", "points": 8, "bonus": False, "properties": parts} | changes)


def words(html: str) -> str:
    """What a reader sees of a page: the tags taken away."""
    return unescape(re.sub(r"<[^>]*>", " ", html))


def test_every_text_from_outside_is_escaped() -> None:
    evil = Failure(EVIL, EVIL, EVIL, EVIL)
    failing = Property(EVIL, EVIL, False, 0, 2, evil)
    html = as_html(Verdict(EVIL, 8, False, (failing,), EVIL))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 8  # name, property, call, what, expected, got, hint, misconception
    assert (
        as_html(Verdict("f", 8, False, (Property("p", EVIL, False, 0, 1, UNWRITTEN),))).count("<script") == 0
    )


def test_tags_of_a_card_are_balanced_and_load_nothing() -> None:
    html = as_html(verdict(part(WRONG), misconception="counts twice"))
    for tag in ("div", "table", "tbody", "tr", "td", "pre", "b"):
        assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>")
    assert not re.search(r"https?:|src=|url\(|<script|onclick", html)


def test_a_failure_shows_what_expected_got_and_hint_in_both_forms() -> None:
    failing = verdict(part(WRONG), misconception="counts twice")
    for shown in (as_text(failing), words(as_html(failing))):
        for text in (
            "f([1]): wrong value at position 0",
            "expected: 2",
            "got:      3",
            "a hint",
            "counts twice",
        ):
            assert text in shown


@pytest.mark.parametrize(("failure", "state"), [(None, "passed"), (WRONG, "failed"), (UNWRITTEN, "not yet")])
def test_a_state_is_a_word_and_not_only_a_colour(failure: Failure | None, state: str) -> None:
    for shown in (as_text(verdict(part(failure))), words(as_html(verdict(part(failure))))):
        assert re.search(rf"{state}\s+small", shown)


def test_a_value_that_mentions_an_unwritten_answer_is_an_ordinary_failure() -> None:
    wrong = Failure("f(1)", "wrong value", "'a'", "'NotImplementedError'")
    assert "failed" in as_text(verdict(part(wrong)))


def test_an_unwritten_answer_is_told_without_its_exception() -> None:
    shown = as_text(verdict(part(UNWRITTEN)))
    assert "not written yet" in shown
    assert "expected" not in shown


def test_a_failure_counts_its_cases() -> None:
    shown = as_text(verdict(Property("small", "", False, 2, 5, WRONG)))
    assert "failed  small (2 of 5 cases)" in shown


def test_only_the_first_failing_property_is_explained() -> None:
    second = Failure("f([2])", "wrong type", "a", "b")
    shown = as_text(verdict(part(None), part(WRONG), part(second)))
    assert "f([1])" in shown
    assert "f([2])" not in shown


def test_a_hidden_failure_shows_its_name_and_hint_alone() -> None:
    shown = as_text(
        verdict(part(None), part(Failure("", "a wrong answer", "", ""), hidden=True, name="fresh"))
    )
    assert "fresh: a wrong answer" in shown
    assert "hint: a hint" in shown
    assert "expected" not in shown
    assert "1 of 1 visible checks passed, 0 of 1 hidden checks passed" in shown


def test_points_are_promised_only_where_hidden_checks_ran() -> None:
    assert "8 points, if the hidden checks at grading pass too" in as_text(verdict(part()))
    assert "0 of 8 points so far; hidden checks follow at grading" in as_text(verdict(part(WRONG)))
    assert as_text(verdict(part(), part(hidden=True))).endswith("8 of 8 points")
    assert as_text(verdict(part(), part(hidden=True), bonus=True)).endswith("8 of 8 bonus points")


def test_a_verdict_without_cases_says_so() -> None:
    assert "nothing was checked" in as_text(verdict())
    assert "no case was checked" in as_text(verdict(Property("empty", "", False, 0, 0, None)))


def test_a_notebook_gets_text_html_and_data() -> None:
    bundle = verdict(part(WRONG))._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", MIME_TYPE}
    assert bundle[MIME_TYPE]["properties"][0]["failure"]["got"] == "3"
