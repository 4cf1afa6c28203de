# %% [markdown]
# # Lab 4: text to text
#
# BERT has a head for every task.
# T5 has none: it reads text and writes text, and a prefix says what is wanted.
# A label becomes a word, a number becomes its digits, and a gap in a story becomes the text that fills it.
# In this lab you turn tasks into text and read answers back.
# You cut spans out of stories, as T5's pre-training does.
# You write what the decoder reads while it learns, how it is judged, and what it may see.
# At the end your own loop makes the course's small T5 write the answers to seven tasks.
#
# Read chapter 4 first.
# The lab then takes two to three hours.
# It has eight exercises worth 100 points.
#
# How it works:
#
# - Replace each `raise NotImplementedError()` by your answer, and run the cells from top to bottom.
# - The cell below an answer uses your code on something worth seeing.
# - The cell after that checks it and shows a card: what passed, the first thing that went wrong, and a hint.
#   A check changes nothing, so run it as often as you like.
# - The checks that you see are not all.
#   At grading, hidden ones follow on fresh random inputs, and the points depend on those.
# - Exercises build on each other.
#   Where your function calls an earlier one of yours, a mistake there costs points here too.
# - Work on copies: no function here changes its arguments.

# %% nbgrader={"grade_id": "setup", "locked": true}
import math
import random
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import torch
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from bert2t5.checks import Check
from bert2t5.data.pocket import (
    corpus,
    held_out,
    pocket_glue,
    pocket_squad,
    pocket_summaries,
    pocket_translation,
)
from bert2t5.models import pocket_t5
from bert2t5.summary import Summary
from bert2t5_reference.mlm import IGNORED_LABEL

tokenizer = AutoTokenizer.from_pretrained(pocket_t5())
PAD, EOS = tokenizer.pad_token_id, tokenizer.eos_token_id  # of <pad> and </s>
START = PAD  # every output of a T5 begins with it
FIRST_SENTINEL = tokenizer.convert_tokens_to_ids("<extra_id_0>")

# %% [markdown]
# # Part 1: every task is text
#
# A task is described by a few plain values: its prefix, which texts it reads, and what the answer is.
# Here are seven tasks of the pocket world, with the prefixes of the published T5:

# %% nbgrader={"grade_id": "tasks", "locked": true}
TASKS = {
    "cola": {
        "prefix": "cola",
        "keys": ["sentence"],
        "show_keys": True,
        "kind": "classification",
        "label_names": ["unacceptable", "acceptable"],
        "target_key": "label",
    },
    "sst2": {
        "prefix": "sst2",
        "keys": ["sentence"],
        "show_keys": True,
        "kind": "classification",
        "label_names": ["negative", "positive"],
        "target_key": "label",
    },
    "mnli": {
        "prefix": "mnli",
        "keys": ["hypothesis", "premise"],
        "show_keys": True,
        "kind": "classification",
        "label_names": ["entailment", "neutral", "contradiction"],
        "target_key": "label",
    },
    "stsb": {
        "prefix": "stsb",
        "keys": ["sentence1", "sentence2"],
        "show_keys": True,
        "kind": "regression",
        "label_names": [],
        "target_key": "label",
    },
    "squad": {
        "prefix": "",
        "keys": ["question", "context"],
        "show_keys": True,
        "kind": "text",
        "label_names": [],
        "target_key": "answer",
    },
    "marlish": {
        "prefix": "translate English to Marlish:",
        "keys": ["en"],
        "show_keys": False,
        "kind": "text",
        "label_names": [],
        "target_key": "marlish",
    },
    "summary": {
        "prefix": "summarize:",
        "keys": ["document"],
        "show_keys": False,
        "kind": "text",
        "label_names": [],
        "target_key": "highlights",
    },
}


def load_examples(name, number, seed=0):
    """Return held-out examples of a task, which the course's T5 has not been trained on."""
    if name == "squad":
        rows = pocket_squad("validation", number, seed=seed)
        return [row | {"answer": row["answers"]["text"][0]} for row in rows]
    if name == "marlish":
        return pocket_translation("validation", number, seed=seed)
    if name == "summary":
        return pocket_summaries("validation", number, seed=seed)
    split = "validation_matched" if name == "mnli" else "validation"
    return pocket_glue(name, split, number, seed=seed)


# %% [markdown]
# An example holds a text under each key, and the right answer:

# %%
for name in ["mnli", "stsb"]:
    print(name, load_examples(name, 1)[0])

# %% [markdown]
# ## 1. Every task is text
#
# *Medium, 15 minutes, 14 points*
#
# The input begins with the prefix.
# Then come the texts, each behind its key and a colon, with single blanks between all parts.
# The task says in which order, and not the example.
# T5's code writes MNLI's hypothesis before its premise.
# A model understands the order that it was trained on.
#
# ```
# prefix    mnli
# keys      hypothesis                     premise
# texts     It is Ada's map.               Ada drew a map.
# inputs    mnli hypothesis: It is Ada's map. premise: Ada drew a map.
#
# label     1, of entailment, neutral, contradiction
# targets   neutral
# ```
#
# Some tasks have no prefix, and some show no keys.
# Where a label is missing the data say -1, and the model is to write `<unk>`.
#
# How similar two sentences are is a number from 0 to 5.
# Any number could be written down, but most of them would be rare.
# So it is rounded to a multiple of 0.2, and only 26 texts are left to choose from:
#
# ```
# number   times 5   rounded   targets
#   3.75     18.75        19   3.8
#   3.3      16.5         16   3.2       a half goes to the even neighbour
#   4.5      22.5         22   4.4       here as well
#   4        20           20   4.0       one decimal in any case
# ```

# %% nbgrader={"grade_id": "format_example", "solution": true}
from bert2t5_reference.text_to_text import format_example

# %% [markdown]
# One example of each task, as the model reads it and is to write it:

# %%
for name, task in TASKS.items():
    formatted = format_example(task, load_examples(name, 1)[0])
    print(formatted["inputs"])
    print("    ->", formatted["targets"])

# %% nbgrader={"grade_id": "test_format_example", "points": 14}
check = Check("format_example", points=14)
two_texts = {
    "prefix": "mnli",
    "keys": ["hypothesis", "premise"],
    "show_keys": True,
    "kind": "classification",
    "label_names": ["entailment", "neutral", "contradiction"],
    "target_key": "label",
}
one_text = two_texts | {"keys": ["text"], "kind": "text", "label_names": [], "target_key": "gist"}
with check.that("prefix, keys and texts", hint='In the order of the task (chapter 4, "Every task is text")'):
    check.equal(
        format_example,
        two_texts,
        {"premise": "Ada drew a map.", "hypothesis": "It is Ada's map.", "label": 1, "idx": 7},
        expected={
            "inputs": "mnli hypothesis: It is Ada's map. premise: Ada drew a map.",
            "targets": "neutral",
        },
    )
    check.equal(
        format_example,
        two_texts | {"prefix": "multirc", "keys": ["question", "answer", "paragraph"]},
        {"answer": "Ada.", "paragraph": "Ada drew a map.", "question": "Who drew?", "label": 0},
        expected={
            "inputs": "multirc question: Who drew? answer: Ada. paragraph: Ada drew a map.",
            "targets": "entailment",
        },
    )
with check.that(
    "without prefix, without keys", hint='Then nothing stands there (chapter 4, "Every task is text")'
):
    check.equal(
        format_example,
        one_text | {"prefix": ""},
        {"text": "It rained.", "gist": "Rain."},
        expected={"inputs": "text: It rained.", "targets": "Rain."},
    )
    check.equal(
        format_example,
        one_text | {"prefix": "summarize:", "show_keys": False},
        {"text": "It rained.", "gist": "Rain."},
        expected={"inputs": "summarize: It rained.", "targets": "Rain."},
    )
with check.that("texts stay as they are", hint='Blanks and capitals, too (chapter 4, "Every task is text")'):
    check.equal(
        format_example,
        one_text,
        {"text": " It  RAINED ", "gist": "  Rain. "},
        expected={"inputs": "mnli text:  It  RAINED ", "targets": "  Rain. "},
    )
with check.that("a label that is missing", hint='It is -1 (chapter 4, "Every task is text")'):
    check.equal(
        format_example,
        two_texts,
        {"hypothesis": "It is hers.", "premise": "Ada drew.", "label": -1},
        expected={"inputs": "mnli hypothesis: It is hers. premise: Ada drew.", "targets": "<unk>"},
    )
