# %% [markdown]
# # Lab 3: the BERT objective
#
# Nobody wrote labels for the text that BERT learned from.
# The text is its own label: hide a part of it, and ask which part that was.
# In this lab you write both tasks of BERT's pre-training.
# One hides tokens, and the other asks whether two sentences belong together.
# At the end your code pre-trains a small BERT from nothing.
# Then it goes on with the one that comes with the course, which was trained for longer.
#
# Read chapter 3 first.
# The lab then takes two to three hours.
# It has ten exercises worth 100 points.
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
# - Work on copies: no function here changes its arguments, but for the model that the last one trains.

# %% nbgrader={"grade_id": "setup", "locked": true}
import json
import math
import random
from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModelForPreTraining, AutoTokenizer, BertConfig, BertForPreTraining, BertModel
from transformers.models.bert.modeling_bert import BertForPreTrainingOutput

import bert2t5
from bert2t5.checks import Check
from bert2t5.data.pocket import corpus, held_out
from bert2t5.models import pocket_bert
from bert2t5.summary import Summary
from bert2t5_reference.mlm import IGNORED_LABEL, ordinary_ids

tokenizer = AutoTokenizer.from_pretrained(pocket_bert())
CLS, SEP, MASK = tokenizer.cls_token_id, tokenizer.sep_token_id, tokenizer.mask_token_id
SPECIAL_IDS = sorted(tokenizer.all_special_ids)  # of [PAD], [UNK], [CLS], [SEP] and [MASK]
ORDINARY_IDS = ordinary_ids(len(tokenizer), SPECIAL_IDS)  # all the others

# %% [markdown]
# # Part 1: hide tokens
#
# The given `tokenizer` is that of the course's small BERT, and `held_out` gives stories that it never saw.
# Two sentences make a small batch, and the shorter one is padded:

# %%
story = held_out(2_000)[0]
batch = tokenizer(story[1:3], padding=True, return_tensors="pt")


def pieces(row):
    return tokenizer.convert_ids_to_tokens(row.tolist())


for row in batch["input_ids"]:
    print(" ".join(pieces(row)))
print("special ids:", SPECIAL_IDS)

# %% [markdown]
# ## 1. Candidates
#
# *Warm-up, 8 minutes, 6 points*
#
# A token that is to be guessed must be one that says something.
# `[CLS]` and `[SEP]` stand in every sequence, and padding is no token at all.
# So they are no candidates.
#
# The mask says where padding is, not the id:
#
# ```
# input_ids        2  7  8  0  3  0  0      special: 2 and 3
# attention_mask   1  1  1  1  1  0  0
# candidate        -  x  x  x  -  -  -
# ```

# %% nbgrader={"grade_id": "find_candidates", "solution": true}
from bert2t5_reference.mlm import find_candidates

# %% [markdown]
# What is not a candidate is shown as a dot:

# %%
candidates = find_candidates(batch["input_ids"], batch["attention_mask"], SPECIAL_IDS)
for row, chosen in zip(batch["input_ids"], candidates.tolist(), strict=True):
    print(" ".join(piece if is_one else "." for piece, is_one in zip(pieces(row), chosen, strict=True)))

# %% nbgrader={"grade_id": "test_find_candidates", "points": 6}
check = Check("find_candidates", points=6)
with check.that("special tokens are left out", hint='Wherever they stand (chapter 3, "Choosing positions")'):
    check.equal(
        find_candidates,
        torch.tensor([[2, 7, 3, 8, 3]]),
        torch.tensor([[1, 1, 1, 1, 1]]),
        [2, 3],
        expected=torch.tensor([[False, True, False, True, False]]),
    )
with check.that("padding is left out", hint='The mask is 0 there (chapter 3, "Choosing positions")'):
    check.equal(
        find_candidates,
        torch.tensor([[2, 7, 8, 3], [2, 9, 3, 0]]),
        torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]]),
        [2, 3],
        expected=torch.tensor([[False, True, True, False], [False, True, False, False]]),
    )
