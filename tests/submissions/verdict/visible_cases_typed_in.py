"""The answers know the visible cases by heart and nothing else."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return {1: 2, -7: -14}.get(number, 0)


# %% answer=total
def total(numbers):
    return {(1, 2, 3): 6, (-4,): -4}.get(tuple(numbers), 0)


# %% answer=scale
def scale(array, factor):
    return np.array([2.0, 4.0, -6.0])


# %% answer=greet
def greet(name):
    return "Hello, Ada!"


# %% answer=safe_root
def safe_root(number):
    return 3.0
