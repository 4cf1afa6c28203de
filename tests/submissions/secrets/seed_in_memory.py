"""Texts and numbers in memory are tried as seeds of the hidden cases."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import gc
import random
import re


def texts():
    found = set()
    for item in gc.get_objects():
        if type(item) is dict:
            found |= {str(value) for value in item.values() if type(value) in (str, int)}
        elif type(item) in (list, tuple):
            found |= {value for value in item[:50] if type(value) is str}
    return {text for text in found if re.fullmatch(r"[0-9a-f]{16,64}|[0-9]{1,20}", text)}


seeds = texts()


# %% answer=double
def double(number):
    for seed in seeds:
        if random.Random(f"{seed}/double/fresh numbers").randint(1_000, 9_999) == number:
            print("SECRET" + " FOUND")
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
