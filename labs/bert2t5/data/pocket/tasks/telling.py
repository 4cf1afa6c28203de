"""Single sentences: an event, a quality or a comparison in one of several plain ways.

Unlike the patterns of the corpus, which are free to add a trade or a synonym, these say what the record says
and nothing else, and they know no context: everybody is named, every thing is described in full. So a label
that follows from the records is right for the sentences, too. Each docstring is an example.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from bert2t5.data.pocket.clauses import TO_SOMEBODY, comparative
from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.event_patterns import NOT_PASSIVE
from bert2t5.data.pocket.lexicon import ADVERBS, VERBS, Forms, Verb
from bert2t5.data.pocket.meaning import Compared, Event, Opinion, Person, Referent, State, Thing
from bert2t5.data.pocket.text import Phrase, Tokens, join
from bert2t5.data.pocket.verbs import copula, verb_group
from bert2t5.data.pocket.world import PREPOSITIONS

__all__ = [
    "Voice",
    "clause",
    "name",
    "objects",
    "place_first",
    "sentence",
    "subordinate",
    "tell",
    "tell_compared",
    "tell_opinion",
    "tell_state",
    "time_first",
    "toward",
    "verb_phrase",
    "where_and_when",
]


@dataclass(frozen=True)
class Voice:
    """How sentences are put.

    Attributes:
        draw: where choices come from.
        article: what stands before a thing: "the" for one that is known, "a" for any.
        avoid: words that are not used where there are others with the same meaning.
        tense: "past", "present" or "past perfect".
    """

    draw: Draw
    article: str = "the"
    avoid: frozenset[str] = frozenset()
    tense: str = "past"

    def avoiding(self, text: str) -> "Voice":
        """Return the voice that avoids the words of a text."""
        return replace(self, avoid=frozenset(text.lower().rstrip(".?").split()))

    def word(self, words: tuple[str, ...]) -> str:
        """Return one of the words for a meaning."""
        return self.draw.choice([word for word in words if word not in self.avoid] or words)

    def forms(self, verb: Verb) -> Forms:
        """Return one of the words for a verb."""
        able = [forms for forms in verb.words if not {forms.past, forms.base} & self.avoid]
        return self.draw.choice(able or verb.words)


# -- noun phrases


def name(referent: Referent, v: Voice) -> Phrase:
    """Return a name, or a thing with all that is told of it: the two big boats.

    Raises:
        TypeError: if the referent is a group.
    """
    if isinstance(referent, Person):
        return Phrase([referent.name])
    if not isinstance(referent, Thing):
        raise TypeError(f"the referent is {referent!r}, must be a person or a thing")
    qualities = [v.word(quality.words) for quality in referent.qualities]
    colour = [referent.colour] if referent.colour else []
    noun = v.word(referent.noun.plurals if referent.plural else referent.noun.words)
    return Phrase([*_determiner(referent, v), *qualities, *colour, noun], referent.plural)


def _determiner(thing: Thing, v: Voice) -> Tokens:
    count = [thing.count] if thing.plural else []
    if thing.owner is not None:
        return [f"{thing.owner.name}'s", *count]
    if v.article == "the":
        return ["the", *count]
    return count or (["some"] if thing.noun.mass else ["a"])


def where_and_when(event: Event, v: Voice) -> Tokens:
    """At the mill on Monday."""
    return [*_where(event, v), *event.time.split()]


def _where(event: Event, v: Voice) -> Tokens:
    if event.place is None:
        return []
    if isinstance(event.place, str):
        return ["in", event.place]
    return [PREPOSITIONS[event.place.noun.words[0]], *name(event.place, replace(v, article="the")).tokens]


# -- the parts of an event


def verb_phrase(event: Event, subject: Phrase, v: Voice) -> Tokens:
    """Bought the lamp from Tom."""
    return [*verb_group(v.forms(event.verb), subject, v.tense, event.negated), *objects(event, v)]


def objects(event: Event, v: Voice) -> Tokens:
    """The lamp from Tom carefully: what follows the verb, without place and time."""
    patient = name(event.patient, v).tokens if event.patient is not None else []
    if event.recipient is None:
        return [*patient, *_how(event, v)]
    recipient = name(event.recipient, v).tokens
    if event.verb in TO_SOMEBODY and patient and v.draw.chance(0.4):
        return [*recipient, *patient, *_how(event, v)]
    return [*patient, *toward(event), *recipient, *_how(event, v)]


def toward(event: Event) -> Tokens:
    """Return "to" or "from", which stands before the recipient."""
    return ["to" if event.verb in TO_SOMEBODY else "from"]


def _how(event: Event, v: Voice) -> Tokens:
    return [v.word(ADVERBS[event.manner])] if event.manner else []


# -- the ways to say an event


def clause(event: Event, v: Voice) -> Tokens:
    """Anna bought the lamp from Tom at the market on Monday."""
    subject = name(event.agent, v)
    return [*subject.tokens, *verb_phrase(event, subject, v), *where_and_when(event, v)]


def passive(event: Event, v: Voice) -> Tokens:
    """The lamp was bought from Tom by Anna at the market on Monday."""
    assert event.patient is not None
    subject = name(event.patient, v)
    done = [*copula(subject, v.tense, event.negated), *_how(event, v), v.forms(event.verb).participle]
    others = [*objects(replace(event, patient=None, manner=""), v), "by", *name(event.agent, v).tokens]
    return [*subject.tokens, *done, *others, *where_and_when(event, v)]


def time_first(event: Event, v: Voice) -> Tokens:
    """On Monday, Anna bought the lamp at the market."""
    return [*event.time.split(), ",", *clause(replace(event, time=""), v)]


def place_first(event: Event, v: Voice) -> Tokens:
    """At the market, Anna bought the lamp on Monday."""
    return [*_where(event, v), ",", *clause(replace(event, place=None), v)]


def it_was_somebody(event: Event, v: Voice) -> Tokens:
    """It was Anna who bought the lamp at the market on Monday."""
    subject = name(event.agent, v)
    did = [*verb_phrase(event, subject, v), *where_and_when(event, v)]
    return ["it", *copula(Phrase([]), v.tense), *subject.tokens, "who", *did]


def it_was_something(event: Event, v: Voice) -> Tokens:
    """It was the lamp that Anna bought at the market on Monday."""
    assert event.patient is not None
    patient = name(event.patient, v).tokens
    return ["it", *copula(Phrase([]), v.tense), *patient, "that", *clause(replace(event, patient=None), v)]


def _has_passive(event: Event, v: Voice) -> bool:
    """Whether there is a passive that means the same: if "a lamp was not bought", another may have been."""
    clear = not event.negated or v.article == "the" or isinstance(event.patient, Person)
    return event.patient is not None and event.verb not in NOT_PASSIVE and clear


Way: TypeAlias = tuple[Callable[[Event, Voice], Tokens], int, Callable[[Event, Voice], bool]]
WAYS: tuple[Way, ...] = (
    (clause, 4, lambda event, v: True),
    (time_first, 3, lambda event, v: bool(event.time)),
    (place_first, 1, lambda event, v: event.place is not None),
    (passive, 3, _has_passive),
    (it_was_somebody, 1, lambda event, v: not event.negated),
    (it_was_something, 1, lambda event, v: not event.negated and event.patient is not None),
)
"""The ways to say an event, how often each is used, and when it can be."""


def tell(event: Event, v: Voice) -> str:
    """Return an event as a sentence.

    >>> from bert2t5.data.pocket.tasks.scenes import GENRES, draw_event
    >>> draw = Draw(4)
    >>> event = draw_event(draw, GENRES["trade"])
    >>> for _ in range(3):
    ...     print(tell(event, Voice(draw)))
    On Thursday evening, Bella borrowed the large umbrella on the bridge.
    The large umbrella was borrowed by Bella on the bridge on Thursday evening.
    Bella borrowed the large umbrella on the bridge on Thursday evening.
    """
    able = [way for way in WAYS if way[2](event, v)]
    say = v.draw.weighted([way[0] for way in able], [way[1] for way in able])
    return sentence(say(event, v))


def subordinate(event: Event, v: Voice) -> Tokens:
    """Return an event as a clause that can follow "because" or "that"."""
    return v.draw.choice((clause, passive) if _has_passive(event, v) else (clause,))(event, v)


def sentence(tokens: Tokens) -> str:
    """Return tokens as a sentence with its full stop."""
    return join([*tokens, "."])


# -- qualities, opinions, comparisons


def tell_state(state: State, v: Voice) -> str:
    """The soup was not tasty."""
    return sentence(_is_so(state, v))


def _is_so(state: State, v: Voice) -> Tokens:
    subject = name(state.subject, v)
    return [*subject.tokens, *copula(subject, v.tense, state.negated), v.word(state.quality.words)]


def tell_opinion(opinion: Opinion, v: Voice) -> str:
    """Anna did not find the soup tasty; or: Anna thought that the soup was not tasty."""
    holder, state = name(opinion.holder, v), opinion.state
    if v.draw.chance(0.5):
        thought = verb_group(v.forms(VERBS["think"]), holder, v.tense)
        return sentence([*holder.tokens, *thought, "that", *_is_so(state, v)])
    found = verb_group(VERBS["find"].words[0], holder, v.tense, state.negated)
    return sentence([*holder.tokens, *found, *name(state.subject, v).tokens, v.word(state.quality.words)])


def tell_compared(record: Compared, v: Voice) -> str:
    """The mill was older than the church; or: the church was newer, less old, not as old."""
    more, less = name(record.more, v), name(record.less, v)
    word, opposite = v.word(record.quality.words), v.word(record.quality.opposite.words)
    was, was_too = copula(more, v.tense), copula(less, v.tense)
    was_not = copula(less, v.tense, negated=True)
    ways = (
        [*more.tokens, *was, *comparative(word), "than", *less.tokens],
        [*less.tokens, *was_too, *comparative(opposite), "than", *more.tokens],
        [*less.tokens, *was_too, "less", word, "than", *more.tokens],
        [*less.tokens, *was_not, "as", word, "as", *more.tokens],
    )
    return sentence(v.draw.choice(ways))
