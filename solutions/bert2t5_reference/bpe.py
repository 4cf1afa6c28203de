"""Byte pair encoding of words: learn merges of neighbouring symbols, then apply them by rank.

Follows version 0.2 of subword-nmt's codes file: the mark of a word's end is glued to its last character, the
most frequent pair is merged first, and of equally frequent pairs the lexicographically greatest one.
Left out: dropout, glossaries, and splitting rare pieces back.

Source: Sennrich, Haddow and Birch (2016), "Neural Machine Translation of Rare Words with Subword Units";
github.com/rsennrich/subword-nmt.
"""

import heapq
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

END_OF_WORD = "</w>"
CODES_VERSION = "#version: 0.2"

Symbol = TypeVar("Symbol", str, bytes)
HeapEntry: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...], tuple[Symbol, Symbol]]


def count_words(text: str) -> dict[str, int]:
    r"""Count the words of a text, in order of first appearance.

    Words are separated by ASCII blanks and newlines, and by nothing else: a tab or a no-break space belongs
    to its word. A carriage return is dropped where it touches a line's edge, as subword-nmt does.

    >>> count_words("low lower\r\nlow\n")
    {'low': 2, 'lower': 1}
    """
    return dict(Counter(find_words(text)))


def find_words(text: str) -> list[str]:
    r"""Return the words of a text in order, separated as `count_words` says.

    >>> find_words("low lower\r\nlow\n")
    ['low', 'lower', 'low']
    """
    lines = (line.strip("\r ") for line in text.split("\n"))
    return [word for line in lines for word in line.split(" ") if word]


def split_word(word: str) -> tuple[str, ...]:
    """Split a word into its characters, with the mark of the word's end glued to the last one.

    >>> split_word("low")
    ('l', 'o', 'w</w>')
    >>> split_word("")
    ()
    """
    if not word:
        return ()
    return (*word[:-1], word[-1] + END_OF_WORD)


def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    """Count the pairs of neighbouring symbols in a corpus.

    Each word counts as often as it occurs. Pairs may overlap: the three symbols a, a, a hold the pair (a, a)
    twice. A pair never spans two words.

    Args:
        words: how often each word occurs; a word is a tuple of symbols.

    Returns:
        The number of occurrences of every pair that occurs.

    >>> count_pairs({("l", "o", "w"): 5, ("l", "o"): 2})
    {('l', 'o'): 7, ('o', 'w'): 5}
    """
    ### BEGIN SOLUTION
    pairs: dict[tuple[str, str], int] = {}
    for word, count in words.items():
        for position in range(len(word) - 1):
            pair = (word[position], word[position + 1])
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs
    ### END SOLUTION


