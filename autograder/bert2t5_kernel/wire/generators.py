"""Generators of random numbers as nodes: their state, so that the other side goes on where this one was."""

import random
import struct
from typing import Any, Final

from bert2t5_kernel.wire.libraries import loaded, need
from bert2t5_kernel.wire.limits import Budget, WireError
from bert2t5_kernel.wire.node import Kind
from bert2t5_kernel.wire.plain import read_hex
from bert2t5_kernel.wire.tensors import tensor_bytes

# -- random.Random: 625 words of 32 bits, and None or the next normal number

_STATE = struct.Struct("<625I")


def _take_random(budget: Budget, value: random.Random) -> tuple[bytes, float | None]:
    _, words, gauss = random.Random.getstate(value)
    return _STATE.pack(*words), gauss


def _build_random(budget: Budget, data: memoryview, gauss: Any) -> random.Random:
    if len(data) != _STATE.size or not (gauss is None or type(gauss) is float):
        raise WireError("the state of a random.Random is 625 words and a number or nothing")
    made = random.Random(0)
    try:
        made.setstate((3, _STATE.unpack(data), gauss))
    except ValueError:
        raise WireError("a state that random.Random does not have") from None
    return made


RANDOM: Final = Kind(
    "random",
    ("same", "buffer", "value"),
    _take_random,
    _build_random,
    lambda target, fresh: target.setstate(fresh.getstate()),
)

# -- torch.Generator: what torch says its state is


def _build_torch(budget: Budget, data: memoryview) -> object:
    torch = need("torch")
    made = torch.Generator(device="cpu")
    size = made.get_state().numel()
    if len(data) != size:
        raise WireError(f"the state of a torch.Generator has {size} bytes, this one {len(data)}")
    try:
        made.set_state(torch.frombuffer(bytearray(data), dtype=torch.uint8))
    except RuntimeError:
        raise WireError("a state that torch.Generator does not have") from None
    return made


TORCH: Final = Kind(
    "generator",
    ("same", "buffer"),
    lambda budget, value: (tensor_bytes(value.get_state()),),
    _build_torch,
    lambda target, fresh: target.set_state(fresh.get_state()),
)

# -- numpy.random.Generator over PCG64: state, increment, spare half word


def _take_numpy(budget: Budget, value: Any) -> tuple[str, str, int, int]:
    state = value.bit_generator.state
    word, increment = (f"{int(state['state'][name]):x}" for name in ("state", "inc"))
    return word, increment, int(state["has_uint32"]), int(state["uinteger"])


def _build_numpy(budget: Budget, word: str, increment: str, has_half: int, half: int) -> object:
    state = {"state": read_hex(word), "inc": read_hex(increment)}
    # an even increment would shorten the generator's period
    right = 0 <= state["state"] < 2**128 > state["inc"] > 0 and state["inc"] % 2
    if not (right and has_half < 2 and half < 2**32):
        raise WireError("a state that NumPy's PCG64 does not have")
    draws = need("numpy.random")
    bits = draws.PCG64(0)
    bits.state = {"bit_generator": "PCG64", "state": state, "has_uint32": has_half, "uinteger": half}
    return draws.Generator(bits)


def _update_numpy(target: Any, fresh: Any) -> None:
    target.bit_generator.state = fresh.bit_generator.state


NUMPY: Final = Kind(
    "np_generator",
    ("same", "text", "text", "count", "count"),
    _take_numpy,
    _build_numpy,
    _update_numpy,
    weigh=lambda node: 1000,  # a thousand bytes made of a hundred
)


def find(value: Any, kind: type) -> Kind | None:
    """Return the kind of a generator whose state crosses; subclasses have none."""
    if kind is random.Random:
        return RANDOM
    torch, draws = loaded("torch"), loaded("numpy.random")
    if torch is not None and kind is torch.Generator and value.device.type == "cpu":
        return TORCH
    if draws is not None and kind is draws.Generator and type(value.bit_generator) is draws.PCG64:
        return NUMPY
    return None
