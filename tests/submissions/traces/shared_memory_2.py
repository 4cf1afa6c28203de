"""Shared memory, semaphores and message queues: this one looks for those of another submission."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: shared_memory_1
# forbid: TRACE FOUND

# %%
import glob
from multiprocessing import shared_memory

only_in_sandbox()
import ctypes

libc = ctypes.CDLL(None)
try:
    shared_memory.SharedMemory("b2t5trace")
    print("TRACE" + " FOUND")
except OSError:
    pass
for key in range(0xB2750, 0xB2758):
    if max(libc.shmget(key, 0, 0), libc.msgget(key, 0), libc.semget(key, 0, 0)) >= 0:
        print("TRACE" + " FOUND", key)
if glob.glob("/dev/shm/*b2t5trace*") + glob.glob("/dev/mqueue/*b2t5trace*"):
    print("TRACE" + " FOUND")


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
