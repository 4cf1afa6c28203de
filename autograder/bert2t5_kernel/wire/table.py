"""The checks of a node table, in one pass from the first node to the last, before anything is built."""

from collections.abc import Callable
from typing import Any

from bert2t5_kernel.wire.kinds import KINDS
from bert2t5_kernel.wire.layout import is_count
from bert2t5_kernel.wire.limits import MAX_INLINE_BITS, WireError, WireLimits, check_limit
from bert2t5_kernel.wire.node import Kind

_FIELDS: dict[str, Callable[[Any], bool]] = {  # those that are no values
    "same": lambda item: item is None or is_count(item),
    "buffer": is_count,
    "count": is_count,
    "text": lambda item: type(item) is str,
    "float": lambda item: type(item) is float,
    "shape": lambda item: type(item) is list and all(map(is_count, item)),
    "description": lambda item: type(item) is dict,
    "description or null": lambda item: item is None or type(item) is dict,
}


def check_table(root: Any, nodes: list[Any], buffers: int, known: int, limits: WireLimits) -> None:
    """Refuse a message's value and nodes unless all can be built, within the limits.

    Args:
        buffers: how many there are.
        known: how many objects are known.
    """
    table = _Table(nodes, buffers, known, limits)
    for node in nodes:
        table.check_node(node)
    table.check_root(root)


class _Table:
    """The table so far: the size and the depth of each node that was checked."""

    def __init__(self, nodes: list[Any], buffers: int, known: int, limits: WireLimits) -> None:
        self._nodes = nodes
        self._limits = limits
        self._counts = {"buffer": buffers, "same": known}
        self._taken: set[tuple[str, int]] = set()  # buffers and known objects that a node has
        self._sizes: list[int] = []
        self._depths: list[int] = []
        self._used = bytearray(len(nodes))

    def check_node(self, node: Any) -> None:
        """Refuse the next node unless its kind can be built of its fields and of the nodes so far."""
        kind = self._kind(node)
        endless = kind.fields[-1:] == ("values",)
        fields = kind.fields[:-1] if endless else kind.fields
        found = len(node) - 1
        if found < len(fields) or (found > len(fields) and not endless):
            raise self._error(f"({kind.name}) has {found} fields instead of {len(fields)}")
        values = node[1 + len(fields) :]
        for name, item in zip(fields, node[1:], strict=False):
            if name == "value":
                values.append(item)
            else:
                self._check_field(name, item)
        size, depth = self._measure(values)
        size += kind.weigh(node)
        check_limit("values", size, self._limits.values)
        check_limit("levels", depth + 1, self._limits.depth)
        self._sizes.append(size)
        self._depths.append(depth + 1)

    def check_root(self, root: Any) -> None:
        """Refuse the message's value unless it and all nodes are within the limits."""
        size, _ = self._measure([root])
        # Nodes that the value does not reach are built too, so they count.
        size += sum(size for size, used in zip(self._sizes, self._used, strict=True) if not used)
        check_limit("values", size, self._limits.values)

    def _kind(self, node: Any) -> Kind:
        if type(node) is not list or not node or type(node[0]) is not str:
            raise self._error("is not a list that starts with its kind")
        kind = KINDS.get(node[0])
        if kind is None:
            raise self._error(f"is of the unknown kind {node[0][:40]!r}. Known kinds: {', '.join(KINDS)}")
        return kind

    def _check_field(self, name: str, item: Any) -> None:
        if not _FIELDS[name](item):
            raise self._error(f"has a field that is no {name}")
        if name not in self._counts or item is None:
            return
        what = "buffer" if name == "buffer" else "known object"
        if item >= self._counts[name]:
            raise self._error(f"wants {what} {item} of {self._counts[name]}")
        # a buffer that many nodes copy would be a small message and a large value
        if (name, item) in self._taken:
            raise self._error(f"wants {what} {item}, which another node has")
        self._taken.add((name, item))

    def _measure(self, values: list[Any]) -> tuple[int, int]:
        """Return how many values these are, with all that they refer to, and how deep they are."""
        size = depth = 0
        for value in values:
            kind = type(value)
            if kind is list:
                index = self._index(value)
                self._used[index] = 1
                size += self._sizes[index]
                depth = max(depth, self._depths[index])
            elif kind is not int and kind is not str and value is not None and kind not in (bool, float):
                raise self._error(f"has a {kind.__name__} that is no value")
            elif kind is int and value.bit_length() > MAX_INLINE_BITS:
                raise self._error(f"has a number of more than {MAX_INLINE_BITS} bits")
            else:
                size += 1
        return size, depth

    def _index(self, reference: list[Any]) -> int:
        if len(reference) != 1 or not is_count(reference[0]):
            raise self._error("has a reference that is not the number of one node")
        index: int = reference[0]
        if index >= len(self._nodes):
            raise self._error(f"refers to node {index} of {len(self._nodes)}")
        if index >= len(self._sizes):
            raise self._error(f"refers forward to node {index}: a value that contains itself is not allowed")
        return index

    def _error(self, text: str) -> WireError:
        # as many nodes are done as have a size
        done = len(self._sizes)
        return WireError(f"node {done} {text}" if done < len(self._nodes) else f"the message's value {text}")
