"""More rights are asked for: setuid, sudo, su, capabilities, and programs that run as root."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os

only_in_sandbox()
import subprocess

for change in (os.setuid, os.seteuid, os.setgid):
    try:
        change(0)
        print("SECRET" + " FOUND", change)
    except OSError:
        pass
for command in (
    "sudo -n id -u",
    "su -c 'id -u' root < /dev/null",
    "pkexec id -u",
    "newgrp root < /dev/null",
    "mount",
):
    try:
        done = subprocess.run(command, shell=True, capture_output=True, timeout=0.4, text=True)
        if done.stdout.strip() == "0":
            print("SECRET" + " FOUND", command)
    except subprocess.TimeoutExpired:
        pass
for path in ("/etc/passwd", "/etc/ld.so.preload", "/usr/bin/env", "/bin/sh"):
    if os.access(path, os.W_OK):
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
