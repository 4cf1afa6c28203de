"""Answers to `truncate_pair`: wrong ones with the misconception behind them, then right ones."""

from collections import deque
from itertools import chain, islice, zip_longest

from bert2t5_grader.bank import right, wrong


@wrong(
    "Cuts the first text alone: at each step the longer of the two loses a token (chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    room = max(0, max_length - len(b_ids))
    return list(a_ids[:room]), list(b_ids)


@wrong(
    "Cuts the second text alone: at each step the longer of the two loses a token (chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    room = max(0, max_length - len(a_ids))
    return list(a_ids), list(b_ids[:room])


@wrong(
    "Empties the second text before it touches the first: at each step the longer of the two loses a token "
    "(chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    both = list(a_ids) + list(b_ids)
    kept = both[:max_length]
    return kept[: len(a_ids)], kept[len(a_ids) :]


@wrong(
    "Empties the first text before it touches the second: at each step the longer of the two loses a token "
    "(chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    b_kept = list(b_ids[:max_length])
    a_kept = list(a_ids[: max_length - len(b_kept)])
    return a_kept, b_kept


@wrong("Cuts from the front: a text loses tokens at its end (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while len(a_ids) + len(b_ids) > max_length:
        if len(a_ids) > len(b_ids):
            a_ids.pop(0)
        else:
            b_ids.pop(0)
    return a_ids, b_ids


@wrong(
    "Gives each text half of the room, whatever the other one needs: what a short text leaves goes to the "
    "long one (chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    if len(a_ids) + len(b_ids) <= max_length:
        return list(a_ids), list(b_ids)
    half = max_length // 2
    return list(a_ids[: max_length - half]), list(b_ids[:half])


@wrong(
    "Gives the odd place to the longer text, as the library tokenizers does: token by token, the first text"
    " keeps it (chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    if len(a_ids) + len(b_ids) <= max_length:
        return list(a_ids), list(b_ids)
    if len(a_ids) > len(b_ids):
        b_length = min(len(b_ids), max_length // 2)
        return a_ids[: max_length - b_length], b_ids[:b_length]
    a_length = min(len(a_ids), max_length // 2)
    return a_ids[:a_length], b_ids[: max_length - a_length]


@wrong("Cuts the first of two equally long texts: the second one loses a token (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while len(a_ids) + len(b_ids) > max_length:
        if len(a_ids) >= len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong(
    "Takes a token from both of two equally long texts: the second one loses a token, and the lengths are "
    "looked at again (chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while len(a_ids) + len(b_ids) > max_length:
        difference = len(a_ids) - len(b_ids)
        if difference >= 0:
            a_ids.pop()
        if difference <= 0:
            b_ids.pop()
    return a_ids, b_ids


@wrong("Cuts the shorter text: the longer one gives way (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while len(a_ids) + len(b_ids) > max_length:
        if a_ids and (len(a_ids) < len(b_ids) or not b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong(
    "Cuts the two texts in turn, whatever their lengths are: the longer one gives way until they are equal "
    "(chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    cut_second = True
    while len(a_ids) + len(b_ids) > max_length:
        if (cut_second and b_ids) or not a_ids:
            b_ids.pop()
        else:
            a_ids.pop()
        cut_second = not cut_second
    return a_ids, b_ids


@wrong(
    "Asks once which text is longer and takes everything from that one: the lengths are looked at before "
    "each token (chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    excess = max(0, len(a_ids) + len(b_ids) - max_length)
    if len(a_ids) > len(b_ids):
        return list(a_ids[: max(0, len(a_ids) - excess)]), list(b_ids)
    return list(a_ids), list(b_ids[: max(0, len(b_ids) - excess)])


@wrong(
    "Shrinks both texts in proportion: the longer one gives way alone until they are equal (chapter 2, "
    "Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    total = len(a_ids) + len(b_ids)
    if total <= max_length:
        return list(a_ids), list(b_ids)
    keep = round(len(a_ids) * max_length / total)
    return list(a_ids[:keep]), list(b_ids[: max_length - keep])


@wrong("Gives the whole room to each text: it is the room of both together (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    return list(a_ids[:max_length]), list(b_ids[:max_length])


@wrong(
    "Leaves places for [CLS] and two [SEP]: the room is for the tokens of the texts, and whoever packs them"
    " has subtracted the others (chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while a_ids + b_ids and len(a_ids) + len(b_ids) > max_length - 3:
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong("Cuts until less than the room is used: a pair that just fits is kept (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while (a_ids or b_ids) and len(a_ids) + len(b_ids) >= max_length:
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong("Stops one token too early: no more than the room may be left (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    for _ in range(len(a_ids) + len(b_ids) - max_length - 1):
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong("Cuts the caller's own lists: take copies first (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    while len(a_ids) + len(b_ids) > max_length:
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong(
    "Slices off the last 0 tokens with [:-0], which leaves nothing: a text that loses no token stays whole "
    "(chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_length, b_length = len(a_ids), len(b_ids)
    while a_length + b_length > max_length:
        if a_length > b_length:
            a_length -= 1
        else:
            b_length -= 1
    a_cut, b_cut = len(a_ids) - a_length, len(b_ids) - b_length
    return list(a_ids[:-a_cut]), list(b_ids[:-b_cut])


@wrong("Says nothing about a negative room: it is refused with a ValueError (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    a_ids, b_ids = list(a_ids), list(b_ids)
    while a_ids + b_ids and len(a_ids) + len(b_ids) > max_length:
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong(
    "Takes tokens from empty lists when the room is negative: look at the room first, and raise a "
    "ValueError (chapter 2, Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    a_ids, b_ids = list(a_ids), list(b_ids)
    while len(a_ids) + len(b_ids) > max_length:
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong(
    "Refuses room for 0 tokens: then both texts are empty, and only a negative room is an error (chapter 2,"
    " Cutting a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length <= 0:
        raise ValueError("max_length must be positive")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while len(a_ids) + len(b_ids) > max_length:
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong("Always keeps a token of each text: a text may become empty (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_ids, b_ids = list(a_ids), list(b_ids)
    while len(a_ids) + len(b_ids) > max_length and (len(a_ids) > 1 or len(b_ids) > 1):
        if len(a_ids) > len(b_ids):
            a_ids.pop()
        else:
            b_ids.pop()
    return a_ids, b_ids


@wrong(
    "Returns the shorter text first: the two come back in the order in which they came (chapter 2, Cutting "
    "a pair)"
)
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    shorter, longer = sorted([list(a_ids), list(b_ids)], key=len)
    while len(shorter) + len(longer) > max_length:
        if len(shorter) > len(longer):
            shorter.pop()
        else:
            longer.pop()
    return shorter, longer


@wrong("Returns a list of two lists: the answer is a pair, a tuple (chapter 2, Cutting a pair)")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    pair = [list(a_ids), list(b_ids)]
    while len(pair[0]) + len(pair[1]) > max_length:
        if len(pair[0]) > len(pair[1]):
            pair[0].pop()
        else:
            pair[1].pop()
    return pair


@right("lengths first, then two slices")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length must not be negative")
    a_length, b_length = len(a_ids), len(b_ids)
    while a_length + b_length > max_length:
        if b_length >= a_length:
            b_length -= 1
        else:
            a_length -= 1
    return a_ids[:a_length], b_ids[:b_length]


@right("closed form, without a loop")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError(f"max_length {max_length} is negative")
    b_half = max_length // 2
    a_half = max_length - b_half
    a_length = min(len(a_ids), max(a_half, max_length - len(b_ids)))
    b_length = min(len(b_ids), max(b_half, max_length - len(a_ids)))
    return list(a_ids[:a_length]), list(b_ids[:b_length])


@right("deals out the places: one to the first text, one to the second, in turn")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("no room")
    firsts, seconds = [(0, token) for token in a_ids], [(1, token) for token in b_ids]
    dealt = chain.from_iterable(zip_longest(firsts, seconds))
    kept = list(islice((token for token in dealt if token), max_length))
    return [token for text, token in kept if text == 0], [token for text, token in kept if text == 1]


@right("recursion, one token at a time")
def truncate_pair(a_ids, b_ids, max_length):
    def cut(first, second):
        if len(first) + len(second) <= max_length:
            return first, second
        if len(first) > len(second):
            return cut(first[:-1], second)
        return cut(first, second[:-1])

    if max_length < 0:
        raise ValueError("max_length is negative")
    return cut(a_ids[:], b_ids[:])


@right("two steps: level the longer text, then cut in turn")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length is negative")
    excess = len(a_ids) + len(b_ids) - max_length
    if excess <= 0:
        return list(a_ids), list(b_ids)
    gap = abs(len(a_ids) - len(b_ids))
    level = min(gap, excess)
    a_cut, b_cut = (level, 0) if len(a_ids) > len(b_ids) else (0, level)
    rest = excess - level
    a_cut += rest // 2
    b_cut += rest - rest // 2
    return a_ids[: len(a_ids) - a_cut], b_ids[: len(b_ids) - b_cut]


@right("deques, and the longer one by max, which takes the first of two equal ones")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length is negative")
    first, second = deque(a_ids), deque(b_ids)
    while len(first) + len(second) > max_length:
        max(second, first, key=len).pop()
    return list(first), list(second)


@right("searches all splits of the room for the most even one")
def truncate_pair(a_ids, b_ids, max_length):
    if max_length < 0:
        raise ValueError("max_length is negative")
    kept = min(max_length, len(a_ids) + len(b_ids))
    splits = [(i, kept - i) for i in range(len(a_ids) + 1) if 0 <= kept - i <= len(b_ids)]
    a_length, b_length = min(splits, key=lambda split: (abs(split[0] - split[1]), -split[0]))
    return a_ids[:a_length], b_ids[:b_length]
