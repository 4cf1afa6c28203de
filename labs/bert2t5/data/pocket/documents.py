"""Documents: a script, told in one tense by the story or by one of its people, in 5 to 15 sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# the patterns register themselves
import bert2t5.data.pocket.event_patterns
import bert2t5.data.pocket.link_patterns
import bert2t5.data.pocket.quality_patterns  # noqa: F401
from bert2t5.data.pocket.clauses import CLAUSES
from bert2t5.data.pocket.discourse import Discourse
from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.meaning import Link, Record, referents
from bert2t5.data.pocket.patterns import Sentence, say
from bert2t5.data.pocket.scripts import SCRIPTS
from bert2t5.data.pocket.story import Story

__all__ = ["MAX_SENTENCES", "MIN_SENTENCES", "Document", "documents", "draw_document"]

MIN_SENTENCES, MAX_SENTENCES = 5, 15


@dataclass(frozen=True)
class Document:
    """Sentences that belong together, and the name of the script that they tell."""

    script: str
    sentences: tuple[Sentence, ...]

    @cached_property
    def lines(self) -> list[str]:
        """The text of each sentence."""
        return [sentence.text for sentence in self.sentences]


def documents(size_bytes: int, *, seed: int = 0, stream: int = 0) -> Iterator[Document]:
    """Yield documents until their text has a size: a newline ends each line, one more each document.

    Args:
        size_bytes: the size; the last document may exceed it. 0 gives no document.
        seed: 0 or above.
        stream: which of the seed's independent streams of documents.
    Raises:
        ValueError: if the size is negative.
    """
    if size_bytes < 0:
        raise ValueError(f"size_bytes is {size_bytes}, must not be negative")
    draw = Draw(seed, stream)
    size = 0
    while size < size_bytes:
        document = draw_document(draw)
        size += sum(len(line) + 1 for line in document.lines) + 1
        yield document


def draw_document(draw: Draw) -> Document:
    """Return a document of 5 to 15 sentences."""
    while True:
        script, story = draw.choice(SCRIPTS), Story(draw)
        discourse = Discourse(
            draw,
            tense="present" if draw.chance(0.35) else "past",
            narrator=story.hero if draw.chance(0.2) else None,
        )
        records = joined(map(story.timed, script(story)), draw)
        sentences = [sentence for record in records for sentence in say(record, discourse)]
        if len(sentences) >= MIN_SENTENCES:
            return Document(script.__name__, tuple(sentences[:MAX_SENTENCES]))


def joined(records: Iterator[Record], draw: Draw) -> Iterator[Record]:
    """Yield the records, some of those that share somebody or something in pairs.

    Anna went to the mill. Anna met Tom. -> Anna went to the mill, and she met Tom.
    """
    waiting: Record | None = None
    for record in records:
        if waiting is None and isinstance(record, CLAUSES) and draw.chance(0.5):
            waiting = record
        elif waiting is None:
            yield record
        elif isinstance(record, CLAUSES) and share_somebody(waiting, record):
            yield Link("and", waiting, record)
            waiting = None
        else:
            yield from (waiting, record)
            waiting = None
    if waiting is not None:
        yield waiting


def share_somebody(first: Record, second: Record) -> bool:
    """Tell whether what the second record is about occurs in the first."""
    about = referents(second)[:1]
    return bool(about) and about[0] in referents(first)
