"""Answers to `decode`: wrong ones with the misconception behind them, then right ones."""

import re
from functools import reduce

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.bpe import END_OF_WORD


@wrong(
    "Joins the tokens and then looks for marks in the text: only the end of a token can hold a mark, and "
    "two tokens can spell one across their border (chapter 1, Decoding)"
)
def decode(tokens):
    text = "".join(tokens)
    ended = text.endswith(END_OF_WORD)
    text = text.replace(END_OF_WORD, " ")
    return text[:-1] if ended else text


@wrong(
    "Replaces the mark anywhere in a token: inside a token it is text, and only the end counts (chapter 1, "
    "Decoding)"
)
def decode(tokens):
    text = "".join(token.replace(END_OF_WORD, " ") for token in tokens)
    return text[:-1] if tokens and tokens[-1].endswith(END_OF_WORD) else text


@wrong(
    "Takes away every mark of a token that ends with one: the mark at the end goes, one inside the token is "
    "text (chapter 1, Decoding)"
)
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            words.append(unfinished + token.replace(END_OF_WORD, ""))
            unfinished = ""
        else:
            unfinished += token
    if unfinished:
        words.append(unfinished)
    return " ".join(words)


@wrong(
    "Ends a word wherever a token holds the mark: only a token that ends with it ends a word (chapter 1, "
    "Decoding)"
)
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if END_OF_WORD in token:
            words.append(unfinished + token.removesuffix(END_OF_WORD))
            unfinished = ""
        else:
            unfinished += token
    if unfinished:
        words.append(unfinished)
    return " ".join(words)


@wrong(
    "Cuts a token at its first mark and loses what follows: only the mark at the end is a mark, and no "
    "other character is lost (chapter 1, Decoding)"
)
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            words.append(unfinished + token.split(END_OF_WORD)[0])
            unfinished = ""
        else:
            unfinished += token
    if unfinished:
        words.append(unfinished)
    return " ".join(words)


@wrong(
    "Ends every word with a blank, the last one too: blanks stand between words only (chapter 1, Decoding)"
)
def decode(tokens):
    text = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            text += token[: -len(END_OF_WORD)] + " "
        else:
            text += token
    return text


@wrong(
    "Strips the finished text: that takes away characters which Unicode counts as blanks and which belong "
    "to a word (chapter 1, Decoding)"
)
def decode(tokens):
    text = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            text += token[: -len(END_OF_WORD)] + " "
        else:
            text += token
    return text.strip()


@wrong(
    "Puts a blank after every token: the tokens of one word are joined without anything between them "
    "(chapter 1, Decoding)"
)
def decode(tokens):
    return " ".join(token.removesuffix(END_OF_WORD) for token in tokens)


@wrong(
    "Puts no blank anywhere: the mark ends a word, and words are joined by one blank (chapter 1, Decoding)"
)
def decode(tokens):
    return "".join(token.removesuffix(END_OF_WORD) for token in tokens)


@wrong("Leaves a last word out that has no mark: an unfinished word is kept (chapter 1, Decoding)")
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            words.append(unfinished + token[: -len(END_OF_WORD)])
            unfinished = ""
        else:
            unfinished += token
    return " ".join(words)


@wrong(
    "Glues an unfinished last word to the word before it: it is a word of its own, after a blank (chapter "
    "1, Decoding)"
)
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            words.append(unfinished + token[: -len(END_OF_WORD)])
            unfinished = ""
        else:
            unfinished += token
    return " ".join(words) + unfinished


@wrong(
    "Strips with rstrip, which takes a set of characters and also eats letters of the word: the mark is one "
    "string of four characters (chapter 1, Decoding)"
)
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            words.append(unfinished + token.rstrip(END_OF_WORD))
            unfinished = ""
        else:
            unfinished += token
    if unfinished:
        words.append(unfinished)
    return " ".join(words)


@wrong(
    "Expects the mark as a token of its own: it is glued to the last token of a word (chapter 1, Decoding)"
)
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if token == END_OF_WORD:
            words.append(unfinished)
            unfinished = ""
        else:
            unfinished += token
    if unfinished:
        words.append(unfinished)
    return " ".join(words)


@wrong("Leaves the marks in the text: decoding takes them away again (chapter 1, Decoding)")
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        unfinished += token
        if token.endswith(END_OF_WORD):
            words.append(unfinished)
            unfinished = ""
    if unfinished:
        words.append(unfinished)
    return " ".join(words)


@wrong(
    "Takes the mark for the beginning of a word, as the blank of GPT-2 and SentencePiece is: here it stands "
    "at the end (chapter 1, Decoding)"
)
def decode(tokens):
    words = []
    for token in tokens:
        if token.endswith(END_OF_WORD) or not words:
            words.append(token.removesuffix(END_OF_WORD))
        else:
            words[-1] += token
    return " ".join(words)


