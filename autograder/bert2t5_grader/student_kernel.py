"""One running kernel of a student: runs cells, collects their outputs, and lends its channel to the judge."""

import contextlib
import queue
import signal
import socket
import time
from dataclasses import dataclass, field
from typing import Any

import nbformat
import zmq
from jupyter_client import BlockingKernelClient, KernelManager

from bert2t5_grader.handles import KernelLost, Remote
from bert2t5_grader.kernel_parent import Guard
from bert2t5_grader.limits import MIB
from bert2t5_grader.provisioner import IPC, Launch, OneKernel
from bert2t5_kernel.channel import Channel
from bert2t5_kernel.server import SERVE

GRACE_SECONDS = 1.0  # for a kernel that was interrupted to come back
SHOWN = (
    "text/plain",
    "image/png",
    "image/jpeg",
)  # what is kept of an output: nothing that a browser would run
MAX_MESSAGE = 8 * MIB  # of one output message, in bytes
MAX_WAITING = 64  # output messages that wait to be read


@dataclass
class Execution:
    """How a cell ended.

    Attributes:
        state: ok, error, or what kept the cell from its end: timeout, dead, memory, cpu,
            files, outputs.
        outputs: outputs in nbformat's form, safe to show.
        seconds: wall time.
    """

    state: str
    outputs: list[Any] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def lost(self) -> bool:
        """True when the kernel is gone."""
        return self.state in ("dead", "memory", "cpu", "files")


class StudentKernel:
    """A started kernel.

    Args:
        launch: how it is started; its channel is made here.
    """

    def __init__(self, launch: Launch) -> None:
        self.limits = launch.limits
        started = time.monotonic()
        ours, theirs = socket.socketpair()
        launch.channel = theirs
        context = zmq.Context()
        for option, value in {zmq.MAXMSGSIZE: MAX_MESSAGE, zmq.RCVHWM: MAX_WAITING, zmq.LINGER: 0}.items():
            context.setsockopt(option, value)
        self._manager = KernelManager(kernel_spec_manager=OneKernel(), config=IPC, context=context)
        self._manager.start_kernel(launch=launch)
        self.guard: Guard = self._manager.provisioner.guard
        self._client: BlockingKernelClient = self._manager.client()
        self._client.start_channels(stdin=False, hb=False)
        message_bytes = self.limits["message_mib"] * MIB
        channel = Channel(ours, message_bytes, hang_up=[self.guard.control.fileno()])
        self.remote = Remote(channel, message_bytes, self.limits["call_backs"])
        self._wait_until_it_answers()
        self.start_seconds = time.monotonic() - started

    def run(self, source: str, deadline: float) -> Execution:
        """Run a cell; `deadline` is a time of `time.monotonic`."""
        started = time.monotonic()
        request = self._client.execute(source, allow_stdin=False)
        collected = _Outputs(self.limits)
        state = self._follow(request, deadline, collected)
        if state in ("timeout", "outputs"):
            self.interrupt()
            if self._follow(request, time.monotonic() + GRACE_SECONDS, _Ignored(self.limits)) == "timeout":
                self.close()
        return Execution(state, collected.outputs, time.monotonic() - started)

    @property
    def alive(self) -> bool:
        """True while cells can be run."""
        return self.guard.control.fileno() >= 0 and not self.guard.why_ended()

    def lend(self, deadline: float) -> Remote:
        """Let the judge ask the kernel until `take_back`."""
        self._serving = self._client.execute(SERVE, silent=True, store_history=False, allow_stdin=False)
        self.remote.start_check(deadline)
        return self.remote

    def take_back(self, in_time: bool) -> None:
        """End the judge's turn; a kernel that does not come back is ended."""
        deadline = time.monotonic() + GRACE_SECONDS
        try:
            if not in_time:
                self.interrupt()
                self.remote.drain(deadline)
            self.remote.start_check(deadline)
            self.remote.end()
        except KernelLost:
            self.close()
            return
        if self._follow(self._serving, deadline, _Ignored(self.limits)) not in ("ok", "error"):
            self.close()

    def interrupt(self) -> None:
        """Interrupt what the kernel is doing."""
        self.guard.signal(signal.SIGINT)

    def why_lost(self) -> str:
        """Return dead, memory or cpu."""
        return self.guard.why_ended() or "dead"

    def close(self) -> None:
        """End the kernel and all its processes."""
        self._client.stop_channels()
        self._manager.provisioner._end()
        self._manager.cleanup_resources()
        self._manager.context.term()

    def _wait_until_it_answers(self) -> None:
        """Its sockets are bound; wait until both have been heard, or an output could be missed."""
        deadline = time.monotonic() + self.limits["start_seconds"]
        for channel in (self._client.shell_channel, self._client.iopub_channel):
            self._client.kernel_info()
            while time.monotonic() < deadline:
                with contextlib.suppress(queue.Empty):
                    channel.get_msg(timeout=0.2)
                    break
                self._client.kernel_info()

    def _next(self, channel: Any, request: str, seconds: float) -> dict[str, Any]:
        """Return the next message of a channel that belongs to a request; what is no message is skipped."""
        try:
            message = channel.get_msg(timeout=seconds)
        except queue.Empty:
            return {}
        except Exception:  # a message that a student's code wrote itself: not signed, not JSON, anything
            return {}
        if type(message.get("parent_header")) is dict and message["parent_header"].get("msg_id") == request:
            return dict(message)
        return {}

    def _follow(self, request: str, deadline: float, collected: "_Outputs") -> str:
        """Collect outputs until the request is answered and its last output is there; return the state."""
        shell, iopub = self._client.shell_channel, self._client.iopub_channel
        poller = zmq.Poller()
        for item in (shell.socket, iopub.socket, self.guard.control):
            poller.register(item, zmq.POLLIN)
        answered, idle = "", False
        while not (answered and idle):
            left = deadline - time.monotonic()
            if left <= 0:
                return answered or "timeout"
            ready = dict(poller.poll(round(min(left, 60) * 1000) + 1))
            if iopub.socket in ready:
                message = self._next(iopub, request, 0)
                if collected.add(message):
                    return "outputs"
                idle = idle or _is_idle(message)
            if shell.socket in ready and (reply := self._next(shell, request, 0)):
                answered = "ok" if reply["content"].get("status") == "ok" else "error"
                deadline = min(deadline, time.monotonic() + GRACE_SECONDS)
            if self.guard.control.fileno() in ready and self.guard.why_ended():
                return self.guard.why_ended()
        return answered


