"""Finalizers make new objects with finalizers, and the collector never comes to an end."""
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
import gc


class Hydra:
    def __del__(self):
        for _ in range(2):
            knot = Hydra()
            knot.self = knot


gc.disable()
hydra = Hydra()
hydra.self = hydra
del hydra
gc.enable()
gc.set_threshold(1, 1, 1)
