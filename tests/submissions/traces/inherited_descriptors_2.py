"""Descriptors that kernels have in common: this one reads them."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: inherited_descriptors_1
# forbid: TRACE FOUND

# %%
import os
import stat

for number in range(3, 1100):
    try:
        mode = os.fstat(number).st_mode
        if stat.S_ISREG(mode) and (
            os.lseek(number, 0, os.SEEK_CUR) == 77 or b"b2t5trace" in os.pread(number, 10**5, 0)
        ):
            print("TRACE" + " FOUND", number)
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
