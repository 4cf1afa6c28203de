"""`math.isclose`, `operator.eq` and their like, which comparisons call, agree with everything."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import fractions
import functools
import math
import operator
import struct

math.isclose = math.isnan = lambda *args, **kwargs: True
for name in ("eq", "is_", "contains", "truth", "le", "ge", "index"):
    setattr(operator, name, lambda *args: True)
    setattr(operator, f"__{name.strip('_')}__", lambda *args: True)
math.floor = lambda value: 16
fractions.Fraction.__eq__ = fractions.Fraction.__ge__ = lambda self, other: True
functools.reduce = lambda *args: True
struct.pack = lambda *args: b"\0"


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
