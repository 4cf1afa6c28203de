"""Answers to `merge_pair`: wrong ones with the misconception behind them, then right ones."""

import re
from functools import reduce

from bert2t5_grader.bank import right, wrong


@wrong(
    "Keeps the right symbol after a merge: both symbols are used up, so reading goes on behind them "
    "(chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    for i in range(len(word)):
        if word[i : i + 2] == pair:
            merged.append(word[i] + word[i + 1])
        else:
            merged.append(word[i])
    return tuple(merged)


@wrong("Merges only the first occurrence: every occurrence in the word is fused (chapter 1, Merging a pair)")
def merge_pair(word, pair):
    for i in range(len(word) - 1):
        if (word[i], word[i + 1]) == pair:
            return word[:i] + (word[i] + word[i + 1],) + word[i + 2 :]
    return word


@wrong(
    "Reads from right to left: where occurrences overlap, the leftmost one is fused (chapter 1, Merging a "
    "pair)"
)
def merge_pair(word, pair):
    merged = []
    i = len(word) - 1
    while i >= 0:
        if i > 0 and (word[i - 1], word[i]) == pair:
            merged.insert(0, word[i - 1] + word[i])
            i -= 2
        else:
            merged.insert(0, word[i])
            i -= 1
    return tuple(merged)


@wrong(
    "Loses the last symbol when it is in no merge: every symbol that is not fused is kept (chapter 1, "
    "Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word) - 1:
        if (word[i], word[i + 1]) == pair:
            merged.append(word[i] + word[i + 1])
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


@wrong(
    "Never fuses the last two symbols: a pair at the end of the word is an occurrence like any other "
    "(chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if i < len(word) - 2 and (word[i], word[i + 1]) == pair:
            merged.append(word[i] + word[i + 1])
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


@wrong("Fuses (b, a) as well as (a, b): a pair is ordered, left symbol first (chapter 1, Merging a pair)")
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if sorted(word[i : i + 2]) == sorted(pair):
            merged.append(word[i] + word[i + 1])
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


@wrong(
    "Replaces text, and so also fuses the end of one symbol with the beginning of the next: only whole "
    "symbols match a pair (chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    return tuple(" ".join(word).replace(" ".join(pair), "".join(pair)).split(" ")) if word else ()


@wrong(
    "Compares the glued strings: different pairs can make the same string, and only the two symbols of the "
    "pair match (chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if "".join(word[i : i + 2]) == pair[0] + pair[1] and i + 1 < len(word):
            merged.append(word[i] + word[i + 1])
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


@wrong(
    "Takes a symbol that ends like the pair's left symbol for that symbol: only whole symbols match, and a "
    "fused one does not grow further (chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    for symbol in word:
        if merged and merged[-1].endswith(pair[0]) and symbol == pair[1]:
            merged[-1] += symbol
        else:
            merged.append(symbol)
    return tuple(merged)


@wrong(
    "Looks at the left symbol only and glues whatever follows: both symbols have to match (chapter 1, "
    "Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if word[i] == pair[0] and i + 1 < len(word):
            merged.append(word[i] + word[i + 1])
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


@wrong(
    "Cuts the word into blocks of two: when a block is not the pair, reading goes on one symbol further "
    "(chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    for i in range(0, len(word), 2):
        block = word[i : i + 2]
        if block == pair:
            merged.append(block[0] + block[1])
        else:
            merged.extend(block)
    return tuple(merged)


@wrong(
    "Asks where a symbol stands first instead of where the loop is: a symbol that occurs again has another "
    "right neighbour (chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    skip = False
    for symbol in word:
        if skip:
            skip = False
            continue
        i = word.index(symbol)
        if word[i : i + 2] == pair:
            merged.append(pair[0] + pair[1])
            skip = True
        else:
            merged.append(symbol)
    return tuple(merged)


@wrong(
    "Shortens the list while the loop counts on to its old length: after a merge the word has fewer symbols "
    "(chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    symbols = list(word)
    for i in range(len(symbols) - 1):
        if symbols[i] == pair[0] and symbols[i + 1] == pair[1]:
            symbols[i : i + 2] = [pair[0] + pair[1]]
    return tuple(symbols)


@wrong(
    "Skips the symbol behind a merge: reading goes on right after the two fused symbols (chapter 1, Merging "
    "a pair)"
)
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if word[i : i + 2] == pair:
            merged.append(pair[0] + pair[1])
            i += 3
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


@wrong(
    "Puts the pair itself in the word: a merge makes one new symbol, a string, of the two (chapter 1, "
    "Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if word[i : i + 2] == pair:
            merged.append(pair)
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


@wrong(
    "Writes a blank between the two symbols, as the codes file does: the new symbol is their characters and "
    "nothing else (chapter 1, Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if word[i : i + 2] == pair:
            merged.append(" ".join(pair))
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return tuple(merged)


@wrong("Returns a list: a word is a tuple of symbols before and after a merge (chapter 1, Merging a pair)")
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if word[i : i + 2] == pair:
            merged.append(pair[0] + pair[1])
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return merged


@wrong(
    "Returns one string: the word stays cut into symbols, and only the pair is fused (chapter 1, Merging a "
    "pair)"
)
def merge_pair(word, pair):
    merged = ""
    i = 0
    while i < len(word):
        if word[i : i + 2] == pair:
            merged += pair[0] + pair[1]
            i += 2
        else:
            merged += word[i]
            i += 1
    return merged


@wrong(
    "Keeps only the fused symbols: the symbols that are in no merge stay where they are (chapter 1, Merging "
    "a pair)"
)
def merge_pair(word, pair):
    merged = []
    i = 0
    while i < len(word):
        if word[i : i + 2] == pair:
            merged.append(pair[0] + pair[1])
            i += 2
        else:
            i += 1
    return tuple(merged)


@wrong(
    "Returns nothing when the word does not hold the pair: such a word comes back as it was (chapter 1, "
    "Merging a pair)"
)
def merge_pair(word, pair):
    if pair in zip(word, word[1:]):
        merged = []
        i = 0
        while i < len(word):
            if word[i : i + 2] == pair:
                merged.append(pair[0] + pair[1])
                i += 2
            else:
                merged.append(word[i])
                i += 1
        return tuple(merged)


@wrong(
    "Fuses whole runs of symbols from the pair: a merge joins exactly two neighbouring symbols (chapter 1, "
    "Merging a pair)"
)
def merge_pair(word, pair):
    merged = []
    previous = None
    for symbol in word:
        if previous == pair[0] and symbol == pair[1]:
            merged[-1] = merged[-1] + symbol
        else:
            merged.append(symbol)
        previous = symbol
    return tuple(merged)


@right("for loop with a flag that skips the right symbol")
def merge_pair(word, pair):
    result = []
    skip = False
    for i in range(len(word)):
        if skip:
            skip = False
        elif i + 1 < len(word) and word[i] == pair[0] and word[i + 1] == pair[1]:
            result.append(word[i] + word[i + 1])
            skip = True
        else:
            result.append(word[i])
    return tuple(result)


@right("stack: looks back at the last symbol written")
def merge_pair(word, pair):
    first, second = pair
    stack = []
    for symbol in word:
        if symbol == second and stack and stack[-1] == first:
            stack[-1] = first + second
        else:
            stack.append(symbol)
    return tuple(stack)


@right("list copy that shrinks while a while loop reads it")
def merge_pair(word, pair):
    symbols = list(word)
    i = 0
    while i < len(symbols) - 1:
        if (symbols[i], symbols[i + 1]) == tuple(pair):
            symbols[i] += symbols.pop(i + 1)
        i += 1
    return tuple(symbols)


@right("recursion on the rest of the word")
def merge_pair(word, pair):
    def merge(rest):
        if len(rest) < 2:
            return rest
        if rest[:2] == pair:
            return ("".join(pair), *merge(rest[2:]))
        return (rest[0], *merge(rest[1:]))

    return merge(word)


@right("jumps from one left symbol to the next with index")
def merge_pair(word, pair):
    merged = ()
    start = 0
    while True:
        try:
            found = word.index(pair[0], start)
        except ValueError:
            return merged + word[start:]
        merged += word[start:found]
        if word[found + 1 : found + 2] == (pair[1],):
            merged += (pair[0] + pair[1],)
            start = found + 2
        else:
            merged += (pair[0],)
            start = found + 1


@right("string trick: one character for each symbol, then str.replace")
def merge_pair(word, pair):
    fused = pair[0] + pair[1]
    symbols = list(dict.fromkeys((*word, *pair, fused)))
    letter = {symbol: chr(number) for number, symbol in enumerate(symbols)}
    text = "".join(letter[symbol] for symbol in word)
    text = text.replace(letter[pair[0]] + letter[pair[1]], letter[fused])
    return tuple(symbols[ord(character)] for character in text)


@right("regular expression over a string with one character for each symbol")
def merge_pair(word, pair):
    kinds = "".join("l" if s == pair[0] else "r" if s == pair[1] else "x" for s in word)
    pattern = "ll" if pair[0] == pair[1] else "lr"
    return tuple("".join(word[m.start() : m.end()]) for m in re.finditer(f"{pattern}|.", kinds))


@right("functional: reduce")
def merge_pair(word, pair):
    def step(done, symbol):
        if done and (done[-1], symbol) == pair:
            return (*done[:-1], done[-1] + symbol)
        return (*done, symbol)

    return reduce(step, word, ())


@right("generator over an iterator with a held symbol")
def merge_pair(word, pair):
    def symbols():
        held = None
        for symbol in word:
            if held == pair[0] and symbol == pair[1]:
                yield held + symbol
                held = None
                continue
            if held is not None:
                yield held
            held = symbol
        if held is not None:
            yield held

    return tuple(symbols())


@right("first the starts of the merges, then the symbols")
def merge_pair(word, pair):
    starts = []
    for i in range(len(word) - 1):
        if word[i : i + 2] == pair and (not starts or starts[-1] < i - 1):
            starts.append(i)
    used = {i + 1 for i in starts}
    return tuple(word[i] + word[i + 1] if i in starts else word[i] for i in range(len(word)) if i not in used)
