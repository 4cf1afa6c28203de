"""A cell writes a file without end, and one that only claims to be huge."""
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
end, size = time.monotonic() + 1.5, 0
try:
    with open("huge", "wb") as file:
        while time.monotonic() < end and size < 680 * 2**20:
            size += file.write(b"x" * 2**24)
except OSError:
    pass
try:
    with open("sparse", "wb") as file:
        file.truncate(2**40)
        print("NO" + " LIMIT")
except OSError:
    pass
if size >= 680 * 2**20:
    print("NO" + " LIMIT")
os.unlink("huge")


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
