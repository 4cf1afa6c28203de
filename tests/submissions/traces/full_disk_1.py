"""Space and numbers of files: this one fills every folder that it can write to."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
import time

only_in_sandbox()
end = time.monotonic() + 1.5
written = 0
for folder in (os.getcwd(), "/tmp", "/dev/shm", os.path.expanduser("~"), "/var/tmp", "/run/kernel"):
    try:
        for number in range(400):
            with open(os.path.join(folder, f"b2t5trace-{number}"), "wb") as file:
                written += file.write(b"x" * 10_000_000)
            if time.monotonic() > end or written > 4 * 10**9:
                break
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
