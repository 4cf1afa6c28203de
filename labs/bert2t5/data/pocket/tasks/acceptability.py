"""CoLA: is the sentence English?

Acceptable and unacceptable sentences have the same source: first a kind of error is chosen, then a sentence
in which it is possible, and only then does the label decide whether it is made. Most errors change the form
or the place of one word, so that a bag of words sees next to nothing.

Source: the kinds follow Warstadt et al., 2020, "BLiMP", and Warstadt et al., 2019, "CoLA".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

# the patterns register themselves
import bert2t5.data.pocket.documents  # noqa: F401
from bert2t5.data.pocket.discourse import Discourse
from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import COMPARATIVES, KIND_NOUNS, NOUNS, VERBS, nouns_of
from bert2t5.data.pocket.meaning import Compared, Event, Group, Link, Located, Person, Record, Share, does
from bert2t5.data.pocket.patterns import say
from bert2t5.data.pocket.story import NEITHER, Story
from bert2t5.data.pocket.tasks.splits import Example, Misfit, Scribe
from bert2t5.data.pocket.text import Tokens, Word, join

__all__ = ["ERRORS", "ErrorKind", "judged_sentence"]

MAX_TOKENS = 18
# in these patterns the "error" may be English: if it were foggy; what she bought were two lamps; two boats,
# which was silly; who have gone?
LENIENT_PATTERNS = {
    "if",
    "what somebody did",
    "which clause",
    "question and answer",
    "question in a dialogue",
}

COUNTED = [noun for noun in (*NOUNS.values(), *KIND_NOUNS.values()) if not noun.mass]
PLURAL_OF = {word: plural for noun in COUNTED for word, plural in zip(noun.words, noun.plurals, strict=True)}
SINGULAR_OF = {plural: word for word, plural in PLURAL_OF.items()}
# Anna cooked soup, went to school, played flute: only for these kinds of nouns is "a" never left out
SOLID = ("tool", "container", "garment", "furniture", "vehicle", "boat", "jewel", "toy")
NEED_ARTICLE = {word for noun in nouns_of(*SOLID) for word in noun.words}
# to found a town, to saw a tree and to fell it are English, too
PAST_OF = {
    forms.base: forms.past
    for verb in VERBS.values()
    for forms in verb.words
    if forms.past not in (forms.base, "found", "saw", "fell")
}
POSITIVE_OF = {comparative: word for word, (comparative, _) in COMPARATIVES.items()}
OTHER_CASE = {"he": "him", "she": "her", "they": "them", "him": "he", "them": "they"}
COUNTS = ("two", "three", "four")

Corrupt: TypeAlias = Callable[[Tokens], Iterator[Tokens]]


@dataclass(frozen=True)
class ErrorKind:
    """A kind of error.

    Attributes:
        name: what it is called.
        weight: how often it is drawn.
        record: returns something to say in which the error is likely to be possible.
        corrupt: yields the tokens with the error, once for each place where it is possible.
    """

    name: str
    weight: int
    record: Callable[[Story], Record]
    corrupt: Corrupt


def judged_sentence(scribe: Scribe, label: int) -> Example:
    """Return an acceptable sentence (label 1) or an unacceptable one (label 0)."""
    draw = scribe.draw
    error = draw.weighted(ERRORS, [kind.weight for kind in ERRORS])
    record, tense = error.record(Story(draw)), draw.choice(("past", "present"))

    def attempt() -> str:
        tokens = _said(record, tense, draw)
        wrong = list(error.corrupt(tokens))
        if not wrong:
            raise Misfit
        return join(tokens if label else draw.choice(wrong))

    return Example((scribe.write(attempt),), label, error.name)


def _said(record: Record, tense: str, draw: Draw) -> Tokens:
    """Return a record as the tokens of a sentence.

    Raises:
        Misfit: if the sentence is long or in a lenient pattern.
    """
    discourse = Discourse(draw, tense)
    if isinstance(record, Share):
        discourse.introduce(record.things)  # one of the boats, never one of some boats
    sentence = say(record, discourse)[0]
    if LENIENT_PATTERNS & set(sentence.patterns) or len(sentence.tokens) > MAX_TOKENS:
        raise Misfit
    return list(sentence.tokens)


# -- what to say


def far_from_its_verb(s: Story) -> Record:
    """Return a record with a subject of several words, or one that is hard to count."""
    thing = s.near(s.one_or_more("tree", "vehicle", "furniture", "boat", "animal"), s.place)
    repaired = s.one_or_more("tool", "furniture", "vehicle", "boat")
    share = s.share(s.things("boat", "container", "animal", "instrument"))
    countable = share if share.part != "none" else replace(share, part="each")  # none of them was, or were
    detail = Link("detail", does(s.hero, "repair", repaired), s.state(repaired, NEITHER))
    return s.one_of(s.state(thing, NEITHER), s.about(thing), Located(thing), countable, detail)


def done(s: Story) -> Event:
    """Return an event with a thing, by one or two people, at a place or a time or neither."""
    verb = s.draw.choice(("buy", "find", "see", "steal", "sell", "bring"))
    event = does(_one_or_two(s), verb, s.one_or_more(*SOLID))
    if s.draw.chance(0.5):
        return replace(event, place=s.place)
    return s.begin(event) if s.draw.chance(0.5) else event


def _one_or_two(s: Story) -> Person | Group:
    return s.pair() if s.draw.chance(0.3) else s.hero


def not_done(s: Story) -> Record:
    """Return an event that did not happen, or one that is hoped for."""
    return s.one_of(replace(done(s), negated=True), s.aim(replace(done(s), agent=s.hero)))


def done_to_oneself(s: Story) -> Record:
    """Return an event in which people do something to themselves."""
    return s.to_self(_one_or_two(s))


def done_in_turn(s: Story) -> Record:
    """Return two events between the same two people, so that there are pronouns."""
    verbs = s.draw.sample(("meet", "help", "thank", "praise", "blame", "visit"), 2)
    first, second = (does(s.hero, verb, s.other) for verb in verbs)
    turned = replace(second, agent=s.other, patient=s.hero)
    return Link(s.draw.choice(("and", "then")), first, s.one_of(second, turned))


def comparison(s: Story) -> Record:
    """Return a comparison of two things."""
    kind = s.draw.choice(("boat", "vehicle", "animal", "instrument", "tree", "building"))
    thing = s.one_or_more(kind)
    return Compared(thing, s.one_or_more(kind), s.quality(thing, NEITHER))


# -- what can go wrong


def slip(rule: str) -> Corrupt:
    """Return the error of the words that obey a rule: were for was, himself for herself."""

    def corrupt(tokens: Tokens) -> Iterator[Tokens]:
        for place, token in enumerate(tokens):
            if isinstance(token, Word) and token.rule == rule:
                yield _with(tokens, place, token.slip)

    return corrupt


def _with(tokens: Tokens, place: int, *instead: str) -> Tokens:
    """Return the tokens with others, or none, in one place."""
    return [*tokens[:place], *instead, *tokens[place + 1 :]]


def wrong_number(tokens: Tokens) -> Iterator[Tokens]:
    """Two boat; a big boats."""
    for start, place in _noun_phrases(tokens):
        noun = tokens[place]
        if tokens[start] in COUNTS and noun in SINGULAR_OF:
            yield _with(tokens, place, SINGULAR_OF[noun])
        if tokens[start] == "a" and noun in PLURAL_OF:
            yield _with(tokens, place, PLURAL_OF[noun])


def _noun_phrases(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield the places of each determiner and of its noun, which stands behind two adjectives at most."""
    for start, token in enumerate(tokens):
        if token in ("a", "the", *COUNTS):
            nouns = (n for n in range(start + 1, min(start + 4, len(tokens))) if _is_noun(tokens[n]))
            yield from ((start, place) for place in list(nouns)[:1])


