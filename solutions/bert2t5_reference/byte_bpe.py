"""Byte-level BPE as in GPT-2: every text can be encoded, because the smallest symbols are the 256 bytes.

Unlike bpe.py: words are found by a regular expression and keep the blank in front of them, symbols are bytes
of UTF-8, no mark ends a word, and special tokens are cut out of the text before anything else.
Left out: normalisation, and the prefix blank that some models add.

Source: Radford et al. (2019), "Language Models are Unsupervised Multitask Learners", section 2.2;
github.com/openai/gpt-2, src/encoder.py.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

import regex

from bert2t5_reference.bpe import learn_merges, merge_by_rank, parse_merge, rank_merges

# In order: English contractions; letters, digits, other visible characters, each with at most one blank in
# front; white space, without its last character if a word follows (so that a blank can join the word).
PRE_TOKEN = regex.compile(
    r"'(?:s|t|re|ve|m|ll|d)"
    r"| ?\p{L}+"
    r"| ?\p{N}+"
    r"| ?[^\s\p{L}\p{N}]+"
    r"|\s+(?!\S)"
    r"|\s+"
)
# How many characters after its end decide where a pre-token ends: two for an apostrophe, which may begin 'll;
# one for everything else.
PRE_TOKEN_LOOKAHEAD = 2
CACHED_PRE_TOKENS = 50_000


def pre_tokenize(text: str) -> list[str]:
    r"""Cut a text into the pieces inside which bytes are merged; joined, they are the text again.

    >>> pre_tokenize("I'll pay  $30,\n\nok")
    ['I', "'ll", ' pay', ' ', ' $', '30', ',', '\n', '\n', 'ok']
    """
    return [match.group() for match in PRE_TOKEN.finditer(text)]


@cache
def byte_to_unicode() -> dict[int, str]:
    """Return the visible character that stands for each byte in GPT-2's files.

    Bytes that are visible characters in Latin-1 stand for themselves; the other 68, in ascending order,
    become U+0100, U+0101 and so on. The blank is therefore U+0120.

    >>> byte_to_unicode()[ord("a")], byte_to_unicode()[ord(" ")]
    ('a', 'Ġ')
    """
    visible = {*range(33, 127), *range(161, 173), *range(174, 256)}
    hidden = [byte for byte in range(256) if byte not in visible]
    replacements = {byte: chr(0x100 + number) for number, byte in enumerate(hidden)}
    return {byte: replacements.get(byte, chr(byte)) for byte in range(256)}


@cache
def unicode_to_byte() -> dict[str, int]:
    """Return the byte for which each visible character stands: the inverse of `byte_to_unicode`."""
    return {character: byte for byte, character in byte_to_unicode().items()}


def to_bytes(token: str) -> bytes:
    """Return the bytes that a token of GPT-2's files stands for.

    Raises:
        ValueError: if a character stands for no byte.

    >>> to_bytes("Ġlow")
    b' low'
    """
    byte_of = unicode_to_byte()
    for character in token:
        if character not in byte_of:
            raise ValueError(f"token {token!r} holds {character!r}, which stands for no byte")
    return bytes(byte_of[character] for character in token)


def train_byte_bpe(
    path: str | Path, vocab_size: int, special_tokens: list[str]
) -> tuple[dict[int, bytes], list[tuple[bytes, bytes]]]:
    """Learn a vocabulary and merges from a UTF-8 file.

    The most frequent pair is merged first, of equally frequent pairs the greatest pair of byte strings.
    Special tokens are cut out of the text first, so no merge crosses or uses them.

    Args:
        path: the text.
        vocab_size: the size to reach: 256 bytes, merges, special tokens. It stays smaller if every
            pre-token of the text is one symbol before that.
        special_tokens: texts that become one token each, for example `<|endoftext|>`.

    Returns:
        (vocab, merges): bytes have the ids 0 to 255, then the merges follow in the order in which they were
        learned, then the special tokens.

    Raises:
        ValueError: if `vocab_size` has no room for bytes and special tokens, or a special token is empty.
        UnicodeDecodeError: if the file is not UTF-8.
    """
    specials = check_special_tokens(special_tokens)
    smallest = 256 + len(specials)
    if vocab_size < smallest:
        raise ValueError(f"vocab_size is {vocab_size}, allowed are {smallest} (no merges) and more")
    text = Path(path).read_bytes().decode("utf-8")
    parts = [part for part in special_pattern(specials).split(text) if part not in specials]
    counts = Counter(piece for part in parts for piece in pre_tokenize(part))
    words = {split_bytes(piece.encode("utf-8")): count for piece, count in counts.items()}
    merges = learn_merges(words, vocab_size - smallest, min_frequency=1)
    tokens = [
        *split_bytes(bytes(range(256))),
        *(left + right for left, right in merges),
        *(token.encode("utf-8") for token in specials),
    ]
    return dict(enumerate(tokens)), merges


def split_bytes(data: bytes) -> tuple[bytes, ...]:
    """Split a byte string into its single bytes.

    >>> split_bytes("é".encode())
    (b'\\xc3', b'\\xa9')
    """
    return tuple(bytes([byte]) for byte in data)


def check_special_tokens(special_tokens: Iterable[str]) -> list[str]:
    """Return the special tokens, each once, in their order.

    Raises:
        ValueError: if one is empty.
    """
    specials = list(dict.fromkeys(special_tokens))
    if "" in specials:
        raise ValueError(f"special_tokens is {specials}; a special token must not be empty")
    return specials


def special_pattern(special_tokens: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds special tokens; where several begin, the longest.

    >>> special_pattern(["<s>", "<s><s>"]).split("a<s><s><s>b")
    ['a', '<s><s>', '', '<s>', 'b']
    """
    if not special_tokens:
        return re.compile("((?!))")  # matches nothing
    longest_first = sorted(special_tokens, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, longest_first)) + ")")


