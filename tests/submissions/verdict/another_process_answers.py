"""A forked process keeps the channel to the judge and answers in the place of the kernel, which is killed."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %%
import os
import time

only_in_sandbox()
from bert2t5_kernel import channel, server, wire

if os.fork() == 0:
    os.setsid()
    end = time.monotonic() + 12
    while time.monotonic() < end:
        try:
            kind, number, data = server._server._channel.receive(time.monotonic() + 1)
            asked = wire.decode(data, resolve=lambda description, plain: plain).value
            value = [0] if asked.get("do") == "get" else True
            reply = wire.encode({"value": value, "arguments": asked.get("arguments")}).data
            server._server._channel.send(channel.ANSWER, number, reply, time.monotonic() + 1)
        except Exception:
            time.sleep(0.01)
    os._exit(0)
os.kill(os.getpid(), 9)


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
