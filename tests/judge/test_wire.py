"""A value crosses as bytes and comes back the same; anything else is refused with a reason."""

import collections
import doctest
import enum
import importlib
import json
import math
import pkgutil
import random
import re
import struct
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from bert2t5_kernel import wire
from bert2t5_kernel.wire import MISSING, WireError, WireLimits, decode, encode
from bert2t5_kernel.wire.kinds import KINDS

Make = Callable[[], Any]
Change = Callable[[Any], Any]


def outline(value: Any, seen: dict[int, int] | None = None) -> Any:
    """Return what two values share exactly if they are the same: types, bits, order and aliases."""
    seen = {} if seen is None else seen
    kind = type(value)
    if kind in (list, tuple, dict, set, frozenset, bytearray, slice):
        if id(value) in seen:
            return ("again", seen[id(value)])
        seen[id(value)] = len(seen)
    if kind in (list, tuple):
        return (kind.__name__, [outline(item, seen) for item in value])
    if kind is dict:
        return ("dict", [(outline(key, seen), outline(item, seen)) for key, item in value.items()])
    if kind in (set, frozenset):
        return (kind.__name__, sorted((outline(item) for item in value), key=repr))
    if kind is slice:
        return ("slice", [outline(item, seen) for item in (value.start, value.stop, value.step)])
    if kind is np.ndarray:
        little = value.astype(value.dtype.newbyteorder("<"))
        return ("array", little.dtype.str, value.shape, little.tobytes())
    if kind is torch.Tensor:
        return ("tensor", value.dtype, tuple(value.shape), repr(value.tolist()))
    if kind is random.Random:
        return ("random", value.getstate())
    if kind is torch.Generator:
        return ("generator", value.get_state().tolist())
    if kind is np.random.Generator:
        return ("np_generator", repr(value.bit_generator.state))
    return (kind.__name__, repr(value))


def there_and_back(value: Any) -> Any:
    return decode(encode(value).data).value


def message(
    value: Any = None, nodes: Any = (), buffers: bytes = b"", lengths: Any = None, **more: Any
) -> bytes:
    """Return a message with a header of this content, right or wrong."""
    lengths = ([len(buffers)] if buffers else []) if lengths is None else lengths
    header = json.dumps({"value": value, "nodes": nodes, "buffers": lengths, **more})
    return framed(header.encode(), buffers)


def framed(header: bytes, buffers: bytes = b"") -> bytes:
    return b"b2t5\x01" + struct.pack(">I", len(header)) + header + buffers


def header_of(data: bytes) -> Any:
    return json.loads(data[9 : 9 + struct.unpack(">I", data[5:9])[0]])


# -- round trips

NUMBERS = st.integers() | st.integers(-(2**70), 2**70) | st.just(2**64) | st.just(-(2**63))
TEXTS = st.text(alphabet=st.characters(exclude_categories=()))  # lone surrogates too
ATOMS = (
    st.none()
    | st.booleans()
    | NUMBERS
    | st.floats()
    | TEXTS
    | st.binary()
    | st.complex_numbers()
    | st.builds(range, NUMBERS, NUMBERS, NUMBERS.filter(bool))
    | st.sampled_from([..., NotImplemented, int, str, type(None), object])
)
KEYS = st.recursive(
    ATOMS, lambda keys: st.lists(keys, max_size=3).map(tuple) | st.frozensets(keys, max_size=3), max_leaves=5
)
VALUES = st.recursive(
    ATOMS | st.binary().map(bytearray),
    lambda values: (
        st.lists(values)
        | st.lists(values).map(tuple)
        | st.dictionaries(KEYS, values)
        | st.sets(KEYS)
        | st.frozensets(KEYS)
        | st.builds(slice, values, values, values)
    ),
    max_leaves=20,
)


@settings(max_examples=300)
@given(VALUES)
def test_a_plain_value_comes_back_the_same(value: Any) -> None:
    assert outline(there_and_back(value)) == outline(value)


@settings(max_examples=100)
@given(st.integers(0, 2**32))
def test_shared_parts_come_back_shared(seed: int) -> None:
    rng = random.Random(seed)
    parts: list[Any] = [[1], {"a": 1}, bytearray(b"x"), {1}]
    for _ in range(rng.randrange(1, 12)):
        chosen = rng.choices(parts, k=rng.randrange(4))
        parts.append(rng.choice([list, tuple, lambda c: dict(enumerate(c))])(chosen))
    assert outline(there_and_back(parts)) == outline(parts)


def test_outline_tells_copies_from_aliases_and_true_from_one() -> None:
    shared = [1]
    assert outline([shared, shared]) != outline([[1], [1]])
    assert len({repr(outline(value)) for value in (1, True, 1.0, 0.0, -0.0, math.nan, "1", b"1")}) == 8


def test_one_object_at_two_places_is_one_object() -> None:
    shared = [1]
    back = there_and_back([shared, shared, {"key": shared}])
    assert back[0] is back[1] is back[2]["key"]


@settings(max_examples=50)
@given(VALUES)
def test_the_same_value_gives_the_same_bytes(value: Any) -> None:
    assert encode(value).data == encode(value).data


def test_the_bytes_are_the_same_in_another_process() -> None:
    program = "from bert2t5_kernel.wire import encode; print(encode({'a': [1.5, (2, b'x')]}).data.hex())"
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert bytes.fromhex(out.stdout.strip()) == encode({"a": [1.5, (2, b"x")]}).data


def test_two_nans_stay_two_keys() -> None:
    assert len(there_and_back({float("nan"): 1, float("nan"): 2})) == 2


@pytest.mark.parametrize("text", ["\ud83d\ude00", "a\ud800", "é" * 1001, "x" * 1001])
def test_texts_that_json_would_change_come_back(text: str) -> None:
    assert there_and_back([text, {text: text}]) == [text, {text: text}]


@pytest.mark.parametrize("bits", [53, 63, 64, 65, 1000, 100_000])
def test_whole_numbers_of_every_length_come_back(bits: int) -> None:
    numbers = [sign * (2**bits + step) for sign in (1, -1) for step in (-1, 0, 1)]
    assert there_and_back(numbers) == numbers


