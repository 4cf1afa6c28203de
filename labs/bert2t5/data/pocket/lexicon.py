"""The words of the pocket world: which mean the same, which are opposites, what is a kind of what.

A noun, verb or adjective here is a meaning with one or more words for it; sentences are made from meanings,
and a word is chosen only when a sentence is written down. The tables are text, one class of words per line:

    a/b     two words for one meaning
    x*y     the plural is y, where it is not x + s
    ~x      a substance: no plural, no "a"
    x+      the last consonant doubles (stop+: stopped, stopping)
    x y z   base, past and participle, where they are not x + ed

Left out: anything that a word means beyond its class, synonyms, opposites, sentiment and what it goes with.
"""

from dataclasses import dataclass
from functools import cache

__all__ = [
    "ADVERBS",
    "COLOURS",
    "COMPARATIVES",
    "FEMALE_NAMES",
    "KIND_NOUNS",
    "MALE_NAMES",
    "MATERIALS",
    "NOUNS",
    "SCALES",
    "TOWNS",
    "VERBS",
    "Adjective",
    "Forms",
    "Noun",
    "Verb",
    "adjectives_for",
    "content_words",
    "nouns_of",
]


@dataclass(frozen=True)
class Noun:
    """A meaning of nouns.

    Attributes:
        words: the words for it, all of the same meaning.
        plurals: the plural of each word.
        kind: the class; `KIND_NOUNS` has the word for the class where there is one (a hen is a bird).
        mass: whether it is a substance ("some bread", never "a bread").
    """

    words: tuple[str, ...]
    plurals: tuple[str, ...]
    kind: str
    mass: bool = False


@dataclass(frozen=True)
class Forms:
    """The five forms of a verb's word."""

    base: str
    third: str
    past: str
    participle: str
    ing: str


@dataclass(frozen=True)
class Verb:
    """A meaning of verbs.

    Attributes:
        words: the words for it, all of the same meaning.
        takes: the classes of nouns that can be its object; () for a verb without one.
        opposite: the name of the verb that means the contrary, or "".
    """

    words: tuple[Forms, ...]
    takes: tuple[str, ...]
    opposite: str = ""


@dataclass(frozen=True)
class Adjective:
    """One pole of a scale: tasty and delicious on the one side, bland and tasteless on the other.

    Attributes:
        words: the words for it, all of the same meaning.
        scale: the name of the scale.
        sentiment: 1 for praise, -1 for blame, 0 for neither.
        fits: the classes of nouns that can have this quality.
    """

    words: tuple[str, ...]
    scale: str
    sentiment: int
    fits: tuple[str, ...]

    @property
    def opposite(self) -> "Adjective":
        """The other pole of the same scale."""
        high, low = SCALES[self.scale]
        return low if self == high else high


_NOUNS = """
animal     dog/hound, cat, horse, cow, goat, pig/hog, donkey, rabbit
bird       hen, duck, goose*geese, owl, swan, crow
fruit      apple, pear, plum, peach*peaches
vegetable  carrot, onion, turnip, cabbage
dish       soup/broth, stew, pie, cake, pudding, omelette
drink      ~tea, ~milk, ~cider, ~juice
tool       hammer, saw, spade/shovel, axe, rake
container  basket, bucket/pail, barrel/cask, box/crate*boxes/crates, bag/sack, jug/pitcher
garment    coat/jacket, hat/cap, scarf*scarves, shirt, apron
furniture  table, chair, stool, bed, cupboard, shelf*shelves
instrument fiddle/violin, flute, drum, harp
vehicle    cart/wagon, sledge, carriage/coach*carriages/coaches, bicycle
boat       ferry*ferries, raft, canoe, barge
flower     rose, tulip, daisy*daisies, lily*lilies
tree       oak, birch*birches, willow, pine
building   mill, church/chapel*churches/chapels, school, inn/tavern, barn/shed, tower, shop/store
building   house/cottage, library*libraries, castle
ground     market, harbour/port, bridge, garden, forest/wood, field/meadow, hill, lake
ground     beach/shore*beaches/shores, square
work       book, story/tale*stories/tales, song/tune, play, painting/picture, poem
occasion   party/feast*parties/feasts, concert, wedding, fair, lesson, race, journey/trip, game
jewel      ring, necklace, brooch*brooches, bracelet
toy        kite, doll, ball, puppet
household  lamp/lantern, mirror, clock, key, blanket/quilt, candle, umbrella, rope/cord, map, carpet/rug
trade      baker, farmer, teacher/tutor, doctor/physician, sailor/mariner, miller, tailor
trade      carpenter/joiner, gardener, painter/artist, shepherd, cook/chef, potter, musician, smith
people     child/kid*children/kids, guest/visitor, stranger
kin        brother, sister, cousin, uncle, aunt
"""

