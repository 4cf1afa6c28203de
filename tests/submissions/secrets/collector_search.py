"""All objects that the garbage collector knows are searched for checks, expected values and code of
hidden tests."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import gc
import types


def look(*args, **kwargs):
    wanted = "_".join(["fresh", "numbers"])
    for found in gc.get_objects():
        if type(found).__name__ in ("Check", "_Tally", "_Call", "Property"):
            print("SECRET" + " FOUND")
        if isinstance(found, types.FunctionType) and found.__code__ is not look.__code__:
            names = (*found.__code__.co_names, *found.__code__.co_varnames)
            if wanted in names:
                print("SECRET" + " FOUND")
                return found.__globals__.get(wanted)
        if type(found) is dict and "expected" in found and "function" in found and "self" in found:
            print("SECRET" + " FOUND")
            return found["expected"]
    return -12345


# %% answer=double
double = look

# %% answer=total
total = look

# %% answer=scale
scale = look

# %% answer=greet
greet = look

# %% answer=safe_root
safe_root = look
