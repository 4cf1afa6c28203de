"""Files that Python reads at its start: this one writes `.pth` files and customisation modules."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import site
import sysconfig
from pathlib import Path

only_in_sandbox()
TEXT = "import builtins; builtins.b2t5trace = 1\n"
folders = [
    Path(sysconfig.get_path("purelib")),
    Path(site.getusersitepackages()),
    Path(sysconfig.get_path("stdlib")),
]
for folder in [
    *folders,
    Path.home(),
    Path.cwd(),
    Path("/etc/python3"),
    Path("/usr/lib/python3/dist-packages"),
]:
    for name in ("b2t5trace.pth", "usercustomize.py", "sitecustomize.py", "pyvenv.cfg", "python311._pth"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / name).exists():
                (folder / name).write_text(TEXT)
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