# the classes of which the word for the class is in use: a hen is a bird
_KINDS = """
animal bird fruit vegetable dish*dishes drink tool container garment instrument vehicle boat flower tree
building jewel toy
"""

# classes that are spoken of together
_GROUPS = {
    "goods": "tool container garment furniture instrument jewel toy household",
    "food": "fruit vegetable dish drink",
    "crop": "fruit vegetable",
    "nature": "animal bird flower tree",
    "place": "building ground",
    "person": "person people",
}

# scale | one pole | the other | sentiment of the first pole | what can have the quality
_SCALES = """
taste      | tasty delicious         | bland tasteless       | 1 | food
freshness  | fresh crisp             | rotten mouldy         | 1 | crop pie cake
beauty     | beautiful pretty lovely | ugly hideous          | 1 | nature garment jewel place household
charm      | charming delightful     | dreary bleak          | 1 | place
comfort    | cosy comfortable        | uncomfortable cramped | 1 | furniture building carriage
interest   | interesting exciting    | boring dull tedious   | 1 | work occasion
quality    | good excellent splendid | bad awful terrible    | 1 | goods dish drink work boat vehicle
pleasure   | pleasant enjoyable      | unpleasant nasty horrid | 1 | occasion ground
use        | useful handy            | useless worthless     | 1 | tool container household
strength   | sturdy solid            | flimsy shaky          | 1 | furniture container boat vehicle toy
cleanness  | clean spotless          | dirty filthy          | 1 | garment container building furniture boat
safety     | safe secure             | dangerous risky       | 1 | boat vehicle
kindness   | kind gentle friendly    | cruel mean unkind     | 1 | person
honesty    | honest truthful         | dishonest deceitful   | 1 | person
wit        | clever smart wise       | stupid foolish silly  | 1 | person
courage    | brave bold              | timid cowardly        | 1 | person
diligence  | diligent hardworking    | lazy idle             | 1 | person
manners    | polite courteous        | rude impolite         | 1 | person
giving     | generous unselfish      | greedy selfish        | 1 | person
skill      | skilful gifted          | clumsy hopeless       | 1 | person
mood       | happy cheerful merry    | sad gloomy miserable  | 1 | person
health     | healthy fit             | ill sick              | 1 | person
size       | big large               | small tiny            | 0 | goods nature boat vehicle place crop
age        | old ancient             | new modern            | 0 | building boat vehicle furniture garment
years      | young youthful          | elderly aged          | 0 | person
heat       | hot warm                | cold chilly           | 0 | dish drink
speed      | fast quick swift        | slow sluggish         | 0 | boat vehicle animal
noise      | loud noisy              | quiet silent          | 0 | place instrument animal bird
weight     | heavy weighty           | light                 | 0 | container tool furniture instrument
length     | long lengthy            | short brief           | 0 | work occasion
difficulty | easy simple             | hard difficult tricky | 0 | lesson game race journey work instrument
wealth     | rich wealthy            | poor needy            | 0 | person
fullness   | full                    | empty                 | 0 | container
height     | tall high               | low                   | 0 | tree building
wetness    | wet damp                | dry                   | 0 | garment boat ground
fame       | famous celebrated       | obscure               | 0 | work person
price      | expensive costly        | cheap inexpensive     | 0 | goods boat vehicle
rarity     | common ordinary         | rare unusual          | 0 | bird flower jewel
"""

