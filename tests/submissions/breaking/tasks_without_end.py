"""A cell leaves tasks in the event loop that never end."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
import asyncio


async def wait():
    while True:
        await asyncio.sleep(0.01)


tasks = [asyncio.ensure_future(wait()) for _ in range(20)]


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
