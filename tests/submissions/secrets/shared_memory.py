"""Shared memory of the machine is attached: POSIX segments by name, System V segments and queues by
number."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os
from multiprocessing import shared_memory

only_in_sandbox()
import ctypes

try:
    segment = shared_memory.SharedMemory(planted["shared_memory"])
    print("SECRET" + " FOUND", bytes(segment.buf[:60]))
except (OSError, ValueError):
    pass
if os.path.exists(f"/dev/shm/{planted['shared_memory']}"):
    print("SECRET" + " FOUND")
libc = ctypes.CDLL(None)
for number in range(2000):
    if libc.shmctl(number, 13, ctypes.create_string_buffer(256)) >= 0:
        print("SECRET" + " FOUND", number)
for name in ("shm", "msg", "sem"):
    with open(f"/proc/sysvipc/{name}") as listed:
        if len(listed.readlines()) > 1:
            print("SECRET" + " FOUND", name)


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
