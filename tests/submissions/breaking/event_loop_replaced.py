"""A cell stops the event loop of the kernel, closes it and sets another."""
# points: double=8 total=6 scale=6 greet=4 safe_root=0


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    return -12345.0


# %%
import asyncio

loop = asyncio.get_event_loop()
asyncio.set_event_loop(asyncio.new_event_loop())
asyncio.set_event_loop_policy(None)
loop.stop()
loop.call_soon(loop.stop)
try:
    loop.close()
except RuntimeError:
    pass
