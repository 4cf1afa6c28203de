"""The Linux kernel's keyrings, which belong to users and sessions: this one searches them."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: keyrings_1
# forbid: TRACE FOUND

# %%
only_in_sandbox()
import ctypes

REQUEST_KEY, KEYCTL = 249, 250
libc = ctypes.CDLL(None, use_errno=True)
for ring in (-1, -2, -3, -4, -5, -6):
    if libc.syscall(KEYCTL, 10, ring, b"user", b"b2t5trace", 0) > 0:
        print("TRACE" + " FOUND", ring)
if libc.syscall(REQUEST_KEY, b"user", b"b2t5trace", None, 0) > 0:
    print("TRACE" + " FOUND")
try:
    with open("/proc/keys") as keys:
        if "b2t5trace" in keys.read():
            print("TRACE" + " FOUND")
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
