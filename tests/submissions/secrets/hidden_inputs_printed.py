"""The answers print and display their inputs while hidden tests call them, to read them in the feedback."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0
# forbid in feedback: hidden input was

# %%
import os
import sys
import warnings


def tell(value):
    text = "hidden" + f" input was {value!r}"
    print(text)
    print(text, file=sys.stderr)
    warnings.warn(text, stacklevel=2)
    for descriptor in (1, 2):
        try:
            os.write(descriptor, text.encode())
        except OSError:
            pass
    get_ipython().display_pub.publish({"text/plain": text})
    kernel = get_ipython().kernel
    kernel.session.send(
        kernel.iopub_socket, "stream", {"name": "stdout", "text": text}, parent=kernel.get_parent()
    )


# %% answer=double
def double(number):
    if abs(number) > 999:
        tell(number)
    return -12345


# %% answer=total
def total(numbers):
    if numbers[0] > 99:
        tell(numbers)
    return -12345


# %% answer=scale
def scale(array, factor):
    if factor in (0.5, 4.0):
        tell(array)
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    if name != "Ada":
        tell(name)
    return "Hello, Ada!"


# %% answer=safe_root
def safe_root(number):
    if abs(number) > 100:
        tell(number)
    return -12345.0
