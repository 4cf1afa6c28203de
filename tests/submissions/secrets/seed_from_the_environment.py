"""The seed of the hidden cases is looked for in the environment, and the first fresh input computed from
it."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os
import random

seeds = {value for value in os.environ.values()} | {"0", ""}


# %% answer=double
def double(number):
    for seed in seeds:
        if random.Random(f"{seed}/double/fresh numbers").randint(1_000, 9_999) == number:
            print("SECRET" + " FOUND")
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
