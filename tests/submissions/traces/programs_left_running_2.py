"""Programs of the system that go on: this one looks for their command lines."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: programs_left_running_1
# forbid: TRACE FOUND

# %%
import glob

only_in_sandbox()
for path in glob.glob("/proc/[0-9]*/cmdline"):
    try:
        if b"b2t5trace" in open(path, "rb").read():
            print("TRACE" + " FOUND", path)
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
