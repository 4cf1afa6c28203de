"""Timers and alarm signals interrupt the test cells to change the frames that run."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import signal
import sys
import threading


def change(number, frame):
    while frame:
        if "expected" in frame.f_locals:
            frame.f_locals["expected"] = -12345
        if "check" in frame.f_globals:
            frame.f_globals["check"] = None
        frame = frame.f_back


def from_a_thread():
    for frame in sys._current_frames().values():
        change(0, frame)


signal.signal(signal.SIGALRM, change)
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
for number in range(1, 50):
    timer = threading.Timer(number / 20, from_a_thread)
    timer.daemon = True
    timer.start()


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