def test_a_long_number_takes_linear_time() -> None:
    # 16 million bits; by decimal digits this takes minutes, by hexadecimal ones some 0.1 s
    number = 1 << 2**24
    start = time.perf_counter()
    assert there_and_back(number) == number
    assert time.perf_counter() - start < 10


# -- NumPy and torch

NUMPY_NAMES = [
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128", "<U3", "S3"),
]
TORCH_NAMES = [
    *("bool", "uint8", "int8", "int16", "int32", "int64", "bfloat16"),
    *("float16", "float32", "float64", "complex64", "complex128"),
]


def array_of(name: str) -> Any:
    return np.array([[0, 1, 2], [3, 1, 0]]).astype(name)


def tensor_of(name: str) -> torch.Tensor:
    return torch.tensor([[0, 1, 2], [3, 1, 0]]).to(getattr(torch, name))


@pytest.mark.parametrize("name", NUMPY_NAMES)
@pytest.mark.parametrize(
    "view",
    [
        lambda a: a,
        lambda a: a.T,
        lambda a: a[:, ::-2],
        lambda a: a[0, 1:2].reshape(()),
        lambda a: a[:0],
        lambda a: a[:, :0],
        np.asfortranarray,
        lambda a: a.astype(a.dtype.newbyteorder(">")),
        lambda a: np.broadcast_to(a[0], (4, 3)),
    ],
)
def test_an_array_comes_back_with_its_items(name: str, view: Change) -> None:
    array = view(array_of(name))
    back = there_and_back(array)
    assert type(back) is np.ndarray
    assert back.dtype == array.dtype.newbyteorder("<")
    assert back.shape == array.shape
    assert back.tobytes() == np.ascontiguousarray(array).astype(back.dtype).tobytes()
    assert back.flags.writeable
    assert back.flags.c_contiguous
    assert back.base is None


@pytest.mark.parametrize("name", NUMPY_NAMES)
def test_a_numpy_scalar_comes_back_as_one(name: str) -> None:
    for scalar in array_of(name).ravel():
        back = there_and_back(scalar)
        assert type(back) is type(scalar)
        assert back == scalar
        assert back.dtype == scalar.dtype


@pytest.mark.parametrize(
    "scalar", [np.float64("nan"), np.float64("-0.0"), np.str_(""), np.bytes_(b""), np.str_("\ud800")]
)
def test_unusual_numpy_scalars_come_back(scalar: Any) -> None:
    assert outline(there_and_back(scalar)) == outline(scalar)


def test_nan_payloads_of_an_array_come_back() -> None:
    array = np.array([0x7FF8000000000001, 0xFFF0000000000123], dtype=np.uint64).view(np.float64)
    assert there_and_back(array).tobytes() == array.tobytes()


@pytest.mark.parametrize("name", TORCH_NAMES)
@pytest.mark.parametrize(
    "view",
    [
        lambda t: t,
        lambda t: t.t(),
        lambda t: t[:, ::2],
        lambda t: t[0, 1],
        lambda t: t[:0],
        lambda t: t[:, :0],
        lambda t: t[:1].expand(4, 3),
        lambda t: t.conj(),
    ],
)
def test_a_tensor_comes_back_with_its_items(name: str, view: Change) -> None:
    tensor = view(tensor_of(name))
    back = there_and_back(tensor)
    assert type(back) is torch.Tensor
    assert (back.dtype, back.shape, back.device.type) == (tensor.dtype, tensor.shape, "cpu")
    assert torch.equal(back, tensor)
    assert not back.requires_grad
    back.resize_(7)  # memory of its own, not a view of the message


def test_a_tensor_keeps_negation_views_and_nan() -> None:
    turned = torch.tensor([1 + 2j, 3 - 4j]).conj().imag
    assert turned.is_neg()
    assert torch.equal(there_and_back(turned), turned)
    assert there_and_back(torch.tensor([math.nan, -0.0])).tolist().__repr__() == "[nan, -0.0]"


def test_a_default_device_of_the_student_changes_nothing() -> None:
    data = encode([torch.arange(3), torch.Generator()]).data
    with torch.device("meta"):
        back = decode(data).value
        again = encode(back).data
    assert back[0].device.type == "cpu"
    assert again == data


@pytest.mark.parametrize("dtype", [np.dtype(name) for name in [*NUMPY_NAMES, "<U0"]])
def test_a_numpy_dtype_comes_back(dtype: Any) -> None:
    assert there_and_back(dtype) == dtype


@pytest.mark.parametrize("name", TORCH_NAMES)
def test_a_torch_dtype_is_the_same_object(name: str) -> None:
    assert there_and_back(getattr(torch, name)) is getattr(torch, name)


@pytest.mark.parametrize(
    "kind", [int, float, str, bool, bytes, list, tuple, dict, set, frozenset, complex, type(None), object]
)
def test_a_builtin_type_is_the_same_object(kind: type) -> None:
    assert there_and_back([kind, {kind: kind}]) == [kind, {kind: kind}]


def half_used() -> np.random.Generator:
    """Return a generator that holds the spare half of a word."""
    made = np.random.default_rng(3)
    made.integers(0, 9, dtype=np.uint32)
    assert made.bit_generator.state["has_uint32"] == 1
    return made


def gaussian() -> random.Random:
    """Return a generator that holds a spare normal number."""
    made = random.Random(3)
    made.gauss(0, 1)
    assert made.getstate()[2] is not None
    return made


@pytest.mark.parametrize(
    ("make", "draw"),
    [
        (lambda: random.Random(1), lambda r: r.random()),
        (gaussian, lambda r: r.gauss(0, 1)),
        (lambda: torch.Generator().manual_seed(1), lambda g: torch.rand(9, generator=g).tolist()),
        (lambda: np.random.default_rng(1), lambda g: g.normal(size=9).tolist()),
        (half_used, lambda g: g.integers(0, 2**32, 9, dtype=np.uint32).tolist()),
    ],
)
def test_a_generator_goes_on_where_it_was(make: Make, draw: Change) -> None:
    made = make()
    back = there_and_back(made)
    assert type(back) is type(made)
    for _ in range(700):  # more than a block of a Mersenne twister
        assert draw(back) == draw(made)


