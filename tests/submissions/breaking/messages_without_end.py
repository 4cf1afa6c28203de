"""A call sends old answers without end and never the one that is asked for."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6
# reason total: time limit

# %%
import time

from bert2t5_kernel import channel, server, wire

end = server._server._channel._end


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    data = wire.encode({"value": 0}).data
    while True:
        server._server._channel.send(channel.ANSWER, 0, data, time.monotonic() + 10)


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
