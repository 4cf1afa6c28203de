"""Comm messages, input requests and shutdown replies are sent beside the outputs to confuse who reads
them."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
kernel = get_ipython().kernel


def confuse(*_):
    parent = kernel.get_parent()
    for kind, content in [
        ("comm_open", {"comm_id": "a", "target_name": "grade", "data": {"points": 8}}),
        ("comm_msg", {"comm_id": "a", "data": {"method": "update", "state": {"outputs": []}}}),
        ("error", {"ename": "", "evalue": "", "traceback": []}),
        ("execute_input", {"code": "assert True", "execution_count": 1}),
        ("shutdown_reply", {"status": "ok", "restart": False}),
        ("status", {"execution_state": "idle"}),
        ("clear_output", {"wait": False}),
    ]:
        kernel.session.send(kernel.iopub_socket, kind, content, parent=parent, ident=kind.encode())


get_ipython().events.register("pre_run_cell", confuse)
confuse()


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
