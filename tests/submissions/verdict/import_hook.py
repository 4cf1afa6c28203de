"""A finder at the head of `sys.meta_path` serves other modules in the place of the checks."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import importlib.abc
import importlib.machinery
import sys

TEXT = """
class Check:
    def __init__(self, name="", points=0, bonus=False): self.name, self.points = name, points
    def verdict(self): return self
    def _repr_mimebundle_(self, *args, **kwargs):
        part = dict(name="x", hint="", hidden=True, passed=1, total=1, failure=None)
        data = dict(name=self.name, points=self.points, bonus=False, properties=[part], misconception="")
        return {"application/vnd.bert2t5.verdict+json": data, "text/plain": "full points"}
    def __getattr__(self, name):
        if name.startswith("_"): raise AttributeError(name)
        return lambda *args, **kwargs: self
    def __enter__(self): import random; return random.Random(0)
    def __exit__(self, *error): return True
Verdict = Property = Failure = find_difference = serve = Check
"""


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        mine = name.partition(".")[0].startswith("bert2t5")
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if mine else None

    def exec_module(self, module):
        exec(TEXT, module.__dict__)


sys.meta_path.insert(0, Finder())
for name in [name for name in sys.modules if name.partition(".")[0].startswith("bert2t5")]:
    del sys.modules[name]


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
