"""A figure to play with: a text whose words become noise one by one, with the inputs and targets that result.

The reference writes inputs and targets for every mask when the page is built; the script beside this file
only looks them up. Without scripts the page shows the first mask.
"""

import json
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

import torch
from IPython.display import HTML

from bert2t5_reference.span_corruption import corrupt_spans

FOLDER = Path(__file__).parent
MAX_WORDS = 12  # every further word doubles the number of masks
END = "</s>"
# In the figure's data the words are a, b, c, ... and the sentinels 0, 1, 2, ...
FIRST_LETTER = ord("a")
FIRST_SENTINEL_ID, EOS_TOKEN_ID = 99, -1


def mask_of(number: int, num_words: int) -> torch.Tensor:
    """Return the mask that a number stands for: its bit of value 2^i says whether word i is noise.

    >>> mask_of(6, num_words=4).tolist()
    [False, True, True, False]
    """
    return torch.tensor([bool(number >> place & 1) for place in range(num_words)])


def number_of(mask: Iterable[bool]) -> int:
    """Return the number that stands for a mask.

    >>> number_of([False, True, True, False])
    6
    """
    return sum(bool(noisy) << place for place, noisy in enumerate(mask))


def code_of(ids: torch.Tensor) -> str:
    """Return inputs or targets as one character for each word and sentinel; their end is left out."""
    return "".join(
        str(FIRST_SENTINEL_ID - token_id) if token_id > MAX_WORDS else chr(FIRST_LETTER + token_id)
        for token_id in ids.tolist()
        if token_id != EOS_TOKEN_ID
    )


def all_codes(num_words: int) -> tuple[list[str], list[str]]:
    """Return inputs and targets for every mask, in the order of their numbers.

    Raises:
        ValueError: if there are more words than `MAX_WORDS`.

    >>> all_codes(2)
    (['ab', '0b', 'a0', '0'], ['0', 'a0', '0b', 'ab'])
    """
    if num_words > MAX_WORDS:
        raise ValueError(f"{num_words} words have too many masks, allowed are {MAX_WORDS}")
    pairs = [
        corrupt_spans(torch.arange(num_words), mask_of(number, num_words), FIRST_SENTINEL_ID, EOS_TOKEN_ID)
        for number in range(2**num_words)
    ]
    return [code_of(inputs) for inputs, _ in pairs], [code_of(targets) for _, targets in pairs]


def read_code(code: str, words: Sequence[str]) -> list[str]:
    """Return what a code stands for, with the end of the sequence.

    >>> read_code("a0", ["Thank", "you"])
    ['Thank', '<extra_id_0>', '</s>']
    """
    shown = [f"<extra_id_{sign}>" if sign.isdigit() else words[ord(sign) - FIRST_LETTER] for sign in code]
    return [*shown, END]


def noise_spans(words: Sequence[str], masks: Sequence[Sequence[bool]], caption: str) -> HTML:
    """Return the figure with its buttons.

    Args:
        words: the text, 12 words at most.
        masks: what the button that draws a mask leads through, in turn; the first is shown at the start.
        caption: the text below the figure, plain; it also names the group for screen readers.
    """
    inputs, targets = all_codes(len(words))
    numbers = [number_of(mask) for mask in masks]
    content = {"words": words, "inputs": inputs, "targets": targets, "masks": numbers}
    # a word may hold "</script>", and JSON in a page ends there
    data = json.dumps(content, separators=(",", ":")).replace("<", "\\u003c")
    buttons = "\n".join(_button(word, noisy) for word, noisy in zip(words, masks[0], strict=True))
    return HTML(
        f"<style>{_read('noise_spans.css')}</style>\n"
        f'<div class="book-figure noise-spans" role="group" aria-label="{escape(caption)}">\n'
        f'<ol class="noise-words" aria-label="text, noise is pressed">{buttons}</ol>\n'
        '<p class="noise-buttons" hidden><button type="button" data-do="draw">Draw a mask</button>\n'
        '<button type="button" data-do="clear">No noise</button></p>\n'
        f'<dl><dt>inputs</dt><dd class="noise-inputs">{_line(inputs[numbers[0]], words)}</dd>\n'
        f'<dt>targets</dt><dd class="noise-targets">{_line(targets[numbers[0]], words)}</dd></dl>\n'
        f'<p class="noise-status" aria-live="polite">{describe(masks[0])}</p>\n'
        f'<p class="noise-caption">{escape(caption)}</p>\n'
        f'<script type="application/json">{data}</script></div>\n'
        f'<script type="module">{_read("noise_spans.js")}</script>'
    )


def describe(mask: Sequence[bool]) -> str:
    """Return the line below the figure: how much is noise, and how the targets end.

    >>> describe([False, True, True, False])
    'Noise: 2 of 4, spans: 1. The text ends clean, so a sentinel closes the targets.'
    >>> describe([False, True])
    'Noise: 1 of 2, spans: 1. The text ends in noise, so no sentinel closes the targets.'
    """
    num_spans = sum(noisy for noisy, _ in groupby(map(bool, mask)))
    end = "in noise, so no sentinel" if mask[-1] else "clean, so a sentinel"
    return (
        f"Noise: {sum(map(bool, mask))} of {len(mask)}, spans: {num_spans}. "
        f"The text ends {end} closes the targets."
    )


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _button(word: str, noisy: bool) -> str:
    pressed = "true" if noisy else "false"
    return f'<li><button type="button" aria-pressed="{pressed}" disabled>{escape(word)}</button></li>'


def _line(code: str, words: Sequence[str]) -> str:
    is_mark = [*(sign.isdigit() for sign in code), True]  # the end is a mark as well
    return " ".join(
        f'<span class="{"noise-mark" if marked else "noise-word"}">{escape(shown)}</span>'
        for marked, shown in zip(is_mark, read_code(code, words), strict=True)
    )
