"""Jobs for later: this one writes crontabs, units, timers and profiles of shells."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
from pathlib import Path

only_in_sandbox()
import subprocess

JOB = "* * * * * touch /tmp/b2t5trace\n"
try:
    subprocess.run(["crontab", "-"], input=JOB, text=True, capture_output=True, timeout=1)
except OSError:
    pass
for name in (
    "/etc/crontab.d2",
    "/etc/cron.d/b2t5trace",
    "/var/spool/cron/crontabs/root",
    "/var/spool/cron/crontabs/student",
    "~/.config/systemd/user/b2t5trace.service",
    "~/.config/autostart/b2t5trace.desktop",
    "~/.bashrc",
    "~/.profile",
    "~/.bash_logout",
    "/etc/profile.d/b2t5trace.sh",
    "/etc/ld.so.preload",
    "/etc/rc.local",
):
    path = Path(name).expanduser()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(JOB)
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
