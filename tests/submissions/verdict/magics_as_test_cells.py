"""The test cells are handed in as cells that are captured, written to a file or run by another
interpreter."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %% answer=test_double
get_ipython().run_cell_magic("capture", "", "1 / 0")


# %% answer=total
def total(numbers):
    return -12345


# %% answer=test_total
get_ipython().run_cell_magic("writefile", "test_total.py", "pass")


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=test_greet
get_ipython().run_line_magic("autocall", "2")


# %% answer=safe_root
def safe_root(number):
    return -12345.0
