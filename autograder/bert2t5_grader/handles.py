"""The judge's view of a student's notebook: names, values, and handles on what stays in the kernel.

A handle is called and asked for attributes and items like the object that it stands for. What it never
does is compare: `==` of a handle is identity, and it has no truth value and no order, because the answer
would be the student's. Only values that were decoded here are compared.
"""

import builtins
import sys
import time
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from bert2t5_kernel.channel import (
    ANSWER,
    CALL_BACK,
    CALL_BACK_ANSWER,
    END,
    REQUEST,
    Channel,
    ChannelClosed,
    ChannelTimeout,
    MessageTooLarge,
)
from bert2t5_kernel.server import STANDARD, describe_error, make_error
from bert2t5_kernel.wire import MISSING, WireError, WireLimits, decode, encode

PRIVATE = ("bert2t5_reference", "bert2t5_grader")


class KernelLost(BaseException):
    """Raised when no answer can come any more: `state` says why, as a cell's state does."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Undecodable(Exception):
    """Raised when an answer cannot be decoded."""


class Remote:
    """The judge's end of the channel to one kernel.

    Args:
        channel: leads to the server in the kernel.
        message_bytes: the largest message, in bytes.
        call_backs: how often the kernel may call back before the next `start_check`.
    """

    def __init__(self, channel: Channel, message_bytes: int, call_backs: int) -> None:
        self._channel = channel
        self._limits = WireLimits(bytes=message_bytes)
        self._allowed_call_backs = call_backs
        self._call_backs_left = call_backs
        self._deadline = 0.0
        self._sent = 0
        self._handles: dict[int, Handle] = {}
        self._functions: list[Callable[..., Any]] = []

    def start_check(self, deadline: float) -> None:
        """Allow requests until `deadline`, a time of `time.monotonic`."""
        self._deadline = deadline
        self._call_backs_left = self._allowed_call_backs
        self._functions.clear()

    def request(self, do: str, **fields: Any) -> Any:
        """Ask the kernel to do something and return the value of its answer.

        Arguments that the kernel changed in place are changed here too.

        Raises:
            KernelLost: the kernel died, or gave no answer in time.
            Undecodable: it gave one that is no value.
            Exception: what the student's code raised.
        """
        self._sent += 1
        number = self._sent  # a call back may send requests of its own before the answer comes
        request = encode({"do": do, **fields}, refer=self._refer, limits=self._limits)
        self._send(REQUEST, number, request.data)
        answer = self._decode(self._wait_for_answer(number), request.objects)
        if "error" in answer:
            raise self._error(answer["error"])
        return answer.get("value")

    def end(self) -> None:
        """Let the kernel go on with its cells."""
        self._send(END, 0)

    def drain(self, deadline: float) -> None:
        """Wait for the answer to the last request and throw it away."""
        self._deadline = deadline
        self._wait_for_answer(self._sent)

    def operate(self, operation: str, *arguments: Any) -> Any:
        """Have the kernel apply an operation of `server.py` to objects there and values from here."""
        return self.request("operate", operation=operation, arguments=list(arguments))

    def _wait_for_answer(self, number: int) -> bytes:
        """Serve calls back until a request is answered; an answer that comes too late is dropped."""
        while True:
            kind, found, data = self._receive()
            if kind == CALL_BACK:
                self._call_back(found, data)
            elif kind == ANSWER and found == number:
                return data

    def _send(self, kind: bytes, number: int, data: bytes = b"") -> None:
        try:
            self._channel.send(kind, number, data, self._deadline)
        except ChannelTimeout:
            raise KernelLost("timeout") from None
        except ChannelClosed:
            raise KernelLost("dead") from None

    def _receive(self) -> tuple[bytes, int, bytes]:
        if time.monotonic() >= self._deadline:
            raise KernelLost("timeout")
        try:
            return self._channel.receive(self._deadline)
        except ChannelTimeout:
            raise KernelLost("timeout") from None
        except ChannelClosed:
            raise KernelLost("dead") from None
        except MessageTooLarge:
            raise KernelLost("message") from None

    def _decode(self, message: bytes, known: Sequence[object] = ()) -> dict[str, Any]:
        try:
            answer = decode(message, resolve=self._resolve, known=known, limits=self._limits).value
        except WireError as error:
            raise Undecodable(str(error)) from None
        if type(answer) is not dict:
            raise Undecodable("an answer that is no answer")
        return answer

    def _call_back(self, number: int, message: bytes) -> None:
        """Call a function of the judge's for the kernel and send what it gives."""
        self._call_backs_left -= 1
        if self._call_backs_left < 0:
            raise KernelLost("call_backs")
        try:
            asked = self._decode(message)
            positional, keywords = asked["arguments"]
            value = self._functions[asked["function"]](*positional, **keywords)
            reply = encode({"value": value}, refer=self._refer, limits=self._limits).data
        except Exception as error:
            reply = encode({"error": describe_error(error)}, limits=self._limits).data
        self._send(CALL_BACK_ANSWER, number, reply)

    def _error(self, described: Any) -> BaseException:
        """Return the exception that the student's code raised, or a harmless one where it would end us."""
        try:
            described = {key: described[key] for key in ("name", "base", "text")}
            kind = getattr(builtins, described["base"])
            fine = all(type(text) is str for text in described.values()) and described["name"].isidentifier()
            if not fine or not issubclass(kind, BaseException):
                raise TypeError
        except (TypeError, KeyError, AttributeError):
            return Undecodable("an error that is no error")
        if not issubclass(kind, (Exception, SystemExit)):
            described["base"] = "RuntimeError"
        return make_error(described)

    def _refer(self, value: object) -> dict[str, Any] | None:
        """Return how the kernel is told about something that is no plain value."""
        handle: Any = value if issubclass(type(value), Handle) else getattr(value, "_handle", None)
        if issubclass(type(handle), Handle):
            return {"object": handle._number} if handle._remote is self else None
        if type(value).__name__ in STANDARD and type(value) is STANDARD[type(value).__name__]:
            return {"standard": type(value).__name__}
        if name := _public_name(value):
            return {"import": name}
        if hasattr(type(value), "__next__"):
            return {"iterator": self._number_of(_stepper(value))}
        if callable(value):
            return {"function": self._number_of(value)}
        return None

    def _number_of(self, function: Callable[..., Any]) -> int:
        self._functions.append(function)
        return len(self._functions) - 1

    def _resolve(self, description: dict[str, Any], plain: object) -> object:
        """Return what a description stands for: a function from here, a handle, or a value with one."""
        number = description.get("function")
        if type(number) is int and 0 <= number < len(self._functions):
            return self._functions[number]
        number, kinds = description.get("object"), description.get("kinds")
        names = [kind for kind in kinds if type(kind) is str] if type(kinds) is list else []
        if type(number) is not int or not names:
            raise WireError("a description of no object")
        if plain is not MISSING and names[0] in _STANDARD_KINDS:
            return STANDARD[_STANDARD_KINDS[names[0]]](plain)
        if number not in self._handles:
            kind = type(_safe_name(description.get("type")), (Handle,), {})
            self._handles[number] = kind(self, number, names, description.get("global"))
        handle = self._handles[number]
        return handle if plain is MISSING else _with_handle(plain, handle)


