"""How to name somebody or something now, after what has been said: a name, a description or a pronoun.

A pronoun is used only where it is clear: nobody else of the same gender was named in this sentence or the
last, or it goes on speaking of the subject of the last sentence.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import KIND_NOUNS, Forms, Noun, Verb
from bert2t5.data.pocket.meaning import Event, Group, Kin, Person, Referent, Thing
from bert2t5.data.pocket.text import Phrase, Tokens, Word, listed
from bert2t5.data.pocket.verbs import PERFECT, verb_group

__all__ = [
    "OBJECT",
    "POSSESSIVE",
    "SUBJECT",
    "Discourse",
    "adjectives",
    "full",
    "in_passing",
    "named",
    "noun_word",
    "pronoun",
    "refer",
    "reflexive",
    "spot_of",
    "trade_of",
]

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
PLACES = ("building", "ground")


class Discourse:
    """What has been said so far.

    Attributes:
        draw: where choices come from.
        tense: the tense of the story, "past" or "present", or another one within `in_tense`.
        speaker: who says "I", if anybody: the narrator or, within `speech`, the speaker.
        listener: who is spoken to as "you", if anybody.
        known: whom and what has been mentioned.
        trades: people whose trade has been told.
        kin: relations that have been told.
        events: what has happened to things.
        patterns: the names of the patterns of the sentence in the making.
    """

    def __init__(self, draw: Draw, tense: str = "past", narrator: Person | None = None) -> None:
        self.draw = draw
        self.tense = tense
        self.speaker = narrator
        self.listener: Person | None = None
        self.known: list[Referent] = []
        self.trades: list[Person] = []
        self.kin: list[Kin] = []
        self.events: list[Event] = []
        self.patterns: list[str] = []
        self._last_words: dict[tuple[str, ...], str] = {}
        self._varies = False
        self._now: list[Referent] = []  # mentioned in this sentence
        self._before: list[Referent] = []  # mentioned in the last one
        self._subjects_now: list[Referent] = []
        self._subjects_before: list[Referent] = []
        self._places_now: list[Thing] = []
        self._places_before: list[Thing] = []

    # -- the time and the speaker

    def next_sentence(self) -> None:
        """Begin a sentence: what was mentioned before the last one is out of a pronoun's reach."""
        self._before, self._now = self._now, []
        self._subjects_before, self._subjects_now = self._subjects_now, []
        self._places_before, self._places_now = self._places_now, []

    @contextmanager
    def speech(self, speaker: Person, listener: Person | None, tense: str) -> Iterator[None]:
        """Within this block `speaker` says "I" to `listener`, in another tense."""
        before = self.speaker, self.listener, self.tense
        self.speaker, self.listener, self.tense = speaker, listener, tense
        yield
        self.speaker, self.listener, self.tense = before

    @contextmanager
    def in_tense(self, tense: str) -> Iterator[None]:
        """Use another tense within this block."""
        before, self.tense = self.tense, tense
        yield
        self.tense = before

    @property
    def perfect(self) -> str:
        """The tense of what happened before."""
        return PERFECT.get(self.tense, self.tense)

    def talks(self, referent: Referent | None) -> bool:
        """Tell whether the referent is, or includes, who speaks or is spoken to."""
        people = referent.members if isinstance(referent, Group) else (referent,)
        return any(person is not None and person in (self.speaker, self.listener) for person in people)

    # -- words

    @contextmanager
    def with_other_words(self) -> Iterator[None]:
        """Within this block, use words that were not used last for their meaning."""
        self._varies = True
        yield
        self._varies = False

    def word(self, words: tuple[str, ...]) -> str:
        """Return one of the words for a meaning."""
        last = self._last_words.get(words)
        able = [word for word in words if word != last] if self._varies and len(words) > 1 else words
        self._last_words[words] = self.draw.choice(able)
        return self._last_words[words]

    def forms(self, verb: Verb) -> Forms:
        """Return one of the words for a verb."""
        base = self.word(tuple(forms.base for forms in verb.words))
        return next(forms for forms in verb.words if forms.base == base)

    # -- who was mentioned

    def introduce(self, referent: Referent) -> None:
        """Note that something is known from now on."""
        if referent not in self.known:
            self.known.append(referent)

    def mention(self, referent: Referent) -> None:
        """Note that something has been mentioned, so that a pronoun could mean it."""
        self._now.append(referent)
        self.introduce(referent)

    def mention_subject(self, referent: Referent) -> None:
        """Note that something is the subject of a clause."""
        self._subjects_now.append(referent)

    def mention_place(self, place: Thing) -> None:
        """Note that somebody is or goes somewhere, so that "there" could mean it."""
        self._places_now.append(place)
        self.introduce(place)

    def there_is_clear(self, place: Thing) -> bool:
        """Tell whether "there" can only mean this place."""
        places = self._places_before + self._places_now
        return place in places and all(other == place for other in places)

    def said_now(self, referent: Referent) -> bool:
        """Tell whether it has been mentioned in this sentence."""
        return referent in self._now

    def pronoun_is_clear(self, referent: Referent, case: int = SUBJECT) -> bool:
        """Tell whether a pronoun can only mean this referent."""
        if not _no_rival(referent, self._now):
            return False
        goes_on = (
            case == SUBJECT
            and referent in self._subjects_before
            and _no_rival(referent, self._subjects_before)
        )
        return (
            referent in self._now
            or goes_on
            or (referent in self._before and _no_rival(referent, self._before))
        )


