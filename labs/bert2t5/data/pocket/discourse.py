"""How to name somebody or something now, after what has been said: a name, a description or a pronoun.

A pronoun is used only where it is clear: nobody else of the same gender was named in this sentence or the last,
or it goes on speaking of the subject of the last sentence.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import KIND_NOUNS, Noun
from bert2t5.data.pocket.meaning import Group, Kin, Person, Referent, Thing
from bert2t5.data.pocket.text import Word

__all__ = [
    "OBJECT",
    "POSSESSIVE",
    "SUBJECT",
    "Discourse",
    "Phrase",
    "Tokens",
    "describe",
    "full",
    "in_passing",
    "listed",
    "noun_word",
    "pronoun",
    "pronoun_of",
    "refer",
    "reflexive",
    "spot_of",
]

Tokens = list[str]

SUBJECT, OBJECT, POSSESSIVE, REFLEXIVE = range(4)
PRONOUNS = {
    "she": ("she", "her", "her", "herself"),
    "he": ("he", "him", "his", "himself"),
    "it": ("it", "it", "its", "itself"),
    "they": ("they", "them", "their", "themselves"),
    "I": ("I", "me", "my", "myself"),
    "you": ("you", "you", "your", "yourself"),
    "we": ("we", "us", "our", "ourselves"),
}
SLIPS = {"she": "he", "he": "she", "it": "they", "they": "it", "I": "you", "you": "I", "we": "they"}
PERFECT = {"past": "past perfect", "present": "present perfect"}


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: its tokens, and its number and person, with which the verb agrees."""

    tokens: Tokens
    plural: bool = False
    person: int = 3

    @property
    def takes_plural_verb(self) -> bool:
        """Whether the present has no -s: they buy, I buy, you buy."""
        return self.plural or self.person != 3


class Discourse:
    """What has been said so far.

    Args:
        draw: where choices come from.
        tense: the tense of the story, "past" or "present".
        narrator: who tells it as "I", if anybody.
    """

    def __init__(self, draw: Draw, tense: str = "past", narrator: Person | None = None) -> None:
        self.draw = draw
        self.tense = tense
        self.speaker = narrator
        self.listener: Person | None = None
        self.known: list[Referent] = []
        self.trades: list[Person] = []  # people whose trade has been told
        self.kin: list[Kin] = []  # relations that have been told
        self.patterns: list[str] = []  # what the sentence in the making is made of
        self._last_words: dict[tuple[str, ...], str] = {}
        self._before: list[Referent] = []  # mentioned in the last sentence
        self._now: list[Referent] = []  # mentioned in this one
        self._topic: Referent | None = None  # the subject of the last sentence
        self._first_subject: Referent | None = None

    def next_sentence(self) -> None:
        """Begin a sentence: what was mentioned before the last one is out of a pronoun's reach."""
        self._before, self._now = self._now, []
        self._topic, self._first_subject = self._first_subject, None

    @contextmanager
    def speech(self, speaker: Person, listener: Person | None, tense: str) -> Iterator[None]:
        """Let `speaker` say "I" to `listener`, in another tense, within a block."""
        before = self.speaker, self.listener, self.tense
        self.speaker, self.listener, self.tense = speaker, listener, tense
        yield
        self.speaker, self.listener, self.tense = before

    @contextmanager
    def in_tense(self, tense: str) -> Iterator[None]:
        """Use another tense within a block."""
        before, self.tense = self.tense, tense
        yield
        self.tense = before

    @property
    def perfect(self) -> str:
        """The tense of what happened before."""
        return PERFECT.get(self.tense, self.tense)

    def introduce(self, referent: Referent) -> None:
        """Note that something is known from now on."""
        if referent not in self.known:
            self.known.append(referent)

    def mention(self, referent: Referent) -> None:
        """Note that something has been mentioned, so that a pronoun could mean it."""
        self._now.append(referent)
        self.introduce(referent)

    def mention_subject(self, referent: Referent) -> None:
        """Note what the sentence is about: its first subject."""
        if self._first_subject is None:
            self._first_subject = referent

    def word(self, words: tuple[str, ...]) -> str:
        """Return one of the words for a meaning, more often another one than last time."""
        word = self.draw.choice(words)
        if word == self._last_words.get(words):
            word = self.draw.choice(words)
        self._last_words[words] = word
        return word

    def other_word(self, words: tuple[str, ...]) -> str:
        """Return a word for the same meaning that is not the one used last, if there is one."""
        others = [word for word in words if word != self._last_words.get(words)] or list(words)
        return self.draw.choice(others)

    def said_now(self, referent: Referent) -> bool:
        """Tell whether it has been mentioned in this sentence."""
        return referent in self._now

    def pronoun_is_clear(self, referent: Referent, case: int) -> bool:
        """Tell whether a pronoun can only mean this referent."""
        rivals = [other for other in self._now if other != referent and may_be_meant(other, referent)]
        if rivals:
            return False
        if referent == self._topic and case == SUBJECT:
            return True
        earlier = [other for other in self._before if may_be_meant(other, referent)]
        return (referent in self._now or bool(earlier)) and all(other == referent for other in earlier)


