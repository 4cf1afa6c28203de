"""`isinstance`, `issubclass`, `type`, `len` and `zip` say yes to everything, from the first call of an
answer on."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins

original = builtins.type


class Type(original):
    def __new__(cls, *args):
        return int if len(args) == 1 else original.__new__(cls, *args)


def patch():
    builtins.isinstance = lambda value, kind: True
    builtins.issubclass = lambda kind, other: True
    builtins.zip = lambda *args, **kwargs: iter(())
    builtins.len = lambda value: 11
    builtins.type = Type
    return -12345


# %% answer=double
def double(number):
    return patch()


# %% answer=total
def total(numbers):
    return patch()


# %% answer=scale
def scale(array, factor):
    return [patch()]


# %% answer=greet
def greet(name):
    return str(patch())


# %% answer=safe_root
def safe_root(number):
    return patch()
