"""The ways to say how something is, where it is and what kind it is. Each docstring is an example."""

from bert2t5.data.pocket.clauses import adjective, comparative, in_words, unplaced, where
from bert2t5.data.pocket.discourse import OBJECT, Discourse, full, named, noun_word, pronoun, refer, spot_of
from bert2t5.data.pocket.lexicon import KIND_NOUNS, VERBS
from bert2t5.data.pocket.meaning import (
    Compared,
    Example,
    Group,
    IsA,
    Located,
    Opinion,
    Person,
    Qualities,
    Referent,
    State,
    Thing,
)
from bert2t5.data.pocket.patterns import Lines, inline, inline_pattern, pattern
from bert2t5.data.pocket.text import Phrase, Tokens, listed
from bert2t5.data.pocket.verbs import be, copula, verb_group

COMMENTS = (
    "to tell the truth",
    "of course",
    "as everybody knew",
    "without a doubt",
    "after all",
    "at least",
    "by the way",
)

# -- conditions


def plain_state(state: State, d: Discourse) -> bool:
    """Whether the quality is neither denied nor graded."""
    return not state.negated and not state.degree


def judges(state: State, d: Discourse) -> bool:
    """Whether the quality is praise or blame."""
    return plain_state(state, d) and state.quality.sentiment != 0


def agree(record: Qualities, d: Discourse) -> bool:
    """Whether both qualities praise or both blame."""
    return record.first.sentiment * record.second.sentiment > 0


def several_words(state: State, d: Discourse) -> bool:
    """Whether the quality has synonyms."""
    return plain_state(state, d) and len(state.quality.words) > 1


def unknown_thing(located: Located, d: Discourse) -> bool:
    """Whether the thing has not been mentioned."""
    return located.subject not in d.known


# -- one quality


@inline_pattern("seem", State, applies=plain_state)
def seem(state: State, d: Discourse) -> Tokens:
    """The soup seemed tasty."""
    subject = refer(state.subject, d)
    return [
        *subject.tokens,
        *verb_group(d.forms(VERBS["seem"]), subject, d.tense),
        adjective(state.quality, d),
    ]


@inline_pattern("opposite denied", State, applies=plain_state, weight=2)
def opposite_denied(state: State, d: Discourse) -> Tokens:
    """The soup was not bland."""
    subject = refer(state.subject, d)
    return [*subject.tokens, *copula(subject, d.tense, negated=True), adjective(state.quality.opposite, d)]


@inline_pattern(
    "adjective before the noun", State, applies=lambda s, d: plain_state(s, d) and one_described(s.subject, d)
)
def attributive(state: State, d: Discourse) -> Tokens:
    """Anna was a clever baker."""
    thing = state.subject
    assert not isinstance(thing, Group)
    subject = pronoun(thing, d) if isinstance(thing, Thing) else named(thing, d)
    noun = thing.noun if isinstance(thing, Thing) else thing.trade
    is_a = [*copula(subject, d.tense), "a", adjective(state.quality, d), d.word(noun.words)]
    if isinstance(thing, Person):
        d.trades.append(thing)
    return [*subject.tokens, *is_a]


def one_described(subject: Referent, d: Discourse) -> bool:
    """Whether the subject is one person, or one thing that a pronoun can stand for."""
    if isinstance(subject, Thing):
        return not subject.plural and not subject.noun.mass and d.pronoun_is_clear(subject)
    # no "the baker was a clever baker"
    return (
        isinstance(subject, Person)
        and not d.talks(subject)
        and (subject not in d.trades or d.pronoun_is_clear(subject))
    )


@pattern("two words for one quality", State, applies=several_words, weight=9)
def two_words(state: State, d: Discourse) -> Lines:
    """The soup was tasty and delicious."""
    subject = refer(state.subject, d)
    first, second = d.draw.sample(state.quality.words, 2)
    between = d.draw.choice(
        (
            ["and"],
            ["and"],
            [",", "that", "is", "to", "say"],
            [",", "in", "other", "words"],
            [",", "that", "is"],
        )
    )
    return [[*subject.tokens, *copula(subject, d.tense), first, *between, second, "."]]


