"""One BPE trainer and the five ways in which implementations choose among equally frequent pairs.

All five run on the same words without an end mark, so that the choice is the only difference; the rule on
bytes needs bytes as symbols. Each byte is held as the character of the same number, which keeps the order.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bert2t5_reference.bpe import count_pairs, merge_pair

Pair = tuple[str, str]
Choose = Callable[[list[Pair], dict[str, int]], Pair]


def first_met(tied: list[Pair], ids: dict[str, int]) -> Pair:
    """Return the pair that comes first when the words are read in order."""
    return tied[0]


def greatest(tied: list[Pair], ids: dict[str, int]) -> Pair:
    """Return the pair that a dictionary would list last."""
    return max(tied)


def smallest_ids(tied: list[Pair], ids: dict[str, int]) -> Pair:
    """Return the pair of the oldest symbols: the alphabet comes first, then the merges in order."""
    return min(tied, key=lambda pair: (ids[pair[0]], ids[pair[1]]))


def shortest(tied: list[Pair], ids: dict[str, int]) -> Pair:
    """Return the pair that fuses to the fewest characters; of these, to the string listed first."""
    return min(tied, key=lambda pair: (len("".join(pair)), "".join(pair)))


def utf8_symbols(word: str) -> tuple[str, ...]:
    """Return one symbol per byte.

    >>> utf8_symbols("é")
    ('Ã', '©')
    """
    return tuple(word.encode("utf-8").decode("latin-1"))


def show_utf8(symbol: str) -> str:
    """Return bytes as the text they spell, or in hexadecimal when they stop within a character.

    >>> show_utf8("Ã©"), show_utf8("Ã")
    ('é', '<C3>')
    """
    data = symbol.encode("latin-1")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(f"<{byte:02X}>" for byte in data)


@dataclass(frozen=True)
class TieRule:
    """A rule, who uses it, and how it sees a word."""

    name: str
    meaning: str
    used_by: str
    choose: Choose
    symbols: Callable[[str], tuple[str, ...]] = tuple
    show: Callable[[str], str] = str


RULES = (
    TieRule(
        "first met", "the pair that comes first in the text", "Sennrich et al. (2016); minbpe", first_met
    ),
    TieRule("greatest strings", "lexicographically last, by characters", "subword-nmt; our lab", greatest),
    TieRule(
        "greatest bytes",
        "lexicographically last, by bytes",
        "Stanford CS336; our byte-level BPE",
        greatest,
        utf8_symbols,
        show_utf8,
    ),
    TieRule("smallest ids", "the oldest symbols", "Hugging Face tokenizers", smallest_ids),
    TieRule("shortest", "fewest characters, then first in order", "SentencePiece", shortest),
)


def learn_merges(word_counts: dict[str, int], num_merges: int, rule: TieRule) -> list[Pair]:
    """Return the merges that a rule leads to.

    >>> learn_merges({"ab": 1, "bc": 1}, 1, RULES[0]), learn_merges({"ab": 1, "bc": 1}, 1, RULES[1])
    ([('a', 'b')], [('b', 'c')])
    """
    words = {rule.symbols(word): count for word, count in word_counts.items()}
    ids = {
        symbol: number for number, symbol in enumerate(sorted({symbol for word in words for symbol in word}))
    }
    merges: list[Pair] = []
    while len(merges) < num_merges and (pairs := count_pairs(words)):
        highest = max(pairs.values())
        best = rule.choose([pair for pair, count in pairs.items() if count == highest], ids)
        merges.append(best)
        ids.setdefault("".join(best), len(ids))
        words = {merge_pair(word, best): count for word, count in words.items()}
    return merges
