"""WNLI as T5 is evaluated on it: the sentence with one pronoun marked, and the noun phrase it stands for.

A row of WNLI says whether a hypothesis follows that repeats a part of the premise with the pronoun replaced.
Overlapping words tell which pronoun that is, and what replaced it:

    premise      The drain is clogged with hair. It has to be cleaned.
    hypothesis   The hair has to be cleaned.
    inputs       wsc: The drain is clogged with hair. *It* has to be cleaned.
    referent     The hair

The model names a referent of its own, and the answer is 1 where it is that of the hypothesis. The published
code evaluates WNLI so and never trains on it: the pronouns of training come from other data (WSC and DPR).

Source: Raffel et al. (2020), section 2.4; github.com/google-research/text-to-text-transfer-transformer,
t5/data/preprocessors.py (`wnli_simple`) and postprocessors.py (`wsc_simple`).
"""

import re

PRONOUNS = frozenset({"he", "she", "they", "it", "her", "his", "their", "them", "him"})
ARTICLES = frozenset({"a", "an", "the"})
DETERMINERS = ARTICLES | {
    *("each", "every", "few", "many", "much", "some", "that", "these", "this", "those", "which", "whose"),
    *("her", "his", "my", "our", "their", "your"),
}
MARKS = (".", ",", "?", "!")


def mark_pronoun(premise: str, hypothesis: str) -> tuple[str, str]:
    """Return the premise with its pronoun between asterisks, and what stands for it in the hypothesis.

    Of several pronouns the one with the most words around it that the hypothesis repeats is marked, the first
    of equals. A punctuation mark that ends the word goes behind the asterisk, after a blank. The referent is
    empty where nothing is found, as for 1 of the 71 rows of the dev set.

    Raises:
        ValueError: if the premise has no pronoun.

    >>> mark_pronoun("Tom thanked Ann because she helped him.", "Ann helped him.")
    ('Tom thanked Ann because *she* helped him.', 'Ann')
    >>> mark_pronoun("There is a pillar, and I can't see around it.", "I can't see around the pillar.")
    ("There is a pillar, and I can't see around *it* .", 'the pillar')
    """
    words, repeated = bare_words(premise), bare_words(hypothesis)
    positions = [position for position, word in enumerate(words) if word in PRONOUNS]
    if not positions:
        raise ValueError(f"no pronoun in {premise!r}. Pronouns: {', '.join(sorted(PRONOUNS))}")
    contexts = {position: repeated_context(words, position, repeated) for position in positions}
    best = max(positions, key=lambda position: sum(map(len, contexts[position])))
    replacement = find_replacement(*contexts[best], " ".join(repeated))
    return mark_word(premise, best), find_phrase(replacement, hypothesis)


def bare_words(text: str) -> list[str]:
    """Return the words between blanks, in lower case and without one mark at their end.

    >>> bare_words("Well, it rained!")
    ['well', 'it', 'rained']
    """
    words = text.strip().lower().split(" ")
    bare = [word[:-1] if word.endswith(MARKS) else word for word in words]
    return [word for word in bare if word]


def repeated_context(words: list[str], position: int, repeated: list[str]) -> tuple[list[str], list[str]]:
    """Return the words right before and right after a position that `repeated` has too, each side as a whole.

    >>> repeated_context("so she told her".split(), 1, "ann told her".split())
    ([], ['told', 'her'])
    """
    before, after = words[:position], words[position + 1 :]
    num_before = shared_length(before[::-1], " ".join(repeated[::-1]))
    num_after = shared_length(after, " ".join(repeated))
    return before[len(before) - num_before :], after[:num_after]


def shared_length(words: list[str], text: str) -> int:
    """Return how many of the first words, joined by blanks, occur in the text, within other words too.

    >>> shared_length(["a", "red", "hat"], "papa reddens")
    2
    """
    length = 0
    while length < len(words) and " ".join(words[: length + 1]) in text:
        length += 1
    return length


def find_replacement(before: list[str], after: list[str], text: str) -> str:
    """Return what stands in the text between two contexts, else before the second, else after the first.

    >>> find_replacement(["around"], [], "i can't see around the pillar")
    'the pillar'
    >>> find_replacement(["because"], ["left"], "ann left")
    'ann'
    """
    if not before and not after:
        return ""
    head, tail = ([re.escape(word) for word in words] for words in (before, after))
    for pattern in ([*head, "(.+)", *tail], ["^(.+)", *tail], [*head, "(.+)$"]):
        match = re.search(" ".join(pattern), text)
        if match:
            return match[1]
    return ""


def find_phrase(words: str, hypothesis: str) -> str:
    """Return bare words as the hypothesis writes them, from their last article on and never possessive.

    Raises:
        ValueError: if the hypothesis does not have these words.

    >>> find_phrase("see the hair", "I see The Hair's end.")
    'The Hair'
    """
    bare = words.split(" ")
    start = max((bare.index(article) for article in ARTICLES if article in bare), default=0)
    pattern = " ".join(re.escape(word) + "[.,?!]?" for word in bare[start:])
    match = re.search(pattern, hypothesis, re.IGNORECASE)
    if match is None:
        raise ValueError(f"{words!r} does not stand in {hypothesis!r}")
    phrase = match[0][:-1] if match[0].endswith(MARKS) else match[0]
    return phrase.removesuffix("'") if phrase.endswith("'") else phrase.removesuffix("'s")


def mark_word(text: str, position: int) -> str:
    """Return the text with the word at a position, counted between blanks, put between asterisks.

    >>> mark_word("I like it, too.", 2)
    'I like *it* , too.'
    """
    words = text.split(" ")
    word = words[position]
    words[position] = f"*{word[:-1]}* {word[-1]}" if word.endswith(MARKS) else f"*{word}*"
    return " ".join(words)


def names_referent(prediction: str, referent: str) -> int:
    """Return 1 if a prediction names the referent, 0 if it names something else, -1 if it is empty.

    Case and determiners are ignored, and one of the two may have more words than the other. What belongs to
    the referent is not the referent, so an apostrophe on one side alone makes 0.

    >>> answers = ["hair", "the brown hair", "Drain", "hair's end", "the"]
    >>> [names_referent(answer, "The hair") for answer in answers]
    [1, 1, 0, 0, -1]
    """
    said, meant = drop_determiners(prediction), drop_determiners(referent)
    if not said:
        return -1
    if ("'" in said) != ("'" in meant):
        return 0
    said_words, meant_words = set(said.split(" ")), set(meant.split(" "))
    return int(said_words <= meant_words or meant_words <= said_words)


def drop_determiners(text: str) -> str:
    """Return the text in lower case, without blanks at its ends and without determiners.

    >>> drop_determiners(" The brown Hair")
    'brown hair'
    """
    return " ".join(word for word in text.strip().lower().split(" ") if word not in DETERMINERS)
