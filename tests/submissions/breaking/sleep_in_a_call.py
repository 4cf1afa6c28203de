"""A call sleeps for ever."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6
# reason total: time limit


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    import threading

    threading.Event().wait()
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
