"""Shared memory, semaphores and message queues: this one makes some of each kind, with known names."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
from multiprocessing import shared_memory

only_in_sandbox()
import ctypes

libc = ctypes.CDLL(None)
try:
    segment = shared_memory.SharedMemory("b2t5trace", create=True, size=4096)
    segment.buf[:5] = b"trace"
except OSError:
    pass
for key in range(0xB2750, 0xB2758):
    libc.shmget(key, 4096, 0o1666)
    libc.msgget(key, 0o1666)
    libc.semget(key, 3, 0o1666)
for name in (b"/b2t5trace",):
    try:
        rt = ctypes.CDLL("librt.so.1")
        rt.mq_open(name, 0o102, 0o666, None)
        rt.sem_open(name, 0o100, 0o666, 1)
    except OSError:
        pass


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
