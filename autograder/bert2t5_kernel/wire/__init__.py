"""A value as bytes and back, between the judge and a student's kernel, which may send anything.

A message is `b"b2t5"`, a version byte, the length of a header (4 bytes, big-endian), the header (JSON) and
raw buffers, one after the other. The header is `{"value": V, "nodes": [...], "buffers": [lengths]}`. V is
null, true, false, a number, a text, or `[i]`: node i of a flat table. A node is a list, its kind first
(`node.py` says what follows). It refers to earlier nodes only, so no message can hold a cycle, a shared
object is one node, and depth and size are known before anything is built.

    [x, x] with x = [7]   value  [1]
                          nodes  [["list", null, 7], ["list", null, [0], [0]]]

The second entry of a mutable node is null or `same`: the index in `known` of the object that it is. The
decoder gives that object the new content, after it has checked and built the whole message.

What crosses is plain: nothing is ever pickled, evaluated or called by name. Everything else is a description
that the caller makes (`refer`) and reads (`resolve`).

    encoding.py, decoding.py   a value to a message and back, node after node
    layout.py, table.py        the bytes of a message; the checks of its node table
    node.py, kinds.py          what a kind of node is; all kinds, which these modules define:
                               plain.py, arrays.py, tensors.py, dtypes.py, generators.py, described.py
    limits.py, libraries.py    how large a message may be; NumPy and torch, imported when they are needed

Not preserved: memory that two arrays share, the identity of short texts and of numbers, attributes set on an
instance, the seed sequence of a NumPy generator. A subclass's instance is never updated in place.
Not protected against: a slow `resolve`; one step of Python (`json.loads`, hashing 64 keys), which the time
limit does not interrupt and only the other limits bound; a `WireLimits.depth` of many thousands, at which
Python's own hashing overflows the stack.
"""

from bert2t5_kernel.wire.decoding import Decoded, decode
from bert2t5_kernel.wire.described import MISSING, Refer, Resolve, refuse, refuse_description
from bert2t5_kernel.wire.encoding import Encoded, encode
from bert2t5_kernel.wire.limits import WireError, WireLimits

__all__ = [
    "MISSING",
    "Decoded",
    "Encoded",
    "Refer",
    "Resolve",
    "WireError",
    "WireLimits",
    "decode",
    "encode",
    "refuse",
    "refuse_description",
]
