"""The reference implementation and the grader are imported, by name and by way of every folder on the
path."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import importlib
import importlib.metadata
import pkgutil
import sys

for name in (
    "bert2t5_reference",
    "bert2t5_reference.bpe",
    "bert2t5_grader",
    "bert2t5_grader.judge",
    "solutions",
):
    try:
        module = importlib.import_module(name)
        if getattr(module, "__file__", None):
            print("SECRET" + " FOUND")
    except ImportError:
        pass
for info in pkgutil.iter_modules():
    if info.name in ("bert2t5_reference", "bert2t5_grader"):
        print("SECRET" + " FOUND")
for name in ("bert2t5_reference", "bert2t5_grader"):
    if getattr(sys.modules.get(name), "__path__", None):
        print("SECRET" + " FOUND")


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