with check.that(
    "numbers in steps of 0.2", hint='A half goes to the even multiple (chapter 4, "Every task is text")'
):
    for number, text in [(3.75, "3.8"), (3.3, "3.2"), (4.5, "4.4"), (4, "4.0"), (0.6, "0.6"), (0.29, "0.2")]:
        check.equal(
            format_example,
            one_text | {"kind": "regression", "target_key": "score"},
            {"text": "It rained.", "score": number},
            expected={"inputs": "mnli text: It rained.", "targets": text},
        )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import text_to_text as reference


def same_as_reference(task, example):
    check.equal(format_example, task, example, expected=reference.format_example(task, example))


def labelled(rng, task):
    return rng.randrange(len(task["label_names"]))


with check.hidden(
    "prefix, keys and texts", hint='In the order of the task (chapter 4, "Every task is text")'
) as rng:
    for num_keys in (1, 2, 2, 3, 3, 4):
        task = cases.task(rng, num_keys=num_keys)
        same_as_reference(task, cases.example(rng, task, labelled(rng, task)))
with check.hidden("no keys", hint='The task says so (chapter 4, "Every task is text")') as rng:
    for num_keys in (1, 2, 3):
        task = cases.task(rng, num_keys=num_keys, show_keys=False)
        same_as_reference(task, cases.example(rng, task, labelled(rng, task)))
with check.hidden("no prefix", hint='Then no blank either (chapter 4, "Every task is text")') as rng:
    for num_keys, show_keys in [(1, True), (2, True), (1, False), (2, False)]:
        task = cases.task(rng, num_keys=num_keys, prefix="", show_keys=show_keys)
        same_as_reference(task, cases.example(rng, task, labelled(rng, task)))
with check.hidden(
    "texts stay as they are", hint='Blanks and capitals, too (chapter 4, "Every task is text")'
) as rng:
    for num_keys in (1, 2, 3) * 2:
        task = cases.task(rng, "text", num_keys)
        same_as_reference(task, cases.example(rng, task, cases.untidy(rng), cases.untidy))
with check.hidden("every label", hint='Its name, or <unk> for -1 (chapter 4, "Every task is text")') as rng:
    for _ in range(2):
        task = cases.task(rng)
        for label in range(-1, len(task["label_names"])):
            same_as_reference(task, cases.example(rng, task, label))
with check.hidden(
    "numbers in steps of 0.2", hint='A half goes to the even multiple (chapter 4, "Every task is text")'
) as rng:
    steps = [step / 5 for step in range(26)]
    numbers = [*cases.TIES, *rng.sample(steps, 6), *(rng.randrange(5000) / 1000 for _ in range(8)), 0, 5, 0.0]
    for number in numbers:
        task = cases.task(rng, "regression", rng.randint(1, 2))
        same_as_reference(task, cases.example(rng, task, number))
