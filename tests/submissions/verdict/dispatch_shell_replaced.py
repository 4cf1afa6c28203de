"""The kernel's dispatcher of shell messages drops what it is asked and answers `ok` at once."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0


# %% answer=double
def double(number):
    return -12345


# %%
kernel = get_ipython().kernel


async def dispatch_shell(msg, *args, **kwargs):
    identities, parts = kernel.session.feed_identities(msg, copy=False)
    parent = kernel.session.deserialize(parts, content=True, copy=False)
    content = {"status": "ok", "execution_count": 7, "payload": [], "user_expressions": {}}
    kind = parent["header"]["msg_type"].replace("request", "reply")
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "busy"}, parent=parent)
    kernel.session.send(kernel.shell_stream, kind, content, parent=parent, ident=identities)
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent=parent)


kernel.dispatch_shell = dispatch_shell
if kernel.shell_stream is not None:
    kernel.shell_stream.on_recv(lambda msg: dispatch_shell(msg), copy=False)


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
