"""A value to a message: walks it with a list of open nodes instead of recursion, children before parents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bert2t5_kernel.wire.described import Refer, refuse
from bert2t5_kernel.wire.kinds import kind_of
from bert2t5_kernel.wire.layout import join
from bert2t5_kernel.wire.limits import (
    DEFAULT_LIMITS,
    MAX_INLINE_BITS,
    Budget,
    WireError,
    WireLimits,
    check_limit,
)
from bert2t5_kernel.wire.node import Kind, type_name

# characters; a longer text is a node, so that it is shared and needs no escapes
MAX_INLINE_TEXT: Final = 1_000

_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(frozen=True)
class Encoded:
    """A message and, for each node of its table, the object that the node stands for."""

    data: bytes
    objects: list[object]


def encode(
    value: object,
    *,
    refer: Refer = refuse,
    known: Sequence[object] = (),
    limits: WireLimits = DEFAULT_LIMITS,
) -> Encoded:
    """Turn a value into a message. The same value gives the same bytes.

    Args:
        value: plain values inside each other, and what `refer` describes.
        refer: gives the description, plain JSON, of a value that is not plain or whose class is a subclass of
            a plain one. None refuses the former and sends the latter as its plain base.
        known: the `objects` of the message that this one answers; a mutable one among them is named in the
            new message, so that the other side updates its own.

    Raises:
        WireError: a value that `refer` does not describe, one that contains itself, or a limit.

    >>> encode([1, "a"]).data
    b'b2t5\\x01\\x00\\x00\\x008{"value":[0],"nodes":[["list",null,1,"a"]],"buffers":[]}'
    >>> encode(print)
    Traceback (most recent call last):
    bert2t5_kernel.wire.limits.WireError: a value of type builtin_function_or_method is not plain data
    """
    encoder = _Encoder(refer, known, limits)
    root = encoder.walk(value)
    return Encoded(join(root, encoder.nodes, encoder.buffers, limits), encoder.objects)


@dataclass
class _Frame:
    """A node in the making: its finished fields and the values that are still to come."""

    value: object
    node: list[Any]
    rest: Iterator[object]
    size: int
    depth: int = 0


class _Encoder:
    """The tables of a message in the making."""

    def __init__(self, refer: Refer, known: Sequence[object], limits: WireLimits) -> None:
        self.nodes: list[list[Any]] = []
        self.objects: list[object] = []
        self.buffers: list[bytes] = []
        self._refer = refer
        self._limits = limits
        self._budget = Budget(limits)
        self._sizes: list[int] = []
        self._depths: list[int] = []
        # Identities are safe: `objects`, the frames and `known` keep everything alive.
        self._index: dict[int, int] = {}
        self._open: set[int] = set()
        self._known: dict[int, int] = {}
        for index, value in enumerate(known):
            self._known.setdefault(id(value), index)

    def walk(self, value: object) -> Any:
        """Add all nodes of a value and return what stands for it."""
        frames = [_Frame(None, [], iter((value,)), size=0)]
        while True:
            frame = frames[-1]
            for child in frame.rest:
                if not self._place(frame, child):
                    frames.append(self._start(child, len(frames)))
                    break
            else:
                self._budget.spend(0)  # the texts inside were only counted
                frames.pop()
                if not frames:
                    return frame.node[0]
                self._finish(frame)
                self._place(frames[-1], frame.value)

    def _place(self, frame: _Frame, value: Any) -> bool:
        """Add to a node what stands for a value; False when the value must become a node first."""
        kind = type(value)
        if kind is str and not _needs_node(value):
            self._budget.spent += len(value)
        elif kind is int and value.bit_length() <= MAX_INLINE_BITS:
            pass
        elif value is not None and kind is not bool and kind is not float:
            index = self._index.get(id(value))
            if index is None:
                return False
            frame.node.append([index])
            frame.size += self._sizes[index]
            frame.depth = max(frame.depth, self._depths[index])
            return True
        frame.node.append(value)
        frame.size += 1
        return True

    def _start(self, value: object, depth: int) -> _Frame:
        if id(value) in self._open:
            raise WireError(f"a value that contains itself (a {type_name(value)}) cannot cross")
        check_limit("levels", depth, self._limits.depth)
        check_limit("nodes", len(self.nodes) + len(self._open) + 1, self._limits.nodes)
        kind = kind_of(value)
        node, children = self._take(kind, value)
        check_limit("values", len(children), self._limits.values)
        self._open.add(id(value))
        return _Frame(value, node, iter(children), kind.weigh(node))

    def _take(self, kind: Kind, value: object) -> tuple[list[Any], list[Any]]:
        """Return a node without its values, which stand last, and the values."""
        node: list[Any] = [kind.name]
        children: list[Any] = []
        parts = iter(kind.take(self._budget, value))
        for name in kind.fields:
            if name == "same":
                node.append(self._known.get(id(value)))
            elif name.startswith("description"):
                node.append(self._describe(value, needed=name == "description"))
            elif name == "buffer":
                node.append(self._add_buffer(next(parts)))
            elif name == "value":
                children.append(next(parts))
            elif name == "values":
                children = next(parts)
            else:
                node.append(next(parts))
        return node, children

    def _describe(self, value: object, *, needed: bool) -> dict[str, Any] | None:
        description = self._refer(value)
        if description is None and needed:
            raise WireError(f"a value of type {type_name(value)} is not plain data")
        if description is not None and type(description) is not dict:
            raise WireError(f"a description is a dict or None, not a {type_name(description)}")
        return description

    def _add_buffer(self, data: bytes) -> int:
        self._budget.spend(len(data))
        self.buffers.append(data)
        return len(self.buffers) - 1

    def _finish(self, frame: _Frame) -> None:
        check_limit("levels", frame.depth + 1, self._limits.depth)
        check_limit("values", frame.size, self._limits.values)
        self._open.discard(id(frame.value))
        self._index[id(frame.value)] = len(self.nodes)
        self.nodes.append(frame.node)
        self.objects.append(frame.value)
        self._sizes.append(frame.size)
        self._depths.append(frame.depth + 1)


def _needs_node(text: str) -> bool:
    """Say whether JSON would be wasteful or wrong for a text.

    Two lone surrogates in a row come back from JSON as one character.
    """
    return len(text) > MAX_INLINE_TEXT or (not text.isascii() and _SURROGATES.search(text) is not None)
