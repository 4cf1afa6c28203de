"""A trace function moves the frame of a test cell past its `assert` lines."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import linecache
import sys
import threading


def jump(frame, event, arg):
    if event == "line" and frame.f_code.co_name == "<module>":
        name, line = frame.f_code.co_filename, frame.f_lineno
        if linecache.getline(name, line).startswith("assert"):
            if linecache.getline(name, line + 1).strip():
                frame.f_lineno = line + 1
                return jump(frame, event, arg)
            frame.f_globals["greet"] = lambda **names: "Hello, Grace!"
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