with check.that(
    "the list says what is special", hint='No id is special by itself (chapter 3, "Choosing positions")'
):
    check.equal(
        find_candidates,
        torch.tensor([[6, 0, 1, 2, 5]]),
        torch.tensor([[1, 1, 1, 1, 1]]),
        [5, 6],
        expected=torch.tensor([[False, True, True, True, False]]),
    )
    check.equal(
        find_candidates,
        torch.tensor([[6, 0, 1, 2, 5]]),
        torch.tensor([[1, 1, 1, 1, 1]]),
        [5, 6, 1],
        expected=torch.tensor([[False, True, False, True, False]]),
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mlm as reference


def same_as_reference(*case):
    check.equal(find_candidates, *case, expected=reference.find_candidates(*case))


with check.hidden(
    "batches of many lengths", hint='Special tokens and padding (chapter 3, "Choosing positions")'
) as rng:
    for _ in range(6):
        same_as_reference(*cases.batch(rng, num_rows=3, seq_len=16))
with check.hidden(
    "special tokens anywhere", hint='Every id of the list (chapter 3, "Choosing positions")'
) as rng:
    for number in (2, 2, 3, 4, 5, 6):
        special = rng.sample(range(9), number)
        input_ids = torch.tensor([rng.choices(range(9), k=12) for _ in range(3)])
        same_as_reference(input_ids, torch.ones_like(input_ids), special)
with check.hidden(
    "the mask tells padding, not the id", hint='Any id may stand there (chapter 3, "Choosing positions")'
) as rng:
    for _ in range(6):
        special = cases.special_ids(rng, 2)
        pad = rng.choice([0, *cases.ids(rng, 1)])
        input_ids, attention_mask = cases.sequences(rng, [9, rng.randint(3, 8)], special, pad)
        input_ids[0, rng.randint(1, 7)] = pad  # a real token with the id of padding
        same_as_reference(input_ids, attention_mask, special)
with check.hidden(
    "padding anywhere", hint='Look at each place by itself (chapter 3, "Choosing positions")'
) as rng:
    for _ in range(6):
        input_ids, _, special = cases.batch(rng, num_rows=2, seq_len=10)
        attention_mask = torch.tensor([rng.choices([0, 1], k=10) for _ in range(2)])
        same_as_reference(input_ids, attention_mask, special)
check.diagnose(known_mistakes("03_bert_objective", "find_candidates"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 2. How many
#
# *Warm-up, 8 minutes, 8 points*
#
# The paper hides 15 % of the tokens.
# BERT's code makes that an exact number: 15 % of all tokens, `[CLS]` and `[SEP]` among them, rounded.
# A sequence has at least one, so that none is wasted, and at most a given number.
#
# ```
# tokens   15 %    selected
#      3   0.45    1          at least one
#     20   3.0     3
#     30   4.5     4          a half goes to the even neighbour
#     50   7.5     8          here as well
#    400   60      20         at most max_predictions = 20
# ```

# %% nbgrader={"grade_id": "count_predictions", "solution": true}
from bert2t5_reference.mlm import count_predictions

# %% [markdown]
# How many tokens does the model see for each one that it has to guess?

# %%
for num_tokens in [3, 8, 32, 128, 512]:
    count = count_predictions(num_tokens, 0.15, 20)
    print(f"{num_tokens:4} tokens, {count:2} to guess: one in {num_tokens / count:.1f}")

# %% nbgrader={"grade_id": "test_count_predictions", "points": 8}
check = Check("count_predictions", points=8)
with check.that("a share of all tokens", hint='Rounded, not cut off (chapter 3, "How many")'):
    check.equal(count_predictions, 20, 0.15, 20, expected=3)
    check.equal(count_predictions, 12, 0.15, 20, expected=2)
    check.equal(count_predictions, 8, 1.0, 20, expected=8)
with check.that(
    "a half goes to the even neighbour", hint='Python\'s `round` does it (chapter 3, "How many")'
):
    check.equal(count_predictions, 30, 0.15, 20, expected=4)
    check.equal(count_predictions, 50, 0.15, 20, expected=8)
with check.that("at least one", hint='A sequence with nothing to guess is wasted (chapter 3, "How many")'):
    check.equal(count_predictions, 3, 0.15, 20, expected=1)
    check.equal(count_predictions, 40, 0.0, 20, expected=1)
with check.that("at most max_predictions", hint='A limit for long sequences (chapter 3, "How many")'):
    check.equal(count_predictions, 400, 0.15, 20, expected=20)
    check.equal(count_predictions, 400, 0.15, 5, expected=5)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mlm as reference

with check.hidden("a share of all tokens", hint='Rounded, not cut off (chapter 3, "How many")') as rng:
    for part in (0.1, 0.2, 0.45, 0.7, 0.9):  # 0.1 to 0.45: rounded down; 0.7, 0.9: rounded up
        for _ in range(2):
            share = rng.choice([0.1, 0.15, 0.2, 0.3, 0.5])
            num_tokens = rng.randint(20, 200)
            share = (int(share * num_tokens) + part) / num_tokens
            wanted = reference.count_predictions(num_tokens, share, 1000)
            check.equal(count_predictions, num_tokens, share, 1000, expected=wanted)
with check.hidden("halves", hint='Python\'s `round` does it (chapter 3, "How many")') as rng:
    for share in (0.5, 0.25, 0.125):  # these products are exact
        for whole in rng.sample(range(2, 40), 4):
            num_tokens = round((whole + 0.5) / share)
            wanted = reference.count_predictions(num_tokens, share, 1000)
            check.equal(count_predictions, num_tokens, share, 1000, expected=wanted)
with check.hidden(
    "at least one", hint='A sequence with nothing to guess is wasted (chapter 3, "How many")'
) as rng:
    for share in (0.0, 0.01, 0.1, 0.2):
        limit = rng.choice([1, 2, 20])
        check.equal(count_predictions, 2, share, limit, expected=reference.count_predictions(2, share, limit))
with check.hidden(
    "at most max_predictions", hint='A limit for long sequences (chapter 3, "How many")'
) as rng:
    for _ in range(4):
        num_tokens, limit = rng.randint(60, 500), rng.randint(1, 8)
        for share in (0.15, limit / num_tokens, (limit + 1) / num_tokens):
            wanted = reference.count_predictions(num_tokens, share, limit)
            check.equal(count_predictions, num_tokens, share, limit, expected=wanted)
check.diagnose(known_mistakes("03_bert_objective", "count_predictions"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 3. Choose the positions
#
# *Medium, 20 minutes, 14 points*
#
# Which candidates are chosen is left to chance.
# Randomness is easy to get wrong and hard to check, so there are two functions.
# `apply_select_positions` gets the random numbers and is checked exactly (10 points).
# `select_positions` draws them, and is checked on many draws (4 points).
#
# Every position gets a number, and the candidates with the smallest ones are chosen.
# By hand, for 7 tokens and a share of 30 %:
#
# ```
# piece   [CLS]   a     b     c     d     e    [SEP]
# draw     0.0   0.7   0.2   0.9   0.1   0.5   0.4
# chosen                x           x                  30 % of 7 is 2.1, so two
# ```
#
# Use your `find_candidates` and your `count_predictions`.
# Each sequence of a batch has a number of its own, and padding does not count for it.

# %% nbgrader={"grade_id": "apply_select_positions", "solution": true}
from bert2t5_reference.mlm import apply_select_positions

# %% nbgrader={"grade_id": "select_positions", "solution": true}
from bert2t5_reference.mlm import select_positions

# %% [markdown]
# The second sentence, four times, with gaps at the chosen positions:

# %%
generator = torch.Generator().manual_seed(0)
for _ in range(4):
    selected = select_positions(batch["input_ids"], batch["attention_mask"], SPECIAL_IDS, 0.15, 20, generator)
    gaps = zip(pieces(batch["input_ids"][1]), selected[1].tolist(), strict=True)
    print(" ".join("_" * len(piece) if gap else piece for piece, gap in gaps))

# %% nbgrader={"grade_id": "test_apply_select_positions", "points": 10}
check = Check("apply_select_positions", points=10)
one_row = torch.tensor([[2, 11, 12, 13, 14, 15, 3]])
with check.that(
    "the candidates with the smallest draws",
    hint='[CLS] and [SEP] are none (chapter 3, "Choosing positions")',
):
    check.equal(
        apply_select_positions,
        one_row,
        torch.ones_like(one_row),
        [2, 3],
        0.3,
        20,
        torch.tensor([[0.0, 0.7, 0.2, 0.9, 0.1, 0.5, 0.4]]),
        expected=torch.tensor([[False, False, True, False, True, False, False]]),
    )
with check.that(
    "of equal draws the earlier position", hint='Keep the order of the text (chapter 3, "Choosing positions")'
):
    check.equal(
        apply_select_positions,
        one_row,
        torch.ones_like(one_row),
        [2, 3],
        0.3,
        20,
        torch.tensor([[0.5, 0.5, 0.5, 0.5, 0.25, 0.5, 0.5]]),
        expected=torch.tensor([[False, True, False, False, True, False, False]]),
    )
with check.that(
    "each sequence has its own number", hint='All its tokens, without padding (chapter 3, "How many")'
):
    check.equal(
        apply_select_positions,
        torch.tensor([[2, 11, 12, 13, 14, 3], [2, 11, 12, 3, 0, 0]]),
        torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0]]),
        [2, 3],
        0.35,
        20,
        torch.tensor([[0.0, 0.5, 0.25, 0.75, 0.125, 0.0], [0.0, 0.75, 0.5, 0.0, 0.0, 0.0]]),
        expected=torch.tensor(
            [[False, False, True, False, True, False], [False, False, True, False, False, False]]
        ),
    )
with check.that("fewer candidates than asked for", hint='Then all of them (chapter 3, "How many")'):
    check.equal(
        apply_select_positions,
        torch.tensor([[2, 3, 11, 3]]),
        torch.tensor([[1, 1, 1, 1]]),
        [2, 3],
        0.75,
        20,
        torch.tensor([[0.0, 0.25, 0.5, 0.75]]),
        expected=torch.tensor([[False, False, True, False]]),
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mlm as reference


def same_as_reference(*case):
    check.equal(apply_select_positions, *case, expected=reference.apply_select_positions(*case))


def right(*case):
    return reference.apply_select_positions(*case).tolist()


def counts_padding(input_ids, attention_mask, special, share, limit, draws):
    """Wrong: the number is a share of the padded length."""
    rows = []
    for row in range(len(input_ids)):
        number = reference.count_predictions(input_ids.shape[1], share, limit)
        num_tokens = int(attention_mask[row].sum())
        rows.append(
            right(
                *(x[row : row + 1] for x in (input_ids, attention_mask)),
                special,
                number / num_tokens,
                limit,
                draws[row : row + 1],
            )[0]
        )
    return rows


def counts_candidates(input_ids, attention_mask, special, share, limit, draws):
    """Wrong: the number is a share of the candidates."""
    rows = []
    for row in range(len(input_ids)):
        ids_and_mask = [x[row : row + 1] for x in (input_ids, attention_mask)]
        candidates = int(reference.find_candidates(*ids_and_mask, special).sum())
        number = reference.count_predictions(candidates, share, limit)
        num_tokens = int(attention_mask[row].sum())
        rows.append(right(*ids_and_mask, special, number / num_tokens, limit, draws[row : row + 1])[0])
    return rows


def drawn(rng, share, limit=20, **sizes):
    input_ids, attention_mask, special = cases.batch(rng, **sizes)
    return input_ids, attention_mask, special, share, limit, cases.draws(rng, *input_ids.shape)


with check.hidden("the smallest draws", hint='Of candidates alone (chapter 3, "Choosing positions")') as rng:
    for share in (0.15, 0.3, 0.5) * 2:
        same_as_reference(*drawn(rng, share))
with check.hidden(
    "equal draws", hint='The earlier position comes first (chapter 3, "Choosing positions")'
) as rng:
    for _ in range(6):
        *case, draws = drawn(rng, 0.4, num_rows=3, seq_len=40)
        same_as_reference(*case, (draws * 3).floor() / 4)
with check.hidden(
    "padding does not count", hint='Each sequence has its own length (chapter 3, "How many")'
) as rng:
    for _ in range(4):
        same_as_reference(*cases.telling(lambda: drawn(rng, 0.2), right, counts_padding))
with check.hidden(
    "special tokens count", hint='The share is one of all tokens (chapter 3, "How many")'
) as rng:
    for _ in range(4):
        same_as_reference(*cases.telling(lambda: drawn(rng, 0.25, num_rows=2), right, counts_candidates))
with check.hidden("at least one", hint='Also in a short sequence (chapter 3, "How many")') as rng:
    for share in (0.0, 0.01, 0.03):
        same_as_reference(*drawn(rng, share, num_rows=3))
with check.hidden("few candidates", hint='Then all of them, and no others (chapter 3, "How many")') as rng:
    for _ in range(4):
        special = cases.special_ids(rng, 4)
        input_ids = torch.tensor(
            [rng.choices([*special, *cases.ids(rng, 2)], k=9), rng.choices(special, k=9)]
        )
        attention_mask = torch.tensor([[1] * 9, [1] * 7 + [0] * 2])
        same_as_reference(input_ids, attention_mask, special, 0.9, 20, cases.draws(rng, 2, 9))
with check.hidden("at most max_predictions", hint='In each sequence (chapter 3, "How many")') as rng:
    for limit in (1, 2, 5):
        same_as_reference(*drawn(rng, 0.6, limit, num_rows=3))
check.diagnose(known_mistakes("03_bert_objective", "apply_select_positions"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_select_positions", "points": 4}
check = Check("select_positions", points=4)
eight = torch.tensor([[2, 11, 12, 13, 14, 15, 16, 17, 18, 3]])
with check.that("an exact number of candidates", hint='Never fewer, never more (chapter 3, "How many")'):
    for seed in range(20):
        generator = torch.Generator().manual_seed(seed)
        selected = check.value(select_positions, eight, torch.ones_like(eight), [2, 3], 0.3, 20, generator)
        fine = isinstance(selected, torch.Tensor) and selected.shape == eight.shape
        check.require(fine, "not a tensor of the shape of input_ids", expected="(1, 10)", got=selected)
        number = int(selected[0, 1:9].sum()) if fine else 0
        check.require(number == 3, "not three of the eight candidates", expected=3, got=number)
with check.that("where there is no choice", hint='All candidates (chapter 3, "Choosing positions")'):
    check.equal(
        select_positions,
        eight,
        torch.ones_like(eight),
        [2, 3],
        0.8,
        20,
        torch.Generator().manual_seed(0),
        expected=torch.tensor([[False, True, True, True, True, True, True, True, True, False]]),
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes


def twice(select, *arguments):
    """Call it two times with the same generator."""
    return [select(*arguments) for _ in range(2)]


# False alarms: with at most 40 sets and 1500 rows the L1 distance of shares and probabilities reaches 0.27
# with a probability of at most 2^40 * exp(-1500 * 0.27^2 / 2) < 1e-11 in each of the 2 cases (the bound of
# Bretagnolle, Huber and Carol).
# Power: one set of draws for all rows, or always the first candidates, is at least 1.8 away; draws that are
# whole numbers from 0 to 9 prefer earlier positions and are 0.86 away for 40 candidates; a coin for each
# candidate selects another number in more than half of the rows, so it is at least 1 away. What is at least
# 0.54 away passes with a probability below 1e-11, where its rows are independent; one set for all rows passes
# never.
with check.hidden(
    "every set of candidates is equally likely",
    hint='A number of its own for every position (chapter 3, "Choosing positions")',
) as rng:
    for num_candidates, number in [(40, 1), (5, 3)]:
        special = cases.special_ids(rng)
        num_tokens = num_candidates + 2
        row, attention_mask = cases.sequences(rng, [num_tokens], special, special[2])
        input_ids = torch.cat([row] * 1500)
        everywhere = torch.ones_like(input_ids)
        share = (number + 0.1) / num_tokens
        seen = check.value(select_positions, input_ids, everywhere, special, share, 20, cases.generator(rng))
        sets = torch.combinations(torch.arange(1, num_candidates + 1), number).tolist()
        wanted = {tuple(positions): 1 / len(sets) for positions in sets}
        away = cases.distance(cases.set_shares(seen), wanted)
        check.require(away < 0.27, "the sets of candidates are not equally likely")
# Two independent selections of 12 of 40 candidates agree with a probability below 1e-9 in each of 3 rows.
with check.hidden(
    "the generator is the only source of randomness",
    hint='The same state gives the same positions, and then it goes on (chapter 3, "Choosing positions")',
) as rng:
    for _ in range(3):
        special = cases.special_ids(rng)
        input_ids, attention_mask = cases.sequences(rng, [42] * 3, special, special[2])
        case = (input_ids, attention_mask, special, 12 / 42, 20)
        state = rng.getrandbits(62)
        once, again = (
            check.value(select_positions, *case, torch.Generator().manual_seed(state), via=twice)
            for _ in range(2)
        )
        once, again = cases.as_lists(once), cases.as_lists(again)
        check.require(once == again, "the same state gave two selections")
        check.require(once[0] != once[1], "two calls with one generator gave the same")
check.diagnose(known_mistakes("03_bert_objective", "select_positions"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 4. 80, 10, 10
#
# *Medium, 20 minutes, 16 points*
#
# If every chosen token became `[MASK]`, the model would learn about a token that no task ever shows it.
# So only 80 % become `[MASK]`.
# 10 % become some other token, and 10 % stay as they are.
# The model cannot tell which tokens it is asked about, and keeps an opinion about all of them.
#
# ```
# token      11     12     13     14
# chosen     yes    yes    yes    no
# draw       0.35   0.85   0.95   0.10
# the model
# sees       4      22     13     14      [MASK] is 4, and 22 a random token
# label      11     12     13     -100
# ```
#
# The label is the original token in all three cases, also where the model sees it.
# -100 stands where nothing is asked: the loss will leave those places out.
#
# Again there are two functions: `apply_mask` (12 points) and `mask_tokens` (4 points).

# %% nbgrader={"grade_id": "apply_mask", "solution": true}
from bert2t5_reference.mlm import apply_mask

# %% nbgrader={"grade_id": "mask_tokens", "solution": true}
from bert2t5_reference.mlm import mask_tokens

# %% [markdown]
# What the model sees of the story, and what it has to find.
# The given `ORDINARY_IDS` are all ids but those of special tokens:

# %%
generator = torch.Generator().manual_seed(3)
batch = tokenizer(story[:5], padding=True, return_tensors="pt")
chosen = select_positions(batch["input_ids"], batch["attention_mask"], SPECIAL_IDS, 0.15, 20, generator)
masked_story, asked = mask_tokens(batch["input_ids"], chosen, MASK, ORDINARY_IDS, generator)
for row, wanted in zip(masked_story, asked, strict=True):
    print(" ".join(pieces(row)).replace(" [PAD]", ""))
    print("    asked:", *pieces(wanted[wanted != IGNORED_LABEL]))

# %% nbgrader={"grade_id": "test_apply_mask", "points": 12}
check = Check("apply_mask", points=12)
everything = torch.tensor([[True, True, True]])
with check.that("the draw decides", hint='Below 0.8, below 0.9, the rest (chapter 3, "80, 10, 10")'):
    check.equal(
        apply_mask,
        torch.tensor([[11, 12, 13]]),
        everything,
        4,
        torch.tensor([[0.35, 0.85, 0.95]]),
        torch.tensor([[21, 22, 23]]),
        expected=(torch.tensor([[4, 22, 13]]), torch.tensor([[11, 12, 13]])),
    )
with check.that(
    "what is not chosen stays and has no label", hint='-100 says that nothing is asked (chapter 3, "Labels")'
):
    check.equal(
        apply_mask,
        torch.tensor([[11, 12, 13], [14, 15, 16]]),
        torch.tensor([[False, True, False], [False, False, False]]),
        4,
        torch.tensor([[0.35, 0.35, 0.85], [0.35, 0.85, 0.95]]),
        torch.tensor([[21, 22, 23], [24, 25, 26]]),
        expected=(
            torch.tensor([[11, 4, 13], [14, 15, 16]]),
            torch.tensor([[-100, 12, -100], [-100, -100, -100]]),
        ),
    )
with check.that("the borders", hint='0.8 and 0.9 belong to what follows (chapter 3, "80, 10, 10")'):
    check.equal(
        apply_mask,
        torch.tensor([[11, 12, 13]]),
        everything,
        4,
        torch.tensor([[0.0, 0.8, 0.9]], dtype=torch.float64),
        torch.tensor([[21, 22, 23]]),
        expected=(torch.tensor([[4, 22, 13]]), torch.tensor([[11, 12, 13]])),
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mlm as reference


def dtypes(apply_mask, *arguments):
    """Give the dtypes of both tensors."""
    return [str(tensor.dtype) for tensor in apply_mask(*arguments)]


def kept(apply_mask, input_ids, selected, mask_token_id, draws, replacements):
    """Give the caller's tensors as they are after the call."""
    apply_mask(input_ids, selected, mask_token_id, draws, replacements)
    return input_ids, selected, draws, replacements


def drawn(rng, share, vocabulary=cases.ORDINARY, shape=(3, 20)):
    """Return arguments; `share` of the positions are selected."""
    size = shape[0] * shape[1]
    input_ids, replacements = (torch.tensor(rng.choices(vocabulary, k=size)).reshape(shape) for _ in range(2))
    selected = torch.tensor([rng.random() < share for _ in range(size)]).reshape(shape)
    mask_token_id = rng.randrange(cases.ORDINARY.start)
    return input_ids, selected, mask_token_id, cases.mask_draws(rng, *shape), replacements


def same_as_reference(*case, via=None):
    answer = reference.apply_mask
    check.equal(apply_mask, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden("the draw decides", hint='Below 0.8, below 0.9, the rest (chapter 3, "80, 10, 10")') as rng:
    for _ in range(6):
        same_as_reference(*drawn(rng, 0.6))
with check.hidden(
    "where nothing is chosen", hint='The token stays, and the label is -100 (chapter 3, "Labels")'
) as rng:
    for share in (0.0, 0.05, 0.15):
        same_as_reference(*drawn(rng, share))
with check.hidden("where all is chosen", hint='Every token is a label (chapter 3, "Labels")') as rng:
    for shape in [(1, 1), (1, 12), (12, 1)]:
        same_as_reference(*drawn(rng, 1.0, shape=shape))
with check.hidden(
    "any id may stand anywhere", hint='Only the choice and the draw decide (chapter 3, "Labels")'
) as rng:
    for _ in range(4):
        input_ids, selected, _, draws, replacements = drawn(rng, 0.5, vocabulary=range(4))
        same_as_reference(input_ids, selected, rng.randrange(4), draws, replacements)
with check.hidden("the borders", hint='0.8 and 0.9 belong to what follows (chapter 3, "80, 10, 10")') as rng:
    numbers = [0.0, 0.1, 0.2, 0.79999, 0.8, 0.80001, 0.89999, 0.9, 0.90001, 0.99999]
    for _ in range(3):
        input_ids, selected, mask_token_id, _, replacements = drawn(rng, 0.8)
        draws = torch.tensor([rng.choices(numbers, k=20) for _ in range(3)], dtype=torch.float64)
        same_as_reference(input_ids, selected, mask_token_id, draws, replacements)
with check.hidden("the caller's tensors stay", hint='Work on a copy (chapter 3, "Labels")') as rng:
    for share in (0.3, 1.0):
        same_as_reference(*drawn(rng, share), via=kept)
with check.hidden("int64 for both", hint='Ids are whole numbers of 64 bits (chapter 3, "Labels")') as rng:
    for share in (0.0, 0.5):
        same_as_reference(*drawn(rng, share), via=dtypes)
check.diagnose(known_mistakes("03_bert_objective", "apply_mask"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_mask_tokens", "points": 4}
check = Check("mask_tokens", points=4)
with check.that("labels do not depend on draws", hint='The original token, or -100 (chapter 3, "Labels")'):
    for seed in range(10):
        generator = torch.Generator().manual_seed(seed)
        seen = check.value(
            mask_tokens,
            torch.tensor([[2, 11, 12, 3]]),
            torch.tensor([[False, True, False, False]]),
            4,
            torch.arange(5, 20),
            generator,
        )
        pair = isinstance(seen, tuple) and len(seen) == 2
        check.require(pair, "not two tensors", expected="(masked_ids, labels)", got=seen)
        got = str(seen[1].tolist()) if pair and isinstance(seen[1], torch.Tensor) else "no tensor"
        check.require(
            got == "[[-100, 11, -100, -100]]", "wrong labels", expected=[[-100, 11, -100, -100]], got=got
        )
with check.that("all three ways turn up", hint='80 %, 10 % and 10 % (chapter 3, "80, 10, 10")'):
    many = torch.full((20, 20), 11)
    seen = check.value(
        mask_tokens, many, many == 11, 4, torch.tensor([21, 22]), torch.Generator().manual_seed(0)
    )
    found = {
        str(token_id)
        for tensor in seen[:1]
        if isinstance(tensor, torch.Tensor)
        for token_id in tensor.flatten().tolist()
    }
    wanted = {"4", "11", "21", "22"}
    check.require(found == wanted, "not these ids in 400 places", expected=sorted(wanted), got=sorted(found))
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes


def twice(mask, *arguments):
    """Call it two times with the same generator."""
    return [mask(*arguments) for _ in range(2)]


# False alarms: with at most 7 outcomes and 20,000 places the L1 distance of shares and probabilities reaches
# 0.05 with a probability of at most 2^7 * exp(-20000 * 0.05^2 / 2) < 1e-8 in each of the 4 cases (the bound
# of Bretagnolle, Huber and Carol).
# Power: a tenth of the rest (80, 2, 18) is 0.16 away, 80, 20, 0 or 90, 0, 10 at least 0.2, one replacement
# for all places or one entry left out 0.1 where there are two, positions in place of ids 0.2. What is 0.1
# away passes with a probability of at most 2^7 * exp(-20000 * 0.05^2 / 2) < 1e-8. One draw for a whole row or
# column gives shares that are multiples of 1/5 in one of the two shapes, so that 80, 10, 10 is at least 0.2
# away.
with check.hidden(
    "the shares of the outcomes", hint='80 %, 10 % and 10 %, each place by itself (chapter 3, "80, 10, 10")'
) as rng:
    for shape, number in [((4000, 5), 2), ((5, 4000), 2), ((200, 100), 5), ((100, 200), 5)]:
        mask_token_id = rng.randrange(cases.ORDINARY.start)
        token_id, *replacement_ids = cases.ids(rng, number + 1)
        input_ids = torch.full(shape, token_id)
        seen = check.value(
            mask_tokens,
            input_ids,
            torch.ones(shape, dtype=torch.bool),
            mask_token_id,
            torch.tensor(replacement_ids),
            cases.generator(rng),
        )
        masked_ids, labels = seen if isinstance(seen, tuple) and len(seen) == 2 else (None, None)
        wanted = {mask_token_id: 0.8, token_id: 0.1} | dict.fromkeys(replacement_ids, 0.1 / number)
        away = cases.distance(cases.outcome_shares(masked_ids, shape), wanted)
        check.require(away < 0.05, "the shares are not 80, 10 and 10")
        check.require(cases.outcome_shares(labels, shape) == {token_id: 1.0}, "wrong labels")
with check.hidden(
    "where nothing is chosen", hint='The token stays, and the label is -100 (chapter 3, "Labels")'
) as rng:
    for _ in range(3):
        input_ids, attention_mask, special = cases.batch(rng)
        nowhere = torch.zeros_like(input_ids, dtype=torch.bool)
        case = (input_ids, nowhere, special[2], torch.tensor(cases.ids(rng, 9)), cases.generator(rng))
        check.equal(mask_tokens, *case, expected=(input_ids, torch.full_like(input_ids, -100)))
# Two independent masks of 200 places agree with a probability of at most (0.8^2 + 0.1^2 + 0.1^2)^200 < 1e-35.
with check.hidden(
    "the generator is the only source of randomness",
    hint='The same state gives the same masks, and then it goes on (chapter 3, "80, 10, 10")',
) as rng:
    for _ in range(3):
        input_ids = torch.tensor([cases.ids(rng, 100) for _ in range(2)])
        case = (input_ids, input_ids > 0, 4, torch.tensor(cases.ids(rng, 50)))
        state = rng.getrandbits(62)
        once, again = (
            check.value(mask_tokens, *case, torch.Generator().manual_seed(state), via=twice) for _ in range(2)
        )
        once, again = cases.as_lists(once), cases.as_lists(again)
        check.require(once == again, "the same state gave two results")
        check.require(once[0] != once[1], "two calls with one generator gave the same")
check.diagnose(known_mistakes("03_bert_objective", "mask_tokens"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 5. The head
#
# *Hard, 25 minutes, 14 points*
#
# The encoder gives a vector for every token, and the task asks for a piece of the vocabulary.
# The head changes the vector first: a linear layer, GELU and a LayerNorm.
# Then it compares the result with the vector of every piece, by a product with the token table.
# It is the very table that the input layer reads: one parameter, used twice, so it learns from both sides.
# A bias for every piece comes last.
#
# By hand, for a linear layer that changes nothing:
#
# ```
# vector       -1     -2
# GELU         -0.16  -0.05     the exact one; the second is now greater
# LayerNorm    -1      1
# times (1, 0), (0, 1) and (2, 3), plus a bias of 0, 0 and 10:   -1   1   11
# ```
#
# Use the names that the docstring gives.
# Then the weights of a published BERT fit into your module.

# %% nbgrader={"grade_id": "MlmHead", "solution": true}
from bert2t5_reference.mlm import MlmHead

# %% [markdown]
# The small BERT of the course has such a head.
# Here your head takes its weights and stands on its encoder.
# What belongs into the gap, and does `transformers` say the same?

# %%
pocket = AutoModelForPreTraining.from_pretrained(pocket_bert()).eval()
head = MlmHead(pocket.bert.embeddings.word_embeddings)
head.load_state_dict(pocket.cls.predictions.state_dict())


def fill(bert, head, input_ids, number=5):
    """Return the most probable pieces for the first [MASK] of a sequence, with their probabilities."""
    with torch.no_grad():
        logits = head(bert(input_ids).last_hidden_state)
    best = logits[input_ids == MASK][0].softmax(dim=-1).topk(number)
    return dict(zip(tokenizer.convert_ids_to_tokens(best.indices), best.values.tolist(), strict=True))


gap = tokenizer("The baker sold [MASK] at the market.", return_tensors="pt")["input_ids"]
for piece, probability in fill(pocket.bert, head, gap).items():
    print(f"{piece:>10} {probability:6.1%} {'=' * round(50 * probability)}")
with torch.no_grad():
    mine = head(pocket.bert(gap).last_hidden_state)
    print(f"largest difference of the scores: {(mine - pocket(gap).prediction_logits).abs().max():.1e}")

# %% nbgrader={"grade_id": "test_MlmHead", "points": 14}
from bert2t5.checks import beside

weights_of_a_head = {
    "transform.dense.weight": torch.eye(2),
    "transform.dense.bias": torch.zeros(2),
    "transform.LayerNorm.weight": torch.ones(2),
    "transform.LayerNorm.bias": torch.zeros(2),
    "decoder.weight": torch.tensor([[1.0, 0.0], [0.0, 1.0], [2.0, 3.0]]),
    "decoder.bias": torch.tensor([0.0, 0.0, 10.0]),
    "bias": torch.tensor([0.0, 0.0, 10.0]),
}


def score(module, weights, hidden_states):
    """Make the head with a token table of the weights' size, load the weights, and give the logits."""
    word_embeddings = beside(module, nn.Embedding)(*weights["decoder.weight"].shape)
    word_embeddings.load_state_dict({"weight": weights["decoder.weight"]})
    head = module(word_embeddings)
    head.load_state_dict(weights)
    return head(hidden_states)


def parts(module, vocab_size, d_model):
    """Give the names of a new head's weights, and how many numbers it holds with the token table."""
    head = module(beside(module, nn.Embedding)(vocab_size, d_model))
    return sorted(head.state_dict()), sum(weights.numel() for weights in head.parameters())


check = Check("MlmHead", points=14)
with check.that("the example by hand", hint='Linear, GELU, LayerNorm, table, bias (chapter 3, "The head")'):
    check.equal(
        MlmHead,
        weights_of_a_head,
        torch.tensor([[-1.0, -2.0], [1.0, -1.0]]),
        expected=torch.tensor([[-1.0, 1.0, 11.0], [1.0, -1.0, 9.0]]),
        via=score,
    )
with check.that("names and sizes", hint='One table and one bias, under two names (chapter 3, "The head")'):
    check.equal(
        MlmHead,
        10,
        4,
        expected=(sorted(weights_of_a_head), 4 * 4 + 4 + 2 * 4 + 10 + 10 * 4),
        via=parts,
    )
with check.that(
    "LayerNorm has weights of its own", hint='They stand before the table (chapter 3, "The head")'
):
    check.equal(
        MlmHead,
        weights_of_a_head
        | {
            "transform.LayerNorm.weight": torch.tensor([2.0, 3.0]),
            "transform.LayerNorm.bias": torch.tensor([1.0, 0.0]),
        },
        torch.tensor([[1.0, -1.0]]),
        expected=torch.tensor([[3.0, -3.0, 7.0]]),
        via=score,
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mlm as reference


def gradients(module, weights, input_ids):
    """Give the gradients of the token table, which reads the ids and then scores them, and of the bias."""
    word_embeddings = beside(module, nn.Embedding)(*weights["decoder.weight"].shape)
    word_embeddings.load_state_dict({"weight": weights["decoder.weight"]})
    head = module(word_embeddings)
    head.load_state_dict(weights)
    head(word_embeddings(input_ids)).square().sum().backward()
    return word_embeddings.weight.grad, head.bias.grad, head.transform.dense.weight.grad


def follow(module, weights, table, hidden_states):
    """Give the logits after the token table alone was changed."""
    word_embeddings = beside(module, nn.Embedding)(*weights["decoder.weight"].shape)
    word_embeddings.load_state_dict({"weight": weights["decoder.weight"]})
    head = module(word_embeddings)
    head.load_state_dict(weights)
    word_embeddings.load_state_dict({"weight": table})
    return head(hidden_states)


def new_head(module, table):
    """Give the table and the bias of a new head, and the table that it was made from; one seed for all."""
    word_embeddings = beside(module, nn.Embedding)(*table.shape)
    word_embeddings.load_state_dict({"weight": table})
    beside(module, torch.random.manual_seed)(0)
    state = module(word_embeddings).state_dict()
    named = [state[name] for name in ("decoder.weight", "decoder.bias", "bias")]
    return [*named, word_embeddings.state_dict()["weight"]]


def same_as_reference(*case, via=score):
    check.equal(MlmHead, *case, expected=via(reference.MlmHead, *case), via=via)


with check.hidden(
    "fresh weights", hint='Linear, GELU, LayerNorm, table, bias (chapter 3, "The head")'
) as rng:
    for _ in range(6):
        vocab_size, d_model = rng.randint(5, 30), rng.randint(3, 9)
        weights = cases.head_weights(rng, vocab_size, d_model)
        same_as_reference(weights, cases.random_tensor(rng, 2, 5, d_model))
with check.hidden(
    "vectors in any arrangement", hint='The last axis alone counts (chapter 3, "The head")'
) as rng:
    weights = cases.head_weights(rng, 8, 4)
    for shape in [(4,), (3, 4), (2, 3, 4), (2, 1, 3, 4), (0, 4)]:
        same_as_reference(weights, cases.random_tensor(rng, *shape))
# The two forms of GELU differ by up to 5e-4, twenty times as much as the comparison allows here.
with check.hidden("the exact GELU", hint='With erf, not tanh (chapter 3, "The head")') as rng:
    for _ in range(3):
        weights = cases.head_weights(rng, 6, 6) | {
            "transform.dense.weight": torch.eye(6),
            "transform.dense.bias": torch.zeros(6),
            "transform.LayerNorm.weight": torch.ones(6),
            "transform.LayerNorm.bias": torch.zeros(6),
            "decoder.weight": torch.eye(6),
        }
        vectors = torch.tensor([rng.sample([-2.8, -2.4, -2.0, -0.7, 0.7, 2.1, 2.5], 6) for _ in range(4)])
        same_as_reference(weights, vectors)
with check.hidden("small numbers", hint='The epsilon is 1e-12 (chapter 3, "The head")') as rng:
    for scale in (1e-3, 1e-6, 0):  # at 1e-6 the right epsilon shows, at 0 a missing one
        weights = cases.head_weights(rng, 8, 5, scale=scale)
        same_as_reference(weights, cases.random_tensor(rng, 3, 5))
with check.hidden(
    "the token table learns from both sides", hint='It is one parameter, no copy (chapter 3, "The head")'
) as rng:
    for _ in range(3):
        weights = cases.head_weights(rng, 7, 4)
        same_as_reference(weights, torch.tensor([rng.choices(range(7), k=3)]), via=gradients)
with check.hidden(
    "one table for both", hint='What changes it changes the scores (chapter 3, "The head")'
) as rng:
    for _ in range(3):
        weights, vectors = cases.head_weights(rng, 7, 4), cases.random_tensor(rng, 3, 4)
        same_as_reference(weights, cases.random_tensor(rng, 7, 4), vectors, via=follow)
with check.hidden(
    "a new head", hint='The bias starts at 0, the table as it is (chapter 3, "The head")'
) as rng:
    for vocab_size, d_model in [(9, 4), (5, 8)]:
        same_as_reference(cases.random_tensor(rng, vocab_size, d_model), via=new_head)
        same_as_reference(vocab_size, d_model, via=parts)
check.diagnose(known_mistakes("03_bert_objective", "MlmHead"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 6. The loss over the chosen
#
# *Medium, 15 minutes, 10 points*
#
# The model scores every piece at every position.
# Only the chosen positions count: there the loss is minus the logarithm of the right piece's probability.
# The mean goes over all chosen positions of the batch, whichever sequence they stand in.
# It is no mean of the sequences' means, because a long sequence asks more:
#
# ```
# sequence 1   loss 1   loss 2   loss 3
# sequence 2   loss 10
# mean         (1 + 2 + 3 + 10) / 4 = 4       not (2 + 10) / 2 = 6
# ```
#
# A batch without a chosen position has a loss of 0, and not 0 / 0.

# %% nbgrader={"grade_id": "mlm_loss", "solution": true}
from bert2t5_reference.mlm import mlm_loss

# %% [markdown]
# A model that knows nothing gives every piece the same probability.
# How much better is the trained one on the masked story from above?

# %%
with torch.no_grad():
    print(f"knows nothing: {mlm_loss(torch.zeros(1, 1, len(tokenizer)), torch.tensor([[SEP]])):.2f}")
    guesses = pocket(masked_story, attention_mask=batch["attention_mask"]).prediction_logits
    print(f"trained:       {mlm_loss(guesses, asked):.2f}")
print(f"log {len(tokenizer)} is {math.log(len(tokenizer)):.2f}")

# %% nbgrader={"grade_id": "test_mlm_loss", "points": 10}
check = Check("mlm_loss", points=10)
quarter_and_half = torch.tensor([[[0.25, 0.75], [0.5, 0.5], [0.1, 0.9]]]).log()
with check.that(
    "the mean over the chosen positions",
    hint='Minus the logarithm of the right one (chapter 3, "The loss over the chosen")',
):
    check.equal(mlm_loss, quarter_and_half, torch.tensor([[0, -100, -100]]), expected=torch.tensor(1.3862944))
    check.equal(mlm_loss, quarter_and_half, torch.tensor([[0, 1, -100]]), expected=torch.tensor(1.0397208))
with check.that(
    "every chosen position weighs the same",
    hint='Also in a sequence with many of them (chapter 3, "The loss over the chosen")',
):
    check.equal(
        mlm_loss,
        torch.tensor([[[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], [[0.125, 0.875], [0.5, 0.5], [0.5, 0.5]]]).log(),
        torch.tensor([[0, 1, 0], [0, -100, -100]]),
        expected=torch.tensor(1.0397208),
    )
with check.that("nothing chosen", hint='The loss is 0 then (chapter 3, "The loss over the chosen")'):
    check.equal(mlm_loss, quarter_and_half, torch.full((1, 3), -100), expected=torch.tensor(0.0))
### BEGIN HIDDEN TESTS
from bert2t5.checks import beside
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import mlm as reference


def gradient(loss, logits, labels):
    """Give the gradient of the scores of the loss and another one together, their sum."""
    scores = beside(loss, nn.Parameter)(logits)
    (scores.sum() + loss(scores, labels)).backward()
    return scores.grad


def same_as_reference(*case, via=None):
    answer = reference.mlm_loss
    check.equal(mlm_loss, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden(
    "the mean over the batch",
    hint='Each chosen position weighs the same (chapter 3, "The loss over the chosen")',
) as rng:
    for _ in range(6):
        counts = rng.sample(range(1, 10), 3)
        logits = cases.random_tensor(rng, 3, 10, 12, scale=2.0)
        same_as_reference(logits, cases.labels(rng, 12, counts, 10))
with check.hidden(
    "a sequence without a chosen position",
    hint='The others count as ever (chapter 3, "The loss over the chosen")',
) as rng:
    for _ in range(3):
        same_as_reference(cases.random_tensor(rng, 3, 6, 9), cases.labels(rng, 9, [0, 2, 5], 6))
with check.hidden("nothing chosen", hint='0, not nan (chapter 3, "The loss over the chosen")') as rng:
    for shape in [(1, 1), (2, 5), (4, 3)]:
        case = cases.random_tensor(rng, *shape, 7), torch.full(shape, -100)
        same_as_reference(*case)
        same_as_reference(*case, via=gradient)
with check.hidden(
    "only -100 is left out", hint='Every id may be a label (chapter 3, "The loss over the chosen")'
) as rng:
    for _ in range(3):
        labels = torch.tensor([[0, 1, 2, 3, -100, 0], [3, 2, -100, 1, 0, 0]])
        same_as_reference(cases.random_tensor(rng, 2, 6, 4), labels)
        same_as_reference(cases.random_tensor(rng, 2, 3, 4), torch.full((2, 3), rng.randrange(4)))
with check.hidden(
    "scores in any arrangement",
    hint='The last axis is the vocabulary (chapter 3, "The loss over the chosen")',
) as rng:
    for shape in [(5,), (1, 5), (5, 1), (2, 2, 3)]:
        number = int(torch.Size(shape).numel())
        labels = torch.tensor([rng.randrange(7) for _ in range(number)]).reshape(shape)
        same_as_reference(cases.random_tensor(rng, *shape, 7), labels)
with check.hidden("large scores", hint='Stay with logarithms (chapter 3, "The loss over the chosen")') as rng:
    for scale in (100.0, 1e4):
        same_as_reference(cases.random_tensor(rng, 2, 4, 9, scale=scale), cases.labels(rng, 9, [1, 3], 4))
with check.hidden(
    "the gradient", hint='Only chosen positions have one (chapter 3, "The loss over the chosen")'
) as rng:
    for _ in range(3):
        case = cases.random_tensor(rng, 2, 5, 8), cases.labels(rng, 8, [1, 3], 5)
        same_as_reference(*case, via=gradient)
check.diagnose(known_mistakes("03_bert_objective", "mlm_loss"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 2: sentences that belong together
#
# ## 7. Pairs from documents
#
# *Medium, 25 minutes, 16 points*
#
# The second task shows two sentences, A and B.
# In one half of the pairs B follows A in its document, in the other half B is a random sentence.
# The label is **0 where B follows A, and 1 where B is random**, which is easy to get the wrong way round.
#
# A random B comes from another document, and it is never equal to the sentence that really follows.
# Otherwise the label would be wrong.
#
# By hand, for two documents, with two numbers for each pair, a coin and a choice:
#
# ```
# documents   [1] [2] [3]   and   [7] [8]
# A = [1]   0.3 0.6   random: 0.6 of the two sentences [7] [8] is number 1.2, so [8]    label 1
# A = [2]   0.5 0.0   not random: [3] follows                                           label 0
# A = [7]   0.1 0.9   random: 0.9 of the three [1] [2] [3] is number 2.7, so [3]        label 1
# ```
#
# [3] and [8] end their documents, so they are the A of no pair.
# Again there are two functions: `apply_make_nsp_pairs` (12 points) and `make_nsp_pairs` (4 points).

# %% nbgrader={"grade_id": "apply_make_nsp_pairs", "solution": true}
from bert2t5_reference.nsp import apply_make_nsp_pairs

# %% nbgrader={"grade_id": "make_nsp_pairs", "solution": true}
from bert2t5_reference.nsp import make_nsp_pairs

# %% [markdown]
# Some pairs from held-out stories.
# Hide the labels: could you tell them?


# %%
def encode(documents):
    """Return the token ids of every sentence, document by document."""
    return [tokenizer(document, add_special_tokens=False)["input_ids"] for document in documents]


for sentence_a, sentence_b, label in make_nsp_pairs(encode(held_out(4_000)), random.Random(1))[:6]:
    print(f"{label}  {tokenizer.decode(sentence_a)}\n   {tokenizer.decode(sentence_b)}")

# %% nbgrader={"grade_id": "test_apply_make_nsp_pairs", "points": 12}
check = Check("apply_make_nsp_pairs", points=12)
two_documents = [[[1], [2], [3]], [[7], [8]]]
with check.that(
    "coin and choice", hint='Below 0.5 B is random, with label 1 (chapter 3, "Pairs from documents")'
):
    check.equal(
        apply_make_nsp_pairs,
        two_documents,
        [(0.3, 0.6), (0.5, 0.0), (0.1, 0.9)],
        expected=[([1], [8], 1), ([2], [3], 0), ([7], [3], 1)],
    )
with check.that(
    "each pair has its own draw",
    hint='The last sentence of a document has none (chapter 3, "Pairs from documents")',
):
    check.equal(
        apply_make_nsp_pairs,
        [[[4]], [[1], [2]], [], [[7], [8]]],
        [(0.9, 0.5), (0.2, 0.4), (0.2, 0.9)],
        expected=[([1], [2], 0), ([7], [1], 1)],
    )
with check.that(
    "never the true successor",
    hint='It may stand in another document too (chapter 3, "Pairs from documents")',
):
    check.equal(
        apply_make_nsp_pairs,
        [[[1], [2]], [[2], [1], [5]]],
        [(0.0, 0.0), (0.0, 0.0), (0.0, 0.6)],
        expected=[([1], [1], 1), ([2], [2], 1), ([1], [2], 1)],
    )
with check.that(
    "without a random sentence",
    hint='Say so with a ValueError, if one is asked for (chapter 3, "Pairs from documents")',
):
    check.equal(apply_make_nsp_pairs, [[[1], [2]]], [(0.7, 0.0)], expected=[([1], [2], 0)])
    check.raises(apply_make_nsp_pairs, [[[1], [2]]], [(0.2, 0.0)], error=ValueError)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import nsp as reference

right = reference.apply_make_nsp_pairs


def same_as_reference(*case):
    check.equal(apply_make_nsp_pairs, *case, expected=right(*case))


def drawn(rng, sizes, num_different=None, random_share=0.5):
    """Return documents and as many draws as they have sentences, more than they need."""
    coins = [
        rng.randrange(512) if rng.random() < random_share else rng.randrange(512, 1024)
        for _ in range(sum(sizes))
    ]
    draws = [(coin / 1024, rng.randrange(1024) / 1024) for coin in coins]
    return cases.documents(rng, sizes, num_different), draws


def chooses(documents, draws, candidates):
    """Make the pairs with another rule for the candidates of a random B."""
    pairs = []
    for number, document in enumerate(documents):
        for sentence, successor in pairwise(document):
            coin, choice = draws[len(pairs)]
            able = candidates(documents, number, sentence, successor)
            if coin < 0.5 and not able:
                return []
            chosen = able[int(choice * len(able))] if coin < 0.5 else successor
            pairs.append((sentence, chosen, int(coin < 0.5)))
    return pairs


def with_own_document(documents, draws):
    return chooses(
        documents, draws, lambda all_of_them, number, a, b: [s for d in all_of_them for s in d if s != b]
    )


def with_the_successor(documents, draws):
    return chooses(
        documents,
        draws,
        lambda all_of_them, number, a, b: [s for i, d in enumerate(all_of_them) if i != number for s in d],
    )


def without_a(documents, draws):
    return chooses(
        documents,
        draws,
        lambda all_of_them, number, a, b: [
            s for i, d in enumerate(all_of_them) if i != number for s in d if s not in (a, b)
        ],
    )


def without_repeats(documents, draws):
    def candidates(all_of_them, number, a, b):
        able = [s for i, d in enumerate(all_of_them) if i != number for s in d if s != b]
        return [s for i, s in enumerate(able) if s not in able[:i]]

    return chooses(documents, draws, candidates)


def with_equal_documents_left_out(documents, draws):
    return chooses(
        documents,
        draws,
        lambda all_of_them, number, a, b: [
            s for d in all_of_them if d != all_of_them[number] for s in d if s != b
        ],
    )


with check.hidden(
    "coin and choice", hint='Below 0.5 B is random, with label 1 (chapter 3, "Pairs from documents")'
) as rng:
    for _ in range(6):
        same_as_reference(*drawn(rng, [rng.randint(2, 6) for _ in range(4)]))
with check.hidden(
    "from another document", hint='Never from A\'s own (chapter 3, "Pairs from documents")'
) as rng:
    for _ in range(4):
        sizes = rng.sample([8, 2, 1], 3)
        same_as_reference(*cases.telling(lambda sizes=sizes: drawn(rng, sizes), right, with_own_document))
with check.hidden(
    "never the true successor", hint='Leave out what is equal to it (chapter 3, "Pairs from documents")'
) as rng:
    for _ in range(4):
        same_as_reference(*cases.telling(lambda: drawn(rng, [4, 3, 4], 5), right, with_the_successor))
with check.hidden(
    "sentences that stand twice",
    hint='Only what equals the successor is left out (chapter 3, "Pairs from documents")',
) as rng:
    for _ in range(4):
        same_as_reference(*cases.telling(lambda: drawn(rng, [4, 4, 5], 4), right, without_a, without_repeats))
with check.hidden(
    "documents that are equal",
    hint='A document is its place, not its text (chapter 3, "Pairs from documents")',
) as rng:

    def repeated():
        documents, draws = drawn(rng, [3, 2, 3], random_share=0.8)
        documents[2] = [list(sentence) for sentence in documents[0]]
        return documents, draws

    for _ in range(3):
        same_as_reference(*cases.telling(repeated, right, with_equal_documents_left_out))
with check.hidden(
    "short documents", hint='One sentence makes no pair (chapter 3, "Pairs from documents")'
) as rng:
    for _ in range(4):
        sizes = rng.sample([0, 0, 1, 1, 1, 2, 3], 7)
        same_as_reference(*drawn(rng, sizes, random_share=0.8))
    same_as_reference([], [])
    same_as_reference(*drawn(rng, [1, 1]))
with check.hidden("the borders", hint='0.5 belongs to label 0 (chapter 3, "Pairs from documents")') as rng:
    for _ in range(3):
        documents, draws = drawn(rng, [4, 3, 2])
        coins, choices = [0.0, 0.49999, 0.5, 0.50001, 0.99999], [0.0, 0.25, 0.5, 0.99999]
        same_as_reference(documents, [(rng.choice(coins), rng.choice(choices)) for _ in draws])
with check.hidden(
    "without a random sentence", hint='A ValueError, if one is asked for (chapter 3, "Pairs from documents")'
) as rng:
    for _ in range(3):
        (one_document,) = cases.documents(rng, [3])
        low, high = (rng.random() / 2, 0.0), (0.5 + rng.random() / 2, 0.0)
        same_as_reference([one_document], [high, high])
        check.raises(apply_make_nsp_pairs, [one_document], [high, low], error=ValueError)
        copies = [list(one_document[1]), list(one_document[1])]  # equal to the successor, both of them
        check.raises(apply_make_nsp_pairs, [one_document[:2], copies[:1]], [low], error=ValueError)
check.diagnose(known_mistakes("03_bert_objective", "apply_make_nsp_pairs"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_make_nsp_pairs", "points": 4}
check = Check("make_nsp_pairs", points=4)
with check.that("the order of the text", hint='One pair for each A (chapter 3, "Pairs from documents")'):
    for seed in range(5):
        pairs = check.value(make_nsp_pairs, [[[1], [2], [3]], [], [[7], [8]]], random.Random(seed))
        fine = isinstance(pairs, list) and all(isinstance(pair, tuple) and len(pair) == 3 for pair in pairs)
        got = [pair[0] for pair in pairs] if fine else pairs
        check.require(
            str(got) == "[[1], [2], [7]]", "not the A of each pair", expected=[[1], [2], [7]], got=got
        )
with check.that("both kinds of pairs turn up", hint='A coin for each pair (chapter 3, "The next sentence")'):
    seen = {str(check.value(make_nsp_pairs, [[[1], [2]], [[7]]], random.Random(seed))) for seed in range(40)}
    both = {"[([1], [2], 0)]", "[([1], [7], 1)]"}
    check.require(seen == both, "not the two pairs in 40 draws", expected=sorted(both), got=sorted(seen))
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes


def twice(make, documents, rng):
    """Call it two times with the same generator."""
    return [make(documents, rng) for _ in range(2)]


# False alarms: with at most 11 outcomes and 1500 pairs the L1 distance of shares and probabilities reaches
# 0.2 with a probability of at most 2^11 * exp(-1500 * 0.2^2 / 2) < 1e-9 in each of the 3 cases (the bound of
# Bretagnolle, Huber and Carol).
# Power: a document first and then one of its sentences is 0.4 away where one document has 1 sentence and one
# has 9; the last candidate left out is 0.5 away where there are two, and so is one number for both coin and
# choice; the coin left out, or 15 % in place of one half, is 0.7 away or more. They pass with a probability
# of at most 2^11 * exp(-1500 * 0.2^2 / 2) < 1e-9, where the pairs are drawn one by one; one draw for all
# passes never.
with check.hidden(
    "one half is random, each sentence equally likely",
    hint='All sentences of other documents alike (chapter 3, "Pairs from documents")',
) as rng:
    for sizes in rng.sample([[1, 1], [1, 9], [9, 1]], 3):
        long, *others = cases.documents(rng, [9, *sizes], None)
        long = [[1000 + number] for number in range(1501)]
        documents = [long, *others]
        candidates = [sentence for document in others for sentence in document]
        seen = check.value(make_nsp_pairs, documents, random.Random(rng.getrandbits(64)))
        wanted = {"follows": 0.5}
        for sentence in candidates:
            wanted[str(sentence)] = wanted.get(str(sentence), 0.0) + 0.5 / len(candidates)
        away = cases.distance(cases.pair_shares(seen, 1500), wanted)
        check.require(away < 0.2, "the shares are not the probabilities")
# Each of 600 documents makes one pair. The share of label 1 leaves 0.5 +- 0.15 with a probability of at most
# 2 * exp(-2 * 600 * 0.15^2) < 1e-11 (Hoeffding). With the same numbers for each document it is 0 or 1.
with check.hidden(
    "each document has draws of its own", hint='A coin for each pair (chapter 3, "Pairs from documents")'
) as rng:
    documents = [[[2 * number], [2 * number + 1]] for number in range(600)]
    seen = check.value(make_nsp_pairs, documents, random.Random(rng.getrandbits(64)))
    follows = cases.pair_shares(seen, 600).get("follows", 0.0)
    check.require(abs(follows - 0.5) < 0.15, "the pairs of the documents are not independent")
# Two independent draws of 60 pairs agree with a probability of at most 2^-60.
with check.hidden(
    "rng is the only source of randomness",
    hint='The same state gives the same pairs, and then it goes on (chapter 3, "Pairs from documents")',
) as rng:
    for _ in range(3):
        documents = cases.documents(rng, [21, 21, 21])
        state = rng.getrandbits(64)
        once, again = (
            check.value(make_nsp_pairs, documents, random.Random(state), via=twice) for _ in range(2)
        )
        once, again = cases.as_lists(once), cases.as_lists(again)
        check.require(once == again, "the same state gave two results")
        check.require(once[0] != once[1], "two calls with one generator gave the same")
check.diagnose(known_mistakes("03_bert_objective", "make_nsp_pairs"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 8. The loss for pairs
#
# *Warm-up, 5 minutes, 4 points*
#
# A second head gives two scores for each pair: for label 0, "B follows A", and for label 1, "B is random".
# The loss is the cross-entropy again, and its mean goes over the pairs.
#
# ```
# probability of "B follows A"   of "B is random"   label   loss
# 3/4                            1/4                0       -log 3/4 = 0.288
# 1/2                            1/2                1       -log 1/2 = 0.693
# mean                                                      0.490
# ```

# %% nbgrader={"grade_id": "nsp_loss", "solution": true}
from bert2t5_reference.nsp import nsp_loss

# %% [markdown]
# The more certain the model is, the less it pays where it is right, and the more where it is wrong:

# %%
for difference in [0.0, 1.0, 2.0, 4.0, 8.0]:
    scores = torch.tensor([[difference, 0.0]])
    losses = [nsp_loss(scores, torch.tensor([label])).item() for label in (0, 1)]
    print(f"B follows A by {difference:g}:  {losses[0]:.4f} if it does, {losses[1]:.4f} if not")

# %% nbgrader={"grade_id": "test_nsp_loss", "points": 4}
check = Check("nsp_loss", points=4)
scores_of_pairs = torch.tensor([[3.0, 1.0], [1.0, 1.0]]).log()
with check.that(
    "the mean over the pairs", hint='Cross-entropy of two classes (chapter 3, "The next sentence")'
):
    check.equal(nsp_loss, scores_of_pairs, torch.tensor([0, 1]), expected=torch.tensor(0.4904146))
with check.that(
    "0 means that B follows A", hint='The first score is that of label 0 (chapter 3, "The next sentence")'
):
    check.equal(nsp_loss, scores_of_pairs[:1], torch.tensor([0]), expected=torch.tensor(0.2876821))
    check.equal(nsp_loss, scores_of_pairs[:1], torch.tensor([1]), expected=torch.tensor(1.3862944))
### BEGIN HIDDEN TESTS
from bert2t5.checks import beside
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import nsp as reference


def gradient(loss, logits, labels):
    """Give the gradient of the scores."""
    scores = beside(loss, nn.Parameter)(logits)
    loss(scores, labels).backward()
    return scores.grad


def same_as_reference(*case, via=None):
    answer = reference.nsp_loss
    check.equal(nsp_loss, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden(
    "batches of pairs", hint='Cross-entropy of two classes (chapter 3, "The next sentence")'
) as rng:
    for size in (1, 2, 5, 8):
        labels = torch.tensor(rng.choices([0, 1], k=size))
        same_as_reference(cases.random_tensor(rng, size, 2, scale=2.0), labels)
with check.hidden("large scores", hint='Stay with logarithms (chapter 3, "The next sentence")') as rng:
    for scale in (100.0, 1e4):
        labels = torch.tensor(rng.choices([0, 1], k=6))
        same_as_reference(cases.random_tensor(rng, 6, 2, scale=scale), labels)
with check.hidden("the gradient", hint='Both scores learn (chapter 3, "The next sentence")') as rng:
    for _ in range(3):
        labels = torch.tensor(rng.choices([0, 1], k=4))
        same_as_reference(cases.random_tensor(rng, 4, 2), labels, via=gradient)
check.diagnose(known_mistakes("03_bert_objective", "nsp_loss"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 3: pre-training
#
# ## 9. Two losses, one sum
#
# *Warm-up, 5 minutes, 4 points*
#
# Both tasks are trained at once, on the same batch, and the loss is the sum of both.
# There are no weights, though the first one starts far higher: at the logarithm of the vocabulary's size.
#
# Use your `mlm_loss` and your `nsp_loss`.

# %% nbgrader={"grade_id": "pretraining_loss", "solution": true}
from bert2t5_reference.bert_pretraining import pretraining_loss

# %% [markdown]
# What one expects of a model that knows nothing, for a vocabulary of 8 and for that of the course:

# %%
for vocab_size in [8, len(tokenizer)]:
    nothing = pretraining_loss(
        torch.zeros(1, 3, vocab_size), torch.tensor([[-100, 5, -100]]), torch.zeros(1, 2), torch.tensor([1])
    )
    print(f"{nothing:.4f} = {math.log(vocab_size):.4f} + {math.log(2):.4f}")

# %% nbgrader={"grade_id": "test_pretraining_loss", "points": 4}
check = Check("pretraining_loss", points=4)
with check.that("the sum of both", hint='Without weights (chapter 3, "Two losses, one sum")'):
    check.equal(
        pretraining_loss,
        torch.zeros(1, 3, 8),
        torch.tensor([[-100, 5, -100]]),
        torch.zeros(1, 2),
        torch.tensor([1]),
        expected=torch.tensor(2.7725887),
    )
with check.that("nothing chosen", hint='The pairs still count (chapter 3, "Two losses, one sum")'):
    check.equal(
        pretraining_loss,
        torch.zeros(1, 3, 8),
        torch.tensor([[-100, -100, -100]]),
        torch.tensor([[3.0, 1.0]]).log(),
        torch.tensor([1]),
        expected=torch.tensor(1.3862944),
    )
### BEGIN HIDDEN TESTS
from bert2t5.checks import beside
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bert_pretraining as reference


def gradients(loss, prediction_logits, labels, seq_relationship_logits, next_sentence_label):
    """Give the gradients of both scores."""
    tokens, pairs = (
        beside(loss, nn.Parameter)(scores) for scores in (prediction_logits, seq_relationship_logits)
    )
    loss(tokens, labels, pairs, next_sentence_label).backward()
    return tokens.grad, pairs.grad


def drawn(rng, counts):
    vocab_size, seq_len = rng.randint(4, 12), rng.randint(4, 8)
    return (
        cases.random_tensor(rng, len(counts), seq_len, vocab_size, scale=2.0),
        cases.labels(rng, vocab_size, counts, seq_len),
        cases.random_tensor(rng, len(counts), 2, scale=2.0),
        torch.tensor(rng.choices([0, 1], k=len(counts))),
    )


def same_as_reference(*case, via=None):
    answer = reference.pretraining_loss
    check.equal(pretraining_loss, *case, expected=via(answer, *case) if via else answer(*case), via=via)


with check.hidden("the sum of both", hint='Without weights (chapter 3, "Two losses, one sum")') as rng:
    for counts in ([1, 3], [4, 0, 1], [2], [1, 2, 3, 4]):
        same_as_reference(*drawn(rng, counts))
with check.hidden("nothing chosen", hint='The pairs still count (chapter 3, "Two losses, one sum")') as rng:
    for counts in ([0], [0, 0, 0]):
        same_as_reference(*drawn(rng, counts))
with check.hidden("the gradients", hint='Both heads learn (chapter 3, "Two losses, one sum")') as rng:
    for counts in ([1, 3], [2, 2, 0]):
        same_as_reference(*drawn(rng, counts), via=gradients)
check.diagnose(known_mistakes("03_bert_objective", "pretraining_loss"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 10. One step
#
# *Medium, 20 minutes, 8 points*
#
# All that is left is to learn.
# One step clears the gradients of the step before, scores the batch and computes both losses.
# It computes the gradients of their sum, shortens them if they are too long, and lets the optimizer go.
#
# Shortening looks at all gradients together, as at one long vector.
# By hand, for three numbers and a greatest length of 1:
#
# ```
# gradients   2  1  2     length 3
# shortened   2/3  1/3  2/3    the same direction, length 1
# ```
#
# Use your `mlm_loss` and your `nsp_loss`: both are returned, so that both can be watched.

# %% nbgrader={"grade_id": "train_step", "solution": true}
from bert2t5_reference.pretraining_step import train_step

# %% [markdown]
# A model that sees the same batch again and again learns it by heart:

# %%
torch.manual_seed(0)
by_heart = tokenizer([story[0]], [story[1]], return_tensors="pt")
token_to_find = by_heart["input_ids"][0, 3:4]
by_heart = {
    **by_heart,
    "labels": torch.where(
        torch.arange(by_heart["input_ids"].shape[1]) == 3, by_heart["input_ids"], IGNORED_LABEL
    ),
    "next_sentence_label": torch.tensor([0]),
}
tiny = BertForPreTraining(
    BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
)
optimizer = torch.optim.AdamW(tiny.parameters(), lr=0.01)
for step in range(31):
    losses = train_step(tiny, by_heart, optimizer)
    if step % 10 == 0:
        print(f"step {step:2}: {losses[0]:.4f} for {pieces(token_to_find)}, {losses[1]:.4f} for the pair")

# %% nbgrader={"grade_id": "test_train_step", "points": 8}
from bert2t5.checks import beside

one_pair = {
    "input_ids": torch.tensor([[2, 3, 1]]),
    "token_type_ids": torch.tensor([[0, 0, 1]]),
    "attention_mask": torch.tensor([[1, 1, 1]]),
    "labels": torch.tensor([[-100, 1, -100]]),
    "next_sentence_label": torch.tensor([1]),
}


def make_model(train_step, vocab_size, d_model):
    """Make a BERT with one layer, without dropout."""
    config = beside(train_step, BertConfig)(
        vocab_size=vocab_size,
        hidden_size=d_model,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=d_model,
        max_position_embeddings=16,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return beside(train_step, BertForPreTraining)(config)


def step_from_zero(train_step, batch, **keywords):
    """Take a step of plain descent from weights that are all 0; give the losses and the two biases."""
    model = make_model(train_step, vocab_size=4, d_model=2)
    model.load_state_dict({name: torch.zeros_like(weights) for name, weights in model.state_dict().items()})
    optimizer = beside(train_step, torch.optim.SGD)(model.parameters(), lr=1.0)
    losses = train_step(model, batch, optimizer, **keywords)
    return losses, model.cls.predictions.bias, model.cls.seq_relationship.bias


check = Check("train_step", points=8)
# All four pieces have the probability 1/4 and both answers 1/2, so the gradients of the biases are these less
# 1 for the right one, and nothing else has one. Their length is the root of 3/16 + 9/16 + 1/4 + 1/4, 1.118.
with check.that("losses before the step, as floats", hint='And then the step (chapter 3, "One step")'):
    check.equal(
        train_step,
        one_pair,
        max_grad_norm=10.0,
        expected=(
            (1.3862944, 0.6931472),
            torch.tensor([-0.25, 0.75, -0.25, -0.25]),
            torch.tensor([-0.5, 0.5]),
        ),
        tolerance=1e-6,
        via=step_from_zero,
    )
with check.that(
    "long gradients are shortened", hint='All of them together, to length 1 (chapter 3, "One step")'
):
    check.equal(
        train_step,
        one_pair,
        expected=(
            (1.3862944, 0.6931472),
            torch.tensor([-0.2236068, 0.6708204, -0.2236068, -0.2236068]),
            torch.tensor([-0.4472136, 0.4472136]),
        ),
        tolerance=1e-5,
        via=step_from_zero,
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_objective as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import pretraining_step as reference

VOCAB_SIZE, D_MODEL = 11, 6
shapes = {
    name: tuple(weights.shape)
    for name, weights in make_model(reference.train_step, VOCAB_SIZE, D_MODEL).state_dict().items()
}


def only_inputs(model, positional, named):
    """Refuse what a model need not take; that of transformers would take the labels, too."""
    if others := sorted(set(named) - {"input_ids", "token_type_ids", "attention_mask"}):
        raise TypeError(f"unexpected arguments: {', '.join(others)}")


def train(train_step, weights, batches, lr, stale=False, **keywords):
    """Take a step of plain descent for each batch; give the losses, the weights and the mode after them.

    With `stale` the model has gradients from before.
    """
    model = make_model(train_step, VOCAB_SIZE, D_MODEL)
    model.load_state_dict(weights)
    model.register_forward_pre_hook(only_inputs, with_kwargs=True)
    optimizer = beside(train_step, torch.optim.SGD)(model.parameters(), lr=lr)
    if stale:
        model(input_ids=batches[0]["input_ids"]).prediction_logits.square().sum().backward()
    losses = [train_step(model, batch, optimizer, **keywords) for batch in batches]
    return losses, dict(model.state_dict()), model.training


def drawn(rng, counts):
    """Return a batch of two segments with padding; `counts` says how many tokens each row asks for."""
    lengths = [8, *rng.choices(range(5, 8), k=len(counts) - 1)]
    rng.shuffle(lengths)
    input_ids = [rng.choices(range(VOCAB_SIZE), k=length) + [0] * (8 - length) for length in lengths]
    return {
        "input_ids": torch.tensor(input_ids),
        "token_type_ids": torch.tensor(
            [[0] * 3 + [1] * (length - 3) + [0] * (8 - length) for length in lengths]
        ),
        "attention_mask": torch.tensor([[1] * length + [0] * (8 - length) for length in lengths]),
        "labels": cases.labels(rng, VOCAB_SIZE, counts, 8),
        "next_sentence_label": torch.tensor(rng.choices([0, 1], k=len(counts))),
    }


def same_as_reference(rng, all_counts, lr=0.1, **keywords):
    weights = cases.bert_weights(rng, shapes)
    batches = [drawn(rng, counts) for counts in all_counts]
    wanted = train(reference.train_step, weights, batches, lr, **keywords)
    # 1e-5: losses are floats from float32 tensors
    check.equal(train_step, weights, batches, lr, **keywords, expected=wanted, tolerance=1e-5, via=train)


with check.hidden(
    "a step on fresh weights", hint='Scores by name, both losses (chapter 3, "One step")'
) as rng:
    for counts in ([1, 3], [2, 0, 1], [2]):
        same_as_reference(rng, [counts], max_grad_norm=100.0)
with check.hidden(
    "the greatest length of the gradients", hint='Of all of them as one vector (chapter 3, "One step")'
) as rng:
    for max_grad_norm in (0.05, 0.3):
        same_as_reference(rng, [[2, 2]], lr=1.0, max_grad_norm=max_grad_norm)
    same_as_reference(rng, [[3, 1]])
with check.hidden(
    "old gradients are cleared", hint='Before new ones are computed (chapter 3, "One step")'
) as rng:
    same_as_reference(rng, [[1, 2]], stale=True, max_grad_norm=100.0)
    same_as_reference(rng, [[1, 2]], stale=True)
with check.hidden(
    "several steps", hint='Each begins where the last one ended (chapter 3, "One step")'
) as rng:
    same_as_reference(rng, [[1, 2], [2, 2], [3, 0]], max_grad_norm=100.0)
with check.hidden("nothing chosen", hint='The pairs still count (chapter 3, "One step")') as rng:
    same_as_reference(rng, [[0, 0]])
check.diagnose(known_mistakes("03_bert_objective", "train_step"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # A BERT of your own
#
# Now everything comes together: your pairs, your masks, your head, your losses and your step.
# Only the encoder is that of `transformers`.
# The stories are new to the course's BERT.
# Each batch is drawn anew, so the model never sees a sentence with the same gaps twice.


# %%
class SmallBert(nn.Module):
    """An encoder with your head for tokens, and a linear layer for pairs; both are new."""

    def __init__(self, encoder):
        super().__init__()
        self.bert = encoder
        self.predictions = MlmHead(encoder.embeddings.word_embeddings)
        self.seq_relationship = nn.Linear(encoder.config.hidden_size, 2)

    def forward(self, input_ids, token_type_ids, attention_mask):
        encoded = self.bert(input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask)
        return BertForPreTrainingOutput(
            prediction_logits=self.predictions(encoded.last_hidden_state),
            seq_relationship_logits=self.seq_relationship(encoded.pooler_output),
        )


def make_batch(pairs, generator):
    """Pack the pairs, pad them, and hide a part of their tokens."""
    examples = []
    for sentence_a, sentence_b, _ in pairs:
        segments = [0] * (len(sentence_a) + 2) + [1] * (len(sentence_b) + 1)
        examples.append({"input_ids": [CLS, *sentence_a, SEP, *sentence_b, SEP], "token_type_ids": segments})
    batch = dict(tokenizer.pad(examples, return_tensors="pt"))
    selected = select_positions(batch["input_ids"], batch["attention_mask"], SPECIAL_IDS, 0.15, 20, generator)
    batch["input_ids"], batch["labels"] = mask_tokens(
        batch["input_ids"], selected, MASK, ORDINARY_IDS, generator
    )
    batch["next_sentence_label"] = torch.tensor([label for _, _, label in pairs])
    return batch


def make_batches(documents, batch_size, seed):
    """Draw pairs from the documents again and again, and give them batch by batch."""
    rng, generator = random.Random(seed), torch.Generator().manual_seed(seed)
    while True:
        pairs = make_nsp_pairs(documents, rng)
        rng.shuffle(pairs)
        pairs = [pair for pair in pairs if len(pair[0]) + len(pair[1]) + 3 <= MAX_SEQ_LEN]
        for start in range(0, len(pairs) - batch_size + 1, batch_size):
            yield make_batch(pairs[start : start + batch_size], generator)


new_stories = corpus(150_000, seed=1)  # those of seed 0 made the course's BERT
MAX_SEQ_LEN = pocket.config.max_position_embeddings  # the few pairs that are longer are left out


# %%
def pretrain(model, rate, steps, seed=0):
    """Train a model; return both losses of every step."""
    device = bert2t5.device()  # a GPU, if there is one
    model.to(device).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    batches = make_batches(encode(new_stories), batch_size=32, seed=seed)
    history = []
    for step in range(1, steps + 1):
        batch = {name: tensor.to(device) for name, tensor in next(batches).items()}
        history.append(train_step(model, batch, optimizer))
        if step % 50 == 0:
            tokens, pairs = (sum(losses) / 50 for losses in zip(*history[-50:], strict=True))
            print(f"step {step:4}: {tokens:.3f} for tokens, {pairs:.3f} for pairs")
    model.cpu().eval()
    return history


def smooth(losses, width=20):
    """Return for every step the mean of its loss and of those just before it."""
    parts = (losses[max(0, end - width) : end] for end in range(1, len(losses) + 1))
    return [sum(part) / len(part) for part in parts]


def show_losses(histories):
    """Draw both losses of some runs of yours, and of the run that made the course's BERT."""
    record = [json.loads(line) for line in (pocket_bert() / "log.jsonl").read_text().splitlines()]
    tasks = [("tokens", "mlm_loss", math.log(len(tokenizer))), ("pairs", "nsp_loss", math.log(2))]
    _, rows = plt.subplots(
        2, len(histories) + 1, figsize=(10, 5), sharex="col", sharey="row", layout="constrained"
    )
    for number, (row, (task, key, guess)) in enumerate(zip(rows, tasks, strict=True)):
        for axes, history in zip(row, histories.values(), strict=False):
            losses = [both[number] for both in history]
            axes.plot(range(1, len(losses) + 1), losses, color="C0", alpha=0.25)
            axes.plot(range(1, len(losses) + 1), smooth(losses), color="C0")
        row[-1].plot([line["step"] for line in record], [line[key] for line in record], color="C0")
        row[0].set_ylabel(f"loss for {task}")
        for axes in row:
            axes.axhline(guess, color="grey", linestyle=":")
            axes.set_ylim(bottom=0)
    for top, bottom, title in zip(*rows, [*histories, "the course's own run"], strict=True):
        top.set_title(title)
        bottom.set_xlabel("step")
    plt.show()


# %% [markdown]
# ## From nothing
#
# The first model has 2 layers and vectors of length 64, and all its weights are random.
# Its training takes about half a minute.
# `bert2t5.steps(300)` is 300, unless the environment variable `BERT2T5_STEPS` says something else.

# %%
torch.manual_seed(0)
from_nothing = SmallBert(
    BertModel(
        BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=256,
            max_position_embeddings=MAX_SEQ_LEN,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
    )
)
history_from_nothing = pretrain(from_nothing, rate=2e-3, steps=bert2t5.steps(300))

# %% [markdown]
# ## From a trained encoder
#
# Hardly anybody who trains on a text of their own begins with random weights.
# One takes the encoder of a published model, puts heads on it, and goes on.
# Here the encoder is that of the course's small BERT, with its pooler.
# Your head for tokens and the layer for pairs are new:

# %%
torch.manual_seed(0)
continued = SmallBert(deepcopy(pocket.bert))
history_continued = pretrain(continued, rate=5e-4, steps=bert2t5.steps(300))
show_losses({"yours, from nothing": history_from_nothing, "yours, from a trained encoder": history_continued})

# %% [markdown]
# The dotted lines are the losses of a model that finds all answers equally likely.
# In your two runs the pale curve shows single batches, the other one means of 20.
#
# **From nothing** the loss for tokens falls at once, because some pieces are more frequent than others.
# The loss for pairs stays near log 2, where a coin would be as good.
# To tell whether two sentences belong together, a model has to know their words first.
# 300 steps are too few for that.
#
# **From a trained encoder** both losses fall.
# The one for pairs does so within a few dozen steps, too few to learn what belongs together.
# The encoder knew that from its own training, with other stories of the same town.
# The new layer only has to read it off.
# The loss for tokens takes longer, since your head starts at random.
#
# **The course's own run** began with random weights, as the first one did.
# It had longer vectors, more text and many more steps.
# Its numbers do not compare with yours exactly.
# There 30 % of the tokens were hidden, and the pairs were longer.
#
# ## What have they learned?
#
# Here are sentences of stories that no model saw, each with one gap.
# A share of 0 leaves your `select_positions` with the one position that it always selects.
# Change the seed to see others:

# %%
seed = 0
generator = torch.Generator().manual_seed(seed)
stories = held_out(20_000)
for document in random.Random(seed).sample(stories, 6):
    input_ids = tokenizer(document[0], return_tensors="pt")["input_ids"]
    selected = select_positions(input_ids, torch.ones_like(input_ids), SPECIAL_IDS, 0.0, 1, generator)
    hidden = torch.where(selected, MASK, input_ids)
    print(tokenizer.decode(hidden[0, 1:-1]))
    print(f"    {'right':12}", *pieces(input_ids[selected]))
    for name, bert, its_head in [
        ("from nothing", from_nothing.bert, from_nothing.predictions),
        ("continued", continued.bert, continued.predictions),
        ("the course's", pocket.bert, head),
    ]:
        best = fill(bert, its_head, hidden, number=4)
        shown = ", ".join(f"{piece} {probability:.0%}" for piece, probability in best.items())
        print(f"    {name:12}", shown)

# %% [markdown]
# ## Your points
#
# The last cell adds up the cards of this session.
# Before you hand in, restart the kernel and run all cells once more.

# %%
Summary(
    [
        "find_candidates",
        "count_predictions",
        "apply_select_positions",
        "select_positions",
        "apply_mask",
        "mask_tokens",
        "MlmHead",
        "mlm_loss",
        "apply_make_nsp_pairs",
        "make_nsp_pairs",
        "nsp_loss",
        "pretraining_loss",
        "train_step",
    ]
)

# %% [markdown]
# ## What you have now
#
# You have both tasks of BERT's pre-training, with exact numbers where the paper leaves them open.
# You have seen your head take the weights of a trained BERT, and `transformers` agree with it.
# You have trained with your own functions, from nothing and from a trained encoder.
# The next chapter turns every task into text, and hides whole spans in place of single tokens.
