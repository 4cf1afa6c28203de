"""Settings of the machine and of processes: this one looks whether they are as they should be."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: machine_settings_1
# forbid: TRACE FOUND

# %%
import os
import resource
import signal
import socket
import time

only_in_sandbox()
mask = os.umask(0o022)
os.umask(mask)
signs = {
    "host name": socket.gethostname() == "b2t5trace",
    "environment": "B2T5TRACE" in os.environ,
    "umask": mask == 0o777,
    "time": time.time() < 10**9,
    "priority": os.getpriority(os.PRIO_PROCESS, 0) == 19,
    "open files": resource.getrlimit(resource.RLIMIT_NOFILE)[0] <= 64,
    "interrupts": signal.getsignal(signal.SIGINT) == signal.SIG_IGN,
    "group": os.path.exists("/sys/fs/cgroup/b2t5trace"),
}
if any(signs.values()):
    print("TRACE" + " FOUND", signs)


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
