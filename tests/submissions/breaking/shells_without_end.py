"""A cell has shells start shells."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%

only_in_sandbox()
import subprocess

try:
    subprocess.run(
        ["bash", "-c", "ulimit -u 2000; f() { [ $SECONDS -gt 1 ] || { f | f & }; }; f; sleep 1"],
        capture_output=True,
        timeout=1.5,
    )
except (OSError, subprocess.TimeoutExpired):
    pass


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
