"""A reader of pocket sentences: it knows the lexicon, and nothing of how the sentences are made.

From the text alone it finds what a sentence states, and whether one sentence follows from another, so that
tests can judge labels without asking the generator.
"""

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace

from bert2t5.data.pocket.lexicon import (
    ADVERBS,
    COLOURS,
    COMPARATIVES,
    FEMALE_NAMES,
    KIND_NOUNS,
    MALE_NAMES,
    MATERIALS,
    NOUNS,
    SCALES,
    TOWNS,
    VERBS,
)

ALL_NOUNS = (*NOUNS.values(), *KIND_NOUNS.values())
NOUN_OF = {word: noun.words[0] for noun in ALL_NOUNS for word in (*noun.words, *noun.plurals)}
KIND_OF = {noun.words[0]: noun.kind for noun in NOUNS.values()}
PLACES = {word for noun in NOUNS.values() if noun.kind in ("building", "ground") for word in noun.words}
VERB_OF = {form: name for name, verb in VERBS.items() for forms in verb.words for form in astuple(forms)}
MANNER_OF = {word: name for name, words in ADVERBS.items() for word in words}
POLE_OF = {
    word: (scale, sign)
    for scale, poles in SCALES.items()
    for sign, pole in zip((1, -1), poles, strict=True)
    for word in pole.words
}
PLAIN_OF = {more: word for word, (more, _) in COMPARATIVES.items()}
COLOUR_WORDS = {*COLOURS, *(word for words in MATERIALS.values() for word in words)}
COUNTS = ("two", "three", "four")
TURNED = {"buy": "sell", "sell": "buy", "borrow": "lend", "lend": "borrow"}
DAY = r"([A-Z][a-z]+day(?: morning| evening)?)"

Pole = tuple[str, int]


@dataclass(frozen=True)
class Seen:
    """A thing or a person as a sentence describes it."""

    what: str
    count: str = ""
    qualities: frozenset[object] = frozenset()
    owner: str = ""


@dataclass(frozen=True)
class Deed:
    """What an event sentence states; None where it says nothing."""

    verb: str
    agent: str
    patient: Seen | None
    recipient: str | None
    place: str | None
    time: str | None
    manner: str | None
    negated: bool


# -- events


def read_deed(text: str) -> Deed:
    """Return what a sentence about a single event states, in the past or the past perfect."""
    time, rest = _take(rf"\b[Oo]n {DAY}", text.rstrip("."))
    place, rest = _take(rf"\b(?:[Ii]n|[Aa]t|[Oo]n) ({'|'.join(TOWNS)}|the [a-z]+)\b(?! \w+ed)", rest)
    recipient, rest = _take(r"\b(?:to|from) ([A-Z][a-z]+)\b", rest)
    by, rest = _take(r"\bby ([A-Z][a-z]+)\b", rest)
    (verb, at), manner, seen = _parts(re.findall(r"[A-Za-z']+", rest))
    before = [thing for thing, position in seen if position < at]
    after = [thing for thing, position in seen if position > at]
    if by:  # passive: the patient comes first
        agent, patient = by, before[0]
    elif " that " in rest and before[1:]:  # it was the patient that the agent ...
        patient, agent = before[0], before[1].what
    else:
        agent, patient = before[0].what, after[-1]
        recipient = after[0].what if len(after) == 2 else recipient
    place = NOUN_OF.get((place or "").removeprefix("the "), place)
    return Deed(verb, agent, patient, recipient, place, time, manner, " not " in f" {rest} ")


def _take(pattern: str, text: str) -> tuple[str | None, str]:
    """Return what a pattern finds, and the text without it."""
    match = re.search(pattern, text)
    return (match[1], text[: match.start()] + text[match.end() :]) if match else (None, text)


def _parts(words: list[str]) -> tuple[tuple[str, int], str | None, list[tuple[Seen, int]]]:
    """Return the verb and its position, the manner, and the people and things with their positions."""
    verb, manner, seen = ("", -1), None, []
    position = 0
    while position < len(words):
        word = words[position]
        if word.lower() in ("the", "a", "an", "some", *COUNTS):
            thing, length = read_thing(words[position:])
            seen.append((thing, position))
            position += length
            continue
        if word in MANNER_OF:
            manner = MANNER_OF[word]
        elif word[0].isupper() and word != "It":
            seen.append((Seen(word), position))
        elif word in VERB_OF:
            verb = VERB_OF[word], position
        position += 1
    return verb, manner, seen


