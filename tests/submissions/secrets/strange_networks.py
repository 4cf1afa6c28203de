"""Families of sockets beside the Internet's are tried: netlink, packet, vsock, raw, Bluetooth, and new
interfaces."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import socket

FAMILIES = {"AF_PACKET": 3, "AF_INET": 3, "AF_INET6": 3, "AF_VSOCK": 1, "AF_BLUETOOTH": 3, "AF_CAN": 3}
for family, kind in FAMILIES.items():
    try:
        with socket.socket(getattr(socket, family), kind, 0 if family != "AF_INET" else 255) as made:
            made.settimeout(0.05)
            if family == "AF_VSOCK":
                made.connect((2, 22))
            else:
                made.sendto(b"x", ("127.0.0.1", 0) if "INET" in family else ("eth0", 0))
            print("SECRET" + " FOUND", family)
    except (OSError, AttributeError, TypeError):
        pass
# a network namespace may bring unused tunnels of its own
names = {name for _, name in socket.if_nameindex()} - {"lo"}
if any(not name.startswith(("tunl", "sit", "gre", "erspan", "ip_vti", "ip6")) for name in names):
    print("SECRET" + " FOUND", names)


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
