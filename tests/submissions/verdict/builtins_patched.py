"""Functions of `builtins` that a comparison leans on are replaced: sum, abs, min, max, sorted, all, repr."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins

for name in ("abs", "round", "sum"):
    setattr(builtins, name, lambda *args, **kwargs: 0)
for name in ("min", "max"):
    setattr(builtins, name, lambda *args, **kwargs: 16)
builtins.sorted = lambda *args, **kwargs: []
builtins.all = lambda *args: True
builtins.repr = lambda value: "the same"


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
