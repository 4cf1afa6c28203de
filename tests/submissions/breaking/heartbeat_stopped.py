"""A cell stops the thread that tells that the kernel lives, and the one that sends outputs."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import threading

for thread in threading.enumerate():
    socket = getattr(thread, "socket", None)
    if "heartbeat" in type(thread).__name__.lower() and socket is not None:
        socket.close(0)


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
