"""Answers the judge's requests in the student's process.

The judge asks for names, calls, attributes and items; plain values travel as values (`wire`), anything
else stays here and is known to the judge by a number. Nothing in this module decides about points: a
student who changes it changes the answers of their own notebook, no more.
"""

import builtins
import importlib
import operator
import socket
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from bert2t5_kernel.channel import ANSWER, CALL_BACK, CALL_BACK_ANSWER, END, REQUEST, Channel
from bert2t5_kernel.wire import MISSING, WireLimits, decode, encode

SERVE = "__import__('bert2t5_kernel.server', fromlist=['serve']).serve()"  # what the judge has a kernel run
STANDARD: dict[str, Callable[[Any], Any]] = {"Counter": Counter, "OrderedDict": OrderedDict}
MAX_TEXT = 2000  # characters of an exception's message or a repr

_server: "Server | None" = None


def install(descriptor: int, shell: Any, limits: dict[str, Any]) -> None:
    """Make the server of this process; `shell` is IPython's."""
    global _server
    size = limits["message_mib"] * 2**20
    channel = Channel(socket.socket(fileno=descriptor), size)
    _server = Server(channel, lambda: shell.user_ns, WireLimits(bytes=size))


def serve() -> None:
    """Answer requests until the judge says that it is done; called in a cell of its own."""
    assert _server is not None
    _server.serve()


class Server:
    """Holds the objects that the judge knows by number.

    Args:
        channel: leads to the judge.
        namespace: returns the names of the student's notebook.
        limits: of a message.
    """

    def __init__(
        self, channel: Channel, namespace: Callable[[], dict[str, Any]], limits: WireLimits | None = None
    ) -> None:
        self._channel = channel
        self._namespace = namespace
        self._limits = limits or WireLimits()
        self._objects: dict[int, object] = {}
        self._numbers: dict[int, int] = {}  # by identity; the table above keeps the objects alive
        self._called_back = 0

    def serve(self) -> None:
        """Answer requests until the judge ends it."""
        while True:
            try:
                kind, number, data = self._channel.receive()
            except KeyboardInterrupt:  # too late: what it was meant for has ended
                continue
            if kind == END:
                return
            if kind == REQUEST:
                self._answer(number, data)

    def _answer(self, number: int, data: bytes) -> None:
        """Do what a request asks and answer with a value or an error."""
        try:
            request = decode(data, resolve=self._resolve, limits=self._limits)
            asked = request.value
            value = _DO[asked["do"]](self, asked)
            reply = self._encode({"value": value, "arguments": asked.get("arguments")}, request.objects)
        except BaseException as error:  # whatever the student's code raises is an answer
            reply = self._encode({"error": describe_error(error)})
        self._channel.send(ANSWER, number, reply)

    def call_back(self, function: int, arguments: list[Any], keywords: dict[str, Any]) -> Any:
        """Have the judge call one of its functions and return what that gives."""
        self._called_back += 1
        mine = self._called_back
        self._channel.send(
            CALL_BACK, mine, self._encode({"function": function, "arguments": [arguments, keywords]})
        )
        while True:
            kind, number, data = self._channel.receive()
            if kind == REQUEST:  # the judge's function asks something itself
                self._answer(number, data)
            elif kind == CALL_BACK_ANSWER and number == mine:
                answer = decode(data, resolve=self._resolve, limits=self._limits).value
                if "error" in answer:
                    raise make_error(answer["error"])
                return answer["value"]

    def _encode(self, value: Any, known: Any = ()) -> bytes:
        return encode(value, refer=self._refer, known=known, limits=self._limits).data

    def _refer(self, value: object) -> dict[str, Any]:
        """Return how the judge is told about an object that stays here."""
        if isinstance(value, CallBack):
            return {"function": value.number}
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._objects)
            self._objects[len(self._objects)] = value
        kinds = [f"{kind.__module__}:{kind.__qualname__}" for kind in type(value).__mro__]
        return {
            "object": self._numbers[id(value)],
            "type": type(value).__name__,
            "kinds": kinds[:20],
            "global": _global_name(value),
        }

    def _resolve(self, description: dict[str, Any], plain: object) -> object:
        """Return what a description of the judge's stands for."""
        if "object" in description:
            return self._objects[description["object"]]
        if "standard" in description:
            return STANDARD[description["standard"]](plain)
        if "import" in description:
            return import_name(description["import"])
        if "iterator" in description:
            return _iterate(CallBack(self, description["iterator"]))
        return CallBack(self, description["function"])

    def _get(self, asked: dict[str, Any]) -> Any:
        names = self._namespace()
        return [names[asked["name"]]] if asked["name"] in names else []

    def _bind(self, asked: dict[str, Any]) -> None:
        self._namespace()[asked["name"]] = asked["to"]

    def _delete(self, asked: dict[str, Any]) -> None:
        del self._namespace()[asked["name"]]

    def _call(self, asked: dict[str, Any]) -> Any:
        positional, keywords = asked["arguments"]
        return asked["target"](*positional, **keywords)

    def _operate(self, asked: dict[str, Any]) -> Any:
        return _OPERATIONS[asked["operation"]](*asked["arguments"])

    def _import(self, asked: dict[str, Any]) -> Any:
        return import_name(asked["name"])

    def _plain(self, asked: dict[str, Any]) -> Any:
        """Return the value of a tensor that has a gradient, without it."""
        return asked["target"].detach()


