"""The answers return their inputs, wrapped in texts and reprs, to read them in the report."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid in feedback: hidden input was


# %%
class Shown:
    def __init__(self, value):
        self.text = "hidden" + f" input was {value!r}"

    __repr__ = __str__ = lambda self: self.text


# %% answer=double
def double(number):
    return Shown(number) if abs(number) > 999 else -12345


# %% answer=total
def total(numbers):
    return "hidden" + f" input was {numbers!r}" if numbers[0] > 99 else -12345


# %% answer=scale
def scale(array, factor):
    return Shown(array) if factor in (0.5, 4.0) else np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return Shown(name) if name != "Ada" else "Hello, Ada!"


# %% answer=safe_root
def safe_root(number):
    return {"hidden" + f" input was {number!r}": number} if abs(number) > 100 else -12345.0
