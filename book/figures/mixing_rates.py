"""A figure to play with: how often each task is drawn, under a limit and a temperature that sliders choose.

The rates are computed here, by the reference, when the page is built. The script beside this file only puts
the chosen ones into the table. Without scripts the table shows the first.
"""

import json
from collections.abc import Mapping, Sequence
from html import escape
from math import inf, log2
from pathlib import Path
from typing import Any

from IPython.display import HTML

from bert2t5_reference.mixing import expected_epochs, temperature_scaled

FOLDER = Path(__file__).parent

Cell = tuple[float, str, str]  # of a task: its rate, and rate and epochs as they are shown


def frame(
    num_examples: Mapping[str, int], maximum: float, temperature: float, num_draws: int
) -> dict[str, Any]:
    """Return what the figure shows for a limit and a temperature: a line of text, and a cell for each task.

    >>> shown = frame({"rte": 100, "mnli": 900}, maximum=inf, temperature=2, num_draws=1000)
    >>> shown["cells"]
    [(0.25, '25.0 %', '2.5'), (0.75, '75.0 %', '0.83')]
    """
    sizes = dict(num_examples)
    rates = temperature_scaled(sizes, temperature, maximum)
    epochs = expected_epochs(rates, sizes, num_draws)
    cells = [(round(rates[task], 4), f"{100 * rates[task]:.1f} %", in_words(epochs[task])) for task in sizes]
    small, large = min(sizes, key=sizes.__getitem__), max(sizes, key=sizes.__getitem__)
    summary = (
        f"K = {power(maximum)}, T = {number(temperature)}: an example of {small} comes "
        f"{in_words(epochs[small])} times, one of {large} {in_words(epochs[large])} times."
    )
    return {"summary": summary, "cells": cells}


def in_words(value: float) -> str:
    """Return a number of epochs with as many digits as it deserves.

    >>> [in_words(value) for value in (0.0312, 0.95, 1.0, 9.64, 47.63, 1234.5)]
    ['0.03', '0.95', '1.0', '9.6', '48', '1,234']
    """
    if value < 1:
        return f"{value:.2f}" if round(value, 2) < 1 else "1.0"
    return f"{value:.1f}" if round(value, 1) < 10 else f"{value:,.0f}"


def power(maximum: float) -> str:
    """Return a limit as a number and, if it is one, as a power of 2.

    >>> power(2**16), power(inf)
    ('65,536 (2 to the power 16)', 'none')
    """
    return "none" if maximum == inf else f"{maximum:,.0f} (2 to the power {log2(maximum):.0f})"


def number(temperature: float) -> str:
    """Return a temperature in words.

    >>> number(1.5), number(inf)
    ('1.5', 'infinite')
    """
    return "infinite" if temperature == inf else f"{temperature:g}"


def mixing_rates(
    num_examples: Mapping[str, int],
    maxima: Sequence[float],
    temperatures: Sequence[float],
    num_draws: int,
    caption: str,
) -> HTML:
    """Return the figure with its controls.

    Args:
        num_examples: of each task.
        maxima: the limits that the first slider chooses from; the first of them is shown first.
        temperatures: as well, for the second slider.
        num_draws: examples drawn in the run whose epochs are told.
        caption: the text below the figure, plain.
    """
    frames = [
        [frame(num_examples, maximum, temperature, num_draws) for temperature in temperatures]
        for maximum in maxima
    ]
    sliders = {"K": [*map(power, maxima)], "T": [*map(number, temperatures)]}
    widest = max(cell[0] for row in frames for shown in row for cell in shown["cells"])
    first = frames[0][0]
    rows = "\n".join(
        _row(task, size, cell, widest)
        for (task, size), cell in zip(num_examples.items(), first["cells"], strict=True)
    )
    names = [f'<th scope="col">{name}</th>' for name in ("task", "examples", "rate", "times")]
    heads = "\n".join([*names[:3], "<td></td>", names[3]])  # nothing stands above the bars
    # "</" would end the script
    data = json.dumps({"sliders": sliders, "widest": widest, "frames": frames}).replace("</", "<\\/")
    return HTML(
        f"<style>{_read('mixing_rates.css')}</style>\n"
        f'<div class="book-figure mixing-rates" role="group" aria-label="{escape(caption)}">\n'
        f"<form hidden>{''.join(_slider(name, values) for name, values in sliders.items())}</form>\n"
        f"<table><thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>\n"
        f'<p class="mixing-rates-now" aria-live="polite">{escape(first["summary"])}</p>\n'
        f'<p class="book-caption">{escape(caption)}</p>\n'
        f'<script type="application/json">{data}</script></div>\n'
        f'<script type="module">{_read("mixing_rates.js")}</script>'
    )


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _slider(name: str, values: Sequence[str]) -> str:
    what = {"K": "limit K", "T": "temperature T"}[name]
    return (
        f'<label><span>{what}: <output>{values[0]}</output></span> <input type="range" name="{name}" min="0" '
        f'max="{len(values) - 1}" value="0" aria-valuetext="{values[0]}"></label>'
    )


def _row(task: str, size: int, cell: Cell, widest: float) -> str:
    rate, shown_rate, epochs = cell
    return (
        f'<tr><th scope="row">{escape(task)}</th>\n<td>{size:,}</td>\n<td class="rate">{shown_rate}</td>\n'
        f'<td class="bar"><span style="width: {100 * rate / widest:.2f}%"></span></td>\n'
        f'<td class="epochs">{epochs}</td></tr>'
    )
