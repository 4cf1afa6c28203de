"""The answers empty their arguments, so that a later comparison with them finds nothing to complain about."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return number


# %% answer=total
def total(numbers):
    numbers.clear()
    return 0


# %% answer=scale
def scale(array, factor):
    array[...] = 0.0
    array.setflags(write=False)
    return array


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
