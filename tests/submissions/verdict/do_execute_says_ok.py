"""The kernel's `do_execute` answers every request with `ok` and runs nothing."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %%
kernel = get_ipython().kernel


async def do_execute(code, silent, store_history=True, user_expressions=None, allow_stdin=False, **more):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}


kernel.do_execute = do_execute
type(kernel).do_execute = staticmethod(do_execute)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
