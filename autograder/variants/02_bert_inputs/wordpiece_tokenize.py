"""Answers to `wordpiece_tokenize`: wrong ones with the misconception behind them, then right ones."""

from itertools import accumulate

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.wordpiece import CONTINUATION, UNKNOWN_TOKEN


@wrong(
    "Takes the shortest piece that fits: the whole rest of the word is tried first, then one character less"
    " each time (chapter 2, Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(start + 1, len(word) + 1):
            piece = word[start:end] if start == 0 else CONTINUATION + word[start:end]
            if piece in vocab:
                break
        else:
            return [UNKNOWN_TOKEN]
        pieces.append(piece)
        start = end
    return pieces


@wrong(
    "Reads the word from its end: the longest piece at the beginning is taken first (chapter 2, Longest "
    "match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    end = len(word)
    while end > 0:
        for start in range(end):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                break
        else:
            return [UNKNOWN_TOKEN]
        pieces.insert(0, piece)
        end = start
    return pieces


@wrong(
    "Tries a shorter piece where the longest one leads nowhere: there is no way back, the word is unknown "
    "then (chapter 2, Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    def cut(start):
        if start == len(word):
            return []
        prefix = CONTINUATION if start else ""
        for end in range(len(word), start, -1):
            if prefix + word[start:end] in vocab:
                rest = cut(end)
                if rest is not None:
                    return [prefix + word[start:end]] + rest
        return None

    pieces = cut(0) if len(word) <= max_word_length else None
    return [UNKNOWN_TOKEN] if pieces is None else pieces


@wrong(
    "Takes the fewest pieces that make up the word: the longest piece wins at each place, even if the word "
    "falls into more pieces (chapter 2, Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    best = [[]]
    for end in range(1, len(word) + 1):
        candidates = []
        for start in range(end):
            piece = ("##" if start else "") + word[start:end]
            if best[start] is not None and piece in vocab:
                candidates.append(best[start] + [piece])
        best.append(min(candidates, key=len, default=None))
    return [UNKNOWN_TOKEN] if best[-1] is None else best[-1]


@wrong(
    "Takes the longest piece wherever it stands in the word: the word is read from the left (chapter 2, "
    "Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    def cut(start, end):
        if start == end:
            return []
        for length in range(end - start, 0, -1):
            for i in range(start, end - length + 1):
                piece = ("##" if i > 0 else "") + word[i : i + length]
                if piece in vocab:
                    before, after = cut(start, i), cut(i + length, end)
                    if before is None or after is None:
                        return None
                    return before + [piece] + after
        return None

    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = cut(0, len(word))
    return [UNKNOWN_TOKEN] if pieces is None else pieces


@wrong(
    "Looks up every piece without a mark: inside a word only entries with ## fit (chapter 2, Longest match "
    "first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    while word:
        end = len(word)
        while end > 0 and word[:end] not in vocab:
            end -= 1
        if end == 0:
            return [UNKNOWN_TOKEN]
        pieces.append(word[:end])
        word = word[end:]
    return pieces


@wrong(
    "Writes the mark after the look-up: the piece with its ## is what the vocabulary has to hold (chapter "
    "2, Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        end = len(word)
        while end > start and word[start:end] not in vocab:
            end -= 1
        if end == start:
            return [UNKNOWN_TOKEN]
        piece = word[start:end]
        pieces.append(CONTINUATION + piece if start > 0 else piece)
        start = end
    return pieces


@wrong(
    "Takes an entry without a mark inside a word, too: there only entries with ## fit (chapter 2, Longest "
    "match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            text = word[start:end]
            if start > 0 and "##" + text in vocab:
                pieces.append("##" + text)
                break
            if text in vocab:
                pieces.append(text)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong(
    "Marks the first piece as well: only a piece that goes on inside a word has ## (chapter 2, Longest "
    "match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = CONTINUATION + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong(
    "Marks twice: the rest of the word carries its ## already when the next piece is looked up (chapter 2, "
    "Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    rest = word
    while rest:
        end = len(rest)
        while end > 0:
            piece = rest[:end] if not pieces else CONTINUATION + rest[:end]
            if piece in vocab:
                break
            end -= 1
        if end == 0:
            return [UNKNOWN_TOKEN]
        pieces.append(piece)
        rest = CONTINUATION + rest[end:] if rest[end:] else ""
    return pieces


@wrong(
    "Goes on by the length of the piece with its mark: ## stands for no characters of the word (chapter 2, "
    "Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        end = len(word)
        while end > start:
            piece = word[start:end]
            if start > 0:
                piece = CONTINUATION + piece
            if piece in vocab:
                break
            end -= 1
        else:
            return [UNKNOWN_TOKEN]
        pieces.append(piece)
        start += len(piece)
    return pieces


@wrong("Never tries a single character: a piece may be as short as that (chapter 2, Longest match first)")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start + 1, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong("Never tries the whole rest of the word: it is the first candidate (chapter 2, Longest match first)")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        end = len(word) - 1 if len(word) - start > 1 else len(word)
        while end > start:
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                break
            end -= 1
        else:
            return [UNKNOWN_TOKEN]
        pieces.append(piece)
        start = end
    return pieces


@wrong("Keeps the pieces before a gap: one gap makes the whole word [UNK] (chapter 2, Longest match first)")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                start = end
                break
        else:
            return pieces + [UNKNOWN_TOKEN]
    return pieces


@wrong(
    "Writes [UNK] for one character and reads on: one gap makes the whole word [UNK] (chapter 2, Longest "
    "match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                start = end
                break
        else:
            pieces.append(UNKNOWN_TOKEN)
            start += 1
    return pieces


@wrong(
    "Leaves out characters that no piece holds: one gap makes the whole word [UNK] (chapter 2, Longest "
    "match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                start = end
                break
        else:
            start += 1
    return pieces


@wrong(
    "Gives no pieces for a word that does not work out: such a word is the one piece [UNK] (chapter 2, "
    "Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return []
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return []
        start = end
    return pieces


@wrong(
    "Returns the text [UNK]: an unknown word gives a list, too, with one piece (chapter 2, Longest match "
    "first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return UNKNOWN_TOKEN
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return UNKNOWN_TOKEN
        start = end
    return pieces


@wrong("Calls a word of exactly the limit unknown: only longer ones are (chapter 2, Longest match first)")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) >= max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong("Measures the word in bytes: the limit counts characters (chapter 2, Longest match first)")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word.encode("utf-8")) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong(
    "Never looks at the length of the word: one that is longer than the limit is unknown (chapter 2, "
    "Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong(
    "Has the limit of 100 written into the code: the caller says how long a word may be (chapter 2, Longest"
    " match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > 100:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong(
    "Cuts a word at the limit and goes on with the beginning: a longer word is unknown as a whole (chapter "
    "2, Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    word = word[:max_word_length]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong(
    "Applies the limit to the number of pieces: it counts the characters of the word (chapter 2, Longest "
    "match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return [UNKNOWN_TOKEN] if len(pieces) > max_word_length else pieces


@wrong(
    "Applies the limit to each piece: a word of more characters is unknown, however short its pieces are "
    "(chapter 2, Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    pieces = []
    start = 0
    while start < len(word):
        for end in range(min(len(word), start + max_word_length), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong(
    "Lets a long word pass that the vocabulary holds: the limit comes before the look-up (chapter 2, "
    "Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if word in vocab:
        return [word]
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (CONTINUATION if start > 0 else "") + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                break
        else:
            return [UNKNOWN_TOKEN]
        start = end
    return pieces


@wrong("Calls the empty word unknown: it has no pieces (chapter 2, Longest match first)")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces = []
    start = 0
    while start < len(word):
        end = len(word)
        while end > start:
            piece = word[start:end]
            if start > 0:
                piece = CONTINUATION + piece
            if piece in vocab:
                pieces.append(piece)
                break
            end -= 1
        if end == start:
            break
        start = end
    if not pieces or start < len(word):
        return [UNKNOWN_TOKEN]
    return pieces


@wrong(
    "Gives every character its own piece where the word itself is not in the vocabulary: the parts are as "
    "long as they can be (chapter 2, Longest match first)"
)
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    if word in vocab:
        return [word]
    pieces = [("##" if i else "") + character for i, character in enumerate(word)]
    return pieces if all(piece in vocab for piece in pieces) else [UNKNOWN_TOKEN]


@right("two while loops and a flag, as in Google's code")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    characters = list(word)
    if len(characters) > max_word_length:
        return [UNKNOWN_TOKEN]
    is_bad = False
    start = 0
    pieces = []
    while start < len(characters):
        end = len(characters)
        found = None
        while start < end:
            piece = "".join(characters[start:end])
            if start > 0:
                piece = "##" + piece
            if piece in vocab:
                found = piece
                break
            end -= 1
        if found is None:
            is_bad = True
            break
        pieces.append(found)
        start = end
    return [UNKNOWN_TOKEN] if is_bad else pieces


@right("for with else")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else CONTINUATION + word[start:end]
            if piece in vocab:
                pieces.append(piece)
                start = end
                break
        else:
            return [UNKNOWN_TOKEN]
    return pieces


@right("recursion on the rest of the word, which carries its mark")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    def cut(marked, mark):
        if len(marked) == mark:
            return []
        for end in range(len(marked), mark, -1):
            if marked[:end] in vocab:
                rest = cut("##" + marked[end:], 2)
                return None if rest is None else [marked[:end], *rest]
        return None

    pieces = None if len(word) > max_word_length else cut(word, 0)
    return ["[UNK]"] if pieces is None else pieces


@right("all prefixes at once, and the longest known one by max")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return ["[UNK]"]
    pieces = []
    rest, prefix = word, ""
    while rest:
        known = [start for start in accumulate(rest) if prefix + start in vocab]
        if not known:
            return ["[UNK]"]
        longest = max(known, key=len)
        pieces.append(prefix + longest)
        rest, prefix = rest[len(longest) :], "##"
    return pieces


@right("asks every entry of the vocabulary whether the rest begins with it")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    if len(word) > max_word_length:
        return [UNKNOWN_TOKEN]
    by_length = sorted(vocab, key=len, reverse=True)
    pieces = []
    rest = word
    while rest:
        marked = CONTINUATION + rest if pieces else rest
        least = 2 if pieces else 0
        piece = next((entry for entry in by_length if marked.startswith(entry) and len(entry) > least), None)
        if piece is None:
            return [UNKNOWN_TOKEN]
        pieces.append(piece)
        rest = marked[len(piece) :]
    return pieces


@right("a generator that raises at a gap")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    def cut():
        if len(word) > max_word_length:
            raise LookupError
        start = 0
        while start < len(word):
            end = len(word)
            while ("##" if start else "") + word[start:end] not in vocab:
                end -= 1
                if end == start:
                    raise LookupError
            yield ("##" if start else "") + word[start:end]
            start = end

    try:
        return list(cut())
    except LookupError:
        return ["[UNK]"]


@right("a table: the longest piece at every place, then one walk along it")
def wordpiece_tokenize(word, vocab, *, max_word_length=100):
    size = len(word)
    if size > max_word_length:
        return [UNKNOWN_TOKEN]
    ends = {}
    for start in range(size):
        for end in range(start + 1, size + 1):
            if (CONTINUATION * bool(start)) + word[start:end] in vocab:
                ends[start] = end
    cuts = [0]
    while cuts[-1] in ends:
        cuts.append(ends[cuts[-1]])
    if cuts[-1] != size:
        return [UNKNOWN_TOKEN]
    return [CONTINUATION * bool(start) + word[start:end] for start, end in zip(cuts, cuts[1:])]
