"""Documents: what happens to a few people on a few days, told in 5 to 15 sentences."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.grammar import Discourse, preposition
from bert2t5.data.pocket.lexicon import (
    COLOURS,
    MATERIALS,
    NOUNS,
    VERBS,
    Adjective,
    Noun,
    adjectives_for,
    nouns_of,
)
from bert2t5.data.pocket.meaning import (
    Aim,
    Compared,
    Corrected,
    Event,
    Group,
    IsA,
    Link,
    Located,
    Opinion,
    Person,
    Qualities,
    Record,
    Report,
    State,
    Thing,
    Weather,
)
from bert2t5.data.pocket.patterns import Sentence, say
from bert2t5.data.pocket.world import DAYS, WEATHER, draw_people, draw_place

__all__ = ["Document", "draw_document"]

MIN_SENTENCES, MAX_SENTENCES = 5, 15


@dataclass(frozen=True)
class Document:
    """Sentences that belong together, and the kind of story that they tell."""

    kind: str
    sentences: tuple[Sentence, ...]

    @property
    def lines(self) -> list[str]:
        """The text of each sentence."""
        return [sentence.text for sentence in self.sentences]


class Story:
    """The people, place and day of one document, and draws of what fits them."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.people = draw_people(draw, 3)
        self.hero, self.other, self.third = self.people
        self.place = draw_place(draw)
        self.day = draw.choice(DAYS)

    def time(self) -> str:
        d = self.draw
        return d.choice((f"on {self.day}", f"on {self.day} morning", f"on {self.day} afternoon", "one morning", "one evening", "yesterday"))

    def thing(self, *classes: str) -> Thing:
        """A thing that is spoken of with or without a quality."""
        draw = self.draw
        noun = draw.choice(nouns_of(*classes))
        count = draw.choice(("two", "three", "some")) if draw.chance(0.25) and not noun.mass else ""
        qualities = (self.quality(noun),) if draw.chance(0.5) else ()
        colours = (*COLOURS, *MATERIALS.get(noun.kind, ())) if noun.kind in MATERIALS else ()
        colour = draw.choice(colours) if colours and draw.chance(0.3) else ""
        return Thing(noun, count, qualities, colour, word=draw.below(len(noun.words)))

    def quality(self, noun: Noun, sign: int | None = None) -> Adjective:
        able = adjectives_for(noun.kind, noun.words[0])
        if sign is not None:
            able = [adjective for adjective in able if adjective.sentiment == sign] or able
        return self.draw.choice(able)

    def trait(self, sign: int | None = None) -> Adjective:
        able = adjectives_for("person")
        return self.draw.choice([a for a in able if sign is None or a.sentiment == sign])

    def about(self, thing: Thing, sign: int) -> Record:
        """A quality or two of a thing, of one sentiment."""
        first, second = self.quality(thing.noun, sign), self.quality(thing.noun, sign)
        if first.scale == second.scale or self.draw.chance(0.5):
            return State(thing, first)
        return Qualities(thing, first, second)

    def character(self, person: Person, sign: int | None = None) -> Record:
        first, second = self.trait(sign), self.trait(sign)
        if first.scale == second.scale or self.draw.chance(0.5):
            return State(person, first)
        return Qualities(person, first, second)

    def sign(self) -> int:
        return self.draw.choice((1, -1))


def errand(s: Story) -> Iterator[Record]:
    """Somebody goes out to buy something, meets somebody and has an opinion."""
    d = s.draw
    thing = replace(s.thing("goods"), count="")
    shop = s.place
    yield Event(s.hero, VERBS[d.choice(("go", "walk", "hurry"))], place=shop, time=s.time())
    yield Aim(d.choice(("want", "plan", "hope")), Event(s.hero, VERBS["buy"], thing))
    yield Link("while", Weather(d.choice(list(WEATHER))), Event(s.hero, VERBS["wait"], place=shop))
    yield Event(s.hero, VERBS["meet"], s.other, place=shop)
    yield Report(s.other, State(thing, s.quality(thing.noun)), s.hero)
    yield Link("then", Event(s.hero, VERBS["buy"], thing, s.other), Event(s.hero, VERBS["return"], place=s.hero.town))
    yield s.about(thing, s.sign())
    yield Link("cause", s.character(s.other, 1), Event(s.hero, VERBS["thank"], s.other))


