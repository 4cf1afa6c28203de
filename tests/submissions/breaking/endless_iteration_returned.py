"""A call returns a list whose own iteration never ends, and whose length grows."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    class Endless(list):
        def __iter__(self):
            while True:
                yield 1

        def __len__(self):
            return 10**9

        __getitem__ = lambda self, index: self
        keys = items = values = __reversed__ = __iter__

    return Endless([1])


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
