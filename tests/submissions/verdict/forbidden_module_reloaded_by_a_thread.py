"""A thread that was started before the check keeps the forbidden module and answers through a queue."""
# points: mean=0
# lab: lab_without.py

# %%
import queue
import statistics
import threading

asked, answered = queue.Queue(), queue.Queue()
keep = dict(vars(statistics))


def work():
    while True:
        numbers = asked.get()
        try:
            answered.put(keep["mean"](numbers))
        except BaseException:
            answered.put(None)


threading.Thread(target=work, daemon=True).start()


# %% answer=mean
def mean(numbers):
    asked.put(numbers)
    return answered.get(timeout=1)
