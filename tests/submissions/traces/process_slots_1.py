"""Places for processes and open files of a user: this one takes all that it gets and leaves them sleeping."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
import time

only_in_sandbox()
import ctypes

started = 0
try:
    while started < 500:
        if os.fork() == 0:
            try:
                os.setsid()
                ctypes.CDLL(None).prctl(15, b"b2t5trace", 0, 0, 0)
                time.sleep(30)
            finally:
                os._exit(0)
        started += 1
except OSError:
    pass


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
