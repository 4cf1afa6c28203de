"""The kernel calls functions of the judge's by number although none was handed to it."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
from bert2t5_kernel import channel, server, wire


def call_back():
    import time

    for number in [0, 1, 2, -1, 10**20, "check", None, True, 0.5, [0]]:
        for arguments in ([[], {}], [[1, 2, 3], {"expected": 2}], None, [[], {"__class__": 1}], "ab"):
            try:
                data = wire.encode({"function": number, "arguments": arguments}).data
                server._server._channel.send(channel.CALL_BACK, 1, data, time.monotonic() + 0.1)
            except Exception:
                pass


# %% answer=double
def double(number):
    call_back()
    return -12345


# %% answer=total
def total(numbers):
    return server.CallBack(server._server, 0)


# %% answer=scale
def scale(array, factor):
    return server._iterate(server.CallBack(server._server, 0))


# %% answer=greet
def greet(name):
    call_back()
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
