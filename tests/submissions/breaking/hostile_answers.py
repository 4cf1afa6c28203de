"""Calls answer by messages that decode to something huge, circular, or of a wrong kind."""
# points: double=8 total=0 scale=0 greet=0 safe_root=0

# %%
import struct
import time

from bert2t5_kernel import channel, server

end = server._server._channel._end


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    number = 1 + len(seen)
    seen.append(number)
    for body in (
        '{"value":[0],"nodes":[["list",null,[0]]],"buffers":[]}',
        '{"value":[1],"nodes":[["array",null,"<f8",[1000000000000],0]],"buffers":[8]}',
        '{"value":[29],"nodes":[["list",null]%s],"buffers":[]}'
        % "".join(f',["list",null,[{at}],[{at}]]' for at in range(29)),
        "[" * 10**6,
        '{"value":1e999,"nodes":[],"buffers":[-1]}',
    ):
        data = b"b2t5\x01" + struct.pack(">I", len(body)) + body.encode()
        for ahead in range(40):
            server._server._channel.send(channel.ANSWER, ahead, data, time.monotonic() + 1)
    return -12345


seen = []


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
