"""The pocket world: English about a small fictional place and its people, made from a seed.

A BERT or a T5 of about one million parameters can be pre-trained on this text in minutes, and what it has
learned can be measured. Every sentence is said from a record of what it means (`meaning.py`), so labels of
tasks that are made from the same records are right by construction.

What it leaves out: the real world. Synonyms, opposites and kinds are those of English; people and events are
invented. All text is ASCII.

    lexicon    the words and what they mean
    world      people, places, trades, weather
    meaning    records: who does what to whom, where, when
    story      draws facts that do not contradict each other; scripts: what happens, record by record
    discourse  names, descriptions and pronouns; clauses, verbs, text: from a record to a line
    patterns   the ways to say a record; event_patterns, quality_patterns, link_patterns
    documents  scripts told in 5 to 15 sentences
    probes     cloze probes: what a masked language model has learned
    draw       draws that are the same on every platform
    tasks      labelled examples: pocket GLUE, pocket SQuAD, translations, summaries
"""

import os

from bert2t5.data.pocket.documents import Document, documents
from bert2t5.data.pocket.files import write_text
from bert2t5.data.pocket.patterns import Sentence
from bert2t5.data.pocket.probes import KINDS, Probe, cloze_probes
from bert2t5.data.pocket.tasks import (
    GLUE_TASKS,
    pocket_glue,
    pocket_squad,
    pocket_summaries,
    pocket_translation,
    write_glue,
    write_squad,
)

__all__ = [
    "GLUE_TASKS",
    "KINDS",
    "Document",
    "Probe",
    "Sentence",
    "cloze_probes",
    "corpus",
    "documents",
    "held_out",
    "pocket_glue",
    "pocket_squad",
    "pocket_summaries",
    "pocket_translation",
    "write_corpus",
    "write_glue",
    "write_squad",
]

CORPUS_STREAM, HELD_OUT_STREAM = 0, 1


def corpus(size_bytes: int = 2_000_000, *, seed: int = 0) -> list[list[str]]:
    """Return documents as lists of sentences, about `size_bytes` of text.

    The same seed gives the same text on every platform; a longer corpus begins with the shorter one.

    Args:
        size_bytes: the size of the text as `write_corpus` writes it; the last document may exceed it.
        seed: 0 or above.
    Raises:
        ValueError: if the size or the seed is negative.

    >>> for sentence in corpus(400, seed=3)[0][:4]:
    ...     print(sentence)
    On Thursday, Helen and a physician called Karl walked quietly to the store.
    It was a smith called Hannah who started a long party that day.
    It was exciting, that is interesting.
    In other words, it was interesting and exciting.
    """
    return [document.lines for document in documents(size_bytes, seed=seed, stream=CORPUS_STREAM)]


def held_out(size_bytes: int = 100_000, *, seed: int = 0) -> list[list[str]]:
    """Return documents like those of `corpus` with the same seed, but none of them: for evaluation.

    Args:
        size_bytes: the size, as for `corpus`.
        seed: the seed of the corpus.
    Raises:
        ValueError: if the size or the seed is negative.

    >>> held_out(400, seed=3)[0] == corpus(400, seed=3)[0]
    False
    """
    return [document.lines for document in documents(size_bytes, seed=seed, stream=HELD_OUT_STREAM)]


def write_corpus(path: str | os.PathLike[str], size_bytes: int = 2_000_000, *, seed: int = 0) -> None:
    r"""Write a corpus as text: one sentence per line, a blank line after each document.

    This is the layout that google-research/bert reads (create_pretraining_data.py). The file appears under
    its name only when it is complete.

    Args:
        path: the file; replaced if it exists.
        size_bytes: the size, as for `corpus`.
        seed: 0 or above.
    Raises:
        ValueError: if the size or the seed is negative.
        OSError: if the file cannot be written.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_corpus(Path(folder, "pocket.txt"), 5000)
    ...     Path(folder, "pocket.txt").read_bytes().count(b"\n\n") == len(corpus(5000))
    True
    """
    write_text(path, "".join("\n".join(lines) + "\n\n" for lines in corpus(size_bytes, seed=seed)))
