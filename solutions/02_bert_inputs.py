# %% [markdown]
# # Lab 2: what goes into BERT
#
# BERT reads one sequence of ids, whatever the task is.
# A sentiment task has one text, an inference task has two, and a batch holds texts of many lengths.
# In this lab you build the whole way from two texts to the vectors that the first layer gets.
# Then you put a classifier on the other end.
# At the end your module takes the weights of a trained BERT, and `transformers` agrees with it.
#
# Read chapter 2 first.
# The lab then takes one to two hours.
# It has six exercises worth 100 points.
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
# - Exercises 1, 5 and 6 are checked without `transformers` and `tokenizers`: write those answers yourself.

# %% nbgrader={"grade_id": "setup", "locked": true}
import re
from collections import Counter
from collections.abc import Container

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import AutoModel, AutoTokenizer

from bert2t5.checks import Check
from bert2t5.data.pocket import held_out
from bert2t5.models import load_vocab, pocket_bert
from bert2t5.strips import show_inputs
from bert2t5.summary import Summary
from bert2t5_reference.wordpiece import CONTINUATION, UNKNOWN_TOKEN

vocab = load_vocab()  # the id of every piece
pieces = list(vocab)  # the piece of every id
PAD, UNK, CLS, SEP = (vocab[token] for token in ["[PAD]", "[UNK]", "[CLS]", "[SEP]"])


def split_words(text):
    """Return the words and punctuation marks of a text, in lower case."""
    return re.findall(r"\w+|[^\w\s]", text.lower())


# %% [markdown]
# # Part 1: from text to ids
#
# The course brings along a small BERT, which was trained on stories of an invented town.
# The given `vocab` is its vocabulary, and `held_out` gives stories that it never saw:

# %%
story = held_out(2_000)[0]
print(f"{len(vocab)} pieces, among them {pieces[1000:1012]}")
for sentence in story[:4]:
    print(sentence)

# %% [markdown]
# ## 1. WordPiece
#
# *Warm-up, 10 minutes, 12 points*
#
# BERT has no merges to replay.
# It reads a word from the left and takes the longest piece that its vocabulary has.
# A piece that goes on inside a word is marked: `##` stands in front of it.
#
# By hand, with the pieces *un*, *##aff*, *##able* and *##a*:
#
# ```
# unaffable     un is a piece, and nothing longer that the word begins with
#   affable     ##aff is longer than ##a
#      able     ##able: un ##aff ##able
# ```
#
# There is no way back.
# If nothing fits the rest of a word, the whole word is `[UNK]`.

# %% nbgrader={"grade_id": "wordpiece_tokenize", "solution": true}
from bert2t5_reference.wordpiece import wordpiece_tokenize

# %% [markdown]
# The first sentences of the story in pieces.
# Frequent words are pieces of their own, and the name of a person may take several:


# %%
def tokenize(text):
    return [piece for word in split_words(text) for piece in wordpiece_tokenize(word, vocab)]


def encode(text):
    return [vocab[piece] for piece in tokenize(text)]


for sentence in [*story[:3], "The quizzical walrus yawned."]:
    print(" ".join(tokenize(sentence)))

# %% nbgrader={"grade_id": "test_wordpiece_tokenize", "points": 12}
check = Check("wordpiece_tokenize", points=12, without=("transformers", "tokenizers"))
with check.that(
    "the longest piece first",
    hint='Try the whole rest of the word before a part (chapter 2, "Longest match first")',
):
    check.equal(
        wordpiece_tokenize,
        "unaffable",
        {"un", "##aff", "##able", "##a"},
        expected=["un", "##aff", "##able"],
    )
    check.equal(wordpiece_tokenize, "aaa", {"a", "aa", "##a", "##aa"}, expected=["aa", "##a"])
with check.that(
    "inside a word a piece is marked",
    hint='Only the first piece has no mark (chapter 2, "Longest match first")',
):
    check.equal(wordpiece_tokenize, "ab", {"a", "b", "##b"}, expected=["a", "##b"])
    check.equal(wordpiece_tokenize, "ba", {"b", "a"}, expected=["[UNK]"])
with check.that(
    "one gap makes the whole word unknown",
    hint='The pieces found so far are given up (chapter 2, "Longest match first")',
):
    check.equal(wordpiece_tokenize, "unaffably", {"un", "##aff", "##able", "##a"}, expected=["[UNK]"])
    check.equal(wordpiece_tokenize, "abc", {"ab", "a", "##bc"}, expected=["[UNK]"])
with check.that(
    "very short and very long words",
    hint='No word has no pieces, and a limit counts characters (chapter 2, "Longest match first")',
):
    check.equal(wordpiece_tokenize, "", {"a"}, expected=[])
    check.equal(wordpiece_tokenize, "a" * 101, {"a", "##a"}, expected=["[UNK]"])
    check.equal(wordpiece_tokenize, "aaa", {"a", "##a"}, max_word_length=3, expected=["a", "##a", "##a"])
    check.equal(wordpiece_tokenize, "aaa", {"aaa"}, max_word_length=2, expected=["[UNK]"])
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_inputs as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import wordpiece as reference

with check.hidden(
    "the longest piece first",
    hint='Try the whole rest of the word before a part (chapter 2, "Longest match first")',
) as rng:
    for _ in range(10):
        case = cases.telling(
            lambda: (cases.word(rng), cases.vocabulary(rng)),
            reference.wordpiece_tokenize,
            cases.shortest_first,
        )
        check.equal(wordpiece_tokenize, *case, expected=reference.wordpiece_tokenize(*case))
