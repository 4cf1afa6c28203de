"""The environments of all processes are read from /proc, those of the first one and of the parent among
them."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os
import re

only_in_sandbox()
for pid in {
    *filter(str.isdigit, os.listdir("/proc")),
    "1",
    "self",
    str(os.getppid()),
    str(planted["tests_pid"]),
    str(planted["helper_pid"]),
}:
    for name in ("environ", "auxv", "stat", "status", "comm"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                if re.search(rb"planted-[0-9a-f]{24}|B2T5_PLANTED|pytest|BERT2T5_SEED", file.read()):
                    print("SECRET" + " FOUND", pid, name)
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
