"""Sockets that listen: this one calls those of another submission."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# after: listening_sockets_1
# forbid: TRACE FOUND

# %%
import socket

for family, address in (
    (socket.AF_INET, ("127.0.0.1", 42750)),
    (socket.AF_INET, ("127.0.0.1", 42751)),
    (socket.AF_UNIX, "\0b2t5trace-listens"),
    (socket.AF_UNIX, "/tmp/b2t5trace.sock"),
):
    with socket.socket(family) as connection:
        connection.settimeout(0.2)
        try:
            connection.connect(address)
            print("TRACE" + " FOUND", address)
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
