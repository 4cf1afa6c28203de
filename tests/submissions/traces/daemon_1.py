"""A detached process (two forks, a session of its own, no descriptors): this one starts it and ends."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
import signal
import socket
import time

only_in_sandbox()
import ctypes


def work():
    """Wait for a later submission, and write wherever it would look."""
    ctypes.CDLL(None).prctl(15, b"b2t5trace", 0, 0, 0)
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    os.closerange(0, 1100)
    with socket.socket(socket.AF_UNIX) as answers:
        answers.bind("\0b2t5trace")
        answers.listen()
        end = time.monotonic() + 60
        while time.monotonic() < end:
            time.sleep(0.1)
            with open("/tmp/b2t5trace-daemon", "w") as file:
                file.write("here")


if os.fork() == 0:
    try:
        os.setsid()
        if os.fork() == 0:
            work()
    finally:
        os._exit(0)


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
