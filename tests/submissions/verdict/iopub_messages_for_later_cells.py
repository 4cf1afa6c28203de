"""A verdict for the check that runs is sent on the kernel's own socket, and the real one is kept from
being shown."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import threading
import time

shell = get_ipython()
kernel = shell.kernel
MIME = "application/vnd.bert2t5.verdict+json"
POINTS = {"double": 8, "total": 6, "scale": 6, "safe_root": 6}


def send(text):
    for name, points in POINTS.items():
        if f'Check("{name}"' not in text:
            continue
        part = {"name": "fresh", "hint": "", "hidden": True, "passed": 1, "total": 1, "failure": None}
        data = {"name": name, "points": points, "bonus": False, "properties": [part], "misconception": ""}
        content = {"data": {MIME: data, "text/plain": "full"}, "metadata": {}, "execution_count": 1}
        parent = kernel.get_parent()
        kernel.session.send(
            kernel.iopub_socket, "execute_result", content, parent=parent, ident=b"execute_result"
        )


def keep_sending():
    for _ in range(200):
        try:
            send(str(shell.kernel.get_parent().get("content")))
        except Exception:
            pass
        time.sleep(0.05)


shell.displayhook.compute_format_data = lambda result: ({}, {})
shell.events.register("pre_run_cell", lambda info: send(info.raw_cell))


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


# %%
threading.Thread(target=keep_sending, daemon=True).start()
