"""A cell starts as many threads as it gets."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6
# forbid: NO LIMIT


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import threading

only_in_sandbox()
stop = threading.Event()
threads = []
try:
    while len(threads) < 5000:
        threads.append(threading.Thread(target=stop.wait, daemon=True))
        threads[-1].start()
    print("NO" + " LIMIT")
except (RuntimeError, MemoryError):
    pass
finally:
    stop.set()


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
