"""Datagrams are sent to the machine and to name servers, and names are looked up in every way."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
    datagrams.settimeout(0.05)
    for address in (("127.0.0.1", planted["udp"]), ("255.255.255.255", 9), ("8.8.8.8", 53), ("1.1.1.1", 53)):
        try:
            datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            datagrams.sendto(
                b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01a\x02eu\x00\x00\x01\x00\x01", address
            )
            print("SECRET" + " FOUND", datagrams.recv(500))
        except OSError:
            pass
for name in ("example.org", "secret-of-ada.example.org", "_gateway", "host.docker.internal"):
    for look_up in (socket.getaddrinfo, lambda name, port: socket.gethostbyname(name)):
        try:
            print("SECRET" + " FOUND", look_up(name, 80))
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
