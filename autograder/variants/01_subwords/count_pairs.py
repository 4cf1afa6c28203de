"""Answers to `count_pairs`: wrong ones with the misconception behind them, then right ones."""

from collections import Counter, defaultdict
from functools import reduce
from itertools import chain, combinations, groupby, pairwise

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.bpe import END_OF_WORD


@wrong(
    "Counts every word once: a pair counts as often as its word occurs in the corpus (chapter 1, Counting "
    "pairs)"
)
def count_pairs(words):
    pairs = {}
    for word in words:
        for pair in zip(word, word[1:]):
            pairs[pair] = pairs.get(pair, 0) + 1
    return pairs


@wrong(
    "Cuts the word into blocks of two: the window moves by one symbol, so that neighbouring pairs overlap "
    "(chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for i in range(0, len(word) - 1, 2):
            pair = (word[i], word[i + 1])
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs


@wrong(
    "Counts the words that hold a pair: a pair that stands twice in a word counts twice for that word "
    "(chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = Counter()
    for word, count in words.items():
        for pair in set(zip(word, word[1:])):
            pairs[pair] += count
    return pairs


@wrong(
    "Counts a run of equal symbols without overlap, as a merge would use it up: counting lets pairs "
    "overlap, merging does not (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = Counter()
    for word, count in words.items():
        previous_end = {}
        for i in range(len(word) - 1):
            pair = (word[i], word[i + 1])
            if previous_end.get(pair) == i:
                continue
            pairs[pair] += count
            previous_end[pair] = i + 1
    return pairs


@wrong(
    "Lines the words up and counts pairs across their borders: a pair never spans two words (chapter 1, "
    "Counting pairs)"
)
def count_pairs(words):
    pairs = Counter()
    symbols = list(chain.from_iterable(word * count for word, count in words.items()))
    for pair in pairwise(symbols):
        pairs[pair] += 1
    return pairs


@wrong(
    "Stops one pair too early: a word of n symbols holds n - 1 pairs, and the last of them ends at the "
    "word's end (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for i in range(len(word) - 2):
            pair = (word[i], word[i + 1])
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs


@wrong(
    "Starts one pair too late: the first pair of a word begins at its first symbol (chapter 1, Counting "
    "pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for i in range(1, len(word) - 1):
            pair = (word[i], word[i + 1])
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs


@wrong(
    "Runs one position too far and looks for a neighbour after the last symbol: a word of n symbols holds n "
    "- 1 pairs (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for i in range(len(word)):
            pair = (word[i], word[i + 1])
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs


@wrong(
    "Makes a pair of the last and the first symbol: a word is no circle, its first symbol has no left "
    "neighbour (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for i in range(len(word)):
            pair = (word[i - 1], word[i])
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs


@wrong(
    "Takes (a, b) and (b, a) for the same pair: a pair is ordered, left symbol first (chapter 1, Counting "
    "pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for first, second in zip(word, word[1:]):
            pair = tuple(sorted((first, second)))
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs


@wrong(
    "Keeps only the latest count of a pair: the counts of all its places in the corpus add up (chapter 1, "
    "Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            pairs[pair] = count
    return pairs


@wrong(
    "Starts a new pair at 1: the first place of a pair counts as often as its word occurs, like every other "
    "place (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            if pair in pairs:
                pairs[pair] += count
            else:
                pairs[pair] = 1
    return pairs


@wrong(
    "Starts a new pair at 1 and then adds the word's count: before its first place a pair has been seen "
    "zero times (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            pairs[pair] = pairs.get(pair, 1) + count
    return pairs


@wrong(
    "Glues the two symbols to one string: different pairs can make the same string, so the key is the pair "
    "itself (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for first, second in zip(word, word[1:]):
            pairs[first + second] = pairs.get(first + second, 0) + count
    return pairs


@wrong(
    "Counts pairs of characters: the units are symbols, and a symbol can be longer than one character "
    "(chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        letters = "".join(word)
        for pair in zip(letters, letters[1:]):
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs


@wrong(
    "Counts any two symbols of a word, however far apart: only direct neighbours make a pair (chapter 1, "
    "Counting pairs)"
)
def count_pairs(words):
    pairs = Counter()
    for word, count in words.items():
        for pair in combinations(word, 2):
            pairs[pair] += count
    return dict(pairs)


@wrong(
    "Looks at the first word only, because the function returns within its loop: every word of the corpus "
    "counts (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            pairs[pair] = pairs.get(pair, 0) + count
        return pairs
    return pairs


@wrong(
    "Leaves out pairs with the mark of the word's end: the marked last symbol is a symbol like any other "
    "(chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        for first, second in zip(word, word[1:]):
            if not second.endswith(END_OF_WORD):
                pairs[first, second] = pairs.get((first, second), 0) + count
    return pairs


@wrong(
    "Keeps the counts of earlier calls: a default value is made once, not at every call, and each call has "
    "to start from nothing (chapter 1, Counting pairs)"
)
def count_pairs(words, pairs={}):
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs


@wrong(
    "Returns a sorted list: the answer is a dictionary from each pair to its number of occurrences (chapter "
    "1, Counting pairs)"
)
def count_pairs(words):
    pairs = Counter()
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            pairs[pair] += count
    return pairs.most_common()


@wrong(
    "Leaves out pairs that occur once: counting reports every pair, and only training asks for two "
    "occurrences (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = Counter()
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            pairs[pair] += count
    return {pair: count for pair, count in pairs.items() if count >= 2}


@wrong(
    "Returns shares instead of counts: the answer is the number of occurrences, which is not divided by a "
    "total (chapter 1, Counting pairs)"
)
def count_pairs(words):
    pairs = Counter()
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            pairs[pair] += count
    total = sum(pairs.values())
    return {pair: count / total for pair, count in pairs.items()}


@right("Counter and zip")
def count_pairs(words):
    pairs = Counter()
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            pairs[pair] += count
    return pairs


@right("defaultdict and pairwise")
def count_pairs(words):
    pairs = defaultdict(int)
    for word, count in words.items():
        for first, second in pairwise(word):
            pairs[first, second] += count
    return pairs


@right("while loop, and `in` before adding")
def count_pairs(words):
    result = {}
    for word in words:
        i = 1
        while i < len(word):
            left = word[i - 1]
            right_symbol = word[i]
            if (left, right_symbol) not in result:
                result[(left, right_symbol)] = 0
            result[(left, right_symbol)] = result[(left, right_symbol)] + words[word]
            i = i + 1
    return result


@right("remembers the previous symbol")
def count_pairs(words):
    pairs = {}
    for word, count in words.items():
        previous = None
        for symbol in word:
            if previous is not None:
                pairs.setdefault((previous, symbol), 0)
                pairs[previous, symbol] += count
            previous = symbol
    return pairs


@right("one Counter for each word, times its frequency")
def count_pairs(words):
    total = Counter()
    for word, frequency in words.items():
        inside = Counter(pairwise(word))
        total.update({pair: times * frequency for pair, times in inside.items()})
    return dict(total)


@right("recursion over the symbols")
def count_pairs(words):
    def of_word(word, count):
        if len(word) < 2:
            return Counter()
        return of_word(word[1:], count) + Counter({(word[0], word[1]): count})

    return dict(sum((of_word(word, count) for word, count in words.items()), Counter()))


@right("functional: reduce over all places")
def count_pairs(words):
    places = ((pair, count) for word, count in words.items() for pair in pairwise(word))
    return reduce(lambda pairs, place: {**pairs, place[0]: pairs.get(place[0], 0) + place[1]}, places, {})


@right("sorts the places and adds up groups")
def count_pairs(words):
    places = sorted((pair, count) for word, count in words.items() for pair in zip(word, word[1:]))
    return {
        pair: sum(count for _, count in group) for pair, group in groupby(places, key=lambda place: place[0])
    }


@right("first the set of pairs, then a sum for each")
def count_pairs(words):
    found = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    return {
        pair: sum(count * list(zip(word, word[1:])).count(pair) for word, count in words.items())
        for pair in found
    }


@right("try and except KeyError")
def count_pairs(words):
    pairs = dict()
    for word, count in words.items():
        for index, symbol in enumerate(word[:-1]):
            try:
                pairs[(symbol, word[index + 1])] += count
            except KeyError:
                pairs[(symbol, word[index + 1])] = count
    return pairs
