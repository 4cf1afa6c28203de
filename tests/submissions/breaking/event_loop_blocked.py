"""A task in the event loop blocks everything that comes later."""
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
import time


async def block():
    while True:
        try:
            time.sleep(1000)
        except BaseException:
            pass


task = asyncio.ensure_future(block())
