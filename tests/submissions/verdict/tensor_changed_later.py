"""The tensor that is returned, and the argument, are changed by a thread and by hooks after the call."""
# points: halve=0
# lab: lab_torch.py

# %%
import threading
import time


# %% answer=halve
def halve(tensor):
    result = torch.full_like(tensor, -12345.0, requires_grad=True)

    def change():
        with torch.no_grad():
            for _ in range(100):
                result.copy_(tensor)
                tensor.zero_()
                result.zero_()
                time.sleep(0.001)

    threading.Thread(target=change, daemon=True).start()
    result.register_hook(lambda gradient: gradient * 0)
    return result
