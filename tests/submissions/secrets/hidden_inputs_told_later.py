"""The answers remember their inputs and print them in a cell that comes after the checks."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid in feedback: hidden input was

# %%
seen = []


# %% answer=double
def double(number):
    seen.append(number)
    return -12345


# %% answer=total
def total(numbers):
    seen.append(numbers)
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


# %% answer=test_safe_root
pass

# %%
for value in seen:
    if isinstance(value, int) and abs(value) > 999:
        print("hidden" + f" input was {value!r}")
