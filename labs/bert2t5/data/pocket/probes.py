"""Cloze probes: what a masked language model has learned of agreement, synonyms, negation and the like.

Probes come in pairs that differ only outside the neighbourhood of the mask, and what is right in one is wrong
in the other. So a model that looks only at the frequency of words, or at the words beside the mask, is right
in exactly one of the two: chance is 0.5 by construction.

Left out: the model. A caller drops the probes whose words are not single tokens of its vocabulary.

Source: the minimal pairs follow Warstadt et al., 2020, "BLiMP"; sums over word sets follow Marvin and Linzen,
2018, "Targeted syntactic evaluation of language models".
"""

from collections.abc import Callable
from dataclasses import dataclass

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import (
    FEMALE_NAMES,
    MALE_NAMES,
    SCALES,
    TOWNS,
    Adjective,
    Noun,
    adjectives_for,
    nouns_of,
)
from bert2t5.data.pocket.text import article
from bert2t5.data.pocket.world import DAYS

__all__ = ["KINDS", "MASK", "Probe", "cloze_probes"]

MASK = "[MASK]"
PROBE_STREAM = 2

Words = tuple[str, ...]


@dataclass(frozen=True)
class Probe:
    """A text with one masked word.

    Attributes:
        text: one or two sentences with one "[MASK]".
        right: words that belong there.
        wrong: as many words that do not.
    """

    text: str
    right: Words
    wrong: Words


Pair = tuple[Probe, Probe]


