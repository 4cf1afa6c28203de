"""A cell forbids itself system calls that the kernel needs later, or traces itself."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import os

only_in_sandbox()
import ctypes

libc = ctypes.CDLL(None)
if os.fork() == 0:
    try:
        libc.prctl(22, 1, 0, 0, 0)
        libc.ptrace(0, 0, 0, 0)
        os.kill(os.getpid(), 5)
    finally:
        os._exit(0)
os.waitpid(-1, os.WUNTRACED | os.WNOHANG)


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
