"""Answers to `encode_word`: wrong ones with the misconception behind them, then right ones."""

from itertools import pairwise
from math import inf

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.bpe import END_OF_WORD, count_pairs, merge_pair, split_word


@wrong(
    "Takes the longest subword that fits at the left, as WordPiece does: BPE repeats its merges in the "
    "order in which they were learned (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    vocabulary = {left + right_symbol for left, right_symbol in merges}
    symbols = split_word(word)
    tokens = []
    start = 0
    while start < len(symbols):
        end = len(symbols)
        while end > start + 1 and "".join(symbols[start:end]) not in vocabulary:
            end -= 1
        tokens.append("".join(symbols[start:end]))
        start = end
    return tokens


@wrong(
    "Merges the leftmost learned pair: of the pairs in the word the one with the lowest rank comes first, "
    "wherever it stands (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    while True:
        for pair in pairwise(symbols):
            if pair in merges:
                symbols = merge_pair(symbols, pair)
                break
        else:
            return list(symbols)


@wrong(
    "Merges the pair that was learned last: the pair that was learned first, the lowest rank, comes first "
    "(chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    ranks = {}
    for rank, pair in enumerate(merges):
        ranks.setdefault(pair, rank)
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in ranks]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, max(learned, key=ranks.get))


@wrong(
    "Gives a pair that is listed twice its last rank: the first one counts (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    ranks = {pair: rank for rank, pair in enumerate(merges)}
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in ranks]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned, key=ranks.get))


