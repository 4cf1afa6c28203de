"""Subclasses of str, list, int and float hold a wrong value and compare equal to every other."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %%
def lying(kind):
    same = {name: lambda self, other: True for name in ("__eq__", "__le__", "__ge__", "__contains__")}
    differ = {name: lambda self, other: False for name in ("__ne__", "__lt__", "__gt__")}
    others = {"__hash__": lambda self: 0, "__len__": lambda self: 11, "endswith": lambda self, end: True}
    return type("Lying", (kind,), same | differ | others)


# %% answer=double
def double(number):
    return lying(int)(-12345)


# %% answer=total
def total(numbers):
    return lying(float)(-12345.0)


# %% answer=scale
def scale(array, factor):
    result = np.full(3, -12345.0).view(
        type("Array", (np.ndarray,), {"tolist": lambda self: lying(list)([0.5])})
    )
    return result


# %% answer=greet
def greet(name):
    return lying(str)("nobody")


# %% answer=safe_root
def safe_root(number):
    return lying(float)(-12345.0)
