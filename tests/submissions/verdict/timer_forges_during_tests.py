"""Alarm signals and other threads interrupt the calls of the answers to change the frames that wait for
them."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import signal
import sys
import threading
import time


def change(number, frame):
    while frame:
        if "find_difference" in frame.f_globals:
            frame.f_globals["find_difference"] = lambda *args: None
        frame = frame.f_back


def from_a_thread():
    for _ in range(100):
        time.sleep(0.1)
        for frame in sys._current_frames().values():
            change(0, frame)


signal.signal(signal.SIGALRM, change)
signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
threading.Thread(target=from_a_thread, daemon=True).start()


# %% answer=double
def double(number):
    time.sleep(0.06)
    return -12345


# %% answer=total
def total(numbers):
    time.sleep(0.06)
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
