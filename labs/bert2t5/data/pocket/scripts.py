"""The scripts: each tells a story as a sequence of records. How they are said is left to the patterns."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bert2t5.data.pocket.lexicon import KIND_NOUNS, NOUNS
from bert2t5.data.pocket.meaning import (
    Asked,
    Compared,
    Corrected,
    Group,
    IsA,
    Link,
    Located,
    Most,
    Record,
    Report,
    State,
    Thing,
    does,
)
from bert2t5.data.pocket.story import BAD, FAIR, FOUL, GOOD, NEITHER, Story

__all__ = ["SCRIPTS", "Script"]

Script = Callable[[Story], Iterator[Record]]

# how one takes in a work that is not read
TAKEN_IN = {"song": "hear", "painting": "see"}


def shopping(s: Story) -> Iterator[Record]:
    """Somebody goes out to buy a thing, finds a seller, and thinks about what was bought."""
    thing, market = s.thing("goods"), s.elsewhere("market", "harbour", "square", "shop")
    s.decide(s.other, s.sign_of(thing))
    goes, buys = s.comes(s.hero, market, s.start()), does(s.hero, "buy", thing)
    yield from s.draw.choice(((goes, s.aim(buys)), (Link("purpose", goes, buys),)))
    if thing.noun.kind in KIND_NOUNS:
        yield from s.maybe(s.examples(thing, market))
    yield s.one_of(s.weather(), Link("while", s.weather(), does(s.hero, "wait", place=market)))
    yield does(s.hero, "meet", s.other)
    yield s.one_of(Report(s.other, s.state(thing, NEITHER), s.hero), s.state(thing, NEITHER))
    yield Link("then", replace(buys, recipient=s.other), does(s.hero, "return", place=s.hero.town))
    yield from s.again(s.about(thing))
    yield s.one_of(s.judgement(s.hero, s.other), s.thanks(s.hero, s.other))
    yield from s.maybe(s.asked(replace(buys, place=market), s.third))
    yield s.one_of(s.to_self(s.hero), s.opinion(s.third, thing))


def errands(s: Story) -> Iterator[Record]:
    """Two people buy many things in one place and find something in another."""
    first, second, thing = s.elsewhere("market", "harbour"), s.elsewhere("shop", "square"), s.thing("goods")
    yield s.comes(s.pair(), first, s.start())
    yield does(s.hero, "buy", s.three("goods", "flower"), place=first)
    yield does(s.other, "buy", s.three("food"), place=first)
    yield from s.maybe(s.about(first))
    finds = does(s.other, "find", thing, place=second)
    yield s.one_of(finds, Corrected(replace(finds, place=first), finds))
    yield from s.again(s.about(thing))
    yield s.one_of(s.says(s.hero, thing, s.other), s.opinion(s.hero, thing))
    yield from s.maybe(s.asked(finds, s.third))
    yield Link("cause", s.weather(*FOUL), does(s.pair(), "return", place=s.hero.town))
    yield from s.maybe(s.feels(s.hero, s.sign_of(thing)))


def meal(s: Story) -> Iterator[Record]:
    """Somebody cooks for a guest, who likes it or does not."""
    dish, drink, guests = s.thing("dish"), s.thing("drink"), s.things("people")
    inn = s.elsewhere("inn", "house", "castle")
    s.decide(s.hero, s.sign_of(dish))
    verb = "bake" if dish.noun.words[0] in ("pie", "cake") else "cook"
    cooks = does(s.hero, verb, dish, place=inn)
    yield s.begin(cooks)
    yield from s.maybe(s.kin())
    yield Link("then", does(s.hero, "prepare", s.hero, place=inn), does(s.other, "visit", inn))
    yield from s.maybe(s.about(inn), s.weather())
    yield Link("then", does(s.hero, "bring", dish), does(s.other, "taste", dish))
    yield from s.again(s.about(dish))
    yield s.opinion(s.other, dish)
    yield from s.maybe(does(s.pair(), "drink", drink), s.about(drink))
    yield from s.maybe(does(guests, "eat", dish), s.about(guests))
    yield s.judgement(s.other, dish)
    yield from s.maybe(s.asked(cooks))
    yield s.one_of(s.thanks(s.other, s.hero), s.says(s.other, s.hero, s.hero), s.to_self(s.hero))


def lost(s: Story) -> Iterator[Record]:
    """Something is lost, looked for in the wrong place, and found."""
    thing, wrong = replace(s.thing("jewel", "toy", "tool", "garment"), owner=s.hero), s.elsewhere()
    s.decide(s.other, GOOD)
    loses = does(s.hero, "lose", thing)
    yield s.begin(loses)
    yield from s.maybe(s.state(thing), s.feels(s.hero, BAD))
    yield s.regrets(s.hero, loses)
    goes = s.comes(s.hero, wrong)
    yield s.one_of(goes, Corrected(replace(goes, place=s.place), goes))
    yield does(s.hero, "find", thing, place=wrong, negated=True)
    yield from s.maybe(Link("contrast", s.weather(*FOUL), does(s.other, "help", s.hero)))
    finds = does(s.other, "find", thing, place=s.place)
    yield from s.again(finds)
    yield s.one_of(s.asked(finds, s.hero), s.asked(finds), Corrected(replace(finds, agent=s.hero), finds))
    yield s.one_of(s.says(s.hero, s.other, s.other), s.judgement(s.hero, s.other))
    yield Link("then", does(s.hero, "laugh", place=s.place), does(s.hero, "thank", s.other))
    yield from s.maybe(s.feels(s.hero, GOOD))


def view(s: Story) -> Iterator[Record]:
    """Somebody looks at a place and at what stands there."""
    yield s.comes(s.hero, s.place, s.start())
    yield s.mixed(s.place) if s.draw.chance(0.3) else s.about(s.place)
    for _ in range(1 + s.draw.below(3)):
        thing = s.near(s.one_or_more("tree", "vehicle", "building", "furniture"), s.place)
        yield Located(thing)
        yield from s.again(s.about(thing))
        if thing.plural:
            yield from s.maybe(s.share(thing))
        yield from s.maybe(does(s.hero, "see", thing), chance=0.3)
    animal = s.one_or_more("animal", "bird")
    yield Link("detail", does(s.hero, "watch", animal), s.state(animal, NEITHER))
    yield s.one_of(s.judgement(s.hero, s.place), s.opinion(s.hero, s.place))
    yield from s.maybe(does(s.hero, "rest", place=s.place), s.comes(s.hero, s.elsewhere()))


def harbour(s: Story) -> Iterator[Record]:
    """Boats in a harbour, their owners, and which is the better one."""
    water = s.elsewhere("harbour", "lake", "beach")
    mine, yours = replace(s.thing("boat"), owner=s.hero), replace(s.thing("boat"), owner=s.other)
    fleet = s.near(s.things("boat"), s.elsewhere("bridge", "mill", "tower", "inn"))
    yield s.comes(s.pair(), water, s.start())
    yield s.one_of(s.about(water), Link("contrast", s.weather(*FOUL), s.state(water)))
    yield Located(fleet)
    yield from s.again(s.about(fleet))
    yield from s.maybe(s.share(fleet))
    yield does(s.hero, s.draw.choice(("paint", "repair", "clean")), mine)
    yield from s.again(Compared(mine, yours, s.quality(mine, NEITHER)))
    yield s.opinion(s.other, mine)
    yield s.one_of(s.judgement(s.hero, s.other), s.says(s.hero, yours, s.other))
    rest = does(s.pair(), "rest", place=s.elsewhere("inn", "house"))
    yield from s.maybe(Link("cause", s.weather(*FOUL), rest))
    yield s.to_self(s.pair())


def characters(s: Story) -> Iterator[Record]:
    """Three people are compared."""
    s.decide(s.other, -s.sign_of(s.hero))
    yield IsA(s.hero, s.hero.trade)
    yield from s.maybe(s.kin())
    yield from s.again(s.about(s.hero))
    yield from s.maybe(s.state(s.hero, NEITHER), s.state(s.other, NEITHER))
    yield Link("contrast", s.state(s.hero), s.state(s.other))
    yield from s.maybe(IsA(s.other, s.other.trade))
    yield from s.again(Compared(s.hero, s.other, s.quality(s.hero, NEITHER)))
    yield s.says(s.third, s.other, s.hero)
    yield from s.maybe(s.says(s.other, s.hero, s.third))
    yield s.judgement(s.third, s.hero)
    yield s.one_of(s.to_self(s.other), s.to_self(s.pair()))
    everybody = Group((s.hero, s.other, s.third))
    yield from s.maybe(Most(s.hero, everybody, s.quality(s.hero, NEITHER)))
    yield s.judgement(s.hero, s.other)


def contest(s: Story) -> Iterator[Record]:
    """Three things are compared in pairs, so that a reader knows which is the first of all."""
    kind = s.draw.choice(("animal", "instrument", "vehicle", "tree", "boat", "container", "fruit"))
    first, second, last = s.thing(kind), s.thing(kind), s.thing(kind)
    quality = s.quality(first, NEITHER)
    yield s.comes(s.hero, s.place, s.start())
    yield does(s.hero, "see", Group((first, second, last)), place=s.place)
    yield from s.maybe(s.weather())
    comparisons = s.draw.sample((Compared(first, second, quality), Compared(second, last, quality)), 2)
    yield from s.again(comparisons[0])
    yield comparisons[1]
    yield s.about(second)
    yield Most(first, Group((first, second, last)), quality)
    yield from s.maybe(s.opinion(s.hero, first), s.about(last))
    yield s.one_of(s.judgement(s.hero, s.other), s.to_self(s.other), s.says(s.other, s.hero, s.hero))
    yield from s.maybe(s.feels(s.hero, GOOD))


def workday(s: Story) -> Iterator[Record]:
    """A trade's work from morning to evening."""
    s.decide(s.other, GOOD)
    first, second, third, last = s.deeds()
    yield s.one_of(IsA(s.hero, s.hero.trade), s.about(s.hero))
    yield from s.again(s.begin(first))
    yield s.one_of(Link("then", second, third), third)
    yield from s.again(s.about(third.thing))
    helps = Link("while", s.weather(), does(s.other, "help", s.hero))
    yield s.one_of(helps, s.thanks(s.hero, s.other))
    yield Link("detail", last, s.state(last.thing))
    yield from s.maybe(s.says(s.other, s.hero, s.hero))
    yield from s.maybe(Asked(third, "whether"))
    yield from s.maybe(Asked(first, "agent"))
    closes = does(s.hero, "close", s.elsewhere("shop", "house", "mill"))
    rest = does(s.hero, "rest", place=s.elsewhere("inn", "house"))
    yield s.one_of(Link("cause", s.weather(*FOUL), rest), Link("then", closes, rest))
    yield from s.maybe(s.to_self(s.hero))


