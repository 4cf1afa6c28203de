"""Answers to `sequence_lengths`: wrong ones with the misconception behind them, then right ones."""

from collections import Counter
from operator import mul

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.bpe import encode_word


@wrong(
    "Counts every word once: a word that occurs five times takes its tokens five times (chapter 1, "
    "Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    return [sum(len(encode_word(word, merges[:number])) for word in word_counts) for number in num_merges]


@wrong(
    "Uses all merges for every entry: each entry looks at the merges that were learned by then (chapter 1, "
    "Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for _ in num_merges:
        lengths.append(sum(count * len(encode_word(word, merges)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Takes one merge too many: with n merges the merges of rank 0 to n - 1 apply (chapter 1, Vocabulary "
    "size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = merges[: number + 1]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Takes one merge too few: with n merges the merges of rank 0 to n - 1 apply (chapter 1, Vocabulary size "
    "against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = merges[: max(number - 1, 0)]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Leaves out the first merges instead of keeping them: n merges are the n that were learned first "
    "(chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = merges[number:]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Takes the merges from the end of the list: n merges are the n that were learned first (chapter 1, "
    "Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = merges[max(len(merges) - number, 0) :]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Takes 0 for no limit, because 0 is false in a condition: with no merges every character is a token "
    "(chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = merges[: number or None]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Uses only the last of the first n merges: all of them together cut the corpus (chapter 1, Vocabulary "
    "size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = merges[:number][-1:]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Adds to the total of the entry before: every entry starts at zero (chapter 1, Vocabulary size against "
    "sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    total = 0
    for number in num_merges:
        for word, count in word_counts.items():
            total += count * len(encode_word(word, merges[:number]))
        lengths.append(total)
    return lengths


@wrong(
    "Starts again at zero for every word, so that only the last word counts: the corpus is all words "
    "together (chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        total = 0
        for word, count in word_counts.items():
            total = count * len(encode_word(word, merges[:number]))
        lengths.append(total)
    return lengths


@wrong(
    "Writes a length for every word: an entry of num_merges gets one number for the whole corpus (chapter "
    "1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        for word, count in word_counts.items():
            lengths.append(count * len(encode_word(word, merges[:number])))
    return lengths


@wrong(
    "Counts different tokens: that is the vocabulary in use; the sequence length counts every token of the "
    "corpus (chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    return [
        len({token for word in word_counts for token in encode_word(word, merges[:number])})
        for number in num_merges
    ]


@wrong(
    "Adds up the characters of the tokens: merging does not change them, and the length of a sequence is "
    "its number of tokens (chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        total = 0
        for word, count in word_counts.items():
            for token in encode_word(word, merges[:number]):
                total += count * len(token)
        lengths.append(total)
    return lengths


@wrong(
    "Adds a token for the mark of each word's end: the mark is glued to the last token and costs none "
    "(chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        total = 0
        for word, count in word_counts.items():
            total += count * (len(encode_word(word, merges[:number])) + 1)
        lengths.append(total)
    return lengths


@wrong(
    "Lets every merge shorten every word by one token: a merge shortens only the words that hold its pair, "
    "and once for each place (chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = min(number, len(merges))
        lengths.append(sum(count * max(len(word) - used, 1) for word, count in word_counts.items() if word))
    return lengths


@wrong(
    "Divides by the number of words: the answer is the total of the corpus, not an average (chapter 1, "
    "Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    words = sum(word_counts.values())
    lengths = []
    for number in num_merges:
        total = sum(count * len(encode_word(word, merges[:number])) for word, count in word_counts.items())
        lengths.append(total / words if words else 0)
    return lengths


@wrong(
    "Sorts the numbers of merges: the answers stand in the order of the entries (chapter 1, Vocabulary size "
    "against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in sorted(num_merges):
        used = merges[:number]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Looks at a number of merges only once: an entry that comes again gets its answer again (chapter 1, "
    "Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = {}
    for number in num_merges:
        used = merges[:number]
        lengths[number] = sum(count * len(encode_word(word, used)) for word, count in word_counts.items())
    return list(lengths.values())


@wrong(
    "Leaves out numbers beyond the last merge: they mean all merges and get an answer too (chapter 1, "
    "Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        if number <= len(merges):
            used = merges[:number]
            lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Asks for a merge beyond the end of the list: a number that is too large means all merges (chapter 1, "
    "Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = [merges[rank] for rank in range(number)]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Uses the place of an entry instead of the entry: the values in num_merges say how many merges to use "
    "(chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in range(len(num_merges)):
        used = merges[:number]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
    return lengths


@wrong(
    "Answers the first entry only, because the function returns within its loop: every entry gets an answer "
    "(chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        used = merges[:number]
        lengths.append(sum(count * len(encode_word(word, used)) for word, count in word_counts.items()))
        return lengths
    return lengths


@wrong(
    "Returns a dictionary from numbers of merges to lengths: the answer is a list in the order of the "
    "entries (chapter 1, Vocabulary size against sequence length)"
)
def sequence_lengths(word_counts, merges, num_merges):
    return {
        number: sum(count * len(encode_word(word, merges[:number])) for word, count in word_counts.items())
        for number in num_merges
    }


@right("nested comprehension")
def sequence_lengths(word_counts, merges, num_merges):
    return [
        sum(count * len(encode_word(word, merges[:number])) for word, count in word_counts.items())
        for number in num_merges
    ]


@right("while loops and indices")
def sequence_lengths(word_counts, merges, num_merges):
    words = list(word_counts)
    lengths = [0] * len(num_merges)
    k = 0
    while k < len(num_merges):
        used = []
        for rank in range(min(num_merges[k], len(merges))):
            used.append(merges[rank])
        for word in words:
            lengths[k] = lengths[k] + len(encode_word(word, used)) * word_counts[word]
        k = k + 1
    return lengths


@right("words outside, entries inside")
def sequence_lengths(word_counts, merges, num_merges):
    lengths = [0 for _ in num_merges]
    for word, count in word_counts.items():
        for k, number in enumerate(num_merges):
            lengths[k] += count * len(encode_word(word, merges[:number]))
    return lengths


@right("functional: map, mul and sum")
def sequence_lengths(word_counts, merges, num_merges):
    def length(number):
        tokens = map(lambda word: len(encode_word(word, merges[:number])), word_counts)
        return sum(map(mul, tokens, word_counts.values()))

    return list(map(length, num_merges))


@right("Counter of all tokens")
def sequence_lengths(word_counts, merges, num_merges):
    lengths = []
    for number in num_merges:
        tokens = Counter()
        for word, count in word_counts.items():
            for token in encode_word(word, merges[:number]):
                tokens[token] += count
        lengths.append(sum(tokens.values()))
    return lengths


@right("computes each different number once and looks it up")
def sequence_lengths(word_counts, merges, num_merges):
    known = {}
    for number in {min(number, len(merges)) for number in num_merges}:
        used = merges[:number]
        known[number] = sum(count * len(encode_word(word, used)) for word, count in word_counts.items())
    return [known[min(number, len(merges))] for number in num_merges]


@right("recursion over the entries")
def sequence_lengths(word_counts, merges, num_merges):
    def lengths(numbers):
        if not numbers:
            return []
        first, *rest = numbers
        total = 0
        for word in word_counts:
            total += word_counts[word] * len(encode_word(word, merges[:first]))
        return [total, *lengths(rest)]

    return lengths(num_merges)
