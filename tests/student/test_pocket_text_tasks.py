"""Translations into Marlish and summaries of tales: by rule, from what the text says."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import cache

import pytest
from pocket_reader import (
    POLE_OF,
    Deed,
    is_state,
    read_comparison,
    read_deed,
    resolved,
    sentences_of,
)

from bert2t5.data.pocket import pocket_summaries, pocket_translation
from bert2t5.data.pocket.lexicon import ADVERBS, KIND_NOUNS, NOUNS, SCALES, VERBS
from bert2t5.data.pocket.meaning import Compared, Located, Person, State, Thing, does
from bert2t5.data.pocket.tasks.marlish import in_marlish, marlish_word
from bert2t5.data.pocket.tasks.splits import normalize, part_of

SHA256_OF_TRANSLATIONS = "1e454b7fb185cf9e76a4460006dde01aa4a441fb7d4291f2a8b6c564e2b87414"
SHA256_OF_SUMMARIES = "3a065e926fcbcab75420fbd490718a87d577a4f790e742961f26ae36c933a10d"

translations = cache(pocket_translation)
summaries = cache(pocket_summaries)


def sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode("ascii")).hexdigest()


def test_the_examples_are_the_committed_ones() -> None:
    splits = ("train", "validation", "test")
    assert sha256([pocket_translation(split, 40) for split in splits]) == SHA256_OF_TRANSLATIONS
    assert sha256([pocket_summaries(split, 20) for split in splits]) == SHA256_OF_SUMMARIES


@pytest.mark.parametrize(
    ("make", "fields"),
    [(pocket_translation, ["en", "marlish"]), (pocket_summaries, ["document", "highlights"])],
)
def test_examples_are_drawn_as_those_of_glue(
    make: Callable[..., list[dict[str, str]]], fields: list[str]
) -> None:
    examples = make("train", 40)
    assert [list(example) for example in examples] == [fields] * 40
    assert make("train", 15) == examples[:15]
    assert len({example[fields[0]] for example in examples}) == 40
    assert not {e[fields[0]] for e in examples} & {e[fields[0]] for e in make("train", 40, seed=1)}
    for split in ("train", "validation", "test"):
        assert {part_of(example[fields[0]]) for example in make(split, 30)} == {split}
    with pytest.raises(ValueError, match=r"no split 'dev'\. They have: train, validation, test"):
        make("dev")
    with pytest.raises(ValueError, match="n is -1, must not be negative"):
        make("train", -1)
    assert make("train", 0) == []


# -- Marlish


def test_marlish_by_hand() -> None:
    anna, tom = (
        Person(name, "she", NOUNS["baker"], "Marlow", SCALES["years"][0]) for name in ("Anna", "Tom")
    )
    lamps = Thing(NOUNS["lamp"], "two", colour="red")
    mill, church = Thing(NOUNS["mill"]), Thing(NOUNS["church"], qualities=(SCALES["size"][1],))
    bought = does(
        anna, "buy", lamps, tom, place=mill, time="on Monday evening", manner="carefully", negated=True
    )
    said = "Anna Numteyin ifimomk norrin Tomus renbalom dwu lit celivarry ne payat."
    assert in_marlish(bought) == said
    assert (
        in_marlish(does(anna, "give", lamps, tom, place="Marlow"), "present")
        == "Anna Marlowin Tomek renbalom dwu lit kofiet."
    )
    assert in_marlish(State(lamps, SCALES["taste"][0], negated=True)) == "Renbal dwu lit ne dezdyat."
    assert in_marlish(Compared(mill, church, SCALES["age"][0]), "present") == "Norr chalchur znerr urtet."
    with pytest.raises(
        TypeError, match="Marlish has events, states and comparisons, the record is a Located"
    ):
        in_marlish(Located(lamps))


def test_no_two_meanings_have_one_word() -> None:
    meanings = {noun.words[0] for noun in (*NOUNS.values(), *KIND_NOUNS.values())}
    meanings |= {pole.words[0] for poles in SCALES.values() for pole in poles}
    meanings |= {words[0] for words in ADVERBS.values()}
    assert len({marlish_word(word) for word in meanings}) == len(meanings)
    verbs = {verb.words[0].base for verb in VERBS.values()}
    assert len({marlish_word(verb) for verb in verbs}) == len(verbs)


def spoken(deed: Deed, ending: str) -> str:
    """Return a deed in Marlish, from what a reader found in the English sentence."""
    assert deed.patient is not None
    several = "al" if deed.patient.count else ""
    qualities = [
        SCALES[quality[0]][quality[1] < 0].words[0] if isinstance(quality, tuple) else str(quality)
        for quality in deed.patient.qualities
    ]
    is_person = deed.patient.what[0].isupper()
    patient = deed.patient.what if is_person else marlish_word(deed.patient.what)
    day, *part = (deed.time or "").split()[:1], (deed.time or "").split()[1:]
    place = deed.place or ""
    to = "ek" if deed.verb in ("give", "show", "lend", "sell") else "us"
    words = [
        deed.agent,
        *(marlish_word(word.lower()).capitalize() + "in" for word in day),
        *(marlish_word(word) for words in part for word in words),
        *([(place if place[0].isupper() else marlish_word(place)) + "in"] if place else []),
        *([deed.recipient + to] if deed.recipient else []),
        patient + several + "om",
        *(marlish_word(word) for word in (deed.patient.count, *qualities) if word),
        *([marlish_word(deed.manner)] if deed.manner else []),
        *(["ne"] if deed.negated else []),
        marlish_word(VERBS[deed.verb].words[0].base) + ending,
    ]
    return " ".join(words) + "."


def test_translations_say_what_the_english_says() -> None:
    seen = dict.fromkeys(("deed", "comparison", "state"), 0)
    for pair in translations("train", 600):
        english, marlish = pair["en"], pair["marlish"]
        ending = marlish[-3:-1]
        assert ending == ("et" if is_present(english) else "at")
        if " than " in english:
            seen["comparison"] += 1
            if ending == "at":
                compared = read_comparison(english)
                assert compared is not None
                first, second, (scale, _) = compared
                poles = [marlish_word(pole.words[0]) + ending + "." for pole in SCALES[scale]]
                words = marlish.split()
                direct = [marlish_word(first).capitalize(), marlish_word(second) + "ur", poles[0]]
                turned = [marlish_word(second).capitalize(), marlish_word(first) + "ur", poles[1]]
                assert words in (direct, turned)
        elif english.split()[-1].rstrip(".") in POLE_OF:
            seen["state"] += 1
            scale, sign = POLE_OF[english.split()[-1].rstrip(".")]
            word = marlish_word(SCALES[scale][sign < 0].words[0])
            assert marlish.endswith(f"{' ne' if ' not ' in english else ''} {word}{ending}.")
        else:
            seen["deed"] += 1
            assert marlish == spoken(read_deed(english), ending), english
    assert min(seen.values()) > 80


def is_present(english: str) -> bool:
    """Whether a sentence is in the present: by "be" or "do", or by the verb after the agent's name."""
    if match := re.search(r"\b(was|were|did|is|are|does|do)\b", english):
        return match[1] in ("is", "are", "does", "do")
    (verb,) = re.findall(rf"\b{read_deed(english).agent} ([a-z]+)", english)
    return verb in {forms.third for meaning in VERBS.values() for forms in meaning.words}


