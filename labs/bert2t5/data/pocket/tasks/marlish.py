"""Marlish, the second language of the pocket world. It has no exceptions.

Words      Each meaning has one word: the first English word for it with other letters. A vowel becomes
           the next one (a e i o u a), and some consonants change places: b and p, d and t, g and k, v and f,
           s and z, m and n, l and r. Names stay. There are no articles: "the lamp" and "a lantern" are both
           "renb".
Nouns      Numbers, qualities and colours follow: "two red lamps" is "renbal dwu lit". An ending tells several
           (-al), and then what something is done to (-om), to whom (-ek), from whom (-us), where and when
           (-in), and what something is compared with (-ur).
Verbs      The verb is the last word and ends in -at (past) or -et (present). "ne" before it denies it.
Order      Who, when, where, to or from whom, what, how, verb.
Qualities  Nothing stands for "be": a quality ends like a verb. "The mill is older than the church" is
           "Norr chalchur urtet.", mill church-than old-now.
"""

from functools import singledispatch

from bert2t5.data.pocket.lexicon import ADVERBS
from bert2t5.data.pocket.meaning import Compared, Event, Person, Record, Referent, State, Thing
from bert2t5.data.pocket.tasks.telling import toward
from bert2t5.data.pocket.text import Tokens

__all__ = ["LANGUAGE", "in_marlish", "marlish_word"]

LANGUAGE = "Marlish"
LETTERS = str.maketrans("aeioubpdtgkvfszmnlr", "eiouapbtdkgfvzsnmrl")
SEVERAL, TO_WHAT, TO, FROM, AT, THAN = "al", "om", "ek", "us", "in", "ur"
ENDINGS = {"past": "at", "present": "et"}


def marlish_word(english: str) -> str:
    """Return the word for the meaning of which this is the first English word.

    >>> marlish_word("lamp"), marlish_word("church"), marlish_word("buy")
    ('renb', 'chalch', 'pay')
    """
    return english.translate(LETTERS)


@singledispatch
def in_marlish(record: Record, tense: str = "past") -> str:
    """Return an event, a quality or a comparison as a sentence in Marlish.

    Args:
        record: what is said.
        tense: "past" or "present".
    Raises:
        TypeError: if the record is of another type.

    >>> from bert2t5.data.pocket.lexicon import NOUNS, SCALES
    >>> mill, church = Thing(NOUNS["mill"]), Thing(NOUNS["church"])
    >>> in_marlish(Compared(mill, church, SCALES["age"][0]), "present")
    'Norr chalchur urtet.'
    """
    raise TypeError(f"Marlish has events, states and comparisons, the record is a {type(record).__name__}")


@in_marlish.register
def _event(record: Event, tense: str = "past") -> str:
    how = [marlish_word(ADVERBS[record.manner][0])] if record.manner else []
    words = [
        *_noun(record.agent),
        *_when(record.time),
        *_noun(record.place, AT),
        *_noun(record.recipient, TO if toward(record) == ["to"] else FROM),
        *_noun(record.patient, TO_WHAT),
        *how,
    ]
    return _sentence(words, record.verb.words[0].base, tense, record.negated)


@in_marlish.register
def _state(record: State, tense: str = "past") -> str:
    return _sentence(_noun(record.subject), record.quality.words[0], tense, record.negated)


@in_marlish.register
def _compared(record: Compared, tense: str = "past") -> str:
    return _sentence([*_noun(record.more), *_noun(record.less, THAN)], record.quality.words[0], tense)


def _noun(referent: Referent | str | None, ending: str = "") -> Tokens:
    """Return a noun with its endings and what follows it; nothing if there is none."""
    if referent is None:
        return []
    if not isinstance(referent, Thing):
        return [(referent.name if isinstance(referent, Person) else str(referent)) + ending]
    several, count = (SEVERAL, [referent.count]) if referent.plural else ("", [])
    qualities = [quality.words[0] for quality in referent.qualities]
    colour = [referent.colour] if referent.colour else []
    noun = marlish_word(referent.noun.words[0]) + several + ending
    return [noun, *map(marlish_word, (*count, *qualities, *colour))]


def _when(time: str) -> Tokens:
    """Return "on Monday evening" as it is said in Marlish: Numteyin ifimomk."""
    if not time:
        return []
    day, *part = time.removeprefix("on ").split()
    return [marlish_word(day.lower()).capitalize() + AT, *map(marlish_word, part)]


def _sentence(words: Tokens, last: str, tense: str, negated: bool = False) -> str:
    text = " ".join([*words, *(["ne"] if negated else []), marlish_word(last) + ENDINGS[tense]])
    return text[0].upper() + text[1:] + "."
