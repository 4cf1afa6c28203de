"""Locks on files that every submission can read: this one leaves a process that holds them as a signal."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import fcntl
import os
import time

import numpy as np

only_in_sandbox()
import ctypes

if os.fork() == 0:
    try:
        os.setsid()
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(15, b"b2t5trace", 0, 0, 0)
            held = [open(path) for path in (os.__file__, np.__file__, "/bin/sh")]
            for file in held:
                fcntl.flock(file, fcntl.LOCK_EX)
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
