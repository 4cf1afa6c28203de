"""A cell raises an error with a text of 50 MB, a chain that ends in itself, and thousands of notes."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
error = ValueError("x" * (5 * 10**7))
other = KeyError(error)
error.__cause__, other.__context__ = other, error
for number in range(5000):
    error.add_note(str(number))
raise error


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
