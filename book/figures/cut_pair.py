"""A figure to play with: a pair of texts that a slider cuts, one place at a time, under two rules.

Everything it shows is computed here, by the reference, when the page is built. The script beside this file
only puts the chosen frame into the drawing. Without scripts the drawing shows the first frame.
"""

import json
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from IPython.display import HTML

from bert2t5_reference.bert_inputs import pack_pair, truncate_pair, truncate_pair_tokenizers

FOLDER = Path(__file__).parent
RULES = {"Google": truncate_pair, "Hugging Face": truncate_pair_tokenizers}
ROW, TOP, COLUMN, BOX = 26, 24, 180, 108  # of the drawing, in its own units

Truncate = Callable[[list[int], list[int], int], tuple[list[int], list[int]]]
Slot = tuple[str, str, int, int | None]  # kept, cut or special; piece; id; position, None for what is cut


def frame(
    truncate: Truncate,
    texts: tuple[Sequence[int], Sequence[int]],
    pieces: Sequence[str],
    *,
    cls_token_id: int,
    sep_token_id: int,
    max_seq_len: int,
) -> dict[str, object]:
    """Return what the figure shows for one length: a line of text, and for each segment its tokens.

    Args:
        truncate: the rule.
        texts: the ids of both texts, whole.
        pieces: the piece of every id.
        cls_token_id: id of [CLS].
        sep_token_id: id of [SEP].
        max_seq_len: the greatest length of the sequence, 3 or more.

    >>> shown = frame(truncate_pair, ([3], [4]), "pcsab", cls_token_id=1, sep_token_id=2, max_seq_len=4)
    >>> shown["segments"][1]
    [('special', 's', 2, 3), ('cut', 'b', 4, None)]
    """
    first, second = texts
    left = truncate(list(first), list(second), max_seq_len - 3)
    packed = pack_pair(*left, cls_token_id=cls_token_id, sep_token_id=sep_token_id, max_seq_len=max_seq_len)
    segments: list[list[Slot]] = [[], []]
    for position, token_id in enumerate(packed["input_ids"]):
        kind = "special" if token_id in (cls_token_id, sep_token_id) else "kept"
        segments[packed["token_type_ids"][position]].append((kind, pieces[token_id], token_id, position))
    for slots, text, kept in zip(segments, texts, left, strict=True):
        slots += [("cut", pieces[token_id], token_id, None) for token_id in text[len(kept) :]]
    summary = (
        f"max_seq_len = {max_seq_len}: {len(left[0])} of {len(first)} tokens of the first text are kept, "
        f"{len(left[1])} of {len(second)} of the second."
    )
    return {"summary": summary, "segments": segments}


def frames(
    texts: tuple[Sequence[int], Sequence[int]], pieces: Sequence[str], *, cls_token_id: int, sep_token_id: int
) -> dict[str, list[dict[str, object]]]:
    """Return the frames of each rule for every length, from 3 up to that of the whole pair."""
    marks = {"cls_token_id": cls_token_id, "sep_token_id": sep_token_id}
    lengths = range(3, sum(map(len, texts)) + 4)
    return {
        name: [frame(truncate, texts, pieces, **marks, max_seq_len=length) for length in lengths]
        for name, truncate in RULES.items()
    }


def cut_pair(name: str, data: dict[str, list[dict[str, object]]], max_seq_len: int, caption: str) -> HTML:
    """Return the figure with its controls.

    Args:
        name: an identifier that no other figure of the page has.
        data: what `frames` gives.
        max_seq_len: the length that is shown first.
        caption: the text below the figure, plain.
    """
    first = next(iter(data.values()))[max_seq_len - 3]
    summary = escape(str(first["summary"]))
    # A word may hold "</script>", and JSON in a page ends there.
    code = json.dumps(data, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    longest = 2 + len(next(iter(data.values())))
    return HTML(
        f'<style>{_read("cut_pair.css")}</style><div class="book-figure cut-pair" role="group" '
        f'aria-labelledby="{name}-caption"><form hidden>'
        f'<label>max_seq_len <input type="range" min="3" max="{longest}" value="{max_seq_len}"></label>'
        f"<fieldset><legend>rule</legend>{_choices(name, data)}</fieldset></form>"
        f'<p><output id="{name}-now">{summary}</output></p>'
        f"{_drawing(first['segments'], f'{name}-now')}"  # type: ignore[arg-type]
        f'<p class="book-caption" id="{name}-caption">{escape(caption)}</p>'
        f'<script type="application/json">{code}</script></div>'
        f'<script type="module">{_read("cut_pair.js")}</script>'
    )


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _choices(name: str, data: dict[str, list[dict[str, object]]]) -> str:
    return "".join(
        f'<label><input type="radio" name="{name}-rule" value="{rule}"{"" if number else " checked"}> '
        f"{rule}</label>"
        for number, rule in enumerate(data)
    )


def _drawing(segments: Sequence[Sequence[Slot]], label: str) -> str:
    height = TOP + ROW * max(map(len, segments))
    heads = "".join(
        f'<text class="head" x="{COLUMN * segment + 28}" y="14">segment {segment}</text>'
        for segment in (0, 1)
    )
    slots = "".join(
        _slot(slot, segment, COLUMN * segment, TOP + ROW * row)
        for segment, column in enumerate(segments)
        for row, slot in enumerate(column)
    )
    return (
        f'<svg role="img" aria-labelledby="{label}" viewBox="0 0 {2 * COLUMN} {height}">{heads}{slots}</svg>'
    )


def _slot(slot: Slot, segment: int, left: int, top: int) -> str:
    kind, piece, token_id, position = slot
    return (
        f'<g class="slot segment-{segment} {kind}" transform="translate({left} {top})">'
        f'<rect x="28" y="2" width="{BOX}" height="{ROW - 4}" rx="3"></rect>'
        f'<text class="position" x="22" y="18">{"" if position is None else position}</text>'
        f'<text class="piece" x="{28 + BOX // 2}" y="18">{escape(piece)}</text>'
        f'<text class="id" x="{28 + BOX + 6}" y="18">{token_id}</text></g>'
    )
