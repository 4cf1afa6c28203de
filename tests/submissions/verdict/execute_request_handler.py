"""The kernel's handler of execute requests sends a forged verdict and an `ok` reply and runs nothing."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %%
kernel = get_ipython().kernel
MIME = "application/vnd.bert2t5.verdict+json"


async def execute_request(stream, ident, parent):
    session = kernel.session
    code = parent["content"]["code"]
    for name, points in [("double", 8), ("total", 6), ("scale", 6), ("safe_root", 6)]:
        if name in code:
            part = {"name": "fresh", "hint": "", "hidden": True, "passed": 1, "total": 1, "failure": None}
            data = {"name": name, "points": points, "bonus": False, "properties": [part], "misconception": ""}
            content = {"data": {MIME: data, "text/plain": "ok"}, "metadata": {}, "execution_count": 1}
            session.send(
                kernel.iopub_socket, "execute_result", content, parent=parent, ident=b"execute_result"
            )
    content = {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
    session.send(kernel.iopub_socket, "status", {"execution_state": "busy"}, parent=parent)
    session.send(stream, "execute_reply", content, parent=parent, ident=ident)
    session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent=parent)


kernel.shell_handlers["execute_request"] = execute_request
kernel.execute_request = execute_request


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
