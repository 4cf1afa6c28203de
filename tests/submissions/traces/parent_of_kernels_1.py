"""The process that kernels are forked from: this one tries to write into its memory, and to stop or limit
it."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: TRACE FOUND

# %%
import os
import signal

only_in_sandbox()
import ctypes

libc = ctypes.CDLL(None)
mine = {os.getpid()}
for pid in (
    {1, os.getppid(), planted["tests_pid"], *map(int, filter(str.isdigit, os.listdir("/proc")))} - mine - {0}
):
    try:
        with open(f"/proc/{pid}/mem", "r+b", buffering=0):
            print("TRACE" + " FOUND", pid)
    except OSError:
        pass
    if libc.ptrace(16, pid, 0, 0) == 0:
        print("TRACE" + " FOUND", pid)
    for number in (signal.SIGSTOP, signal.SIGTERM, signal.SIGUSR1):
        try:
            os.kill(pid, number)
        except OSError:
            pass
try:
    os.killpg(os.getpgid(os.getppid()), signal.SIGTERM)
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
