"""Calls start threads that start threads, none of which ends."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    import threading
    import time

    only_in_sandbox()

    def more():
        while True:
            try:
                threading.Thread(target=more, daemon=True).start()
            except RuntimeError:
                time.sleep(0.01)

    more()


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
