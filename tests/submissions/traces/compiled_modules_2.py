"""Compiled modules of Python, its packages and the course's support: this one looks for a new one."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: compiled_modules_1
# forbid: TRACE FOUND

# %%
import glob
import os
import sysconfig

import numpy as np

for folder in (os.path.dirname(os.__file__), os.path.dirname(np.__file__), sysconfig.get_path("purelib")):
    if glob.glob(f"{folder}/__pycache__/b2t5trace*"):
        print("TRACE" + " FOUND", folder)


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
