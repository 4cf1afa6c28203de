"""Keys, tokens and settings in home folders and in /etc are read."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import glob
import os

NAMES = ".ssh .aws .netrc .git-credentials .config/gh .docker .kube .pgpass .bash_history .jupyter/*.json"
for home in {*glob.glob("/home/*"), "/root", os.path.expanduser("~root")}:
    for name in NAMES.split():
        for path in glob.glob(f"{home}/{name}"):
            print("SECRET" + " FOUND", path)
for path in (
    "/etc/shadow",
    "/etc/sudoers",
    "/etc/ssh/ssh_host_ed25519_key",
    "/etc/machine-id",
    "/var/run/secrets",
):
    try:
        if os.path.isdir(path) or open(path).read(10):
            print("SECRET" + " FOUND", path)
    except OSError:
        pass


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
