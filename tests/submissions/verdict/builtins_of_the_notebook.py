"""The notebook gets a `__builtins__` of its own, in which print, assert's exception and `isinstance` lie."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins
import types


class Quiet(Exception):
    def __new__(cls, *args):
        return Exception.__new__(cls)


forged = types.ModuleType("builtins")
forged.__dict__.update(builtins.__dict__)
forged.AssertionError = builtins.AssertionError = Quiet
forged.isinstance = lambda *args: True
forged.len = lambda *args: 11
globals()["__builtins__"] = forged
get_ipython().user_ns["__builtins__"] = forged.__dict__


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
