"""The people and places of the pocket world: who does which work, what lies where, what the weather does."""

from collections.abc import Sequence
from dataclasses import dataclass

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.lexicon import FEMALE_NAMES, MALE_NAMES, SCALES, TOWNS, Noun, nouns_of
from bert2t5.data.pocket.meaning import Person, Thing

__all__ = [
    "DAYS",
    "OUT_OF_DOORS",
    "PREPOSITIONS",
    "SKIES",
    "TRADES",
    "WEATHER",
    "Deed",
    "draw_people",
    "draw_place",
]

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# the preposition for being at a place
PREPOSITIONS = {
    "mill": "at", "church": "in", "school": "at", "inn": "at", "barn": "in", "tower": "in", "shop": "in",
    "house": "in", "library": "in", "castle": "in", "market": "at", "harbour": "in", "bridge": "on",
    "garden": "in", "forest": "in", "field": "in", "hill": "on", "lake": "at", "beach": "on", "square": "in",
}  # fmt: skip

OUT_OF_DOORS = ("market", "harbour", "bridge", "garden", "forest", "field", "hill", "lake", "beach", "square")

SKIES = ("sunny", "windy", "foggy", "misty", "stormy", "cloudy")

# the ways to say each kind of weather: a subject with a verb or with one of the skies
WEATHER = {
    "rain": (("it", "rain"), ("rain", "fall")),
    "snow": (("it", "snow"), ("snow", "fall")),
    "sun": (("the sun", "shine"), ("it", "sunny")),
    "wind": (("a wind", "blow"), ("it", "windy")),
    "fog": (("it", "foggy"), ("it", "misty")),
    "storm": (("it", "stormy"), ("it", "cloudy")),
}


@dataclass(frozen=True)
class Deed:
    """Something that a trade does: the name of a verb and the classes of its objects."""

    verb: str
    objects: tuple[str, ...]


def _deeds(table: str) -> tuple[Deed, ...]:
    entries = (entry.split() for entry in table.split(","))
    return tuple(Deed(verb, tuple(objects)) for verb, *objects in entries)


# what each trade does at work; the last deed brings money
TRADES = {
    "baker": _deeds("open shop, bake pie cake, clean basket apron, sell pie cake"),
    "farmer": _deeds("feed animal, plant vegetable, repair cart, sell vegetable fruit"),
    "teacher": _deeds("open school, begin lesson, read book poem story, help people"),
    "doctor": _deeds("visit house inn castle, carry bag box, repair carriage, help people"),
    "sailor": _deeds("paint boat, clean shirt coat, repair boat, lend boat"),
    "miller": _deeds("open mill, carry bag barrel, repair cart, sell bag"),
    "tailor": _deeds("make garment, repair umbrella, clean garment, sell garment"),
    "carpenter": _deeds("build furniture boat, repair furniture, paint furniture, sell furniture"),
    "gardener": _deeds("plant flower tree, pick flower fruit, clean bucket, sell flower"),
    "painter": _deeds("paint boat furniture, make painting, show painting, sell painting"),
    "shepherd": _deeds("feed goat, catch goat rabbit, chase dog rabbit, sell goat"),
    "cook": _deeds("cook soup stew pudding omelette, taste soup stew, clean apron, sell dish"),
    "potter": _deeds("make jug bucket, paint jug, break jug, sell jug"),
    "musician": _deeds("repair instrument, write song, play instrument, sing song"),
    "smith": _deeds("make tool, repair tool cart, make key bracelet, sell tool"),
}  # fmt: skip


def _names(draw: Draw, names: tuple[str, ...], size: int) -> list[str]:
    """Return different names; as in life, some names are much more common than others."""
    pool = list(names)
    chosen = []
    for _ in range(size):
        name = draw.weighted(pool, [1200 // (names.index(name) + 3) for name in pool])
        pool.remove(name)
        chosen.append(name)
    return chosen


def draw_people(draw: Draw, size: int) -> list[Person]:
    """Return `size` people with different names and trades; their towns may be the same."""
    trades = draw.sample(nouns_of("trade"), size)
    genders = [draw.choice(("she", "he")) for _ in range(size)]
    names = {"she": _names(draw, FEMALE_NAMES, size), "he": _names(draw, MALE_NAMES, size)}
    qualities = [*SCALES["years"], *SCALES["wealth"]]
    return [
        Person(names[gender][number], gender, trade, draw.choice(TOWNS), draw.choice(qualities))
        for number, (gender, trade) in enumerate(zip(genders, trades, strict=True))
    ]


def draw_place(draw: Draw, nouns: Sequence[Noun]) -> Thing:
    """Return a place that is one of some nouns."""
    noun = draw.choice(nouns)
    return Thing(noun, word=draw.below(len(noun.words)))
