"""Rules of English as far as pocket sentences need them: each finds one kind of error in a text.

They know the lexicon, and nothing of how sentences or errors are made.
"""

import re
from itertools import pairwise

from pocket_reader import COLOUR_WORDS, COUNTS, POLE_OF

from bert2t5.data.pocket.lexicon import COMPARATIVES, FEMALE_NAMES, KIND_NOUNS, MALE_NAMES, NOUNS, VERBS

ALL_NOUNS = (*NOUNS.values(), *KIND_NOUNS.values())
SINGULARS = {word for noun in ALL_NOUNS for word in noun.words} - {"saw"}  # mostly the verb
PLURALS = {word for noun in ALL_NOUNS for word in noun.plurals if not noun.mass}
ADJECTIVES = {*POLE_OF, *COLOUR_WORDS} - SINGULARS
VERBS_FORMS = [forms for verb in VERBS.values() for forms in verb.words]
BASES = {forms.base for forms in VERBS_FORMS}
FINITE = BASES | {form for forms in VERBS_FORMS for form in (forms.past, forms.third)}
FINITE |= {"was", "were", "is", "are", "had", "has", "have", "did", "does", "do"}
MORE = {more for more, _ in COMPARATIVES.values()}
ARTICLES = ("a", "an", "the")
SOLID = ("tool", "container", "garment", "furniture", "vehicle", "boat", "jewel", "toy")
NEED_ARTICLE = {word for noun in NOUNS.values() if noun.kind in SOLID for word in noun.words}
BE = ("was", "is", "were", "are")


def tokens_of(text: str) -> list[str]:
    """Return words and marks; the first word in small letters."""
    return re.findall(r"[A-Za-z']+|[.,;:!?]", text[0].lower() + text[1:])


def agreement(text: str) -> bool:
    """Each of the boats were old; the boats near the mill was old; there are a boat; near it stand a boat."""
    tokens = tokens_of(text)
    plural_verbs = [
        token in ("were", "are", "stand") for token in tokens if token in (*BE, "stand", "stands")
    ]
    if not plural_verbs:
        return False
    if match := re.search(
        r"\b(?:there (?:was|is|were|are)|stands?) (a|an|some|two|three|four)\b", text.lower()
    ):
        return plural_verbs[0] != (match[1] in (*COUNTS, "some"))
    if match := re.match(r"(One|Each|All|Most) of ", text):
        return plural_verbs[0] != (match[1] in ("All", "Most"))
    head = first_noun(tokens)
    return bool(head) and plural_verbs[0] != (head in PLURALS)


def first_noun(tokens: list[str]) -> str:
    """Return the first noun, or ""; an oak is one, the oak of an oak table is none."""
    for token, after in pairwise([*tokens, ""]):
        if token in SINGULARS | PLURALS and not (token in COLOUR_WORDS and after in SINGULARS | PLURALS):
            return token
    return ""


def reflexive(text: str) -> bool:
    """Anna blamed himself; Anna and Tom blamed herself."""
    names = {word for word in re.findall(r"\w+", text) if word in FEMALE_NAMES + MALE_NAMES}
    match = re.search(r"\b\w+sel(?:f|ves)\b", text)
    if match is None or not names:
        return False
    one = "herself" if names <= set(FEMALE_NAMES) else "himself"
    return match[0] != (one if len(names) == 1 else "themselves")


def number(text: str) -> bool:
    """Two boat; a big boats."""
    found = re.findall(r"\b([Aa]n?|[Tt]wo|[Tt]hree|[Ff]our)((?: [a-z]+)+)", text)
    for determiner, rest in found:
        noun = first_noun(rest.split())
        if noun and (noun in PLURALS) != (determiner.lower() in COUNTS):
            return True
    return False


def no_article(text: str) -> bool:
    """Anna bought red lamp."""
    tokens = tokens_of(text)
    for place, token in enumerate(tokens):
        if token in NEED_ARTICLE and token in SINGULARS:
            start = place - 1
            while tokens[start] in ADJECTIVES | COLOUR_WORDS:
                start -= 1
            if tokens[start] not in (*ARTICLES, "or", "some"):
                return True
    return False


def two_articles(text: str) -> bool:
    """Anna bought the a lamp."""
    return bool(re.search(r"\b(?:a|an|the) (?:a|an|the)\b", text, re.IGNORECASE))


def order(text: str) -> bool:
    """Anna bought lamp the; big a lamp; two of which follow no noun."""
    known = (
        ADJECTIVES
        | COLOUR_WORDS
        | SINGULARS
        | PLURALS
        | {*COUNTS, "sun", "wind", "road", "next", "morning", "truth", "way", "saw"}
    )
    for before, after in pairwise(tokens_of(text)):
        if before in (*ARTICLES, *COUNTS) and after not in known:
            return True
        if before in ADJECTIVES and after in (*ARTICLES, *COUNTS):
            return True
        if before in SINGULARS | PLURALS and after in (*ARTICLES, *COUNTS):
            return True
        if before in COUNTS and after in COUNTS:
            return True
    return False


def form(text: str) -> bool:
    """Anna did not bought the lamp; Anna wanted to bought it."""
    tokens = tokens_of(text)
    return any(
        after in FINITE - BASES
        and (before == "to" or (before == "not" and two_before in ("did", "do", "does")))
        for two_before, before, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def case(text: str) -> bool:
    """Him bought the lamp; Anna thanked he."""
    subjects, objects = ("he", "they"), ("him", "them")
    return any(
        (before in (*objects, "her") and after in FINITE and after not in SINGULARS | PLURALS)
        or (before in subjects and after not in FINITE)
        for before, after in pairwise(tokens_of(text))
    )


def comparison(text: str) -> bool:
    """More older than; old than; as old than; less old as."""
    plain = "|".join(sorted(set(POLE_OF)))
    more = "|".join(sorted(MORE))
    wrong = (
        rf"\bmore (?:{more})\b",
        rf"(?<!more )(?<!less )\b(?:{plain}) than\b",
        rf"\b(?:more|less) (?:{plain}) as\b",
        rf"\bas (?:{plain}) than\b",
    )
    return any(re.search(pattern, text) for pattern in wrong)


RULES = {
    "agreement": agreement,
    "reflexive": reflexive,
    "number": number,
    "no article": no_article,
    "two articles": two_articles,
    "order": order,
    "form": form,
    "case": case,
    "comparison": comparison,
}