def _no_rival(referent: Referent, others: list[Referent]) -> bool:
    """Tell whether the referent's pronoun could mean none of the others."""
    kind = pronoun_of(referent)
    return all(other == referent for other in others if pronoun_of(other) == kind)


def pronoun_of(referent: Referent) -> str:
    """Return the pronoun in the subject's form: she, he, it or they."""
    if isinstance(referent, Person):
        return referent.gender
    return "they" if isinstance(referent, Group) or referent.plural else "it"


# -- noun phrases


def refer(referent: Referent, d: Discourse, case: int = SUBJECT) -> Phrase:
    """Return a noun phrase for a referent: mostly a pronoun where it is clear, else a name or a description.

    Args:
        referent: who or what is meant.
        d: what has been said; the mention is noted there.
        case: `SUBJECT`, `OBJECT` or `POSSESSIVE`.
    """
    clear = d.pronoun_is_clear(referent, case)
    if clear and (d.said_now(referent) or d.draw.chance(_pronoun_chance(referent))):
        return pronoun(referent, d, case)
    return full(referent, d, case)


def _pronoun_chance(referent: Referent) -> float:
    # a long subject teaches more about agreement than a pronoun does
    if isinstance(referent, Thing):
        return 0.4 if referent.spot else 0.7
    return 0.9


def pronoun(referent: Referent, d: Discourse, case: int = SUBJECT) -> Phrase:
    """Return the pronoun for a referent, without asking whether it is clear."""
    if case == SUBJECT:
        d.mention_subject(referent)
    if d.talks(referent):
        return _i_or_you(referent, d, case)
    kind = pronoun_of(referent)
    d.mention(referent)
    return Phrase([Word(PRONOUNS[kind][case], "pronoun", PRONOUNS[SLIPS[kind]][case])], plural=kind == "they")


def full(referent: Referent, d: Discourse, case: int = SUBJECT) -> Phrase:
    """Return a name or a description for a referent; who speaks or is spoken to stays "I" or "you"."""
    if case == SUBJECT:
        d.mention_subject(referent)
    if d.talks(referent):
        return _i_or_you(referent, d, case)
    if case == POSSESSIVE and isinstance(referent, Person) and referent not in d.known:
        phrase = Phrase([referent.name])  # never "a baker called Anna's lamp"
    else:
        phrase = _described(referent, d)
    d.mention(referent)
    return replace(phrase, tokens=possessive(phrase)) if case == POSSESSIVE else phrase


def named(person: Person, d: Discourse) -> Phrase:
    """Return a pronoun where it is clear, else the bare name; for sentences that tell what somebody is."""
    if d.talks(person) or d.pronoun_is_clear(person):
        return pronoun(person, d)
    d.mention_subject(person)
    d.mention(person)
    return Phrase([person.name])


def reflexive(referent: Referent, d: Discourse) -> Word:
    """Return the reflexive pronoun for a subject: Anna ... herself."""
    kind = _talking_kind(referent, d) if d.talks(referent) else pronoun_of(referent)
    return Word(PRONOUNS[kind][REFLEXIVE], "reflexive", PRONOUNS[SLIPS[kind]][REFLEXIVE])


def _talking_kind(referent: Referent, d: Discourse) -> str:
    if isinstance(referent, Group):
        return "we"
    return "I" if referent == d.speaker else "you"


def _i_or_you(referent: Referent, d: Discourse, case: int) -> Phrase:
    kind = _talking_kind(referent, d)
    return Phrase([PRONOUNS[kind][case]], plural=kind == "we", person=2 if kind == "you" else 1)


def _described(referent: Referent, d: Discourse) -> Phrase:
    if isinstance(referent, Group):
        return Phrase(listed([_member(member, d) for member in referent.members]), plural=True)
    if isinstance(referent, Thing):
        return Phrase(_thing(referent, d), plural=referent.plural)
    return Phrase(_person(referent, d))


def _member(member: Person | Thing, d: Discourse) -> Tokens:
    tokens = _person(member, d) if isinstance(member, Person) else _thing(member, d)
    d.mention(member)
    return tokens


