"""A call catches every exception, interrupts too, and goes on."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6
# reason total: time limit


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
        finally:
            continue


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
