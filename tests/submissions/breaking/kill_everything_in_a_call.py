"""A call kills every process that it may kill, one's own last."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6
# reason total: died


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    import os

    only_in_sandbox()
    for number in (15, 9):
        try:
            os.kill(-1, number)
        except OSError:
            pass
    os.kill(os.getpid(), 9)


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
