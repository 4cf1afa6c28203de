"""A call returns an object whose every method raises, hangs or ends the process."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    class Resists:
        def __getattribute__(self, name):
            if name == "__class__":
                raise SystemExit
            while True:
                pass

        def __reduce__(self):
            raise KeyboardInterrupt

        __repr__ = __str__ = __eq__ = __hash__ = __len__ = __iter__ = __float__ = __int__ = __reduce__

    return Resists()


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
