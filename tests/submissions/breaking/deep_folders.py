"""A cell makes folders inside folders, deeper than paths may be, and names with newlines."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import os

only_in_sandbox()
home = os.getcwd()
for _ in range(1500):
    os.mkdir("x" * 200)
    os.chdir("x" * 200)
os.chdir(home)
for name in ("new\nline", "\x1b[2J", "-rf", "a" * 255, "\udcff", " ", "*"):
    open(name, "w").close()


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    if number < 0:
        raise ValueError("negative")
    return number**0.5
