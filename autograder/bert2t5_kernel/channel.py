"""Messages over a connected Unix socket: a kind, a number that tells which request is meant, and data.

A message that is too large, too late or cut off is an error of the other side, and what was received of it
is thrown away.
"""

import select
import socket
import struct
import time
from collections.abc import Iterable

REQUEST, ANSWER, CALL_BACK, CALL_BACK_ANSWER, END = b"?", b"=", b"@", b"#", b"."  # kinds of messages
_HEAD = struct.Struct(">cQQ")  # kind, number, bytes of data
_PIECE = 2**20  # bytes read at once: memory is taken as the message arrives, not as it is announced


class ChannelClosed(Exception):
    """Raised when the other side has hung up."""


class ChannelTimeout(Exception):
    """Raised when a message is not there, or not complete, at the deadline."""


class MessageTooLarge(Exception):
    """Raised when a message is announced that is larger than allowed; the channel is of no use afterwards."""


class Channel:
    """One end of a socket that carries whole messages.

    Args:
        end: a connected stream socket; it belongs to the channel from now on.
        max_bytes: the largest message that is received, in bytes.
        hang_up: descriptors that are readable once the other side is gone, even if its socket is still open.
    """

    def __init__(self, end: socket.socket, max_bytes: int, hang_up: Iterable[int] = ()) -> None:
        self._end = end
        self._max_bytes = max_bytes
        self._hang_up = list(hang_up)
        self._received = bytearray()
        self._posted = bytearray()
        end.setblocking(False)

    def send(self, kind: bytes, number: int, data: bytes = b"", deadline: float | None = None) -> None:
        """Send a whole message; `deadline` is a time of `time.monotonic`, by default there is none."""
        left = memoryview(_HEAD.pack(kind, number, len(data)) + data)
        while left:
            self._wait(select.POLLOUT, deadline)
            try:
                left = left[self._end.send(left) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChannelClosed from error

    def post(self, kind: bytes, number: int, data: bytes = b"") -> None:
        """Keep a whole message until `flush` has sent it; never waits."""
        self._posted += _HEAD.pack(kind, number, len(data)) + data

    @property
    def posted(self) -> bool:
        """True while there is something left to flush."""
        return bool(self._posted)

    def flush(self) -> None:
        """Send as much of the posted messages as the socket takes now."""
        try:
            del self._posted[: self._end.send(self._posted)]
        except BlockingIOError:
            pass
        except OSError as error:
            raise ChannelClosed from error

    def receive(self, deadline: float | None = None) -> tuple[bytes, int, bytes]:
        """Return the next message: kind, number, data. `deadline` as for `send`."""
        self._fill(_HEAD.size, deadline)
        kind, number, length = _HEAD.unpack_from(self._received)
        if length > self._max_bytes:
            self.close()
            raise MessageTooLarge(f"a message of {length} bytes, allowed are {self._max_bytes}")
        self._fill(_HEAD.size + length, deadline)
        data = bytes(self._received[_HEAD.size : _HEAD.size + length])
        del self._received[: _HEAD.size + length]
        return kind, number, data

    def close(self) -> None:
        """Hang up."""
        self._end.close()

    def _fill(self, count: int, deadline: float | None) -> None:
        """Receive until there are `count` bytes."""
        while len(self._received) < count:
            self._wait(select.POLLIN, deadline)
            try:
                # never more than the message: whoever waits for the socket must see the next one there
                piece = self._end.recv(min(_PIECE, count - len(self._received)))
            except BlockingIOError:
                continue
            except OSError as error:
                raise ChannelClosed from error
            if not piece:
                raise ChannelClosed
            self._received += piece

    def _wait(self, event: int, deadline: float | None) -> None:
        """Wait until the socket is ready for `event`, the other side is gone or the deadline is there."""
        if self._end.fileno() < 0:
            raise ChannelClosed
        waiting = select.poll()
        waiting.register(self._end, event)
        for descriptor in self._hang_up:
            waiting.register(descriptor, select.POLLIN)
        left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        ready = dict(waiting.poll(left))
        if not ready:
            raise ChannelTimeout
        if self._end.fileno() not in ready:
            raise ChannelClosed
