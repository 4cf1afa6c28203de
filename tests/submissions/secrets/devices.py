"""Devices that show memory, disks or the kernel's messages are opened, and made where they are missing."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid: SECRET FOUND

# %%
import glob
import os
import stat

only_in_sandbox()
paths = [
    "/dev/mem",
    "/dev/kmem",
    "/dev/port",
    "/dev/kmsg",
    "/proc/kcore",
    "/proc/kmsg",
    "/dev/fuse",
    "/dev/kvm",
]
paths += [
    path
    for letter in ("sd*", "vd*", "nvme*", "loop*", "dm-*", "mapper/*")
    for path in glob.glob(f"/dev/{letter}")
]
for number, (major, minor) in enumerate([(1, 1), (8, 0), (252, 0), (7, 0)]):
    try:
        os.mknod(f"device{number}", stat.S_IFBLK | 0o666, os.makedev(major, minor))
        paths.append(f"device{number}")
    except OSError:
        pass
for path in paths:
    try:
        with open(path, "rb", buffering=0) as device:
            if device.read(16):
                print("SECRET" + " FOUND", path)
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
