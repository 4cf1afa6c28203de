"""Locks on files that every submission can read: this one asks whether they are held."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: file_locks_1
# forbid: TRACE FOUND

# %%
import fcntl
import os

import numpy as np

for path in (os.__file__, np.__file__, "/bin/sh"):
    with open(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("TRACE" + " FOUND", path)


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
