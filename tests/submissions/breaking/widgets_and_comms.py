"""A cell opens a hundred thousand comms."""
# points: double=8 total=6 scale=6 greet=4 safe_root=6


# %% answer=double
def double(number):
    return number + number


# %% answer=total
def total(numbers):
    return sum(numbers)


# %%
kernel = get_ipython().kernel
for number in range(100_000):
    content = {"comm_id": str(number), "target_name": "jupyter.widget", "data": {"state": "x" * 1000}}
    kernel.session.send(kernel.iopub_socket, "comm_open", content, parent=kernel.get_parent())


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
