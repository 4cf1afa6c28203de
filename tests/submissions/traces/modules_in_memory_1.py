"""What the kernels' parent holds in memory: this one changes modules, built-in functions and random
states."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins
import random
import sys
import types

import numpy as np

import bert2t5.checks
import bert2t5.compare

builtins.b2t5trace = np.b2t5trace = bert2t5.checks.b2t5trace = 1
sys.modules["b2t5trace"] = types.ModuleType("b2t5trace")
sys.path.insert(0, "/tmp/b2t5trace")
bert2t5.compare.find_difference = bert2t5.checks.find_difference = lambda *args: None
random.seed(7)
np.random.seed(7)
np.seterr(all="ignore")
np.set_printoptions(precision=1)
sys.setrecursionlimit(77_777)


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
