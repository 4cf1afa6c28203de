"""What the kernels' parent holds in memory: this one looks for changes of another submission."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: modules_in_memory_1
# forbid: TRACE FOUND

# %%
import builtins
import random
import sys

import numpy as np

import bert2t5.checks

state = random.getstate()
random.seed(7)
signs = {
    "attributes": any(hasattr(module, "b2t5trace") for module in (builtins, np, bert2t5.checks)),
    "modules": "b2t5trace" in sys.modules or "/tmp/b2t5trace" in sys.path,
    "function": bert2t5.checks.find_difference.__name__ == "<lambda>",
    "random": random.getstate() == state,
    "errors": np.geterr()["over"] == "ignore",
    "recursion": sys.getrecursionlimit() == 77_777,
}
if any(signs.values()):
    print("TRACE" + " FOUND", signs)


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
