"""Callbacks of the garbage collector, audit hooks and finalizers act in the middle of whatever runs."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import gc
import sys


class Undead:
    def __del__(self):
        import builtins

        builtins.isinstance = lambda *args: True
        Undead()


def collected(phase, info):
    for name in ("bert2t5.checks", "bert2t5.compare"):
        module = sys.modules.get(name)
        if module is not None:
            module.find_difference = lambda *args, **kwargs: None


gc.set_threshold(5, 1, 1)
gc.callbacks.append(collected)
sys.addaudithook(lambda event, args: None)
Undead()


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
