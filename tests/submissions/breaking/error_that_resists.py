"""A call raises an error whose text never ends and whose class has a name of a megabyte."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    class Resists(Exception):
        def __str__(self):
            while True:
                pass

        __repr__ = __str__

    Resists.__name__ = Resists.__qualname__ = "x" * 10**6
    raise Resists


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
