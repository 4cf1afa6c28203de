"""A cell starts as many sleeping processes as it gets, detached."""
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
import time

only_in_sandbox()
started = 0
children = []
while started < 2000:
    try:
        pid = os.fork()
    except OSError:
        break
    if pid == 0:
        try:
            os.setsid()
            time.sleep(30)
        finally:
            os._exit(0)
    children.append(pid)
    started += 1
if started == 2000:
    print("NO" + " LIMIT")
for pid in children:
    os.kill(pid, 9)
    os.waitpid(pid, 0)


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
