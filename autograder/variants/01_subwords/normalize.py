"""Answers to `normalize`: right ones in several styles, wrong ones with the misconception behind them."""

import re
import unicodedata

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.sentencepiece_text import BLANK_CHARACTERS, DROPPED_CHARACTERS, SPACE

TILDE = "\uff5e"


def nfkc(text):
    """The first rule, done right."""
    return TILDE.join(unicodedata.normalize("NFKC", part) for part in text.split(TILDE))


def clean(text):
    """The second rule, done right."""
    text = "".join(" " if character in BLANK_CHARACTERS else character for character in text)
    return "".join(character for character in text if character not in DROPPED_CHARACTERS)


def mark(text):
    """The rules about blanks, done right."""
    return "".join(SPACE + word for word in text.split(" ") if word)


@right("a translation table and a regular expression for the runs")
def normalize(text):
    pieces = re.split(f"({TILDE})", text)
    pieces = [piece if piece == TILDE else unicodedata.normalize("NFKC", piece) for piece in pieces]
    table = {ord(character): " " for character in BLANK_CHARACTERS}
    table |= {ord(character): None for character in DROPPED_CHARACTERS}
    text = re.sub(" +", " ", "".join(pieces).translate(table)).strip(" ")
    return (" " + text).replace(" ", SPACE) if text else ""


@right("one pass that remembers a pending blank")
def normalize(text):
    result = ""
    pending = True
    for index, part in enumerate(text.split(TILDE)):
        characters = list(unicodedata.normalize("NFKC", part))
        if index > 0:
            characters.insert(0, TILDE)
        for character in characters:
            if character in DROPPED_CHARACTERS:
                continue
            if character in BLANK_CHARACTERS:
                pending = True
                continue
            if pending:
                result += SPACE
                pending = False
            result += character
    return result


@right("hides the tilde behind a character that the text does not use")
def normalize(text):
    stand_in = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    text = unicodedata.normalize("NFKC", text.replace(TILDE, stand_in)).replace(stand_in, TILDE)
    for character in DROPPED_CHARACTERS:
        text = text.replace(character, "")
    for character in BLANK_CHARACTERS:
        text = text.replace(character, SPACE)
    while SPACE + SPACE in text:
        text = text.replace(SPACE + SPACE, SPACE)
    text = text.strip(SPACE)
    return SPACE + text if text != "" else ""


@right("regular expressions find the words")
def normalize(text):
    whole = "".join(
        part if part.startswith(TILDE) else unicodedata.normalize("NFKC", part)
        for part in re.findall(f"{TILDE}+|[^{TILDE}]+", text)
    )
    dropped = re.escape("".join(DROPPED_CHARACTERS))
    blanks = re.escape("".join(BLANK_CHARACTERS))
    whole = re.sub(f"[{dropped}]", "", whole)
    return "".join(map(SPACE.__add__, re.findall(f"[^{blanks}]+", whole)))


@wrong(
    "Leaves characters as they were typed; compatible forms (ligatures, full-width letters, raised digits) are unified first, by NFKC (chapter 1, Normalising)"
)
def normalize(text):
    return mark(clean(text))


@wrong(
    "Takes NFC for NFKC; NFC only composes accents, the K also replaces ligatures, full-width letters and the like by their plain forms (chapter 1, Normalising)"
)
def normalize(text):
    return mark(clean(unicodedata.normalize("NFC", text)))


@wrong(
    "Takes NFKD for NFKC; the D takes letters and accents apart, the C puts them together again (chapter 1, Normalising)"
)
def normalize(text):
    parts = [unicodedata.normalize("NFKD", part) for part in text.split(TILDE)]
    return mark(clean(TILDE.join(parts)))


@wrong(
    "Applies NFKC to each character alone; a letter and the accent that follows it become one character only when they are looked at together (chapter 1, Normalising)"
)
def normalize(text):
    characters = [c if c == TILDE else unicodedata.normalize("NFKC", c) for c in text]
    return mark(clean("".join(characters)))


@wrong(
    "Lets NFKC change every character; the full-width tilde is the one exception and stays (chapter 1, Normalising)"
)
def normalize(text):
    return mark(clean(unicodedata.normalize("NFKC", text)))


@wrong(
    "Makes every tilde a full-width one; the ASCII tilde stays what it is, as the full-width one does (chapter 1, Normalising)"
)
def normalize(text):
    text = unicodedata.normalize("NFKC", text).replace("~", TILDE)
    return mark(clean(text))


@wrong(
    "Leaves out the dummy prefix; without it a word at the start of a text and the same word inside it are different strings (chapter 1, Normalising)"
)
def normalize(text):
    words = clean(nfkc(text)).split(" ")
    return SPACE.join(word for word in words if word)


@wrong(
    "Puts the dummy prefix in front of nothing; a text without visible characters stays empty (chapter 1, Normalising)"
)
def normalize(text):
    words = [word for word in clean(nfkc(text)).split(" ") if word]
    return SPACE + SPACE.join(words)


