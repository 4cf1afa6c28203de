"""Pocket SQuAD: answers stand where they are said to, each of them alone answers, files are as SQuAD's."""

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pocket_reader import (
    NOUN_OF,
    Deed,
    answers,
    is_state,
    read_deed,
    read_question,
    resolved,
    sentences_of,
    turned,
)

from bert2t5.data.pocket import pocket_squad, write_squad
from bert2t5.data.pocket.lexicon import ADVERBS, FEMALE_NAMES, MALE_NAMES
from bert2t5.data.pocket.tasks.splits import normalize, part_of
from bert2t5.data.pocket.world import DAYS

SHA256_OF_SOME = "6759f6499140bb07c09c26feeaf628b730cdba7257d239783aa498b91e929e38"
SECRET = bytes(range(16))

Example = dict[str, Any]


@cache
def examples_of(split: str, n: int = 400) -> list[Example]:
    return pocket_squad(split, n)


def answer_of(example: Example) -> str:
    return example["answers"]["text"][0]


# -- the same everywhere


def test_the_examples_are_the_committed_ones() -> None:
    some = [pocket_squad(split, 40) for split in ("train", "validation", "test")]
    assert hashlib.sha256(json.dumps(some).encode("ascii")).hexdigest() == SHA256_OF_SOME


def test_more_questions_begin_with_the_fewer() -> None:
    assert pocket_squad("train", 41) == examples_of("train")[:41]


def test_other_seeds_give_other_contexts() -> None:
    contexts = [{e["context"] for e in pocket_squad("train", 40, seed=seed)} for seed in (0, 1)]
    assert not contexts[0] & contexts[1]


def test_questions_differ_within_a_context_and_ids_everywhere() -> None:
    asked: dict[str, list[str]] = defaultdict(list)
    for example in examples_of("train"):
        asked[example["context"]].append(example["question"])
    assert all(len(set(questions)) == len(questions) <= 4 for questions in asked.values())
    ids = [example["id"] for split in ("train", "validation") for example in examples_of(split)]
    assert len(set(ids)) == len(ids)


def test_examples_have_the_fields_of_hugging_face() -> None:
    for example in examples_of("train", 50):
        assert list(example) == ["id", "title", "context", "question", "answers"]
        assert re.fullmatch("[0-9a-f]{24}", example["id"])
        assert {key: len(values) for key, values in example["answers"].items()} == {
            "text": 1,
            "answer_start": 1,
        }


# -- no leak


def test_no_context_and_no_question_of_one_part_occurs_in_another() -> None:
    parts = {
        split: {
            normalize(e[f])
            for seed in (0, 3)
            for e in pocket_squad(split, 200, seed=seed)
            for f in ("context", "question")
        }
        for split in ("train", "validation", "test")
    }
    for split, texts in parts.items():
        assert {part_of(text) for text in texts} == {split}
        assert not any(texts & others for other, others in parts.items() if other != split)


def test_the_answers_of_the_test_are_for_those_who_know_the_secret() -> None:
    assert {json.dumps(e["answers"]) for e in pocket_squad("test", 30)} == {
        '{"text": [], "answer_start": []}'
    }
    hidden = pocket_squad("test", 30, secret=SECRET)
    assert hidden == pocket_squad("test", 30, secret=SECRET)
    assert all(answer_of(example) for example in hidden)
    assert not {e["context"] for e in hidden} & {e["context"] for e in pocket_squad("test", 30)}


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no split 'dev'\. It has: train, validation, test"):
        pocket_squad("dev")
    with pytest.raises(ValueError, match="n is -1, must not be negative"):
        pocket_squad("train", -1)
    with pytest.raises(ValueError, match="seed is -1"):
        pocket_squad("train", 1, seed=-1)
    with pytest.raises(ValueError, match="the secret is for test splits"):
        pocket_squad("train", 1, secret=SECRET)
    assert pocket_squad("train", 0) == []


# -- answers


def test_answers_stand_where_they_are_said_to() -> None:
    for split in ("train", "validation"):
        for example in examples_of(split):
            (answer,), (start,) = example["answers"]["text"], example["answers"]["answer_start"]
            assert example["context"][start : start + len(answer)] == answer
            assert not example["context"][start - 1 : start].isalpha()
            assert not example["context"][start + len(answer) :][:1].isalpha()


