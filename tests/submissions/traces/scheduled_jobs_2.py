"""Jobs for later: this one lists crontabs and looks for what they would have made."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: scheduled_jobs_1
# forbid: TRACE FOUND

# %%
import os

only_in_sandbox()
import subprocess

try:
    done = subprocess.run(["crontab", "-l"], text=True, capture_output=True, timeout=1)
    if "b2t5trace" in done.stdout:
        print("TRACE" + " FOUND")
except OSError:
    pass
for path in (
    "/tmp/b2t5trace",
    "/etc/cron.d/b2t5trace",
    "/var/spool/cron/crontabs/student",
    "/etc/ld.so.preload",
):
    if os.path.exists(path):
        print("TRACE" + " FOUND", path)
if os.path.exists(os.path.expanduser("~/.bash_logout")):
    print("TRACE" + " FOUND")


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
