"""Compiled modules of Python, its packages and the course's support: this one tries to open them for
writing."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: TRACE FOUND

# %%
import glob
import os
import sysconfig

import numpy as np

only_in_sandbox()
import bert2t5
import bert2t5_kernel

folders = [os.path.dirname(module.__file__) for module in (os, np, bert2t5, bert2t5_kernel)]
folders.append(sysconfig.get_path("purelib"))
for folder in folders:
    for path in [*glob.glob(f"{folder}/*.py")[:20], *glob.glob(f"{folder}/__pycache__/*.pyc")[:20]]:
        try:
            with open(path, "r+b"):
                print("TRACE" + " FOUND", path)
        except OSError:
            pass
    try:
        os.makedirs(f"{folder}/__pycache__", exist_ok=True)
        with open(f"{folder}/__pycache__/b2t5trace.cpython-311.pyc", "wb"):
            print("TRACE" + " FOUND", folder)
    except OSError:
        pass


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
