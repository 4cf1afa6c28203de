"""A cell has the kernel abort, count and answer later requests wrongly."""
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
kernel = get_ipython().kernel
kernel._aborting = True
kernel.execution_count = -5
get_ipython().execution_count = -5
kernel.msg_queue = None
kernel.session.key = b"another"
kernel.session.auth = None
