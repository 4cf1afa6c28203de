"""Values that loosely count as the right one: True for 1, text for numbers, a set, NaN, a decimal, a
complex number."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
from decimal import Decimal


# %% answer=double
def double(number):
    return str(2 * number)


# %% answer=total
def total(numbers):
    return [sum(numbers)]


# %% answer=scale
def scale(array, factor):
    return np.full(array.shape, np.nan)


# %% answer=greet
def greet(name):
    return f"Hello, {name}!".encode()


# %% answer=safe_root
def safe_root(number):
    return Decimal(number).copy_abs().sqrt()
