"""The data that the course brings along: the story of a ferry, written for it, and the pocket world.

The story is small (about 22 kB) so that a tokenizer trains on it in a second, and it repeats word stems
(low, lower, lowest) so that the pieces are worth looking at. The pocket world (`pocket`) makes as much text
and as many labelled examples as one asks for. What is left out: real corpora are read by name elsewhere.
"""

from importlib import resources

__all__ = ["load_lines", "load_text"]


def load_text() -> str:
    """Return the whole text: one sentence per line, paragraphs separated by a blank line.

    >>> load_text()[:27]
    'The town of Lower Marl lies'
    """
    return resources.files(__name__).joinpath("ferry_town.txt").read_text(encoding="utf-8")


def load_lines() -> list[str]:
    r"""Return the sentences in order: the lines of the text that are not empty, without their "\n".

    >>> load_lines()[3]
    'There is no bridge.'
    """
    return [line for line in load_text().split("\n") if line]
