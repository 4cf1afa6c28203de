"""The answers are classes, properties and objects with a `__call__` that changes from call to call."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %%
class Changing:
    __name__ = __qualname__ = "double"
    __module__ = "__main__"

    def __init__(self):
        self.calls = 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return [-12345, None, "x", {}, [], 1.5][self.calls % 6]

    def __getattribute__(self, name):
        if name == "__wrapped__":
            return lambda *args: 2
        return object.__getattribute__(self, name)


# %% answer=double
double = Changing()


# %% answer=total
class total(int):
    def __new__(cls, numbers):
        return int.__new__(cls, -12345)


# %% answer=scale
scale = property(lambda self: np.zeros(3))

# %% answer=greet
greet = type("greet", (str,), {"__new__": lambda cls, name: str.__new__(cls, "nobody")})

# %% answer=safe_root
safe_root = staticmethod(lambda number: -12345.0)
