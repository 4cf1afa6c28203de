"""Arguments and functions that the judge passes are asked for their globals, closures and modules."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND


# %%
def look(*args, **kwargs):
    for value in [*args, *kwargs.values()]:
        for name in (
            "__globals__",
            "__closure__",
            "__self__",
            "__code__",
            "_handle",
            "_remote",
            "gi_frame",
            "__func__",
        ):
            if hasattr(value, name) and type(value).__module__ != "builtins":
                print("SECRET" + " FOUND", name)
        base = getattr(value, "base", None)
        if isinstance(base, (bytes, bytearray, memoryview)) and b"expected" in bytes(base):
            print("SECRET" + " FOUND")
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
