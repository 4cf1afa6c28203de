"""The cell in which the judge is served ends at once, with `ok`, and nobody answers."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %%
from bert2t5_kernel import server

server.serve = lambda: None
server.Server.serve = lambda self: None
server._server = None


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
