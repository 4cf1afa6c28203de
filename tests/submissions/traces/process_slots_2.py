"""Places for processes and open files of a user: this one needs a few, and must have them."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: process_slots_1
# forbid: TRACE FOUND

# %%
import os
import threading

only_in_sandbox()
try:
    for _ in range(5):
        if os.fork() == 0:
            os._exit(0)
    for _ in range(5):
        threading.Thread(target=print).start()
except (OSError, RuntimeError):
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