# -- what is not plain


class Evil(list[Any]):
    """A list whose every method lies or raises."""

    def __iter__(self) -> Any:
        raise RuntimeError("asked")

    __len__ = __getitem__ = __eq__ = __hash__ = __bool__ = __reduce_ex__ = __repr__ = __iter__  # type: ignore[assignment]

    @property
    def __class__(self) -> Any:
        return int


class EvilDict(dict[Any, Any]):
    def items(self) -> Any:
        return [("forged", 1)]

    keys = values = __iter__ = __len__ = __getitem__ = items  # type: ignore[assignment]


class EvilOrdered(collections.OrderedDict[Any, Any]):
    def __getitem__(self, key: Any) -> Any:
        return "forged"

    items = __iter__ = keys = __getitem__  # type: ignore[assignment]


class EvilInt(int):
    def __index__(self) -> int:
        return 99

    __int__ = __eq__ = __hash__ = bit_length = __index__  # type: ignore[assignment]


class EvilFloat(float):
    def __float__(self) -> float:
        return 99.0

    __repr__ = __eq__ = __float__  # type: ignore[assignment]


class EvilText(str):
    def __str__(self) -> str:
        return "forged"

    __eq__ = __iter__ = __len__ = encode = isascii = __str__  # type: ignore[assignment]


class EvilBytes(bytes):
    def __bytes__(self) -> bytes:
        return b"forged"

    __len__ = __iter__ = __getitem__ = __bytes__  # type: ignore[assignment]


class EvilBytearray(bytearray):
    def __getitem__(self, key: Any) -> Any:
        return b"forged"


class EvilComplex(complex):
    def __complex__(self) -> complex:
        return 99j

    real = imag = 99.0  # type: ignore[assignment]


class EvilTuple(tuple[Any, ...]):
    def __iter__(self) -> Any:
        return iter(["forged"])


class EvilSet(set[Any]):
    def __iter__(self) -> Any:
        return iter(["forged"])


class EvilFrozenset(frozenset[Any]):
    def __iter__(self) -> Any:
        return iter(["forged"])


class Color(enum.IntEnum):
    RED = 3


Point = collections.namedtuple("Point", "x y")

SUBCLASSES = [
    (Evil([1, [2]]), [1, [2]]),
    (EvilDict({"a": 1}), {"a": 1}),
    (EvilOrdered({"a": 1}), {"a": 1}),
    (EvilInt(5), 5),
    (EvilInt(2**70), 2**70),
    (EvilFloat(5), 5.0),
    (EvilText("é"), "é"),
    (EvilBytes(b"x"), b"x"),
    (EvilBytearray(b"x"), bytearray(b"x")),
    (EvilComplex(1 + 2j), 1 + 2j),
    (EvilTuple((1, 2)), (1, 2)),
    (EvilSet({1}), {1}),
    (EvilFrozenset({1}), frozenset({1})),
    (Color.RED, 3),
    (Point(1, [2]), (1, [2])),
    (collections.Counter("aab"), {"a": 2, "b": 1}),
    (torch.Size([1, 2]), (1, 2)),
]


@pytest.mark.parametrize("index", range(len(SUBCLASSES)))  # pytest itself would ask an instance for its name
def test_a_subclass_without_description_comes_as_its_plain_base(index: int) -> None:
    value, plain = SUBCLASSES[index]
    assert outline(there_and_back([value])) == outline([plain])


@pytest.mark.parametrize("index", range(len(SUBCLASSES)))  # pytest itself would ask an instance for its name
def test_a_subclass_with_description_is_resolved_with_its_plain_base(index: int) -> None:
    value, plain = SUBCLASSES[index]
    seen = []

    def resolve(description: dict[str, Any], content: object) -> object:
        seen.append((description, content))
        return value

    data = encode([value, value], refer=lambda v: {"class": "of the student"} if v is value else None).data
    back = decode(data, resolve=resolve).value
    assert back[0] is back[1] is value
    assert [description for description, _ in seen] == [{"class": "of the student"}]
    assert outline(seen[0][1]) == outline(plain)


def test_an_ordered_dict_crosses_in_its_own_order() -> None:
    ordered = collections.OrderedDict(a=1, b=2)
    ordered.move_to_end("a")
    assert list(there_and_back(ordered)) == ["b", "a"]


def test_a_broken_ordered_dict_is_refused() -> None:
    broken = collections.OrderedDict(a=1, b=2)
    dict.__delitem__(broken, "a")
    with pytest.raises(WireError, match="OrderedDict that cannot be read"):
        encode(broken)


def test_a_subclass_of_a_numpy_scalar_comes_as_its_plain_base() -> None:
    class Mine(np.float64):
        pass

    assert outline(there_and_back(Mine(2.5))) == outline(2.5)


class Meta(type):
    """A metaclass that lies about its classes."""

    def __hash__(cls) -> int:
        raise RuntimeError("asked")

    def __eq__(cls, other: object) -> bool:
        return True

    def __instancecheck__(cls, instance: object) -> bool:
        return True

    def __subclasscheck__(cls, subclass: type) -> bool:
        return True

    @property
    def __name__(cls) -> str:
        raise RuntimeError("asked")


class Liar(metaclass=Meta):
    @property
    def __class__(self) -> Any:
        return list


class Module:
    pass


def quantized() -> torch.Tensor:
    with warnings.catch_warnings():  # deprecated, but a student may still make one
        warnings.simplefilter("ignore")
        return torch.quantize_per_tensor(torch.zeros(2), 0.1, 0, torch.qint8)


