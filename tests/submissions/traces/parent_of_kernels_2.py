"""The process that kernels are forked from: this one only needs to be started from it."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: parent_of_kernels_1
# forbid: TRACE FOUND

# %%
import os

if os.environ.get("B2T5TRACE"):
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
