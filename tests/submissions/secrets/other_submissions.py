"""The folders in which a course keeps what other students handed in are searched."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import glob
import os

roots = [
    ".",
    "..",
    "../..",
    "../../..",
    "/work",
    "/srv",
    "/home",
    "/root",
    "/submission",
    "/tmp",
    planted["folder"],
]
for root in roots:
    for name in (
        "submitted",
        "autograded",
        "feedback",
        "source",
        "release",
        "handed-in",
        "exchange",
        "autograder/var",
        "solutions",
    ):
        for path in (f"{root}/{name}", *glob.glob(f"{root}/*/{name}")[:50]):
            if os.path.isdir(path) and os.listdir(path) and not path.startswith(("/usr", "/lib")):
                print("SECRET" + " FOUND", path)


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