@pattern("not this but that", State, applies=plain_state, weight=5)
def not_but(state: State, d: Discourse) -> Lines:
    """The soup was not bland but tasty."""
    subject = refer(state.subject, d)
    was = copula(subject, d.tense)
    wrong, right = adjective(state.quality.opposite, d), adjective(state.quality, d)
    if d.draw.chance(0.5):
        return [[*subject.tokens, *was, "not", wrong, "but", right, "."]]
    return [[*subject.tokens, *was, right, ",", "not", wrong, "."]]


@pattern("anything but", State, applies=plain_state, weight=5)
def anything_but(state: State, d: Discourse) -> Lines:
    """The soup was anything but bland: it was tasty."""
    subject = refer(state.subject, d)
    was = copula(subject, d.tense)
    far = d.draw.choice((["anything", "but"], ["far", "from"], ["not"], ["not", "at", "all"]))
    again = pronoun(state.subject, d)
    mark = d.draw.choice((":", ";"))
    right = [*again.tokens, *copula(again, d.tense), adjective(state.quality, d)]
    return [[*subject.tokens, *was, *far, adjective(state.quality.opposite, d), mark, *right, "."]]


@pattern("exclamation: how", State, applies=judges, weight=1)
def how(state: State, d: Discourse) -> Lines:
    """How tasty the soup was!"""
    word = adjective(state.quality, d)
    subject = refer(state.subject, d)
    return [["how", word, *subject.tokens, *copula(subject, d.tense), "!"]]


@pattern(
    "exclamation: what a",
    State,
    applies=lambda s, d: judges(s, d) and isinstance(s.subject, Thing) and one_described(s.subject, d),
)
def what_a(state: State, d: Discourse) -> Lines:
    """What a tasty soup it was!"""
    assert isinstance(state.subject, Thing)
    word = adjective(state.quality, d)
    subject = pronoun(state.subject, d)
    noun = noun_word(state.subject.noun, False, state.subject.word)
    return [["what", "a", word, noun, *subject.tokens, *copula(subject, d.tense), "!"]]


@pattern("luckily or sadly", State, applies=judges, weight=2)
def luckily(state: State, d: Discourse) -> Lines:
    """Luckily, the soup was tasty."""
    words = ("luckily", "fortunately") if state.quality.sentiment > 0 else ("sadly", "unfortunately")
    return [[d.draw.choice(words), ",", *inline(state, d), "."]]


@pattern("comment", State, Qualities, weight=3)
def comment(record: State | Qualities, d: Discourse) -> Lines:
    """To tell the truth, the soup was tasty."""
    words = d.draw.choice(COMMENTS).split()
    if d.draw.chance(0.5):
        return [[*words, ",", *inline(record, d), "."]]
    return [[*inline(record, d), ",", *words, "."]]


# -- two qualities


@pattern("both this and that", Qualities, applies=agree)
def both(record: Qualities, d: Discourse) -> Lines:
    """The inn was both cosy and clean."""
    subject = refer(record.subject, d)
    words = ["both", adjective(record.first, d), "and", adjective(record.second, d)]
    return [[*subject.tokens, *copula(subject, d.tense), *words, "."]]


@pattern("neither this nor that", Qualities, applies=agree)
def neither(record: Qualities, d: Discourse) -> Lines:
    """The inn was neither uncomfortable nor dirty."""
    subject = refer(record.subject, d)
    words = ["neither", adjective(record.first.opposite, d), "nor", adjective(record.second.opposite, d)]
    return [[*subject.tokens, *copula(subject, d.tense), *words, "."]]


@pattern("not only but also", Qualities, applies=agree)
def not_only(record: Qualities, d: Discourse) -> Lines:
    """The inn was not only cosy but also clean."""
    subject = refer(record.subject, d)
    words = ["not", "only", adjective(record.first, d), "but", "also", adjective(record.second, d)]
    return [[*subject.tokens, *copula(subject, d.tense), *words, "."]]


@pattern("as this as that", Qualities, applies=agree, weight=1)
def as_as(record: Qualities, d: Discourse) -> Lines:
    """The inn was as cosy as it was clean."""
    subject = refer(record.subject, d)
    was = copula(subject, d.tense)
    again = pronoun(record.subject, d)
    words = [
        "as",
        adjective(record.first, d),
        "as",
        *again.tokens,
        *copula(again, d.tense),
        adjective(record.second, d),
    ]
    return [[*subject.tokens, *was, *words, "."]]


# -- comparisons


