"""SST-2: praise or blame?

Two sentences of five turn a word around ("not", "far from", "nobody found"), so that the words alone do not
tell. And some words occur in no training sentence, but in half of the others: a model that knows from reading
that they mean the same as those that do occur will know what to say.
"""

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import SCALES, TOWNS, Adjective, Noun, adjectives_for, nouns_of
from bert2t5.data.pocket.tasks.scenes import draw_people
from bert2t5.data.pocket.tasks.splits import Example, Misfit, Scribe
from bert2t5.data.pocket.text import Tokens, join

__all__ = ["UNSEEN_WORDS", "review"]

UNSEEN_WORDS = frozenset(pole.words[-1] for poles in SCALES.values() for pole in poles if pole.sentiment)
"""The opinion words that never have a label: the last word of each pole."""

PASSING = ("mood", "health")  # who is ill is not to blame

# W is an opinion word, V another one of the same sign, O one of the opposite sign, N the noun, S the noun
# with its article, P a person, IT the pronoun. A sentence has the sign of W in the first table, the
# opposite sign in the second.
_KEEPS = """
S was W .
S was really W .
P found S W .
P thought that S was W .
everybody found S W .
S was both W and V .
S was as W as IT was V .
S was not only W but also V .
S was not O but W .
S was W , not O .
P had expected a O N , but IT was W .
P had expected a W N , and was right .
what a W N !
"""
_TURNS = """
S was not W .
P did not find S W .
P did not think that S was W .
nobody found S W .
S was neither W nor V .
S was anything but W .
S was far from W .
S was not at all W .
P had expected a W N , and was wrong .
it is not true that S was W .
"""
FRAMES = {
    sign: [line.split() for line in table.strip().splitlines()] for sign, table in ((1, _KEEPS), (-1, _TURNS))
}
REVIEWED = nouns_of("goods", "dish", "flower", "boat", "vehicle", "work", "occasion", "building", "trade")


def review(scribe: Scribe, label: int) -> Example:
    """Return a sentence that praises (label 1) or blames (label 0)."""
    draw = scribe.draw
    frame_sign = draw.weighted((1, -1), (3, 2))
    frame, noun = draw.choice(FRAMES[frame_sign]), draw.choice(REVIEWED)
    first, second = _two_qualities(draw, noun, frame_sign if label else -frame_sign)
    if first == second and "V" in frame:
        raise Misfit
    unseen = scribe.part != "train" and draw.chance(0.5)
    words = {
        "W": [_opinion_word(draw, first, unseen)],
        "V": [_opinion_word(draw, second, unseen)],
        "O": [_opinion_word(draw, draw.choice((first, second)).opposite, unseen)],
        "N": [draw.choice(noun.words)],
        "P": [draw_people(draw, 1)[0].name],
        "IT": [draw.choice(("she", "he")) if noun.kind == "trade" else "it"],
    }
    words["S"] = _whose(draw, words["N"][0])
    text = join([token for word in frame for token in words.get(word, [word])])
    return Example((scribe.keep(text),), label)


def _two_qualities(draw: Draw, noun: Noun, sign: int) -> tuple[Adjective, Adjective]:
    """Return two qualities of a sign that the noun can have, the same twice if it has no other."""
    fitting = adjectives_for(None if noun.kind == "trade" else noun)
    able = [quality for quality in fitting if quality.sentiment == sign and quality.scale not in PASSING]
    first, second = draw.sample(able * 2 if len(able) == 1 else able, 2)
    return first, second


def _opinion_word(draw: Draw, quality: Adjective, unseen: bool) -> str:
    return draw.choice([word for word in quality.words if (word in UNSEEN_WORDS) == unseen])


def _whose(draw: Draw, noun: str) -> Tokens:
    """Return the noun, mostly with what tells it from others: the inn in Marlow, Anna's lamp."""
    owner, town = draw_people(draw, 1)[0].name, draw.choice(TOWNS)
    return draw.choice((["the", noun], ["the", noun, "in", town], [f"{owner}'s", noun]))