def cloze_probes(kind: str, n: int, seed: int = 0) -> list[Probe]:
    """Return probes of one kind, in pairs: probes 0 and 1, 2 and 3, ... are mirrored.

    A probe is passed if the model gives the right words together more probability than the wrong ones.

    Args:
        kind: one of `KINDS`.
        n: how many; even.
        seed: 0 or above; other probes for other seeds.
    Raises:
        ValueError: if the kind is unknown, or n is odd or negative.

    >>> for probe in cloze_probes("agreement", 2, seed=1):
    ...     print(probe.text, probe.right, probe.wrong)
    The cart that Grace discovered [MASK] large. ('was', 'is') ('were', 'are')
    The carts that Grace discovered [MASK] large. ('were', 'are') ('was', 'is')
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}. Known kinds: {', '.join(KINDS)}")
    if n < 0 or n % 2:
        raise ValueError(f"n is {n}, must be even and not negative: probes come in pairs")
    draw = Draw(seed, PROBE_STREAM)
    return [probe for _ in range(n // 2) for probe in _MAKERS[kind](draw)]


def mirrored(texts: tuple[str, str], first: Words, second: Words) -> Pair:
    """Return two probes: the first words are right in the first text and wrong in the second."""
    return Probe(texts[0], first, second), Probe(texts[1], second, first)


# -- grammar


def agreement(draw: Draw) -> Pair:
    """The boats near the mill [MASK] big. / The boat near the mill [MASK] big."""
    noun = draw.choice(nouns_of("boat", "vehicle", "furniture", "tree", "animal"))
    singular, plural = noun.words[0], noun.plurals[0]
    rest = f"{MASK} {draw.choice(_sizes())}."
    match draw.below(3):
        case 0:
            texts = f"Each of the {plural} {rest}", f"All of the {plural} {rest}"
        case 1:
            that = f"that {draw.choice(_names())} {draw.choice(('saw', 'noticed', 'found', 'discovered'))}"
            texts = f"The {singular} {that} {rest}", f"The {plural} {that} {rest}"
        case _:
            near = f"{draw.choice(('near', 'behind', 'beside'))} the {_distractor(draw)}"
            texts = f"The {singular} {near} {rest}", f"The {plural} {near} {rest}"
    return mirrored(texts, ("was", "is"), ("were", "are"))


def _sizes() -> Words:
    return SCALES["size"][0].words + SCALES["size"][1].words


def _names() -> Words:
    return FEMALE_NAMES + MALE_NAMES


def _distractor(draw: Draw) -> str:
    noun = draw.choice(nouns_of("building", "tree"))
    return draw.choice((noun.words[0], noun.plurals[0]))


def reflexive(draw: Draw) -> Pair:
    """Anna, who had met Tom, blamed [MASK]. / Tom, who had met Anna, blamed [MASK]."""
    she, he = draw.choice(FEMALE_NAMES), draw.choice(MALE_NAMES)
    does = draw.choice(("blamed", "praised", "trusted", "admired", "doubted", "amused", "hurt"))
    day = draw.choice(DAYS)
    match draw.below(3):
        case 0:
            texts = f"On {day}, {she} {does} {MASK}.", f"On {day}, {he} {does} {MASK}."
        case 1:
            texts = f"{she}, who had met {he}, {does} {MASK}.", f"{he}, who had met {she}, {does} {MASK}."
        case _:
            other = draw.choice([name for name in FEMALE_NAMES if name != she])
            texts = (
                f"{other} and {she} {does} {MASK} on {day}.",
                f"{he} met {she} and {does} {MASK} on {day}.",
            )
            return mirrored(texts, ("themselves",), ("himself",))
    return mirrored(texts, ("herself",), ("himself",))


# -- the meaning of words


def synonym(draw: Draw) -> Pair:
    """The soup was tasty, that is to say [MASK]. / The soup was hot, that is to say [MASK]."""
    noun = _thing(draw, lambda able: len({a.scale for a in able if _several(a)}) > 1)
    able = [adjective for adjective in adjectives_for(noun) if _several(adjective)]
    first = draw.choice(able)
    second = draw.choice([a for a in able if a.scale != first.scale])
    said, other = draw.sample(first.words, len(first.words)), draw.sample(second.words, len(second.words))
    size = min(len(said), len(other))
    frame = draw.choice(
        ("{} was {}, that is to say {}.", "{} was {}, in other words {}.", "{} was {}, that is {}.")
    )
    texts = tuple(frame.format(_the(noun), word, MASK) for word in (said[0], other[0]))
    return mirrored((texts[0], texts[1]), tuple(said[1:size]), tuple(other[1:size]))


def polarity(draw: Draw) -> Pair:
    """The soup was tasty and [MASK]. / The soup was bland and [MASK]."""
    noun = _thing(draw, lambda able: len({a.scale for a in able if a.sentiment}) > 1)
    able = [adjective for adjective in adjectives_for(noun) if adjective.sentiment > 0]
    cue, target = draw.sample(able, 2)
    good, bad = draw.choice(cue.words), draw.choice(cue.opposite.words)
    frame, agrees = draw.choice(
        (
            ("{} was {} and {}.", True),
            ("{} was both {} and {}.", True),
            ("{} was not only {} but also {}.", True),
            ("{} was {} but {}.", False),
        )
    )
    texts = frame.format(_the(noun), good, MASK), frame.format(_the(noun), bad, MASK)
    right, wrong = _same_size(draw, target, target.opposite)
    return mirrored(texts, right, wrong) if agrees else mirrored(texts, wrong, right)


def negation(draw: Draw) -> Pair:
    """The soup was not tasty; it was [MASK]. / The soup was not bland; it was [MASK]."""
    noun = _thing(draw, lambda able: any(map(_both_several, able)))
    high = draw.choice([a for a in adjectives_for(noun) if _both_several(a)])
    low = high.opposite
    one, two = draw.sample(high.words, len(high.words)), draw.sample(low.words, len(low.words))
    size = min(len(one), len(two))
    rest = tuple(one[1:size]), tuple(two[1:size])
    again = f"In other words, it was {MASK}."
    match draw.below(2):
        case 0:
            mark = draw.choice((";", ":"))
            texts = tuple(f"{_the(noun)} was not {word}{mark} it was {MASK}." for word in (two[0], one[0]))
        case _:
            texts = f"{_the(noun)} was {one[0]}. {again}", f"{_the(noun)} was not {one[0]}. {again}"
    return mirrored((texts[0], texts[1]), *rest)


def _thing(draw: Draw, can: Callable[[tuple[Adjective, ...]], bool]) -> Noun:
    nouns = nouns_of("goods", "dish", "boat", "vehicle", "building", "work", "occasion", "flower")
    return draw.choice([noun for noun in nouns if can(adjectives_for(noun))])


def _the(noun: Noun) -> str:
    return f"The {noun.words[0]}"


def _several(adjective: Adjective) -> bool:
    return len(adjective.words) > 1


def _both_several(adjective: Adjective) -> bool:
    return _several(adjective) and _several(adjective.opposite)


def _same_size(draw: Draw, first: Adjective, second: Adjective) -> tuple[Words, Words]:
    size = min(len(first.words), len(second.words))
    return tuple(draw.sample(first.words, size)), tuple(draw.sample(second.words, size))


# -- across sentences


def reference(draw: Draw) -> Pair:
    """Anna met Tom. At noon, [MASK] thanked him. / Anna met Tom. At noon, [MASK] thanked her."""
    she, he, town = draw.choice(FEMALE_NAMES), draw.choice(MALE_NAMES), draw.choice(TOWNS)
    does = draw.choice(("thanked", "praised", "helped", "blamed", "trusted", "visited"))
    match draw.below(2):
        case 0:
            went = draw.choice(("walked", "returned", "hurried", "went"))
            bought = f"bought {_a(draw.choice(nouns_of('tool', 'jewel', 'toy')))}"
            texts = tuple(f"{name} {went} to {town}. At noon, {MASK} {bought}." for name in (she, he))
        case _:
            people = draw.choice((f"{she} met {he}", f"{he} met {she}"))
            texts = tuple(f"{people} in {town}. At noon, {MASK} {does} {whom}." for whom in ("him", "her"))
    return mirrored((texts[0], texts[1]), ("she",), ("he",))


def _a(noun: Noun) -> str:
    return f"{article(noun.words[0])} {noun.words[0]}"


def match(draw: Draw) -> Pair:
    """Anna bought a ring. After that, Ella found the [MASK]. / Anna bought a saw. After that, ..."""
    who, other = draw.sample(FEMALE_NAMES, 2)
    match draw.below(2):
        case 0:
            nouns = draw.sample(nouns_of("jewel", "tool", "toy", "instrument"), 2)
            texts = tuple(f"{who} bought {_a(noun)}. After that, {other} found the {MASK}." for noun in nouns)
        case _:
            nouns = draw.sample(nouns_of("mill", "school", "inn", "market"), 2)
            one, two = nouns[0].words[0], nouns[1].words[0]
            texts = tuple(
                f"{who} did not go to the {wrong} but to the {right}. At the {MASK}, she met {other}."
                for right, wrong in ((one, two), (two, one))
            )
    size = min(len(noun.words) for noun in nouns)
    return mirrored((texts[0], texts[1]), nouns[0].words[:size], nouns[1].words[:size])


_MAKERS: dict[str, Callable[[Draw], Pair]] = {
    "agreement": agreement,
    "reflexive": reflexive,
    "synonym": synonym,
    "polarity": polarity,
    "negation": negation,
    "reference": reference,
    "match": match,
}
KINDS = tuple(_MAKERS)
"""What can be probed."""
