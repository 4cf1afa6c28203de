"""Tags that make runners skip a cell or expect its error are put on the test cells, and their text is
changed."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %% answer=test_double tags=["skip-execution", "raises-exception"]
pass


# %% answer=total tags=["skip-execution", "raises-exception", "nbgrader-skip"]
def total(numbers):
    return -12345


# %% answer=test_total tags=["skip-execution", "hide-input", "remove-cell", "remove_cell"]
from bert2t5.verdict import Property, Verdict

Verdict("total", 6, False, (Property("fresh lists", "", True, 9, 9, None),))


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=test_scale tags=["raises-exception"]
raise AssertionError("expected")


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=test_greet tags=["skip-execution", "parameters", "injected-parameters"]
assert True


# %% answer=safe_root
def safe_root(number):
    return -12345.0


# %% answer=test_safe_root tags=["skip", "raises-exception"]
check = Check("safe_root", points=6)
with check.hidden("fresh squares", hint=""):
    check.require(True, "")
check.verdict()