def in_passing(place: Thing, d: Discourse) -> Tokens:
    """Return a description of a place that the sentence is not about: no pronoun will mean it."""
    tokens = _thing(place, d)
    d.mention_place(place)
    return tokens


def possessive(phrase: Phrase) -> Tokens:
    """Return the phrase with its apostrophe: Anna's, the dogs'."""
    last = phrase.tokens[-1]
    return [*phrase.tokens[:-1], last + ("'" if last.endswith("s") and phrase.plural else "'s")]


# -- people


def _person(person: Person, d: Discourse) -> Tokens:
    if person not in d.known and person not in d.trades and d.draw.chance(0.4):
        return [*trade_of(person, d), "called", person.name]
    if person not in d.known or d.draw.chance(0.2):
        return [person.name]
    for kin in d.kin:
        if kin.person == person and kin.other in d.known and not d.said_now(kin.other):
            return [*refer(kin.other, d, POSSESSIVE).tokens, kin.relation.words[0]]
    return ["the", d.word(person.trade.words)] if person in d.trades else [person.name]


def trade_of(person: Person, d: Discourse) -> Tokens:
    """Return what somebody is, with or without a quality: a young baker."""
    d.trades.append(person)
    quality = [d.word(person.quality.words)] if d.draw.chance(0.5) else []
    return ["a", *quality, d.word(person.trade.words)]


# -- things


def _thing(thing: Thing, d: Discourse) -> Tokens:
    if thing in d.known:
        determiner = refer(thing.owner, d, POSSESSIVE).tokens if thing.owner else ["the"]
        return [*determiner, _word_again(thing, d), *_told_apart(thing, d)]
    noun = noun_word(thing.noun, thing.plural, thing.word)
    more = spot_of(thing, d) if thing.spot else _or(thing, d)
    return [*_first_determiner(thing, d), *adjectives(thing, d), noun, *more]


def _or(thing: Thing, d: Discourse) -> Tokens:
    """Return the noun's other word as an insertion, or mostly nothing: a coat, or jacket."""
    if len(thing.noun.words) == 1 or d.draw.chance(0.8):
        return []
    return [",", "or", noun_word(thing.noun, thing.plural, thing.word + 1), ","]


def _first_determiner(thing: Thing, d: Discourse) -> Tokens:
    if thing.owner is not None:
        return refer(thing.owner, d, POSSESSIVE).tokens
    if thing.noun.kind in PLACES or thing.spot:
        return ["the", thing.count] if thing.count not in ("", "some") else ["the"]
    return [thing.count or ("some" if thing.noun.mass else "a")]


def adjectives(thing: Thing, d: Discourse) -> Tokens:
    """Return the words for a thing's qualities and colour: big red."""
    return [
        *(d.word(quality.words) for quality in thing.qualities),
        *([thing.colour] if thing.colour else []),
    ]


def noun_word(noun: Noun, plural: bool, number: int = 0) -> str:
    """Return one of a noun's words in the singular or plural."""
    words = noun.plurals if plural else noun.words
    return words[number % len(words)]


def _word_again(thing: Thing, d: Discourse) -> str:
    """Return the word for a later mention: the same, its synonym, or the word for its kind."""
    kind = KIND_NOUNS.get(thing.noun.kind)
    if kind and _alone_of_its_kind(thing, d) and d.draw.chance(0.2):
        return noun_word(kind, thing.plural)
    return noun_word(thing.noun, thing.plural, thing.word + (1 if d.draw.chance(0.3) else 0))


def _alone_of_its_kind(thing: Thing, d: Discourse) -> bool:
    kind = thing.noun.kind
    return all(other == thing for other in d.known if isinstance(other, Thing) and other.noun.kind == kind)


def _told_apart(thing: Thing, d: Discourse) -> Tokens:
    """Return what a later mention adds to the noun: where the thing is, what was done to it, or nothing."""
    if thing.spot and thing.noun.kind not in PLACES and d.draw.chance(0.6):
        return spot_of(thing, d)
    done = [event for event in d.events if event.patient == thing and thing.owner is None]
    if done and d.speaker is None and d.tense in PERFECT and d.draw.chance(0.12):
        return _that_somebody(done[-1], d)
    return []


def _that_somebody(event: Event, d: Discourse) -> Tokens:
    """Return a relative clause: that Anna had bought."""
    that = ["that"] if d.draw.chance(0.8) else []
    agent = refer(event.agent, d)
    return [*that, *agent.tokens, *verb_group(d.forms(event.verb), agent, d.perfect)]


def spot_of(thing: Thing, d: Discourse) -> Tokens:
    """Return where a thing is, as its `spot` says: near the mill."""
    assert thing.spot is not None
    relation, place = thing.spot
    return [relation, *in_passing(place, d)]