@wrong(
    "Goes through the merges once: a merge can make a pair of lower rank, and encoding ends when the word "
    "holds no learned pair (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    for pair in merges:
        symbols = merge_pair(symbols, pair)
    return list(symbols)


@wrong(
    "Gives up at the first merge that the word does not hold: later merges can still apply (chapter 1, "
    "Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    for pair in merges:
        if pair not in pairwise(symbols):
            break
        symbols = merge_pair(symbols, pair)
    return list(symbols)


@wrong(
    "Merges one pair and stops: encoding repeats until the word holds no learned pair (chapter 1, Encoding "
    "a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    for pair in merges:
        if pair in pairwise(symbols):
            return list(merge_pair(symbols, pair))
    return list(symbols)


@wrong(
    "Merges only pairs of the first characters and never the new symbols: a fused symbol can be part of the "
    "next merge (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    present = set(pairwise(symbols))
    for pair in dict.fromkeys(merges):
        if pair in present:
            symbols = merge_pair(symbols, pair)
    return list(symbols)


@wrong(
    "Merges one occurrence and chooses again: the pair of lowest rank is merged everywhere in the word "
    "first (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    ranks = {}
    for rank, pair in enumerate(merges):
        ranks.setdefault(pair, rank)
    symbols = list(split_word(word))
    while True:
        places = [i for i in range(len(symbols) - 1) if (symbols[i], symbols[i + 1]) in ranks]
        if not places:
            return symbols
        i = min(places, key=lambda i: ranks[symbols[i], symbols[i + 1]])
        symbols[i : i + 2] = [symbols[i] + symbols[i + 1]]


@wrong(
    "Takes rank 0 for no rank, because 0 is false in a condition: the merge that was learned first has rank "
    "0 and comes before all others (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    ranks = {}
    for rank, pair in enumerate(merges):
        ranks.setdefault(pair, rank)
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if ranks.get(pair)]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned, key=ranks.get))


@wrong(
    "Merges the pair that the word holds most often: counts decide in training, ranks in encoding (chapter "
    "1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    while True:
        counts = count_pairs({symbols: 1})
        learned = [pair for pair in counts if pair in merges]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, max(learned, key=lambda pair: (counts[pair], -merges.index(pair))))


@wrong(
    "Takes the lexicographically smallest learned pair: the rank decides, the place in the list of merges "
    "(chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned))


@wrong(
    "Takes the learned pair that makes the longest symbol: the rank decides, not the length (chapter 1, "
    "Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            return list(symbols)
        symbols = merge_pair(
            symbols, max(learned, key=lambda pair: (len("".join(pair)), -merges.index(pair)))
        )


@wrong(
    "Fuses any two neighbours whose string was learned: a merge is for its two symbols only, even where "
    "other symbols spell the same (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    ranks = {}
    for rank, (left, right_symbol) in enumerate(merges):
        ranks.setdefault(left + right_symbol, rank)
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair[0] + pair[1] in ranks]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned, key=lambda pair: ranks[pair[0] + pair[1]]))


@wrong(
    "Starts from bare characters: the word is split as in training, with the mark on its last symbol "
    "(chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = tuple(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned, key=merges.index))


@wrong(
    "Makes the mark of the word's end a symbol of its own: the word is split as in training, with the mark "
    "glued to its last character (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = (*word, END_OF_WORD)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned, key=merges.index))


@wrong(
    "Cuts the mark of the word's end into its characters: the last symbol is the last character with the "
    "whole mark (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = tuple(word + END_OF_WORD)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned, key=merges.index))


@wrong(
    "Takes the mark off the last subword: the mark stays, it is what tells decoding where the word ends "
    "(chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            break
        symbols = merge_pair(symbols, min(learned, key=merges.index))
    return [*symbols[:-1], *(symbol.removesuffix(END_OF_WORD) for symbol in symbols[-1:])]


@wrong(
    "Drops symbols that no merge has learned: encoding loses nothing, and a symbol that cannot be merged is "
    "a subword by itself (chapter 1, Encoding a new word)"
)
def encode_word(word, merges):
    known = {symbol for pair in merges for symbol in (*pair, "".join(pair))}
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            return [symbol for symbol in symbols if symbol in known]
        symbols = merge_pair(symbols, min(learned, key=merges.index))


@wrong(
    "Gives back nothing when no merge applies: the symbols of the word are its subwords then (chapter 1, "
    "Encoding a new word)"
)
def encode_word(word, merges):
    symbols = split_word(word)
    tokens = []
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            return tokens
        symbols = merge_pair(symbols, min(learned, key=merges.index))
        tokens = list(symbols)


@wrong("Returns a tuple: the subwords of a word are a list (chapter 1, Encoding a new word)")
def encode_word(word, merges):
    symbols = split_word(word)
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merges]
        if not learned:
            return symbols
        symbols = merge_pair(symbols, min(learned, key=merges.index))


@right("rank by list.index")
def encode_word(word, merges):
    symbols = split_word(word)
    while True:
        learned = [pair for pair in zip(symbols, symbols[1:]) if pair in merges]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned, key=merges.index))


@right("goes through the merges from the start again after each merge")
def encode_word(word, merges):
    symbols = split_word(word)
    i = 0
    while i < len(merges):
        merged = merge_pair(symbols, merges[i])
        if merged == symbols:
            i += 1
        else:
            symbols = merged
            i = 0
    return list(symbols)


@right("dictionary of ranks from the reversed list, infinity for unknown pairs")
def encode_word(word, merges):
    ranks = {merges[rank]: rank for rank in reversed(range(len(merges)))}
    symbols = split_word(word)
    while len(symbols) > 1:
        best = min(pairwise(symbols), key=lambda pair: ranks.get(pair, inf))
        if best not in ranks:
            break
        symbols = merge_pair(symbols, best)
    return list(symbols)


@right("recursion until nothing changes")
def encode_word(word, merges):
    def encode(symbols):
        present = count_pairs({symbols: 1})
        for pair in merges:
            if pair in present:
                return encode(merge_pair(symbols, pair))
        return list(symbols)

    return encode(split_word(word))


@right("explicit loops on a list, no helper")
def encode_word(word, merges):
    if word == "":
        return []
    ranks = {}
    for rank in range(len(merges)):
        if merges[rank] not in ranks:
            ranks[merges[rank]] = rank
    symbols = list(word)
    symbols[-1] += END_OF_WORD
    while True:
        lowest = len(merges)
        for i in range(len(symbols) - 1):
            pair = (symbols[i], symbols[i + 1])
            if pair in ranks and ranks[pair] < lowest:
                lowest = ranks[pair]
        if lowest == len(merges):
            return symbols
        left, right_symbol = merges[lowest]
        i = 0
        while i + 1 < len(symbols):
            if symbols[i] == left and symbols[i + 1] == right_symbol:
                symbols[i] = left + right_symbol
                del symbols[i + 1]
            i += 1


@right("next and a generator, for each round")
def encode_word(word, merges):
    symbols = split_word(word)
    while pair := next((pair for pair in merges if pair in set(pairwise(symbols))), None):
        symbols = merge_pair(symbols, pair)
    return [*symbols]


@right("set of present pairs, intersected with the ranks")
def encode_word(word, merges):
    ranks = {}
    for rank, pair in enumerate(merges):
        ranks[pair] = min(rank, ranks.get(pair, rank))
    symbols = split_word(word)
    while learned := ranks.keys() & set(pairwise(symbols)):
        symbols = merge_pair(symbols, sorted(learned, key=ranks.__getitem__)[0])
    return list(symbols)
