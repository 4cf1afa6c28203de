"""`isinstance`, `issubclass` and `type` of `builtins` say yes to everything."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins

original = builtins.type
builtins.isinstance = lambda value, kind: True
builtins.issubclass = lambda kind, other: True


class Type(original):
    def __new__(cls, *args):
        return int if len(args) == 1 else original.__new__(cls, *args)


builtins.type = Type


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