def habits(s: Story) -> Iterator[Record]:
    """What somebody does often and rarely."""
    first, second, third, _ = s.deeds()
    yield IsA(s.hero, s.hero.trade)
    yield replace(first, manner="often")
    yield from s.again(replace(second, manner=s.draw.choice(("often", "rarely"))))
    yield Link("detail", third, s.state(third.thing))
    yield Link("condition", s.as_ever(*FAIR), does(s.hero, "work", place=s.outdoors()))
    yield Link("condition", s.as_ever(*FOUL), does(s.hero, "rest", place=s.elsewhere("inn", "house")))
    yield from s.maybe(s.kin())
    yield does(s.other, "visit", s.place)
    yield from s.again(s.about(s.place))
    yield s.judgement(s.hero, s.other)
    yield from s.maybe(does(s.pair(), "amuse", s.pair(), place=s.place))
    yield does(s.hero, "blame", s.hero, place=s.place, manner="rarely")


def loan(s: Story) -> Iterator[Record]:
    """Somebody borrows a thing and breaks it, and it must be made good."""
    thing = s.thing("tool", "instrument", "vehicle", "container")
    mender = s.draw.choice((s.hero, s.third))
    s.decide(s.hero, BAD)
    borrows, lends = does(s.hero, "borrow", thing, s.other), does(s.other, "lend", thing, s.hero)
    yield from s.maybe(s.aim(borrows))
    yield s.begin(s.draw.choice((borrows, lends)))
    yield from s.again(s.about(thing))
    carries = does(s.hero, "carry", thing, place=s.place, manner="carefully")
    yield s.weather(*FOUL) if thing.noun.kind == "vehicle" else carries
    breaks = does(s.hero, "break", thing)
    yield s.one_of(breaks, Link("cause", breaks, does(s.other, "blame", s.hero)))
    yield s.one_of(s.regrets(s.hero, breaks), s.says(s.other, s.hero, s.hero))
    repairs = does(mender, "repair", thing)
    yield from s.maybe(Link("condition", s.as_ever(*FAIR), repairs))
    yield from s.again(repairs)
    yield s.one_of(Asked(repairs, "agent"), Corrected(replace(repairs, agent=s.other), repairs))
    yield s.one_of(s.thanks(s.other, mender), s.judgement(s.other, mender))
    yield from s.maybe(does(s.pair(), "laugh", place=s.place))


