"""Answers to `viterbi_segment`: right ones in several styles, wrong ones with the misconception behind them."""

import functools
import heapq
import math

import numpy as np

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.unigram import UNKNOWN_PENALTY


def best_path(text, score_of):
    """Viterbi, done right, for scores that `score_of(piece)` gives; None where a piece is not allowed."""
    best = [0.0] + [-math.inf] * len(text)
    last_start = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(end):
            score = score_of(text[start:end])
            if score is not None and best[start] + score > best[end]:
                best[end] = best[start] + score
                last_start[end] = start
    return cut(text, last_start)


def cut(text, last_start):
    """The pieces between the remembered starts."""
    pieces = []
    end = len(text)
    while end > 0:
        pieces.insert(0, text[last_start[end] : end])
        end = last_start[end]
    return pieces


def allowed(scores, unknown_score):
    """Known pieces by their score, single unknown characters by `unknown_score`."""

    def score_of(piece):
        if piece in scores:
            return scores[piece]
        return unknown_score if len(piece) == 1 else None

    return score_of


@right("pushes each start's best way on to the ends that a piece reaches")
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    best = {0: (0.0, None)}
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            piece = text[start:end]
            if piece not in scores and end > start + 1:
                continue
            total = best[start][0] + scores.get(piece, unknown_score)
            if end not in best or total > best[end][0]:
                best[end] = (total, start)
    pieces = []
    end = len(text)
    while best[end][1] is not None:
        start = best[end][1]
        pieces.append(text[start:end])
        end = start
    pieces.reverse()
    return pieces


@right("memoised recursion from the right end")
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY

    @functools.cache
    def best(end):
        if end == 0:
            return 0.0, 0
        ways = []
        for start in range(end):
            piece = text[start:end]
            if piece in scores or len(piece) == 1:
                ways.append((best(start)[0] + scores.get(piece, unknown_score), -start))
        total, negative_start = max(ways)
        return total, -negative_start

    pieces = []
    for end in range(len(text)):
        best(end)  # shorter texts first, so that the recursion stays flat
    end = len(text)
    while end:
        start = best(end)[1]
        pieces = [text[start:end], *pieces]
        end = start
    return pieces


