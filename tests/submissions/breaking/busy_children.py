"""A cell leaves detached processes that compute without end."""
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
for _ in range(2):
    if os.fork() == 0:
        try:
            os.setsid()
            os.nice(19)
            with open("/proc/self/comm", "w") as name:
                name.write("b2t5trace")
            while True:
                pass
        finally:
            os._exit(0)


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
