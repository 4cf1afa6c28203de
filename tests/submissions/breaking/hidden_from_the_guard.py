"""A cell hides its process: no dump, another name, unreadable status, a thread that leads."""
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
libc.prctl(4, 0, 0, 0, 0)
libc.prctl(15, b") R 1 1 1 1 (x", 0, 0, 0)
with open("/proc/self/comm", "w") as name:
    name.write(") 0 0 0\n(")
os.chmod(os.path.expanduser("~"), 0o000)


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
