"""The shell's `run_code` says of every later code object that it ran without an error."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %%
import types

shell = get_ipython()


async def run_code(self, code_obj, result=None, *, async_=False):
    return False


shell.run_code = types.MethodType(run_code, shell)
type(shell).run_code = run_code


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
