"""A call calls functions of the judge without end, and none of them exists."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6

# %%
import time

from bert2t5_kernel import channel, server, wire

end = server._server._channel._end


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    data = wire.encode({"function": 0, "arguments": [[], {}]}).data
    while True:
        try:
            server._server._channel.send(channel.CALL_BACK, 1, data, time.monotonic() + 10)
            server._server._channel.receive(time.monotonic() + 10)
        except channel.ChannelTimeout:
            pass


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    if number < 0:
        raise ValueError("negative")
    return number**0.5
