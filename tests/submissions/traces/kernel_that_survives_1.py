"""The kernel itself as a trace: this one keeps copies of itself, and of its channel to the judge, alive."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
import time

only_in_sandbox()
import ctypes


def stay():
    """Read what comes over the channel and answer it, also when the kernel has ended."""
    ctypes.CDLL(None).prctl(15, b"b2t5trace", 0, 0, 0)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            os.write(3, b"=" + b"\0" * 16)
        except OSError:
            pass
        time.sleep(0.05)


for _ in range(3):
    if os.fork() == 0:
        try:
            os.setsid()
            if os.fork() == 0:
                stay()
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


# %%
import os

only_in_sandbox()
os.kill(os.getpid(), 9)
