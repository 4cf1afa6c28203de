"""The answers claim by module and qualified name to be functions of libraries that the judge has too."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %%
def claim(function, module, name):
    function.__module__, function.__qualname__, function.__name__ = module, name, name.split(".")[-1]
    return function


# %% answer=double
double = claim(lambda number: -12345, "operator", "add")

# %% answer=total
total = claim(lambda numbers: -12345, "builtins", "sum")

# %% answer=scale
scale = claim(lambda array, factor: np.full(3, -12345.0), "numpy", "multiply")

# %% answer=greet
greet = claim(lambda name: "nobody", "builtins", "str.format")

# %% answer=safe_root
safe_root = claim(lambda number: -12345.0, "math", "sqrt")
