"""The states of the global generators are compared with those of which the fresh inputs are drawn."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import random

states = [random.getstate()]


# %% answer=double
def double(number):
    for state in states:
        generator = random.Random()
        generator.setstate(state)
        if number in [generator.randint(1_000, 9_999) for _ in range(5)]:
            print("SECRET" + " FOUND")
    if np.random.RandomState(0).randint(1_000, 10_000) == number:
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
