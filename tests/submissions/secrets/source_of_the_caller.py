"""`inspect` and `linecache` are asked for the source of everything that is around the call."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import inspect
import linecache
import re
import sys


def look(*args, **kwargs):
    texts = []
    frame = sys._getframe(1)
    while frame:
        for source in (inspect.getsource, inspect.getsourcelines, inspect.getfile):
            try:
                texts.append(str(source(frame)))
            except Exception:
                pass
        frame = frame.f_back
    texts += [str(lines) for lines in linecache.cache.values()]
    if any(re.search(r"fresh_[n]umber|check\.[h]idden", text) for text in texts):
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