def test_exactly_one_sentence_answers_the_question_and_with_the_answer() -> None:
    """A reader that sees the text alone finds the same answer."""
    fields = set()
    for example in examples_of("train"):
        sentences = resolved(example["context"])
        if match := re.fullmatch(r"What was the (\w+) like\?", example["question"]):
            told = [s for s in sentences if is_state(s) and NOUN_OF[s.split()[1]] == NOUN_OF[match[1]]]
            assert [s.rstrip(".").split()[-1] for s in told] == [answer_of(example)]
            fields.add("quality")
            continue
        question = read_question(example["question"])
        deeds = [read_deed(s) for s in sentences[1:] if not is_state(s)]
        told = [deed for deed in deeds if answers(bare(deed), (question[0], question[1]))]
        assert len(told) == 1, example
        assert meant(answer_of(example)) == in_deed(question, told[0]), example
        fields.add(question[0])
    assert {"agent", "patient", "place", "time", "recipient", "quality"} <= fields


def bare(deed: Deed) -> Deed:
    """Return the deed with its thing as questions name it: without qualities."""
    assert deed.patient is not None
    return replace(deed, patient=replace(deed.patient, qualities=frozenset(), count=""))


def in_deed(question: tuple[str, Deed], deed: Deed) -> str:
    """Return the value of the field that is asked for, from the side from which it is asked."""
    field, granted = question
    side = deed if deed.verb == granted.verb else turned(deed)
    value = getattr(side, field)
    return value.what if field == "patient" else value


def meant(answer: str) -> str:
    """Return what an answer means: the first word for a thing or place, else the answer itself."""
    last = answer.split()[-1]
    for name, words in ADVERBS.items():
        if answer in words:
            return name
    return NOUN_OF.get(last, answer)


def test_every_context_has_another_candidate_for_the_answer() -> None:
    """Another name, another place, another day ...: the only one of its kind would give itself away."""
    names, days = set(FEMALE_NAMES + MALE_NAMES), set(DAYS)
    for example in examples_of("train"):
        sentences = resolved(example["context"])
        if example["question"].endswith(" like?"):
            assert len({s.split()[-1] for s in sentences if is_state(s)}) > 1
            continue
        field, _ = read_question(example["question"])
        deeds = [read_deed(s) for s in sentences[1:] if not is_state(s)]
        if field in ("agent", "recipient"):
            assert len(names & set(re.findall(r"\w+", example["context"]))) > 1
        else:
            assert len({getattr(deed, field) for deed in deeds} - {None}) > 1, example
        if field == "time":
            assert len({day for day in days if day in example["context"]}) > 1


def test_some_answers_stand_before_the_sentence_that_answers() -> None:
    # "She bought a lamp.": the name is in the sentence before
    before = [
        e for e in examples_of("train") if "Who" in e["question"] and re.search(r"\b[Ss]?he\b", e["context"])
    ]
    assert len(before) > 3


def test_contexts_have_five_to_eight_sentences() -> None:
    lengths = [len(list(sentences_of(example["context"]))) for example in examples_of("train")]
    assert 5 <= min(lengths) < max(lengths) <= 8


# -- files


def test_the_file_has_squads_layout_and_the_same_examples(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text("old")
    write_squad(path, "validation", 50)
    content = json.loads(path.read_bytes())
    assert content["version"] == "1.1"
    flat = [
        {
            "id": qa["id"],
            "title": article["title"],
            "context": paragraph["context"],
            "question": qa["question"],
            "answers": {key: [answer[key] for answer in qa["answers"]] for key in ("text", "answer_start")},
        }
        for article in content["data"]
        for paragraph in article["paragraphs"]
        for qa in paragraph["qas"]
    ]
    assert flat == pocket_squad("validation", 50)
    assert list(tmp_path.iterdir()) == [path], "no unfinished file is left"


def test_the_layout_is_that_of_the_real_file(tmp_path: Path, test_data: Path) -> None:
    write_squad(tmp_path / "dev.json", "validation", 20)
    ours = json.loads((tmp_path / "dev.json").read_text())
    real = json.loads((test_data / "squad" / "xquad.en.json").read_text("utf-8"))
    assert shape(ours) == shape(real)


def shape(value: Any) -> Any:
    """Return the keys and types of a JSON value; of a list, those of its first item."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in sorted(value.items())}
    return [shape(value[0])] if isinstance(value, list) else type(value)
