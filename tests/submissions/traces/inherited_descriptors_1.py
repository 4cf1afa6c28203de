"""Descriptors that kernels have in common: this one writes to each of them, and moves its place in the
file."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
import stat

only_in_sandbox()
for number in range(3, 1100):
    try:
        mode = os.fstat(number).st_mode
        if stat.S_ISREG(mode):
            os.write(number, b"b2t5trace")
            os.lseek(number, 77, os.SEEK_SET)
        elif stat.S_ISFIFO(mode):
            os.set_blocking(number, False)
            os.write(number, b"b2t5trace")
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
