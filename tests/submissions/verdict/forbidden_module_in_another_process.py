"""The answer asks another Python process that has the forbidden module."""
# points: mean=0
# lab: lab_without.py


# %% answer=mean
def mean(numbers):
    import sys

    only_in_sandbox()
    import subprocess

    program = f"import statistics; print(repr(statistics.mean({list(numbers)!r})))"
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, timeout=1.5)
    return float(done.stdout)
