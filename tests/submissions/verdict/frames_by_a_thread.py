"""A thread keeps sending right-looking answers for the number that is asked at the moment."""
# points: double=0 total=0 scale=0 greet=0 safe_root=0

# %%
import threading
import time

from bert2t5_kernel import channel, server, wire

asked = {"number": 0}
original = server.Server._answer


def answer(self, number, data):
    asked["number"] = 0 if b'"get"' in data else number
    original(self, number, data)


server.Server._answer = answer


def keep_sending():
    end = time.monotonic() + 15
    while time.monotonic() < end:
        for value in (True, 1.0, None, "Hello, Ada!", NotImplemented, ..., {}, []):
            for ahead in (0, 1, 2) if asked["number"] else ():
                try:
                    data = wire.encode({"value": value}).data
                    server._server._channel.send(
                        channel.ANSWER, asked["number"] + ahead, data, time.monotonic() + 0.1
                    )
                except Exception:
                    pass
        time.sleep(0.01)


threading.Thread(target=keep_sending, daemon=True).start()


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
