"""A cell sends every signal to process 1, which holds the sandbox."""
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
for number in range(1, 65):
    try:
        os.kill(1, number)
    except OSError:
        pass


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
