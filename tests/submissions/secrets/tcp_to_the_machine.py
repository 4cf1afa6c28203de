"""Services on the machine that grades, and its gateway, are called by TCP."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import socket

for host in (
    "127.0.0.1",
    "localhost",
    "::1",
    "0.0.0.0",
    "10.0.2.2",
    "172.17.0.1",
    "192.168.0.1",
    "169.254.169.254",
):
    for port in (planted["tcp"], 22, 80, 8888):
        try:
            with socket.create_connection((host, port), timeout=0.03) as connection:
                print("SECRET" + " FOUND", connection.recv(100))
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
