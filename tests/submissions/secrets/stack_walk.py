"""An answer looks at the frames that called it for a local `expected` and returns that."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import inspect
import sys

KEYS = ("expected", "fresh_number", "fresh_numbers", "fresh_items", "fresh_root")


def look(*args, **kwargs):
    frame = sys._getframe()
    while frame:
        for key in KEYS:
            for names in (frame.f_locals, frame.f_globals):
                if key in names and key not in ("KEYS",):
                    print("SECRET" + " FOUND")
                    return names[key]
        frame = frame.f_back
    for info in inspect.stack():
        if "check.equal" in str(info.code_context):
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
