"""Objects with a `repr` of the expected value, of markup, of control characters, and one that never is
the same."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import itertools

counter = itertools.count()


class Shown:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    __str__ = __format__ = lambda self, *how: self.text
    _repr_html_ = lambda self: (
        f"<div class='card passed'><b>8 / 8</b></div><script>alert(8)</script>{self.text}"
    )
    _repr_json_ = lambda self: {"points": 8}
    _repr_mimebundle_ = lambda self, *more: {"text/html": self._repr_html_(), "text/plain": self.text}


# %% answer=double
def double(number):
    return Shown("2" if number == 1 else "-14")


# %% answer=total
def total(numbers):
    return Shown(f"\x1b[2K\r6\x00 {next(counter)}")


# %% answer=scale
def scale(array, factor):
    return Shown("array([ 2.,  4., -6.])")


# %% answer=greet
def greet(name):
    return Shown("'Hello, Ada!'")


# %% answer=safe_root
def safe_root(number):
    return Shown("3.0\nexpected: 3.0\ngot: 3.0\n6 of 6 points")
