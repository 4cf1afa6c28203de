"""What a kind of node is: how its values are taken apart, built, and brought up to date in place.

A kind names what follows it in a node. Of each named field `take` returns a part and `build` gets one:

    field          in the node                         the part
    same           null, or an index in `known`        none: both sides know which kinds have it
    value          a value                             the same value
    values         any number of values, at the end    their list
    buffer         the index of a buffer               its bytes; `build` gets a view
    description    JSON of the caller's, or null       none; `build` gets a function that resolves it
    text, float, count, shape                          what stands in the node

Null is allowed for a description only if the field is named so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bert2t5_kernel.wire.limits import Budget

Update = Callable[[Any, Any], object]


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of node.

    Args:
        name: what stands first in the node.
        fields: the names of what follows.
        take: (budget, value) to the parts of the fields, in their order.
        build: (budget, *parts) to a value.
        update: (target, fresh) gives a known object new content, and cannot fail. A kind has it, and the
            field `same`, if its values are mutable.
        differs: (target, fresh) says whether an update is needed. It raises when one is impossible.
        weigh: a node, its fields right, to how many values it counts without those that it refers to.
    """

    name: str
    fields: tuple[str, ...]
    take: Callable[[Budget, Any], Sequence[Any]]
    build: Callable[..., object]
    update: Update | None = None
    differs: Callable[[Any, Any], bool] = lambda target, fresh: True
    weigh: Callable[[list[Any]], int] = lambda node: 1


def type_name(value: object) -> str:
    """Return the name of a value's class; a metaclass may have its own idea of `__name__`."""
    return str(type.__dict__["__name__"].__get__(type(value)))
