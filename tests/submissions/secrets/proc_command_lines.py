"""The command lines of all processes are read: the grader's must not be among them."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os
import re

only_in_sandbox()
for pid in filter(str.isdigit, os.listdir("/proc")):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            if re.search(rb"planted-[0-9a-f]{24}|pytest", file.read()):
                print("SECRET" + " FOUND", pid)
    except OSError:
        pass
for pid in (planted["tests_pid"], planted["helper_pid"]):
    if os.path.exists(f"/proc/{pid}/cmdline") and pid > 400:
        print("SECRET" + " FOUND", pid)


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
