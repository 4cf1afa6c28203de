"""What a script draws from: the people, the place and the time of one story, and qualities that do not clash.

Facts of a story do not contradict each other: what is good stays good, what is bad stays bad, and nothing has
both poles of a scale.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import (
    COLOURS,
    MATERIALS,
    NOUNS,
    SCALES,
    VERBS,
    Adjective,
    Noun,
    adjectives_for,
    nouns_of,
)
from bert2t5.data.pocket.meaning import (
    Aim,
    Asked,
    Event,
    Example,
    Group,
    Kin,
    Link,
    Opinion,
    Person,
    Qualities,
    Record,
    Referent,
    Report,
    Restated,
    Share,
    State,
    Thing,
    Weather,
    does,
)
from bert2t5.data.pocket.world import DAYS, OUT_OF_DOORS, TRADES, WEATHER, draw_people, draw_place

__all__ = ["BAD", "FAIR", "FOUL", "GOOD", "NEITHER", "Story"]

GOOD, BAD, NEITHER = 1, -1, 0
FAIR, FOUL = ("sun", "wind"), ("rain", "snow", "fog", "storm")
SELF_VERBS = ("blame", "hurt", "prepare", "amuse", "praise", "admire", "trust", "doubt", "help")
# what may be said to stand or lie somewhere, wherever the story takes it
FOUND_ANYWHERE = ("animal", "bird", "container", "furniture", "vehicle", "boat", "tree", "flower", "tool")
AIMS = ("want", "plan", "hope", "decide", "try", "promise")
WAYS = (("go", ""), ("walk", ""), ("walk", "quickly"), ("walk", "quietly"), ("hurry", ""))
DEGREES = ("very", "really", "quite", "rather", "truly")
MOODS = ("mood", "health")  # qualities that pass, and are no reason to admire somebody


class Story:
    """One story's people, place and time, with draws of all that fits them.

    Attributes:
        draw: where choices come from.
        hero: the person it is about.
        other: the person whom the hero meets.
        third: somebody else.
        place: where it happens.
    """

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.hero, self.other, self.third = draw_people(draw, 3)
        self._nouns: list[Noun] = []
        self._signs: list[tuple[Referent, int]] = []
        self._qualities: list[tuple[Referent, Adjective]] = []
        self._day = draw.choice(DAYS)
        self._hours = iter(("at noon", "in the evening", "the next morning", "at noon", "in the evening"))
        self.place = self.elsewhere()

    # -- when and where

    def start(self) -> str:
        """Return when the story begins."""
        day = self._day
        return self.draw.choice(
            (f"on {day}", f"on {day} morning", f"early on {day}", "one morning", "one day")
        )

    def begin(self, event: Event) -> Event:
        """Return the event with the time when the story begins."""
        return replace(event, time=self.start())

    def timed(self, record: Record) -> Record:
        """Return the record, an event sometimes with a time that is later than before."""
        if not isinstance(record, Event) or record.time or record.negated or self.draw.chance(0.5):
            return record
        return replace(record, time=next(self._hours, "that day") if self.draw.chance(0.6) else "that day")

    def elsewhere(self, *names: str) -> Thing:
        """Return a place, one of those named if any, that the story has not used."""
        place = draw_place(self.draw, self._fresh(nouns_of(*(names or ("place",)))))
        self._nouns.append(place.noun)
        return self.described(place)

    def outdoors(self) -> Thing:
        """Return a place under the open sky."""
        return self.elsewhere(*OUT_OF_DOORS)

    def weather(self, *kinds: str) -> Weather:
        """Return some weather, of one of some kinds."""
        town = self.draw.choice((self.hero.town, self.other.town, self.third.town))
        where = self.draw.choice(
            (f"in {town}", f"near {town}", f"on the road to {town}", f"from here to {town}")
        )
        how_long = self.draw.choice(
            ("all day", "all morning", "all night", "for an hour", "until evening", "")
        )
        return Weather(self.draw.choice(kinds or tuple(WEATHER)), where, how_long)

    def as_ever(self, *kinds: str) -> Weather:
        """Return weather without place and time, as it is in conditions."""
        return Weather(self.draw.choice(kinds))

    # -- things

    def _fresh(self, nouns: Sequence[Noun]) -> Sequence[Noun]:
        return [noun for noun in nouns if noun not in self._nouns] or nouns

    def thing(self, *classes: str, count: str = "") -> Thing:
        """Return a thing of some classes, unlike the others of the story, mostly with a quality or colour."""
        noun = self.draw.choice(self._fresh(nouns_of(*classes)))
        self._nouns.append(noun)
        thing = Thing(noun, "" if noun.mass else count, word=self.draw.below(len(noun.words)))
        if noun.kind in FOUND_ANYWHERE and self.draw.chance(0.25):
            thing = self.near(thing, self.place)
        return self._coloured(self.described(thing)) if self.draw.chance(0.65) else thing

    def things(self, *classes: str) -> Thing:
        """Return several things of one noun."""
        return self.thing(*classes, count=self.draw.choice(("two", "three", "four", "some")))

    def one_or_more(self, *classes: str) -> Thing:
        """Return one thing or several."""
        return self.things(*classes) if self.draw.chance(0.5) else self.thing(*classes)

    def described(self, thing: Thing) -> Thing:
        """Return the thing, mostly with a quality that is neither praise nor blame."""
        able = [a for a in adjectives_for(thing.noun) if a.sentiment == NEITHER]
        if not able or self.draw.chance(0.3):
            return thing
        return replace(thing, qualities=(self.draw.choice(able),))

    def _coloured(self, thing: Thing) -> Thing:
        if thing.noun.kind not in MATERIALS or self.draw.chance(0.6):
            return thing
        return replace(thing, colour=self.draw.choice((*COLOURS, *MATERIALS[thing.noun.kind])))

    def near(self, thing: Thing, place: Thing) -> Thing:
        """Return the thing with the place, or other things, that it stands near."""
        some = Thing(self.draw.choice(self._fresh(nouns_of("tree", "building"))), "some")
        landmark = some if self.draw.chance(0.5) else place
        return replace(thing, spot=(self.draw.choice(("near", "behind", "beside")), landmark))

    def three(self, *classes: str) -> Group:
        """Return a list of three things, each one or several."""
        return Group(tuple(self.one_or_more(*classes) for _ in range(3)))

    def examples(self, thing: Thing, place: Thing) -> Example:
        """Return the thing's noun with two others of its kind."""
        others = [noun for noun in nouns_of(thing.noun.kind) if noun != thing.noun]
        return Example((thing.noun, *self.draw.sample(others, 2)), place)

    # -- qualities

    def sign_of(self, referent: Referent) -> int:
        """Return whether the story praises or blames it, decided when first asked."""
        for other, sign in self._signs:
            if other == referent:
                return sign
        return self.decide(referent, self.draw.choice((GOOD, BAD)))

    def decide(self, referent: Referent, sign: int) -> int:
        """Decide whether the story praises or blames it."""
        self._signs.append((referent, sign))
        return sign

    def quality(self, referent: Referent, sign: int | None = None) -> Adjective:
        """Return a quality that fits: praise or blame as decided, or of the sign that is given."""
        wanted = self.sign_of(referent) if sign is None else sign
        clashing = [known.opposite for other, known in self._qualities if other == referent]
        able = [a for a in _fitting(referent) if a.sentiment == wanted and a not in clashing]
        chosen = self.draw.choice([a for a in able if a not in _said(referent)] or able)
        self._qualities.append((referent, chosen))
        return chosen

    def state(self, referent: Referent, sign: int | None = None) -> State:
        """Return a quality of something."""
        return State(referent, self.quality(referent, sign), self._degree())

    def _degree(self) -> str:
        return self.draw.choice(DEGREES) if self.draw.chance(0.3) else ""

    def about(self, referent: Referent) -> State | Qualities:
        """Return a quality or two of something: of one sign, or one that neither praises nor blames."""
        if self.draw.chance(0.35):
            return self.state(referent, NEITHER)
        first, second = self.quality(referent), self.quality(referent)
        if first.scale == second.scale or self.draw.chance(0.3):
            return State(referent, first)
        return Qualities(referent, first, second)

    def mixed(self, referent: Referent) -> Qualities:
        """Return a quality for and one against something."""
        qualities = self.quality(referent, GOOD), self.quality(referent, BAD)
        return Qualities(referent, *self.draw.sample(qualities, 2))

    def feels(self, person: Person, sign: int) -> State:
        """Return how somebody feels, which may change."""
        return State(person, SCALES[self.draw.choice(MOODS)][0 if sign == GOOD else 1], self._degree())

    def share(self, things: Thing) -> Share:
        """Return that one, each, all, most or none of some things have a quality."""
        part = self.draw.choice(("one", "each", "all", "most", "none"))
        quality = self.quality(things, NEITHER)
        return Share(part, things, quality.opposite if part == "none" else quality)

    # -- people

    def pair(self) -> Group:
        """Return the hero and the other together."""
        return Group((self.hero, self.other))

    def kin(self) -> Kin:
        """Return what the other is to the hero."""
        words = ("sister", "cousin", "aunt") if self.other.gender == "she" else ("brother", "cousin", "uncle")
        return Kin(self.other, NOUNS[self.draw.choice(words)], self.hero)

    def deeds(self) -> list[Event]:
        """Return what the hero's trade does in a day."""
        deeds = TRADES[self.hero.trade.words[0]]
        return [does(self.hero, deed.verb, self.one_or_more(*deed.objects)) for deed in deeds]

    def comes(self, person: Person | Group, place: Thing, time: str = "") -> Event:
        """Return that somebody goes to a place."""
        verb, manner = self.draw.choice(WAYS)
        return does(person, verb, place=place, time=time, manner=manner)

    def asked(self, event: Event, asker: Person | None = None) -> Asked:
        """Return a question about where an event took place or who did it."""
        return Asked(event, self.draw.choice(("place", "agent")), asker)

    def regrets(self, person: Person, event: Event) -> Record:
        """Return that somebody takes the blame for an event."""
        blames = does(person, "blame", person)
        return self.one_of(
            Link("cause", event, blames), replace(blames, place=self.place), self.to_self(person)
        )

    def to_self(self, person: Person | Group) -> Record:
        """Return something that people do to themselves, with a place, a reason or the weather."""
        event = does(person, self.draw.choice(SELF_VERBS), person)
        weather = Link(self.draw.choice(("while", "contrast")), self.weather(), event)
        return self.one_of(
            replace(event, place=self.place), Link("cause", self.state(person), event), weather
        )

    def aim(self, event: Event) -> Aim:
        """Return that somebody means to do something."""
        return Aim(VERBS[self.draw.choice(AIMS)], event)

    def opinion(self, person: Person, referent: Referent) -> Opinion:
        """Return what somebody thinks of something; all people of a story agree."""
        return Opinion(person, self.state(referent))

    def says(self, person: Person, referent: Referent, listener: Person) -> Report:
        """Return that somebody tells somebody how something is."""
        return Report(person, self.about(referent), listener)

    def judgement(self, person: Person, referent: Person | Thing) -> Link:
        """Return that somebody likes or dislikes something, and why."""
        state = self.state(referent)
        liking = ("like", "dislike") if isinstance(referent, Thing) else ("admire", "despise")
        return Link("cause", state, does(person, liking[state.quality.sentiment == BAD], referent))

    def thanks(self, person: Person, helper: Person) -> Link:
        """Return that somebody thanks or blames somebody, and why."""
        state = self.state(helper)
        verb = self.draw.choice(
            ("thank", "praise") if state.quality.sentiment == GOOD else ("blame", "doubt")
        )
        return Link("cause", state, does(person, verb, helper))

    # -- how scripts vary

    def maybe(self, *records: Record, chance: float = 0.5) -> Iterator[Record]:
        """Yield the records or nothing."""
        if self.draw.chance(chance):
            yield from records

    def one_of(self, *records: Record) -> Record:
        """Return one of the records."""
        return self.draw.choice(records)

    def again(self, record: Record) -> Iterator[Record]:
        """Yield a record and sometimes the same in other words."""
        yield record
        yield from self.maybe(Restated(record), chance=0.3)


def _said(referent: Referent) -> tuple[Adjective, ...]:
    """Return the qualities with which it is introduced."""
    if isinstance(referent, Group):
        return ()
    return referent.qualities if isinstance(referent, Thing) else (referent.quality,)


def _fitting(referent: Referent) -> list[Adjective]:
    """Return the lasting qualities that it can have."""
    contrary = [quality.opposite for quality in _said(referent)]
    fitting = adjectives_for(referent.noun if isinstance(referent, Thing) else None)
    return [adjective for adjective in fitting if adjective.scale not in MOODS and adjective not in contrary]
