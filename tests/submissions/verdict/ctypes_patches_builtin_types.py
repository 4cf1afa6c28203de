"""The methods of built-in types are overwritten in memory: `int`, `float`, `str` and `list` equal
everything."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import ctypes

only_in_sandbox()


def slots(kind):
    proxy = kind.__dict__
    return ctypes.py_object.from_address(id(proxy) + 16).value


for kind in (float, str, list, int):
    slots(kind)["__eq__"] = lambda self, other: True
    slots(kind)["__ne__"] = lambda self, other: False
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))


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
