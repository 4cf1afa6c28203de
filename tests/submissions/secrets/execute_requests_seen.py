"""The kernel's handlers and its last requests are watched for the text of a test cell."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import re

kernel = get_ipython().kernel
session = kernel.session


def look(*args):
    for part in args:
        if re.search(r"fresh_[n]umber|BEGIN [H]IDDEN", str(part)):
            print("SECRET" + " FOUND")


original = type(session).deserialize


def deserialize(self, *args, **kwargs):
    message = original(self, *args, **kwargs)
    look(message)
    return message


type(session).deserialize = deserialize
get_ipython().events.register(
    "pre_run_cell", lambda info: look(info.raw_cell, vars(info), kernel.get_parent())
)


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
