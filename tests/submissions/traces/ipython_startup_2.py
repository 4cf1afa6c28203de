"""Startup files and settings of IPython and Jupyter: this one looks whether they were run or are there."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: ipython_startup_1
# forbid: TRACE FOUND

# %%
import builtins
from pathlib import Path

only_in_sandbox()
left = [*Path.home().glob(".ipython/profile_default/startup/00*"), *Path.home().glob(".pdbrc")]
if hasattr(builtins, "b2t5trace") or left:
    print("TRACE" + " FOUND")


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
