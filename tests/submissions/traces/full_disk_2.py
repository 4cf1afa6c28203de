"""Space and numbers of files: this one needs a little, and must have it."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: full_disk_1
# forbid: TRACE FOUND

# %%
import glob
import os

only_in_sandbox()
try:
    for folder in (os.getcwd(), "/tmp", "/dev/shm"):
        with open(os.path.join(folder, "small"), "wb") as file:
            file.write(b"x" * 2_000_000)
except OSError:
    print("TRACE" + " FOUND")
if glob.glob("/tmp/b2t5trace*") + glob.glob("b2t5trace*"):
    print("TRACE" + " FOUND")


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
