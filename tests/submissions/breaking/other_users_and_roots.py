"""A cell changes its user, its root and its namespaces, and those of its children."""
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
for change in (
    lambda: os.setuid(0),
    lambda: os.setuid(12345),
    lambda: os.setgroups([0]),
    lambda: os.setgid(0),
):
    try:
        change()
    except OSError:
        pass
if os.fork() == 0:
    try:
        for flag in (0x00020000, 0x10000000, 0x20000000, 0x40000000, 0x08000000):
            libc.unshare(flag)
        os.chroot("/tmp")
        os.chdir("/")
        os.fork()
    finally:
        os._exit(0)
os.wait()


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
