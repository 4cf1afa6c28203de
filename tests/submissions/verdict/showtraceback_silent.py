"""The shell's traceback printers do nothing and hide that an exception happened."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
shell = get_ipython()
for name in (
    "showtraceback",
    "_showtraceback",
    "showsyntaxerror",
    "show_usage_error",
    "showindentationerror",
):
    setattr(shell, name, lambda *args, **kwargs: None)
shell.InteractiveTB.structured_traceback = lambda *args, **kwargs: []


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