structured = np.zeros(2, dtype=[("a", "i4")])
NOT_PLAIN = [
    Module(),
    Module,
    Liar(),
    Liar,
    print,
    len,
    lambda: None,
    json,
    iter([]),
    range(3).__iter__(),
    memoryview(b""),
    np.array([None]),
    np.array([{}], dtype=object),
    structured,
    structured[0],
    np.array(["2020-01-01"], dtype="datetime64[D]"),
    np.datetime64("2020-01-01"),
    np.timedelta64(1, "s"),
    np.longdouble(1),
    np.zeros(2, dtype=np.longdouble),
    np.ma.masked_array([1], [True]),
    np.zeros(2, dtype="V4"),
    np.zeros((2, 2)).view(type("Sub", (np.ndarray,), {})),
    structured.view(np.recarray),
    np.zeros(2, dtype=[("a", "U0")])["a"],
    np.dtype(">f4"),
    np.dtype("O"),
    np.dtype([("a", "i4")]),
    np.float32,
    np.random.RandomState(1),
    np.random.Generator(np.random.MT19937(1)),
    random.SystemRandom(),
    type("Mine", (random.Random,), {})(1),
    torch.zeros(2, requires_grad=True),
    torch.zeros(2, requires_grad=True) * 2,
    torch.nn.Parameter(torch.zeros(2)),
    torch.nn.Parameter(torch.zeros(2), requires_grad=False),
    torch.nn.Linear(1, 1),
    torch.eye(2).to_sparse(),
    torch.zeros(2, device="meta"),
    quantized(),
    torch.device("cpu"),
    torch.strided,
    torch.qint8,
]


@pytest.mark.parametrize("index", range(len(NOT_PLAIN)))
def test_what_is_not_plain_is_refused_by_its_type_or_described(index: int) -> None:
    value = NOT_PLAIN[index]
    name = type.__dict__["__name__"].__get__(type(value))
    with pytest.raises(WireError, match=re.escape(f"type {name} is not plain")):
        encode([1, value])
    data = encode([value, value], refer=lambda v: {"n": 7} if v is value else None).data
    back = decode(data, resolve=lambda description, plain: (description, plain)).value
    assert back[0] is back[1]
    assert back[0] == ({"n": 7}, MISSING)


def test_a_description_is_refused_by_default() -> None:
    data = encode(print, refer=lambda value: {"name": "print"}).data
    with pytest.raises(WireError, match="only plain values"):
        decode(data)


@pytest.mark.parametrize("description", [[1], "name", {"a": object()}, {"a": {1}}, {(1,): 2}])
def test_a_description_that_is_no_json_object_is_refused(description: Any) -> None:
    with pytest.raises(WireError, match="description"):
        encode(print, refer=lambda value: description)


def test_what_resolve_raises_goes_through() -> None:
    def resolve(description: dict[str, Any], plain: object) -> object:
        raise LookupError("no such handle")

    with pytest.raises(LookupError, match="no such handle"):
        decode(encode(print, refer=lambda value: {}).data, resolve=resolve)


def test_a_resolved_object_whose_hash_raises_is_refused_as_a_key() -> None:
    class Unhashable:
        def __hash__(self) -> int:
            raise ZeroDivisionError

    data = encode({print: 1}, refer=lambda value: {}).data
    with pytest.raises(WireError, match="key that cannot be one: ZeroDivisionError"):
        decode(data, resolve=lambda description, plain: Unhashable())


def make_cycle(kind: str) -> Any:
    loop: list[Any] = []
    inner: Any = {"list": loop, "tuple": (loop,), "dict": {1: loop}, "evil": Evil([loop])}[kind]
    loop.append([inner])
    return loop


@pytest.mark.parametrize("kind", ["list", "tuple", "dict", "evil"])
def test_a_value_that_contains_itself_is_refused(kind: str) -> None:
    with pytest.raises(WireError, match="contains itself"):
        encode(make_cycle(kind))


# -- known objects


def set_item(key: Any, item: Any) -> Change:
    return lambda value: value.__setitem__(key, item)


KNOWN: list[tuple[Make, Change]] = [
    (lambda: [3, 1, 2], lambda v: v.sort()),
    (lambda: [3, 1, 2], lambda v: v.clear()),
    (lambda: {"a": 1, "b": 2}, lambda v: v.update(a=v.pop("a"), c=[3])),
    (lambda: {1, 2}, lambda v: v.add(3)),
    (lambda: bytearray(b"abc"), lambda v: v.extend(b"d")),
    (lambda: bytearray(b"abc"), set_item(0, 7)),
    (lambda: np.arange(6.0), set_item(0, math.nan)),
    (lambda: np.arange(6).reshape(2, 3).T, lambda v: v.__imul__(2)),
    (lambda: np.arange(3, dtype=">i4"), set_item(0, 7)),
    (lambda: np.array(1.0), set_item((), 2.0)),
    (lambda: np.array(["ab", "c"]), set_item(1, "zz")),
    (lambda: torch.arange(6), lambda v: v.add_(1)),
    (lambda: torch.arange(6).view(2, 3).t(), lambda v: v.mul_(2)),
    (lambda: torch.tensor(1.0, dtype=torch.bfloat16), lambda v: v.fill_(3)),
    (lambda: random.Random(1), lambda v: v.gauss(0, 1)),
    (lambda: torch.Generator().manual_seed(1), lambda v: torch.rand(3, generator=v)),
    (lambda: np.random.default_rng(1), lambda v: v.normal()),
]


@pytest.mark.parametrize(("make", "change"), KNOWN)
def test_a_change_of_an_argument_comes_back_into_the_same_object(make: Make, change: Change) -> None:
    mine = make()
    request = encode([mine, "more"])
    there = decode(request.data)
    change(there.value[0])
    reply = encode([there.value[0]], known=there.objects)
    before = outline(mine)
    back = decode(reply.data, known=request.objects)
    assert back.value[0] is mine
    assert outline(mine) != before
    changed = make()
    change(changed)
    assert outline(mine) == outline(changed)


@pytest.mark.parametrize(("make", "change"), KNOWN)
def test_the_other_direction_updates_what_was_decoded(make: Make, change: Change) -> None:
    mine = make()
    call = encode(mine)  # the kernel calls back with its own object, the judge's function changes it
    theirs = decode(call.data)
    change(theirs.value)
    answer = encode({"argument": theirs.value}, known=theirs.objects)
    assert decode(answer.data, known=call.objects).value["argument"] is mine
    assert outline(mine) == outline(theirs.value)