@inline_pattern("less than", Compared, weight=3)
def less(record: Compared, d: Discourse) -> Tokens:
    """The church was less old than the mill."""
    subject = refer(record.less, d)
    word = ["less", adjective(record.quality, d), "than"]
    return [*subject.tokens, *copula(subject, d.tense), *word, *full(record.more, d, OBJECT).tokens]


@inline_pattern("not as", Compared, weight=3)
def not_as(record: Compared, d: Discourse) -> Tokens:
    """The church was not as old as the mill."""
    subject = refer(record.less, d)
    word = ["as", adjective(record.quality, d), "as"]
    return [
        *subject.tokens,
        *copula(subject, d.tense, negated=True),
        *word,
        *full(record.more, d, OBJECT).tokens,
    ]


@inline_pattern("opposite compared", Compared, weight=3)
def opposite_compared(record: Compared, d: Discourse) -> Tokens:
    """The church was newer than the mill."""
    subject = refer(record.less, d)
    more = comparative(adjective(record.quality.opposite, d))
    return [*subject.tokens, *copula(subject, d.tense), *more, "than", *full(record.more, d, OBJECT).tokens]


# -- places and kinds


@inline_pattern("there is", Located, applies=unknown_thing, weight=6)
def there_is(located: Located, d: Discourse) -> Tokens:
    """There were two boats near the mill."""
    thing = located.subject
    tokens = unplaced(thing, d)
    return ["there", be(Phrase([], thing.plural), d.tense), *tokens, *spot_of(thing, d)]


@pattern("place before the verb", Located, applies=unknown_thing, weight=4)
def inversion(located: Located, d: Discourse) -> Lines:
    """Near the mill stood two boats."""
    thing = located.subject
    place = spot_of(thing, d)
    verb = verb_group(VERBS["stand"].words[0], Phrase([], thing.plural), d.tense)
    return [[*place, *verb, *unplaced(thing, d), "."]]


@pattern("and other things of a kind", Example)
def and_other(example: Example, d: Discourse) -> Lines:
    """There were hammers, saws and other tools in the shop."""
    kind = KIND_NOUNS[example.nouns[0].kind].plurals[0]
    names = [[noun_word(noun, True, d.draw.below(2))] for noun in example.nouns]
    things = [kind, "such", "as", *listed(names)] if d.draw.chance(0.5) else listed([*names, ["other", kind]])
    return [["there", be(Phrase([], plural=True), d.tense), *things, *where(example.place, d), "."]]


@pattern("the only ones of a kind", Example)
def the_only(example: Example, d: Discourse) -> Lines:
    """Hammers were the only tools in the shop."""
    noun = example.nouns[0]
    subject = Phrase([noun_word(noun, True, d.draw.below(2))], plural=True)
    only = ["the", "only", KIND_NOUNS[noun.kind].plurals[0]]
    return [[*subject.tokens, *copula(subject, d.tense), *only, *where(example.place, d), "."]]


# -- people and their views


@inline_pattern("work as", IsA, weight=4)
def work_as(record: IsA, d: Discourse) -> Tokens:
    """Anna worked as a baker in Marlow."""
    subject = named(record.subject, d)
    d.trades.append(record.subject)
    verb = verb_group(VERBS["work"].words[0], subject, d.tense)
    return [*subject.tokens, *verb, "as", "a", d.word(record.noun.words), "in", record.subject.town]


@inline_pattern("find something so", Opinion, weight=9)
def find_so(opinion: Opinion, d: Discourse) -> Tokens:
    """Anna found the soup tasty."""
    holder = refer(opinion.holder, d)
    found = verb_group(VERBS["find"].words[0], holder, d.tense)
    what = refer(opinion.state.subject, d, OBJECT)
    return [*holder.tokens, *found, *what.tokens, *in_words(opinion.state.quality, d)]


@pattern("so ... that", Opinion, applies=lambda o, d: judges(o.state, d), weight=3)
def so_that(opinion: Opinion, d: Discourse) -> Lines:
    """The soup was so tasty that Anna smiled."""
    state = opinion.state
    subject = refer(state.subject, d)
    start = [*subject.tokens, *copula(subject, d.tense), "so", *in_words(state.quality, d), "that"]
    holder = refer(opinion.holder, d)
    verb = VERBS[d.draw.choice(("smile", "laugh") if state.quality.sentiment > 0 else ("frown", "leave"))]
    return [[*start, *holder.tokens, *verb_group(verb.words[0], holder, d.tense), "."]]
