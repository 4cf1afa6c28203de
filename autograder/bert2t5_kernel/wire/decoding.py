"""A message, from whomever, to a value: everything is checked and built before anything known is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bert2t5_kernel.wire.described import Resolve, refuse_description
from bert2t5_kernel.wire.kinds import KINDS, kind_of
from bert2t5_kernel.wire.layout import Buffers, split
from bert2t5_kernel.wire.limits import DEFAULT_LIMITS, Budget, WireError, WireLimits
from bert2t5_kernel.wire.node import Kind, Update, type_name
from bert2t5_kernel.wire.table import check_table


@dataclass(frozen=True)
class Decoded:
    """A value and, for each node of the message's table, the object that was made of it."""

    value: Any
    objects: list[object]


def decode(
    data: bytes,
    *,
    resolve: Resolve = refuse_description,
    known: Sequence[object] = (),
    limits: WireLimits = DEFAULT_LIMITS,
) -> Decoded:
    """Turn a message, from whomever, into a value.

    Args:
        data: any bytes.
        resolve: makes an object of a description and a plain value (`MISSING` for none). It is called before
            any known object is updated. What it raises is not caught.
        known: the `objects` of the message that this one answers. Those that it names are updated in place.

    Raises:
        WireError: the bytes are no message, or one beyond the limits. Nothing known was changed.

    >>> from bert2t5_kernel.wire import encode
    >>> numbers = [3, 1, 2]
    >>> request = encode(numbers)
    >>> there = decode(request.data)
    >>> there.value.sort()
    >>> reply = encode(there.value, known=there.objects)
    >>> decode(reply.data, known=request.objects).value is numbers, numbers
    (True, [1, 2, 3])
    """
    root, nodes, buffers = split(data, limits)
    check_table(root, nodes, len(buffers), len(known), limits)
    builder = _Builder(buffers, resolve, known, limits)
    for node in nodes:
        builder.add(node)
    value = builder.value(root)
    for update, target, fresh in builder.updates:
        update(target, fresh)
    return Decoded(value, builder.objects)


class _Builder:
    """Makes an object of each node, from the first to the last. Their table was checked."""

    def __init__(
        self, buffers: Buffers, resolve: Resolve, known: Sequence[object], limits: WireLimits
    ) -> None:
        self.objects: list[object] = []
        self.updates: list[tuple[Update, object, object]] = []
        self._buffers = buffers
        self._resolve = resolve
        self._known = known
        self._budget = Budget(limits)
        self._updated: set[int] = set()

    def add(self, node: list[Any]) -> None:
        """Make the object of the next node."""
        self._budget.check_time()
        kind = KINDS[node[0]]
        made = kind.build(self._budget, *self._parts(kind, node))
        if kind.update and node[1] is not None:
            made = self._same(kind, kind.update, node[1], made)
        self.objects.append(made)

    def _parts(self, kind: Kind, node: list[Any]) -> list[Any]:
        """Return what `build` gets for the fields of a node."""
        parts: list[Any] = []
        for place, name in enumerate(kind.fields, 1):
            if name == "buffer":
                parts.append(self._buffers[node[place]])
            elif name == "value":
                parts.append(self.value(node[place]))
            elif name == "values":
                parts.append(self._values(node[place:]))
            elif name.startswith("description"):
                parts.append(partial(self._resolve_or_keep, node[place]))
            elif name != "same":
                parts.append(node[place])
        return parts

    def value(self, item: Any) -> Any:
        """Return what a value of the message stands for."""
        return self.objects[item[0]] if type(item) is list else item

    def _values(self, items: list[Any]) -> list[Any]:
        objects = self.objects  # there may be a million items: no call for each
        return [objects[item[0]] if type(item) is list else item for item in items]

    def _resolve_or_keep(self, description: dict[str, Any] | None, plain: object) -> object:
        return plain if description is None else self._resolve(description, plain)

    def _same(self, kind: Kind, update: Update, index: int, fresh: object) -> object:
        """Return the known object that a node is, and note the update; refuse one that cannot succeed."""
        target = self._known[index]
        if kind_of(target) is not kind:
            found = type_name(target)
            raise WireError(f"the known object {index} is a {found}, the message says {kind.name}")
        if id(target) in self._updated:
            raise WireError(f"the known object {index} stands in the message twice")
        self._updated.add(id(target))
        if kind.differs(target, fresh):
            self.updates.append((update, target, fresh))
        return target
