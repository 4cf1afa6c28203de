"""Whatever a student's kernel sends, the decoder gives a value or a WireError, in little memory and time.

Three kinds of messages: random bytes, right messages with broken bytes, and right messages whose header holds
other JSON than it should. Everything is drawn from one seed.
"""

import copy
import json
import random
import struct
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from bert2t5_kernel.wire import WireError, WireLimits, decode, encode

SEED = 2019
MESSAGES = 5000
LIMITS = WireLimits(bytes=2**16, nodes=500, depth=20, values=2000, seconds=5)
# The largest that LIMITS allow in Python's own objects, with some room: 2**16 bytes of header are at most as
# many characters of 4 bytes, 8,000 parts of 100 bytes and the arrays; measured: under 1 MB.
MEMORY = 4 * 2**20


def known_objects() -> list[Any]:
    """Return one object of each kind that a message can update, and two that it cannot."""
    return [
        [1, 2],
        {"a": 1},
        {1, 2},
        bytearray(b"abc"),
        np.arange(3),
        torch.arange(3),
        random.Random(1),
        torch.Generator().manual_seed(1),
        np.random.default_rng(1),
        (1, 2),
        None,
    ]


def sample_messages(known: list[Any]) -> list[bytes]:
    """Return right messages that hold every kind of node, some of which are known objects."""
    shared = [1, "é"]
    values: list[Any] = [
        [shared, shared, (shared, {"k": shared}, frozenset({1, (2, 3)}))],
        [None, True, -1, 2.5, float("nan"), "text", b"bytes", bytearray(b"more"), 1 << 200, 1j],
        [slice(1, None), range(3), ..., NotImplemented, int, np.dtype("f4"), torch.float32],
        [np.arange(6).reshape(2, 3), np.array(["ab", "c"]), np.float32(1), np.zeros((0, 2), bool)],
        [torch.arange(6).view(2, 3), torch.tensor(True), torch.zeros(2, dtype=torch.bfloat16)],
        [print, Counter("ab"), {(1, "a"): {2, 3}}],
        [random.Random(3), np.random.default_rng(3), torch.Generator()],
        known[:6],
        known[:4],
        known[6:9],
    ]
    return [encode(value, known=known, refer=describe).data for value in values]


def describe(value: object) -> dict[str, Any] | None:
    return {"type": type(value).__name__, "tags": [1, None]}


def resolve(description: dict[str, Any], plain: object) -> object:
    return (len(description), plain)


# -- breaking


def noise(rng: random.Random, sample: bytes) -> bytes:
    data = rng.randbytes(rng.choice([0, 5, 9, 40, 300]))
    return data if rng.random() < 0.3 else sample[: rng.choice([4, 5, 9, 30])] + data


def break_bytes(rng: random.Random, sample: bytes) -> bytes:
    """Break bytes anywhere, or those of the header or of the buffers alone, in a frame that stays right."""
    header, buffers = split(sample)
    part = rng.choice(["anywhere", "header", "buffers"])
    if part == "anywhere":
        return with_broken_bytes(rng, sample, rng.choice([1, 2, 5]))
    if part == "header":
        return frame(with_broken_bytes(rng, header, 1), buffers)
    broken = with_broken_bytes(rng, buffers or b"x", rng.choice([1, 2]))
    return frame(header, broken[: len(buffers)].ljust(len(buffers), b"\0"))


def with_broken_bytes(rng: random.Random, sample: bytes, changes: int) -> bytes:
    data = bytearray(sample)
    for _ in range(changes):
        # half of the places are at the start, where it hurts more
        place = rng.randrange(min(len(data), 200) if rng.random() < 0.5 else len(data))
        length = rng.choice([1, 1, 2, 8])
        part = data[place : place + length]
        change = rng.randrange(5)
        if change == 0:
            data[place] ^= 1 << rng.randrange(8)
        elif change == 1 and len(data) > length:
            del data[place : place + length]
        elif change == 2:
            data[place:place] = rng.randbytes(length)
        elif change == 3:
            data[place:place] = part
        else:
            data[place : place + length] = bytes(rng.choices(b'0123456789-,[]{}"entlau', k=len(part)))
    return bytes(data)


def split(data: bytes) -> tuple[bytes, bytes]:
    """Return the header and the buffers of a right message."""
    end = 9 + struct.unpack(">I", data[5:9])[0]
    return data[9:end], data[end:]


def frame(header: bytes, buffers: bytes) -> bytes:
    return b"b2t5\x01" + struct.pack(">I", len(header)) + header + buffers


JUNK: list[Any] = [
    *(None, True, False, 0, 1, -1, 2, 7, 2**31, 2**63, 2**64, 10**30, -(2**62)),
    *(
        0.0,
        1.5,
        float("nan"),
        float("inf"),
        "",
        "x",
        "list",
        "<f8",
        "|O",
        "<U99999999",
        "-ff",
        "\ud800",
        "é" * 50,
    ),
    *([], [0], [1], [5], [-1], [10**9], [True], [[0]], [0, 0], {}, {"a": 1}, [2**40, 2**40], [0] * 40),
    *(
        ["list", None],
        ["tuple", [0]],
        ["dict", None, 1, 1],
        ["set", 2, 1, 2, 3],
        ["object", {}],
        ["bytes", 0],
    ),
    *(["int", "f" * 500], ["array", None, "<f8", [0, 2**50], 0], ["range", 0, 2**63, 1], ["list", 0, 7]),
]


