"""A cell asks for more: limits, priorities, real time, protection from being chosen when memory ends."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6
# forbid: NO LIMIT


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import os
import resource

only_in_sandbox()
for name in dir(resource):
    if name.startswith("RLIMIT_"):
        kind = getattr(resource, name)
        before = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            if before != resource.RLIM_INFINITY:
                print("NO" + " LIMIT", name)
        except (OSError, ValueError):
            pass


def write(path, data):
    os.write(os.open(path, os.O_WRONLY), data)


for change in (
    lambda: os.nice(-20),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
    lambda: write("/proc/self/oom_score_adj", b"-1000"),
    lambda: write("/sys/fs/cgroup/cgroup.procs", b"0"),
):
    try:
        change()
        print("NO" + " LIMIT", change)
    except OSError:
        pass


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    if number < 0:
        raise ValueError("negative")
    return number**0.5
