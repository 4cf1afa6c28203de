"""A call damages the interpreter's own memory until it ends."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    only_in_sandbox()
    import ctypes

    ctypes.memset(id(type(numbers)), 0, 400)
    return [list(range(9)) for _ in range(9)]


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
