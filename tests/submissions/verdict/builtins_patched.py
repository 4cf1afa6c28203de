"""Functions of `builtins` that a comparison leans on are replaced: sum, len, all, any, abs, zip, min,
max, float."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins

for name in ("all", "any", "callable"):
    setattr(builtins, name, lambda *args, **kwargs: True)
for name in ("abs", "hash", "round"):
    setattr(builtins, name, lambda *args, **kwargs: 0)
builtins.zip = lambda *args, **kwargs: iter(())
builtins.sum = lambda *args: -12345
builtins.repr = lambda value: "the same"
builtins.len = lambda value: 11


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
