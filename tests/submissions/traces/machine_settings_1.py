"""Settings of the machine and of processes: this one changes host name, time, limits, priorities, the
umask."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import os
import resource
import signal
import socket
import time

only_in_sandbox()
os.environ["B2T5TRACE"] = "left"
os.umask(0o777)
for change in (
    lambda: socket.sethostname("b2t5trace"),
    lambda: time.clock_settime(time.CLOCK_REALTIME, 0),
    lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), 19),
    lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19),
    lambda: os.sched_setaffinity(os.getppid(), {0}),
    lambda: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (16, 16)),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    lambda: open("/proc/sys/kernel/hostname", "w").write("b2t5trace"),
    lambda: open("/proc/sys/kernel/pid_max", "w").write("301"),
    lambda: open("/proc/self/oom_score_adj", "w").write("-1000"),
    lambda: os.mkdir("/sys/fs/cgroup/b2t5trace"),
):
    try:
        change()
    except (OSError, ValueError):
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
