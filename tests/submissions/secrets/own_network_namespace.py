"""New namespaces of users and networks are made, and others joined, to reach the machine's network."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import os

only_in_sandbox()
import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def in_child(work):
    """True when `work` says in a forked process that it found something."""
    pid = os.fork()
    if pid == 0:
        found = False
        try:
            found = bool(work())
        finally:
            os._exit(3 if found else 0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 3


def work():
    import socket

    libc.unshare(0x10000000 | 0x40000000 | 0x00020000)
    for name in ("user", "mnt", "pid", "net"):
        for pid in (1, os.getppid(), planted["tests_pid"]):
            try:
                with open(f"/proc/{pid}/ns/{name}") as other:
                    libc.setns(other.fileno(), 0)
            except OSError:
                pass
    try:
        with socket.create_connection(("127.0.0.1", planted["tcp"]), timeout=0.2):
            return True
    except OSError:
        return False


if in_child(work):
    print("SECRET" + " FOUND")


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
