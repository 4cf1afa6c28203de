"""Answers to `train_bpe`: wrong ones with the misconception behind them, then right ones."""

from collections import Counter, defaultdict
from itertools import pairwise

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.bpe import END_OF_WORD, count_pairs, merge_pair, split_word


@wrong(
    "Takes the smallest of equally frequent pairs: a tie goes to the lexicographically greatest pair "
    "(chapter 1, Ties)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    for _ in range(num_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Takes the first met of equally frequent pairs: a tie goes to the lexicographically greatest pair, "
    "whatever the order of the corpus (chapter 1, Ties)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    for _ in range(num_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        best = max(pairs, key=pairs.get)
        if pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Takes the last met of equally frequent pairs: a tie goes to the lexicographically greatest pair, "
    "whatever the order of the corpus (chapter 1, Ties)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    for _ in range(num_merges):
        best, highest = None, 2
        for pair, count in count_pairs(words).items():
            if count >= highest:
                best, highest = pair, count
        if best is None:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Breaks ties by the fused string: two pairs are compared symbol by symbol, as tuples (chapter 1, Ties)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair[0] + pair[1], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Gives a tie to the pair that makes the longest symbol: a tie goes to the lexicographically greatest "
    "pair, whatever its length (chapter 1, Ties)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], len("".join(pair)), pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Takes the greatest pair without looking at the counts: the most frequent pair wins, and the order of "
    "the symbols decides ties only (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        if not pairs:
            break
        best = max(pairs)
        if pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Goes on while there is any pair: training stops when no pair occurs at least twice (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    for _ in range(num_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong("Stops at a pair that occurs twice: two occurrences are enough for a merge (chapter 1, Training)")
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    for _ in range(num_merges):
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] <= 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Looks at the count after it has learned the merge: a pair that occurs once is not learned at all "
    "(chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
        if pairs[best] < 2:
            break
    return merges


@wrong(
    "Does not expect a corpus without pairs: when every word is one symbol there is nothing left to merge, "
    "and training stops (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    for _ in range(num_merges):
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        if pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Counts every word once: a pair counts as often as its words occur in the corpus (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): 1 for word in word_counts}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Loses the frequencies of the words with the first merge: they stay the same in every round (chapter 1, "
    "Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = Counter(merge_pair(word, best) for word in words)
    return merges


@wrong(
    "Leaves out words that occur once: their pairs count too, since the threshold of two is for pairs "
    "(chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items() if count >= 2}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Starts from bare characters: the last symbol of every word carries the mark of the word's end (chapter "
    "1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {tuple(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Makes the mark of the word's end a symbol of its own, as the first version of BPE did: here it is "
    "glued to the last character (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {(*word, END_OF_WORD): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Cuts the mark of the word's end into its characters: the last symbol is the last character with the "
    "whole mark (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {tuple(word + END_OF_WORD): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Counts the pairs once and takes the most frequent ones: every merge changes the words, so each round "
    "counts again (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    pairs = count_pairs(words)
    ranked = sorted(pairs, key=lambda pair: (pairs[pair], pair), reverse=True)
    return [pair for pair in ranked if pairs[pair] >= 2][:num_merges]


@wrong(
    "Learns all pairs with the highest count in one round: a round learns one pair, and the next round "
    "counts again (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        highest = max(pairs.values(), default=0)
        if highest < 2:
            break
        for best in sorted((pair for pair in pairs if pairs[pair] == highest), reverse=True):
            merges.append(best)
            words = {merge_pair(word, best): count for word, count in words.items()}
    return merges[:num_merges]


@wrong(
    "Throws the merged words away: the next round counts the pairs of the words after the merge (chapter 1, "
    "Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    for _ in range(num_merges):
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        for word in words:
            word = merge_pair(word, best)
    return merges


@wrong(
    "Keeps only the words that hold the pair: all words of the corpus stay in the count of the next round "
    "(chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items() if best in pairwise(word)}
    return merges


@wrong(
    "Merges the first occurrence in each word only: a merge fuses the pair wherever it stands (chapter 1, "
    "Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        changed = {}
        for word, count in words.items():
            places = [i for i in range(len(word) - 1) if word[i : i + 2] == best]
            if places:
                word = word[: places[0]] + ("".join(best),) + word[places[0] + 2 :]
            changed[word] = count
        words = changed
    return merges


@wrong(
    "Counts the alphabet in, as if a size of the vocabulary were asked for: num_merges is the number of "
    "merges alone (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    vocabulary = {symbol for word in words for symbol in word}
    while len(vocabulary) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        vocabulary.add(best[0] + best[1])
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong("Learns one merge too few: as many rounds run as merges are asked for (chapter 1, Training)")
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    for _ in range(1, num_merges):
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Learns a merge before it asks how many are wanted: with zero merges nothing is learned (chapter 1, "
    "Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while True:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best)
        words = {merge_pair(word, best): count for word, count in words.items()}
        if len(merges) >= num_merges:
            break
    return merges


@wrong(
    "Returns the new symbols: a merge is the pair of symbols that it fuses, since the string alone does not "
    "say where to cut it (chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2:
            break
        merges.append(best[0] + best[1])
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@wrong(
    "Returns a dictionary of ranks: the answer is the list of pairs in the order in which they were learned "
    "(chapter 1, Training)"
)
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = {}
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        best = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
        if best is None or pairs[best] < 2 or best in merges:
            break
        merges[best] = len(merges)
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges


@right("tuples of count and pair, compared as a whole")
def train_bpe(word_counts, num_merges):
    corpus = {split_word(word): count for word, count in word_counts.items()}
    learned = []
    for _ in range(num_merges):
        candidates = [(count, pair) for pair, count in count_pairs(corpus).items() if count > 1]
        if not candidates:
            return learned
        _, best = max(candidates)
        learned.append(best)
        corpus = {merge_pair(word, best): count for word, count in corpus.items()}
    return learned


@right("sorts the pairs twice: by symbols, then by count")
def train_bpe(word_counts, num_merges):
    words = {split_word(word): count for word, count in word_counts.items()}
    merges = []
    while len(merges) < num_merges:
        pairs = count_pairs(words)
        ranked = sorted(pairs, reverse=True)
        ranked.sort(key=lambda pair: -pairs[pair])
        if not ranked or pairs[ranked[0]] == 1:
            break
        merges.append(ranked[0])
        changed = {}
        for word in words:
            changed[merge_pair(word, ranked[0])] = words[word]
        words = changed
    return merges


@right("explicit loops, no helper but split_word")
def train_bpe(word_counts, num_merges):
    words = []
    for word in word_counts:
        words.append([list(split_word(word)), word_counts[word]])
    merges = []
    while len(merges) < num_merges:
        pairs = {}
        for symbols, count in words:
            for i in range(len(symbols) - 1):
                pair = (symbols[i], symbols[i + 1])
                pairs[pair] = pairs.get(pair, 0) + count
        best = None
        best_count = 1
        for pair in pairs:
            if pairs[pair] > best_count:
                best = pair
                best_count = pairs[pair]
            elif best is not None and pairs[pair] == best_count and pair > best:
                best = pair
        if best is None:
            break
        for entry in words:
            symbols = entry[0]
            i = 0
            while i < len(symbols) - 1:
                if symbols[i] == best[0] and symbols[i + 1] == best[1]:
                    symbols[i : i + 2] = [best[0] + best[1]]
                i += 1
        merges.append(best)
    return merges


@right("Counter, most_common and the ties at its top")
def train_bpe(word_counts, num_merges):
    words = Counter({split_word(word): count for word, count in word_counts.items()})
    merges = []
    while len(merges) < num_merges:
        top = Counter(count_pairs(words)).most_common()
        if not top or top[0][1] < 2:
            break
        best = max(pair for pair, count in top if count == top[0][1])
        merges.append(best)
        words = Counter({merge_pair(word, best): count for word, count in words.items()})
    return merges


@right("recursion: one merge, then the rest")
def train_bpe(word_counts, num_merges):
    def learn(words, left):
        pairs = {pair: count for pair, count in count_pairs(words).items() if count >= 2}
        if left == 0 or not pairs:
            return []
        best = max(pairs, key=lambda pair: (pairs[pair], *pair))
        return [best, *learn({merge_pair(word, best): count for word, count in words.items()}, left - 1)]

    return learn({split_word(word): count for word, count in word_counts.items()}, num_merges)


@right("incremental: recounts only the words that changed")
def train_bpe(word_counts, num_merges):
    words = [(split_word(word), count) for word, count in word_counts.items()]
    pairs = defaultdict(int)
    for symbols, count in words:
        for pair in pairwise(symbols):
            pairs[pair] += count
    merges = []
    while len(merges) < num_merges:
        count, best = max(((count, pair) for pair, count in pairs.items()), default=(0, None))
        if count < 2:
            break
        merges.append(best)
        for number, (symbols, count) in enumerate(words):
            merged = merge_pair(symbols, best)
            if merged != symbols:
                for pair in pairwise(symbols):
                    pairs[pair] -= count
                for pair in pairwise(merged):
                    pairs[pair] += count
                words[number] = (merged, count)
    return merges


@right("generator of merges, cut off by zip")
def train_bpe(word_counts, num_merges):
    def merges():
        words = {split_word(word): count for word, count in word_counts.items()}
        while pairs := count_pairs(words):
            highest = max(pairs.values())
            if highest < 2:
                return
            best = sorted(pair for pair, count in pairs.items() if count == highest)[-1]
            yield best
            words = {merge_pair(word, best): count for word, count in words.items()}

    return [pair for _, pair in zip(range(num_merges), merges())]