@wrong(
    "Cuts four characters off every token: only a token that ends with the mark has one to lose (chapter 1, "
    "Decoding)"
)
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        unfinished += token[: -len(END_OF_WORD)]
        if token.endswith(END_OF_WORD):
            words.append(unfinished)
            unfinished = ""
    if unfinished:
        words.append(unfinished)
    return " ".join(words)


@wrong("Goes on collecting after the end of a word: the next word starts empty (chapter 1, Decoding)")
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            words.append(unfinished + token[: -len(END_OF_WORD)])
        else:
            unfinished += token
    if tokens and not tokens[-1].endswith(END_OF_WORD):
        words.append(unfinished)
    return " ".join(words)


@wrong(
    "Keeps only the last token of each word: all tokens since the last mark belong to the word (chapter 1, "
    "Decoding)"
)
def decode(tokens):
    words = []
    unfinished = ""
    for token in tokens:
        if token.endswith(END_OF_WORD):
            words.append(token[: -len(END_OF_WORD)])
            unfinished = ""
        else:
            unfinished += token
    if unfinished:
        words.append(unfinished)
    return " ".join(words)


@wrong(
    "Looks at the last token without asking whether there is one: no tokens give the empty text (chapter 1, "
    "Decoding)"
)
def decode(tokens):
    text = "".join(
        token[: -len(END_OF_WORD)] + " " if token.endswith(END_OF_WORD) else token for token in tokens
    )
    return text[:-1] if tokens[-1].endswith(END_OF_WORD) else text


@wrong(
    "Never looks for the mark in the first token of a word: a word can be a single token, which then "
    "carries the mark (chapter 1, Decoding)"
)
def decode(tokens):
    words = []
    word = None
    for token in tokens:
        if word is None:
            word = token
        elif token.endswith(END_OF_WORD):
            words.append(word + token[: -len(END_OF_WORD)])
            word = None
        else:
            word += token
    if word:
        words.append(word)
    return " ".join(words)


@wrong("Returns the list of words: the answer is one text (chapter 1, Decoding)")
def decode(tokens):
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
    return words


@right("list of words whose last one is open")
def decode(tokens):
    words = [""]
    for token in tokens:
        words[-1] += token.removesuffix(END_OF_WORD)
        if token.endswith(END_OF_WORD):
            words.append("")
    if words[-1] == "":
        words.pop()
    return " ".join(words)


@right("writes the blank before the next word, not after the last")
def decode(tokens):
    text = ""
    blank_due = False
    for token in tokens:
        if blank_due and token:
            text += " "
            blank_due = False
        if token[-4:] == "</w>":
            text += token[:-4]
            blank_due = True
        else:
            text += token
    return text


@right("regular expression at the end of each token, then drops the last blank")
def decode(tokens):
    pieces = [re.sub(r"</w>\Z", " ", token) for token in tokens if token]
    text = "".join(pieces)
    return text[:-1] if pieces and tokens and [t for t in tokens if t][-1].endswith("</w>") else text


@right("recursion: the first word, then the rest")
def decode(tokens):
    def words(rest):
        for i, token in enumerate(rest):
            if token.endswith(END_OF_WORD):
                return ["".join(rest[: i + 1]).removesuffix(END_OF_WORD), *words(rest[i + 1 :])]
        return ["".join(rest)] if any(rest) else []

    return " ".join(words(list(tokens)))


@right("slices between the positions of the word ends")
def decode(tokens):
    ends = [i + 1 for i, token in enumerate(tokens) if token.endswith(END_OF_WORD)]
    starts = [0, *ends]
    words = ["".join(tokens[start:end])[: -len(END_OF_WORD)] for start, end in zip(starts, ends)]
    rest = "".join(tokens[starts[-1] :])
    return " ".join([*words, rest] if rest else words)


@right("functional: reduce over pairs of text and open word")
def decode(tokens):
    def step(state, token):
        words, unfinished = state
        if token.endswith(END_OF_WORD):
            return (*words, unfinished + token[: -len(END_OF_WORD)]), ""
        return words, unfinished + token

    words, unfinished = reduce(step, tokens, ((), ""))
    return " ".join(words + (unfinished,) * bool(unfinished))


@right("generator of words")
def decode(tokens):
    def words():
        buffer = []
        for token in filter(None, tokens):
            stem, mark, rest = token.rpartition(END_OF_WORD)
            if mark and not rest:
                yield "".join(buffer) + stem
                buffer.clear()
            else:
                buffer.append(token)
        if buffer:
            yield "".join(buffer)

    return " ".join(words())
