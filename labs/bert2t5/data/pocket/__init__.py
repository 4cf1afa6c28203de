"""The pocket world: a seeded generator of English about a small place and its people."""

from bert2t5.data.pocket.draw import Draw
from bert2t5.data.pocket.documents import Document, draw_document

__all__ = ["corpus"]


def corpus(size_bytes: int = 2_000_000, *, seed: int = 0) -> list[list[str]]:
    draw = Draw(seed)
    result = []
    size = 0
    while size < size_bytes:
        lines = draw_document(draw).lines
        size += sum(len(line) + 1 for line in lines) + 1
        result.append(lines)
    return result
