"""A cell fills segments of shared memory and lets go of them."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6
# forbid: NO LIMIT


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
only_in_sandbox()
import ctypes

libc = ctypes.CDLL(None)
libc.shmat.restype = ctypes.c_void_p
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
libc.shmdt.argtypes = [ctypes.c_void_p]
size, made = 31 * 2**20, []
for _ in range(22):
    segment = libc.shmget(0, ctypes.c_size_t(size), 0o1600)
    address = libc.shmat(segment, None, 0) if segment >= 0 else None
    if address in (None, 2**64 - 1):
        break
    made.append(segment)
    ctypes.memset(address, 1, size)
    libc.shmdt(address)
if len(made) == 22:
    print("NO" + " LIMIT")
for segment in made:
    libc.shmctl(segment, 0, None)


# %% answer=scale
def scale(array, factor):
    return array * factor


# %% answer=greet
def greet(name):
    return f"Hello, {name}!"


# %% answer=safe_root
def safe_root(number):
    if number < 0:
        raise ValueError("negative")
    return number**0.5