class Handle:
    """An object of the student's that stays in the kernel. The same object has the same handle.

    It never says that it is an instance of another class: torch's C code would take its word and crash.
    """

    _remote: Remote
    _number: int
    _kinds: list[str]
    _global: object

    def __init__(self, remote: Remote, number: int, kinds: list[str], global_name: object) -> None:
        self.__dict__.update(_remote=remote, _number=number, _kinds=kinds, _global=global_name)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._remote.request("call", target=self, arguments=[list(arguments), keywords])

    def __plain__(self) -> Any:
        """Return the value of a tensor that has a gradient."""
        if "torch:Tensor" not in self._kinds:
            raise TypeError(f"a {type(self).__name__} has no plain value")
        return self._remote.request("plain", target=self)

    def __beside__(self, thing: object) -> Any:
        """Return a handle on the kernel's own of a library's class or function."""
        if not (name := _public_name(thing)):
            raise TypeError(f"{thing!r} is not a library's, so the kernel has none of its own")
        return self._remote.request("import", name=name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__name__", "__doc__", "__wrapped__"):
            raise AttributeError(name)
        return self._remote.operate("getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._remote.operate("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._remote.operate("delattr", self, name)

    def __iter__(self) -> Iterator[Any]:
        iterator = self._remote.operate("iter", self)
        if not issubclass(type(iterator), Handle):
            raise Undecodable("an iterator that is none")
        while item := self._remote.operate("next", iterator):
            yield item[0]

    def __repr__(self) -> str:
        text = self._remote.operate("repr", self)
        return str(text) if type(text) is str else f"<{type(self).__name__}>"

    def __len__(self) -> int:
        return self._whole_number("len")

    def __int__(self) -> int:
        return self._whole_number("int")

    def __float__(self) -> float:
        value = self._remote.operate("float", self)
        return value if type(value) is float else float("nan")

    def _whole_number(self, operation: str) -> int:
        value = self._remote.operate(operation, self)
        if type(value) is not int:
            raise Undecodable("a number that is none")
        return value

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"whether a {type(self).__name__} of the student's is true, only the student's code could tell"
        )

    def __dir__(self) -> list[str]:
        return [str(name) for name in self._remote.operate("dir", self)]

    def __deepcopy__(self, memo: object) -> "Handle":
        return self

    def __copy__(self) -> "Handle":
        return self


def _forward(operation: str, swapped: bool = False) -> Callable[..., Any]:
    def method(self: Handle, *others: Any) -> Any:
        operands = (*others, self) if swapped else (self, *others)
        return self._remote.operate(operation, *operands)

    return method


for _name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift"):
    setattr(Handle, f"__{_name}__", _forward(_name))
    setattr(Handle, f"__r{_name}__", _forward(_name, swapped=True))
for _name in ("getitem", "setitem", "delitem", "neg", "pos", "abs", "invert"):
    setattr(Handle, f"__{_name}__", _forward(_name))


class Namespace(dict[str, Any]):
    """The names of a test cell: the judge's own, then the student's.

    Names that the lab's answers define always are the student's; binding or deleting one happens in the
    kernel. Every other name is the judge's where the judge has it.
    """

    def __init__(self) -> None:
        super().__init__(__name__="__main__")
        self.answers: set[str] = set()
        self.remote: Remote | None = None  # while a test cell runs

    def __missing__(self, name: str) -> Any:
        if self.remote is None or (name not in self.answers and hasattr(builtins, name)):
            raise KeyError(name)
        found = self.remote.request("get", name=name)
        if type(found) is not list or len(found) != 1:
            raise KeyError(name)
        return found[0] if name in self.answers else trusted(found[0])

    def __setitem__(self, name: str, value: Any) -> None:
        if name in self.answers and self.remote is not None:
            self.remote.request("bind", name=name, to=value)
        else:
            super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        if dict.__contains__(self, name) or self.remote is None:
            super().__delitem__(name)
        else:
            self.remote.request("delete", name=name)

    def hand_over(self, names: set[str]) -> None:
        """From here on these names are the student's."""
        self.answers |= names
        for name in names:
            self.pop(name, None)


def trusted(value: Any) -> Any:
    """Return the judge's own module, function or class in place of a handle on the one of that name.

    For names that are no answers, `np` for instance: the student's could have been changed.
    """
    if not issubclass(type(value), Handle) or type(value._global) is not str:
        return value
    module, _, path = value._global.partition(":")
    found: Any = sys.modules.get(module)
    if found is None or module == "__main__" or module.partition(".")[0] in PRIVATE:
        return value
    for name in filter(None, path.split(".")):
        found = getattr(found, name, None)
    return value if found is None else found


def _public_name(value: object) -> str:
    """Return `module:path` of a library's module, class or function, or an empty string."""
    if isinstance(value, types.ModuleType):
        return "" if value.__name__.partition(".")[0] in PRIVATE else f"{value.__name__}:"
    module, path = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if (
        not isinstance(module, str)
        or not isinstance(path, str)
        or module.partition(".")[0] in (*PRIVATE, "__main__")
    ):
        return ""
    found: Any = sys.modules.get(module)
    for name in path.split("."):
        found = getattr(found, name, None)
    return f"{module}:{path}" if found is value else ""


def _stepper(iterator: Any) -> Callable[[], list[Any]]:
    """Return a function that gives the next item in a list, or an empty list at the end."""
    return lambda: [item for item in [next(iterator, MISSING)] if item is not MISSING]


def _safe_name(name: object) -> str:
    return name if type(name) is str and name.isidentifier() and len(name) <= 100 else "object"


def _with_handle(plain: object, handle: Handle) -> object:
    """Return a value of a subclass, a named tuple say; what its class adds stays in the kernel."""
    base = type(plain)
    kind = type(type(handle).__name__, (base,), {"__getattr__": lambda self, name: getattr(handle, name)})
    value: Any = kind(plain)
    value._handle = handle
    return value


_STANDARD_KINDS = {f"collections:{name}": name for name in STANDARD}
