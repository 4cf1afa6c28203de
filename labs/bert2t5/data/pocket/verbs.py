"""Finite verbs: tense, denial, and agreement with the subject."""

from bert2t5.data.pocket.lexicon import Forms
from bert2t5.data.pocket.text import Phrase, Tokens, Word

__all__ = ["PERFECT", "agreeing", "be", "copula", "do", "have", "verb_group"]

PERFECT = {"past": "past perfect", "present": "present perfect"}
"""The tense of what happened before the time of a story."""


def agreeing(singular: str, plural: str, is_plural: bool) -> Word:
    """Return the form for the number, marked with the other one as its slip.

    >>> agreeing("was", "were", is_plural=True)
    'were'
    """
    return Word(plural, "agreement", singular) if is_plural else Word(singular, "agreement", plural)


def be(subject: Phrase, tense: str) -> Word:
    """Return the form of "be" that agrees with the subject: was, were, am, is, are."""
    if tense == "past":
        return agreeing("was", "were", subject.plural or subject.person == 2)
    if subject.person == 1 and not subject.plural:
        return Word("am", "agreement", "are")
    return agreeing("is", "are", subject.takes_plural_verb)


def have(subject: Phrase, tense: str) -> str:
    """Return the auxiliary of a perfect tense: had, has or have."""
    return "had" if tense == "past perfect" else agreeing("has", "have", subject.takes_plural_verb)


def do(subject: Phrase, tense: str) -> str:
    """Return the auxiliary of questions and denials: did, does or do."""
    return "did" if tense == "past" else agreeing("does", "do", subject.takes_plural_verb)


def verb_group(forms: Forms, subject: Phrase, tense: str, negated: bool = False) -> Tokens:
    """Return the finite verb with its auxiliaries.

    Args:
        forms: the verb.
        subject: what it agrees with.
        tense: "past", "present", "past perfect", "present perfect", "future" or "conditional".
        negated: whether "not" is part of it.

    >>> buy = Forms("buy", "buys", "bought", "bought", "buying")
    >>> verb_group(buy, Phrase(["Anna"]), "past", negated=True), verb_group(buy, Phrase(["Anna"]), "present")
    (['did', 'not', 'buy'], ['buys'])
    """
    no = ["not"] if negated else []
    match tense:
        case "future" | "conditional":
            return ["will" if tense == "future" else "would", *no, forms.base]
        case "past perfect" | "present perfect":
            return [have(subject, tense), *no, forms.participle]
        case _ if negated:
            return [do(subject, tense), *no, forms.base]
        case "past":
            return [forms.past]
        case _:
            return [agreeing(forms.third, forms.base, subject.takes_plural_verb)]


def copula(subject: Phrase, tense: str, negated: bool = False) -> Tokens:
    """Return "be" in a tense, as `verb_group` does for other verbs.

    >>> copula(Phrase(["the", "boats"], plural=True), "present perfect", negated=True)
    ['have', 'not', 'been']
    """
    no = ["not"] if negated else []
    match tense:
        case "future" | "conditional":
            return ["will" if tense == "future" else "would", *no, "be"]
        case "past perfect" | "present perfect":
            return [have(subject, tense), *no, "been"]
        case _:
            return [be(subject, tense), *no]
