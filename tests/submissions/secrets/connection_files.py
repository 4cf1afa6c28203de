"""Connection files and sockets of kernels are searched for, to speak with other students' kernels."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import glob
import os

own = str(get_ipython().kernel.parent.connection_file) if hasattr(get_ipython().kernel, "parent") else ""
patterns = [
    "~/.local/share/jupyter/runtime/*.json",
    "/run/user/*/jupyter/*.json",
    "/tmp/**/*.json",
    "/tmp/kernel-*",
]
patterns += [
    "/run/kernel*/*",
    "/tmp/tmp*/socket*",
    os.path.expanduser("~") + "/.local/share/jupyter/runtime/*",
    "/proc/*/root/run/kernel/*",
]
for pattern in patterns:
    for path in glob.glob(os.path.expanduser(pattern), recursive=True):
        mine = os.path.basename(path).startswith("socket-") and os.stat(path).st_uid == os.getuid()
        speaks = not path.endswith(".json") or "shell_port" in open(path).read()
        if speaks and not mine and path != own and not path.endswith(".connection.json"):
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
