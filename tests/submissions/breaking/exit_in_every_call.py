"""Every answer ends the kernel: more restarts are needed than there are."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(*args, **kwargs):
    import os

    os._exit(0)


# %% answer=total
def total(*args, **kwargs):
    import os

    os._exit(1)


# %% answer=scale
def scale(*args, **kwargs):
    import os

    os._exit(2)


# %% answer=greet
def greet(*args, **kwargs):
    import os

    os._exit(3)


# %% answer=safe_root
def safe_root(*args, **kwargs):
    import os

    os._exit(4)