with check.hidden(
    "from the left", hint='The first piece is found first (chapter 2, "Longest match first")'
) as rng:
    for _ in range(10):
        case = cases.telling(
            lambda: (cases.word(rng), cases.vocabulary(rng)),
            reference.wordpiece_tokenize,
            cases.from_the_right,
        )
        check.equal(wordpiece_tokenize, *case, expected=reference.wordpiece_tokenize(*case))
with check.hidden(
    "no way back",
    hint='The longest piece stays, also where it leads nowhere (chapter 2, "Longest match first")',
) as rng:
    for _ in range(10):
        case = cases.telling(
            lambda: (cases.word(rng), cases.vocabulary(rng)),
            reference.wordpiece_tokenize,
            cases.backtracking,
        )
        check.equal(wordpiece_tokenize, *case, expected=reference.wordpiece_tokenize(*case))
with check.hidden(
    "inside a word a piece is marked",
    hint='Only the first piece has no mark (chapter 2, "Longest match first")',
) as rng:
    for _ in range(10):
        case = cases.telling(
            lambda: (cases.word(rng, "äßж"), cases.vocabulary(rng, "äßж")),
            reference.wordpiece_tokenize,
            cases.unmarked,
        )
        check.equal(wordpiece_tokenize, *case, expected=reference.wordpiece_tokenize(*case))
with check.hidden(
    "words at the limit", hint='Longer than the limit is unknown (chapter 2, "Longest match first")'
) as rng:
    letter = rng.choice("äßж")  # two bytes
    for length in rng.sample(range(4, 20), 5):
        word, single = letter * length, {letter, f"##{letter}"}
        for vocabulary in (single, single | {word}, single | {f"##{letter * 2}"}):
            for limit in (length - 1, length, length + 1):
                wanted = reference.wordpiece_tokenize(word, vocabulary, max_word_length=limit)
                check.equal(wordpiece_tokenize, word, vocabulary, max_word_length=limit, expected=wanted)
    for length in (100, 101):
        case = (letter * length, single)
        check.equal(wordpiece_tokenize, *case, expected=reference.wordpiece_tokenize(*case))
