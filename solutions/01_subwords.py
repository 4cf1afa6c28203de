# %% [markdown]
# # Lab 1: subwords
#
# A model reads numbers, so text has to be cut into pieces from a fixed list.
# In this lab you write two methods that many models use.
# **Byte pair encoding** (BPE) learns merges and replays them.
# The **unigram model** gives every piece a probability and looks for the most probable cut.
# At the end you train a real SentencePiece model.
# Your own code then cuts a whole story exactly as the library does.
#
# Read chapter 1 first.
# The lab then takes one to two hours.
# It has ten exercises worth 100 points, and two bonus exercises.
#
# How it works:
#
# - Replace each `raise NotImplementedError()` by your answer, and run the cells from top to bottom.
# - The cell below an answer uses your function on something worth seeing.
# - The cell after that checks it and shows a card: what passed, the first thing that went wrong, and a hint.
#   A check changes nothing, so run it as often as you like.
# - The checks that you see are not all.
#   At grading, hidden ones follow on fresh random inputs, and the points depend on those.
# - Exercises build on each other.
#   Where your function calls an earlier one of yours, a mistake there costs points here too.
# - Work on copies: no function here changes its arguments.

# %% nbgrader={"grade_id": "setup", "locked": true}
import io
import math
import random
import re
import unicodedata
from collections import Counter
from functools import cache

import matplotlib.pyplot as plt
import sentencepiece

from bert2t5.checks import Check
from bert2t5.data import load_lines, load_text
from bert2t5.summary import Summary
from bert2t5_reference.bpe import END_OF_WORD, count_words, find_words, split_word

# The story in lower case, with blanks around its punctuation marks: how often does each word occur?
word_counts = count_words(re.sub(r"([^\w\s'-])", r" \1 ", load_text().lower()))

# %% [markdown]
# # Part 1: byte pair encoding
#
# The given `split_word` cuts a word into characters and glues the mark `</w>` to the last one.
# So an *r* at the end of a word is another symbol than an *r* inside.
# The given `word_counts` holds the words of a story about a ferry town, which comes with the course.

# %%
print(f"{sum(word_counts.values())} words, {len(word_counts)} different ones")
print(sorted(word_counts.items(), key=lambda item: -item[1])[:12])
print(split_word("ferry"))

# %% [markdown]
# ## 1. Count pairs
#
# *Warm-up, 5 minutes, 8 points*
#
# BPE merges the pair of neighbouring symbols that occurs most often.
# So the first thing it needs is a count.
# A word that occurs five times counts five times, and no pair reaches from one word into the next.
# Pairs may overlap.
#
# By hand, for the words *low* (5 times) and *lo* (2 times), written as characters without the mark:
#
# ```
# l o w   5      (l, o): 5 + 2 = 7
# l o     2      (o, w): 5
# ```

# %% nbgrader={"grade_id": "count_pairs", "solution": true}
from bert2t5_reference.bpe import count_pairs

# %% [markdown]
# The most frequent pairs of the story:

# %%
pairs = count_pairs({split_word(word): count for word, count in word_counts.items()})
for pair, count in sorted(pairs.items(), key=lambda item: -item[1])[:10]:
    print(f"{pair[0]:>5} {pair[1]:<6} {count:5}  {'=' * (count // 20)}")

# %% nbgrader={"grade_id": "test_count_pairs", "points": 8}
check = Check("count_pairs", points=8)
with check.that(
    "a word counts as often as it occurs", hint='A frequent word weighs more (chapter 1, "Counting pairs")'
):
    check.equal(count_pairs, {("l", "o", "w"): 5, ("l", "o"): 2}, expected={("l", "o"): 7, ("o", "w"): 5})
with check.that(
    "a pair may overlap itself", hint='Move the window by one position (chapter 1, "Counting pairs")'
):
    check.equal(count_pairs, {("a", "a", "a"): 1}, expected={("a", "a"): 2})
with check.that(
    "no words, no pairs", hint='A pair needs two symbols of one word (chapter 1, "Counting pairs")'
):
    check.equal(count_pairs, {}, expected={})
    check.equal(count_pairs, {("a</w>",): 4, (): 1}, expected={})
with check.that(
    "symbols of any length", hint='A symbol may have several characters (chapter 1, "Counting pairs")'
):
    check.equal(
        count_pairs, {("lo", "w</w>"): 3, ("é", "é"): 1}, expected={("lo", "w</w>"): 3, ("é", "é"): 1}
    )
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bpe as reference

with check.hidden(
    "frequent words weigh more", hint='Each occurrence of a word counts (chapter 1, "Counting pairs")'
) as rng:
    for _ in range(10):
        words = cases.symbol_words(rng, cases.LETTERS, [2, 3, 4, 5, 4])
        check.equal(count_pairs, words, expected=reference.count_pairs(words))
with check.hidden(
    "words with their mark", hint='The marked symbol is one like any other (chapter 1, "Counting pairs")'
) as rng:
    for _ in range(5):
        corpus = cases.word_counts(rng, "abé", size=8, lengths=(1, 6), highest=9)
        words = {reference.split_word(word): count for word, count in corpus.items()}
        check.equal(count_pairs, words, expected=reference.count_pairs(words))
with check.hidden(
    "runs of one symbol", hint='A pair may overlap itself (chapter 1, "Counting pairs")'
) as rng:
    for _ in range(10):
        words = {cases.runs(rng)[0]: rng.randint(1, 4) for _ in range(3)}
        check.equal(count_pairs, words, expected=reference.count_pairs(words))
with check.hidden(
    "words without pairs", hint='A pair needs two symbols of one word (chapter 1, "Counting pairs")'
) as rng:
    for _ in range(5):
        words = cases.symbol_words(rng, cases.LETTERS, [1, 0, 1, 2, 1])
        check.equal(count_pairs, words, expected=reference.count_pairs(words))
with check.hidden(
    "symbols that look alike", hint='A pair is its two symbols, in order (chapter 1, "Counting pairs")'
) as rng:
    for _ in range(10):
        words = {cases.lookalikes(rng)[0]: rng.randint(1, 4) for _ in range(3)}
        check.equal(count_pairs, words, expected=reference.count_pairs(words))
