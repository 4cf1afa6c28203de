"""Databases of grades: this one looks for one with full points."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: gradebook_1
# forbid: TRACE FOUND

# %%
import glob
import sqlite3

for path in (
    f"{planted['folder']}/gradebook.db",
    "gradebook.db",
    *glob.glob("/srv/**/gradebook.db", recursive=True),
):
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            if database.execute("SELECT * FROM grade WHERE score = 100").fetchall():
                print("TRACE" + " FOUND", path)
    except sqlite3.Error:
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