def read_thing(words: list[str]) -> tuple[Seen, int]:
    """Return the thing with whose determiner the words begin, and how many words name it."""
    count, qualities, owner = "", set(), ""
    for position, word in enumerate(words):
        following = words[position + 1] if position + 1 < len(words) else ""
        small = word.lower()
        if small in COUNTS:
            count = small
        elif word.endswith("'s"):
            owner = word.removesuffix("'s")
        elif word in NOUN_OF and not (word in COLOUR_WORDS and following in NOUN_OF):
            return Seen(NOUN_OF[word], count, frozenset(qualities), owner), position + 1
        elif word in POLE_OF or word in COLOUR_WORDS:
            qualities.add(POLE_OF.get(word, word))
    raise ValueError(f"no noun in {words}")


def turned(deed: Deed) -> Deed:
    """Return the same deed from the other side, if it has one."""
    if deed.recipient is None or deed.verb not in TURNED:
        return deed
    return replace(deed, verb=TURNED[deed.verb], agent=deed.recipient, recipient=deed.agent)


def same_deed(first: Deed, second: Deed) -> bool:
    """Whether two sentences state the same."""
    return second in (first, turned(first))


def follows(weak: Deed, strong: Deed) -> bool:
    """Whether a deed that happened follows from another one that happened."""
    return any(_weaker(weak, told) for told in (strong, turned(strong)))


def _weaker(weak: Deed, strong: Deed) -> bool:
    details = ("recipient", "place", "time", "manner")
    left = all(getattr(weak, field) in (None, getattr(strong, field)) for field in details)
    same = (weak.verb, weak.agent) == (strong.verb, strong.agent)
    return left and same and _more_general(weak.patient, strong.patient)


def _more_general(weak: Seen | None, strong: Seen | None) -> bool:
    if weak is None or strong is None:
        return weak == strong
    same = weak.what in (strong.what, KIND_OF.get(strong.what))
    return same and weak.count == strong.count and weak.qualities <= strong.qualities


def similarity(first: Deed, second: Deed) -> float:
    """Return how much two deeds have in common, 1 for each of five parts, 0.6 for what is close."""
    return max(_common(first, deed) for deed in (second, turned(second)))


def _common(first: Deed, second: Deed) -> float:
    assert first.patient is not None
    assert second.patient is not None
    same = [
        (first.agent, first.recipient) == (second.agent, second.recipient),
        first.verb == second.verb,
        first.patient == second.patient,
        first.place == second.place,
        first.time == second.time,
    ]
    kind = KIND_OF.get(first.patient.what)
    close = [
        not same[2] and kind is not None and kind == KIND_OF.get(second.patient.what),
        not same[4] and str(first.time).split()[0] == str(second.time).split()[0],
    ]
    return round(sum(same) + 0.6 * sum(close), 1)


def relation(first: Deed, second: Deed) -> str:
    """Return what the first deed says of the second."""
    told, told_too = (replace(deed, negated=False) for deed in (first, second))
    match first.negated, second.negated:
        case False, False if follows(told_too, told):
            return "entailment"
        case True, True if follows(told, told_too):
            return "entailment"
        case False, True if follows(told_too, told):
            return "contradiction"
        case True, False if follows(told, told_too):
            return "contradiction"
        case False, False if excludes(told, told_too):
            return "contradiction"
    return "neutral"


def excludes(first: Deed, second: Deed) -> bool:
    """Whether one of the agent, the place and the time differs, or the two people have changed places."""
    told = ("agent", "patient", "recipient", "place", "time")
    for deed in (second, turned(second)):
        unlike = [field for field in told if getattr(first, field) != getattr(deed, field)]
        both_tell = all(getattr(deed, field) and getattr(first, field) for field in unlike)
        if first.verb == deed.verb and both_tell:
            return unlike in (["agent"], ["place"], ["time"], ["agent", "recipient"])
    return False


# -- opinions, comparisons, and what is embedded


@dataclass(frozen=True)
class Judged:
    """Somebody's opinion of a thing: a pole of a scale, or that it is not so."""

    holder: str
    thing: Seen
    scale: str
    sign: int
    negated: bool


def read_opinion(text: str) -> Judged | None:
    """Return the opinion that a sentence states, or None."""
    match = re.fullmatch(r"([A-Z]\w+) (found|did not find|thought that|believed that) (.*) ([a-z]+)\.", text)
    if match is None or match[4] not in POLE_OF:
        return None
    words = match[3].split()
    thing, length = read_thing(words)
    if words[length:] not in ([], ["was"], ["was", "not"]):
        return None
    return Judged(match[1], thing, *POLE_OF[match[4]], "not" in f"{match[2]} {match[3]}".split())