def merge_pair(word: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    """Fuse every occurrence of a pair in one word.

    The word is read from left to right, and a symbol takes part in one merge at most.

    Args:
        word: the symbols of one word.
        pair: the two neighbouring symbols to fuse.

    Returns:
        The symbols of the word after the merge.

    >>> merge_pair(("l", "o", "l", "o", "w"), ("l", "o"))
    ('lo', 'lo', 'w')
    >>> merge_pair(("a", "a", "a"), ("a", "a"))
    ('aa', 'a')
    """
    ### BEGIN SOLUTION
    merged = []
    position = 0
    while position < len(word):
        if word[position : position + 2] == pair:
            merged.append(pair[0] + pair[1])
            position += 2
        else:
            merged.append(word[position])
            position += 1
    return tuple(merged)
    ### END SOLUTION


def train_bpe(word_counts: dict[str, int], num_merges: int) -> list[tuple[str, str]]:
    """Learn merges from the words of a corpus.

    Every word starts as `split_word(word)`. Each round merges the pair that occurs most often, everywhere; of
    equally frequent pairs it takes the lexicographically greatest (Python's order of tuples of strings).
    Training stops early when no pair occurs at least twice.

    Args:
        word_counts: how often each word occurs in the corpus.
        num_merges: the number of merges to learn, 0 or more.

    Returns:
        The merges in the order in which they were learned.

    >>> train_bpe({"low": 5, "lower": 2, "newest": 6, "widest": 3}, 4)
    [('s', 't</w>'), ('e', 'st</w>'), ('l', 'o'), ('w', 'est</w>')]
    """
    ### BEGIN SOLUTION
    words = {split_word(word): count for word, count in word_counts.items()}
    merges: list[tuple[str, str]] = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges
    ### END SOLUTION


def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """Cut a word into subwords with learned merges.

    The word starts as `split_word(word)`. Of the pairs that it holds, the one that was learned first (the
    lowest rank) is merged everywhere in the word; this repeats until it holds no learned pair. A pair that is
    listed twice has its first rank.

    Args:
        word: one word, without blanks.
        merges: the merges in the order in which they were learned.

    Returns:
        The subwords; the last one ends with `</w>`.

    >>> encode_word("lowest", [("s", "t</w>"), ("e", "st</w>"), ("l", "o")])
    ['lo', 'w', 'est</w>']
    """
    ### BEGIN SOLUTION
    ranks: dict[tuple[str, str], int] = {}
    for rank, pair in enumerate(merges):
        ranks.setdefault(pair, rank)
    symbols = split_word(word)
    while True:
        learned = [pair for pair in count_pairs({symbols: 1}) if pair in ranks]
        if not learned:
            return list(symbols)
        symbols = merge_pair(symbols, min(learned, key=lambda pair: ranks[pair]))
    ### END SOLUTION


def decode(tokens: list[str]) -> str:
    """Join subwords to text.

    A token that ends with `</w>` ends a word; words are joined by one blank. A last word without its end is
    kept. Only the mark at the end of a token is a mark; anywhere else `</w>` is text.

    Args:
        tokens: subwords of one or more words.

    Returns:
        The text.

    >>> decode(["lo", "w", "est</w>", "new</w>"])
    'lowest new'
    >>> decode(["low</w>", "ne"])
    'low ne'
    """
    ### BEGIN SOLUTION
    words = []
    unfinished = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            words.append(unfinished + token[: -len(END_OF_WORD)])
            unfinished = ""
        else:
            unfinished += token
    if unfinished:
        words.append(unfinished)
    return " ".join(words)
    ### END SOLUTION


def sequence_lengths(
    word_counts: dict[str, int], merges: list[tuple[str, str]], num_merges: list[int]
) -> list[int]:
    """Return how many tokens the whole corpus has when only the first merges are used.

    Args:
        word_counts: how often each word occurs in the corpus.
        merges: the merges in the order in which they were learned.
        num_merges: numbers of merges to look at, each 0 or more; a number beyond the end means all merges.

    Returns:
        For each entry of `num_merges` the number of tokens that `encode_word` gives, over all words of the
        corpus.

    >>> sequence_lengths({"low": 5, "lot": 1}, [("l", "o"), ("lo", "w</w>")], [0, 1, 2])
    [18, 12, 7]
    """
    ### BEGIN SOLUTION
    lengths = []
    for number in num_merges:
        total = 0
        for word, count in word_counts.items():
            total += count * len(encode_word(word, merges[:number]))
        lengths.append(total)
    return lengths
    ### END SOLUTION


def train_bpe_fast(
    word_counts: dict[str, int], num_merges: int, min_frequency: int = 2
) -> list[tuple[str, str]]:
    """Learn the same merges as `train_bpe`, in a fraction of its time.

    Args:
        word_counts: how often each word occurs in the corpus.
        num_merges: the number of merges to learn, 0 or more.
        min_frequency: training stops when the best pair occurs fewer times than this, 1 or more.

    Returns:
        The merges in the order in which they were learned.

    >>> train_bpe_fast({"low": 5, "lower": 2, "newest": 6, "widest": 3}, 2)
    [('s', 't</w>'), ('e', 'st</w>')]
    """
    words = {split_word(word): count for word, count in word_counts.items()}
    return learn_merges(words, num_merges, min_frequency)


def encode_text(text: str, merges: list[tuple[str, str]]) -> list[str]:
    """Cut every word of a text into subwords.

    Unlike `encode_word` for each word, it ranks the merges once and cuts each distinct word once.

    >>> encode_text("low lot", [("l", "o"), ("lo", "w</w>")])
    ['low</w>', 'lo', 't</w>']
    """
    merge_rank = rank_merges(merges)
    subwords: dict[str, tuple[str, ...]] = {}
    tokens: list[str] = []
    for word in find_words(text):
        if word not in subwords:
            subwords[word] = merge_by_rank(split_word(word), merge_rank)
        tokens.extend(subwords[word])
    return tokens


def rank_merges(merges: list[tuple[Symbol, Symbol]]) -> dict[tuple[Symbol, Symbol], int]:
    """Return the rank of every merge; of a pair that is listed twice, the first.

    >>> rank_merges([("a", "b"), ("b", "c"), ("a", "b")])
    {('a', 'b'): 0, ('b', 'c'): 1}
    """
    merge_rank: dict[tuple[Symbol, Symbol], int] = {}
    for rank, pair in enumerate(merges):
        merge_rank.setdefault(pair, rank)
    return merge_rank


def merge_by_rank(
    symbols: tuple[Symbol, ...], merge_rank: dict[tuple[Symbol, Symbol], int]
) -> tuple[Symbol, ...]:
    """Merge the pair of lowest rank, everywhere, until no ranked pair is left.

    >>> merge_by_rank((b"a", b"b", b"c"), {(b"b", b"c"): 0, (b"a", b"b"): 1})
    (b'a', b'bc')
    """
    while True:
        learned = [pair for pair in pairwise(symbols) if pair in merge_rank]
        if not learned:
            return symbols
        # merge_pair only compares and adds symbols: bytes do as well as strings.
        symbols = merge_pair(symbols, min(learned, key=merge_rank.__getitem__))


def learn_merges(
    words: dict[tuple[Symbol, ...], int], num_merges: int, min_frequency: int
) -> list[tuple[Symbol, Symbol]]:
    """Learn merges of words that are already cut into symbols (strings or bytes).

    Unlike `train_bpe` it counts all pairs once, remembers which words hold a pair, and after a merge updates
    only the counts of those words. A heap finds the best pair. A count in the heap may be too high but never
    too low, so an entry is checked when it comes to the top, and goes back with its true count if that has
    dropped.

    Raises:
        ValueError: if `num_merges` is negative or `min_frequency` is below 1.

    >>> learn_merges({(b"a", b"b"): 2, (b"b", b"c"): 2}, num_merges=1, min_frequency=1)
    [(b'b', b'c')]
    """
    if num_merges < 0:
        raise ValueError(f"num_merges is {num_merges}, allowed are 0 and more")
    if min_frequency < 1:
        raise ValueError(f"min_frequency is {min_frequency}, allowed are 1 and more")
    index = PairIndex(words)
    merges: list[tuple[Symbol, Symbol]] = []
    while len(merges) < num_merges:
        best = index.pop_best(min_frequency)
        if best is None:
            break
        merges.append(best)
        index.merge(best)
    return merges


class PairIndex(Generic[Symbol]):
    """The words of a corpus, the count of every pair, the words that hold it, and a heap of pairs."""

    def __init__(self, words: dict[tuple[Symbol, ...], int]) -> None:
        self.words = list(words)
        self.word_counts = list(words.values())
        self.pair_counts: Counter[tuple[Symbol, Symbol]] = Counter()
        # The sets only grow: they may still name words that have lost the pair.
        self.words_with: defaultdict[tuple[Symbol, Symbol], set[int]] = defaultdict(set)
        for number, word in enumerate(self.words):
            self._count(word, number)
        self.heap = [self._heap_entry(pair) for pair in self.pair_counts]
        heapq.heapify(self.heap)

    def pop_best(self, min_frequency: int) -> tuple[Symbol, Symbol] | None:
        """Return the most frequent pair, the greatest of several, or None if it is below `min_frequency`."""
        while self.heap:
            negative_count, _, _, pair = heapq.heappop(self.heap)
            count = self.pair_counts[pair]
            if count < min_frequency:
                continue
            if count == -negative_count:
                return pair
            heapq.heappush(self.heap, self._heap_entry(pair))
        return None

    def merge(self, pair: tuple[Symbol, Symbol]) -> None:
        """Fuse a pair in every word that holds it, and update the counts of their pairs."""
        fused = pair[0] + pair[1]
        grown: set[tuple[Symbol, Symbol]] = set()
        for number in self.words_with.pop(pair):
            word = self.words[number]
            merged = merge_pair(word, pair)
            if len(merged) == len(word):
                continue
            self.words[number] = merged
            for neighbours in pairwise(word):
                self.pair_counts[neighbours] -= self.word_counts[number]
            self._count(merged, number)
            # Only a pair with the new symbol can have become more frequent.
            grown.update(neighbours for neighbours in pairwise(merged) if fused in neighbours)
        for neighbours in grown:
            heapq.heappush(self.heap, self._heap_entry(neighbours))

    def _count(self, word: tuple[Symbol, ...], number: int) -> None:
        for pair in pairwise(word):
            self.pair_counts[pair] += self.word_counts[number]
            self.words_with[pair].add(number)

    def _heap_entry(self, pair: tuple[Symbol, Symbol]) -> HeapEntry[Symbol]:
        return (-self.pair_counts[pair], descending_key(pair[0]), descending_key(pair[1]), pair)


@cache
def descending_key(symbol: str | bytes) -> tuple[int, ...]:
    """Return a key that sorts symbols from the greatest to the smallest, as a heap of minima needs them.

    The closing 1 is above every negated code, so that a symbol comes after the longer ones that it begins.

    >>> sorted(["ab", "a", "b"], key=descending_key)
    ['b', 'ab', 'a']
    """
    codes = symbol if isinstance(symbol, bytes) else map(ord, symbol)
    return (*(-code for code in codes), 1)


def write_codes(path: str | Path, merges: list[tuple[str, str]]) -> None:
    """Write merges as a codes file of version 0.2: the line of the version, then one merge per line."""
    lines = [CODES_VERSION, *(f"{left} {right}" for left, right in merges)]
    Path(path).write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


def read_codes(path: str | Path) -> list[tuple[str, str]]:
    """Read the merges of a codes file of version 0.2, in the order in which they were learned.

    Raises:
        ValueError: if the first line names no version or another one, or a line does not hold two symbols.
    """
    # Symbols may hold a carriage return or another of Unicode's line ends: only the newline ends a line.
    version, *lines = Path(path).read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    if version != CODES_VERSION:
        raise ValueError(f"{path}: the first line is {version!r}, allowed is {CODES_VERSION!r}")
    return [parse_merge(line, f"{path}, line {number}") for number, line in enumerate(lines, start=2)]


def parse_merge(line: str, place: str) -> tuple[str, str]:
    """Return the two symbols of a line; `place` names the line in the error.

    >>> parse_merge("lo w</w>", "codes.txt, line 2")
    ('lo', 'w</w>')
    """
    symbols = line.split(" ")
    if len(symbols) != 2 or not all(symbols):
        raise ValueError(f"{place}: found {line!r}, allowed are two symbols with one blank between them")
    return (symbols[0], symbols[1])
