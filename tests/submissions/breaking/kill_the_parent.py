"""A cell kills the process that started it, and its group and session."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import os

only_in_sandbox()
for pid in (os.getppid(), os.getsid(0), os.getpgid(0)):
    try:
        os.kill(pid, 9)
    except OSError:
        pass
try:
    os.killpg(os.getpgid(0), 9)
except OSError:
    pass


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