def meal(s: Story) -> Iterator[Record]:
    d = s.draw
    sign = s.sign()
    dish = replace(s.thing("dish"), count="")
    yield Event(s.hero, VERBS["cook" if dish.noun.words[0] in ("soup", "stew", "pudding", "omelette") else "bake"], dish, time=s.time())
    guest = s.other
    yield Event(guest, VERBS["visit"], s.place, manner="gladly")
    yield Link("then", Event(s.hero, VERBS["prepare"], s.hero), Event(s.hero, VERBS["bring"], dish))
    yield Event(guest, VERBS["eat"], dish)
    yield s.about(dish, sign)
    yield Opinion(guest, State(dish, s.quality(dish.noun, sign)))
    yield Link("cause", State(dish, s.quality(dish.noun, sign)), Event(guest, VERBS["like" if sign > 0 else "dislike"], dish))
    yield Link("cause", s.character(s.hero, 1), Event(guest, VERBS["praise"], s.hero))


def lost(s: Story) -> Iterator[Record]:
    d = s.draw
    thing = replace(s.thing("jewel", "toy", "tool"), count="", owner=s.hero)
    other_place = draw_place(d)
    yield Event(s.hero, VERBS["lose"], thing, time=s.time())
    yield State(s.hero, s.trait(-1))
    wrong = Event(s.hero, VERBS["go"], place=other_place)
    if other_place.noun != s.place.noun:
        yield Corrected(wrong, replace(wrong, place=s.place))
    yield Event(s.other, VERBS["help"], s.hero)
    yield Event(s.hero, VERBS["find"], thing, negated=True, place=other_place)
    yield Event(s.other, VERBS["find"], thing, place=s.place)
    yield Report(s.hero, State(s.other, s.trait(1)), s.other)
    yield State(s.hero, s.trait(1))
    yield Event(s.hero, VERBS["thank"], s.other)


def view(s: Story) -> Iterator[Record]:
    d = s.draw
    for _ in range(2):
        thing = replace(s.thing("boat", "tree", "animal", "bird", "vehicle"), count=d.choice(("", "two", "three")))
        placed = replace(thing, spot=("near", s.place))
        yield Located(thing, "near", s.place)
        yield s.about(placed, s.sign())
        yield Event(s.hero, VERBS["see"], placed)
    yield s.about(s.place, s.sign())
    yield Link("contrast", Weather(d.choice(list(WEATHER))), Event(s.hero, VERBS["like"], s.place))


def people(s: Story) -> Iterator[Record]:
    yield IsA(s.hero, s.hero.trade)
    yield s.character(s.hero)
    yield Compared(s.hero, s.other, s.trait())
    yield Link("contrast", s.character(s.hero, 1), s.character(s.other, -1))
    yield Event(s.hero, VERBS["blame"], s.hero)
    yield Report(s.third, State(s.other, s.trait()), s.hero)
    yield Event(Group((s.hero, s.other)), VERBS["amuse"], Group((s.hero, s.other)), place=s.place, time=s.time())


SCRIPTS: tuple[Callable[[Story], Iterator[Record]], ...] = (errand, meal, lost, view, people)


def draw_document(draw: Draw) -> Document:
    """Return a document of 5 to 15 sentences."""
    script = draw.choice(SCRIPTS)
    discourse = Discourse(draw, "past")
    sentences: list[Sentence] = []
    for record in script(Story(draw)):
        sentences += say(record, discourse)
    return Document(script.__name__, tuple(sentences[:MAX_SENTENCES]))
