"""A cell closes and replaces the streams of the process."""
# points: double=8 total=6 scale=6 greet=4 safe_root=0


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    return -12345.0


# %%
import os
import sys

sys.stdout.close()
sys.stdout = sys.stderr = sys.stdin = None
for number in (0, 1, 2):
    try:
        os.close(number)
    except OSError:
        pass
