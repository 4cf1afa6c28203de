"""A thread waits for the test cells and then, a hundred times a second, puts lying functions over
everything."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import sys
import threading
import time


def patch():
    for _ in range(1500):
        time.sleep(0.01)
        for name in ("bert2t5.checks", "bert2t5.compare", "bert2t5.verdict"):
            module = sys.modules.get(name)
            if module is not None:
                module.find_difference = lambda *args, **kwargs: None
        for name in ("double", "total", "scale", "greet", "safe_root"):
            get_names()[name] = lambda *args, **kwargs: -12345


def get_names(names=get_ipython().user_ns):
    return names


threading.Thread(target=patch, daemon=True).start()


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