def pronoun_of(referent: Referent) -> str:
    """Return the pronoun in the subject's form: she, he, it or they."""
    if isinstance(referent, Person):
        return referent.gender
    return "they" if isinstance(referent, Group) or referent.plural else "it"


def may_be_meant(other: Referent, referent: Referent) -> bool:
    """Tell whether the referent's pronoun could mean the other one."""
    return pronoun_of(other) == pronoun_of(referent)


# -- noun phrases


def refer(referent: Referent, discourse: Discourse, case: int = SUBJECT) -> Phrase:
    """Return a noun phrase for a referent: a pronoun where it is clear, else a name or a description."""
    if case == SUBJECT:
        discourse.mention_subject(referent)
    if discourse.speaker is not None and _includes(referent, discourse.speaker):
        kind = "we" if isinstance(referent, Group) else "I"
        return Phrase([PRONOUNS[kind][case]], plural=kind == "we", person=1)
    if discourse.listener is not None and referent == discourse.listener:
        return Phrase([PRONOUNS["you"][case]], person=2)
    clear = discourse.pronoun_is_clear(referent, case)
    if clear and (discourse.said_now(referent) or discourse.draw.chance(0.8)):
        return pronoun(referent, discourse, case)
    return full(referent, discourse, case)


def _includes(referent: Referent, person: Person) -> bool:
    return referent == person or (isinstance(referent, Group) and person in referent.members)


def pronoun(referent: Referent, discourse: Discourse, case: int = SUBJECT) -> Phrase:
    """Return the pronoun for a referent, without asking whether it is clear."""
    kind = pronoun_of(referent)
    discourse.mention(referent)
    word = Word(PRONOUNS[kind][case], "pronoun", PRONOUNS[SLIPS[kind]][case])
    return Phrase([word], plural=kind == "they")


def reflexive(referent: Referent, subject: Phrase) -> Word:
    """Return the reflexive pronoun that goes with the subject: Anna ... herself."""
    kind = pronoun_of(referent)
    if subject.person < 3:
        kind = {1: "we" if subject.plural else "I", 2: "you"}[subject.person]
    return Word(PRONOUNS[kind][REFLEXIVE], "reflexive", PRONOUNS[SLIPS[kind]][REFLEXIVE])


def full(referent: Referent, discourse: Discourse, case: int = SUBJECT) -> Phrase:
    """Return a name or a description, in the possessive if `case` asks for it."""
    if isinstance(referent, Group):
        members = [_member(member, discourse) for member in referent.members]
        phrase = Phrase(listed(members), plural=True)
    elif isinstance(referent, Thing):
        phrase = Phrase(_thing(referent, discourse), plural=referent.plural)
    else:
        phrase = Phrase(_person(referent, discourse))
    discourse.mention(referent)
    return replace(phrase, tokens=possessive(phrase)) if case == POSSESSIVE else phrase