def _is_noun(token: str) -> bool:
    return token in PLURAL_OF or token in SINGULAR_OF


def no_article(tokens: Tokens) -> Iterator[Tokens]:
    """Anna bought red lamp."""
    for start, place in _noun_phrases(tokens):
        if tokens[start] == "a" and tokens[place] in NEED_ARTICLE:
            yield _with(tokens, start)


def two_articles(tokens: Tokens) -> Iterator[Tokens]:
    """Anna bought the a lamp."""
    for place, token in enumerate(tokens):
        if token in ("a", "the"):
            yield _with(tokens, place, *(("the", "a") if token == "a" else ("a", "the")))


def wrong_order(tokens: Tokens) -> Iterator[Tokens]:
    """Anna bought lamp the."""
    for place, token in enumerate(tokens[:-1]):
        if token in ("a", "the", *COUNTS) and tokens[place + 1].isalpha():
            yield [*tokens[:place], tokens[place + 1], token, *tokens[place + 2 :]]


def wrong_form(tokens: Tokens) -> Iterator[Tokens]:
    """Anna did not bought the lamp; Anna wanted to bought it."""
    for place, token in enumerate(tokens):
        if place and token in PAST_OF and tokens[place - 1] in ("not", "to"):
            yield _with(tokens, place, PAST_OF[token])


def wrong_case(tokens: Tokens) -> Iterator[Tokens]:
    """Him bought the lamp."""
    for place, token in enumerate(tokens):
        if token in OTHER_CASE:
            yield _with(tokens, place, OTHER_CASE[token])


def wrong_comparison(tokens: Tokens) -> Iterator[Tokens]:
    """The mill was more older than the church; it was old than the church; it was as old than the church."""
    for place, token in enumerate(tokens):
        if token in POSITIVE_OF:
            yield _with(tokens, place, "more", token)
            yield _with(tokens, place, POSITIVE_OF[token])
        if token == "than" and tokens[place - 2] in ("more", "less"):
            yield _with(tokens, place, "as")
        if token == "as" and tokens[place - 2] == "as":
            yield _with(tokens, place, "than")


ERRORS = (
    ErrorKind("agreement", 6, far_from_its_verb, slip("agreement")),
    ErrorKind("reflexive", 3, done_to_oneself, slip("reflexive")),
    ErrorKind("number", 3, done, wrong_number),
    ErrorKind("no article", 2, done, no_article),
    ErrorKind("two articles", 1, done, two_articles),
    ErrorKind("order", 2, done, wrong_order),
    ErrorKind("form", 2, not_done, wrong_form),
    ErrorKind("case", 2, done_in_turn, wrong_case),
    ErrorKind("comparison", 2, comparison, wrong_comparison),
)
