"""A call returns a list that contains itself, and dictionaries in a circle."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    circle = {}
    circle["again"] = [circle, (circle,)]
    return [circle] * 10


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