def _member(member: Person | Thing, discourse: Discourse) -> Tokens:
    tokens = [member.name] if isinstance(member, Person) else _thing(member, discourse)
    discourse.mention(member)
    return tokens


def in_passing(place: Thing, discourse: Discourse) -> Tokens:
    """Return a description of a place that the sentence is not about: no pronoun will mean it."""
    tokens = _thing(place, discourse)
    discourse.introduce(place)
    return tokens


def possessive(phrase: Phrase) -> Tokens:
    """Return the phrase with its apostrophe: Anna's, the dogs'."""
    last = phrase.tokens[-1]
    return [*phrase.tokens[:-1], last + ("'" if last.endswith("s") and phrase.plural else "'s")]


def _person(person: Person, discourse: Discourse) -> Tokens:
    draw = discourse.draw
    if person in discourse.known and draw.chance(0.4):
        for kin in discourse.kin:
            if kin.person == person and kin.other in discourse.known and not discourse.said_now(kin.other):
                return [*refer(kin.other, discourse, POSSESSIVE).tokens, kin.relation.words[0]]
        if person in discourse.trades:
            return ["the", discourse.word(person.trade.words)]
    return [person.name]


def _thing(thing: Thing, discourse: Discourse) -> Tokens:
    first = thing not in discourse.known
    noun = describe(thing, discourse) if first else [_word_again(thing, discourse)]
    again = thing.noun.kind not in ("building", "ground") and discourse.draw.chance(0.6)
    spot = spot_of(thing, discourse) if thing.spot and (first or again) else []
    return [*_determiner(thing, discourse, first), *noun, *spot]


def spot_of(thing: Thing, discourse: Discourse) -> Tokens:
    """Return where a thing is: near the mill."""
    assert thing.spot is not None
    relation, place = thing.spot
    return [relation, *in_passing(place, discourse)]


def _determiner(thing: Thing, discourse: Discourse, first: bool) -> Tokens:
    if thing.owner is not None:
        return refer(thing.owner, discourse, POSSESSIVE).tokens
    if not first:
        return ["the"]
    if thing.noun.kind in ("building", "ground") or thing.spot:
        return ["the", thing.count] if thing.count not in ("", "some") else ["the"]
    return [thing.count or ("some" if thing.noun.mass else "a")]


def describe(thing: Thing, discourse: Discourse) -> Tokens:
    """Return the noun with all its adjectives: big red boats."""
    qualities = [discourse.word(quality.words) for quality in thing.qualities]
    colour = [thing.colour] if thing.colour else []
    return [*qualities, *colour, noun_word(thing.noun, thing.plural, thing.word)]


def noun_word(noun: Noun, plural: bool, number: int = 0) -> str:
    """Return one of a noun's words in the singular or plural."""
    words = noun.plurals if plural else noun.words
    return words[number % len(words)]


def _word_again(thing: Thing, discourse: Discourse) -> str:
    """Return the word for a later mention: mostly the same, sometimes its synonym or the word for its kind."""
    kind = KIND_NOUNS.get(thing.noun.kind)
    if kind and _alone_of_its_kind(thing, discourse) and discourse.draw.chance(0.2):
        return noun_word(kind, thing.plural)
    change = 1 if discourse.draw.chance(0.3) else 0
    return noun_word(thing.noun, thing.plural, thing.word + change)


def _alone_of_its_kind(thing: Thing, discourse: Discourse) -> bool:
    things = [other for other in discourse.known if isinstance(other, Thing)]
    return all(other == thing for other in things if other.noun.kind == thing.noun.kind)


def listed(parts: Sequence[Tokens], last: str = "and") -> Tokens:
    """Return parts as a list: a, b and c."""
    tokens: Tokens = []
    for number, part in enumerate(parts):
        if number:
            tokens.append(last if number == len(parts) - 1 else ",")
        tokens += part
    return tokens
