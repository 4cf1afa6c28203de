"""A cell forks in every process, for a second."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6
# forbid: NO LIMIT


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import mmap
import os
import time

only_in_sandbox()
end = time.monotonic() + 1.2
count = mmap.mmap(-1, 8)


def bomb():
    """Fork in every process until time is up; some thousand forks show that nothing limits them."""
    while time.monotonic() < end and int.from_bytes(count, "little") < 3000:
        try:
            if os.fork() == 0:
                number = int.from_bytes(count, "little") + 1
                count[:] = number.to_bytes(8, "little")
        except OSError:
            time.sleep(0.01)


pid = os.fork()
if pid == 0:
    try:
        bomb()
    finally:
        os._exit(0)
os.waitpid(pid, 0)
if int.from_bytes(count, "little") > 2000:
    print("NO" + " LIMIT")


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