@wrong(
    "Gives every blank of a run its own mark; a run of blanks counts as one blank (chapter 1, Normalising)"
)
def normalize(text):
    text = clean(nfkc(text)).strip(" ")
    return (" " + text).replace(" ", SPACE) if text else ""


@wrong(
    "Halves runs of blanks in one go and calls it done; what is left of a run of three or more is still a run (chapter 1, Normalising)"
)
def normalize(text):
    text = clean(nfkc(text)).strip(" ").replace("  ", " ")
    return (" " + text).replace(" ", SPACE) if text else ""


@wrong(
    "Keeps a blank at the end of the text; blanks at both ends go, only the dummy prefix comes back (chapter 1, Normalising)"
)
def normalize(text):
    text = re.sub(" +", " ", clean(nfkc(text))).lstrip(" ")
    return (" " + text).replace(" ", SPACE) if text else ""


@wrong(
    "Puts the dummy prefix in front of a blank that is already there; blanks at both ends go first (chapter 1, Normalising)"
)
def normalize(text):
    text = re.sub(" +", " ", clean(nfkc(text))).rstrip(" ")
    return (" " + text).replace(" ", SPACE) if text else ""


@wrong(
    "Knows no blank but the ASCII one; tabs, line ends and invisible spaces are blanks as well (chapter 1, Normalising)"
)
def normalize(text):
    text = "".join(character for character in nfkc(text) if character not in DROPPED_CHARACTERS)
    return mark(text)


@wrong(
    "Trusts Python's idea of white space; SentencePiece's list of blanks is another one, zero-width characters for example are on it (chapter 1, Normalising)"
)
def normalize(text):
    words = nfkc(text).split()
    words = ["".join(c for c in word if c not in DROPPED_CHARACTERS) for word in words]
    return "".join(SPACE + word for word in words if word)


@wrong(
    "Cuts the text into words before NFKC; NFKC makes new blanks, of the ideographic space for example, so it comes first (chapter 1, Normalising)"
)
def normalize(text):
    return nfkc(mark(clean(text)))


@wrong(
    "Lets tabs and other blanks vanish; each of them separates words and so leaves a blank (chapter 1, Normalising)"
)
def normalize(text):
    gone = BLANK_CHARACTERS - {" "} | DROPPED_CHARACTERS
    return mark("".join(character for character in nfkc(text) if character not in gone))


@wrong(
    "Drops every control character; tabs and line ends are control characters too, but they count as blanks (chapter 1, Normalising)"
)
def normalize(text):
    text = "".join(c for c in nfkc(text) if unicodedata.category(c) != "Cc")
    return mark(clean(text))


@wrong("Keeps control characters; those on the list of dropped characters vanish (chapter 1, Normalising)")
def normalize(text):
    return mark("".join(" " if character in BLANK_CHARACTERS else character for character in nfkc(text)))


@wrong(
    "Leaves a blank where a control character is dropped; it vanishes without a trace, and the word stays whole (chapter 1, Normalising)"
)
def normalize(text):
    blanks = BLANK_CHARACTERS | DROPPED_CHARACTERS
    return mark("".join(" " if character in blanks else character for character in nfkc(text)))


@wrong(
    "Lets a U+2581 of the text itself pass as a letter; it counts as a blank like the others, so runs with it shrink too (chapter 1, Normalising)"
)
def normalize(text):
    kept = "".join("\ue000" if character == SPACE else character for character in nfkc(text))
    return mark(clean(kept)).replace("\ue000", SPACE)


@wrong(
    "Writes an underscore for the blank; the mark is U+2581, which only looks like one, so that a real underscore stays apart (chapter 1, Normalising)"
)
def normalize(text):
    return mark(clean(nfkc(text))).replace(SPACE, "_")


@wrong(
    "Puts the mark behind each word, as BPE does with </w>; here the blank in front of a word becomes its mark (chapter 1, Normalising)"
)
def normalize(text):
    return "".join(word + SPACE for word in clean(nfkc(text)).split(" ") if word)


@wrong(
    "Marks the start of the text and lets all other blanks go; every blank between words is kept as U+2581, or the text could not be rebuilt (chapter 1, Lossless text)"
)
def normalize(text):
    words = [word for word in clean(nfkc(text)).split(" ") if word]
    return SPACE + "".join(words) if words else ""


@wrong(
    "Lower-cases the text, as BERT's uncased models do; SentencePiece's default rules leave capitals alone (chapter 1, Lossless text)"
)
def normalize(text):
    return mark(clean(nfkc(text.lower())))


@wrong("Strips accents, as BERT's uncased models do; NFKC keeps them (chapter 1, Lossless text)")
def normalize(text):
    letters = [c for c in unicodedata.normalize("NFD", nfkc(text)) if not unicodedata.combining(c)]
    return mark(clean(nfkc("".join(letters))))


@wrong(
    "Returns a list of words; the result is one string, in which U+2581 shows where words begin (chapter 1, Normalising)"
)
def normalize(text):
    return [SPACE + word for word in clean(nfkc(text)).split(" ") if word]
