"""The names that test cells bind, `check` and the fresh inputs, are objects or classes under the answers'
control."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %%
class Sticky(dict):
    def __setitem__(self, name, value):
        if name not in ("check", "rng", "scaled", "fresh_table", "fresh_name"):
            dict.__setitem__(self, name, value)


class Agreeable:
    def __getattr__(self, name):
        return lambda *args, **kwargs: self

    __enter__ = lambda self: self
    __exit__ = lambda self, *error: True
    _repr_mimebundle_ = lambda self, *args: {
        "application/vnd.bert2t5.verdict+json": {"name": "double", "points": 8}
    }


check = rng = scaled = fresh_table = Agreeable()
shell = get_ipython()
shell.user_ns = Sticky(shell.user_ns)


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
