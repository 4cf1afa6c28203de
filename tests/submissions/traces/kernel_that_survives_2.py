"""The kernel itself as a trace: this one looks for other kernels and for messages that were not for it."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: kernel_that_survives_1
# forbid: TRACE FOUND

# %%
import glob
import os
import socket

only_in_sandbox()
for path in glob.glob("/proc/[0-9]*/comm"):
    try:
        if "b2t5trace" in open(path).read():
            print("TRACE" + " FOUND", path)
    except OSError:
        pass
try:
    channel = socket.socket(fileno=os.dup(3))
    if channel.recv(100, socket.MSG_PEEK | socket.MSG_DONTWAIT):
        print("TRACE" + " FOUND")
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
