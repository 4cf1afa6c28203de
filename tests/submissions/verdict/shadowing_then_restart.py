"""A launcher and a site customisation are left in the folder, then the kernel is killed so that they are
run."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SHADOWED RUN

# %%
import os
from pathlib import Path

only_in_sandbox()
for name in ("ipykernel_launcher", "sitecustomize", "usercustomize", "ipykernel", "bert2t5", "numpy", "json"):
    Path(f"{name}.py").write_text("print('SHADOWED' + ' RUN')\n")
home = Path.home()
(home / "ipython_startup.py").write_text("print('SHADOWED' + ' RUN')\n")


# %% answer=double
def double(number):
    return -12345


# %%
import os

only_in_sandbox()
os.kill(os.getpid(), 9)


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
