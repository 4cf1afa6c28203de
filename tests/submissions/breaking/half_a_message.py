"""A call announces a message of 32 MB, sends half of it, and waits."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6
# reason total: time limit

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
    end.sendall(struct.pack(">cQQ", b"=", 1, 2**25) + b"b2t5" + bytes(2**24))
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