def journey(s: Story) -> Iterator[Record]:
    """A journey by boat or cart in some weather."""
    by_boat, trip = s.draw.chance(0.5), Thing(NOUNS["journey"], word=s.draw.below(2))
    start = s.elsewhere(*(("harbour", "lake", "beach") if by_boat else ("market", "mill", "inn", "bridge")))
    borrows = does(s.hero, "borrow", s.thing("boat" if by_boat else "vehicle"))
    yield Link("purpose", s.comes(s.hero, start, s.start()), borrows)
    yield from s.again(s.about(borrows.thing))
    yield Link("then", does(s.hero, "meet", s.other), does(s.pair(), "begin", trip))
    yield from s.maybe(Link("condition", s.as_ever(*FOUL), does(s.hero, "return", place=s.hero.town)))
    yield Link("contrast", s.weather(*FOUL), does(s.pair(), s.draw.choice(("sing", "laugh"))))
    yield from s.again(s.about(trip))
    yield s.to_self(s.pair())
    late = s.draw.choice(("at last", "in the end", "late that day"))
    yield Link("then", does(s.pair(), "leave", time=late), does(s.pair(), "arrive", place=s.other.town))
    yield s.one_of(s.says(s.other, trip, s.hero), s.opinion(s.other, trip))
    yield s.one_of(s.judgement(s.hero, trip), s.state(trip, NEITHER))
    yield from s.maybe(Asked(replace(borrows, place=start), "agent"), s.about(s.other))


