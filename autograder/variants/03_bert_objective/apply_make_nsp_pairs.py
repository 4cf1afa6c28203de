"""Answers to `apply_make_nsp_pairs`: wrong ones with the misconception behind them, then right ones."""

import math
from itertools import chain, pairwise

from bert2t5_grader.bank import right, wrong


@wrong(
    "Gives 1 to the true successor: 0 means that B follows A, 1 that B is random (chapter 3, The next "
    "sentence)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 1))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 0))
    return pairs


@wrong("Takes the successor for a coin below 0.5: below it B is random (chapter 3, Pairs from documents)")
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin < 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Takes a random sentence for a coin of exactly 0.5: from 0.5 on B is the successor (chapter 3, Pairs "
    "from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin > 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Chooses a random sentence for every pair: from 0.5 on B is the successor (chapter 3, Pairs from "
    "documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            _, choice = draws[len(pairs)]
            candidates = []
            for other_number, other in enumerate(documents):
                if other_number != number:
                    candidates += [sentence for sentence in other if sentence != document[i + 1]]
            if not candidates:
                raise ValueError("no other document has a sentence")
            pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong("Keeps the successor in every pair: below 0.5 B is random (chapter 3, Pairs from documents)")
def apply_make_nsp_pairs(documents, draws):
    return [(a, b, 0) for document in documents for a, b in zip(document, document[1:])]


@wrong(
    "Chooses from A's own document as well: a random B comes from another one (chapter 3, Pairs from "
    "documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for document in documents:
        for a, b in zip(document, document[1:]):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((a, b, 0))
            else:
                candidates = [sentence for other in documents for sentence in other if sentence != b]
                if not candidates:
                    raise ValueError("no sentence to choose from")
                pairs.append((a, candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Lets the random sentence be equal to the true successor, which stands elsewhere, too: then the label "
    "would be false (chapter 3, Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += other
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Leaves out the sentences equal to A: those equal to its successor must not be chosen (chapter 3, Pairs"
    " from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Leaves out the sentences equal to A as well: only those equal to its successor must not be chosen "
    "(chapter 3, Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [
                            sentence for sentence in other if sentence not in (document[i], document[i + 1])
                        ]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Takes the first sentence of the next document for the successor of a last one: pairs end with their "
    "document (chapter 3, Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    flat = [(number, sentence) for number, document in enumerate(documents) for sentence in document]
    pairs = []
    for (number, a), (_, b) in zip(flat, flat[1:]):
        coin, choice = draws[len(pairs)] if len(pairs) < len(draws) else (0.5, 0.0)
        if coin >= 0.5:
            pairs.append((a, b, 0))
        else:
            candidates = [sentence for other, sentence in flat if other != number and sentence != b]
            if not candidates:
                raise ValueError("no other document has a sentence")
            pairs.append((a, candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Tells documents apart by what they say: two documents with the same text are two (chapter 3, Pairs "
    "from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other != document:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Counts a sentence once, however often it stands there: every sentence of the other documents is one to"
    " choose (chapter 3, Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [s for s in other if s != document[i + 1] and s not in candidates]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Chooses from later documents alone: all others have sentences for a random B (chapter 3, Pairs from "
    "documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number > number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Chooses from the next document alone: all others have sentences for a random B (chapter 3, Pairs from "
    "documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number == (number + 1) % len(documents):
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Chooses a document first: the sentences of all other documents are equally likely (chapter 3, Pairs "
    "from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for a, b in zip(document, document[1:]):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((a, b, 0))
            else:
                others = [
                    [s for s in other if s != b] for other in documents[:number] + documents[number + 1 :]
                ]
                others = [other for other in others if other]
                if not others:
                    raise ValueError("no other document has a sentence")
                place = choice * len(others)
                other = others[int(place)]
                pairs.append((a, other[int((place - int(place)) * len(other))], 1))
    return pairs


@wrong(
    "Rounds to the nearest number: the choice times n is cut off to a number from 0 to n - 1 (chapter 3, "
    "Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[round(choice * (len(candidates) - 1))], 1))
    return pairs


@wrong(
    "Keeps one place back: the choice times n is cut off, n being the number of all that are left (chapter "
    "3, Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * (len(candidates) - 1))], 1))
    return pairs


@wrong(
    "Begins with the first draw in each document: every pair of the whole text has its own (chapter 3, "
    "Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[i]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Uses up a draw for last sentences as well: only a sentence with a successor has one (chapter 3, Pairs "
    "from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    used = 0
    for number, document in enumerate(documents):
        for i in range(len(document)):
            coin, choice = draws[min(used, len(draws) - 1)]
            used += 1
            if i == len(document) - 1:
                continue
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Cuts a document into pairs without overlap: a sentence is the B of one pair and the A of the next "
    "(chapter 3, Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(0, len(document) - 1, 2):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Keeps the successor where no random sentence is to be had: that is a ValueError (chapter 3, Pairs from"
    " documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    pairs.append((document[i], document[i + 1], 0))
                else:
                    pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Lets an IndexError escape where no random sentence is to be had: that is a ValueError (chapter 3, "
    "Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong(
    "Refuses a text of one document before it has seen a coin: it is an error only where a random B is "
    "asked for (chapter 3, Pairs from documents)"
)
def apply_make_nsp_pairs(documents, draws):
    if len(documents) < 2:
        raise ValueError("no other document")
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i], document[i + 1], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((document[i], candidates[int(choice * len(candidates))], 1))
    return pairs


@wrong("Returns B and A: the first sentence of a pair is A (chapter 3, Pairs from documents)")
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        for i in range(len(document) - 1):
            coin, choice = draws[len(pairs)]
            if coin >= 0.5:
                pairs.append((document[i + 1], document[i], 0))
            else:
                candidates = []
                for other_number, other in enumerate(documents):
                    if other_number != number:
                        candidates += [sentence for sentence in other if sentence != document[i + 1]]
                if not candidates:
                    raise ValueError("no other document has a sentence")
                pairs.append((candidates[int(choice * len(candidates))], document[i], 1))
    return pairs


@right("slices and a comprehension")
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    for number, document in enumerate(documents):
        others = [sentence for other in documents[:number] + documents[number + 1 :] for sentence in other]
        for a, b in zip(document, document[1:]):
            coin, choice = draws[len(pairs)]
            if coin < 0.5:
                candidates = [sentence for sentence in others if sentence != b]
                if len(candidates) == 0:
                    raise ValueError("there is no sentence in another document")
                pairs.append((a, candidates[int(choice * len(candidates))], 1))
            else:
                pairs.append((a, b, 0))
    return pairs


@right("all sentences in one list, with the number of their document")
def apply_make_nsp_pairs(documents, draws):
    flat = [(number, sentence) for number, document in enumerate(documents) for sentence in document]
    pairs = []
    numbers = iter(draws)
    for (number, a), (next_number, b) in zip(flat, flat[1:]):
        if number != next_number:
            continue
        coin, choice = next(numbers)
        if coin >= 0.5:
            pairs.append((a, b, 0))
            continue
        allowed = [sentence for other, sentence in flat if other != number and sentence != b]
        if not allowed:
            raise ValueError(f"nothing to choose from outside document {number}")
        pairs.append((a, allowed[math.floor(choice * len(allowed))], 1))
    return pairs


@right("a helper that finds the random sentence, and all true pairs first")
def apply_make_nsp_pairs(documents, draws):
    def random_sentence(number, successor, choice):
        others = chain.from_iterable(other for i, other in enumerate(documents) if i != number)
        candidates = [other for other in others if other != successor]
        try:
            return candidates[int(choice * len(candidates))]
        except IndexError:
            raise ValueError(f"no other document has a sentence for document {number}") from None

    true_pairs = [(number, a, b) for number, document in enumerate(documents) for a, b in pairwise(document)]
    return [
        (a, b, 0) if coin >= 0.5 else (a, random_sentence(number, b, choice), 1)
        for (number, a, b), (coin, choice) in zip(true_pairs, draws)
    ]


@right("a generator that counts candidates instead of listing them")
def apply_make_nsp_pairs(documents, draws):
    def made():
        used = 0
        for number, document in enumerate(documents):
            for i in range(1, len(document)):
                coin, choice = draws[used]
                used += 1
                if coin >= 0.5:
                    yield document[i - 1], document[i], 0
                else:
                    yield document[i - 1], pick(number, document[i], choice), 1

    def pick(number, successor, choice):
        rest = documents[:number] + documents[number + 1 :]
        count = sum(sentence != successor for other in rest for sentence in other)
        if count == 0:
            raise ValueError("no candidate for a random sentence")
        left = int(choice * count)
        for other in rest:
            for sentence in other:
                if sentence != successor:
                    if left == 0:
                        return sentence
                    left -= 1

    return list(made())


@right("while loops and numbers of places")
def apply_make_nsp_pairs(documents, draws):
    pairs = []
    d = 0
    while d < len(documents):
        s = 0
        while s + 1 < len(documents[d]):
            a, b = documents[d][s], documents[d][s + 1]
            coin, choice = draws[len(pairs)]
            label = int(coin < 0.5)
            if label == 1:
                places = [
                    (i, j)
                    for i in range(len(documents))
                    for j in range(len(documents[i]))
                    if i != d and documents[i][j] != b
                ]
                if not places:
                    raise ValueError("no sentence to choose")
                i, j = places[int(choice * len(places))]
                b = documents[i][j]
            pairs.append((a, b, label))
            s += 1
        d += 1
    return pairs
