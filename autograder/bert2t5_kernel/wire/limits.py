"""How large a message may be, for both sides, and the error that refuses one."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MAX_INLINE_BITS: Final = 64  # of a whole number that is not a node
MAX_DIMENSIONS: Final = 32
MAX_ITEMSIZE: Final = 2**30  # bytes; NumPy's own limit is twice as much


class WireError(Exception):
    """A value that must not cross or a message that is none; the text says what was found."""


@dataclass(frozen=True)
class WireLimits:
    """How large a message may be, for both sides."""

    bytes: int = 64 * 2**20  # of the whole message
    nodes: int = 1_000_000  # entries of the node table
    depth: int = 100  # nodes inside each other
    values: int = 5_000_000  # values, shared parts counted at each place where they appear
    seconds: float = 30.0  # to build a decoded value; only keys that collide on purpose need so long


DEFAULT_LIMITS: Final = WireLimits()


def check_limit(what: str, found: int, allowed: int) -> None:
    """Refuse more than is allowed of anything."""
    if found > allowed:
        raise WireError(f"too large: {found} {what} found, at most {allowed} are allowed")


class Budget:
    """Keeps to the limits while a message is made (bytes) or its value is built (time).

    Attributes:
        limits: those of the message.
        spent: bytes of the texts and buffers so far, which are a part of the message.
    """

    def __init__(self, limits: WireLimits) -> None:
        self.limits = limits
        self.spent = 0
        self._deadline = time.monotonic() + limits.seconds

    def spend(self, count: int) -> None:
        """Count bytes of a message in the making."""
        self.spent += count
        check_limit("bytes", self.spent, self.limits.bytes)

    def check_time(self) -> None:
        """Refuse a message that takes too long to build."""
        if time.monotonic() > self._deadline:
            raise WireError(f"a message that takes more than {self.limits.seconds} seconds to build")

    def array_bytes(self, shape: Sequence[int], itemsize: int) -> int:
        """Return how many bytes an array's items are; refuse those that would not fit into the message."""
        if len(shape) > MAX_DIMENSIONS:
            raise WireError(f"an array of {len(shape)} dimensions; at most {MAX_DIMENSIONS} are allowed")
        check_limit("bytes in an item", itemsize, MAX_ITEMSIZE)
        # sides beside an empty one count too: NumPy multiplies them
        volume = max(itemsize, 1)
        for side in shape:
            volume *= max(side, 1)
            check_limit("bytes in an array", volume, self.limits.bytes)
        size = math.prod(shape) * itemsize
        check_limit("bytes", self.spent + size, self.limits.bytes)
        return size
