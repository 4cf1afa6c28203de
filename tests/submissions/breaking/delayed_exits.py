"""Timers, alarms and threads end the process in the middle of later cells."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


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


# %%
import faulthandler
import os
import signal
import threading

signal.setitimer(signal.ITIMER_REAL, 0.3)
timer = threading.Timer(0.5, os._exit, [1])
timer.daemon = True
timer.start()
faulthandler.dump_traceback_later(0.7, exit=True)

# %%
import time

time.sleep(0.6)
