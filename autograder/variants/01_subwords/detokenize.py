"""Answers to `detokenize`: right ones in several styles, wrong ones with the misconception behind them."""

import re

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.sentencepiece_text import SPACE


@right("a loop over the characters")
def detokenize(pieces):
    text = ""
    for piece in pieces:
        for character in piece:
            text += " " if character == SPACE else character
    if text.startswith(" "):
        text = text[1:]
    return text


@right("splits at the mark and joins with blanks")
def detokenize(pieces):
    text = " ".join("".join(pieces).split(SPACE))
    head, rest = text[:1], text[1:]
    return rest if head == " " else head + rest


@right("two regular expressions")
def detokenize(pieces):
    text = re.sub(SPACE, " ", "".join(pieces))
    return re.sub("^ ", "", text, count=1)


@right("a translation table and a slice")
def detokenize(pieces):
    text = "".join(piece.translate({ord(SPACE): " "}) for piece in pieces)
    return text[int(text[:1] == " ") :]


@wrong(
    "Keeps the blank of the dummy prefix; normalisation put it there, so it is no part of the text (chapter 1, Lossless text)"
)
def detokenize(pieces):
    return "".join(pieces).replace(SPACE, " ")


@wrong(
    "Takes away all blanks at the start; the dummy prefix is one blank, the others belong to the text (chapter 1, Lossless text)"
)
def detokenize(pieces):
    return "".join(pieces).replace(SPACE, " ").lstrip(" ")


@wrong(
    "Takes away blanks at the end as well; the dummy prefix stands at the start, and what stands at the end belongs to the text (chapter 1, Lossless text)"
)
def detokenize(pieces):
    return "".join(pieces).replace(SPACE, " ").removeprefix(" ").rstrip(" ")


@wrong(
    "Puts a blank between any two pieces; a piece without the mark goes on where the one before it stopped (chapter 1, Lossless text)"
)
def detokenize(pieces):
    return " ".join(pieces).replace(SPACE, "")


@wrong("Removes the marks; each of them stands for a blank that comes back (chapter 1, Lossless text)")
def detokenize(pieces):
    return "".join(pieces).replace(SPACE, "")


@wrong("Leaves the marks in the text; each U+2581 stands for a blank (chapter 1, Lossless text)")
def detokenize(pieces):
    return "".join(pieces).removeprefix(SPACE)


@wrong(
    "Cuts off the first character whatever it is; only a blank can be the dummy prefix, and pieces from the middle of a text have none (chapter 1, Lossless text)"
)
def detokenize(pieces):
    return "".join(pieces).replace(SPACE, " ")[1:]


@wrong(
    "Takes the mark off every piece and sets blanks between them; which pieces follow a blank is what the marks say (chapter 1, Lossless text)"
)
def detokenize(pieces):
    return " ".join(piece.removeprefix(SPACE) for piece in pieces)


@wrong(
    "Looks for the mark at the start of a piece only; a mark anywhere in a piece is a blank (chapter 1, Lossless text)"
)
def detokenize(pieces):
    text = "".join(" " + piece[1:] if piece.startswith(SPACE) else piece for piece in pieces)
    return text.removeprefix(" ")


@wrong(
    "Makes one blank of several; each mark is one blank, and decoding changes nothing else (chapter 1, Lossless text)"
)
def detokenize(pieces):
    text = "".join(pieces).replace(SPACE, " ").removeprefix(" ")
    return re.sub(" +", " ", text)


@wrong(
    "Skips pieces that are the mark alone; such a piece is a blank like any other (chapter 1, Lossless text)"
)
def detokenize(pieces):
    text = "".join(piece for piece in pieces if piece != SPACE)
    return text.replace(SPACE, " ").removeprefix(" ")


@wrong(
    "Takes the blank in front of punctuation away to make the text look tidy; lossless means that the blanks are those of the text (chapter 1, Lossless text)"
)
def detokenize(pieces):
    text = "".join(pieces).replace(SPACE, " ").removeprefix(" ")
    return re.sub(r" ([.,!?;:])", r"\1", text)


@wrong("Takes an underscore for the mark; U+2581 only looks like one (chapter 1, Lossless text)")
def detokenize(pieces):
    return "".join(pieces).replace("_", " ").removeprefix(" ")


@wrong("Expects at least one piece; an empty list stands for the empty text (chapter 1, Lossless text)")
def detokenize(pieces):
    first = pieces[0].replace(SPACE, " ").removeprefix(" ")
    return first + "".join(pieces[1:]).replace(SPACE, " ")


@wrong(
    "Turns the mark into a blank behind the piece, as if it were BPE's </w>; it stands for the blank in front (chapter 1, Lossless text)"
)
def detokenize(pieces):
    text = "".join(piece[1:] + " " if piece.startswith(SPACE) else piece for piece in pieces)
    return text.replace(SPACE, " ").removesuffix(" ")


@wrong("Returns a list of words; the result is one string (chapter 1, Lossless text)")
def detokenize(pieces):
    return "".join(pieces).replace(SPACE, " ").removeprefix(" ").split(" ")
