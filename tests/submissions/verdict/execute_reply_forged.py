"""An `ok` reply and an idle status are sent for the request that runs, before the cell's error is."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
kernel = get_ipython().kernel


def reply_early(*_):
    parent = kernel.get_parent()
    content = {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
    for stream in (kernel.shell_stream, getattr(kernel, "shell_socket", None), kernel.iopub_socket):
        for identity in (kernel._parent_ident.get("shell"), [b"execute_reply"]):
            try:
                kernel.session.send(stream, "execute_reply", content, parent=parent, ident=identity)
            except Exception:
                pass
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent=parent)


get_ipython().events.register("pre_run_cell", reply_early)
get_ipython().events.register("pre_execute", reply_early)


# %% answer=double
def double(number):
    return -12345


# %% answer=total
def total(numbers):
    return -12345


# %% answer=scale
def scale(array, factor):
    return np.full(3, -12345.0)


# %% answer=greet
def greet(name):
    return "nobody"


# %% answer=safe_root
def safe_root(number):
    return -12345.0
