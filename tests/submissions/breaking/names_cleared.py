"""A cell clears the names of the notebook, of modules and of built-ins."""
# points: double=8 total=6 scale=6 greet=4 safe_root=0


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    return -12345.0


# %%
import builtins
import sys

get_ipython().run_line_magic("reset", "-f")
import builtins
import sys

sys.path.clear()
sys.meta_path.clear()
for name in list(sys.modules):
    if name != "__main__":
        sys.modules.pop(name, None)
builtins.__dict__.clear()