def animals(s: Story) -> Iterator[Record]:
    """An animal runs away and is caught."""
    pet, enemy = replace(s.thing("animal", "bird"), owner=s.hero), s.thing("dog", "cat", "owl", "crow")
    barn = s.elsewhere("barn", "house", "mill")
    s.decide(s.third, GOOD)
    yield s.begin(does(s.hero, "feed", pet))
    yield from s.again(s.state(pet, NEITHER))
    yield from s.maybe(does(s.hero, "open", barn))
    chases = does(enemy, "chase", pet)
    yield s.one_of(chases, Link("cause", chases, does(s.hero, "cry", place=s.outdoors())))
    yield from s.maybe(Compared(enemy, pet, s.quality(enemy, NEITHER)))
    yield from s.maybe(s.weather(*FOUL))
    fails = does(s.hero, "catch", pet, negated=True)
    yield Link("contrast", does(s.other, "help", s.hero), fails)
    catches = does(s.third, "catch", pet, place=s.place)
    yield from s.again(catches)
    yield s.one_of(s.asked(catches, s.hero), s.asked(catches), s.about(s.place))
    yield s.one_of(s.judgement(s.hero, s.third), s.thanks(s.hero, s.third))
    yield from s.maybe(s.examples(pet, s.elsewhere("barn", "field")), does(s.hero, "close", barn))
    yield s.regrets(s.hero, fails)


