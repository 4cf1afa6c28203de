"""`__import__` gives a forged Check for every import of the checks, and nothing for the server's."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import builtins
import types

original = builtins.__import__


class Check:
    def __init__(self, name="", points=0, bonus=False):
        self.name, self.points = name, points

    def verdict(self):
        return self

    def _repr_mimebundle_(self, *args, **kwargs):
        part = dict(name="x", hint="", hidden=True, passed=1, total=1, failure=None)
        data = dict(name=self.name, points=self.points, bonus=False, properties=[part], misconception="")
        return {"application/vnd.bert2t5.verdict+json": data, "text/plain": "full points"}

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self

    def __enter__(self):
        return original("random").Random(0)

    def __exit__(self, *error):
        return True


forged = types.ModuleType("forged")
forged.Check = forged.Verdict = forged.find_difference = Check
forged.serve = lambda *args: None


def import_forged(name, *args, **kwargs):
    if name.partition(".")[0] in ("bert2t5", "bert2t5_grader", "bert2t5_kernel"):
        return forged
    return original(name, *args, **kwargs)


builtins.__import__ = import_forged


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
