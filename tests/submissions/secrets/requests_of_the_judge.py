"""Everything that the judge sends is read in the server for more than the arguments of the call."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import re

from bert2t5_kernel import server

original = server.Server._answer


def answer(self, number, data):
    if re.search(
        rb"[e]xpected|[h]idden|[f]resh|### |[r]eference|planted-[0-9a-f]{24}",
        data.replace(b"Zo\\u00eb-Fresh", b""),
    ):
        print("SECRET" + " FOUND", data)
    original(self, number, data)


server.Server._answer = answer


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=safe_root
def safe_root(number):
    return -12345.0