@right("a lattice of lists: every position keeps its best segmentation whole")
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    lattice = [(0.0, [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start, (total, pieces) in enumerate(lattice):
            piece = text[start:end]
            if piece in scores:
                ways.append((total + scores[piece], [*pieces, piece]))
            elif start == end - 1:
                ways.append((total + unknown_score, [*pieces, piece]))
        lattice.append(max(ways, key=lambda way: way[0]))  # max keeps the first of equals
    return lattice[len(text)][1]


@right("NumPy: all starts of a position at once")
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    best = np.zeros(len(text) + 1)
    last_start = np.zeros(len(text) + 1, dtype=int)
    for end in range(1, len(text) + 1):
        way = np.array([scores.get(text[start:end], -np.inf) for start in range(end)])
        if way[-1] == -np.inf:
            way[-1] = unknown_score
        way += best[:end]
        last_start[end] = np.argmax(way)
        best[end] = way[last_start[end]]
    cuts = [len(text)]
    while cuts[-1] > 0:
        cuts.append(int(last_start[cuts[-1]]))
    cuts.reverse()
    return [text[start:end] for start, end in zip(cuts, cuts[1:])]


@right("shortest paths (Dijkstra), then backwards along any way that adds up, the longest piece first")
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    longest = max(map(len, scores))

    def costs(start):
        for end in range(start + 1, min(len(text), start + longest) + 1):
            piece = text[start:end]
            if piece in scores or end == start + 1:
                yield end, -scores.get(piece, unknown_score)

    distance = {}
    queue = [(0.0, 0)]
    while queue:
        total, position = heapq.heappop(queue)
        if position in distance:
            continue
        distance[position] = total
        for end, cost in costs(position):
            if end not in distance:
                heapq.heappush(queue, (total + cost, end))
    pieces = []
    end = len(text)
    while end > 0:
        for start in range(max(0, end - longest), end):
            if dict(costs(start)).get(end, math.inf) + distance[start] == distance[end]:
                break
        pieces.append(text[start:end])
        end = start
    return pieces[::-1]


@right("the pieces in a trie, walked backwards from each end")
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    trie = {}
    for piece, score in scores.items():
        node = trie
        for character in reversed(piece):
            node = node.setdefault(character, {})
        node["score"] = score
    best, last_start = [0.0], [0]
    for end in range(1, len(text) + 1):
        best.append(best[end - 1] + unknown_score)
        last_start.append(end - 1)
        if "score" in trie.get(text[end - 1], {}):
            best[end] = -math.inf
        node = trie
        for start in range(end - 1, -1, -1):
            node = node.get(text[start])
            if node is None:
                break
            # walking towards longer pieces, an equal one replaces the shorter
            if "score" in node and best[start] + node["score"] >= best[end]:
                best[end] = best[start] + node["score"]
                last_start[end] = start
    pieces = []
    end = len(text)
    while end > 0:
        pieces.append(text[last_start[end] : end])
        end = last_start[end]
    return pieces[::-1]


@wrong(
    "Takes the longest piece that fits, from left to right, as WordPiece does; the unigram model weighs whole segmentations by the sum of their scores (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    pieces = []
    start = 0
    while start < len(text):
        end = len(text)
        while end > start + 1 and text[start:end] not in scores:
            end -= 1
        pieces.append(text[start:end])
        start = end
    return pieces


@wrong(
    "Takes the piece with the best score at each place, from left to right; a good first piece can force bad ones after it, so whole segmentations are compared (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    pieces = []
    start = 0
    while start < len(text):
        ends = [e for e in range(start + 1, len(text) + 1) if score_of(text[start:e]) is not None]
        end = max(ends, key=lambda e: score_of(text[start:e]))
        pieces.append(text[start:end])
        start = end
    return pieces


@wrong(
    "Fuses neighbours from single characters on, as BPE does; the unigram model has no merges, it compares all segmentations (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    pieces = list(text)
    while True:
        fused = [(scores.get(a + b, -math.inf), -i) for i, (a, b) in enumerate(zip(pieces, pieces[1:]))]
        score, index = max(fused, default=(-math.inf, 0))
        if score == -math.inf:
            return pieces
        pieces[-index : -index + 2] = [pieces[-index] + pieces[-index + 1]]


@wrong(
    "Takes the segmentation with the fewest pieces; it is the sum of the scores that counts, and many likely pieces can beat few unlikely ones (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text, lambda piece: -1 if piece in scores or len(piece) == 1 else None)


@wrong(
    "Compares the average score of the pieces, not their sum; the logarithm of a product of probabilities is a sum (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [(0.0, [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            score = score_of(text[start:end])
            if score is not None:
                total, pieces = best[start]
                ways.append((total + score, [*pieces, text[start:end]]))
        best.append(max(ways, key=lambda way: way[0] / len(way[1])))
    return best[-1][1]


@wrong(
    "Multiplies the scores; they are logarithms, so the product of the probabilities is the sum of the scores (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [1.0] + [-math.inf] * len(text)
    last_start = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(end):
            score = score_of(text[start:end])
            if score is not None and best[start] * score > best[end]:
                best[end] = best[start] * score
                last_start[end] = start
    return cut(text, last_start)


@wrong(
    "Looks for the lowest sum, as if scores were costs; a score is the logarithm of a probability, and the highest sum is the likeliest segmentation (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)

    def cost_of(piece):
        score = score_of(piece)
        return None if score is None else -score

    return best_path(text, cost_of)


@wrong(
    "Multiplies probabilities; in a long text their product becomes 0 in floating point, and nothing can be compared any more, so add logarithms (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [1.0] + [0.0] * len(text)
    last_start = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(end):
            score = score_of(text[start:end])
            if score is not None and best[start] * math.exp(score) > best[end]:
                best[end] = best[start] * math.exp(score)
                last_start[end] = start
    return cut(text, last_start)


@wrong(
    "Starts every position at 0; sums of logarithms are never above 0, so nothing ever gets better than a position that was not reached (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [0.0] * (len(text) + 1)
    last_start = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(end):
            score = score_of(text[start:end])
            if score is not None and best[start] + score > best[end]:
                best[end] = best[start] + score
                last_start[end] = start
    return cut(text, last_start)


@wrong(
    "Takes a fixed low number for 'not reached yet'; the sum for a long text falls below any such number, only minus infinity is low enough (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [0.0] + [-100.0] * len(text)
    last_start = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(end):
            score = score_of(text[start:end])
            if score is not None and best[start] + score > best[end]:
                best[end] = best[start] + score
                last_start[end] = start
    return cut(text, last_start)


@wrong(
    "Lets an equally good candidate replace the best; it takes a strictly better one, so at a tie the longest last piece stays (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [0.0] + [-math.inf] * len(text)
    last_start = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(end):
            score = score_of(text[start:end])
            if score is not None and best[start] + score >= best[end]:
                best[end] = best[start] + score
                last_start[end] = start
    return cut(text, last_start)


@wrong(
    "Searches from the right end, so that at a tie the longest first piece wins; it is the last piece of a prefix that is to be the longest (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [-math.inf] * len(text) + [0.0]
    next_end = [len(text)] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        for end in range(len(text), start, -1):
            score = score_of(text[start:end])
            if score is not None and best[end] + score > best[start]:
                best[start] = best[end] + score
                next_end[start] = end
    pieces = []
    start = 0
    while start < len(text):
        pieces.append(text[start : next_end[start]])
        start = next_end[start]
    return pieces


@wrong(
    "Breaks ties by the number of pieces; equally good ways to a position are told apart by the length of their last piece alone (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [(0.0, 0, [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(end):
            score = score_of(text[start:end])
            if score is not None:
                total, negative_count, pieces = best[start]
                ways.append((total + score, negative_count - 1, [*pieces, text[start:end]]))
        best.append(max(ways, key=lambda way: way[:2]))
    return best[-1][2]


@wrong(
    "Gives an unknown character the score -10; the penalty is counted from the lowest of all scores, so that an unknown character is always the worst choice (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text, allowed(scores, -UNKNOWN_PENALTY))


@wrong(
    "Gives an unknown character the lowest score; it lies below the lowest by the penalty (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text, allowed(scores, min(scores.values())))


@wrong(
    "Adds the penalty to the lowest score; a penalty lowers a score, otherwise an unknown character could look better than a piece (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text, allowed(scores, min(scores.values()) + UNKNOWN_PENALTY))


@wrong(
    "Counts the penalty from the highest score; it starts at the lowest one, or a rare piece would lose against an unknown character (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text, allowed(scores, max(scores.values()) - UNKNOWN_PENALTY))


@wrong(
    "Gives an unknown character the score 0; as a logarithm of a probability 0 means certain, the best there is (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text, allowed(scores, 0.0))


@wrong(
    "Forbids unknown characters; a character that is no piece may stand alone, at a price, so that every text has a segmentation (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    longest = max(len(piece) for piece in scores)
    best = [(0.0, [])] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - longest), end):
            piece = text[start:end]
            if best[start] is not None and piece in scores:
                total = best[start][0] + scores[piece]
                if best[end] is None or total > best[end][0]:
                    best[end] = (total, best[start][1] + [piece])
    return best[len(text)][1] if best[len(text)] else []


@wrong(
    "Skips unknown characters; they stay in the result, each one a piece, so that the pieces join to the text (chapter 1, Lossless text)"
)
def viterbi_segment(text, scores):
    pieces = best_path(text, allowed(scores, min(scores.values()) - UNKNOWN_PENALTY))
    return [piece for piece in pieces if piece in scores]


@wrong(
    "Lets a longer string be unknown at one penalty; only a single character can be an unknown piece (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    return best_path(text, lambda piece: scores.get(piece, unknown_score))


@wrong(
    "Fuses neighbouring unknown characters into one piece; each unknown character is a piece of its own (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    pieces = []
    unknown_before = False
    for piece in best_path(text, allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)):
        if piece not in scores and unknown_before:
            pieces[-1] += piece
        else:
            pieces.append(piece)
        unknown_before = piece not in scores
    return pieces


@wrong(
    "Tries an unknown character only where no piece ends; it is a candidate wherever the character is no piece by itself, and can be part of the best way (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY
    best = [0.0] + [-math.inf] * len(text)
    last_start = [0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        for start in range(end):
            piece = text[start:end]
            if piece in scores and best[start] + scores[piece] > best[end]:
                best[end] = best[start] + scores[piece]
                last_start[end] = start
        if best[end] == -math.inf:
            best[end] = best[end - 1] + unknown_score
            last_start[end] = end - 1
    return cut(text, last_start)


@wrong(
    "Takes a score of 0 for 'not there'; 0 is the logarithm of 1 and a score like any other (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    unknown_score = min(scores.values()) - UNKNOWN_PENALTY

    def score_of(piece):
        if scores.get(piece):
            return scores[piece]
        return unknown_score if len(piece) == 1 else None

    return best_path(text, score_of)


@wrong(
    "Never tries the longest pieces: the window of starts is one too short; a piece of n characters starts n places before its end (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    longest = max(len(piece) for piece in scores)
    return best_path(text, lambda piece: score_of(piece) if len(piece) < longest or len(piece) == 1 else None)


@wrong(
    "Tries no piece of more than 16 characters, the trainer's default; the scores say which pieces there are, and any length is possible (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    return best_path(text, lambda piece: score_of(piece) if len(piece) <= 16 else None)


@wrong(
    "Stops one position early, so the last character is lost; a text of n characters has n + 1 positions, the end included (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text[:-1], allowed(scores, min(scores.values()) - UNKNOWN_PENALTY))


@wrong(
    "Returns the pieces from the last to the first; following the remembered starts finds them from the end, so they are turned round at the end (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text, allowed(scores, min(scores.values()) - UNKNOWN_PENALTY))[::-1]


@wrong(
    "Puts the best last piece of every position in the result; only the positions on the way back from the end belong to the best segmentation (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    score_of = allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)
    best = [0.0]
    pieces = []
    for end in range(1, len(text) + 1):
        starts = [start for start in range(end) if score_of(text[start:end]) is not None]
        start = max(starts, key=lambda start: best[start] + score_of(text[start:end]))
        best.append(best[start] + score_of(text[start:end]))
        pieces.append(text[start:end])
    return pieces


@wrong(
    "Gives the empty text one empty piece; nothing is cut into no pieces at all (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    return best_path(text, allowed(scores, min(scores.values()) - UNKNOWN_PENALTY)) or [""]


@wrong(
    "Returns the pieces together with their score; the result is the list of pieces (chapter 1, The best segmentation)"
)
def viterbi_segment(text, scores):
    pieces = best_path(text, allowed(scores, min(scores.values()) - UNKNOWN_PENALTY))
    return pieces, sum(scores.get(piece, 0.0) for piece in pieces)
