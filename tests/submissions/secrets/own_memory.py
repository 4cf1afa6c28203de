"""The kernel's own memory, which the parent of kernels has filled, is searched for texts of the grader."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import re
import time

end = time.monotonic() + 1.5
pattern = re.compile(rb"planted-[0-9a-f]{24}|fresh_[n]umbers = |### BEGIN [H]IDDEN TESTS|def [c]heck_hidden")
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
    for line in maps:
        span, rights, *_ = line.split()
        start, stop = (int(number, 16) for number in span.split("-"))
        if "r" not in rights or stop - start > 2**28 or "[v" in line:
            continue
        try:
            memory.seek(start)
            if pattern.search(memory.read(stop - start)):
                print("SECRET" + " FOUND", line)
        except (OSError, ValueError, OverflowError):
            pass
        if time.monotonic() > end:
            break


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
