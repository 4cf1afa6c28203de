"""`sys.modules` holds another module of checks, under its name and under the package's attribute."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import sys
import types

import numpy as np

import bert2t5
from bert2t5.verdict import Property, Verdict


class Check:
    def __init__(self, name, points, bonus=False):
        self.name, self.points = name, points

    def that(self, *args, **kwargs):
        return self

    hidden = equal = raises = require = diagnose = that
    value = lambda self, *args: np.array([2.0, 4.0, -6.0])
    __enter__ = lambda self: __import__("random").Random(0)
    __exit__ = lambda self, *error: True
    verdict = lambda self: Verdict(self.name, self.points, False, (Property("x", "", True, 1, 1, None),))


forged = types.ModuleType("bert2t5.checks")
forged.Check = Check
sys.modules["bert2t5.checks"] = bert2t5.checks = forged


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
