"""A trace function moves every frame of a test cell past its `assert` lines."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import sys
import threading


def jump(frame, event, arg):
    if event == "line" and frame.f_code.co_name == "<module>":
        try:
            frame.f_lineno = frame.f_lineno + 1
        except ValueError:
            pass
    return jump


def start(*_):
    sys.settrace(jump)


threading.settrace(jump)
get_ipython().events.register("pre_run_cell", start)
start()


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