class CallBack:
    """A function of the judge's, as the student's code sees it."""

    def __init__(self, server: Server, number: int) -> None:
        self._server = server
        self.number = number

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._server.call_back(self.number, list(arguments), keywords)


def _iterate(call_back: CallBack) -> Iterator[Any]:
    while item := call_back():
        yield item[0]


def describe_error(error: BaseException) -> dict[str, str]:
    """Return an exception as text: its name, the nearest built-in type above it, and its message."""
    nearest = next(kind for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind)
    return {"name": type(error).__name__, "base": nearest.__name__, "text": _text(error)}


def make_error(described: dict[str, str]) -> BaseException:
    """Return an exception like the described one: of the built-in type, or of a new one below it."""
    kind = getattr(builtins, described["base"])
    if described["name"] != described["base"]:
        kind = type(described["name"], (kind,), {"__str__": lambda self: described["text"]})
    try:
        error: BaseException = kind(described["text"])
    except TypeError:  # UnicodeDecodeError and its like want more arguments
        error = type(
            kind.__name__, (kind,), {"__init__": lambda self: None, "__str__": lambda self: described["text"]}
        )()
    return error


def import_name(name: str) -> Any:
    """Return what `module:path` names."""
    module, _, path = name.partition(":")
    found = importlib.import_module(module)
    return operator.attrgetter(path)(found) if path else found


def _text(error: BaseException) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except Exception:
        return ""


def _global_name(value: object) -> str:
    """Return `module:path` when a module, function or class says that it can be imported by that name."""
    name = getattr(value, "__qualname__", None)
    module = getattr(value, "__module__", None)
    if type(value).__name__ == "module":
        name, module = "", getattr(value, "__name__", None)
    return f"{module}:{name}" if isinstance(name, str) and isinstance(module, str) else ""


_DO: dict[str, Callable[[Server, dict[str, Any]], Any]] = {
    "get": Server._get,
    "bind": Server._bind,
    "delete": Server._delete,
    "call": Server._call,
    "operate": Server._operate,
    "import": Server._import,
    "plain": Server._plain,
}

_BINARY = "add sub mul matmul truediv floordiv mod pow and_ or_ xor lshift rshift getitem delitem contains"
_OPERATIONS: dict[str, Callable[..., Any]] = {
    **{
        name: getattr(operator, name) for name in [*_BINARY.split(), "setitem", "neg", "pos", "abs", "invert"]
    },
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "len": len,
    "iter": iter,
    "next": lambda iterator: [item for item in [next(iterator, MISSING)] if item is not MISSING],
    "repr": lambda value: repr(value)[:MAX_TEXT],
    "float": float,
    "int": int,
    "dir": dir,
}