@pytest.mark.parametrize(("make", "change"), KNOWN)
def test_an_object_that_is_not_known_is_a_new_one(make: Make, change: Change) -> None:
    mine = make()
    before = outline(mine)
    there = decode(encode(mine).data).value
    change(there)
    back = decode(encode(there).data, known=[mine]).value
    assert back is not mine
    assert outline(mine) == before


def test_known_objects_may_move_into_each_other() -> None:
    inner, outer = [1], {"inner": None}
    request = encode([inner, outer])
    there = decode(request.data)
    there.value[1]["inner"] = there.value[0]
    there.value[0].append(2)
    reply = encode(there.value, known=there.objects)
    decode(reply.data, known=request.objects)
    assert outer["inner"] is inner
    assert inner == [1, 2]


def test_an_equal_object_is_not_the_known_one() -> None:
    mine = [1]
    request = encode(mine)
    reply = encode([1], known=decode(request.data).objects)
    assert decode(reply.data, known=request.objects).value is not mine


def test_objects_stand_in_the_same_order_on_both_sides() -> None:
    value = [[1], {"a": (2, [3])}, Evil([4]), np.arange(2), "x" * 2000]
    sent = encode(value)
    received = decode(sent.data)
    assert len(sent.objects) == len(received.objects) == 9
    for mine, theirs in zip(sent.objects, received.objects, strict=True):
        assert type(mine) is type(theirs) or type(mine) is Evil
    assert sent.objects[-1] is value


def test_what_did_not_change_is_not_written_to() -> None:
    """Writing would break the backward pass of a graph that holds the tensor."""
    data, weight = torch.arange(3.0), torch.ones(3, requires_grad=True)
    loss = (data * weight).sum()
    frozen = np.arange(3)
    frozen.flags.writeable = False
    wide = torch.ones(1).expand(3)
    request = encode([data, frozen, wide])
    there = decode(request.data)
    reply = encode(there.value, known=there.objects)
    back = decode(reply.data, known=request.objects).value
    assert back[0] is data
    assert back[1] is frozen
    assert back[2] is wide
    loss.backward()


def locked() -> bytearray:
    made = bytearray(b"abc")
    LOCKS.append(memoryview(made))
    return made


LOCKS: list[memoryview] = []


def read_only() -> Any:
    made = np.arange(3)
    made.flags.writeable = False
    return made


def of_inference() -> torch.Tensor:
    with torch.inference_mode():
        return torch.arange(3)


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        (lambda: [1], lambda: {1}, "is a list, the message says set"),
        (lambda: {1: 2}, lambda: [1], "is a dict, the message says list"),
        (lambda: (1,), lambda: [1], "is a tuple, the message says list"),
        (lambda: Evil(), lambda: [1], "is a Evil, the message says list"),
        (lambda: None, lambda: [1], "is a NoneType, the message says list"),
        (
            lambda: np.zeros(2),
            lambda: np.zeros(3),
            "float64 of shape (2,), the message says float64 of shape (3,)",
        ),
        (lambda: np.zeros(2), lambda: np.zeros(2, "f4"), "float64 of shape (2,), the message says float32"),
        (lambda: np.zeros(2), lambda: torch.zeros(2), "is a ndarray, the message says tensor"),
        (
            lambda: torch.zeros(2),
            lambda: torch.zeros(2, 1),
            "(2,), the message says torch.float32 of shape (2, 1)",
        ),
        (lambda: torch.zeros(2), lambda: torch.zeros(2).long(), "the message says torch.int64"),
        (
            lambda: torch.zeros(2, requires_grad=True),
            lambda: torch.zeros(2),
            "is a Tensor, the message says tensor",
        ),
        (read_only, lambda: np.ones(3, int), "array that is read-only"),
        (lambda: torch.zeros(1).expand(3), lambda: torch.arange(3.0), "tensor that is read-only"),
        (of_inference, lambda: torch.ones(3, dtype=torch.int64), "tensor that is read-only"),
        (locked, lambda: bytearray(b"abcd"), "locked by a memoryview"),
        (lambda: random.Random(1), lambda: torch.Generator(), "is a Random, the message says generator"),
        (
            lambda: np.random.Generator(np.random.MT19937()),
            lambda: np.random.default_rng(),
            "says np_generator",
        ),
    ],
)
def test_an_update_that_does_not_fit_changes_nothing(mine: Make, theirs: Make, found: str) -> None:
    other, target, new = [1], mine(), theirs()
    data = encode([[1, 2], new], known=[[], new]).data
    data = data.replace(b'"list",null,1', b'"list",0   ,1', 1)
    with pytest.raises(WireError, match=re.escape(found)):
        decode(data, known=[other, target])
    assert other == [1]
    data = encode([[1, 2], new]).data.replace(b'"list",null,1', b'"list",0   ,1', 1)
    decode(data, known=[other, target])
    assert other == [1, 2]  # the message was right in everything else


def test_resolve_that_raises_changes_nothing() -> None:
    mine = [1]

    def resolve(description: dict[str, Any], plain: object) -> object:
        raise LookupError

    data = encode([mine, print], known=[mine], refer=lambda value: {}).data.replace(b"0,1]", b"0,2]")
    with pytest.raises(LookupError):
        decode(data, known=[mine], resolve=resolve)
    assert mine == [1]
    decode(data, known=[mine], resolve=lambda description, plain: None)
    assert mine == [2]


@pytest.mark.parametrize("same", [1, -1, True, 0.0, "0", [0]])
def test_a_known_object_that_does_not_exist_is_refused(same: Any) -> None:
    with pytest.raises(WireError, match=r"wants known object 1 of 1|no same"):
        decode(message([0], [["list", same]]), known=[[]])


def test_two_nodes_cannot_be_one_known_object() -> None:
    mine: list[Any] = [1]
    nodes = [["list", 0], ["list", 0, [0]]]
    with pytest.raises(WireError, match="which another node has"):
        decode(message([1], nodes), known=[mine])
    with pytest.raises(WireError, match="stands in the message twice"):
        decode(message([1], [["list", 0], ["list", 1, [0]]]), known=[mine, mine])
    assert mine == [1]


# -- limits


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def doubled(levels: int) -> Any:
    value = [0]
    for _ in range(levels):
        value = [value, value]
    return value


