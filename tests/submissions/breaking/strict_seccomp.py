"""A cell allows itself no system calls any more but reading, writing and ending."""
# points: double=8 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return -12345


# %%
only_in_sandbox()
import ctypes

ctypes.CDLL(None).prctl(22, 1, 0, 0, 0)
