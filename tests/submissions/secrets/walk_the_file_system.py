"""The file system is walked for references, notebooks, databases and course secrets."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os
import re
import time

only_in_sandbox()
end = time.monotonic() + 1.5
wanted = re.compile(
    r"bert2t5_(ref|gra).*|gradebook.*\.db|.*reference.*\.ipynb|lab\.ipynb|small_lab\.py|01_subwords.*"
)


def holds_something(path):
    try:
        return bool(os.listdir(path) if os.path.isdir(path) else os.path.getsize(path))
    except OSError:
        return False


for root in ("/work", "/home", "/srv", "/opt", "/root", "/mnt", "/var", "/submission", "/"):
    for folder, folders, files in os.walk(root):
        if time.monotonic() > end:
            break
        if folder.startswith(("/proc", "/sys", "/usr")) or "site-packages" in folder:
            folders.clear()
            continue
        for name in [*folders, *files]:
            path = os.path.join(folder, name)
            if wanted.fullmatch(name) and holds_something(path):
                print("SECRET" + " FOUND", path)


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
