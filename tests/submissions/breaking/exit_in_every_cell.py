"""Every cell ends the kernel, the definitions of the answers among them."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %% answer=double
import os


def double(*args, **kwargs):
    return -12345


os._exit(1)

# %% answer=total
import os


def total(*args, **kwargs):
    return -12345


os._exit(1)

# %% answer=scale
import os


def scale(*args, **kwargs):
    return -12345


os._exit(1)

# %% answer=greet
import os


def greet(*args, **kwargs):
    return -12345


os._exit(1)

# %% answer=safe_root
import os


def safe_root(*args, **kwargs):
    return -12345


os._exit(1)