check.diagnose(known_mistakes("04_text_to_text", "format_example"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 2. The way back
#
# *Warm-up, 10 minutes, 8 points*
#
# A model that writes text may write anything.
# An answer counts as a label only if it is exactly the name of one.
# Whoever strips blanks or ignores capitals here makes a model look better than it is.
# What is no label is invalid, and its index is -1, which no example has.
#
# ```
# labels                   the model wrote    means
# negative, positive       positive            1
#                          Positive           -1
#                          positive review    -1
# a number                 3.8                 3.8
#                          similar            -1.0
# a text                   Ada drew a map.    Ada drew a map.
# ```

# %% nbgrader={"grade_id": "parse_prediction", "solution": true}
from bert2t5_reference.text_to_text import parse_prediction

# %% [markdown]
# There and back again, for 100 examples of each task.
# Nothing gets lost, because the similarities of the pocket world are multiples of 0.2.
# Those of the real STS-B are means of what several people said, and not all of them come back as they were:

# %%
similarity = TASKS["stsb"]
for name, task in TASKS.items():
    examples = load_examples(name, 100)
    back = [parse_prediction(task, format_example(task, example)["targets"]) for example in examples]
    same = sum(meant == example[task["target_key"]] for meant, example in zip(back, examples, strict=True))
    print(f"{name:8} {same:3} of {len(examples)} come back as they were")
for score in [2.8, 2.857, 2.917, 3.25]:
    text = format_example(similarity, {"sentence1": "A.", "sentence2": "B.", "label": score})["targets"]
    print(f"{score:5} -> {text!r} -> {parse_prediction(similarity, text)}")

# %% nbgrader={"grade_id": "test_parse_prediction", "points": 8}
check = Check("parse_prediction", points=8)
feelings = {"kind": "classification", "label_names": ["negative", "positive"]}
number = {"kind": "regression", "label_names": []}
any_text = {"kind": "text", "label_names": []}
with check.that("the name of a label", hint='Its index, from 0 (chapter 4, "The way back")'):
    check.equal(parse_prediction, feelings, "negative", expected=0)
    check.equal(parse_prediction, feelings, "positive", expected=1)
with check.that("anything else is invalid", hint='A label is written exactly (chapter 4, "The way back")'):
    for text in ["Positive", " positive", "positive review", "posit", "1", ""]:
        check.equal(parse_prediction, feelings, text, expected=-1)
with check.that("numbers", hint='As float reads them, else -1.0 (chapter 4, "The way back")'):
    for text, value in [("3.8", 3.8), ("4", 4.0), ("-2.35", -2.35), ("similar", -1.0), ("", -1.0)]:
        check.equal(parse_prediction, number, text, expected=value)
with check.that("a text", hint='It is the answer as it is (chapter 4, "The way back")'):
    for text in ["Ada drew a map. ", "3.8", ""]:
        check.equal(parse_prediction, any_text, text, expected=text)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import text_to_text as reference


def same_as_reference(task, text):
    check.equal(parse_prediction, task, text, expected=reference.parse_prediction(task, text))


with check.hidden("every label", hint='Its index, from 0 (chapter 4, "The way back")') as rng:
    for _ in range(3):
        task = cases.task(rng)
        for name in task["label_names"]:
            same_as_reference(task, name)
with check.hidden("almost a label", hint='Case, blanks and length count (chapter 4, "The way back")') as rng:
    for _ in range(3):
        task = cases.task(rng)
        name = rng.choice([name for name in task["label_names"] if name != "0"])
        parts = [name[:-1], name[1:]]
        for text in [name.swapcase(), f" {name}", f"{name}\n", f"{name}.", f"not {name}", *parts]:
            same_as_reference(task, text)
        same_as_reference(task, cases.text(rng))
        same_as_reference(task, "<unk>")
with check.hidden("numbers", hint='As float reads them (chapter 4, "The way back")') as rng:
    for text in [*cases.NUMBERS, *(f"{rng.randrange(-900, 900) / 100}" for _ in range(6))]:
        same_as_reference(cases.task(rng, "regression"), text)
with check.hidden("no numbers", hint='Then it is -1.0 (chapter 4, "The way back")') as rng:
    for text in [*cases.NO_NUMBERS, *(f"{rng.randrange(50) / 10} of 5" for _ in range(2))]:
        same_as_reference(cases.task(rng, "regression"), text)
with check.hidden("texts", hint='Each as it is (chapter 4, "The way back")') as rng:
    untidy = [cases.untidy(rng) for _ in range(4)]
    for text in [cases.text(rng), cases.text(rng), *untidy, "", " 2.5", "<unk>"]:
        same_as_reference(cases.task(rng, "text"), text)
check.diagnose(known_mistakes("04_text_to_text", "parse_prediction"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 2: gaps in the text
#
# Before T5 learns tasks it fills gaps, in text that nobody has labelled.
# BERT hides single tokens, and each keeps its place.
# T5 cuts out whole spans, and all that is left of a span is one mark.
# So both the input and the output become shorter than the text.
#
# How many tokens are cut out, and in how many spans, follows from the length of the text alone.
# The given `count_noise` says both, rounded as in the published code:

# %% nbgrader={"grade_id": "count_noise", "locked": true}
from bert2t5_reference.span_corruption import count_noise, float32

# %%
for length in [10, 40, 568]:
    num_noise, num_spans = count_noise(length, noise_density=0.15, mean_noise_span_length=3)
    print(f"{length:3} tokens: {num_noise} are noise, in {num_spans} spans")

# %% [markdown]
# ## 3. Cutting spans
#
# *Hard, 35 minutes, 22 points*
#
# What is random is only where the cuts are.
# There are three functions.
# `cut_into_spans` gets random numbers, cuts a row of tokens, and is checked exactly (8 points).
# `apply_noise_mask` uses it for the clean tokens and for the noise, and is checked exactly, too (8 points).
# `noise_mask` draws the numbers and is checked on many draws (6 points).
#
# The first token begins a span in any case, or it would belong to none.
# Of the others those with the smallest numbers begin one.
# By hand, for 3 tokens of noise and 4 clean ones, in 2 spans each:
#
# ```
# draws   0.1  0.5  0.2  0.7     four clean tokens: 0.2 begins the second span, so 2 + 2
#         0.8  0.6  0.9          three of noise:    0.6 begins the second span, so 1 + 2
#
# spans   clean 2   noise 1   clean 2   noise 2
# mask    -    -    x         -    -    x    x
# ```
#
# Clean spans and spans of noise take turns, and a clean one comes first.
# So every mask begins clean and ends in noise.

# %% nbgrader={"grade_id": "cut_into_spans", "solution": true}
from bert2t5_reference.span_corruption import cut_into_spans

# %% nbgrader={"grade_id": "apply_noise_mask", "solution": true}
from bert2t5_reference.span_corruption import apply_noise_mask

# %% nbgrader={"grade_id": "noise_mask", "solution": true}
from bert2t5_reference.span_corruption import noise_mask

# %% [markdown]
# A held-out story, four times, with your masks.
# How many tokens would be noise if a coin decided for each of them?

# %%
stories = held_out(10_000)


def encode(document, most=40):
    """Return the ids of a story's first tokens, without an end."""
    text = " ".join(document)
    return tokenizer(text, add_special_tokens=False, return_tensors="pt")["input_ids"][0, :most]


story_ids = encode(stories[0])


def show_gaps(input_ids, mask):
    """Return the text with a line in place of each token that is noise."""
    shown = ""
    for piece, is_noise in zip(tokenizer.convert_ids_to_tokens(input_ids), mask.tolist(), strict=True):
        text = piece.replace("▁", " ")  # how SentencePiece marks the beginning of a word
        shown += "".join(" " if letter == " " else "_" for letter in text) if is_noise else text
    return shown.strip()


generator = torch.Generator().manual_seed(0)
for _ in range(4):
    print(show_gaps(story_ids, noise_mask(len(story_ids), 0.15, 3, generator)))
yours = [noise_mask(40, 0.15, 3, generator) for _ in range(12)]
coins = [torch.rand(40, generator=generator) < 0.15 for _ in range(12)]
print("noise in your masks:", [int(mask.sum()) for mask in yours])
print("noise by coins:     ", [int(mask.sum()) for mask in coins])

# %% nbgrader={"grade_id": "test_cut_into_spans", "points": 8}
check = Check("cut_into_spans", points=8)
with check.that("the smallest draws begin spans", hint='Two cuts make three (chapter 4, "Cutting spans")'):
    check.equal(cut_into_spans, torch.tensor([0.9, 0.5, 0.2, 0.7, 0.1, 0.6]), 3, expected=[2, 2, 2])
    check.equal(cut_into_spans, torch.tensor([0.9, 0.1, 0.8, 0.7, 0.3]), 3, expected=[1, 3, 1])
    check.equal(cut_into_spans, torch.tensor([0.9, 0.5, 0.2, 0.7]), 4, expected=[1, 1, 1, 1])
with check.that("one span", hint='It is as long as the row (chapter 4, "Cutting spans")'):
    check.equal(cut_into_spans, torch.tensor([0.9, 0.5, 0.2, 0.7]), 1, expected=[4])
    check.equal(cut_into_spans, torch.tensor([0.5]), 1, expected=[1])
with check.that(
    "the first token begins a span anyway", hint='Its draw does not matter (chapter 4, "Cutting spans")'
):
    check.equal(cut_into_spans, torch.tensor([0.0, 0.5, 0.2, 0.7]), 2, expected=[2, 2])
with check.that("of equal draws the earlier token", hint='In their order (chapter 4, "Cutting spans")'):
    check.equal(cut_into_spans, torch.tensor([0.5, 0.5, 0.5, 0.5, 0.5]), 3, expected=[1, 1, 3])
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import span_corruption as reference


def same_as_reference(*case):
    check.equal(cut_into_spans, *case, expected=reference.cut_into_spans(*case))


def cuts_by_all_draws(draws, num_spans):
    """Wrong: the first token competes with the others."""
    begins = sorted(draws.argsort(stable=True)[: num_spans - 1].tolist())
    return [end - begin for begin, end in pairwise([0, *begins, len(draws)])]


with check.hidden(
    "the smallest draws begin spans", hint='In the order of the text (chapter 4, "Cutting spans")'
) as rng:
    for length in (6, 10, 10, 20, 40, 40):
        same_as_reference(cases.draws(rng, length), rng.randint(3, length - 2))
with check.hidden(
    "the first token begins a span anyway", hint='Its draw does not matter (chapter 4, "Cutting spans")'
) as rng:
    for length in (4, 8, 16):
        same_as_reference(
            *cases.telling(
                lambda length=length: (cases.draws(rng, length), rng.randint(2, length - 1)),
                reference.cut_into_spans,
                cuts_by_all_draws,
            )
        )
with check.hidden("equal draws", hint='The earlier token comes first (chapter 4, "Cutting spans")') as rng:
    for length in (8, 16, 24, 32):
        same_as_reference(cases.equal_draws(rng, length), rng.randint(2, length - 2))
with check.hidden("few and many spans", hint='From one to all (chapter 4, "Cutting spans")') as rng:
    for length in (1, 2, 5, 12):
        for num_spans in {1, min(2, length), max(1, length - 1), length}:
            same_as_reference(cases.draws(rng, length), num_spans)
check.diagnose(known_mistakes("04_text_to_text", "cut_into_spans"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_apply_noise_mask", "points": 8}
check = Check("apply_noise_mask", points=8)
with check.that("the example by hand", hint='Clean draws first (chapter 4, "Cutting spans")'):
    check.equal(
        apply_noise_mask,
        3,
        2,
        torch.tensor([0.1, 0.5, 0.2, 0.7, 0.8, 0.6, 0.9]),
        expected=torch.tensor([False, False, True, False, False, True, True]),
    )
with check.that("one span", hint='The clean tokens, then the noise (chapter 4, "Cutting spans")'):
    check.equal(
        apply_noise_mask,
        2,
        1,
        torch.tensor([0.1, 0.5, 0.2, 0.7, 0.8]),
        expected=torch.tensor([False, False, False, True, True]),
    )
with check.that("noise of one token each", hint='As many spans as noise (chapter 4, "Cutting spans")'):
    check.equal(
        apply_noise_mask,
        2,
        2,
        torch.tensor([0.1, 0.5, 0.2, 0.7, 0.8]),
        expected=torch.tensor([False, False, True, False, True]),
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import span_corruption as reference


def same_as_reference(*case):
    check.equal(apply_noise_mask, *case, expected=reference.apply_noise_mask(*case))


with check.hidden(
    "spans take turns", hint='Each part is cut by its own draws (chapter 4, "Cutting spans")'
) as rng:
    for length in (12, 20, 20, 40, 40, 80):
        num_noise = rng.randint(4, length // 2 - 1)
        same_as_reference(num_noise, rng.randint(2, num_noise - 1), cases.draws(rng, length))
with check.hidden(
    "more noise than clean tokens", hint='The count says which is which (chapter 4, "Cutting spans")'
) as rng:
    for length in (9, 15, 30):
        num_noise = rng.randint(length // 2 + 1, length - 3)
        same_as_reference(num_noise, rng.randint(2, length - num_noise), cases.draws(rng, length))
with check.hidden("few tokens", hint='One of noise, or one clean (chapter 4, "Cutting spans")') as rng:
    for length in (2, 3, 7):
        for num_noise in {1, length - 1}:
            same_as_reference(num_noise, 1, cases.draws(rng, length))
with check.hidden("equal draws", hint='The earlier token comes first (chapter 4, "Cutting spans")') as rng:
    for _ in range(3):
        same_as_reference(8, rng.randint(3, 6), cases.equal_draws(rng, 24))
check.diagnose(known_mistakes("04_text_to_text", "apply_noise_mask"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_noise_mask", "points": 6}
check = Check("noise_mask", points=6)
with check.that(
    "an exact number of tokens, clean at the beginning, noise at the end",
    hint='count_noise says how many (chapter 4, "Cutting spans")',
):
    for seed in range(20):
        mask = check.value(noise_mask, 30, 0.2, 3, torch.Generator().manual_seed(seed))
        fine = isinstance(mask, torch.Tensor) and mask.dtype == torch.bool and mask.shape == (30,)
        check.require(fine, "not booleans of shape (30,)", expected="30 booleans", got=mask)
        places = mask.nonzero().flatten().tolist() if fine else []
        check.require(len(places) == 6, "not 6 tokens of noise", expected=6, got=len(places))
        check.require(0 not in places, "noise at the first token")
        check.require(29 in places, "no noise at the last token")
with check.that("where there is no choice", hint='One cut fits (chapter 4, "Cutting spans")'):
    check.equal(noise_mask, 4, 0.5, 1, torch.Generator(), expected=torch.tensor([False, True, False, True]))
with check.that("short texts", hint='They count as texts of 2 tokens (chapter 4, "Cutting spans")'):
    check.equal(noise_mask, 2, 0.15, 3, torch.Generator(), expected=torch.tensor([False, True]))
    check.equal(noise_mask, 1, 0.15, 3, torch.Generator(), expected=torch.tensor([False]))
    check.equal(noise_mask, 0, 0.15, 3, torch.Generator(), expected=torch.tensor([], dtype=torch.bool))
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import span_corruption as reference


def many(draw, number, *arguments):
    """Call it that many times with the same generator."""
    return [draw(*arguments) for _ in range(number)]


def is_as_counted(mask, length, density, mean_length):
    """True for a mask with the right numbers of tokens and spans, clean first and noise last."""
    num_noise, num_spans = reference.count_noise(length, density, mean_length)
    clean, noise = cases.span_lengths(mask, length) or ([], [])
    return len(clean) == len(noise) == num_spans and sum(noise) == num_noise


with check.hidden(
    "the numbers of tokens and spans", hint='They are exact (chapter 4, "Cutting spans")'
) as rng:
    for length in (2, 3, 8, 20, 60, 200, 568):
        for density, mean_length in [(0.15, 3), (rng.randint(20, 40) / 100, rng.choice([2, 3.5, 5]))]:
            case = (length, density, mean_length)
            mask = check.value(noise_mask, *case, cases.generator(rng))
            check.require(is_as_counted(mask, *case), "not the numbers of tokens and spans")


def first_and_last(clean, noise):
    """Return the lengths of the first and last spans, those of 3 and more as one."""
    return tuple(min(size, 3) for size in (clean[0], noise[0])), tuple(
        min(size, 3) for size in (clean[-1], noise[-1])
    )


def third_of_the_cut(clean, noise):
    """Return in which third the cut of 40 tokens into two lies; for clean tokens and for noise."""
    return tuple((size - 1) // 13 for size in (clean[0], noise[0]))


# Of N tokens in k spans the first or last span has s tokens with the probability C(N - s - 1, k - 2) /
# C(N - 1, k - 1).
def span_share(size):
    """The probability of a first or last span of 1, 2, or 3 and more tokens among 40 in 20 spans."""
    exact = [math.comb(39 - s, 18) / math.comb(39, 19) for s in (1, 2)]
    return exact[size - 1] if size < 3 else 1 - sum(exact)


# False alarms: with 9 outcomes and 240 masks the L1 distance of shares and probabilities reaches 0.45 with a
# probability of at most 2^9 * exp(-240 * 0.45^2 / 2) < 2e-8 in each of the 3 cases (the bound of Bretagnolle,
# Huber and Carol).
# Power: the same draws for both parts are at least 1 away, in all three cases. One span after the other is
# 1.5 away for the first spans. Whole numbers from 0 to 9 are 0.9 away for two spans. What is 0.9 away passes
# with a probability of at most 2^9 * exp(-240 * 0.45^2 / 2) < 2e-8; a mask that begins or ends otherwise, or
# has other numbers, and one mask for all never pass.
with check.hidden(
    "every mask is equally likely", hint='Each token has a number of its own (chapter 4, "Cutting spans")'
) as rng:
    case = (80, 0.5, 2)  # 40 of 80 tokens in 20 spans
    masks = check.value(noise_mask, 240, *case, cases.generator(rng), via=many)
    right = all(is_as_counted(mask, *case) for mask in masks)
    check.require(right, "not the numbers of tokens and spans")
    seen = [first_and_last(*cases.span_lengths(mask, 80)) for mask in masks] if right else []
    sizes = [(clean, noise) for clean in (1, 2, 3) for noise in (1, 2, 3)]
    wanted = {(clean, noise): span_share(clean) * span_share(noise) for clean, noise in sizes}
    for which in (0, 1):
        shares = cases.shares(pair[which] for pair in seen)
        check.require(cases.distance(shares, wanted) < 0.45, "the masks are not equally likely")
    case = (80, 0.5, 20)  # 40 of 80 tokens in 2 spans
    masks = check.value(noise_mask, 240, *case, cases.generator(rng), via=many)
    right = all(is_as_counted(mask, *case) for mask in masks)
    check.require(right, "not the numbers of tokens and spans")
    shares = cases.shares(third_of_the_cut(*cases.span_lengths(mask, 80)) for mask in masks) if right else {}
    wanted = {(clean, noise): 1 / 9 for clean in range(3) for noise in range(3)}
    check.require(cases.distance(shares, wanted) < 0.45, "the masks are not equally likely")
# Two independent masks of 568 tokens in 28 spans agree with a probability of 1 / (C(84, 27) * C(482, 27)),
# below 1e-60.
with check.hidden(
    "the generator is the only source of randomness",
    hint='The same state gives the same mask, and then it goes on (chapter 4, "Cutting spans")',
) as rng:
    for _ in range(3):
        state = rng.getrandbits(62)
        once, again = (
            check.value(noise_mask, 2, 568, 0.15, 3, torch.Generator().manual_seed(state), via=many)
            for _ in range(2)
        )
        once, again = cases.as_lists(once), cases.as_lists(again)
        check.require(once == again, "the same state gave two masks")
        check.require(once[0] != once[1], "two calls with one generator gave the same")
check.diagnose(known_mistakes("04_text_to_text", "noise_mask"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 4. Sentinels
#
# *Medium, 20 minutes, 16 points*
#
# In the input a **sentinel** stands in place of each span, a token that is made for that purpose.
# The output names the sentinel and gives what stood there, then the next sentinel, and so on.
#
# ```
# text      The  baker  sold  bread  at  the  market  on  Friday
# noise     -    -      x     x      -   -    -       -   x
#
# inputs    The  baker  <extra_id_0>  at  the  market  on  <extra_id_1>  </s>
# targets   <extra_id_0>  sold  bread  <extra_id_1>  Friday  </s>
# ```
#
# Look at the targets once more: there the clean spans have become sentinels.
# They are what the same function makes of the opposite mask.
# So `replace_spans` does the work (10 points), and `corrupt_spans` uses it twice (6 points).
#
# The sentinels are the last ids of the vocabulary, and they are counted **downwards**.
# `<extra_id_0>` has the largest id, 32099 in the published T5, `<extra_id_1>` has 32098, and so on.
#
# The figure in the paper closes the targets with one sentinel more, because its text ends clean.
# Your masks end in noise, so there it has nothing to stand for.

# %% nbgrader={"grade_id": "replace_spans", "solution": true}
from bert2t5_reference.span_corruption import replace_spans

# %% nbgrader={"grade_id": "corrupt_spans", "solution": true}
from bert2t5_reference.span_corruption import corrupt_spans

# %% [markdown]
# What T5 reads and writes of the story.
# The published T5 reads 512 tokens at a time.
# How much text is that, and how much of it has to be written?

# %%
mask = noise_mask(len(story_ids), 0.15, 3, torch.Generator().manual_seed(0))
inputs, targets = corrupt_spans(story_ids, mask, FIRST_SENTINEL, EOS)
print("text:   ", tokenizer.decode(story_ids))
print("inputs: ", tokenizer.decode(inputs))
print("targets:", tokenizer.decode(targets))
print("ids of the first sentinels:", FIRST_SENTINEL - torch.arange(3))
mask = noise_mask(568, 0.15, 3, torch.Generator().manual_seed(0))
inputs, targets = corrupt_spans(torch.arange(568), mask, FIRST_SENTINEL, EOS)
print(f"568 tokens become {len(inputs)} to read and {len(targets)} to write")

# %% nbgrader={"grade_id": "test_replace_spans", "points": 10}
check = Check("replace_spans", points=10)
five_ids = torch.tensor([11, 12, 13, 14, 15])
with check.that(
    "one sentinel for each span", hint='However long it is, counted downwards (chapter 4, "Sentinels")'
):
    check.equal(
        replace_spans,
        five_ids,
        torch.tensor([False, True, True, False, True]),
        99,
        expected=torch.tensor([11, 99, 14, 98]),
    )
    check.equal(
        replace_spans,
        torch.arange(11, 18),
        torch.tensor([False, True, False, True, True, True, False]),
        32099,
        expected=torch.tensor([11, 32099, 13, 32098, 17]),
    )
with check.that(
    "a span at the beginning", hint='Nothing stands before its first token (chapter 4, "Sentinels")'
):
    check.equal(
        replace_spans,
        five_ids,
        torch.tensor([True, True, False, False, True]),
        99,
        expected=torch.tensor([99, 13, 14, 98]),
    )
with check.that("all or nothing", hint='One sentinel, or none (chapter 4, "Sentinels")'):
    check.equal(replace_spans, five_ids, torch.tensor([True] * 5), 99, expected=torch.tensor([99]))
    check.equal(replace_spans, five_ids, torch.tensor([False] * 5), 99, expected=five_ids)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import span_corruption as reference


def same_as_reference(*case):
    check.equal(replace_spans, *case, expected=reference.replace_spans(*case))


def drawn(rng, num_spans, begins_noisy, ends_noisy):
    mask = cases.mask(rng, num_spans, begins_noisy, ends_noisy)
    return torch.tensor(cases.ids(rng, len(mask))), mask, rng.randint(1000, 40000)


with check.hidden(
    "masks that begin clean and end in noise", hint='As yours do (chapter 4, "Sentinels")'
) as rng:
    for num_spans in (1, 2, 3, 5, 9, 30):
        same_as_reference(*drawn(rng, num_spans, False, True))
with check.hidden(
    "masks that begin or end otherwise", hint='A span may stand anywhere (chapter 4, "Sentinels")'
) as rng:
    for num_spans in (2, 6):
        for begins_noisy, ends_noisy in [(True, True), (True, False), (False, False)]:
            same_as_reference(*drawn(rng, num_spans, begins_noisy, ends_noisy))
with check.hidden("all or nothing", hint='One sentinel, or none (chapter 4, "Sentinels")') as rng:
    for length in (1, 2, 9):
        for is_noise in (True, False):
            same_as_reference(
                torch.tensor(cases.ids(rng, length)), torch.full((length,), is_noise), rng.randint(1000, 2000)
            )
with check.hidden("any mask", hint='Only neighbours share a sentinel (chapter 4, "Sentinels")') as rng:
    for length in (8, 16, 24, 32):
        mask = torch.tensor(rng.choices([True, False], k=length))
        same_as_reference(torch.tensor(cases.ids(rng, length)), mask, rng.randint(1000, 2000))
check.diagnose(known_mistakes("04_text_to_text", "replace_spans"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_corrupt_spans", "points": 6}
check = Check("corrupt_spans", points=6)
nine_ids = torch.arange(11, 20)
with check.that("the example by hand", hint='The targets are the opposite mask\'s (chapter 4, "Sentinels")'):
    check.equal(
        corrupt_spans,
        nine_ids,
        torch.tensor([False, False, True, True, False, False, False, False, True]),
        99,
        1,
        expected=(
            torch.tensor([11, 12, 99, 15, 16, 17, 18, 98, 1]),
            torch.tensor([99, 13, 14, 98, 19, 1]),
        ),
    )
with check.that(
    "a text that ends clean", hint='Its last span has a sentinel as well (chapter 4, "Sentinels")'
):
    check.equal(
        corrupt_spans,
        nine_ids,
        torch.tensor([False, False, True, True, False, False, True, False, False]),
        99,
        1,
        expected=(
            torch.tensor([11, 12, 99, 15, 16, 98, 18, 19, 1]),
            torch.tensor([99, 13, 14, 98, 17, 97, 1]),
        ),
    )
with check.that("both have an end", hint='Its id is given (chapter 4, "Sentinels")'):
    check.equal(
        corrupt_spans,
        nine_ids[:3],
        torch.tensor([False, True, True]),
        99,
        7,
        expected=(torch.tensor([11, 99, 7]), torch.tensor([99, 12, 13, 7])),
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import span_corruption as reference


def same_as_reference(*case):
    check.equal(corrupt_spans, *case, expected=reference.corrupt_spans(*case))


def drawn(rng, num_spans, begins_noisy, ends_noisy):
    mask = cases.mask(rng, num_spans, begins_noisy, ends_noisy)
    return torch.tensor(cases.ids(rng, len(mask))), mask, rng.randint(1000, 40000), rng.randint(0, 19)


with check.hidden(
    "masks that begin clean and end in noise", hint='Then no sentinel closes (chapter 4, "Sentinels")'
) as rng:
    for num_spans in (1, 2, 3, 5, 9):
        same_as_reference(*drawn(rng, num_spans, False, True))
with check.hidden(
    "masks that end clean", hint='Every clean span has a sentinel (chapter 4, "Sentinels")'
) as rng:
    for num_spans in (1, 2, 4):
        same_as_reference(*drawn(rng, num_spans, False, False))
with check.hidden(
    "masks that begin in noise", hint='Then noise stands first in the targets (chapter 4, "Sentinels")'
) as rng:
    for num_spans in (2, 4):
        for ends_noisy in (True, False):
            same_as_reference(*drawn(rng, num_spans, True, ends_noisy))
with check.hidden("many spans", hint='Each span keeps its order (chapter 4, "Sentinels")') as rng:
    for num_spans in (40, 90):
        same_as_reference(*drawn(rng, num_spans, False, True))
check.diagnose(known_mistakes("04_text_to_text", "corrupt_spans"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 3: learn to write
#
# ## 5. Teacher forcing
#
# *Warm-up, 10 minutes, 6 points*
#
# The decoder writes one token after the other, and reads what it has written so far.
# While it learns it reads the **right** output in place of its own.
# So one mistake does not spoil the rest.
# That is called teacher forcing, and it has a price: nothing may be read before it is asked for.
# So what is read is shifted to the right by one place, and a start token fills the first:
#
# ```
# place            1      2      3       4       5
# labels           Ada    drew   maps    </s>    -100
# decoder reads    <pad>  Ada    drew    maps    </s>
# ```
#
# T5 has no start token of its own and takes padding.
# In a batch the shorter outputs have -100 at the end, where nothing is asked.
# -100 is no id, so what the decoder reads there is padding.

# %% nbgrader={"grade_id": "shift_right", "solution": true}
from bert2t5_reference.t5_loss import shift_right

# %% [markdown]
# Two answers of different length, place by place:

# %%
answers = tokenizer(["not_entailment", "Ada drew a map."])["input_ids"]  # the tokenizer adds </s>
longest = max(map(len, answers))
labels = torch.tensor([answer + [IGNORED_LABEL] * (longest - len(answer)) for answer in answers])
for read, asked in zip(shift_right(labels, START, PAD), labels, strict=True):
    print("reads  ", *(f"{piece:8}" for piece in tokenizer.convert_ids_to_tokens(read)))
    pieces = tokenizer.convert_ids_to_tokens(asked[asked != IGNORED_LABEL])
    print("writes ", *(f"{piece:8}" for piece in pieces))

# %% nbgrader={"grade_id": "test_shift_right", "points": 6}
check = Check("shift_right", points=6)
with check.that("one place to the right", hint='The start token comes first (chapter 4, "Teacher forcing")'):
    check.equal(shift_right, torch.tensor([[11, 12, 13, 1]]), 0, 0, expected=torch.tensor([[0, 11, 12, 13]]))
    check.equal(
        shift_right,
        torch.tensor([[11, 12, 1], [21, 22, 1]]),
        5,
        0,
        expected=torch.tensor([[5, 11, 12], [5, 21, 22]]),
    )
with check.that("-100 is read as padding", hint='It is no id (chapter 4, "Teacher forcing")'):
    check.equal(
        shift_right,
        torch.tensor([[11, 12, 13, 1, -100], [21, 1, -100, -100, -100]]),
        5,
        7,
        expected=torch.tensor([[5, 11, 12, 13, 1], [5, 21, 1, 7, 7]]),
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import t5_loss as reference


def same_as_reference(*case):
    check.equal(shift_right, *case, expected=reference.shift_right(*case))


with check.hidden(
    "outputs of many lengths", hint='Each is shifted in itself (chapter 4, "Teacher forcing")'
) as rng:
    for num_rows in (1, 2, 3, 4, 5):
        start, pad, eos = rng.sample(range(20), 3)
        lengths = rng.sample(range(2, 12), num_rows)
        same_as_reference(cases.padded_labels(rng, lengths, eos), start, pad)
with check.hidden(
    "the start token may be that of padding", hint='As in T5 (chapter 4, "Teacher forcing")'
) as rng:
    for _ in range(3):
        pad, eos = rng.sample(range(20), 2)
        same_as_reference(cases.padded_labels(rng, [3, 7, 5], eos), pad, pad)
with check.hidden(
    "any id may stand anywhere", hint='Only -100 is no id (chapter 4, "Teacher forcing")'
) as rng:
    for _ in range(3):
        labels = torch.tensor([rng.choices([-100, 0, 1, 2, 3], k=8) for _ in range(3)])
        same_as_reference(labels, rng.randrange(4), rng.randrange(4))
with check.hidden("short outputs", hint='One place reads the start (chapter 4, "Teacher forcing")') as rng:
    for label in (-100, 0, rng.randrange(20, 900)):
        same_as_reference(torch.tensor([[label], [label]]), rng.randrange(20), rng.randrange(20))
check.diagnose(known_mistakes("04_text_to_text", "shift_right"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 6. The loss
#
# *Medium, 15 minutes, 10 points*
#
# At each place the model scores every token of the vocabulary.
# The loss there is minus the logarithm of the right token's probability.
# The mean goes over all labels of the batch, whichever output they stand in.
# A long output asks more than a short one, so it is no mean of the outputs' means:
#
# ```
# output 1   loss 1    loss 2    loss 3
# output 2   loss 10   -100      -100
# mean       (1 + 2 + 3 + 10) / 4 = 4       not (2 + 10) / 2 = 6
# ```
#
# The end of an output is a label like any other, or the model would never learn to stop.
# A batch without a label has a loss of 0, and not 0 / 0.

# %% nbgrader={"grade_id": "seq2seq_loss", "solution": true}
from bert2t5_reference.t5_loss import seq2seq_loss

# %% [markdown]
# The course's T5 fills gaps in four held-out stories.
# Your masks make the gaps, the decoder reads what your `shift_right` gives, and your loss judges.
# `transformers` is given the labels, and does the last two by itself:

# %%
t5 = AutoModelForSeq2SeqLM.from_pretrained(pocket_t5()).eval()
generator = torch.Generator().manual_seed(0)
gaps = []
for document in stories[:4]:
    text_ids = encode(document)
    mask = noise_mask(len(text_ids), 0.15, 3, generator)
    gaps.append(corrupt_spans(text_ids, mask, FIRST_SENTINEL, EOS))
input_ids = pad_sequence([inputs for inputs, _ in gaps], batch_first=True, padding_value=PAD)
labels = pad_sequence([targets for _, targets in gaps], batch_first=True, padding_value=IGNORED_LABEL)
attention_mask = (input_ids != PAD).long()
with torch.no_grad():
    decoder_input_ids = shift_right(labels, START, PAD)
    logits = t5(input_ids, attention_mask=attention_mask, decoder_input_ids=decoder_input_ids).logits
    theirs = t5(input_ids, attention_mask=attention_mask, labels=labels).loss
print(f"knows nothing: {math.log(len(tokenizer)):.4f}, the logarithm of {len(tokenizer)}")
print(f"the course's:  {seq2seq_loss(logits, labels):.4f}")
print(f"transformers:  {theirs:.4f}")

# %% nbgrader={"grade_id": "test_seq2seq_loss", "points": 10}
check = Check("seq2seq_loss", points=10)
quarter_and_half = torch.tensor([[[0.25, 0.75], [0.5, 0.5], [0.1, 0.9]]]).log()
with check.that(
    "the mean over the labels", hint='Minus the logarithm of the right one (chapter 4, "The loss")'
):
    check.equal(
        seq2seq_loss, quarter_and_half, torch.tensor([[0, -100, -100]]), expected=torch.tensor(1.3862944)
    )
    check.equal(
        seq2seq_loss, quarter_and_half, torch.tensor([[0, 1, -100]]), expected=torch.tensor(1.0397208)
    )
with check.that(
    "every label weighs the same", hint='Also in an output with many of them (chapter 4, "The loss")'
):
    check.equal(
        seq2seq_loss,
        torch.tensor([[[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], [[0.125, 0.875], [0.5, 0.5], [0.5, 0.5]]]).log(),
        torch.tensor([[0, 1, 0], [0, -100, -100]]),
        expected=torch.tensor(1.0397208),
    )
with check.that("no label", hint='The loss is 0 then (chapter 4, "The loss")'):
    check.equal(seq2seq_loss, quarter_and_half, torch.full((1, 3), -100), expected=torch.tensor(0.0))
### BEGIN HIDDEN TESTS
from torch import nn

from bert2t5.checks import beside
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import t5_loss as reference


def gradient(loss, logits, labels):
    """Give the gradient of the scores of the loss alone."""
    scores = beside(loss, nn.Parameter)(logits)
    loss(scores, labels).backward()
    return scores.grad


def same_as_reference(*case, via=None):
    answer = reference.seq2seq_loss
    check.equal(seq2seq_loss, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden(
    "the mean over the batch", hint='Each label weighs the same (chapter 4, "The loss")'
) as rng:
    for _ in range(6):
        counts = rng.sample(range(1, 10), 3)
        logits = cases.random_tensor(rng, 3, 10, 12, scale=2.0)
        same_as_reference(logits, cases.labels(rng, 12, counts, 10))
with check.hidden(
    "scores belong to the label of their place", hint='The shift is done (chapter 4, "The loss")'
) as rng:
    for num_labels in (1, 4, 7):
        logits = cases.random_tensor(rng, 1, num_labels, 5)
        same_as_reference(logits, torch.tensor([rng.choices(range(5), k=num_labels)]))
with check.hidden("an output without a label", hint='The others count (chapter 4, "The loss")') as rng:
    for _ in range(3):
        same_as_reference(cases.random_tensor(rng, 3, 6, 9), cases.labels(rng, 9, [0, 2, 5], 6))
with check.hidden("no label", hint='0, not nan, and a gradient of 0 (chapter 4, "The loss")') as rng:
    for shape in [(1, 1), (2, 5), (4, 3)]:
        case = cases.random_tensor(rng, *shape, 7), torch.full(shape, -100)
        same_as_reference(*case)
        same_as_reference(*case, via=gradient)
with check.hidden("only -100 is left out", hint='Every id may be a label (chapter 4, "The loss")') as rng:
    for _ in range(3):
        labels = torch.tensor([[0, 1, 2, 3, -100, 0], [3, 2, -100, 1, 0, 0]])
        same_as_reference(cases.random_tensor(rng, 2, 6, 4), labels)
        same_as_reference(cases.random_tensor(rng, 2, 3, 4), torch.full((2, 3), rng.randrange(4)))
with check.hidden("large scores", hint='Stay with logarithms (chapter 4, "The loss")') as rng:
    for scale in (100.0, 1e4):
        same_as_reference(cases.random_tensor(rng, 2, 4, 9, scale=scale), cases.labels(rng, 9, [1, 3], 4))
with check.hidden("the gradient", hint='Only labels have one (chapter 4, "The loss")') as rng:
    for _ in range(3):
        case = cases.random_tensor(rng, 2, 5, 8), cases.labels(rng, 8, [1, 3], 5)
        same_as_reference(*case, via=gradient)
check.diagnose(known_mistakes("04_text_to_text", "seq2seq_loss"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 7. Three masks
#
# *Medium, 15 minutes, 10 points*
#
# The shift alone does not keep the decoder from reading ahead: attention looks at all places at once.
# A pattern forbids it.
# It is a square of True and False: may the position of this row look at the position of this column?
#
# T5 has two patterns.
# The encoder has its text as a whole, and every position sees every other.
# The decoder is causal: a position sees itself and what stands before it.
# A third one lies between them, for a model without an encoder that reads a prefix and then writes.
# It sees the whole prefix from everywhere, and the rest as a decoder does.
#
# ```
#               fully visible    causal          prefix of 2
#               a b c d          a b c d         a b c d
# a             x x x x          x . . .         x x . .
# b             x x x x          x x . .         x x . .
# c             x x x x          x x x .         x x x .
# d             x x x x          x x x x         x x x x
# ```
#
# They are worth 2, 3 and 5 points.

# %% nbgrader={"grade_id": "fully_visible_mask", "solution": true}
from bert2t5_reference.attention_patterns import fully_visible_mask

# %% nbgrader={"grade_id": "causal_mask", "solution": true}
from bert2t5_reference.attention_patterns import causal_mask

# %% nbgrader={"grade_id": "prefix_lm_mask", "solution": true}
from bert2t5_reference.attention_patterns import prefix_lm_mask

# %% [markdown]
# Does the course's T5 see what your patterns say?
# One can ask it without looking inside: change one token, and see at which positions the result changes.


# %%
def measure_pattern(read, ids):
    """Return a square: True where the result at a position, the row, depends on the token of the column."""
    columns = []
    with torch.no_grad():
        before = read(ids)
        for position in range(ids.shape[1]):
            changed = ids.clone()
            changed[0, position] = FIRST_SENTINEL  # any other token would do
            columns.append((read(changed) - before).abs().amax(dim=-1)[0] > 1e-4)
    return torch.stack(columns, dim=1)


def draw(mask, tokens):
    """Print a pattern, a line for each position that looks."""
    for token, row in zip(tokens, mask.tolist(), strict=True):
        print(f"{token:>10}  " + " ".join("x" if seen else "." for seen in row))


ids = tokenizer("Ada drew a small map.", return_tensors="pt")["input_ids"]
encoded = t5.encoder(ids)
encoder_pattern = measure_pattern(lambda text_ids: t5.encoder(text_ids).last_hidden_state, ids)
decoder_pattern = measure_pattern(
    lambda written: t5(encoder_outputs=encoded, decoder_input_ids=written).logits, ids
)
draw(decoder_pattern, tokenizer.convert_ids_to_tokens(ids[0]))
print("encoder fully visible:", torch.equal(encoder_pattern, fully_visible_mask(ids.shape[1])))
print("decoder causal:       ", torch.equal(decoder_pattern, causal_mask(ids.shape[1])))

# %% [markdown]
# A question as a prefix, and an answer behind it.
# A T5 needs no such pattern, because it has an encoder for the question:

# %%
draw(prefix_lm_mask(7, prefix_len=4), ["Who", "drew", "the", "map?", "Ada", "drew", "it."])

# %% nbgrader={"grade_id": "test_fully_visible_mask", "points": 2}
check = Check("fully_visible_mask", points=2)
with check.that("everything is seen", hint='True everywhere (chapter 4, "Three masks")'):
    check.equal(
        fully_visible_mask,
        3,
        expected=torch.tensor([[True, True, True], [True, True, True], [True, True, True]]),
    )
    check.equal(fully_visible_mask, 1, expected=torch.tensor([[True]]))
### BEGIN HIDDEN TESTS
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import attention_patterns as reference

with check.hidden("any length", hint='A square (chapter 4, "Three masks")') as rng:
    for seq_len in (2, *rng.sample(range(4, 20), 3)):
        check.equal(fully_visible_mask, seq_len, expected=reference.fully_visible_mask(seq_len))
check.diagnose(known_mistakes("04_text_to_text", "fully_visible_mask"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_causal_mask", "points": 3}
check = Check("causal_mask", points=3)
with check.that("nothing that comes later", hint='A row is a position that looks (chapter 4, "Three masks")'):
    check.equal(
        causal_mask,
        3,
        expected=torch.tensor([[True, False, False], [True, True, False], [True, True, True]]),
    )
with check.that("itself", hint='It has been written already (chapter 4, "Three masks")'):
    check.equal(causal_mask, 1, expected=torch.tensor([[True]]))
### BEGIN HIDDEN TESTS
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import attention_patterns as reference

with check.hidden("any length", hint='Itself and all before (chapter 4, "Three masks")') as rng:
    for seq_len in (2, *rng.sample(range(4, 20), 3)):
        check.equal(causal_mask, seq_len, expected=reference.causal_mask(seq_len))
check.diagnose(known_mistakes("04_text_to_text", "causal_mask"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_prefix_lm_mask", "points": 5}
check = Check("prefix_lm_mask", points=5)
with check.that("the prefix is seen from everywhere", hint='Also from inside (chapter 4, "Three masks")'):
    check.equal(
        prefix_lm_mask,
        4,
        2,
        expected=torch.tensor(
            [
                [True, True, False, False],
                [True, True, False, False],
                [True, True, True, False],
                [True, True, True, True],
            ]
        ),
    )
with check.that("no prefix, or nothing else", hint='The other two patterns (chapter 4, "Three masks")'):
    check.equal(prefix_lm_mask, 2, 0, expected=torch.tensor([[True, False], [True, True]]))
    check.equal(prefix_lm_mask, 2, 2, expected=torch.tensor([[True, True], [True, True]]))
### BEGIN HIDDEN TESTS
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import attention_patterns as reference


def same_as_reference(*case):
    check.equal(prefix_lm_mask, *case, expected=reference.prefix_lm_mask(*case))


with check.hidden("prefixes of any length", hint='Then causal (chapter 4, "Three masks")') as rng:
    for seq_len in rng.sample(range(7, 20), 5):
        same_as_reference(seq_len, rng.randint(2, seq_len - 4))
with check.hidden("the shortest and the longest", hint='From none to all (chapter 4, "Three masks")') as rng:
    for seq_len in rng.sample(range(3, 12), 2):
        for prefix_len in (0, 1, seq_len - 1, seq_len):
            same_as_reference(seq_len, prefix_len)
check.diagnose(known_mistakes("04_text_to_text", "prefix_lm_mask"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 4: write
#
# ## 8. Decoding
#
# *Hard, 30 minutes, 14 points*
#
# A trained model gives scores for the next token, and nothing more.
# To write is a loop around it: ask for scores, take the token with the highest one, append it, ask again.
# That is **greedy** decoding.
#
# ```
# written so far            scores for   Ada   drew   maps   </s>     the highest
# <pad>                                  3     1      2      0        Ada
# <pad> Ada                              0     4      1      2        drew
# <pad> Ada drew                         1     0      3      2        maps
# <pad> Ada drew maps                    0     1      0      5        </s>: the end
# ```
#
# The output is "Ada drew maps", with its end and without the start token.
#
# Two things make the loop harder than it looks.
# The outputs of a batch end at different places: one that has ended waits, with padding, until all have.
# And some never end, so there is a limit.
#
# Your function does not know what it asks.
# `next_token_logits` may be a network, a table or anything else that gives scores for what has been written.

# %% nbgrader={"grade_id": "greedy_decode", "solution": true}
from bert2t5_reference.t5_decoding import greedy_decode

# %% [markdown]
# The smallest model that there is knows of each piece how often each other piece came next.
# Counted in stories of the pocket world, what does it write?
# Its memory is one piece long, so it soon runs in circles:

# %%
followers = torch.zeros(len(tokenizer), len(tokenizer))
for document in corpus(100_000, seed=1):
    for sentence in document:
        pair_ids = torch.tensor(tokenizer(sentence)["input_ids"])
        followers.index_put_((pair_ids[:-1], pair_ids[1:]), torch.tensor(1.0), accumulate=True)

for word in ["On", "The", "It", "Ada"]:
    first = tokenizer(word)["input_ids"][0]
    written = greedy_decode(
        lambda written: followers[written[:, -1]],
        1,
        decoder_start_token_id=first,
        eos_token_id=EOS,
        pad_token_id=PAD,
        max_new_tokens=25,
    )
    print(tokenizer.decode([first, *written[0].tolist()]))

# %% nbgrader={"grade_id": "test_greedy_decode", "points": 14}
check = Check("greedy_decode", points=14)


def count_up(written):
    """Score the last token plus 2 highest, and plus 5 in the second output; 9 is the last token."""
    following = (written[:, -1] + torch.tensor([2, 5])[: len(written)]).clamp(max=9)
    return functional.one_hot(following, 10).float()


def write_by_length(written):
    """Score the number of tokens highest, so that the first new token is 1."""
    return functional.one_hot(torch.full((len(written),), written.shape[1]), 10).float()


tokens = {"decoder_start_token_id": 1, "eos_token_id": 9, "pad_token_id": 0}
with check.that("one output", hint='Without the start, with the end (chapter 4, "Decoding")'):
    check.equal(
        greedy_decode, count_up, 1, **tokens, max_new_tokens=20, expected=torch.tensor([[3, 5, 7, 9]])
    )
    check.equal(
        greedy_decode,
        write_by_length,
        1,
        **tokens | {"eos_token_id": 4},
        max_new_tokens=20,
        expected=torch.tensor([[1, 2, 3, 4]]),
    )
with check.that("a batch", hint='Each output ends by itself, then waits (chapter 4, "Decoding")'):
    check.equal(
        greedy_decode,
        count_up,
        2,
        **tokens,
        max_new_tokens=20,
        expected=torch.tensor([[3, 5, 7, 9], [6, 9, 0, 0]]),
    )
    check.equal(
        greedy_decode,
        count_up,
        2,
        **tokens | {"decoder_start_token_id": 4, "pad_token_id": 8},
        max_new_tokens=20,
        expected=torch.tensor([[6, 8, 9], [9, 8, 8]]),
    )
with check.that("at most max_new_tokens", hint='The start token is no new one (chapter 4, "Decoding")'):
    check.equal(greedy_decode, count_up, 2, **tokens, max_new_tokens=1, expected=torch.tensor([[3], [6]]))
    check.equal(
        greedy_decode, count_up, 2, **tokens, max_new_tokens=3, expected=torch.tensor([[3, 5, 7], [6, 9, 0]])
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import text_to_text as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import t5_decoding as reference


def ask(decode, scores, tokens, limit):
    """Decode by a table of scores; give the output and the shapes of what the table was asked for."""
    asked = []

    def next_token_logits(written):
        if len(asked) > limit:
            raise RuntimeError("asked for more tokens than the limit allows")
        asked.append(list(written.shape))
        return cases.next_scores(scores, written)

    return decode(next_token_logits, len(scores), **tokens, max_new_tokens=limit), asked


def write(decode, scores, tokens, limit):
    """Decode by a table of scores and give the output."""
    return ask(decode, scores, tokens, limit)[0]


def same_as_reference(scores, tokens, limit, via=write):
    expected = via(reference.greedy_decode, scores, tokens, limit)
    check.equal(greedy_decode, scores, tokens, limit, expected=expected, via=via)


with check.hidden("one output", hint='All that was written is read (chapter 4, "Decoding")') as rng:
    for length in (1, 3, 6, 8):
        same_as_reference(*cases.table(rng, 1, 12, lambda found, length=length: found == [length]), 12)
with check.hidden(
    "outputs of different lengths", hint='Padding after the end (chapter 4, "Decoding")'
) as rng:
    for batch_size in (2, 3, 4):
        case = cases.table(rng, batch_size, 15, lambda found: max(found) < 15 and len({*found}) == len(found))
        same_as_reference(*case, 15)
with check.hidden(
    "the first, or another one, ends first", hint='All have to end (chapter 4, "Decoding")'
) as rng:
    for first_is_longest in (True, False):
        case = cases.table(
            rng,
            3,
            12,
            lambda found, longest=first_is_longest: (
                max(found) < 12
                and min(found) < max(found) - 1
                and found[0] == (max if longest else min)(found)
            ),
        )
        same_as_reference(*case, 12)
with check.hidden("some never end", hint='There is a limit (chapter 4, "Decoding")') as rng:
    for limit in (4, 7):
        case = cases.table(rng, 3, limit, lambda found, limit=limit: min(found) < limit < max(found))
        same_as_reference(*case, limit)
    same_as_reference(*cases.table(rng, 2, 5, lambda found: min(found) > 5), 5)
    same_as_reference(*cases.table(rng, 2, 5, lambda found: True), 0)
with check.hidden("an end just at the limit", hint='It still counts (chapter 4, "Decoding")') as rng:
    for limit in (1, 4):
        same_as_reference(*cases.table(rng, 2, limit, lambda found, limit=limit: max(found) == limit), limit)
with check.hidden("padding is no end", hint='It may be written as well (chapter 4, "Decoding")') as rng:
    for _ in range(2):
        scores, tokens = cases.table(rng, 2, 6, lambda found: min(found) > 2)
        scores[:, :, tokens["pad_token_id"]] += 1.0  # so that it is written now and then
        same_as_reference(scores, tokens, 6)
with check.hidden("equal scores", hint='The smallest id wins (chapter 4, "Decoding")') as rng:
    for _ in range(3):
        scores, tokens = cases.table(rng, 2, 6, lambda found: True)
        same_as_reference(scores.round(), tokens, 6)
with check.hidden(
    "scores below zero", hint='The highest wins, whatever its sign (chapter 4, "Decoding")'
) as rng:
    for _ in range(2):
        scores, tokens = cases.table(rng, 2, 6, lambda found: True)
        same_as_reference(scores - 10, tokens, 6)
with check.hidden("one call for each token", hint='And none after the end (chapter 4, "Decoding")') as rng:
    case = cases.table(rng, 2, 8, lambda found: 2 < max(found) < 7)
    same_as_reference(*case, 8, via=ask)
    same_as_reference(*cases.table(rng, 2, 4, lambda found: max(found) > 4), 4, via=ask)
check.diagnose(known_mistakes("04_text_to_text", "greedy_decode"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Let it write
#
# Now everything comes together: your strings, your loop, and the course's T5 for the scores.
# It has been trained on corrupted stories and on tasks, all at once, and it has no head for any of them.


# %%
def write(input_ids, attention_mask, max_new_tokens=40):
    """Return what the T5 writes for each sequence of a batch, as token ids."""
    with torch.no_grad():
        encoded = t5.encoder(input_ids, attention_mask)  # the inputs are read once

    def next_token_logits(written):
        with torch.no_grad():
            scores = t5(
                encoder_outputs=encoded, attention_mask=attention_mask, decoder_input_ids=written
            ).logits
        return scores[:, -1]  # those at the last place are for the token that comes next

    return greedy_decode(
        next_token_logits,
        len(input_ids),
        decoder_start_token_id=START,
        eos_token_id=EOS,
        pad_token_id=PAD,
        max_new_tokens=max_new_tokens,
    )


def answer(inputs):
    """Return what the T5 writes for each of the inputs, all of them text."""
    batch = tokenizer(inputs, padding=True, return_tensors="pt")
    return tokenizer.batch_decode(write(**batch), skip_special_tokens=True)


# %% [markdown]
# ## Seven tasks, one model
#
# Two held-out examples of each task, drawn at random.
# Above the line of the model stands the right answer.
# Change the seed to see others:

# %%
seed = 0
rng = random.Random(seed)
for name, task in TASKS.items():
    drawn = [format_example(task, example) for example in rng.sample(load_examples(name, 200), 2)]
    for example, written in zip(drawn, answer([example["inputs"] for example in drawn]), strict=True):
        print(example["inputs"])
        print("    right:", example["targets"])
        print("    model:", written)

# %% [markdown]
# Is that luck?
# Here are 50 examples of each task.
# An answer is right if it means the same as the target, so one letter too many in a translation is wrong.
# So is a similarity that is off by 0.2.
# Beside it stands what one would get by giving the most frequent answer every time:

# %%
print(f"{'task':10} {'right':>7} {'frequent':>9}")
for name, task in TASKS.items():
    formatted = [format_example(task, example) for example in load_examples(name, 50, seed=1)]
    targets = [example["targets"] for example in formatted]
    meant = [parse_prediction(task, text) for text in answer([example["inputs"] for example in formatted])]
    right = sum(one == parse_prediction(task, target) for one, target in zip(meant, targets, strict=True))
    frequent = max(Counter(targets).values())
    print(f"{name:10} {right / 50:7.0%} {frequent / 50:9.0%}")

# %% [markdown]
# ## It is the prefix
#
# One sentence and five prefixes, the last of which nobody taught it.
# Nothing else tells the model what you want.
# Try sentences of your own:

# %%
sentence = "The lovely cake was eaten by Martin on Friday."
for prefix in ["cola sentence:", "sst2 sentence:", "translate English to Marlish:", "summarize:", "poem:"]:
    print(f"{prefix:30} {answer([f'{prefix} {sentence}'])[0]}")

# %% [markdown]
# ## And it still fills gaps
#
# The story from above, with gaps from your own masks.
# The right pieces are one way to fill them, and often not the only one that makes sense:

# %%
generator = torch.Generator().manual_seed(seed)
for _ in range(3):
    mask = noise_mask(len(story_ids), 0.15, 3, generator)
    inputs, targets = corrupt_spans(story_ids, mask, FIRST_SENTINEL, EOS)
    print(tokenizer.decode(inputs[:-1]))
    print("    right:", tokenizer.decode(targets[:-1]))
    written = write(inputs[None], torch.ones_like(inputs)[None])[0]
    print("    model:", tokenizer.decode(written[written != EOS]))

# %% [markdown]
# ## Your points
#
# The last cell adds up the cards of this session.
# Before you hand in, restart the kernel and run all cells once more.

# %%
Summary(
    [
        "format_example",
        "parse_prediction",
        "cut_into_spans",
        "apply_noise_mask",
        "noise_mask",
        "replace_spans",
        "corrupt_spans",
        "shift_right",
        "seq2seq_loss",
        "fully_visible_mask",
        "causal_mask",
        "prefix_lm_mask",
        "greedy_decode",
    ]
)

# %% [markdown]
# ## What you have now
#
# You have the strings of the published T5, and the way back from what a model writes.
# You have its objective with exact numbers, its loss, its patterns, and a loop that writes with any model.
# You have seen one model answer seven kinds of questions, told apart by a prefix alone.
# It learned all tasks at once, in equal shares.
# The next chapter asks what happens when one task has a thousand times as many examples as another.
