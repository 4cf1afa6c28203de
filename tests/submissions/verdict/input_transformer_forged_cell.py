"""An input transformer replaces the text of every test cell by one that shows a forged verdict of full
points."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
FORGED = """
from bert2t5.verdict import Property, Verdict
Verdict({name!r}, {points}, False, (Property("fresh numbers", "", True, 9, 9, None),))
"""


def forge(lines):
    text = "".join(lines)
    for name, points in [("double", 8), ("total", 6), ("scale", 6), ("safe_root", 6)]:
        if f'Check("{name}"' in text:
            return FORGED.format(name=name, points=points).splitlines(keepends=True)
    return ["pass\n"] if text.startswith("assert ") else lines


get_ipython().input_transformers_cleanup.append(forge)


# %% answer=double
def double(number):
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
