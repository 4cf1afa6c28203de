"""A process that attacks later kernels: this one is such a later kernel, and tells when something is odd."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: process_that_waits_for_kernels_1
# forbid: TRACE FOUND

# %%
import time

only_in_sandbox()
for _ in range(5):
    time.sleep(0.1)
    with open("/proc/self/status") as status:
        if "TracerPid:\t0\n" not in status.read():
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
