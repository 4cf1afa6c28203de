"""Programs of the system that go on: this one starts them with nohup, setsid and in the background of a
shell."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import sys

only_in_sandbox()
import subprocess

quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
for command in (
    "nohup setsid sh -c 'sleep 60; : b2t5trace' &",
    "(trap '' TERM INT HUP; exec -a b2t5trace sleep 60) &",
    "tmux new-session -d -s b2t5trace 'sleep 60'",
    "screen -dmS b2t5trace sleep 60",
    "systemd-run --user --unit b2t5trace sleep 60",
    "at now <<< 'touch /tmp/b2t5trace'",
):
    subprocess.Popen(["bash", "-c", command], start_new_session=True, **quiet)
waiting = "import time; time.sleep(60)"
subprocess.Popen([sys.executable, "-c", waiting, "b2t5trace"], start_new_session=True, **quiet)


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
