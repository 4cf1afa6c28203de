"""A call returns arrays of objects, records, dates, and of a class of their own."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    table = np.zeros(3, dtype=[("a", "O"), ("b", "f8")])
    return [
        np.array([print, numbers], dtype=object),
        table,
        np.datetime64("2020"),
        np.ma.array([1], mask=[1]),
        np.rec.array(table),
    ]


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
