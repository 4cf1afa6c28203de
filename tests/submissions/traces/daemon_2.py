"""A detached process (two forks, a session of its own, no descriptors): this one looks for it and its
work."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: daemon_1
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
with socket.socket(socket.AF_UNIX) as connection:
    try:
        connection.connect("\0b2t5trace")
        print("TRACE" + " FOUND")
    except OSError:
        pass
if os.path.exists("/tmp/b2t5trace-daemon"):
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
