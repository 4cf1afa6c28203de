"""Files with the names of modules that graders import are written into the working directory."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
from pathlib import Path

only_in_sandbox()
TEXT = """
import builtins, sys
sys.modules.pop(__name__, None)
isclose = eq = loads = dumps = equal = allclose = find_difference = lambda *args, **kwargs: True
class Check: pass
builtins.shadowed = True
"""
for name in "numpy json random traceback fractions math dataclasses ast copy bert2t5 bert2t5_grader bert2t5_kernel".split():
    Path(f"{name}.py").write_text(TEXT)
for name in "sitecustomize usercustomize ipykernel_launcher ipykernel zmq IPython".split():
    Path(f"{name}.py").write_text(TEXT)
os.environ["PYTHONPATH"] = os.getcwd()
os.environ["PYTHONSTARTUP"] = os.path.join(os.getcwd(), "json.py")


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
