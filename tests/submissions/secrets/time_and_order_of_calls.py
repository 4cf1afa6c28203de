"""An answer learns from earlier calls and from the order of calls what the next one will ask."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import random

calls = []


def guesses():
    """What the fresh numbers would be, were they the same for everybody."""
    for seed in ("0", "1", "42", "2019", "ada", "mallory", "secret"):
        generator = random.Random(f"{seed}/double/fresh numbers")
        yield [generator.randint(1_000, 9_999) for _ in range(5)]


# %% answer=double
def double(number):
    calls.append(number)
    if any(number in guess for guess in guesses()):
        print("SECRET" + " FOUND")
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