# what is just allowed and what is just too much, with the limit
LIMITS = [
    (nested(5), nested(6), {"depth": 5}, "6 levels"),
    ([[]] * 9 + [[], []], [[], [], [], []], {"nodes": 4}, "5 nodes"),
    ([1] * 9, [1] * 10, {"values": 10}, "11 values"),
    (doubled(3), doubled(4), {"values": 23}, "47 values"),  # 2, then 1 + 2 * size: 5, 11, 23, 47
    (1 << 64, 1 << 60_000, {"values": 3}, "15 values"),
    (b"x" * 40, b"x" * 41, {"bytes": len(encode(b"x" * 40).data)}, "bytes"),
    ("x" * 40, "x" * 41, {"bytes": len(encode("x" * 40).data)}, "bytes"),
    (np.zeros(40, "i1"), np.zeros(41, "i1"), {"bytes": len(encode(np.zeros(40, "i1")).data)}, "bytes"),
    (np.zeros((1,) * 32), np.zeros((1,) * 33), {}, "33 dimensions"),
    (torch.zeros((1,) * 32), torch.zeros((1,) * 33), {}, "33 dimensions"),
]


@pytest.mark.parametrize("index", range(len(LIMITS)))
def test_each_limit_holds_on_both_sides(index: int) -> None:
    allowed, refused, limits, found = LIMITS[index]
    small = WireLimits(**limits)
    decode(encode(allowed, limits=small).data, limits=small)
    with pytest.raises(WireError, match=found):
        encode(refused, limits=small)
    if limits:  # without limits of its own the encoder makes what the decoder must refuse
        with pytest.raises(WireError, match=found):
            decode(encode(refused).data, limits=small)


def test_a_deep_value_is_no_recursion() -> None:
    wide = WireLimits(depth=20_000)
    back = decode(encode(nested(20_000), limits=wide).data, limits=wide).value
    depth = 0
    while type(back) is list:
        (back,) = back
        depth += 1
    assert depth == 20_000
    with pytest.raises(WireError, match="101 levels"):
        encode(nested(100_000))


@pytest.mark.parametrize(
    "value", [np.broadcast_to(np.int8(1), (2**40,)), torch.zeros(1).expand(2**40), "x" * 999]
)
def test_a_value_larger_than_it_looks_is_refused_before_it_is_copied(value: Any) -> None:
    with pytest.raises(WireError, match="bytes"):
        encode([value] * 100_000)


def test_a_small_message_of_shared_nodes_may_not_be_huge() -> None:
    nodes = [["list", None], *(["list", None, [n], [n]] for n in range(90))]
    with pytest.raises(WireError, match="values found"):
        decode(message([90], nodes))


def test_nodes_that_the_value_does_not_reach_count_too() -> None:
    small = WireLimits(values=10)
    nodes = [["tuple", 1, 2, 3], ["list", None, [0]], ["list", None, [0]]]
    assert decode(message([1], nodes[:2]), limits=small).value == [(1, 2, 3)]
    with pytest.raises(WireError, match="15 values"):
        decode(message([1], [*nodes, ["list", None, [0]]]), limits=small)


def test_keys_that_collide_on_purpose_meet_the_clock() -> None:
    # every multiple of 2**61 - 1 has the hash 0; without the clock this takes over 20 s
    nodes = [["int", f"{(2**61 - 1) * n:x}"] for n in range(1, 40_001)]
    for kind in ("set", "dict"):
        members = [[n] for n in range(len(nodes)) for _ in range(2 if kind == "dict" else 1)]
        data = message([len(nodes)], [*nodes, [kind, None, *members]])
        start = time.perf_counter()
        with pytest.raises(WireError, match=r"more than 0\.3 seconds"):
            decode(data, limits=WireLimits(seconds=0.3))
        assert time.perf_counter() - start < 10


@pytest.mark.parametrize("part", ["[],", "{},", "1,", '"",'])
def test_a_header_of_very_many_parts_is_refused_before_it_is_read(part: str) -> None:
    header = '{"value":null,"buffers":[],"nodes":[' + part * 3000 + "1]}"
    with pytest.raises(WireError, match="too many parts"):
        decode(framed(header.encode()), limits=WireLimits(nodes=100, values=500))


def test_commas_in_texts_are_no_parts() -> None:
    small = WireLimits(nodes=10, values=10)
    texts = ['",[{' * 100, "\\" * 99 + ",[" * 100]
    assert decode(encode(texts, limits=small).data, limits=small).value == texts


@pytest.mark.parametrize("text", [b'"', b'\\"', b'"\\', b"["])
def test_a_header_of_open_quotes_takes_linear_time(text: bytes) -> None:
    start = time.perf_counter()
    with pytest.raises(WireError):
        decode(framed(b'["' + b"," * 1000 + b'","' + text * 2**20), limits=WireLimits(nodes=10, values=10))
    assert time.perf_counter() - start < 5


# -- messages that are none