def bomb(rng: random.Random, header: dict[str, Any]) -> None:
    """Put nodes into the table that are small to write and large to build."""
    kind = rng.choice(["double", "wide", "deep", "collide", "numbers"])
    first = len(header["nodes"])
    count = rng.choice([5, 15, 60, 400])
    if kind == "double":
        new: list[Any] = [["tuple", 1], *(["tuple", [first + n], [first + n]] for n in range(count))]
    elif kind == "wide":
        new = [["tuple", *range(50)], ["list", None, *([first] for _ in range(count))]]
    elif kind == "deep":
        new = [["tuple", 1], *(["tuple", [first + n]] for n in range(count))]
    elif kind == "collide":
        new = [["int", f"{(2**61 - 1) * (n + 1):x}"] for n in range(count)]
        new.append(["set", None, *([first + n] for n in range(count))])
    else:
        new = [["list", None, *rng.choices(JUNK[:12], k=count)]]
    header["nodes"] += new
    header["value"] = [len(header["nodes"]) - 1]


def break_json(rng: random.Random, sample: bytes) -> bytes:
    text, buffers = split(sample)
    header: Any = json.loads(text)
    if rng.random() < 0.15:
        bomb(rng, header)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 4])):
        header = mutate(rng, header)
    return frame(json.dumps(header).encode(), buffers)


def mutate(rng: random.Random, header: Any) -> Any:
    """Change one place somewhere in the JSON: another value, one less, one twice, two swapped."""
    at = header
    while isinstance(at, list | dict) and at:
        key = rng.choice(list(at)) if isinstance(at, dict) else rng.randrange(len(at))
        if not isinstance(at[key], list | dict) or not at[key] or rng.random() < 0.2:
            break
        at = at[key]
    else:
        return copy.deepcopy(rng.choice(JUNK))
    change = rng.randrange(6)
    if change == 0:
        del at[key]
    elif change == 1 and isinstance(at, list):
        at.insert(rng.randrange(len(at) + 1), copy.deepcopy(at[key]))
    elif change == 2:
        other = rng.choice(list(at)) if isinstance(at, dict) else rng.randrange(len(at))
        at[key], at[other] = at[other], at[key]
    elif change == 3 and type(at[key]) is int:
        at[key] += rng.choice([-1, 1, 2**32])
    else:
        at[key] = copy.deepcopy(rng.choice(JUNK))
    return header


BREAKERS: list[Callable[[random.Random, bytes], bytes]] = [noise, break_bytes, break_json, break_json]


def decoded(data: bytes, known: list[Any]) -> str:
    """Say what a message gave; every exception but WireError goes through."""
    try:
        decode(data, known=known, resolve=resolve, limits=LIMITS)
    except WireError as error:
        return "error" if 0 < len(str(error)) < 1000 else "an error without a fitting text"
    return "value"


@pytest.mark.filterwarnings("error")
def test_any_message_gives_a_value_or_a_wire_error() -> None:
    """5,000 messages take some 5 s; values and errors both occur often for each way of breaking."""
    rng = random.Random(SEED)
    seen: Counter[tuple[str, str]] = Counter()
    known = known_objects()
    samples = sample_messages(known)
    state = encode(known, refer=describe).data
    start = time.process_time()
    tracemalloc.start()
    try:
        for number in range(MESSAGES):
            breaker = BREAKERS[number % len(BREAKERS)]
            data = breaker(rng, rng.choice(samples))
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            outcome = decoded(data, known)
            assert tracemalloc.get_traced_memory()[1] - before < MEMORY, (number, data[:200])
            after = encode(known, refer=describe).data
            if after != state:
                assert outcome == "value", (number, data)
                seen["known", "updated"] += 1
                known = known_objects()
            seen[breaker.__name__, outcome] += 1
    finally:
        tracemalloc.stop()
    assert time.process_time() - start < 20
    assert seen["noise", "error"] > 1000
    assert min(seen["break_bytes", "error"], seen["break_bytes", "value"]) > 200, seen
    assert min(seen["break_json", "error"], seen["break_json", "value"]) > 400, seen
    assert seen["known", "updated"] > 50, seen
    assert {outcome for _, outcome in seen} == {"value", "error", "updated"}


def test_the_samples_are_right_as_long_as_nothing_breaks_them() -> None:
    known = known_objects()
    kinds = set()
    for data in sample_messages(known):
        decode(data, known=known, resolve=resolve, limits=LIMITS)
        kinds |= {node[0] for node in json.loads(split(data)[0])["nodes"]}
    assert len(kinds) >= 22, kinds
