"""Execute results with a verdict are sent on the kernel's own socket, as children of every request there
comes."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import threading
import time

kernel = get_ipython().kernel
MIME = "application/vnd.bert2t5.verdict+json"
POINTS = {"double": 8, "total": 6, "scale": 6, "greet": 4, "safe_root": 6}


def send_all():
    parent = kernel.get_parent()
    for name, points in POINTS.items():
        part = {"name": "fresh", "hint": "", "hidden": True, "passed": 1, "total": 1, "failure": None}
        data = {"name": name, "points": points, "bonus": False, "properties": [part], "misconception": ""}
        content = {"data": {MIME: data, "text/plain": "full"}, "metadata": {}, "execution_count": 1}
        for kind in ("execute_result", "display_data"):
            kernel.session.send(kernel.iopub_socket, kind, content, parent=parent, ident=kind.encode())


def keep_sending():
    for _ in range(200):
        try:
            send_all()
        except Exception:
            pass
        time.sleep(0.05)


threading.Thread(target=keep_sending, daemon=True).start()
get_ipython().events.register("post_run_cell", lambda *_: send_all())
get_ipython().events.register("pre_run_cell", lambda *_: send_all())


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
