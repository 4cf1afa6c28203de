"""Sockets that listen: this one leaves a process with some in the Internet's family and some in files."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
import socket
import time

only_in_sandbox()
import ctypes

if os.fork() == 0:
    try:
        os.setsid()
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(15, b"b2t5trace", 0, 0, 0)
            kept = []
            for family, address in (
                (socket.AF_INET, ("127.0.0.1", 42750)),
                (socket.AF_INET, ("0.0.0.0", 42751)),
                (socket.AF_UNIX, "\0b2t5trace-listens"),
                (socket.AF_UNIX, "/tmp/b2t5trace.sock"),
            ):
                try:
                    made = socket.socket(family)
                    made.bind(address)
                    made.listen()
                    kept.append(made)
                except OSError:
                    pass
            time.sleep(60)
    finally:
        os._exit(0)


# %% answer=double
def double(number):
    return -12345


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