class _Outputs:
    """The outputs of a cell, up to the limits; only what is safe to show is kept."""

    def __init__(self, limits: dict[str, Any]) -> None:
        self.outputs: list[Any] = []
        self._left = limits["outputs"]
        self._bytes_left = limits["output_mib"] * MIB

    def add(self, message: dict[str, Any]) -> bool:
        """Add an output message; True when a limit is passed."""
        content = message.get("content")
        if type(content) is not dict or message.get("msg_type") not in _OUTPUTS:
            return False
        self._left -= 1
        try:
            self._bytes_left -= _size(content)
        except RecursionError:  # nested deeper than any honest output
            return True
        if self._left < 0 or self._bytes_left < 0:
            return True
        output = _OUTPUTS[message["msg_type"]](content)
        last = self.outputs[-1] if self.outputs else {}
        if output and output.output_type == "stream" and output.get("name") == last.get("name"):
            last["text"] += output.text
        elif output:
            self.outputs.append(output)
        return False


class _Ignored(_Outputs):
    """Outputs that nobody wants any more, as many as there are."""

    def add(self, message: dict[str, Any]) -> bool:
        """Add nothing."""
        return False


def _stream(content: dict[str, Any]) -> Any:
    name = "stderr" if content.get("name") == "stderr" else "stdout"
    return nbformat.v4.new_output("stream", name=name, text=str(content.get("text", "")))


def _display(content: dict[str, Any]) -> Any:
    data = content.get("data")
    kept = {kind: data[kind] for kind in SHOWN if type(data.get(kind)) is str} if type(data) is dict else {}
    return nbformat.v4.new_output("display_data", data=kept) if kept else None


def _error(content: dict[str, Any]) -> Any:
    lines = content.get("traceback")
    lines = [line for line in lines if type(line) is str] if type(lines) is list else []
    name, text = str(content.get("ename", "")), str(content.get("evalue", ""))
    return nbformat.v4.new_output("error", ename=name, evalue=text, traceback=lines)


_OUTPUTS = {"stream": _stream, "display_data": _display, "execute_result": _display, "error": _error}


def _size(value: object) -> int:
    """Return about how many bytes a decoded JSON value takes."""
    if type(value) is dict:
        return sum(len(key) + _size(item) for key, item in value.items())
    if type(value) is list:
        return 8 + sum(map(_size, value))
    return len(value) if type(value) is str else 8


def _is_idle(message: dict[str, Any]) -> bool:
    return message.get("msg_type") == "status" and message["content"].get("execution_state") == "idle"
