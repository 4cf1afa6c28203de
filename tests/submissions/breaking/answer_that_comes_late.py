"""The first call takes longer than the limit, swallows the interrupt and then gives the right value."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6
# reason total: time limit


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    import time

    end = time.monotonic() + 2.6
    while time.monotonic() < end:
        try:
            time.sleep(0.1)
        except BaseException:
            pass
    return sum(numbers)


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
