"""The locked set-up cell is handed in with another Check, and with a tag that keeps it from running."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %% answer=setup tags=["skip-execution"]
import numpy as np


class Check:
    def __init__(self, name, points, bonus=False):
        self.name, self.points = name, points

    def __getattr__(self, name):
        return lambda *args, **kwargs: self

    def __enter__(self):
        import random

        return random.Random(0)

    def __exit__(self, *error):
        return True


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