def show(s: Story) -> Iterator[Record]:
    """A party, a play or another thing to see, and what people think of it."""
    event = s.thing("party", "concert", "fair", "game", "wedding", "race", "lesson", "play")
    public = s.things("people")
    s.decide(s.place, s.sign_of(event))
    yield s.comes(s.pair(), s.place, s.start())
    yield from s.maybe(s.about(s.place))
    yield s.one_of(does(s.third, "begin", event), does(public, "begin", event))
    yield from s.again(s.about(event))
    yield s.state(event, NEITHER)
    yield s.one_of(s.opinion(s.hero, event), s.says(s.other, event, s.hero))
    yield s.one_of(s.judgement(s.hero, event), s.judgement(s.other, s.place))
    goes = does(public, "go", place=s.elsewhere())
    yield Link("then", does(s.third, "finish", event), goes)
    yield s.one_of(s.says(s.hero, event, s.third), s.judgement(s.third, event))
    yield s.one_of(s.about(s.other), s.feels(s.other, s.sign_of(event)))
    yield s.one_of(s.to_self(s.pair()), does(s.pair(), "return", place=s.hero.town))


def reading(s: Story) -> Iterator[Record]:
    """Somebody writes a book, a poem or a song, and others say what they think of it."""
    work = s.thing("book", "story", "poem", "song", "painting")
    name = work.noun.words[0]
    s.decide(s.hero, s.sign_of(work))
    makes = does(s.hero, "make" if name == "painting" else "write", work, place=s.place)
    takes_in = TAKEN_IN.get(name, "read")
    yield from s.maybe(s.aim(makes))
    yield s.begin(makes)
    yield from s.again(s.about(work))
    yield from s.maybe(s.state(work, NEITHER))
    yield Link("then", does(s.hero, "show", work, s.other), does(s.other, takes_in, work))
    yield s.opinion(s.other, work)
    yield s.one_of(s.says(s.other, work, s.hero), s.says(s.other, s.hero, s.third))
    yield from s.maybe(s.asked(makes, s.third))
    yield does(s.third, takes_in, work, place=s.elsewhere("library", "school", "inn"))
    yield s.judgement(s.third, work)
    yield s.one_of(s.thanks(s.third, s.hero), s.judgement(s.other, s.hero))
    yield from s.maybe(s.to_self(s.hero))


def quarrel(s: Story) -> Iterator[Record]:
    """Two people say the opposite of something; a third finds out who is right."""
    thing = s.thing("goods", "dish", "work", "boat", "flower")
    true = State(thing, s.quality(thing))
    s.decide(s.hero, GOOD)
    s.decide(s.other, BAD)
    yield s.begin(does(s.hero, "show", thing, s.other, place=s.place))
    yield Report(s.hero, true, s.other)
    yield Report(s.other, replace(true, quality=true.quality.opposite), s.hero)
    yield from s.maybe(s.about(s.other), chance=0.3)
    yield Link("then", does(s.third, "arrive", place=s.place), does(s.third, "see", thing))
    yield from s.again(true)
    yield s.opinion(s.third, thing)
    yield Link("contrast", s.state(s.hero), s.state(s.other))
    yield s.one_of(s.thanks(s.third, s.hero), s.judgement(s.third, s.other))
    yield s.one_of(s.to_self(s.other), s.feels(s.other, BAD))
    yield from s.maybe(s.weather(), s.comes(s.pair(), s.elsewhere()))