# name: words | objects | opposite
_VERBS = """
go        : go went gone | |
walk      : walk | |
hurry     : hurry/rush | |
return    : return | |
arrive    : arrive | | leave
leave     : leave left/depart | | arrive
wait      : wait | |
rest      : rest | | work
work      : work/labour | | rest
laugh     : laugh | | cry
cry       : cry/weep wept | | laugh
smile     : smile | | frown
frown     : frown | | smile
sing      : sing sang sung | song |
buy       : buy bought/purchase | goods food flower animal | sell
sell      : sell sold | goods food flower animal | buy
find      : find found/discover | goods animal | lose
lose      : lose lost/mislay mislaid | jewel toy tool household garment | find
borrow    : borrow | tool container instrument boat vehicle household | lend
lend      : lend lent | tool container instrument boat vehicle household | borrow
give      : give gave given | goods flower fruit |
show      : show showed shown | goods work flower animal | hide
hide      : hide hid hidden/conceal | jewel toy household instrument | show
steal     : steal stole stolen | jewel goods |
bring     : bring brought | container food flower household |
carry     : carry/lug+ | container furniture instrument |
make      : make made | goods |
build     : build built/construct | furniture boat |
repair    : repair/mend/fix | tool furniture instrument boat vehicle | break
break     : break broke broken/smash | container furniture toy tool instrument vehicle | repair
paint     : paint | furniture boat vehicle toy |
clean     : clean/wash | garment container boat |
cook      : cook | soup stew pudding omelette |
bake      : bake | pie cake |
eat       : eat ate eaten | fruit vegetable dish |
drink     : drink drank drunk | drink |
taste     : taste | dish drink fruit |
feed      : feed fed | animal bird |
catch     : catch caught | animal bird |
chase     : chase/pursue | animal bird |
plant     : plant | flower tree vegetable |
pick      : pick/gather | flower fruit vegetable |
read      : read read read | book story poem |
write     : write wrote written | story poem song play book |
play      : play | instrument |
hear      : hear heard | song |
open      : open | container building | close
close     : close/shut+ shut | container building | open
see       : see saw seen/notice | goods animal bird boat place |
watch     : watch/observe | animal bird |
visit     : visit | building ground |
meet      : meet met | person |
help      : help/assist | person |
thank     : thank | person |
praise    : praise/commend | person | blame
blame     : blame/scold | person | praise
trust     : trust | person | doubt
doubt     : doubt/distrust | person | trust
like      : like/enjoy | dish drink work occasion place | dislike
dislike   : dislike/hate/detest | dish drink work occasion place | like
admire    : admire/respect | person | despise
despise   : despise/scorn | person | admire
begin     : begin+ began begun/start | occasion | finish
finish    : finish/end | occasion | begin
hurt      : hurt hurt/injure | |
prepare   : prepare | |
amuse     : amuse/entertain | |
say       : say said | |
tell      : tell told | |
ask       : ask | |
think     : think thought/believe | |
want      : want/wish | |
try       : try | |
plan      : plan+ | |
hope      : hope | |
promise   : promise | |
decide    : decide | |
seem      : seem/appear | |
stand     : stand stood | |
rain      : rain | |
snow      : snow | |
shine     : shine shone | |
blow      : blow blew blown | |
fall      : fall fell fallen | |
"""

# words with -er and -est; all others take "more" and "most"
_COMPARED = """
big+ large small tiny old new young hot+ warm cold chilly fast quick swift slow loud noisy quiet heavy weighty
light long lengthy short brief easy hard rich wealthy poor needy tall high low cheap costly wet+ damp dry rare
full empty
"""

ADVERBS = {
    "quickly": ("quickly", "swiftly"),
    "quietly": ("quietly", "silently"),
    "carefully": ("carefully", "cautiously"),
    "often": ("often", "frequently"),
    "rarely": ("rarely", "seldom"),
}

COLOURS = ("red", "green", "blue", "white", "black", "yellow", "brown", "grey")
MATERIALS = {
    "tool": ("iron", "steel"),
    "container": ("wooden", "leather"),
    "garment": ("woollen", "linen"),
    "furniture": ("wooden", "oak"),
    "jewel": ("silver", "gold"),
    "toy": ("wooden", "paper"),
}

_FEMALE_NAMES = """
Ada Agnes Alice Anna Bella Clara Doris Dora Edith Ella Emma Eva Flora Grace Hannah Helen Ida Irene Jane Julia
Kate Laura Lucy Mabel Martha Mary Nora Olive Rosa Ruth Sarah Vera
"""
_MALE_NAMES = """
Adam Albert Arthur Ben Carl David Edgar Felix Frank Fred George Harry Hugo Jack James John Karl Leo Louis Mark
Martin Max Oscar Otto Paul Peter Ralph Robert Simon Theo Tom Walter
"""
_TOWNS = "Ashford Brook Dunmore Eastwick Fernley Harwell Kelby Linton Marlow Norbury Oxley Westham"


def _lines(table: str) -> list[str]:
    return [line for line in table.strip().split("\n") if line]


def _noun(entry: str, kind: str) -> Noun:
    mass = entry.startswith("~")
    singular, _, plural = entry.removeprefix("~").partition("*")
    words = tuple(singular.split("/"))
    plurals = tuple(plural.split("/")) if plural else tuple(word + "s" for word in words)
    return Noun(words, plurals, kind, mass)


