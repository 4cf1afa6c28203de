"""Generators, coroutines, iterators, futures and bound methods are returned in the place of values."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import asyncio
import functools


# %% answer=double
async def double(number):
    return 2 * number


# %% answer=total
def total(numbers):
    yield sum(numbers)


# %% answer=scale
def scale(array, factor):
    return map(lambda item: item * factor, array)


# %% answer=greet
def greet(name):
    return functools.partial(str.format, "Hello, {}!", name)


# %% answer=safe_root
def safe_root(number):
    future = asyncio.new_event_loop().create_future()
    future.set_result(number)
    return future