class ByteBPETokenizer:
    """Text to token ids and back, with merges of bytes.

    Args:
        vocab: the bytes of every id.
        merges: pairs of byte strings in the order in which they were learned.
        special_tokens: texts that become one id each; one that the vocabulary lacks gets the next free id.

    Raises:
        ValueError: if a special token is empty.

    >>> tokenizer = ByteBPETokenizer({0: b"l", 1: b"o", 2: b"lo"}, [(b"l", b"o")], ["<end>"])
    >>> tokenizer.encode("lool<end>")
    [2, 1, 0, 3]
    >>> tokenizer.decode([2, 1, 0, 3])
    'lool<end>'
    """

    def __init__(
        self,
        vocab: dict[int, bytes],
        merges: list[tuple[bytes, bytes]],
        special_tokens: list[str] | None = None,
    ) -> None:
        self.vocab = dict(vocab)
        self.special_tokens = check_special_tokens(special_tokens or [])
        self.token_to_id: dict[bytes, int] = {}
        for token_id, token in vocab.items():
            self.token_to_id.setdefault(token, token_id)
        for special in self.special_tokens:
            self._add_if_missing(special.encode("utf-8"))
        self.merge_rank = rank_merges(merges)
        self._special_pattern = special_pattern(self.special_tokens)
        self._encode_piece = lru_cache(CACHED_PRE_TOKENS)(self._merge_piece)

    @classmethod
    def from_files(
        cls, vocab_path: str | Path, merges_path: str | Path, special_tokens: list[str] | None = None
    ) -> Self:
        """Read a tokenizer in GPT-2's format.

        Args:
            vocab_path: JSON object from tokens to ids; a token is written in the characters of
                `byte_to_unicode`, a special token as it is.
            merges_path: one merge per line, the two tokens separated by a blank; a first line with the
                version is skipped.
            special_tokens: see the class.

        Raises:
            ValueError: if a token holds a character that stands for no byte, or a line is no merge.
        """
        written = json.loads(Path(vocab_path).read_text(encoding="utf-8"))
        specials = special_tokens or []
        vocab = {
            token_id: token.encode("utf-8") if token in specials else to_bytes(token)
            for token, token_id in written.items()
        }
        return cls(vocab, read_merges(merges_path), special_tokens)

    def encode(self, text: str) -> list[int]:
        """Return the ids of a text.

        Raises:
            ValueError: if the text needs a byte that the vocabulary lacks.
            UnicodeEncodeError: if the text holds half of a surrogate pair, which UTF-8 cannot write.
        """
        ids: list[int] = []
        for part in self._special_pattern.split(text):
            if part in self.special_tokens:
                ids.append(self.token_to_id[part.encode("utf-8")])
            else:
                for match in PRE_TOKEN.finditer(part):
                    ids.extend(self._encode_piece(match.group()))
        return ids

    def encode_iterable(self, chunks: Iterable[str]) -> Iterator[int]:
        """Yield the ids of a text that comes in chunks: the ids of `encode` for the joined chunks.

        A chunk may end anywhere, inside a word or a special token. Only the end of the text that more text
        could still change is held, so memory depends on the longest chunk and pre-token alone.
        """
        held = ""
        rescan_size = 0
        for chunk in chunks:
            held += chunk
            # A long pre-token in small chunks would be read again with each: wait until it has doubled.
            if len(held) < rescan_size:
                continue
            ids, held = self._encode_decided(held)
            rescan_size = 2 * len(held)
            yield from ids
        yield from self.encode(held)

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text of ids; bytes that are not UTF-8 become U+FFFD.

        Raises:
            ValueError: if an id is not in the vocabulary.
        """
        ids = list(ids)
        unknown = [token_id for token_id in ids if token_id not in self.vocab]
        if unknown:
            raise ValueError(f"unknown id {unknown[0]}, allowed are {min(self.vocab)} to {max(self.vocab)}")
        return b"".join(self.vocab[token_id] for token_id in ids).decode("utf-8", errors="replace")

    def _add_if_missing(self, token: bytes) -> None:
        if token not in self.token_to_id:
            token_id = max(self.vocab, default=-1) + 1
            self.vocab[token_id] = token
            self.token_to_id[token] = token_id

    def _encode_decided(self, text: str) -> tuple[list[int], str]:
        """Return the ids that no further text can change, and the rest of the text."""
        longest_special = max(map(len, self.special_tokens), default=1)
        # From here on a special token may begin that does not end in this text.
        open_from = max(len(text) - longest_special + 1, 0)
        ids: list[int] = []
        start = 0
        for match in self._special_pattern.finditer(text):
            if match.start() >= open_from:
                break
            ids += self.encode(text[start : match.end()])
            start = match.end()
        for match in PRE_TOKEN.finditer(text, start, open_from):
            if match.end() + PRE_TOKEN_LOOKAHEAD > open_from:
                break
            ids += self._encode_piece(match.group())
            start = match.end()
        return ids, text[start:]

    def _merge_piece(self, piece: str) -> list[int]:
        tokens = merge_by_rank(split_bytes(piece.encode("utf-8")), self.merge_rank)
        return [self._id_of(token) for token in tokens]

    def _id_of(self, token: bytes) -> int:
        if token not in self.token_to_id:
            raise ValueError(f"{token!r} is not in the vocabulary of {len(self.vocab)} tokens")
        return self.token_to_id[token]


def read_merges(path: str | Path) -> list[tuple[bytes, bytes]]:
    """Read the merges of a file in GPT-2's format, in the order in which they were learned."""
    lines = Path(path).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    merges = [
        parse_merge(line, f"{path}, line {number}")
        for number, line in enumerate(lines, start=1)
        if not (number == 1 and line.startswith("#version"))
    ]
    return [(to_bytes(left), to_bytes(right)) for left, right in merges]
