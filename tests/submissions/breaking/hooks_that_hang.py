"""A cell registers callbacks before and after cells that never end."""
# points: double=8 total=6 scale=6 greet=4 safe_root=0


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    return -12345.0


# %%
import time


def hang(*args):
    while True:
        try:
            time.sleep(1000)
        except BaseException:
            pass


for event in ("pre_execute", "pre_run_cell"):
    get_ipython().events.register(event, hang)