check.diagnose(known_mistakes("01_subwords", "count_pairs"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 2. Merge a pair
#
# *Warm-up, 8 minutes, 8 points*
#
# A merge replaces two neighbouring symbols by one.
# The word is read from left to right, and a symbol takes part in one merge at most.
# So counting overlaps and merging does not:
#
# ```
# a a a   holds (a, a) twice
# aa a    after the merge: the third a has no partner left
# ```

# %% nbgrader={"grade_id": "merge_pair", "solution": true}
from bert2t5_reference.bpe import merge_pair

# %% [markdown]
# Four merges in a row, with a word that makes them visible:

# %%
word = split_word("banana-bandana")
for pair in [("a", "n"), ("b", "an"), ("an", "a"), ("an", "a</w>")]:
    print(f"{' '.join(word):42} then merge {pair}")
    word = merge_pair(word, pair)
print(" ".join(word))

# %% nbgrader={"grade_id": "test_merge_pair", "points": 8}
check = Check("merge_pair", points=8)
with check.that(
    "every occurrence is merged", hint='Read on after the first merge (chapter 1, "Merging a pair")'
):
    check.equal(merge_pair, ("l", "o", "l", "o", "w"), ("l", "o"), expected=("lo", "lo", "w"))
with check.that(
    "from left to right", hint='A symbol takes part in one merge at most (chapter 1, "Merging a pair")'
):
    check.equal(merge_pair, ("a", "a", "a"), ("a", "a"), expected=("aa", "a"))
    check.equal(merge_pair, ("a", "a", "a", "a"), ("a", "a"), expected=("aa", "aa"))
with check.that(
    "short words and absent pairs", hint='What is not merged stays (chapter 1, "Merging a pair")'
):
    check.equal(merge_pair, (), ("a", "b"), expected=())
    check.equal(merge_pair, ("a",), ("a", "b"), expected=("a",))
    check.equal(merge_pair, ("b", "a"), ("a", "b"), expected=("b", "a"))
with check.that(
    "whole symbols only", hint='Compare symbols, not the text they make (chapter 1, "Merging a pair")'
):
    check.equal(merge_pair, ("xa", "b", "ab"), ("a", "b"), expected=("xa", "b", "ab"))
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bpe as reference

with check.hidden(
    "runs of one symbol", hint='Left to right, without overlap (chapter 1, "Merging a pair")'
) as rng:
    for _ in range(10):
        word, pair = cases.runs(rng)
        check.equal(merge_pair, word, pair, expected=reference.merge_pair(word, pair))
with check.hidden(
    "symbols that look alike", hint='Compare whole symbols, in order (chapter 1, "Merging a pair")'
) as rng:
    for _ in range(10):
        word, pair = cases.lookalikes(rng)
        check.equal(merge_pair, word, pair, expected=reference.merge_pair(word, pair))
with check.hidden("several occurrences", hint='All of them are merged (chapter 1, "Merging a pair")') as rng:
    for _ in range(10):
        left, right, other = rng.sample(cases.LETTERS + cases.FOREIGN, 3)
        word = (left, right, *[other, left, right] * rng.randint(1, 4))
        check.equal(merge_pair, word, (left, right), expected=reference.merge_pair(word, (left, right)))
with check.hidden(
    "the edges of a word", hint='Think of the first and the last symbol (chapter 1, "Merging a pair")'
) as rng:
    for _ in range(5):
        left, right, other = rng.sample(cases.LETTERS + cases.FOREIGN, 3)
        for word in [
            (),
            (left,),
            (right,),
            (left, right),
            (right, left),
            (other, left),
            (right, other, left),
        ]:
            check.equal(merge_pair, word, (left, right), expected=reference.merge_pair(word, (left, right)))
check.diagnose(known_mistakes("01_subwords", "merge_pair"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 3. Train
#
# *Medium, 12 minutes, 16 points*
#
# Training is a loop: count the pairs, take the best one, merge it in every word.
# The list of merges, in order, is all that is learned.
# Two rules need care.
# Of equally frequent pairs take the lexicographically greatest, as Python compares tuples of strings.
# Stop early when the best pair occurs fewer than twice: a pair seen once says nothing about other words.
#
# By hand, round 1 on *low* 5, *lower* 2, *newest* 6, *widest* 3:
#
# ```
# (e, s)       6 + 3 = 9
# (s, t</w>)   6 + 3 = 9    the same count, and "s" > "e": this one
# (w, e)       2 + 6 = 8
# ```
#
# Use `split_word`, your `count_pairs` and your `merge_pair`.
# A mistake in those two shows up here as well.

# %% nbgrader={"grade_id": "train_bpe", "solution": true}
from bert2t5_reference.bpe import train_bpe

# %% [markdown]
# The first merges of the ferry town.
# Which of them are words, and which are endings?


# %%
@cache  # learns once for every new version of your function
def town_merges(train, num_merges=300):
    return train(word_counts, num_merges)


for rank, pair in enumerate(town_merges(train_bpe)[:20]):
    print(f"{rank:2}  {pair[0]:>4} + {pair[1]:<7} = {''.join(pair):<10}", end="\n" if rank % 2 else "     ")

# %% nbgrader={"grade_id": "test_train_bpe", "points": 16}
check = Check("train_bpe", points=16)
with check.that(
    "the corpus of the chapter", hint='Count, take the best, merge, repeat (chapter 1, "Training")'
):
    check.equal(
        train_bpe,
        {"low": 5, "lower": 2, "newest": 6, "widest": 3},
        4,
        expected=[("s", "t</w>"), ("e", "st</w>"), ("l", "o"), ("w", "est</w>")],
    )
with check.that(
    "the greatest of equally frequent pairs", hint='Compare the pairs as tuples (chapter 1, "Ties")'
):
    check.equal(train_bpe, {"abx": 2, "cdx": 2}, 1, expected=[("d", "x</w>")])
    check.equal(train_bpe, {"bax": 2, "ab": 2, "cab": 2}, 1, expected=[("a", "b</w>")])
    check.equal(train_bpe, {"xé": 3, "xz": 3}, 1, expected=[("x", "é</w>")])
with check.that(
    "it stops when no pair occurs twice",
    hint='One occurrence is too few, two are enough (chapter 1, "Training")',
):
    check.equal(train_bpe, {"abc": 1}, 10, expected=[])
    check.equal(train_bpe, {"ab": 2}, 10, expected=[("a", "b</w>")])
with check.that(
    "nothing to learn", hint='Think of an empty corpus and of zero merges (chapter 1, "Training")'
):
    check.equal(train_bpe, {}, 5, expected=[])
    check.equal(train_bpe, {"low": 5}, 0, expected=[])
    check.equal(train_bpe, {"a": 9, "b": 9}, 3, expected=[])
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bpe as reference


def with_counts_of_one(words, num_merges):
    return reference.train_bpe(dict.fromkeys(words, 1), num_merges)


with check.hidden("ties", hint='Of equally frequent pairs the greatest tuple (chapter 1, "Ties")') as rng:
    for _ in range(10):
        corpus = cases.telling(
            lambda: (cases.word_counts(rng, "abc", size=8, lengths=(2, 5), highest=3), 20),
            reference.train_bpe,
            *cases.TIE_MISTAKES,
        )
        check.equal(train_bpe, *corpus, expected=reference.train_bpe(*corpus))
with check.hidden(
    "frequent words weigh more", hint='Use the counts of the words (chapter 1, "Counting pairs")'
) as rng:
    for _ in range(10):
        corpus = cases.telling(
            lambda: (cases.word_counts(rng, "abcd", size=12, lengths=(2, 6), highest=30), 6),
            reference.train_bpe,
            with_counts_of_one,
        )
        check.equal(train_bpe, *corpus, expected=reference.train_bpe(*corpus))
with check.hidden(
    "the end of training", hint='The last merge occurs twice or more (chapter 1, "Training")'
) as rng:
    for _ in range(10):
        corpus = cases.telling(
            lambda: (cases.word_counts(rng, "abcd", size=5, lengths=(1, 5), highest=2), 1000),
            reference.train_bpe,
            cases.trainer(min_frequency=1),
            cases.trainer(min_frequency=3),
        )
        check.equal(train_bpe, *corpus, expected=reference.train_bpe(*corpus))
with check.hidden("the number of merges", hint='Never more than asked for (chapter 1, "Training")') as rng:
    for num_merges in [0, 1, 2, 5, 9]:
        corpus = cases.word_counts(rng, "abcde", size=20, lengths=(3, 8), highest=9)
        check.equal(train_bpe, corpus, num_merges, expected=reference.train_bpe(corpus, num_merges))
with check.hidden(
    "repeated letters and other alphabets", hint='Any character is a symbol (chapter 1, "Training")'
) as rng:
    for letters in ["aab", "é한", cases.FOREIGN, "aé🙂"]:
        corpus = cases.word_counts(rng, letters, size=12, lengths=(1, 7), highest=9)
        check.equal(train_bpe, corpus, 30, expected=reference.train_bpe(corpus, 30))
check.diagnose(known_mistakes("01_subwords", "train_bpe"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 4. Encode a word
#
# *Medium, 12 minutes, 14 points*
#
# The point of subwords is words that training never saw.
# Start from the characters.
# Of all pairs in the word, merge the one that was learned first, everywhere in the word.
# Repeat until no pair of the word is in the list.
# The longest known piece plays no part; the **rank** decides.
#
# By hand, with the merges `b c`, `a b` and `c d</w>`, in this order:
#
# ```
# a b c d</w>     in the list: (a, b) rank 1, (b, c) rank 0, (c, d</w>) rank 2
# a bc d</w>      (a, bc) and (bc, d</w>) are not in the list: done
# ```
#
# A merge may make a pair that stands earlier in the list, so look at all pairs again after each merge.
# In a list that holds a pair twice, its first place is its rank.

# %% nbgrader={"grade_id": "encode_word", "solution": true}
from bert2t5_reference.bpe import encode_word

# %% [markdown]
# The first word stands in the story, the others do not:

# %%
for word in [
    "lowest",
    "unpainted",
    "ferrywoman",
    "slower",
    "waterless",
    "whispered",
    "bridging",
    "tokenizer",
    "żółw",
]:
    seen = "seen" if word in word_counts else "unseen"
    print(f"{word:12} {seen:8} {' | '.join(encode_word(word, town_merges(train_bpe)))}")

# %% nbgrader={"grade_id": "test_encode_word", "points": 14}
check = Check("encode_word", points=14)
with check.that(
    "an unseen word", hint='Replay the merges on the characters (chapter 1, "Encoding a new word")'
):
    check.equal(
        encode_word, "lowest", [("s", "t</w>"), ("e", "st</w>"), ("l", "o")], expected=["lo", "w", "est</w>"]
    )
with check.that(
    "the lowest rank first", hint='Rank decides, not length or place (chapter 1, "Encoding a new word")'
):
    check.equal(encode_word, "abcd", [("b", "c"), ("a", "b"), ("c", "d</w>")], expected=["a", "bc", "d</w>"])
    check.equal(
        encode_word, "abcde", [("b", "c"), ("a", "b"), ("ab", "c")], expected=["a", "bc", "d", "e</w>"]
    )
with check.that(
    "a merge may open the way for an earlier one",
    hint='Look at all pairs again after each merge (chapter 1, "Encoding a new word")',
):
    check.equal(encode_word, "abcd", [("ab", "c"), ("a", "b")], expected=["abc", "d</w>"])
with check.that(
    "a pair listed twice has its first rank",
    hint='The later entry changes nothing (chapter 1, "Encoding a new word")',
):
    check.equal(encode_word, "abcd", [("a", "b"), ("b", "c"), ("a", "b")], expected=["ab", "c", "d</w>"])
with check.that(
    "short words and unknown characters",
    hint='What no merge covers stays as it is (chapter 1, "Encoding a new word")',
):
    check.equal(encode_word, "", [("a", "b")], expected=[])
    check.equal(encode_word, "a", [("a", "b")], expected=["a</w>"])
    check.equal(encode_word, "ab", [("a", "b")], expected=["a", "b</w>"])
    check.equal(encode_word, "🙂é", [], expected=["🙂", "é</w>"])
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bpe as reference

with check.hidden(
    "merges in any order", hint='Rank decides, not length or place (chapter 1, "Encoding a new word")'
) as rng:
    for _ in range(20):
        case = cases.telling(
            lambda: cases.shuffled_merges(rng, "abc"),
            reference.encode_word,
            cases.longest_match,
            cases.leftmost_pair,
        )
        check.equal(encode_word, *case, expected=reference.encode_word(*case))
with check.hidden(
    "pairs that a merge makes",
    hint='Look at all pairs again after each merge (chapter 1, "Encoding a new word")',
) as rng:
    for _ in range(10):
        case = cases.telling(lambda: cases.shuffled_merges(rng, "abé"), reference.encode_word, cases.one_pass)
        check.equal(encode_word, *case, expected=reference.encode_word(*case))
with check.hidden(
    "pairs listed twice", hint='The first place in the list is the rank (chapter 1, "Encoding a new word")'
) as rng:
    for _ in range(10):

        def listed_twice():
            word, merges = cases.shuffled_merges(rng, "ab")
            return word, merges + rng.sample(merges, 3)

        case = cases.telling(listed_twice, reference.encode_word, cases.last_rank)
        check.equal(encode_word, *case, expected=reference.encode_word(*case))
with check.hidden(
    "seen and unseen words", hint='Start from the characters (chapter 1, "Encoding a new word")'
) as rng:
    for letters in ["abcd", "aab", cases.FOREIGN]:
        corpus = cases.word_counts(rng, letters, size=20, lengths=(1, 8), highest=9)
        merges = reference.train_bpe(corpus, 20)
        unseen = cases.word_counts(rng, letters + "q", size=6, lengths=(1, 12), highest=1)
        for word in [*list(corpus)[:4], *unseen]:
            check.equal(encode_word, word, merges, expected=reference.encode_word(word, merges))
with check.hidden(
    "short words and the mark",
    hint='A letter with the mark is another symbol (chapter 1, "Encoding a new word")',
) as rng:
    for _ in range(3):
        a, b = rng.sample(cases.LETTERS + cases.FOREIGN, 2)
        merges = [(a, b), (b, a + reference.END_OF_WORD)]
        for word in ["", a, b, a + b, b + a, a + b + a, a + b + a + b]:
            check.equal(encode_word, word, merges, expected=reference.encode_word(word, merges))
            check.equal(encode_word, word, [], expected=reference.encode_word(word, []))
with check.hidden(
    "a pair in several places",
    hint='The chosen pair is merged everywhere at once (chapter 1, "Encoding a new word")',
) as rng:
    for _ in range(5):
        word, merges = cases.repeated_pair(rng)
        check.equal(encode_word, word, merges, expected=reference.encode_word(word, merges))
check.diagnose(known_mistakes("01_subwords", "encode_word"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 5. Decode
#
# *Warm-up, 6 minutes, 6 points*
#
# Going back needs the mark: it says where a word ends.
# Join the tokens of a word, and put one blank between words.
# A model may stop in the middle of a word, so a last word without its end is kept.
# Only a mark at the **end** of a token is a mark; anywhere else the four characters `</w>` are text.
#
# ```
# lo  w  est</w>  new</w>   ->  lowest new
# low</w>  ne               ->  low ne
# ```

# %% nbgrader={"grade_id": "decode", "solution": true}
from bert2t5_reference.bpe import decode

# %% [markdown]
# There and back, on a sentence that is not in the story:

# %%
words = ["the", "ferryman", "was", "painting", "an", "unpainted", "bridge", "."]
tokens = [token for word in words for token in encode_word(word, town_merges(train_bpe))]
print(tokens)
print(decode(tokens))

# %% nbgrader={"grade_id": "test_decode", "points": 6}
check = Check("decode", points=6)
with check.that("the mark ends a word", hint='One blank between two words (chapter 1, "Decoding")'):
    check.equal(decode, ["lo", "w", "est</w>", "new</w>"], expected="lowest new")
with check.that("an unfinished word is kept", hint='The last word may lack its end (chapter 1, "Decoding")'):
    check.equal(decode, ["low</w>", "ne"], expected="low ne")
    check.equal(decode, [], expected="")
with check.that(
    "only the end of a token holds a mark",
    hint='The same characters elsewhere are text (chapter 1, "Decoding")',
):
    check.equal(decode, ["a</w>b", "c</w>", "d</w>"], expected="a</w>bc d")
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bpe as reference


def marked(rng, word):
    *first, last = cases.chunks(rng, word)
    return [*first, last + reference.END_OF_WORD]


with check.hidden(
    "words of other alphabets, cut anywhere", hint='Join, and part at the marks (chapter 1, "Decoding")'
) as rng:
    for _ in range(10):
        words = cases.word_counts(rng, cases.LETTERS + cases.FOREIGN, size=5, lengths=(1, 9), highest=1)
        tokens = [token for word in words for token in marked(rng, word)]
        check.equal(decode, tokens, expected=reference.decode(tokens))
with check.hidden(
    "unfinished words", hint='What follows the last mark is kept (chapter 1, "Decoding")'
) as rng:
    for _ in range(10):
        words = cases.word_counts(rng, cases.LETTERS, size=rng.randint(0, 2), lengths=(1, 9), highest=1)
        tokens = [token for word in words for token in marked(rng, word)] + cases.chunks(rng, "unfinished")
        check.equal(decode, tokens, expected=reference.decode(tokens))
with check.hidden(
    "marks inside a token", hint='Only the end of a token holds a mark (chapter 1, "Decoding")'
) as rng:
    for _ in range(10):
        a, b, c = rng.sample(cases.LETTERS, 3)
        tokens = [a, f"</w>{b}", f"{c}</w>", f"{a}</w>{b}</w>", f"{c}</w></w>", f"</w>{a}"]
        rng.shuffle(tokens)
        tokens += [f"{b}<", f"/w>{c}", f"{a}</", "w></w>"]  # two tokens spell the mark across their border
        check.equal(decode, tokens, expected=reference.decode(tokens))
with check.hidden(
    "characters that look like the mark's or like blanks",
    hint='Only the mark goes, and only whole (chapter 1, "Decoding")',
) as rng:
    for _ in range(10):
        strange = rng.sample(["vieww", "a/", "x>", "<<", "w", "@@"], 3)
        words = [rng.choice(["\u00a0", "\u3000a", "\tb"]), *strange, rng.choice(["a\u3000", "b\t"])]
        tokens = [part for word in words for part in (word, reference.END_OF_WORD)]
        check.equal(decode, tokens, expected=reference.decode(tokens))
        tokens = [word + reference.END_OF_WORD for word in words]
        check.equal(decode, tokens, expected=reference.decode(tokens))
check.diagnose(known_mistakes("01_subwords", "decode"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 2: SentencePiece and the unigram model
#
# Our BPE needs somebody to find the words first.
# SentencePiece takes the whole line.
# It turns the blank into a visible character, `▁` (U+2581), and cuts the result.
# Two sets are given for the next exercise: characters that count as blanks, and control characters that
# vanish.

# %% nbgrader={"grade_id": "given_characters", "locked": true}
from bert2t5_reference.sentencepiece_text import BLANK_CHARACTERS, DROPPED_CHARACTERS, SPACE

# %% [markdown]
# ## 6. Normalise
#
# *Medium, 12 minutes, 10 points*
#
# The same word should always be written the same way.
# SentencePiece's default rules start with Unicode's form NFKC (`unicodedata.normalize`).
# It turns `ﬁ` into `fi`, `²` into `2`, and a letter with a combining accent into one character.
# The order of the steps matters, for NFKC itself makes blanks:
#
# 1. NFKC, except that the full-width tilde `～` (U+FF5E) stays, which NFKC would turn into `~`;
# 2. every character of `BLANK_CHARACTERS` becomes a blank, every character of `DROPPED_CHARACTERS` vanishes;
# 3. runs of blanks become one blank, and blanks at both ends go;
# 4. one blank goes in front, the *dummy prefix*, unless nothing is left;
# 5. every blank becomes `▁`.
#
# By hand, for `"  Hello   wor\tld "`:
#
# ```
# __Hello___wor_ld_      after step 2, with _ for a blank
# Hello_wor_ld           after step 3
# ▁Hello▁wor▁ld          after steps 4 and 5
# ```

# %% nbgrader={"grade_id": "normalize", "solution": true}
from bert2t5_reference.sentencepiece_text import normalize

# %% [markdown]
# Strange text, and the library's own normaliser beside yours:

# %%
library = sentencepiece.SentencePieceNormalizer(
    rule_name="nmt_nfkc", add_dummy_prefix=True, escape_whitespaces=True, remove_extra_whitespaces=True
)
for text in [
    "  two   blanks ",
    "tab\there",
    "ﬁve ｋｍ²",
    "½ a cafe\u0301",
    "bell\u0007",
    "10～20",
    " \u200b ",
]:
    verdict = "as the library" if normalize(text) == library.normalize(text) else "the library differs"
    print(f"{text!a:26} {verdict:20} {normalize(text)!r}")
same = sum(normalize(line) == library.normalize(line) for line in load_lines())
print(f"equal on {same} of {len(load_lines())} lines of the story")

# %% nbgrader={"grade_id": "test_normalize", "points": 10}
check = Check("normalize", points=10, without=("sentencepiece",))
with check.that(
    "blanks", hint='Runs shrink, the ends go, one blank goes in front (chapter 1, "Normalising")'
):
    check.equal(normalize, "  Hello   wor\tld ", expected="▁Hello▁wor▁ld")
    check.equal(normalize, "one\u00a0two\u200bthree", expected="▁one▁two▁three")
with check.that("NFKC", hint='Characters that mean the same become the same (chapter 1, "Normalising")'):
    check.equal(normalize, "ﬁve\u3000ｋｍ²", expected="▁five▁km2")
    check.equal(normalize, "cafe\u0301", expected="▁caf\u00e9")
with check.that("control characters vanish", hint='They leave no blank behind (chapter 1, "Normalising")'):
    check.equal(normalize, "be\u0007ll\u0001", expected="▁bell")
with check.that(
    "the full-width tilde stays", hint='It is the one exception to NFKC (chapter 1, "Normalising")'
):
    check.equal(normalize, "10～20", expected="▁10～20")
with check.that("nothing visible", hint='Nothing is put in front of nothing (chapter 1, "Normalising")'):
    check.equal(normalize, "", expected="")
    check.equal(normalize, " \t\u200b\u0007", expected="")
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import sentencepiece_text as reference

COMPATIBLE = [
    "ﬁ",
    "½",
    "²",
    "①",
    "ｋ",
    "Ａ",
    "㎏",
    "\u212b",
    "A\u030a",
    "e\u0301",
    "o\u0308",
    "\u1112\u1161\u11ab",
    "ｶ\uff9e",
]
NFKC_BLANKS = ["\u00a0", "\u3000", "\u2003", "\u2009", "\u202f"]
with check.hidden(
    "characters that mean the same", hint='Unicode form NFKC comes first (chapter 1, "Normalising")'
) as rng:
    for _ in range(10):
        words = ["".join(rng.choices([*COMPATIBLE, *"ab한"], k=4)) for _ in range(3)]
        text = " ".join([*words, rng.choice(COMPATIBLE)])
        check.equal(normalize, text, expected=reference.normalize(text))
with check.hidden(
    "every kind of blank", hint='Many characters count as blanks (chapter 1, "Normalising")'
) as rng:
    for blank in [*sorted(reference.BLANK_CHARACTERS), *NFKC_BLANKS]:
        a, b = rng.sample(cases.LETTERS, 2)
        check.equal(normalize, a + blank + b, expected=reference.normalize(a + blank + b))
with check.hidden(
    "runs and ends", hint='Blanks that other steps make count too (chapter 1, "Normalising")'
) as rng:
    blanks = [*sorted(reference.BLANK_CHARACTERS), *NFKC_BLANKS]
    for _ in range(10):
        gaps = ["".join(rng.choices(blanks, k=rng.randint(1, 4))) for _ in range(3)]
        text = gaps[0] + rng.choice(cases.FOREIGN) + gaps[1] + rng.choice(cases.LETTERS) + gaps[2]
        check.equal(normalize, text, expected=reference.normalize(text))
    for gap in ["▁▁", " ▁", "▁ "]:
        text = gap + rng.choice(cases.LETTERS) + gap + rng.choice(cases.FOREIGN) + gap
        check.equal(normalize, text, expected=reference.normalize(text))
with check.hidden(
    "control characters", hint='They vanish before runs of blanks shrink (chapter 1, "Normalising")'
) as rng:
    for dropped in sorted(reference.DROPPED_CHARACTERS):
        a, b = rng.sample(cases.LETTERS, 2)
        text = rng.choice(
            [f"{a}{dropped}{b}", f"{a} {dropped} {b}", f"{dropped} {a}{dropped}", f"{a} {dropped}"]
        )
        check.equal(normalize, text, expected=reference.normalize(text))
    for text in ["a\u0085b", "a\u001cb c", "a\u000bb c"]:  # blanks for Python's split, not for SentencePiece
        check.equal(normalize, text, expected=reference.normalize(text))
with check.hidden(
    "the full-width tilde", hint='It stays while its neighbours change (chapter 1, "Normalising")'
) as rng:
    for _ in range(5):
        text = "～".join(rng.choices(["", "~", "ｋ", "ﬁ", "1", " a"], k=4)) + "～~"
        check.equal(normalize, text, expected=reference.normalize(text))
with check.hidden(
    "text without anything visible", hint='Nothing is put in front of nothing (chapter 1, "Normalising")'
) as rng:
    invisible = sorted(reference.BLANK_CHARACTERS | reference.DROPPED_CHARACTERS)
    for length in [0, 1, 1, 2, 3, 8]:
        text = "".join(rng.choices(invisible, k=length))
        check.equal(normalize, text, expected=reference.normalize(text))
check.diagnose(known_mistakes("01_subwords", "normalize"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 7. Detokenise
#
# *Warm-up, 4 minutes, 6 points*
#
# With the blanks inside the pieces, going back needs no knowledge about words or punctuation.
# Join the pieces, turn each `▁` into a blank, and drop the one blank of the dummy prefix.
# Every other blank belongs to the text.
#
# ```
# ▁He  llo  ▁world  .   ->  Hello world.
# ```

# %% nbgrader={"grade_id": "detokenize", "solution": true}
from bert2t5_reference.sentencepiece_text import detokenize

# %% [markdown]
# How many lines of the story, those that NFKC leaves alone, come back exactly?
# The words of part 1 forget which blanks were in the text.
# The pieces here are cut at random places, and that does no harm.

# %%
lines = [line for line in load_lines() if unicodedata.is_normalized("NFKC", line)]
back = 0
for line in lines:
    visible = normalize(line)
    cuts = sorted(random.Random(0).sample(range(len(visible) + 1), 5))
    pieces = [visible[start:end] for start, end in zip([0, *cuts], [*cuts, len(visible)], strict=True)]
    back += detokenize(pieces) == line
joined = [" ".join(find_words(re.sub(r"([^\w\s'-])", r" \1 ", line))) for line in lines]
print("SentencePiece:      ", back, "of", len(lines))
print("words and one blank:", sum(map(str.__eq__, joined, lines)), "of", len(lines))

# %% nbgrader={"grade_id": "test_detokenize", "points": 6}
check = Check("detokenize", points=6, without=("sentencepiece",))
with check.that("pieces to text", hint='The sign stands for a blank (chapter 1, "Lossless text")'):
    check.equal(detokenize, ["▁He", "llo", "▁world", "."], expected="Hello world.")
with check.that(
    "one blank goes, the others stay", hint='Only the dummy prefix was added (chapter 1, "Lossless text")'
):
    check.equal(detokenize, ["▁", "▁a", "▁"], expected=" a ")
with check.that("text without a blank in front", hint='Drop only what is there (chapter 1, "Lossless text")'):
    check.equal(detokenize, ["é", "▁b"], expected="é b")
    check.equal(detokenize, [], expected="")
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import sentencepiece_text as reference

with check.hidden(
    "normalised text, cut anywhere", hint='The text comes back (chapter 1, "Lossless text")'
) as rng:
    for _ in range(10):
        words = cases.word_counts(rng, cases.LETTERS + cases.FOREIGN, size=5, lengths=(1, 6), highest=1)
        pieces = cases.chunks(rng, reference.normalize(" ".join(words)))
        check.equal(detokenize, pieces, expected=reference.detokenize(pieces))
with check.hidden(
    "blanks at both ends", hint='One blank at the start goes, no other (chapter 1, "Lossless text")'
) as rng:
    for _ in range(10):
        text = (
            reference.SPACE * rng.randint(2, 4)
            + rng.choice(cases.FOREIGN)
            + reference.SPACE * rng.randint(1, 3)
        )
        pieces = cases.chunks(rng, text)
        check.equal(detokenize, pieces, expected=reference.detokenize(pieces))
with check.hidden(
    "blanks inside and none in front", hint='A piece may hold the sign anywhere (chapter 1, "Lossless text")'
) as rng:
    for _ in range(10):
        a, b, c = rng.sample(cases.LETTERS + cases.FOREIGN, 3)
        mark = rng.choice(".,!?)")
        pieces = [a, f"{b}▁{c}▁▁{a}", f"{c}▁", f"▁▁{b}", f"▁{mark}", "▁('", f"▁{a}"]
        check.equal(detokenize, pieces, expected=reference.detokenize(pieces))
with check.hidden(
    "few pieces", hint='Think of no pieces and of one blank (chapter 1, "Lossless text")'
) as rng:
    for pieces in [
        [],
        ["▁"],
        ["▁▁"],
        ["▁", "▁"],
        [rng.choice(cases.LETTERS)],
        ["▁" + rng.choice(cases.FOREIGN)],
    ]:
        check.equal(detokenize, pieces, expected=reference.detokenize(pieces))
check.diagnose(known_mistakes("01_subwords", "detokenize"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 8. The best segmentation
#
# *Hard, 20 minutes, 18 points*
#
# In the unigram model every piece has a score, the logarithm of its probability.
# The score of a segmentation is the sum over its pieces, and you look for the highest.
# A text of $n$ characters can be cut in $2^{n-1}$ ways, so trying them all is hopeless.
# The Viterbi algorithm goes through the text once.
# For every position `end` it keeps only the best way to get there:
#
# $$\mathrm{best}(0) = 0, \qquad \mathrm{best}(\mathit{end}) = \max_{\mathit{start} < \mathit{end}}
# \bigl(\mathrm{best}(\mathit{start}) + \mathrm{score}(\mathit{start}, \mathit{end})\bigr)$$
#
# and remembers where the last piece began, so that it can walk back from the end.
#
# By hand, for *hug* with h -3, u -3, g -1, hu -1.5, hug -2:
#
# ```
# end   candidates                              best   last piece
# 1     h: 0 - 3                                -3     h
# 2     hu: 0 - 1.5      u: -3 - 3              -1.5   hu
# 3     hug: 0 - 2       g: -1.5 - 1 = -2.5     -2     hug
# ```
#
# A character that is no piece by itself may stand alone as an unknown piece.
# Its score is the lowest of all scores minus 10 (`UNKNOWN_PENALTY`).
# Of equally good ways to reach a position, the one with the longest last piece wins.

# %% nbgrader={"grade_id": "given_penalty", "locked": true}
from bert2t5_reference.unigram import UNKNOWN_PENALTY

# %% nbgrader={"grade_id": "viterbi_segment", "solution": true}
from bert2t5_reference.unigram import viterbi_segment

# %% [markdown]
# All segmentations of a short text, the best ones first.
# The arrow is your answer.

# %%
toy = {
    "h": -3.0,
    "u": -3.0,
    "g": -1.0,
    "s": -2.0,
    "hu": -1.5,
    "ug": -1.2,
    "gs": -1.8,
    "hug": -2.5,
    "ugs": -4.0,
}


def all_cuts(text):
    if not text:
        return [[]]
    sizes = [size for size in range(1, len(text) + 1) if text[:size] in toy]
    return [[text[:size], *rest] for size in sizes for rest in all_cuts(text[size:])]


answer = viterbi_segment("hugs", toy)
for pieces in sorted(all_cuts("hugs"), key=lambda pieces: -sum(toy[piece] for piece in pieces)):
    total = " ".join(f"{toy[piece]:+}" for piece in pieces)
    mark = "<--" if pieces == answer else ""
    print(f"{' | '.join(pieces):14} {total:>20} = {sum(toy[piece] for piece in pieces):5.1f}  {mark}")

# %% nbgrader={"grade_id": "test_viterbi_segment", "points": 18}
check = Check("viterbi_segment", points=18, without=("sentencepiece",))
hug = {"h": -3.0, "u": -3.0, "g": -1.0, "hu": -1.5, "hug": -2.0}
with check.that(
    "the best sum wins", hint='Keep the best way to every position (chapter 1, "The best segmentation")'
):
    check.equal(viterbi_segment, "hug", hug, expected=["hug"])
    check.equal(viterbi_segment, "ab", {"a": -1.0, "b": -1.0, "ab": -3.0}, expected=["a", "b"])
    check.equal(
        viterbi_segment,
        "abcd",
        {"a": -2.0, "b": -2.0, "c": -2.0, "d": -2.0, "abc": -1.0, "bcd": -0.5, "ab": -2.5},
        expected=["a", "bcd"],
    )
with check.that(
    "unknown characters", hint='One may stand alone, at a price (chapter 1, "The best segmentation")'
):
    check.equal(viterbi_segment, "huh?", hug, expected=["hu", "h", "?"])
    check.equal(viterbi_segment, "axb", {"a": -1.0, "b": -2.0, "ab": -4.0}, expected=["a", "x", "b"])
    check.equal(viterbi_segment, "axb", {"a": -1.0, "b": -1.0, "ax": -9.0}, expected=["ax", "b"])
    check.equal(viterbi_segment, "axb", {"a": -4.0, "b": -4.0, "ax": -16.0}, expected=["ax", "b"])
    check.equal(viterbi_segment, "éé", {"a": -1.0}, expected=["é", "é"])
with check.that("equally good ways", hint='The longest last piece wins (chapter 1, "The best segmentation")'):
    tied = {"a": -1.0, "b": -1.0, "c": -1.0, "ab": -2.0, "bc": -2.0}
    check.equal(viterbi_segment, "abc", tied, expected=["a", "bc"])
    check.equal(viterbi_segment, "ab", tied, expected=["ab"])
with check.that(
    "short and long texts", hint='Every position once, not every way (chapter 1, "The best segmentation")'
):
    check.equal(viterbi_segment, "", hug, expected=[])
    check.equal(viterbi_segment, "g", hug, expected=["g"])
    check.equal(viterbi_segment, "hug" * 60, hug, expected=["hug"] * 60)
### BEGIN HIDDEN TESTS
import math

from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import unigram as reference


def lengths(pieces):
    return [len(piece) for piece in pieces]


with check.hidden(
    "neither greedy nor fewest pieces",
    hint='Neither the longest nor the fewest pieces (chapter 1, "The best segmentation")',
) as rng:
    greedy = cases.chosen(lambda pieces, total: lengths(pieces))
    fewest = cases.chosen(lambda pieces, total: (-len(pieces), total))
    for letters in ["abc", "ab", "éa🙂"] * 4:
        case = cases.telling(
            lambda letters=letters: cases.unique_model(rng, letters),
            reference.viterbi_segment,
            greedy,
            fewest,
        )
        check.equal(viterbi_segment, *case, expected=reference.viterbi_segment(*case))
with check.hidden(
    "the price of an unknown character", hint='The lowest score minus 10 (chapter 1, "The best segmentation")'
) as rng:
    for rest in [14.0, 5.0, -5.0, -15.0] * 2:
        for mirrored in [False, True]:
            case = cases.unknown_model(rng, rest, mirrored)
            check.equal(viterbi_segment, *case, expected=reference.viterbi_segment(*case))
with check.hidden(
    "many equally good ways", hint='The longest last piece wins (chapter 1, "The best segmentation")'
) as rng:
    shortest_last = cases.chosen(lambda pieces, total: (total, [-length for length in lengths(pieces)[::-1]]))
    longest_first = cases.chosen(lambda pieces, total: (total, lengths(pieces)))
    fewest = cases.chosen(lambda pieces, total: (total, -len(pieces), lengths(pieces)[::-1]))
    for mistakes in [(shortest_last, longest_first), (fewest,)] * 5:
        case = cases.telling(lambda: cases.tied_model(rng), reference.viterbi_segment, *mistakes)
        check.equal(viterbi_segment, *case, expected=reference.viterbi_segment(*case))
with check.hidden(
    "short texts", hint='Think of no character and of one (chapter 1, "The best segmentation")'
) as rng:
    for text in ["", rng.choice(cases.LETTERS), rng.choice(cases.FOREIGN), "ab", "zz"]:
        scores = {"a": -1.0, "b": -rng.uniform(1.0, 3.0), "ab": -3.5, "한": -2.0}
        check.equal(viterbi_segment, text, scores, expected=reference.viterbi_segment(text, scores))
with check.hidden(
    "pieces of any length and score", hint='Every piece is a candidate (chapter 1, "The best segmentation")'
) as rng:
    for length in [2, 4, 9, 17, 40]:
        text = "".join(rng.choices("abc", k=length))
        for score in [0.0, -0.5]:
            scores = {"a": -1.0, "b": -1.5, "c": -2.0, text: score}
            for padded in [text, "c" + text, text + "a"]:
                wanted = reference.viterbi_segment(padded, scores)
                check.equal(viterbi_segment, padded, scores, expected=wanted)
with check.hidden(
    "a long text", hint='Every position once, not every way (chapter 1, "The best segmentation")'
) as rng:
    # Equal sums in another order may round differently, so the sum is compared, not the pieces.
    for _ in range(3):
        text, scores = cases.long_model(rng)
        best = cases.total_score(text, reference.viterbi_segment(text, scores), scores)
        found = cases.total_score(text, check.value(viterbi_segment, text, scores), scores)
        check.require(math.isclose(found, best), "not the best segmentation")
check.diagnose(known_mistakes("01_subwords", "viterbi_segment"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 9. Train the real thing
#
# *Warm-up, 6 minutes, 7 points*
#
# Where do the scores come from?
# They are learned by expectation maximisation, which chapter 1 explains; here the library does it.
# Call `sentencepiece.SentencePieceTrainer.train` for a unigram model.
# Use one thread, so that the same lines always give the same scores.
# `sentence_iterator` takes the lines, and `model_writer` takes an `io.BytesIO()`, so that no file is written.
# Then load the bytes into a `sentencepiece.SentencePieceProcessor` and read the score of every piece.
# The special pieces `<unk>`, `<s>` and `</s>` count towards `vocab_size` but do not belong in the result.

# %% nbgrader={"grade_id": "train_sentencepiece", "solution": true}
from bert2t5_reference.sentencepiece_model import train_sentencepiece

# %% [markdown]
# The best and the longest pieces of the story:


# %%
@cache  # learns once for every new version of your function
def town_scores(train, vocab_size=400):
    return train(load_lines(), vocab_size)


scores = town_scores(train_sentencepiece)
ranked = sorted(scores, key=scores.get, reverse=True)
print(f"{len(ranked)} pieces")
print("best:   ", *ranked[:18])
print("longest:", *sorted(ranked, key=len, reverse=True)[:12])

# %% [markdown]
# Now part 2 is put to the test.
# The next cell gives your scores to a real SentencePiece processor, which takes normalised text.
# The cell after it cuts every line of the story twice, with the library and with your `viterbi_segment`.

# %% nbgrader={"grade_id": "given_processor", "locked": true}
from sentencepiece import sentencepiece_model_pb2


def processor_of(scores):
    """Return a SentencePieceProcessor with these pieces, and the three special ones in front."""
    model = sentencepiece_model_pb2.ModelProto()
    model.pieces.add(piece="<unk>", score=0.0, type=2)
    model.pieces.add(piece="<s>", score=0.0, type=3)
    model.pieces.add(piece="</s>", score=0.0, type=3)
    for piece, score in scores.items():
        model.pieces.add(piece=piece, score=score, type=1)
    model.trainer_spec.model_type = 1  # unigram
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = False
    model.normalizer_spec.remove_extra_whitespaces = False
    return sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())


# %%
scores = town_scores(train_sentencepiece)
processor = processor_of(scores)
lines = [normalize(line) for line in load_lines()]
same = [viterbi_segment(line, scores) == processor.encode(line, out_type=str) for line in lines]
print(f"your segmentation is the library's on {sum(same)} of {len(lines)} lines")
for line in [lines[0], normalize("The ferrywoman whispered: 10 €!")]:
    print(" | ".join(viterbi_segment(line, scores)))

# %% nbgrader={"grade_id": "test_train_sentencepiece", "points": 7}
check = Check("train_sentencepiece", points=7)
with check.that(
    "a small corpus", hint='Three places go to special pieces (chapter 1, "Learning the scores")'
):
    wanted = {
        "▁hug": -1.3113,
        "▁pu": -1.7227,
        "▁": -2.3875,
        "un": -2.4167,
        "b": -2.4208,
        "s": -2.4208,
        "g": -2.4211,
        "p": -2.4247,
        "h": -2.4248,
        "n": -2.4249,
        "u": -2.4249,
    }
    check.equal(
        train_sentencepiece, ["hug pug pun", "bun hugs hug"] * 20, 14, expected=wanted, tolerance=1e-3
    )
with check.that(
    "an impossible size is an error",
    hint='Let the error of the library through (chapter 1, "Learning the scores")',
):
    check.raises(train_sentencepiece, ["hug pug"] * 5, 1000, error=RuntimeError)
### BEGIN HIDDEN TESTS
from bert2t5.data import load_lines
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import sentencepiece_model as reference

# The scores are sums of float32; on one machine and with one thread they are equal to the last digit.
with check.hidden(
    "lines of the story", hint='A unigram model, trained with the defaults (chapter 1, "Learning the scores")'
) as rng:
    for vocab_size in [90, 120]:
        sample = rng.sample(load_lines(), 60)
        wanted = reference.train_sentencepiece(sample, vocab_size)
        check.equal(train_sentencepiece, sample, vocab_size, expected=wanted, tolerance=1e-4)
with check.hidden(
    "other characters, and rare ones",
    hint='The defaults normalise, and drop very rare characters (chapter 1, "Learning the scores")',
) as rng:
    sample = [line.translate(str.maketrans("aeios", "éßжλｓ")) for line in rng.sample(load_lines(), 60)] + [
        "\u5b57"
    ]
    wanted = reference.train_sentencepiece(sample, 100)
    check.equal(train_sentencepiece, sample, 100, expected=wanted, tolerance=1e-4)
check.diagnose(known_mistakes("01_subwords", "train_sentencepiece"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Part 3: how large a vocabulary?
#
# ## 10. Sequence lengths
#
# *Warm-up, 6 minutes, 7 points*
#
# More merges make texts shorter, and the model's table of pieces larger.
# Measure it: count the tokens of the whole corpus when only the first merges are used.
# Each word counts as often as it occurs.
#
# By hand, for *low* 5 times and *lot* once, with the merges `l o` and `lo w</w>`:
#
# ```
# merges used   low          lot          tokens
# 0             l o w</w>    l o t</w>    5 * 3 + 3 = 18
# 1             lo w</w>     lo t</w>     5 * 2 + 2 = 12
# 2             low</w>      lo t</w>     5 * 1 + 2 = 7
# ```

# %% nbgrader={"grade_id": "sequence_lengths", "solution": true}
from bert2t5_reference.bpe import sequence_lengths

# %% [markdown]
# The first merges save most:

# %%
numbers = [0, 10, 20, 40, 70, 100, 150, 200, 250, 300]
lengths_seen = sequence_lengths(word_counts, town_merges(train_bpe), numbers)
symbols = {symbol for word in word_counts for symbol in split_word(word)}
figure, axes = plt.subplots(figsize=(6.5, 3.5))
axes.plot([len(symbols) + number for number in numbers], lengths_seen, marker="o")
axes.axhline(sum(word_counts.values()), linestyle="--", color="gray")
axes.annotate("one token per word", (len(symbols) + 150, sum(word_counts.values())), va="bottom", ha="left")
axes.set(
    xlabel="vocabulary size",
    ylabel="tokens of the story",
    ylim=(0, None),
    title="Vocabulary and sequence length",
)
axes.grid(alpha=0.3)

# %% nbgrader={"grade_id": "test_sequence_lengths", "points": 7}
check = Check("sequence_lengths", points=7)
low = ({"low": 5, "lot": 1}, [("l", "o"), ("lo", "w</w>")])
with check.that(
    "the example by hand",
    hint='All tokens of the corpus (chapter 1, "Vocabulary size against sequence length")',
):
    check.equal(sequence_lengths, *low, [0, 1, 2], expected=[18, 12, 7])
with check.that(
    "any list of numbers",
    hint='One answer for each entry, in its order (chapter 1, "Vocabulary size against sequence length")',
):
    check.equal(sequence_lengths, *low, [2, 0, 2, 50], expected=[7, 18, 7, 7])
    check.equal(sequence_lengths, *low, [], expected=[])
with check.that(
    "no words", hint='An empty corpus has no tokens (chapter 1, "Vocabulary size against sequence length")'
):
    check.equal(sequence_lengths, {}, [("l", "o")], [0, 1], expected=[0, 0])
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import bpe as reference

with check.hidden(
    "frequent words weigh more",
    hint='Each occurrence of a word is encoded (chapter 1, "Vocabulary size against sequence length")',
) as rng:
    for _ in range(5):
        corpus = cases.word_counts(rng, "abcé", size=12, lengths=(2, 7), highest=20)
        merges = reference.train_bpe(corpus, 10)
        wanted = reference.sequence_lengths(corpus, merges, [len(merges)])
        check.equal(sequence_lengths, corpus, merges, [len(merges)], expected=wanted)
with check.hidden(
    "only the first merges",
    hint='Use the first n merges for the entry n (chapter 1, "Vocabulary size against sequence length")',
) as rng:
    for _ in range(5):
        corpus = cases.word_counts(rng, "abc", size=12, lengths=(3, 7), highest=9)
        merges = reference.train_bpe(corpus, 12)
        wanted = reference.sequence_lengths(corpus, merges, [0, 1, 3, 6, 9])
        check.equal(sequence_lengths, corpus, merges, [0, 1, 3, 6, 9], expected=wanted)
with check.hidden(
    "numbers in any order",
    hint='One answer for each entry, in its order (chapter 1, "Vocabulary size against sequence length")',
) as rng:
    for _ in range(5):
        corpus = cases.word_counts(rng, "ab🙂", size=8, lengths=(1, 6), highest=9)
        merges = reference.train_bpe(corpus, 8)
        numbers = [9, *rng.choices(range(12), k=4), 99, 2, 2]
        wanted = reference.sequence_lengths(corpus, merges, numbers)
        check.equal(sequence_lengths, corpus, merges, numbers, expected=wanted)
check.diagnose(known_mistakes("01_subwords", "sequence_lengths"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# # Bonus
#
# ## 11. Expected counts
#
# *Hard, 25 minutes, 8 bonus points*
#
# To learn the scores, the trainer asks: how often is each piece used, on average over **all** segmentations?
# A segmentation counts with its probability.
# That is $e^{\text{sum of scores}}$, divided by the sum of this over all segmentations.
# Viterbi's table does it with a sum in place of the maximum.
# `forward[i]` is the log of the summed probability of all ways to cut `text[:i]`.
# `backward[i]` is the same for `text[i:]`.
# A piece from `start` to `end` is then used with probability
#
# $$\exp\bigl(\mathrm{forward}[\mathit{start}] + \mathrm{score} + \mathrm{backward}[\mathit{end}]
# - \mathrm{forward}[n]\bigr)$$
#
# By hand, for *ab* with the probabilities a 0.5, b 0.4, ab 0.2: the two segmentations have 0.5 · 0.4 = 0.2
# and 0.2.
# So each has probability one half, and the expected counts are a 0.5, b 0.5, ab 0.5.
#
# Work with logarithms all the way: a long text has a probability far below the smallest float.
# To add two numbers that are given by their logarithms $x \ge y$, use $x + \log(1 + e^{y - x})$.

# %% nbgrader={"grade_id": "expected_counts", "solution": true}
from bert2t5_reference.unigram import expected_counts

# %% [markdown]
# Which pieces share the word *lowering* in the model of the story?

# %%
town = town_scores(train_sentencepiece)
uses = expected_counts(normalize("lowering"), town)
print("best:", " | ".join(viterbi_segment(normalize("lowering"), town)))
for piece, use in sorted(uses.items(), key=lambda item: -item[1])[:12]:
    print(f"{piece:>8} {use:6.3f} {'=' * round(40 * use)}")

# %% nbgrader={"grade_id": "test_expected_counts", "points": 0}
check = Check("expected_counts", points=8, bonus=True)
halves = {"a": math.log(0.5), "b": math.log(0.4), "ab": math.log(0.2), "c": math.log(0.1)}
with check.that(
    "the example by hand",
    hint='Weigh every segmentation by its probability (chapter 1, "Learning the scores")',
):
    check.equal(expected_counts, "ab", halves, expected={"a": 0.5, "b": 0.5, "ab": 0.5}, tolerance=1e-6)
with check.that("a piece used twice", hint='Each place counts (chapter 1, "Learning the scores")'):
    check.equal(expected_counts, "cc", halves, expected={"c": 2.0}, tolerance=1e-6)
    check.equal(expected_counts, "abab", halves, expected={"a": 1.0, "b": 1.0, "ab": 1.0}, tolerance=1e-6)
with check.that(
    "unknown characters are not counted",
    hint='They take part, but are no pieces (chapter 1, "Learning the scores")',
):
    check.equal(expected_counts, "c?c", halves, expected={"c": 2.0}, tolerance=1e-6)
    check.equal(expected_counts, "", halves, expected={})
with check.that("a long text", hint='Stay with logarithms (chapter 1, "Learning the scores")'):
    check.equal(expected_counts, "c" * 600, halves, expected={"c": 600.0}, tolerance=1e-6)
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import unigram as reference

# 1e-6: rounding in 500 additions of logarithms stays below 1e-10, and a wrong formula is off by far more.
with check.hidden(
    "short texts", hint='Weigh every segmentation by its probability (chapter 1, "Learning the scores")'
) as rng:
    for letters in ["abc", "ab", "éa🙂"] * 3:
        case = cases.model(rng, 8, letters)
        check.equal(expected_counts, *case, expected=reference.expected_counts(*case), tolerance=1e-6)
with check.hidden(
    "unknown characters", hint='They take part at their price (chapter 1, "Learning the scores")'
) as rng:
    for rest in [14.0, 9.0, 5.0, -5.0]:
        for mirrored in [False, True]:
            case = cases.unknown_model(rng, rest, mirrored)
            check.equal(expected_counts, *case, expected=reference.expected_counts(*case), tolerance=1e-6)
with check.hidden("long texts", hint='Stay with logarithms (chapter 1, "Learning the scores")') as rng:
    for _ in range(3):
        case = cases.long_model(rng)
        check.equal(expected_counts, *case, expected=reference.expected_counts(*case), tolerance=1e-6)
with check.hidden(
    "few characters", hint='Only pieces of the text are keys (chapter 1, "Learning the scores")'
) as rng:
    for text in ["", "a", "?", "a?a"]:
        scores = {"a": -rng.uniform(1.0, 3.0), "b": -2.0, "aa": -3.0}
        wanted = reference.expected_counts(text, scores)
        check.equal(expected_counts, text, scores, expected=wanted, tolerance=1e-6)
check.diagnose(known_mistakes("01_subwords", "expected_counts"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## 12. Sampling
#
# *Medium, 25 minutes, 6 bonus points*
#
# A model that sees one word cut in several ways learns how its pieces relate.
# So training may draw a random segmentation each time, with probability proportional to $P^\alpha$.
# With $\alpha = 0$ all are equally likely, 1 is the model, and a large $\alpha$ comes close to Viterbi.
#
# First go forward and sum, as in exercise 11, with every score multiplied by $\alpha$.
# Then walk back from the end, and draw each last piece by its share of the sum.
# Randomness is easy to get wrong and hard to check, so there are two functions.
# `apply_sample_segmentation` gets the random numbers and is checked exactly (4 points);
# `sample_segmentation` draws them, and its shares are checked on many draws (2 points).
#
# By hand, for *ab* with a 0.5, b 0.4, ab 0.2 and α = 1:
#
# ```
# last piece, by increasing start   ab     b
# share                             0.5    0.5
# cumulative                        0.5    1.0
# draw 0.3 takes ab, draw 0.7 takes b
# ```

# %% nbgrader={"grade_id": "apply_sample_segmentation", "solution": true}
from bert2t5_reference.unigram import apply_sample_segmentation

# %% nbgrader={"grade_id": "sample_segmentation", "solution": true}
from bert2t5_reference.unigram import sample_segmentation

# %% [markdown]
# One phrase, cut twelve times:

# %%
town = town_scores(train_sentencepiece)
rng = random.Random(7)
for alpha in [0.1, 0.5, 5.0]:
    print(f"alpha = {alpha}")
    for _ in range(4):
        print("   ", " | ".join(sample_segmentation(normalize("the lower town"), town, alpha, rng)))

# %% nbgrader={"grade_id": "test_apply_sample_segmentation", "points": 0}
check = Check("apply_sample_segmentation", points=4, bonus=True)
halves = {"a": math.log(0.5), "b": math.log(0.4), "ab": math.log(0.2)}
with check.that(
    "the draw chooses the last piece", hint='Candidates by increasing start (chapter 1, "Sampling")'
):
    check.equal(apply_sample_segmentation, "ab", halves, 1.0, [0.3, 0.0], expected=["ab"])
    check.equal(apply_sample_segmentation, "ab", halves, 1.0, [0.7, 0.0], expected=["a", "b"])
with check.that(
    "the first draw is for the last piece", hint='Walk from the end to the start (chapter 1, "Sampling")'
):
    draws = [0.3, 0.7, 0.5, 0.5]
    check.equal(apply_sample_segmentation, "abab", halves, 1.0, draws, expected=["a", "b", "ab"])
with check.that("alpha", hint='It multiplies every score (chapter 1, "Sampling")'):
    skewed = {"a": -1.0, "b": -1.0, "ab": -9.0}
    check.equal(apply_sample_segmentation, "ab", skewed, 0.0, [0.4, 0.0], expected=["ab"])
    check.equal(apply_sample_segmentation, "ab", skewed, 1.0, [0.4, 0.0], expected=["a", "b"])
with check.that("no text, unknown characters", hint='As in Viterbi (chapter 1, "Sampling")'):
    check.equal(apply_sample_segmentation, "", halves, 1.0, [], expected=[])
    check.equal(apply_sample_segmentation, "?b", halves, 1.0, [0.5, 0.5], expected=["?", "b"])
### BEGIN HIDDEN TESTS
from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes
from bert2t5_reference import unigram as reference

# A draw within rounding (1e-12) of a border could go either way: about one case in 10^9.
apply = reference.apply_sample_segmentation


def drawn(rng, text_and_scores, alpha):
    text, scores = text_and_scores
    return text, scores, alpha, [rng.random() for _ in text]


def mirrored(text, scores, alpha, draws):
    return apply(text, scores, alpha, [1.0 - draw for draw in draws])


def backwards(text, scores, alpha, draws):
    return apply(text, scores, alpha, draws[::-1])


def alpha_left_out(text, scores, alpha, draws):
    return apply(text, scores, 1.0, draws)


def unknown_without_penalty(text, scores, alpha, draws):
    return apply(text, dict.fromkeys(text, min(scores.values())) | scores, alpha, draws)


def unknown_without_alpha(text, scores, alpha, draws):
    price = min(scores.values()) - reference.UNKNOWN_PENALTY
    return apply(text, dict.fromkeys(text, price / alpha) | scores, alpha, draws)


with check.hidden(
    "the order of candidates and draws",
    hint='Start from the end; candidates by increasing start (chapter 1, "Sampling")',
) as rng:
    for letters in ["abc", "éa🙂"] * 5:
        case = cases.telling(
            lambda letters=letters: drawn(rng, cases.model(rng, 7, letters), 1.0), apply, mirrored, backwards
        )
        check.equal(apply_sample_segmentation, *case, expected=apply(*case))
with check.hidden("alpha from 0 to 4", hint='It multiplies every score (chapter 1, "Sampling")') as rng:
    for alpha in [0.0, 0.1, 0.3, 4.0] * 3:
        case = cases.telling(
            lambda alpha=alpha: drawn(rng, cases.model(rng, 7, "abc"), alpha), apply, alpha_left_out
        )
        check.equal(apply_sample_segmentation, *case, expected=apply(*case))
with check.hidden(
    "segmentations that are equally likely",
    hint='A candidate stands for all ways to the text before it (chapter 1, "Sampling")',
) as rng:
    for alpha, low, high in [(0.0, 0.41, 0.44), (0.3, 0.41, 0.44), (0.3, 0.475, 0.495)] * 2:
        text, scores, draws = cases.equal_ways(rng, low, high)
        wanted = apply(text, scores, alpha, draws)
        check.equal(apply_sample_segmentation, text, scores, alpha, draws, expected=wanted)
with check.hidden(
    "unknown characters", hint='Their score is multiplied by alpha too (chapter 1, "Sampling")'
) as rng:
    for mirrored in [False, True] * 3:

        def priced(mirrored=mirrored):
            return drawn(rng, cases.unknown_model(rng, 14.0, mirrored), rng.choice([0.1, 0.2, 0.4]))

        for mistake in [unknown_without_alpha, unknown_without_penalty]:
            case = cases.telling(priced, apply, mistake)
            check.equal(apply_sample_segmentation, *case, expected=apply(*case))
with check.hidden("long and short texts", hint='Stay with logarithms (chapter 1, "Sampling")') as rng:
    for alpha in [0.5, 2.0]:  # P^2 of every long text is below the smallest float
        for model in [cases.long_model(rng), *((text, {"a": -1.0}) for text in ["", "a", "?"])]:
            case = drawn(rng, model, alpha)
            check.equal(apply_sample_segmentation, *case, expected=apply(*case))
check.diagnose(known_mistakes("01_subwords", "apply_sample_segmentation"))
### END HIDDEN TESTS
check.verdict()

# %% nbgrader={"grade_id": "test_sample_segmentation", "points": 0}
check = Check("sample_segmentation", points=2, bonus=True)
with check.that("where there is one way only", hint='The pieces join to the text (chapter 1, "Sampling")'):
    check.equal(sample_segmentation, "ba", {"a": -1.0, "b": -1.0}, 1.0, random.Random(0), expected=["b", "a"])
    check.equal(sample_segmentation, "", {"a": -1.0}, 1.0, random.Random(0), expected=[])
with check.that("both of two ways turn up", hint='Alpha 0 makes them equally likely (chapter 1, "Sampling")'):
    skewed = {"a": -1.0, "b": -1.0, "ab": -9.0}
    seen = {
        str(check.value(sample_segmentation, "ab", skewed, 0.0, random.Random(seed))) for seed in range(50)
    }
    both = {"['a', 'b']", "['ab']"}
    check.require(seen == both, "not the two ways in 50 draws", expected=sorted(both), got=sorted(seen))
### BEGIN HIDDEN TESTS
from collections import Counter

from bert2t5_grader.cases import subwords as cases
from bert2t5_grader.bank import known_mistakes

# False alarms: with at most 8 segmentations and 600 draws the L1 distance of shares and probabilities
# reaches 0.3 with a probability of at most 2^8 * exp(-600 * 0.3^2 / 2) < 1e-9 in each of the 3 cases
# (the bound of Bretagnolle, Huber and Carol).
# Power: the best segmentation alone is at least 0.6 away. With alpha left out the probabilities are at least
# 0.7 away, so the shares pass with a probability below 2^8 * exp(-600 * 0.4^2 / 2) < 1e-18. Draws that
# are not even or not independent are at least 0.6 away in three_pairs, so they pass with one below 1e-9.
with check.hidden(
    "the shares of the segmentations", hint='Proportional to P to the power of alpha (chapter 1, "Sampling")'
) as rng:
    for draw_model, alpha in [(cases.peaked_model, 0.1), (cases.three_pairs, 0.3), (cases.peaked_model, 4.0)]:
        text, scores = draw_model(rng, alpha)
        wanted = {str(list(way)): share for way, share in cases.probabilities(text, scores, alpha).items()}
        draws = [
            str(check.value(sample_segmentation, text, scores, alpha, random.Random(rng.getrandbits(64))))
            for _ in range(600)
        ]
        shares = {way: count / len(draws) for way, count in Counter(draws).items()}
        check.require(cases.distance(shares, wanted) < 0.3, "the shares are not the probabilities")
with check.hidden(
    "rng is the only source of randomness",
    hint='The same state gives the same segmentation (chapter 1, "Sampling")',
) as rng:
    for _ in range(3):
        text, scores = cases.long_model(rng)
        seed = rng.getrandbits(64)
        once, again = (
            check.value(sample_segmentation, text, scores, 0.2, random.Random(seed)) for _ in range(2)
        )
        check.require(str(once) == str(again), "the same state gave two segmentations")
check.diagnose(known_mistakes("01_subwords", "sample_segmentation"))
### END HIDDEN TESTS
check.verdict()

# %% [markdown]
# ## Your points
#
# The last cell adds up the cards of this session.
# Before you hand in, restart the kernel and run all cells once more.

# %%
Summary(
    [
        "count_pairs",
        "merge_pair",
        "train_bpe",
        "encode_word",
        "decode",
        "normalize",
        "detokenize",
        "viterbi_segment",
        "train_sentencepiece",
        "sequence_lengths",
        "expected_counts",
        "apply_sample_segmentation",
        "sample_segmentation",
    ]
)

# %% [markdown]
# ## What you have now
#
# You have a BPE tokenizer that learns the merges of subword-nmt, ties included.
# You have the text rules and the search of SentencePiece, and the library agreed with you on every line.
# The next chapter takes the pieces and turns each of them into a vector.
