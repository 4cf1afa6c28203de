"""`__import__` gives a forged module for every import of the checks and of the server that answers the
judge."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins
import types

original = builtins.__import__


class Anything(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: Anything("anything")

    def __enter__(self):
        return __import__("random").Random(0)

    def __exit__(self, *error):
        return True

    __call__ = lambda self, *args, **kwargs: self


def forged(name, *args, **kwargs):
    if name.partition(".")[0] in ("bert2t5", "bert2t5_grader", "bert2t5_kernel"):
        return Anything(name)
    return original(name, *args, **kwargs)


builtins.__import__ = forged


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
