"""A cell makes empty files, links and folders without end."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6
# forbid: NO LIMIT


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import os
import time

only_in_sandbox()
made, end = 0, time.monotonic() + 1.5
os.mkdir("many")
try:
    while time.monotonic() < end:
        os.close(os.open(f"many/{made}", os.O_CREAT))
        os.symlink("nowhere", f"many/link-{made}")
        os.mkdir(f"many/folder-{made}")
        made += 3
except OSError:
    pass
if made > 100_000:
    print("NO" + " LIMIT")


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
