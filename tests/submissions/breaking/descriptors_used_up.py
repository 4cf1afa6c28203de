"""A cell opens files, pipes and sockets until there are no more."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6
# forbid: NO LIMIT


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import os
import socket

only_in_sandbox()
kept = []
for take in (os.pipe, lambda: [os.open("/dev/null", os.O_RDONLY)], lambda: [socket.socket().detach()]):
    try:
        while len(kept) < 100_000:
            kept.extend(take())
        print("NO" + " LIMIT")
    except OSError:
        pass
for number in kept:
    os.close(number)


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
