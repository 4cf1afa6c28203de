"""A cell fills every folder that is kept in memory."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6
# forbid: NO LIMIT


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import glob
import os

only_in_sandbox()
written = 0
for folder in (
    os.getcwd(),
    "/tmp",
    "/dev/shm",
    os.path.expanduser("~"),
    "/run",
    "/run/kernel",
    "/var/tmp",
    "/dev",
):
    try:
        for number in range(60):
            with open(os.path.join(folder, f"hog-{number}"), "wb") as file:
                written += file.write(b"x" * (31 * 2**20))
            if written > 680 * 2**20:
                break
    except OSError:
        pass
if written > 680 * 2**20:
    print("NO" + " LIMIT")
for folder in (
    os.getcwd(),
    "/tmp",
    "/dev/shm",
    os.path.expanduser("~"),
    "/run",
    "/run/kernel",
    "/var/tmp",
    "/dev",
):
    for path in glob.glob(os.path.join(folder, "hog-*")):
        os.unlink(path)


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    if number < 0:
        raise ValueError("negative")
    return number**0.5
