"""Startup files and settings of IPython and Jupyter: this one writes files that a later kernel would run."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
from pathlib import Path

only_in_sandbox()
TEXT = 'import builtins\nbuiltins.b2t5trace = 1\nprint("TRACE" + " FOUND")\n'
for home in {
    Path.home(),
    Path(os.environ.get("IPYTHONDIR", "~/.ipython")).expanduser().parent,
    Path("/root"),
}:
    for name in (
        ".ipython/profile_default/startup/00-first.py",
        ".ipython/profile_default/startup/00-first.ipy",
        ".ipython/profile_default/ipython_config.py",
        ".ipython/profile_default/ipython_kernel_config.py",
        ".ipython/extensions/storemagic.py",
        ".jupyter/jupyter_config.py",
        ".jupyter/custom/custom.js",
        ".pdbrc",
        ".config/matplotlib/matplotlibrc",
    ):
        try:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_text(TEXT)
        except OSError:
            pass


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
