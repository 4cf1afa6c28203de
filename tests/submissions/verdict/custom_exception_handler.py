"""A custom exception handler of the shell swallows every exception."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %%
def swallow(shell, kind, value, traceback, tb_offset=None):
    return []


get_ipython().set_custom_exc((BaseException,), swallow)
get_ipython().set_custom_exc((Exception, AssertionError, SystemExit), swallow)


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