def gift(s: Story) -> Iterator[Record]:
    """Somebody makes, buys or finds a present."""
    thing = s.one_or_more("garment", "jewel", "toy", "instrument", "furniture", "flower", "container")
    s.decide(s.hero, s.sign_of(thing))
    yield from s.maybe(s.kin(), chance=0.6)
    get = {"flower": "pick", "furniture": "build"}.get(thing.noun.kind, "make")
    makes = does(s.hero, s.draw.choice((get, "buy", "find")), thing, place=s.place)
    yield s.begin(replace(makes, manner="carefully" if s.draw.chance(0.3) else ""))
    yield from s.again(s.about(thing))
    yield from s.maybe(s.state(thing, NEITHER))
    yield from s.maybe(does(s.hero, "hide", thing, place=s.elsewhere()), s.weather())
    gives = does(s.hero, "give", thing, s.other)
    yield from s.maybe(s.aim(gives))
    yield gives
    yield s.opinion(s.other, thing)
    yield s.one_of(s.says(s.other, s.hero, s.hero), Asked(makes, "place", s.other))
    yield from s.maybe(does(s.other, "show", thing, s.third), s.opinion(s.third, thing))
    yield s.thanks(s.other, s.hero)
    sign = s.sign_of(thing)
    feeling = does(s.hero, "laugh" if sign == GOOD else "cry", place=s.place)
    yield from s.maybe(Link("cause", s.feels(s.other, sign), feeling))


def theft(s: Story) -> Iterator[Record]:
    """Something is stolen, the wrong one is blamed, the truth comes out."""
    thing = replace(s.thing("jewel", "household", "instrument"), owner=s.third)
    s.decide(s.hero, BAD)
    s.decide(s.other, GOOD)
    steals, hides = does(s.hero, "steal", thing), does(s.hero, "hide", thing, place=s.elsewhere())
    yield s.begin(replace(steals, place=s.place))
    yield s.one_of(s.about(thing), s.weather())
    yield from s.again(hides)
    yield Link("cause", s.state(s.other, NEITHER), does(s.third, "blame", s.other))
    yield s.says(s.other, s.other, s.third)
    yield Corrected(replace(steals, agent=s.other), steals)
    yield s.one_of(s.asked(hides, s.third), Asked(steals, "agent"))
    yield does(s.third, "find", thing, place=hides.place)
    yield s.about(s.hero)
    yield Link("contrast", s.state(s.other), s.state(s.hero))
    yield s.judgement(s.third, s.other)


def garden(s: Story) -> Iterator[Record]:
    """Something is planted, picked and sold."""
    crop, place = s.things("flower", "fruit", "vegetable"), s.elsewhere("garden", "field", "hill")
    s.decide(s.hero, s.sign_of(crop))
    plants = does(s.hero, "plant", crop, place=place)
    yield s.begin(plants)
    yield Link("then", s.weather("rain"), s.weather("sun"))
    yield from s.maybe(s.examples(crop, place))
    yield Link("detail", does(s.hero, "pick", crop), s.state(crop))
    yield from s.again(s.about(crop))
    yield from s.maybe(s.share(crop), s.weather())
    yield does(s.hero, "sell", crop, s.other, place=s.elsewhere("market", "square", "shop"))
    yield s.says(s.other, crop, s.hero)
    yield s.one_of(s.judgement(s.other, s.hero), s.thanks(s.other, s.hero))
    yield from s.maybe(s.asked(plants, s.other))
    yield s.to_self(s.hero)


SCRIPTS: tuple[Script, ...] = (
    shopping, errands, meal, lost, view, harbour, characters, contest, workday, habits, loan, journey,
    animals, show, reading, quarrel, gift, theft, garden,
)  # fmt: skip