# -- summaries


def test_summaries_follow_from_the_tale_and_use_its_words() -> None:
    for pair in summaries("train", 200):
        document, summary = pair["document"], pair["highlights"]
        hero, sentences = document.split()[0], resolved(document)
        said = read_deed(summary)
        deeds = [read_deed(sentence) for sentence in sentences[1:] if not is_state(sentence)]
        first = next(deed for deed in deeds if deed.agent == hero)
        assert said.patient is not None
        assert first.patient is not None
        assert (said.agent, said.verb, said.recipient, said.patient.what) == (
            hero,
            first.verb,
            first.recipient,
            first.patient.what,
        )
        assert (said.place, said.time, said.manner) == (None, None, None)
        told = [
            POLE_OF[s.rstrip(".").split()[-1]]
            for s in sentences
            if is_state(s) and about(s) == said.patient.what
        ]
        assert list(said.patient.qualities) == told
        foreign = set(normalize(summary).split()) - set(normalize(document).split())
        assert len(foreign) <= 2, "at most an article and another form of the verb"
        assert len(list(sentences_of(summary))) == 1


def about(sentence: str) -> str:
    (thing,) = re.findall(r"The (\w+) was", sentence)
    return next(noun.words[0] for noun in NOUNS.values() if thing in noun.words)