def _read_nouns(table: str) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for line in _lines(table):
        kind, _, entries = line.partition(" ")
        for entry in entries.split(","):
            noun = _noun(entry.strip(), kind)
            nouns[noun.words[0]] = noun
    return nouns


def _forms(entry: str) -> Forms:
    base, *irregular = entry.split()
    doubled = base.endswith("+")
    base = base.removesuffix("+")
    stem = base + base[-1] if doubled else base.removesuffix("e")
    past = irregular[0] if irregular else (stem[:-1] + "ied" if _ends_in_y(base) else stem + "ed")
    participle = irregular[-1] if irregular else past
    return Forms(base, _third(base), past, participle, _ing(base, stem))


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in "aeiou"


def _third(base: str) -> str:
    if _ends_in_y(base):
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _ing(base: str, stem: str) -> str:
    return (base if base.endswith("ee") else stem) + "ing"


def _classes(text: str) -> tuple[str, ...]:
    return tuple(name for word in text.split() for name in _GROUPS.get(word, word).split())


def _read_verbs(table: str) -> dict[str, Verb]:
    verbs = {}
    for line in _lines(table):
        name, _, rest = line.partition(":")
        words, takes, opposite = rest.split("|")
        forms = tuple(_forms(entry) for entry in words.split("/"))
        verbs[name.strip()] = Verb(forms, _classes(takes), opposite.strip())
    return verbs


def _read_scales(table: str) -> dict[str, tuple[Adjective, Adjective]]:
    scales = {}
    for line in _lines(table):
        name, high, low, sentiment, fits = (part.strip() for part in line.split("|"))
        scales[name] = (
            Adjective(tuple(high.split()), name, int(sentiment), _classes(fits)),
            Adjective(tuple(low.split()), name, -int(sentiment), _classes(fits)),
        )
    return scales


def _compared(entry: str) -> tuple[str, tuple[str, str]]:
    word = entry.removesuffix("+")
    stem = word + word[-1] if entry != word else word.removesuffix("e")
    stem = stem[:-1] + "i" if stem.endswith("y") else stem
    return word, (stem + "er", stem + "est")


NOUNS = _read_nouns(_NOUNS)
KIND_NOUNS = {kind.partition("*")[0]: _noun(kind, "kind") for kind in _KINDS.split()}
VERBS = _read_verbs(_VERBS)
SCALES = _read_scales(_SCALES)
COMPARATIVES = dict(_compared(entry) for entry in _COMPARED.split())
FEMALE_NAMES, MALE_NAMES = tuple(_FEMALE_NAMES.split()), tuple(_MALE_NAMES.split())
TOWNS = tuple(_TOWNS.split())


@cache
def nouns_of(*classes: str) -> tuple[Noun, ...]:
    """Return the nouns of some classes, or with some names, in the order of the table.

    >>> [noun.words[0] for noun in nouns_of("bird", "mill")]
    ['hen', 'duck', 'goose', 'owl', 'swan', 'crow', 'mill']
    """
    wanted = _classes(" ".join(classes))
    return tuple(noun for name, noun in NOUNS.items() if noun.kind in wanted or name in wanted)


@cache
def adjectives_for(noun: Noun | None) -> tuple[Adjective, ...]:
    """Return the qualities that a noun can have, or a person if it is None.

    >>> [adjective.words[0] for adjective in adjectives_for(NOUNS["oak"])]
    ['beautiful', 'ugly', 'big', 'small', 'tall', 'low']
    """
    classes = (noun.kind, noun.words[0]) if noun else ("person",)
    poles = (pole for scale in SCALES.values() for pole in scale)
    return tuple(pole for pole in poles if any(name in pole.fits for name in classes))


def content_words() -> list[str]:
    """Return every noun, verb, adjective and adverb in its base form, sorted, without the names.

    >>> {"soup", "tasty", "repair"} <= set(content_words())
    True
    """
    nouns = [word for noun in (*NOUNS.values(), *KIND_NOUNS.values()) for word in noun.words]
    verbs = [forms.base for verb in VERBS.values() for forms in verb.words]
    adjectives = [word for scale in SCALES.values() for pole in scale for word in pole.words]
    adverbs = [word for words in ADVERBS.values() for word in words]
    return sorted({*nouns, *verbs, *adjectives, *adverbs, *COLOURS})
