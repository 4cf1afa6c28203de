"""A call returns an object of a class whose name, module and bases are no texts and no bases."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    class Meta(type):
        def __getattribute__(cls, name):
            if name in ("__mro__", "__name__", "__qualname__", "__module__", "__dict__"):
                return 7 if name != "__mro__" else (cls,) * 10**6
            return type.__getattribute__(cls, name)

        def mro(cls):
            return [cls, int, object]

    return Meta("x" * 10**6, (int,), {})(5)


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
