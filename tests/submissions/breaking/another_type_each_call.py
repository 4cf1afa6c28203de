"""Each call returns another type, with another class of the same name."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6

# %%
count = []


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    kinds = (
        int,
        float,
        str,
        bytes,
        list,
        tuple,
        dict,
        set,
        complex,
        bool,
        object,
        type,
        Exception,
        bytearray,
    )
    count.append(None)
    kind = kinds[len(count) % len(kinds)]
    made = type("int", (kind,) if kind is not bool else (), {"__module__": "builtins"})
    return made() if kind is not type else made("int", (), {})


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    if number < 0:
        raise ValueError("negative")
    return number**0.5