def read_comparison(text: str) -> tuple[str, str, Pole] | None:
    """Return what has more of which quality than what, with the first pole of the scale, or None."""
    words = "[a-z' ]+?"
    match = re.fullmatch(
        rf"The ({words}) was (not as|less|more|) ?([a-z]+) (?:than|as) the ({words})\.", text
    )
    if match is None:
        return None
    first, how, word, second = NOUN_OF[match[1]], match[2], match[3], NOUN_OF[match[4]]
    scale, sign = POLE_OF[PLAIN_OF.get(word, word)]
    if (how in ("not as", "less")) == (sign == 1):
        first, second = second, first
    return first, second, (scale, 1)


def unwrapped(text: str) -> tuple[str, str]:
    """Return how an event is embedded ("reacted", "believed" or ""), with the name, and the event itself."""
    for how, pattern in (
        ("believed", r"([A-Z]\w+) (?:thought|believed) that (.*)"),
        ("reacted", r"([A-Z]\w+) \w+ because (.*)"),
    ):
        if match := re.fullmatch(pattern, text):
            return f"{how} {match[1]}", match[2]
    if match := re.fullmatch(r"Because (.*), ([A-Z]\w+) \w+\.", text):
        return f"reacted {match[2]}", match[1] + "."
    return "", text


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text."""
    return (sentence + "." for sentence in text.rstrip(".").split(". "))


# -- tales

PRONOUN = r"\b([Ss]he|[Hh]e)\b"


def resolved(context: str) -> list[str]:
    """Return the sentences with a name in place of "she" and "he": the sentence before has one that fits."""
    told: list[str] = []
    for sentence in sentences_of(context):
        if match := re.search(PRONOUN, sentence):
            names = FEMALE_NAMES if match[0].lower() == "she" else MALE_NAMES
            (name,) = {word for word in re.findall(r"\w+", told[-1]) if word in names}
            sentence = re.sub(PRONOUN, name, sentence)
        told.append(sentence)
    return told


def is_state(sentence: str) -> bool:
    return re.fullmatch(r"The [a-z]+ was [a-z]+\.", sentence) is not None


# -- questions

ASKED = "Somebody"  # stands for what is asked for
OTHER_SIDE = {"agent": "recipient", "recipient": "agent"}


def read_question(text: str) -> tuple[str, Deed]:
    """Return which field a question asks for, and the deed that it takes for granted, without that field."""
    field, statement = _statement(text.rstrip("?"))
    return field, replace(read_deed(statement + "."), **{field: None})


def _statement(asked: str) -> tuple[str, str]:
    """Return what is asked for, and the question as a statement, with "Somebody" for a person or thing."""
    if match := re.fullmatch(r"(?:Where|In which place) (?:did|was|were) (.*)", asked):
        return "place", match[1]
    if match := re.fullmatch(r"(?:When|On which day) (?:did|was|were) (.*)", asked):
        return "time", match[1]
    if match := re.fullmatch(r"(?:How|In what way) did (.*)", asked):
        return "manner", match[1]
    if match := re.fullmatch(r"(?:To|From) whom (?:did|was|were) (.*)", asked):
        return "recipient", match[1]
    if match := re.fullmatch(r"Who did (.*) (?:to|from)\b(.*)", asked):
        return "recipient", match[1] + match[2]
    if match := re.fullmatch(r"By whom (?:was|were) (.*)", asked):
        return "agent", f"{match[1]} by {ASKED}"
    if match := re.fullmatch(r"(?:What|Who) was it that ([A-Z].*)", asked):
        return "patient", f"It was {ASKED} that {match[1]}"
    if match := re.fullmatch(r"(?:What|Which thing|Whom|Which person) did ([A-Z].*)", asked):
        return "patient", f"It was {ASKED} that {match[1]}"
    match = re.fullmatch(r"(?:Who was it that|Who|Which person) (.*)", asked)
    assert match is not None, asked
    return "agent", f"{ASKED} {match[1]}"


def same_question(first: tuple[str, Deed], second: tuple[str, Deed]) -> bool:
    """Whether two questions ask for the same of the same deed, from one side or the other."""
    field, deed = second
    other_side = OTHER_SIDE.get(field, field), _turned_question(deed)
    return first in (second, other_side)


def _turned_question(deed: Deed) -> Deed:
    if deed.verb not in TURNED:
        return deed
    return replace(deed, verb=TURNED[deed.verb], agent=deed.recipient, recipient=deed.agent)


def answers(told: Deed, question: tuple[str, Deed]) -> bool:
    """Whether a deed that is told has what is asked for, and all that the question takes for granted."""
    field, granted = question
    names = [name for name in vars(granted) if name != field and getattr(granted, name) is not None]
    return any(
        getattr(deed, field) is not None and all(getattr(deed, n) == getattr(granted, n) for n in names)
        for deed in (told, turned(told))
    )