check.diagnose(known_mistakes("02_bert_inputs", "wordpiece_tokenize"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 2. Cut a pair
#
# *Warm-up, 10 minutes, 12 points*
#
# A sequence has a greatest length, and two long texts do not fit.
# Which one gives way?
# Half of the places for each would be simple.
# But then a question of 8 words beside a page of 600 leaves most of its half empty, and the page loses it.
#
# Google's rule takes one token at a time, always from the end of the longer text.
# When both are equally long, the second one loses a token.
# By hand, for 3 and 6 tokens and room for 5:
#
# ```
# 3 6   the second is longer
# 3 5   the second is longer
# 3 4   the second is longer
# 3 3   equally long: the second
# 3 2   5 in all
# ```

# %% nbgrader={"grade_id": "truncate_pair", "solution": true}
from bert2t5_reference.bert_inputs import truncate_pair

# %% [markdown]
# What is left of a short question and a long answer, for less and less room:

# %%
question, answer = [1] * 4, [2] * 16
for room in [20, 14, 9, 7, 4, 1]:
    left, right = truncate_pair(question, answer, room)
    print(f"{room:2}  {'?' * len(left)}{'a' * len(right)}")

# %% nbgrader={"grade_id": "test_truncate_pair", "points": 12}
check = Check("truncate_pair", points=12)
with check.that("the longer text gives way", hint='One token at a time (chapter 2, "Cutting a pair")'):
    check.equal(
        truncate_pair, [11, 12, 13], [21, 22, 23, 24, 25, 26], 7, expected=([11, 12, 13], [21, 22, 23, 24])
    )
    check.equal(truncate_pair, [1, 2, 3, 4, 5], [6], 3, expected=([1, 2], [6]))
with check.that(
    "the second of two equally long texts gives way",
    hint='Look at both lengths before each token (chapter 2, "Cutting a pair")',
):
    check.equal(truncate_pair, [1, 2, 3], [4, 5, 6], 5, expected=([1, 2, 3], [4, 5]))
    check.equal(truncate_pair, [1, 2, 3], [4, 5, 6], 4, expected=([1, 2], [4, 5]))
with check.that(
    "texts that fit stay whole", hint='Only what is too long is cut (chapter 2, "Cutting a pair")'
):
    check.equal(truncate_pair, [1, 2], [3], 3, expected=([1, 2], [3]))
    check.equal(truncate_pair, [], [], 0, expected=([], []))
with check.that(
    "nothing is left", hint='Room for 0 tokens is allowed, for fewer not (chapter 2, "Cutting a pair")'
):
    check.equal(truncate_pair, [1, 2], [3], 0, expected=([], []))
    check.raises(truncate_pair, [1, 2], [3], -1, error=ValueError)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_inputs as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bert_inputs as reference

with check.hidden(
    "the longer text gives way", hint='One token at a time (chapter 2, "Cutting a pair")'
) as rng:
    for _ in range(10):
        short, long = rng.randint(1, 5), rng.randint(8, 20)
        pair = [cases.ids(rng, short), cases.ids(rng, long)]
        rng.shuffle(pair)
        room = rng.randint(2 * short + 1, short + long - 1)
        check.equal(truncate_pair, *pair, room, expected=reference.truncate_pair(*pair, room))
with check.hidden(
    "equally long texts",
    hint='Of two equally long texts the second loses a token (chapter 2, "Cutting a pair")',
) as rng:
    for _ in range(10):
        length = rng.randint(2, 12)
        pair = [cases.ids(rng, length), cases.ids(rng, length)]
        room = rng.randrange(1, 2 * length, 2)
        check.equal(truncate_pair, *pair, room, expected=reference.truncate_pair(*pair, room))
with check.hidden(
    "both lose tokens", hint='The lengths meet, then they fall in turn (chapter 2, "Cutting a pair")'
) as rng:
    for _ in range(5):
        short, long = sorted(rng.sample(range(4, 16), 2))
        first, second = cases.ids(rng, short), cases.ids(rng, long)
        some_room = rng.randint(1, 2 * short - 2)
        for room in (some_room, some_room + 1):
            for pair in [(first, second), (second, first)]:
                check.equal(truncate_pair, *pair, room, expected=reference.truncate_pair(*pair, room))
with check.hidden("room enough, or none", hint='Think of the edges (chapter 2, "Cutting a pair")') as rng:
    for _ in range(4):
        pair = [cases.ids(rng, rng.randint(0, 6)), cases.ids(rng, rng.randint(0, 6))]
        length = len(pair[0]) + len(pair[1])
        for room in (0, length, length + 1):
            check.equal(truncate_pair, *pair, room, expected=reference.truncate_pair(*pair, room))
        check.raises(truncate_pair, *pair, -rng.randint(1, 5), error=ValueError)
with check.hidden(
    "one text is empty", hint='The other one is cut at its end (chapter 2, "Cutting a pair")'
) as rng:
    for _ in range(5):
        pair = [cases.ids(rng, rng.randint(3, 9)), []]
        rng.shuffle(pair)
        room = rng.randint(0, 9)
        check.equal(truncate_pair, *pair, room, expected=reference.truncate_pair(*pair, room))
check.diagnose(known_mistakes("02_bert_inputs", "truncate_pair"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 2: one sequence, one batch
#
# ## 3. Pack a pair
#
# *Medium, 15 minutes, 16 points*
#
# Two texts become one sequence.
# `[CLS]` opens it, and `[SEP]` closes each text.
# A second list says for each token which text it belongs to: its **segment**.
#
# ```
# input_ids       [CLS]  a  a  a  [SEP]  b  b  [SEP]
# token_type_ids    0    0  0  0    0    1  1    1
# ```
#
# The first `[SEP]` belongs to segment 0.
# A single text has no second segment: `[CLS] a a a [SEP]`.
# A text that is too long is cut before it is packed, so `[SEP]` is never lost.

# %% nbgrader={"grade_id": "pack_pair", "solution": true}
from bert2t5_reference.bert_inputs import pack_pair

# %% [markdown]
# One sentence of the story, and then the first two as a pair:


# %%
def pack(text, text_pair=None, max_seq_len=64):
    second = None if text_pair is None else encode(text_pair)
    return pack_pair(encode(text), second, cls_token_id=CLS, sep_token_id=SEP, max_seq_len=max_seq_len)


for packed in [pack(story[0]), pack(story[0], story[1])]:
    print(" ".join(pieces[token_id] for token_id in packed["input_ids"]))
    print(packed["token_type_ids"])

# %% nbgrader={"grade_id": "test_pack_pair", "points": 16}
check = Check("pack_pair", points=16)
with check.that("a pair", hint='[SEP] closes each text, and belongs to it (chapter 2, "Packing a pair")'):
    check.equal(
        pack_pair,
        [7, 8, 9],
        [5, 6],
        cls_token_id=2,
        sep_token_id=3,
        max_seq_len=8,
        expected={"input_ids": [2, 7, 8, 9, 3, 5, 6, 3], "token_type_ids": [0, 0, 0, 0, 0, 1, 1, 1]},
    )
with check.that("a single text", hint='There is no second [SEP] (chapter 2, "Packing a pair")'):
    check.equal(
        pack_pair,
        [7, 8],
        cls_token_id=2,
        sep_token_id=3,
        max_seq_len=8,
        expected={"input_ids": [2, 7, 8, 3], "token_type_ids": [0, 0, 0, 0]},
    )
with check.that(
    "long texts are cut first", hint='How much room do [CLS] and [SEP] leave? (chapter 2, "Packing a pair")'
):
    check.equal(
        pack_pair,
        [7, 8, 9],
        [4, 5, 6],
        cls_token_id=2,
        sep_token_id=3,
        max_seq_len=6,
        expected={"input_ids": [2, 7, 8, 3, 4, 3], "token_type_ids": [0, 0, 0, 0, 1, 1]},
    )
    check.equal(
        pack_pair,
        [7, 8, 9],
        cls_token_id=2,
        sep_token_id=3,
        max_seq_len=4,
        expected={"input_ids": [2, 7, 8, 3], "token_type_ids": [0, 0, 0, 0]},
    )
with check.that(
    "empty texts and no room",
    hint='An empty second text still is a second text (chapter 2, "Packing a pair")',
):
    check.equal(
        pack_pair,
        [7],
        [],
        cls_token_id=2,
        sep_token_id=3,
        max_seq_len=8,
        expected={"input_ids": [2, 7, 3, 3], "token_type_ids": [0, 0, 0, 1]},
    )
    check.raises(pack_pair, [7], [8], cls_token_id=2, sep_token_id=3, max_seq_len=2, error=ValueError)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_inputs as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bert_inputs as reference


def same_as_reference(rng, first, second, max_seq_len):
    cls_token_id, sep_token_id = rng.sample(range(5), 2)
    marks = {"cls_token_id": cls_token_id, "sep_token_id": sep_token_id, "max_seq_len": max_seq_len}
    texts = (first,) if second is None else (first, second)
    check.equal(pack_pair, *texts, **marks, expected=reference.pack_pair(*texts, **marks))


with check.hidden(
    "pairs", hint='[SEP] closes each text, and belongs to it (chapter 2, "Packing a pair")'
) as rng:
    for _ in range(10):
        same_as_reference(rng, cases.ids(rng, rng.randint(1, 6)), cases.ids(rng, rng.randint(1, 6)), 20)
with check.hidden("single texts", hint='There is no second [SEP] (chapter 2, "Packing a pair")') as rng:
    for length in (0, 1, 5, 6, 7, 9):
        same_as_reference(rng, cases.ids(rng, length), None, 8)
with check.hidden(
    "pairs that are cut", hint='How much room do [CLS] and [SEP] leave? (chapter 2, "Packing a pair")'
) as rng:
    for _ in range(10):
        first, second = cases.ids(rng, rng.randint(4, 12)), cases.ids(rng, rng.randint(4, 12))
        same_as_reference(rng, first, second, rng.randint(4, 10))
with check.hidden(
    "pairs that just fit", hint='Count [CLS] and both [SEP] (chapter 2, "Packing a pair")'
) as rng:
    for _ in range(4):
        first, second = cases.ids(rng, rng.randint(2, 6)), cases.ids(rng, rng.randint(2, 6))
        for extra in (2, 3, 4):
            same_as_reference(rng, first, second, len(first) + len(second) + extra)
with check.hidden(
    "empty texts", hint='An empty second text still is a second text (chapter 2, "Packing a pair")'
) as rng:
    for lengths in [(0, 0), (0, 3), (3, 0), (9, 0), (0, 9)]:
        same_as_reference(rng, *(cases.ids(rng, length) for length in lengths), 8)
with check.hidden("no room", hint='Say so with a ValueError (chapter 2, "Packing a pair")') as rng:
    for room, second in [(2, [8]), (2, []), (0, [8]), (1, None), (0, None)]:
        check.raises(
            pack_pair, [7], second, cls_token_id=2, sep_token_id=3, max_seq_len=room, error=ValueError
        )
    for room, second in [(3, [8, 9]), (2, None)]:
        same_as_reference(rng, [7], second, room)
check.diagnose(known_mistakes("02_bert_inputs", "pack_pair"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 4. Make a batch
#
# *Medium, 15 minutes, 18 points*
#
# A tensor has no ragged edge.
# So short sequences are filled up with `[PAD]`, and a **mask** says which places are real:
#
# ```
# input_ids   token_type_ids   attention_mask   position_ids
# 2 7 3       0 0 0            1 1 1            0 1 2
# 2 3 0       0 0 0            1 1 0            0 1 2
# ```
#
# The mask tells places, not ids.
# A text may hold an id that equals that of `[PAD]`, and that place is real.

# %% nbgrader={"grade_id": "collate", "solution": true}
from bert2t5_reference.bert_inputs import collate

# %% [markdown]
# A single sentence beside a pair.
# Padding is grey, and the colours are the segments.
# Change the sentences and see how the strips change:

# %%
examples = [pack(story[0]), pack(story[1], story[2])]
batch = collate(examples, pad_token_id=PAD)
show_inputs(
    ["a single sentence", "a pair"],
    [[pieces[token_id] for token_id in row] for row in batch["input_ids"].tolist()],
    batch["token_type_ids"].tolist(),
    batch["attention_mask"].tolist(),
)

# %% nbgrader={"grade_id": "test_collate", "points": 18}
short = {"input_ids": [2, 3], "token_type_ids": [0, 0]}
long = {"input_ids": [2, 7, 3, 8, 3], "token_type_ids": [0, 0, 0, 1, 1]}


def dtypes(collate, examples):
    """Give the dtype of every tensor in the batch."""
    return {name: str(tensor.dtype) for name, tensor in collate(examples).items()}


check = Check("collate", points=18)
with check.that("padding stands at the end", hint='Every row gets the longest length (chapter 2, "A batch")'):
    check.equal(
        collate,
        [short, long],
        expected={
            "input_ids": torch.tensor([[2, 3, 0, 0, 0], [2, 7, 3, 8, 3]]),
            "token_type_ids": torch.tensor([[0, 0, 0, 0, 0], [0, 0, 0, 1, 1]]),
            "attention_mask": torch.tensor([[1, 1, 0, 0, 0], [1, 1, 1, 1, 1]]),
            "position_ids": torch.tensor([[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]),
        },
    )
with check.that("a given length", hint='`length` is the length of every row (chapter 2, "A batch")'):
    check.equal(
        collate,
        [short],
        length=3,
        expected={
            "input_ids": torch.tensor([[2, 3, 0]]),
            "token_type_ids": torch.tensor([[0, 0, 0]]),
            "attention_mask": torch.tensor([[1, 1, 0]]),
            "position_ids": torch.tensor([[0, 1, 2]]),
        },
    )
with check.that("the mask tells places", hint='A real token may have the id of [PAD] (chapter 2, "A batch")'):
    check.equal(
        collate,
        [{"input_ids": [2, 9, 3], "token_type_ids": [0, 0, 0]}, short],
        pad_token_id=9,
        expected={
            "input_ids": torch.tensor([[2, 9, 3], [2, 3, 9]]),
            "token_type_ids": torch.tensor([[0, 0, 0], [0, 0, 0]]),
            "attention_mask": torch.tensor([[1, 1, 1], [1, 1, 0]]),
            "position_ids": torch.tensor([[0, 1, 2], [0, 1, 2]]),
        },
    )
with check.that("int64 everywhere", hint='Whole numbers of 64 bits (chapter 2, "A batch")'):
    names = ["input_ids", "token_type_ids", "attention_mask", "position_ids"]
    check.equal(collate, [short, long], expected=dict.fromkeys(names, "torch.int64"), via=dtypes)
with check.that("what does not fit is refused", hint='Say so with a ValueError (chapter 2, "A batch")'):
    check.raises(collate, [long], length=4, error=ValueError)
    check.raises(collate, [], error=ValueError)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import bert_inputs as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bert_inputs as reference

with check.hidden(
    "rows of many lengths", hint='Every row gets the longest length (chapter 2, "A batch")'
) as rng:
    for _ in range(6):
        rows = [cases.packed(rng, length, rng.randint(1, length)) for length in rng.sample(range(2, 12), 4)]
        check.equal(collate, rows, expected=reference.collate(rows))
with check.hidden("a given length", hint='`length` is the length of every row (chapter 2, "A batch")') as rng:
    for _ in range(6):
        rows = [cases.packed(rng, length, 2) for length in rng.sample(range(2, 9), 3)]
        length = rng.randint(8, 12)
        check.equal(collate, rows, length=length, expected=reference.collate(rows, length=length))
with check.hidden(
    "another [PAD]", hint='A real token may have the id of [PAD] (chapter 2, "A batch")'
) as rng:
    for _ in range(6):
        rows = [cases.packed(rng, length, 1) for length in rng.sample(range(3, 9), 3)]
        pad = rng.choice(rows[0]["input_ids"])
        check.equal(collate, rows, pad_token_id=pad, expected=reference.collate(rows, pad_token_id=pad))
with check.hidden("one row, empty rows", hint='Think of the edges (chapter 2, "A batch")') as rng:
    empty = {"input_ids": [], "token_type_ids": []}
    for rows in ([cases.packed(rng, 4, 2)], [empty, cases.packed(rng, 3, 1)], [empty]):
        check.equal(collate, rows, expected=reference.collate(rows))
    rows = [{**cases.packed(rng, length, 2), "label": 1} for length in (3, 2)]
    check.equal(collate, rows, expected=reference.collate(rows))
with check.hidden("int64 everywhere", hint='Whole numbers of 64 bits (chapter 2, "A batch")') as rng:
    for rows in ([cases.packed(rng, 4, 2)], [cases.packed(rng, length, 1) for length in (2, 5)]):
        check.equal(collate, rows, expected=dtypes(reference.collate, rows), via=dtypes)
with check.hidden(
    "what does not fit is refused", hint='Say so with a ValueError (chapter 2, "A batch")'
) as rng:
    for _ in range(3):
        short, long = (cases.packed(rng, length, 1) for length in (3, 6))
        check.raises(collate, [short, long], length=rng.randint(3, 5), error=ValueError)
        check.raises(collate, [short], length=rng.randint(1, 2), error=ValueError)
        check.raises(collate, [{**short, "token_type_ids": [0, 0, 1, 1]}, long], error=ValueError)
        check.raises(collate, [{**short, "token_type_ids": [0, 1]}, long], error=ValueError)
    check.raises(collate, [short], length=0, error=ValueError)
    check.raises(collate, [], length=4, error=ValueError)
check.diagnose(known_mistakes("02_bert_inputs", "collate"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 3: from ids to vectors
#
# ## 5. The input layer
#
# *Hard, 20 minutes, 24 points*
#
# A token enters BERT as the sum of three vectors.
# One says which piece it is, one says which segment it is in, and one says where it stands.
# All three come from tables that are learned.
# The sum goes through a LayerNorm and through dropout.
#
# By hand, for one token with vectors of length 4:
#
# ```
# piece      1  0  0  1
# segment    0  2  2  4
# position   0  1  1  0
# sum        1  3  3  5        mean 3, variance 2
# LayerNorm  -1.41  0  0  1.41
# ```
#
# Use the names that the docstring gives.
# Then the weights of a published BERT fit into your module.

# %% nbgrader={"grade_id": "BertEmbeddings", "solution": true}
from bert2t5_reference.bert_embeddings import BertEmbeddings

# %% [markdown]
# With random tables the vectors of one word differ from place to place.
# Here is how alike the vectors of the first pair are, from 1 (the same direction) to -1:

# %%
torch.manual_seed(0)
embeddings = BertEmbeddings(len(vocab), 64).eval()
with torch.no_grad():
    vectors = embeddings(batch["input_ids"], batch["token_type_ids"])[1]
directions = vectors / vectors.norm(dim=1, keepdim=True)
print(" ".join(pieces[token_id] for token_id in batch["input_ids"][1, :8].tolist()))
print(torch.round((directions @ directions.T)[:8, :8], decimals=1))

# %% nbgrader={"grade_id": "test_BertEmbeddings", "points": 24}
tables = {
    "word_embeddings.weight": torch.tensor([[1.0, 0.0, 0.0, 1.0], [0.0, 2.0, 0.0, 2.0]]),
    "position_embeddings.weight": torch.tensor([[0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 2.0, 0.0]]),
    "token_type_embeddings.weight": torch.tensor([[0.0, 2.0, 2.0, 4.0], [1.0, 1.0, 1.0, 1.0]]),
    "LayerNorm.weight": torch.ones(4),
    "LayerNorm.bias": torch.zeros(4),
}


def embed(module, weights, *inputs):
    """Make the module with the sizes of the weights, load them, and give the vectors of the inputs."""
    vocab_size, d_model = weights["word_embeddings.weight"].shape
    sizes = [len(weights[f"{name}_embeddings.weight"]) for name in ("position", "token_type")]
    made = module(vocab_size, d_model, *sizes)
    made.load_state_dict(weights)
    made.eval()
    return made(*inputs)


check = Check("BertEmbeddings", points=24, without=("transformers",))
with check.that("three vectors are added", hint='And then normalised (chapter 2, "Three tables")'):
    check.equal(
        BertEmbeddings,
        tables,
        torch.tensor([[0, 1]]),
        torch.tensor([[0, 1]]),
        expected=torch.tensor(
            [[[-1.4142135, 0.0, 0.0, 1.4142135], [-1.7320508, 0.5773503, 0.5773503, 0.5773503]]]
        ),
        via=embed,
    )
with check.that(
    "segment 0 and positions from 0 are the default",
    hint='A single text needs no second argument (chapter 2, "Three tables")',
):
    check.equal(
        BertEmbeddings,
        tables,
        torch.tensor([[0], [1]]),
        expected=torch.tensor(
            [[[-1.4142135, 0.0, 0.0, 1.4142135]], [[-1.5275252, 0.6546537, -0.2182179, 1.0910895]]]
        ),
        via=embed,
    )
with check.that(
    "positions may be given", hint='They choose the rows of their table (chapter 2, "Positions")'
):
    check.equal(
        BertEmbeddings,
        tables,
        torch.tensor([[0, 0]]),
        torch.tensor([[0, 0]]),
        torch.tensor([[1, 0]]),
        expected=torch.tensor(
            [[[-1.2649111, -0.6324555, 0.6324555, 1.2649111], [-1.4142135, 0.0, 0.0, 1.4142135]]]
        ),
        via=embed,
    )
### BEGIN HIDDEN TESTS
from bert2t5.checks import beside
from bert2t5_grader.cases import bert_inputs as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bert_embeddings as reference


def gradients(module, weights, *inputs):
    """Give the gradient of every table after one backward pass."""
    vocab_size, d_model = weights["word_embeddings.weight"].shape
    made = module(vocab_size, d_model, len(weights["position_embeddings.weight"]))
    made.load_state_dict(weights)
    made.eval()
    made(*inputs).square().sum().backward()
    return {name: parameter.grad for name, parameter in made.named_parameters()}


def embed_while_training(module, weights, dropout, input_ids, seed):
    """Give the vectors as they are in training; one seed lets a known mistake give the same ones."""
    vocab_size, d_model = weights["word_embeddings.weight"].shape
    made = module(
        vocab_size, d_model, max_seq_len=len(weights["position_embeddings.weight"]), dropout=dropout
    )
    made.load_state_dict(weights)
    made.train()
    beside(module, torch.random.manual_seed)(seed)
    return made(input_ids)


def shapes(module, *sizes):
    """Give the shape of every weight, and the default probability of dropout."""
    made = module(*sizes)
    return {name: tuple(weight.shape) for name, weight in made.state_dict().items()} | {"p": made.dropout.p}


def same_as_reference(weights, *inputs, via=embed):
    check.equal(
        BertEmbeddings, weights, *inputs, expected=via(reference.BertEmbeddings, weights, *inputs), via=via
    )


with check.hidden("three vectors are added", hint='And then normalised (chapter 2, "Three tables")') as rng:
    for _ in range(5):
        weights = cases.embedding_weights(rng, 20, rng.choice([3, 8, 12]), 9)
        input_ids = torch.tensor([rng.choices(range(20), k=6) for _ in range(3)])
        segments = torch.tensor([[0] * first + [1] * (6 - first) for first in rng.sample(range(1, 6), 3)])
        same_as_reference(weights, input_ids, segments)
        same_as_reference(weights, input_ids)
with check.hidden(
    "positions may be given", hint='They choose the rows of their table (chapter 2, "Positions")'
) as rng:
    for _ in range(4):
        weights = cases.embedding_weights(rng, 10, 6, 7, type_vocab_size=3)
        input_ids = torch.tensor([rng.choices(range(10), k=5) for _ in range(2)])
        segments = torch.tensor([rng.choices(range(3), k=5) for _ in range(2)])
        each = torch.tensor([rng.sample(range(7), 5) for _ in range(2)])
        same_as_reference(weights, input_ids, segments, each)
        same_as_reference(weights, input_ids, segments, each[:1])
with check.hidden(
    "small numbers", hint='Beside them an epsilon of 1e-5 is large (chapter 2, "LayerNorm")'
) as rng:
    for scale in (1e-3, 1e-6, 0):  # at 1e-6 the right epsilon shows, at 0 a missing one
        weights = cases.embedding_weights(rng, 10, 8, 6, scale=scale)
        same_as_reference(weights, torch.tensor([rng.choices(range(10), k=6)]))
with check.hidden(
    "every row learns", hint='Padding has a vector like any other token (chapter 2, "Three tables")'
) as rng:
    for _ in range(3):
        weights = cases.embedding_weights(rng, 6, 5, 4)
        input_ids = torch.tensor([[0, *rng.choices(range(6), k=2), 0]])
        same_as_reference(weights, input_ids, torch.tensor([[0, 0, 1, 1]]), via=gradients)
with check.hidden("names and sizes", hint='The docstring gives them (chapter 2, "Three tables")') as rng:
    for sizes in [(9, 4), (9, 4, 7), (9, 4, 7, 3)]:
        check.equal(BertEmbeddings, *sizes, expected=shapes(reference.BertEmbeddings, *sizes), via=shapes)
# 4,800 values, each 0 with probability one half: a share of zeros outside 0.5 +- 0.06 has a probability of at
# most 2 * exp(-2 * 4800 * 0.06^2) < 1e-14 (Hoeffding). Without dropout, or with the probability of keeping in
# its place for p = 0.9, the share lies outside as surely.
with check.hidden(
    "dropout comes last", hint='In training it sets values to 0 (chapter 2, "LayerNorm")'
) as rng:
    for p in (0.5, 0.9):
        weights = cases.embedding_weights(rng, 10, 8, 60)
        input_ids = torch.tensor([rng.choices(range(10), k=60) for _ in range(10)])
        seed = rng.getrandbits(32)
        seen = check.value(BertEmbeddings, weights, p, input_ids, seed, via=embed_while_training)
        whole = embed(reference.BertEmbeddings, weights, input_ids)
        share, scaled = cases.dropout_seen(seen, whole, p)
        check.require(abs(share - p) < 0.06, "not that share of the values is 0", expected=p, got=share)
        check.require(scaled, "the values that are left are not the vectors' own, scaled")
check.diagnose(known_mistakes("02_bert_inputs", "BertEmbeddings"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 6. A classifier on [CLS]
#
# *Medium, 15 minutes, 18 points*
#
# The encoder gives one vector for each token.
# A label belongs to the whole sequence.
# BERT takes the vector of the first token, `[CLS]`, for it.
# No word stands there, so that place is free to gather what the task needs.
#
# The vector goes through a linear layer and tanh, which together are the **pooler**.
# Dropout and a second linear layer follow, with one output for each label.
# The outputs are **logits**: scores of any size, without a softmax.

# %% nbgrader={"grade_id": "ClsClassifier", "solution": true}
from bert2t5_reference.bert_classifier import ClsClassifier

# %% [markdown]
# Untrained scores for the batch from above.
# Training will tell the labels apart:

# %%
torch.manual_seed(0)
classifier = ClsClassifier(d_model=64, num_labels=3).eval()
with torch.no_grad():
    print(classifier(embeddings(batch["input_ids"], batch["token_type_ids"])))

# %% nbgrader={"grade_id": "test_ClsClassifier", "points": 18}
weights_of_a_classifier = {
    "dense.weight": torch.eye(2),
    "dense.bias": torch.zeros(2),
    "classifier.weight": torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
    "classifier.bias": torch.tensor([0.0, 0.0, 1.0]),
}


def classify(module, weights, hidden_states):
    """Make the module with the sizes of the weights, load them, and give the logits."""
    num_labels, d_model = weights["classifier.weight"].shape
    made = module(d_model, num_labels)
    made.load_state_dict(weights)
    made.eval()
    return made(hidden_states)


check = Check("ClsClassifier", points=18, without=("transformers",))
with check.that(
    "pooler and scores", hint='A linear layer, tanh, a linear layer (chapter 2, "The first vector")'
):
    check.equal(
        ClsClassifier,
        weights_of_a_classifier,
        torch.tensor([[[0.5, -0.5]], [[0.0, 100.0]]]),
        expected=torch.tensor([[0.4621172, -0.4621172, 1.0], [0.0, 1.0, 2.0]]),
        via=classify,
    )
with check.that("the first token alone", hint='That is where [CLS] stands (chapter 2, "The first vector")'):
    check.equal(
        ClsClassifier,
        weights_of_a_classifier,
        torch.tensor([[[0.5, -0.5], [3.0, 3.0], [-9.0, 1.0]]]),
        expected=torch.tensor([[0.4621172, -0.4621172, 1.0]]),
        via=classify,
    )
### BEGIN HIDDEN TESTS
from bert2t5.checks import beside
from bert2t5_grader.cases import bert_inputs as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bert_classifier as reference


def shapes(module, *sizes):
    """Give the shape of every weight, and the default probability of dropout."""
    made = module(*sizes)
    return {name: tuple(weight.shape) for name, weight in made.state_dict().items()} | {"p": made.dropout.p}


def gradients(module, weights, hidden_states):
    """Give the gradient of every weight, and of what the encoder gave, after one backward pass."""
    num_labels, d_model = weights["classifier.weight"].shape
    made = module(d_model, num_labels)
    made.load_state_dict(weights)
    made.eval()
    encoded = beside(module, nn.Parameter)(hidden_states)
    made(encoded).square().sum().backward()
    return {name: weight.grad for name, weight in [*made.named_parameters(), ("encoded", encoded)]}


def classify_while_training(module, weights, dropout, hidden_states, seed):
    """Give the logits as they are in training; one seed lets a known mistake give the same ones."""
    num_labels, d_model = weights["classifier.weight"].shape
    made = module(d_model, num_labels, dropout=dropout)
    made.load_state_dict(weights)
    made.train()
    beside(module, torch.random.manual_seed)(seed)
    return made(hidden_states)


def same_as_reference(weights, hidden_states, via=classify):
    wanted = via(reference.ClsClassifier, weights, hidden_states)
    check.equal(ClsClassifier, weights, hidden_states, expected=wanted, via=via)


with check.hidden(
    "fresh weights", hint='A linear layer, tanh, a linear layer (chapter 2, "The first vector")'
) as rng:
    for _ in range(6):
        d_model, num_labels = rng.randint(2, 9), rng.randint(2, 5)
        weights = cases.classifier_weights(rng, d_model, num_labels)
        same_as_reference(weights, cases.hidden_states(rng, 3, rng.randint(2, 6), d_model))
with check.hidden("one token, one label", hint='Think of the edges (chapter 2, "The first vector")') as rng:
    weights = cases.classifier_weights(rng, 4, 1)
    same_as_reference(weights, cases.hidden_states(rng, 2, 1, 4))
    same_as_reference(weights, cases.hidden_states(rng, 1, 3, 4))
with check.hidden("every weight learns", hint='Nothing is cut off (chapter 2, "The first vector")') as rng:
    for _ in range(2):
        weights = cases.classifier_weights(rng, 4, 3)
        same_as_reference(weights, cases.hidden_states(rng, 2, 3, 4), via=gradients)
with check.hidden("names and sizes", hint='The docstring gives them (chapter 2, "The first vector")') as rng:
    for sizes in [(4, 2), (6, 3)]:
        check.equal(ClsClassifier, *sizes, expected=shapes(reference.ClsClassifier, *sizes), via=shapes)
# Each of 4,000 logits is a pooled value plus 1, and that value is 0 with probability p: a share outside
# p +- 0.07 has a probability of at most 2 * exp(-2 * 4000 * 0.07^2) < 1e-16 (Hoeffding). The pooled value is
# another one where dropout stands before the pooler.
with check.hidden(
    "dropout of the pooled vector", hint='Between the two layers (chapter 2, "The first vector")'
) as rng:
    size = 40
    weights = {
        "dense.weight": torch.eye(size),
        "dense.bias": torch.full((size,), rng.uniform(0.3, 0.9)),
        "classifier.weight": torch.eye(size),
        "classifier.bias": torch.ones(size),
    }
    encoded = torch.full((100, 2, size), 0.5)
    whole = classify(reference.ClsClassifier, weights, encoded) - 1
    for p in (0.5, 0.8):
        seed = rng.getrandbits(32)
        seen = check.value(ClsClassifier, weights, p, encoded, seed, via=classify_while_training)
        share, scaled = cases.dropout_seen(seen, whole, p, left=1)
        check.require(
            abs(share - p) < 0.07, "not that share of the pooled values is 0", expected=p, got=share
        )
        check.require(scaled, "the pooled values that are left are not scaled")
check.diagnose(known_mistakes("02_bert_inputs", "ClsClassifier"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Your input layer in a trained BERT
#
# The small BERT of the course was trained with another implementation.
# Its weights have names, and your module has the same ones.
# So they can be taken over, and `transformers` can be asked whether your whole way is right:
# your pieces, your packing, your batch and your vectors.
#
# A report will say that some weights were *unexpected*.
# They belong to the heads of the pre-training, which `AutoModel` leaves out.

# %%
theirs = AutoModel.from_pretrained(pocket_bert()).eval()
tokenizer = AutoTokenizer.from_pretrained(pocket_bert())
checkpoint = load_file(pocket_bert() / "model.safetensors")
weights = {
    name.removeprefix("bert.embeddings."): weight
    for name, weight in checkpoint.items()
    if name.startswith("bert.embeddings.") and not name.endswith("position_ids")
}
mine = BertEmbeddings(len(vocab), weights["LayerNorm.weight"].numel(), theirs.config.max_position_embeddings)
mine.load_state_dict(weights)
mine.eval()

firsts, seconds = story[0:6:2], story[1:6:2]
my_batch = collate([pack(*pair) for pair in zip(firsts, seconds, strict=True)], pad_token_id=PAD)
their_batch = tokenizer(firsts, seconds, padding=True, return_tensors="pt")
print("the same ids:     ", torch.equal(my_batch["input_ids"], their_batch["input_ids"]))
print("the same segments:", torch.equal(my_batch["token_type_ids"], their_batch["token_type_ids"]))
print("the same mask:    ", torch.equal(my_batch["attention_mask"], their_batch["attention_mask"]))
with torch.no_grad():
    my_vectors = mine(my_batch["input_ids"], my_batch["token_type_ids"])
    their_vectors = theirs.embeddings(their_batch["input_ids"], their_batch["token_type_ids"])
print(f"largest difference of the vectors: {(my_vectors - their_vectors).abs().max():.1e}")

# %% [markdown]
# In the trained table, words that are used alike have vectors that point alike.
# Nobody told the model so:


# %%
def neighbours(word, count=6):
    """Return the pieces whose vectors point most like that of a word."""
    table = weights["word_embeddings.weight"]
    directions = table / table.norm(dim=1, keepdim=True)
    likeness = directions @ directions[vocab[word]]
    return [pieces[index] for index in likeness.argsort(descending=True).tolist()[1 : count + 1]]


counts = Counter(word for document in held_out(20_000) for text in document for word in split_words(text))
whole_words = [word for word, _ in counts.most_common() if word in vocab and len(word) > 3]
for word in whole_words[:200:20]:
    print(f"{word:>12}: {', '.join(neighbours(word))}")

# %% [markdown]
# ## Your points
#
# The last cell adds up the cards of this session.
# Before you hand in, restart the kernel and run all cells once more.

# %%
Summary(["wordpiece_tokenize", "truncate_pair", "pack_pair", "collate", "BertEmbeddings", "ClsClassifier"])

# %% [markdown]
# ## What you have now
#
# You have the whole way into BERT: pieces, packing, batches and the sum of three tables.
# You have seen `transformers` agree with it, number by number.
# The next chapter asks how the tables and everything above them are trained without a single label.
