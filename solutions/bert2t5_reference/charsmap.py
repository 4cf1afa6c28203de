"""SentencePiece's normalisation table, as a `.model` file holds it: from the left, the longest fitting rule.

Unlike `sentencepiece_text.normalize`, which states the rules, this module reads the table that the library
compiled from them, and so agrees with it for every text: also for rare sequences of combining marks, and for
the Unicode version that a model was built with.

The table is a double-array trie over UTF-8 bytes, followed by the replacements, each ended by a NUL byte. A
trie unit is 32 bits: the label of the byte that leads here, an offset to its children, and a bit that says
whether a rule ends here; then the child for byte 0 holds where the replacement begins.

Left out: writing such a table.

Source: google/sentencepiece, `normalizer.cc`; the unit's layout is that of the Darts-clone library.
"""

import struct

from bert2t5_reference.sentencepiece_model import PieceType, SentencePieceModel, longest_prefix
from bert2t5_reference.sentencepiece_text import SPACE

__all__ = ["Charsmap", "ModelNormalizer"]


class Charsmap:
    """The rules of one table.

    Args:
        blob: `precompiled_charsmap` of a model; b"" holds no rule.
    """

    def __init__(self, blob: bytes) -> None:
        trie_size = struct.unpack_from("<I", blob)[0] if blob else 0
        self._units = struct.unpack_from(f"<{trie_size // 4}I", blob, 4) if blob else ()
        self._replacements = blob[4 + trie_size :]

    def longest_rule(self, data: bytes, start: int) -> tuple[int, bytes] | None:
        """Return how many bytes the longest rule at `start` covers and what replaces them, if one fits."""
        if not self._units:
            return None
        found = None
        node = _child_offset(self._units[0])
        for end in range(start, len(data)):
            node ^= data[end]
            unit = self._units[node]
            if unit & 0x800000FF != data[end]:
                break
            node ^= _child_offset(unit)
            if unit & 0x100:  # a rule ends here
                found = end + 1 - start, self._units[node] & 0x7FFFFFFF
        if found is None:
            return None
        size, begin = found
        return size, self._replacements[begin : self._replacements.index(0, begin)]

    def apply(self, text: str, protected: frozenset[bytes]) -> str:
        """Return the text after all replacements.

        Args:
            text: any text; characters without a rule stay as they are.
            protected: UTF-8 strings that no rule touches (user-defined pieces).
        """
        data = text.encode("utf-8")
        result = []
        position = 0
        while position < len(data):
            kept = longest_prefix(data, position, protected)
            rule = None if kept else self.longest_rule(data, position)
            size, replacement = rule or (len(kept) or _character_size(data[position]), b"")
            result.append(replacement if rule else data[position : position + size])
            position += size
        return b"".join(result).decode("utf-8")


class ModelNormalizer:
    """Normalises text as one model asks for.

    Example (a model trained with the library's defaults does what `sentencepiece_text.normalize` says):
        >>> import io, sentencepiece
        >>> from bert2t5_reference.sentencepiece_model import parse_model
        >>> file = io.BytesIO()
        >>> sentencepiece.SentencePieceTrainer.train(
        ...     sentence_iterator=iter(["hug pug pun"] * 20), model_writer=file, vocab_size=11, minloglevel=2)
        >>> ModelNormalizer(parse_model(file.getvalue())).normalize("  ﬁve\\u3000ｋｍ ")
        '▁five▁km'
    """

    def __init__(self, model: SentencePieceModel) -> None:
        self._model = model
        self._charsmap = Charsmap(model.precompiled_charsmap)
        user_defined = model.ids_of(PieceType.USER_DEFINED)
        self._protected = frozenset(piece.encode("utf-8") for piece in user_defined)

    def normalize(self, text: str) -> str:
        """Return the text as this model's pieces are cut from it."""
        replaced = self._charsmap.apply(text, self._protected)
        if self._model.remove_extra_whitespaces:
            replaced = " ".join(word for word in replaced.split(" ") if word)
        if self._model.add_dummy_prefix and text:
            replaced = " " + replaced
        marked = replaced.replace(" ", SPACE)
        # only nmt_nfkc has a rule for U+2581 in the text itself; elsewhere it is trimmed at the end alone
        return marked.rstrip(SPACE) if self._model.remove_extra_whitespaces else marked


def _child_offset(unit: int) -> int:
    # the offset is stored in 21 bits, with one more bit to shift it by 8
    return (unit >> 10) << ((unit & 0x200) >> 6)


def _character_size(first_byte: int) -> int:
    if first_byte < 0x80:
        return 1
    return 2 if first_byte < 0xE0 else 3 if first_byte < 0xF0 else 4
