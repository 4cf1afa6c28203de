"""An interactive strip of tokens: the same text, masked again and again from a list of seeds.

The drawings are made when the page is built. Without JavaScript the page shows the first and the sum of all;
with it two buttons lead through them (`redraw.js`).
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import torch
from IPython.display import HTML

from bert2t5_reference.mlm import IGNORED_LABEL, mask_tokens, ordinary_ids, select_positions

FOLDER = Path(__file__).parent
FATES = ("hidden", "replaced", "kept")


@dataclass(frozen=True)
class Drawing:
    """One masked version of a text.

    Attributes:
        seed: what it was drawn from.
        shown: for each chosen position what the model sees there, and which of `FATES` that is.
    """

    seed: int
    shown: dict[int, tuple[str, str]]

    def count(self) -> Counter[str]:
        """Return how many of the chosen positions had each fate."""
        return Counter(fate for _, fate in self.shown.values())


def draw_masks(
    input_ids: Sequence[int],
    pieces: Sequence[str],
    special_ids: Sequence[int],
    mlm_probability: float,
    seeds: Sequence[int],
) -> list[Drawing]:
    """Return one drawing for each seed.

    Args:
        input_ids: the text with its special tokens.
        pieces: the vocabulary in the order of the ids, with [MASK] in it.
        special_ids: ids that are never chosen.
        mlm_probability: share of the tokens to choose.
        seeds: one for each drawing.

    >>> pieces = ["[CLS]", "[SEP]", "[MASK]", "a", "b"]
    >>> draw_masks([0, 3, 4, 1], pieces, [0, 1, 2], 0.25, [0])
    [Drawing(seed=0, shown={2: ('[MASK]', 'hidden')})]
    """
    text = torch.tensor([input_ids])
    mask_token_id = pieces.index("[MASK]")
    replacement_ids = ordinary_ids(len(pieces), special_ids)
    drawings = []
    for seed in seeds:
        generator = torch.Generator().manual_seed(seed)
        selected = select_positions(
            text, torch.ones_like(text), special_ids, mlm_probability, len(text[0]), generator
        )
        masked, labels = mask_tokens(text, selected, mask_token_id, replacement_ids, generator)
        rows = zip(masked[0].tolist(), labels[0].tolist(), strict=True)
        shown = {
            position: (pieces[seen], fate_of(seen, label, mask_token_id))
            for position, (seen, label) in enumerate(rows)
            if label != IGNORED_LABEL
        }
        drawings.append(Drawing(seed, shown))
    return drawings


def fate_of(seen: int, label: int, mask_token_id: int) -> str:
    """Return what happened to a chosen token; one replaced by itself counts as kept.

    >>> [fate_of(seen, 7, mask_token_id=4) for seen in (4, 9, 7)]
    ['hidden', 'replaced', 'kept']
    """
    if seen == mask_token_id:
        return "hidden"
    return "kept" if seen == label else "replaced"


def redraw_figure(tokens: Sequence[str], drawings: Sequence[Drawing], caption: str) -> HTML:
    """Return the strip with its buttons.

    Args:
        tokens: the text as it was, with its special tokens.
        drawings: at least one.
        caption: the text below it, plain; it also names the group for screen readers.
    """
    strip = "\n".join(_cell(position, token, drawings[0]) for position, token in enumerate(tokens))
    content = [{"seed": drawing.seed, "shown": drawing.shown} for drawing in drawings]
    # "</" would end the script
    data = json.dumps({"tokens": tokens, "drawings": content}).replace("</", "<\\/")
    return HTML(
        f"<style>{_read('redraw.css')}</style>\n"
        f'<div class="book-figure book-redraw" role="group" aria-label="{escape(caption)}">\n'
        f'<ol class="redraw-strip">{strip}</ol>\n'
        '<p class="redraw-buttons" hidden><button type="button" data-step="-1">Previous drawing</button>\n'
        '<button type="button" data-step="1">Draw again</button></p>\n'
        f'<p class="redraw-status" aria-live="polite">{_status(drawings)}</p>\n'
        f'<p class="redraw-caption">{escape(caption)}</p>\n'
        f'<script type="application/json">{data}</script></div>\n'
        f'<script type="module">{_read("redraw.js")}</script>'
    )


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _cell(position: int, token: str, drawing: Drawing) -> str:
    seen, fate = drawing.shown.get(position, (token, ""))
    below = f"{fate}: {token}" if fate else ""
    return (
        f'<li class="redraw-token" data-fate="{fate}"><span class="redraw-seen">{escape(seen)}</span>\n'
        f'<span class="redraw-fate">{escape(below)}</span></li>'
    )


def _status(drawings: Sequence[Drawing]) -> str:
    total = sum((drawing.count() for drawing in drawings), Counter[str]())
    shares = ", ".join(f"{total[fate]} {fate}" for fate in FATES)
    return f"Drawing 1 of {len(drawings)}. In all of them together: {total.total()} chosen, {shares}."
