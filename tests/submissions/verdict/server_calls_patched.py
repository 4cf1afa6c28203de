"""The server's methods in the student's process are replaced: every call gives objects that agree with
all."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
from bert2t5_kernel import server


class Agreeable(float):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __hash__ = lambda self: 0
    __sub__ = __rsub__ = lambda self, other: 0.0


def agree(self, asked):
    return Agreeable(1.0)


for name in ("call", "operate", "plain", "bind", "delete"):
    server._DO[name] = agree
    setattr(server.Server, f"_{name}", agree)
for name in list(server._OPERATIONS):
    server._OPERATIONS[name] = lambda *arguments: True


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
