"""Functions for the end of the process, and threads, never let it end."""
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
import atexit
import signal
import threading
import time


def wait(*_):
    while True:
        try:
            time.sleep(1000)
        except BaseException:
            pass


atexit.register(wait)
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
    signal.signal(number, wait)
threading.Thread(target=wait, daemon=False).start()
