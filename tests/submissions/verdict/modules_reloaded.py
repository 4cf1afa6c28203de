"""The modules of the checks are read again from files that the notebook wrote into its own folder."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import importlib
import sys
from pathlib import Path

only_in_sandbox()
folder = Path("bert2t5")
folder.mkdir(exist_ok=True)
(folder / "__init__.py").write_text("")
(folder / "checks.py").write_text(
    """
class Check:
    def __init__(self, name, points, **more): self.name, self.points = name, points
    def __getattr__(self, name):
        if name.startswith("_"): raise AttributeError(name)
        return lambda *args, **kwargs: self
    def __enter__(self): return __import__("random").Random(0)
    def __exit__(self, *error): return True
    def verdict(self): return self
    def _repr_mimebundle_(self, *args, **kwargs):
        part = dict(name="x", hint="", hidden=True, passed=1, total=1, failure=None)
        data = dict(name=self.name, points=self.points, bonus=False, properties=[part], misconception="")
        return {"application/vnd.bert2t5.verdict+json": data, "text/plain": "full points"}
"""
)
sys.path.insert(0, str(Path.cwd()))
for name in [name for name in sys.modules if name.partition(".")[0] == "bert2t5"]:
    del sys.modules[name]
importlib.invalidate_caches()
from bert2t5.checks import Check  # noqa: F401


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
