"""A cell has twelve processes fill memory, each less than one process may."""
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
import select
import time

only_in_sandbox()

readable, writable = os.pipe()
children = []
for _ in range(12):
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            kept = [b"x" * (10 * 2**20) for _ in range(6)]
            os.write(writable, b".")
            time.sleep(10)
        finally:
            os._exit(0)
    children.append(pid)
done, end = 0, time.monotonic() + 1.8
while done < 12 and select.select([readable], [], [], max(0, end - time.monotonic()))[0]:
    done += len(os.read(readable, 12))
time.sleep(0.1)
if done == 12:
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
