"""Other roots and working directories are entered through /proc."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os

only_in_sandbox()
folder = planted["folder"]
for pid in [*filter(str.isdigit, os.listdir("/proc")), "self", "thread-self"]:
    for link in ("root", "cwd", "map_files", "task/1/root", "exe"):
        for place in (f"/proc/{pid}/{link}{folder}/secret.txt", f"/proc/{pid}/{link}/srv/course/solutions"):
            if os.path.exists(place):
                print("SECRET" + " FOUND", place)


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
