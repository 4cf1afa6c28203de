"""A call returns and raises texts with halves of characters, zero bytes and codes for terminals."""
# points: double=8 total=0 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    text = "\ud800\x00\x1b]0;x\x07\u202e" * 1000
    if len(numbers) > 1:
        return {text: [text.encode("utf-8", "surrogatepass")]}
    raise RuntimeError(text)


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
