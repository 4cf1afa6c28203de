"""Messages written by hand: known objects under wrong numbers, subclass nodes that pose, values between
two kinds."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import json
import struct
import time

from bert2t5_kernel import channel, server

POSE = {"object": 0, "type": "float", "kinds": ["builtins:float"], "global": "builtins:float"}
NODES = [
    [["dict", None, "value", ["x"]]],
    [["dict", None, "value", True], ["dict", 0, "do", "end"]],
    [["list", 0], ["list", 1], ["list", 2], ["dict", None, "value", [0]]],
    [["subclass", POSE, 2.0], ["dict", None, "value", [0]]],
    [["object", POSE], ["dict", None, "value", [0], "arguments", [0]]],
    [["list", None, [0]], ["dict", None, "value", [0]]],
    [["int", "1" * 4000], ["dict", None, "value", [0]]],
    [["array", None, "|O", [1], 0], ["dict", None, "value", [0]]],
    [["ellipsis"], ["NotImplemented"], ["dict", None, "value", [1], "error", None]],
    [["type", "bool"], ["dict", None, "value", [0]]],
]
used = 0
original = server.Server._answer


def answer(self, number, data):
    global used
    if b'"get"' in data:
        return original(self, number, data)
    used += 1
    nodes = NODES[used % len(NODES)]
    header = json.dumps({"value": [len(nodes) - 1], "nodes": nodes, "buffers": []}).encode()
    message = b"b2t5\x01" + struct.pack(">I", len(header)) + header
    self._channel.send(channel.ANSWER, number, message, time.monotonic() + 1)


server.Server._answer = answer


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
