"""A cell sends messages that are none on the sockets of the kernel: not signed, not JSON, too few parts."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%

kernel = get_ipython().kernel
session = kernel.session
for parts in (
    [b""],
    [b"<IDS|MSG>"],
    [b"stream", b"<IDS|MSG>", b"sign", b"{", b"{}", b"[]", b"\xff"],
    [b"x"] * 500,
):
    for _ in range(20):
        kernel.iopub_socket.send_multipart(parts)
for kind in ("stream", "error", "display_data", "execute_result", "status", "x" * 1000):
    for content in ({}, {"name": 5, "text": {}}, {"data": [], "traceback": 3, "execution_state": []}):
        session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())


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
