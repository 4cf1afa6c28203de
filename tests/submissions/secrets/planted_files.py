"""Files of the grader's machine are opened by their full path, and by ways around it."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os

folder = planted["folder"]
for name in ("secret.txt", "gradebook.db", "lab.ipynb", "reference.py"):
    for path in (
        f"{folder}/{name}",
        f"/proc/1/root{folder}/{name}",
        f"/proc/self/root/../..{folder}/{name}",
        f"//{folder}/./{name}",
    ):
        try:
            with open(path, "rb") as file:
                print("SECRET" + " FOUND", file.read().decode(errors="replace"))
        except OSError:
            pass
if os.path.exists(folder):
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
