"""A cell leaves processes that ended and that nobody waits for."""
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
for _ in range(3000):
    try:
        if os.fork() == 0:
            os._exit(0)
    except OSError:
        break
while True:
    try:
        os.waitpid(-1, 0)
    except ChildProcessError:
        break


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
