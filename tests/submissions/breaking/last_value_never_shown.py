"""The representation of a cell's last value never ends."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
class Endless:
    def __repr__(self):
        while True:
            pass

    _repr_html_ = _repr_json_ = __repr__


Endless()


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
