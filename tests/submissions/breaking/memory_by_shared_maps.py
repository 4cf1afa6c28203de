"""A cell fills anonymous shared memory."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6
# forbid: NO LIMIT


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import mmap

only_in_sandbox()


def hog():
    kept = []
    try:
        for _ in range(22):
            kept.append(mmap.mmap(-1, 31 * 2**20))
            kept[-1].write(b"x" * (31 * 2**20))
    except (MemoryError, OSError, ValueError):
        return
    print("NO" + " LIMIT")


hog()


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
