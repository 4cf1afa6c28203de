"""The course's repository is searched for and read with git: solutions are in its history."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os

only_in_sandbox()
import subprocess

for place in ("/srv/course", os.getcwd(), "/usr/src", "/srv/course", os.path.dirname(os.__file__)):
    for command in (["git", "-C", place, "log", "-1", "--format=%H"], ["ls", f"{place}/.git"]):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=0.3)
            if done.returncode == 0 and done.stdout.strip():
                print("SECRET" + " FOUND", place)
        except (OSError, subprocess.TimeoutExpired):
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
