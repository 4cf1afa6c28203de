"""Descriptions ask the judge to import, evaluate or call by name what only the kernel may be asked to
import."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: Beautiful is better
# forbid: JUDGE RAN IT

# %%
from bert2t5_kernel import server

FORGED = [
    {"import": "this:"},
    {"import": "os:system"},
    {"import": "builtins:eval"},
    {"standard": "eval"},
    {"standard": "__class__"},
    {"function": 0},
    {"function": -1},
    {"function": True},
    {"iterator": 0},
    {"object": 10**30, "kinds": ["builtins:int"], "type": "x" * 500, "global": "this:"},
    {"object": 0, "kinds": ["this:s"], "global": "os:system", "type": "class"},
    {"object": 0, "kinds": "builtins:int", "global": ["os", "system"]},
    {"object": True, "kinds": [["builtins:int"]], "type": None},
    {"object": 1.0, "kinds": ["bert2t5_grader.judge:judge", "antigravity:geohash"]},
]
number = 0
original = server.Server._refer


class Forged:
    def __repr__(self):
        return "print('JUDGE' + ' RAN IT')"

    __reduce__ = lambda self: (print, ("JUDGE" + " RAN IT",))


def refer(self, value):
    global number
    if not isinstance(value, Forged):
        return original(self, value)
    number += 1
    self._numbers.setdefault(id(value), len(self._objects))
    self._objects.setdefault(self._numbers[id(value)], value)
    return FORGED[number % len(FORGED)]


server.Server._refer = refer


# %% answer=double
def double(number):
    return Forged()


# %% answer=total
def total(numbers):
    return [Forged(), Forged(), Forged()]


# %% answer=scale
def scale(array, factor):
    return Forged()


# %% answer=greet
def greet(name):
    return Forged()


# %% answer=safe_root
def safe_root(number):
    return {"a": Forged(), "b": (Forged(), Forged())}