GOOD = encode([1, b"xy"]).data
ZEROS = b"\0" * 2500
FRAMES = [
    (b"", "0 bytes"),
    (b"b2t5\x01\0\0\0", "8 bytes"),
    (b"B" + GOOD[1:], "starts with"),
    (b"\x80\x04" + GOOD, "starts with"),
    (GOOD[:4] + b"\x02" + GOOD[5:], "version 2"),
    (GOOD[:5] + b"\xff\xff\xff\xff" + GOOD[9:], "header of 4294967295 bytes"),
    (GOOD[:5] + b"\0\0\0\0" + GOOD[9:], "no JSON"),
    (GOOD[:-1], "2 bytes in buffers by the header, 1 in"),
    (GOOD + b"\0", "2 bytes in buffers by the header, 3 in"),
    (framed(b"\xff"), "no JSON: UnicodeDecodeError"),
    (framed(b"{"), "no JSON: JSONDecodeError"),
    (framed(b"[" * 100_000), "no JSON: RecursionError"),
    (framed(b'{"value":' + b"[" * 100_000), "no JSON: RecursionError"),
    (framed(b'{"value":' + b"1" * 22 + b',"nodes":[],"buffers":[]}'), "22 digits"),
    (framed(b'{"value":' + b"1" * 10_000_000 + b',"nodes":[],"buffers":[]}'), "10000000 digits"),
    *((framed(text), "not an object of") for text in (b"[]", b"null", b"1", b'"x"', b"{}", b"NaN")),
    (message(more=1), "not an object of"),
    (message(nodes={}), "nodes are not a list"),
    (message(nodes=None), "nodes are not a list"),
    (message(lengths={}), "buffers are not a list"),
    *((message(lengths=[bad]), "length of a buffer") for bad in (-1, True, 1.0, "1", None, [1])),
    (message(lengths=[2**63, 2**63]), "in buffers by the header"),
    (message(lengths=[3, -3]), "length of a buffer"),
]
VALUES_REFUSED = [
    ({}, "dict that is no value"),
    ([], "not the number of one node"),
    ([0], "value refers to node 0 of 0"),
    ([-1], "not the number of one node"),
    ([True], "not the number of one node"),
    ([0.0], "not the number of one node"),
    (["0"], "not the number of one node"),
    ([0, 0], "not the number of one node"),
    ([[0]], "not the number of one node"),
    (2**64, "more than 64 bits"),
    (-(2**64), "more than 64 bits"),
]
# nodes in a table of this one alone, with one buffer of the bytes b"\0\1\2"
NODES_REFUSED = [
    *((bad, "list that starts with its kind") for bad in ([], None, 1, "list", {}, [1], [None], [["list"]])),
    (["lisst"], "unknown kind 'lisst'. Known kinds: list, tuple"),
    (["__reduce__"], "unknown kind"),
    (["list"], "(list) has 0 fields instead of 1"),
    (["list", None, [0]], "refers forward to node 0: a value that contains itself"),
    (["list", None, [1]], "refers to node 1 of 1"),
    (["list", None, {}], "dict that is no value"),
    (["list", None, [-1]], "not the number of one node"),
    (["list", None, 2**64], "more than 64 bits"),
    (["dict", None, 1], "dict of 1 keys and values"),
    (["dict", None, 1, 2, 1, 3], "same key twice"),
    (["dict", None, 1, 2, True, 3], "same key twice"),
    (["dict", None, "a", 2, "a", 3], "same key twice"),
    (["set", None, 1, 1.0], "same member twice"),
    (["set", None, *range(100), 99], "same member twice"),
    (["frozenset", 0, False], "same member twice"),
    (["str"], "(str) has 0 fields"),
    (["str", 1], "wants buffer 1 of 1"),
    (["str", -1], "no buffer"),
    (["str", True], "no buffer"),
    (["bytes", None], "no buffer"),
    (["bytes", 0, 0], "(bytes) has 2 fields instead of 1"),
    (["bytearray", 0], "(bytearray) has 1 fields instead of 2"),
    *(
        (["int", bad], "no whole number")
        for bad in ("", "-", "0x1", "1_0", " 1", "g", "١", "--1", "1\n", "1.0")
    ),
    (["int", 1], "no text"),
    (["complex", 1, 2.0], "no float"),
    (["complex", 1.0], "(complex) has 1 fields"),
    (["slice", 1, 2], "(slice) has 2 fields"),
    (["slice", 1, 2, [7]], "refers to node 7"),
    (["range", 1, 2, 0], "last of which is not 0"),
    (["range", 1, 2.0, 1], "three whole numbers"),
    (["range", 1, 2, True], "three whole numbers"),
    (["ellipsis", 1], "(ellipsis) has 1 fields"),
    *(
        (["array", None, bad, [3], 0], "array of dtype")
        for bad in ("O", "|O", "<O8", "|V1", "<M8[s]", "<m8", "<f16")
    ),
    *(
        (["array", None, bad, [3], 0], "array of dtype")
        for bad in ("i1,i1", ">i2", "b1", "u1", "<i1", "|i2", "<U", "")
    ),
    *(
        (["array", None, bad, [3], 0], "array of dtype")
        for bad in ("<U-1", "<U01", "<U9999999999", "<U٣", "|u1\n")
    ),
    (["array", None, "<U0", [3], 0], "no characters"),
    (["array", None, "|u1", [2], 0], "has 2 bytes, its buffer 3"),
    (["array", None, "|u1", [], 0], "has 1 bytes, its buffer 3"),
    (["array", None, "|u1", [0], 0], "has 0 bytes, its buffer 3"),
    (["array", None, "<i2", [3], 0], "has 6 bytes, its buffer 3"),
    (["array", None, "|u1", [-3], 0], "no shape"),
    (["array", None, "|u1", [-1, -3], 0], "no shape"),
    (["array", None, "|u1", [True, 3], 0], "no shape"),
    (["array", None, "|u1", [3.0], 0], "no shape"),
    (["array", None, "|u1", 3, 0], "no shape"),
    (["array", None, "|u1", [[3]], 0], "no shape"),
    (["array", None, "|u1", [2**62, 4, 3], 0], "bytes in an array"),
    (["array", None, "|u1", [2**32, 2**32, 2**32], 0], "bytes in an array"),
    (["array", None, "|u1", [0, 2**62, 2**62], 0], "bytes in an array"),
    (["array", None, "<U99999999", [0], 0], "bytes in an array"),
    (["array", None, "|u1", [1] * 32 + [3], 0], "33 dimensions"),
    (["array", None, "|b1", [3], 0], "neither 0 nor 1"),
    (["tensor", None, "bool", [3], 0], "neither 0 nor 1"),
    (["scalar", "|b1", 0], "has 1 bytes, its buffer 3"),
    (["scalar", "O", 0], "array of dtype"),
    *(
        (["tensor", None, bad, [3], 0], "tensor of dtype")
        for bad in ("qint8", "load", "|u1", "torch.uint8", "")
    ),
    (["tensor", None, "uint8", [4], 0], "has 4 bytes, its buffer 3"),
    (["tensor", None, "uint8", [2**62, 2**62], 0], "bytes in an array"),
    (["tensor", None, "uint8", [-3], 0], "no shape"),
    (["dtype", "numpy", "O"], "array of dtype"),
    (["dtype", "numpy", "<U99999999"], "bytes in an item"),
    (["dtype", "torch", "load"], "dtype 'load' of 'torch'"),
    (["dtype", "os", "system"], "dtype 'system' of 'os'"),
    *((["type", bad], "type '") for bad in ("type", "eval", "object ", "", "bytearray")),
    (["type", 1], "no text"),
    (["random", None, 0, None], "625 words"),
    (["generator", None, 0], "5056 bytes"),
    (["np_generator", None, "1", "2", 0, 0], "PCG64"),
    (["np_generator", None, "1", "-1", 0, 0], "PCG64"),
    (["np_generator", None, "-1", "1", 0, 0], "PCG64"),
    (["np_generator", None, "1" + "0" * 32, "1", 0, 0], "PCG64"),
    (["np_generator", None, "1", "1" + "0" * 31 + "1", 0, 0], "PCG64"),
    (["np_generator", None, "1", "1", 2, 0], "PCG64"),
    (["np_generator", None, "1", "1", 0, 2**32], "PCG64"),
    (["np_generator", None, "1", "1", True, 0], "no count"),
    (["np_generator", None, "x", "1", 0, 0], "no whole number"),
    (["object", None], "no description"),
    (["object", [1]], "no description"),
    (["subclass", 1, 2], "no description or null"),
    (["subclass", None], "(subclass) has 1 fields"),
    (["object", {}], "only plain values"),
    (["subclass", {}, 1], "only plain values"),
]


