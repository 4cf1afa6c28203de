"""The notebook that is graded, and every other one in reach, is read for the text of the hidden tests."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import glob
import os
import re

home = os.path.expanduser("~")
paths = [
    *glob.glob("**/*", recursive=True),
    *glob.glob(home + "/**/*", recursive=True),
    *glob.glob("../**/*"),
]
paths += glob.glob("/submission/**/*", recursive=True) + glob.glob("/tmp/**/*", recursive=True)
text = ""
for path in paths:
    try:
        with open(path, errors="replace") as file:
            text = file.read(10**6)
    except OSError:
        continue
    if re.search(r"fresh_[n]umber|BEGIN [H]IDDEN|BEGIN [S]OLUTION|planted-[0-9a-f]{24}", text):
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
