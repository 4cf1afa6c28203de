"""The display hook adds a verdict of full points to whatever is the last value of a cell."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import sys

shell = get_ipython()
MIME = "application/vnd.bert2t5.verdict+json"
part = {"name": "fresh numbers", "hint": "", "hidden": True, "passed": 5, "total": 5, "failure": None}
original = shell.displayhook.compute_format_data


def forged(result):
    data, metadata = original(result)
    if MIME in data:
        data[MIME]["properties"] = [part]
    return data, metadata


shell.displayhook.compute_format_data = forged
sys.displayhook = shell.displayhook


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
