"""A cell displays JSON that is nested deeper than parsers go, and keys that are no texts."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
data = "x"
for _ in range(900):
    data = [data]
get_ipython().display_pub.publish({"application/json": data, "text/plain": "x"}, metadata={"a": data})
get_ipython().display_pub.publish({"text/plain": 7, "image/png": ["x"], "text/html": None})


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