@pytest.mark.parametrize(("data", "found"), FRAMES, ids=[f"{n}" for n in range(len(FRAMES))])
def test_bytes_that_are_no_message_are_refused(data: bytes, found: str) -> None:
    with pytest.raises(WireError, match=re.escape(found)):
        decode(data)


@pytest.mark.parametrize(("value", "found"), VALUES_REFUSED)
def test_json_that_is_no_value_is_refused(value: Any, found: str) -> None:
    with pytest.raises(WireError, match=re.escape(found)):
        decode(message(value))


@pytest.mark.parametrize(("node", "found"), NODES_REFUSED)
def test_a_node_that_is_none_is_refused(node: Any, found: str) -> None:
    with pytest.raises(WireError, match=re.escape(found)):
        decode(message(nodes=[node], buffers=b"\0\1\2"))


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        ([["list", None], ["set", None, [0]]], "member that cannot be one: TypeError"),
        ([["list", None], ["tuple", [0]], ["frozenset", [1]]], "member that cannot be one"),
        ([["list", None], ["dict", None, [0], 1]], "key that cannot be one"),
        ([["array", None, "<f8", [0], 0], ["set", None, [0]]], "member that cannot be one"),
        ([["tuple", 1], ["tuple", 1], ["set", None, [0], [1]]], "same member twice"),
        ([["bytes", 0], ["bytes", 0]], "wants buffer 0, which another node has"),
        ([["tuple", 1], ["range", 0, [0], 1]], "three whole numbers"),
        ([["tuple", [1]], ["tuple"]], "refers forward to node 1"),
    ],
)
def test_nodes_that_do_not_fit_together_are_refused(nodes: Any, found: str) -> None:
    with pytest.raises(WireError, match=re.escape(found)):
        decode(message(nodes=nodes, lengths=[0]))


@pytest.mark.parametrize(
    ("node", "buffer", "found"),
    [
        (["str", 0], b"\xff", "no utf-8"),
        (["array", None, "<U1", [1], 0], b"\0\0\x11\0", "no utf-32-le"),
        (["scalar", "<U1", 0], b"\xff\xff\xff\xff", "no utf-32-le"),
        (["scalar", "|b1", 0], b"\2", "neither 0 nor 1"),
        (["random", None, 0, None], b"\xff" * 2500, "random.Random does not have"),
        (["random", None, 0, 1], ZEROS, "625 words and a number"),
        (["random", None, 0, "x"], ZEROS, "625 words and a number"),
        (["generator", None, 0], b"\0" * 5056, "torch.Generator does not have"),
        (["generator", None, 0], b"\xff" * 5056, "torch.Generator does not have"),
    ],
)
def test_a_buffer_that_does_not_fit_its_node_is_refused(node: Any, buffer: bytes, found: str) -> None:
    with pytest.raises(WireError, match=re.escape(found)):
        decode(message(nodes=[node], buffers=buffer))


def test_the_table_of_nodes_covers_every_kind() -> None:
    tried = {node[0] for node, _ in NODES_REFUSED if type(node) is list and node and type(node[0]) is str}
    assert tried >= set(KINDS) - {"tuple", "NotImplemented"}


def test_the_kinds_that_can_be_updated_say_which_object_they_are() -> None:
    for kind in KINDS.values():
        assert (kind.update is not None) == (kind.fields[:1] == ("same",)), kind.name
        assert "same" not in kind.fields[1:], kind.name


def test_a_buffer_that_no_node_has_is_fine() -> None:
    assert decode(message(7, buffers=b"xyz")).value == 7


# -- the package


def test_the_package_imports_nothing_but_the_standard_library() -> None:
    program = (
        "import sys; from bert2t5_kernel.wire import decode, encode; decode(encode([1, {'a': b'x'}]).data);"
        "found = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names);"
        "refused = {'numpy', 'torch', 'IPython', 'bert2t5', 'bert2t5_grader', 'bert2t5_reference'};"
        "print(sorted(found & refused))"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize(("name", "value"), [("numpy", np.arange(3)), ("torch", torch.arange(3))])
def test_a_library_that_is_not_installed_is_named(
    name: str, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encode(value).data
    monkeypatch.setitem(sys.modules, name, None)  # as if it were not installed
    with pytest.raises(WireError, match=f"needs {name}, which is not installed"):
        decode(data)


MODULES = [module.name for module in pkgutil.iter_modules(wire.__path__, "bert2t5_kernel.wire.")]


def test_the_examples_of_every_module_run() -> None:
    results = [doctest.testmod(importlib.import_module(name)) for name in MODULES]
    assert sum(result.attempted for result in results) > 0
    assert sum(result.failed for result in results) == 0
