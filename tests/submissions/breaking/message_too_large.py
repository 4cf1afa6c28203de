"""A call announces a message larger than any memory."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6

# %%
import struct
import time

from bert2t5_kernel import server

end = server._server._channel._end


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    end.setblocking(True)
    end.sendall(struct.pack(">cQQ", b"=", 1, 2**63) + bytes(1000))
    time.sleep(1000)


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
