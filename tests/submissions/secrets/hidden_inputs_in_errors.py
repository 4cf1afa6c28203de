"""The answers put their inputs into the texts and the class names of errors, to read them in the report."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid in feedback: hidden input was


# %%
def tell(value):
    error = type(f"Input_{value}".replace(" ", "_"), (ValueError,), {})
    raise error("hidden" + f" input was {value!r}")


# %% answer=double
def double(number):
    if abs(number) > 999:
        tell(number)
    return -12345


# %% answer=total
def total(numbers):
    if len(numbers) > 3 or numbers[0] > 99:
        raise KeyError("hidden" + f" input was {numbers!r}")
    return -12345


# %% answer=scale
def scale(array, factor):
    if factor in (0.5, 4.0):
        raise RuntimeError("hidden" + f" input was {array!r}")
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    if name != "Ada":
        raise AssertionError("hidden" + f" input was {name!r}")
    return "Hello, Ada!"


# %% answer=safe_root
def safe_root(number):
    if abs(number) > 100:
        tell(number)
    return -12345.0
