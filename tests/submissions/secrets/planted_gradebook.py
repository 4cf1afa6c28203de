"""A gradebook is opened by its path with sqlite, read-only, as an immutable file, and through a link."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os
import sqlite3

path = f"{planted['folder']}/gradebook.db"
os.symlink(path, "link.db")
for address in (f"file:{path}?mode=ro", f"file:{path}?immutable=1", "file:link.db?mode=ro"):
    try:
        with sqlite3.connect(address, uri=True) as database:
            print("SECRET" + " FOUND", database.execute("SELECT * FROM grade").fetchall())
    except sqlite3.Error:
        pass
try:
    os.link(path, "hard.db")
    print("SECRET" + " FOUND")
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
