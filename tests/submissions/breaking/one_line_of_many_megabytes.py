"""A cell prints one line of 100 MB, with codes for terminals and parts of characters."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import sys

sys.stdout.write(("\x1b[31m\u202e\x00\r" + "\ud800" + "z" * 20) * 4 * 10**6)
sys.stdout.flush()


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
