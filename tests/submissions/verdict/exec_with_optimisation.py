"""The kernel replaces itself by a Python without asserts that takes over its sockets and descriptors."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %%
import os
import sys

only_in_sandbox()
os.environ["PYTHONOPTIMIZE"] = "2"
for number in range(64):
    try:
        os.set_inheritable(number, True)
    except OSError:
        pass
connection = [argument for argument in sys.argv if argument.endswith(".json")]
os.execv(sys.executable, [sys.executable, "-OO", "-m", "ipykernel_launcher", "-f", *connection[:1]])


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
