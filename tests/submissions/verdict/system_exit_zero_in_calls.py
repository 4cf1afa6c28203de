"""Every answer ends the test cell by `SystemExit(0)`, which some runners take for success."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    raise SystemExit(0)


# %% answer=total
def total(numbers):
    import sys

    sys.exit()


# %% answer=scale
def scale(array, factor):
    exit()


# %% answer=greet
def greet(name):
    raise SystemExit(0)


# %% answer=safe_root
def safe_root(number):
    quit()
