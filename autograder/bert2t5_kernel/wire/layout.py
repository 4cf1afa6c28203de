"""The bytes of a message: a prefix, the header and the buffers, put together and taken apart."""

import json
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bert2t5_kernel.wire.limits import MAX_INLINE_BITS, WireError, WireLimits, check_limit

MAGIC: Final = b"b2t5"
VERSION: Final = 1

_PREFIX = struct.Struct(">4sBI")
_MAX_INT_DIGITS = 21  # more than any whole number has that is not a node


def join(value: Any, nodes: list[list[Any]], buffers: Sequence[bytes], limits: WireLimits) -> bytes:
    """Return the message of a value, its nodes and their buffers."""
    lengths = [len(buffer) for buffer in buffers]
    parts = {"value": value, "nodes": nodes, "buffers": lengths}
    try:
        header = json.dumps(parts, separators=(",", ":")).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise WireError(f"a description that is no JSON: {error}") from None
    check_limit("bytes", _PREFIX.size + len(header) + sum(lengths), limits.bytes)
    _check_parts(header, limits)
    return b"".join((_PREFIX.pack(MAGIC, VERSION, len(header)), header, *buffers))


@dataclass(frozen=True)
class Buffers:
    """The raw end of a message; a view is made when a node wants it, since a view is larger than most."""

    data: memoryview
    starts: list[int]  # and the end of the last

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> memoryview:
        return self.data[self.starts[index] : self.starts[index + 1]]


def split(data: bytes, limits: WireLimits) -> tuple[Any, list[Any], Buffers]:
    """Return what `join` was given, of which only the kinds of the containers are checked."""
    check_limit("bytes", len(data), limits.bytes)
    if len(data) < _PREFIX.size:
        raise WireError(f"a message of {len(data)} bytes; it has at least {_PREFIX.size}")
    magic, version, length = _PREFIX.unpack_from(data)
    if magic != MAGIC:
        raise WireError(f"a message starts with {MAGIC!r}, this one with {magic!r}")
    if version != VERSION:
        raise WireError(f"version {version} of the message format; known is {VERSION}")
    rest = memoryview(data)[_PREFIX.size :]
    if length > len(rest):
        raise WireError(f"a header of {length} bytes in a message that has {len(rest)} left")
    header = _read_header(bytes(rest[:length]), limits)
    return header["value"], header["nodes"], _cut(header["buffers"], rest[length:])


def _read_header(text: bytes, limits: WireLimits) -> dict[str, Any]:
    _check_parts(text, limits)
    try:
        # a new float for each NaN, else two of them would be one and the same key
        header = json.loads(text.decode("utf-8"), parse_int=_read_int, parse_constant=float)
    except (ValueError, RecursionError) as error:
        raise WireError(f"the header is no JSON: {type(error).__name__}") from None
    if type(header) is not dict or set(header) != {"value", "nodes", "buffers"}:
        raise WireError("the header is not an object of value, nodes and buffers")
    for name in ("nodes", "buffers"):
        if type(header[name]) is not list:
            raise WireError(f"the header's {name} are not a list")
        check_limit(name, len(header[name]), limits.nodes)
    return header


def _check_parts(header: bytes, limits: WireLimits) -> None:
    """Refuse a header of more JSON values than the limits can need: each is some 70 bytes once it is read."""
    allowed = 2 * limits.values + 8 * limits.nodes + 64
    if _count_parts(header) <= allowed:
        return
    # Count again without the texts. The end quote is optional: a text that is not closed is read once only.
    bare = re.sub(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', b"", header, flags=re.DOTALL)
    if _count_parts(bare) > allowed:
        raise WireError(f"the header has too many parts; at most {allowed} are allowed")


def _count_parts(header: bytes) -> int:
    return sum(map(header.count, (b"[", b"{", b",")))


def _read_int(text: str) -> int:
    """Read a whole number of JSON; a long one would take quadratic time."""
    if len(text) > _MAX_INT_DIGITS:
        raise WireError(f"a number of {len(text)} digits; at most {MAX_INLINE_BITS} bits are allowed")
    return int(text)


def _cut(lengths: list[Any], rest: memoryview) -> Buffers:
    starts = [0]
    for length in lengths:
        if not is_count(length):
            raise WireError("the length of a buffer is not a whole number from 0 on")
        starts.append(starts[-1] + length)
    if starts[-1] != len(rest):
        raise WireError(f"{starts[-1]} bytes in buffers by the header, {len(rest)} in the message")
    return Buffers(rest, starts)


def is_count(item: Any) -> bool:
    """Say whether a part of the header is a whole number from 0 on."""
    return type(item) is int and item >= 0
