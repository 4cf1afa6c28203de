"""The notes that editable installs leave in site-packages say where the repository lies: it is read from
there."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import glob
import json
import os
import sysconfig

folders = set()
for path in glob.glob(sysconfig.get_path("purelib") + "/*.pth"):
    folders |= set(open(path).read().splitlines())
for path in glob.glob(sysconfig.get_path("purelib") + "/*.dist-info/direct_url.json"):
    folders.add(json.load(open(path)).get("url", "").removeprefix("file://"))
folders |= {os.path.dirname(folder.rstrip("/")) for folder in folders}
for folder in filter(os.path.isabs, folders):
    for found in (
        "solutions",
        "autograder/bert2t5_grader",
        "autograder/var",
        "tests",
        ".git",
        "bert2t5_reference",
    ):
        if os.path.isdir(os.path.join(folder, found)) and os.listdir(os.path.join(folder, found)):
            print("SECRET" + " FOUND", found)


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
