"""The Linux kernel's keyrings, which belong to users and sessions: this one adds keys to all that it
reaches."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
only_in_sandbox()
import ctypes

ADD_KEY, KEYCTL = 248, 250
libc = ctypes.CDLL(None, use_errno=True)
for ring in (-1, -2, -3, -4, -5, -6):
    libc.syscall(ADD_KEY, b"user", b"b2t5trace", b"left by another", 15, ring)
libc.syscall(KEYCTL, 1, b"b2t5trace-session")


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
